"""How well the forms of one name are tied together within a document, the mentions given.

    python benchmarks/merges.py [--training] [--wrong] [--missing] [--part f]

Every annotated form is given with its type wherever it stands in the clean text (where it only
stands within longer ones, there); which of them are one is for `recognition` to say. Its scorer
of forms is trained on the other four folds for each document (five-fold cross-validation).
Precision, recall and F1 are those of the score `merges` (pairs of forms in one entity, see
`spacecorp/evaluation.py`), over `spacebench` and, with --training, over the further documents.
--wrong and --missing list the pairs with their causes: what the two forms have to do with each
other, as far as their letters tell.
"""

import argparse
from collections import Counter, defaultdict
from itertools import combinations

from corpus import FOLDS, Annotated, bench, fold_of, further
from train_forms import as_written, given, train_forms
from train_relations import fold_number

from spacecorp.evaluation import Score
from spacecorp.evaluation import fold as score_fold
from spacecorp.recognition.recognised import tie
from spacecorp.relations.linear import Linear
from spacecorp.resolution.names import acronym_of, fold, short_form, strip_legal_form

Pair = tuple[str, str]


def pairs(annotated: Annotated, scorer: Linear) -> tuple[dict[Pair, str], set[Pair]]:
    """The annotated pairs of forms with their type, and those that grouping makes."""
    wanted: dict[Pair, str] = {}
    known: set[str] = set()
    for entity in annotated.gold["entities"]:
        forms = sorted({score_fold(m) for m in entity["mentions"]})
        known.update(forms)
        if entity["type"] != "person":
            wanted |= dict.fromkeys(combinations(forms, 2), entity["type"])
    made: set[Pair] = set()
    tied = tie(annotated.document, annotated.tokens, given(annotated), scorer)
    surfaces: dict[int, set[str]] = defaultdict(set)
    for name in tied.names:
        surfaces[name.entity].add(score_fold(as_written(annotated, name.begin, name.end)))
    for number, forms in surfaces.items():
        if tied.groups[number].type != "person":
            made.update(combinations(sorted(forms & known), 2))
    return wanted, made


def cause(pair: Pair) -> str:
    """What two forms have to do with each other as far as their letters tell."""
    short, long = sorted(pair, key=len)
    if fold(strip_legal_form(short)[0]) == fold(strip_legal_form(long)[0]):
        return "legal form"
    if " " not in short and acronym_of(short.upper(), long):
        return "acronym"
    how = short_form(short, long)
    if how:
        return f"short form ({how})"
    return "a word in common" if set(short.split()) & set(long.split()) else "other names"


def main() -> None:
    """Print the scores and, if asked, the pairs that are wrong or missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", action="store_true", help="the further documents too")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--part", default="", help="only documents whose id begins so")
    args = parser.parse_args()
    folds = {a.id: fold_of(i) for i, a in enumerate(bench())}
    folds |= {a.id: fold_number(a) for a in further()}
    every = [*bench(), *further()]
    scorers = [train_forms([a for a in every if folds[a.id] != k]) for k in range(FOLDS)]
    for label, documents in (("spacebench", bench()), ("training", further())):
        if label == "training" and not args.training:
            continue
        right = annotated = found = 0
        causes: Counter[tuple[str, str]] = Counter()
        for one in documents:
            if not one.id.startswith(args.part):
                continue
            wanted, made = pairs(one, scorers[folds[one.id]])
            right += len(wanted.keys() & made)
            annotated += len(wanted)
            found += len(made)
            for what, those in (("wrong", made - wanted.keys()), ("missing", wanted.keys() - made)):
                for pair in sorted(those):
                    causes[what, cause(pair)] += 1
                    if getattr(args, what):
                        kind = wanted.get(pair, "")
                        print(f"{one.id}  {what:8} {' | '.join(pair)}  {kind} {cause(pair)}")
        s = Score(right, annotated, found)
        print(
            f"{label:12} precision {s.precision:.3f}  recall {s.recall:.3f}  F1 {s.f1:.3f}"
            f"  ({annotated} pairs annotated, {found - right} wrong, {annotated - right} missing)"
        )
        for (what, why), count in sorted(causes.items(), key=lambda c: (c[0][0], -c[1])):
            print(f"{'':12} {what:8} {count:4}  {why}")


if __name__ == "__main__":
    main()
