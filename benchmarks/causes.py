"""Misses and false finds by cause, over cross-validated models.

    python benchmarks/crossvalidate.py --cache FOLDER
    python benchmarks/causes.py FOLDER

For each gold pair that was not found: was a thing not recognised (or under another type), did the
two never stand within reach of each other, or was the pair scored too low; and was the surest place
in one sentence or across, by names or by descriptions. For each false pair: a thing that the gold
does not have, or two right things without this relation.
"""

import sys
from collections import Counter
from pathlib import Path

from corpus import FOLDS, bench, fold_of
from crossvalidate import form_scorers, taggers
from train_relations import example

from spacecorp.recognition.recognised import recognise
from spacecorp.relations.scoring import TASKS, Scored, Scorer, score


def where(one: Scored) -> str:
    """How the surest place of a pair stands."""
    pair = one.places[0][1]
    reach = "one sentence" if pair.gap == 0 else "across sentences"
    named = pair.a.how == pair.b.how == "name"
    return f"{reach}, {'names' if named else 'description or pronoun'}"


def main() -> None:
    """Print the table."""
    cache = Path(sys.argv[1])
    found = taggers([], cache)
    forms = form_scorers([], found, cache)
    scorers = [Scorer.load(cache / f"scorer{k}") for k in range(FOLDS)]
    missed: dict[str, Counter[str]] = {task: Counter() for task in TASKS}
    false: dict[str, Counter[str]] = {task: Counter() for task in TASKS}
    for i, annotated in enumerate(bench()):
        k = fold_of(i)
        one = example(annotated, recognise(annotated.document, found[k], forms[k]))
        scored = score(scorers[k], one.recognised, one.frames, one.pairs)
        for task in TASKS:
            gold = one.gold.pairs(task)
            best: dict[tuple[int, int], Scored] = {}
            for pair in scored[task]:
                x, y = one.ties[pair.first], one.ties[pair.second]
                sure = pair.probability >= scorers[k].thresholds[task]
                if x is None or y is None:
                    false[task]["a thing that is none"] += sure
                    continue
                key = (min(x, y), max(x, y)) if task == "partnership" else (x, y)
                if key not in best or pair.probability > best[key].probability:
                    best[key] = pair
                if sure and key not in gold:
                    false[task][f"two right things ({where(pair)})"] += 1
            seen = {tie for tie in one.ties if tie is not None}
            for key in gold:
                if key[0] not in seen or key[1] not in seen:
                    missed[task]["a thing not recognised"] += 1
                elif key not in best:
                    missed[task]["never within reach"] += 1
                elif best[key].probability < scorers[k].thresholds[task]:
                    missed[task][f"scored too low ({where(best[key])})"] += 1
    for task in TASKS:
        for name, table in (("missed", missed[task]), ("false", false[task])):
            for cause, count in table.most_common():
                print(f"{task:<14} {name:<7} {count:>5}  {cause}")


if __name__ == "__main__":
    main()
