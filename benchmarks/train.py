"""Trains the models that ship with the package, on the whole bench and all further documents.

    PYTHONHASHSEED=0 python benchmarks/train.py          # needs pip install '.[train]'

Writes spacecorp/weights/: tagger.npz, types.npz, forms.npz, pair.npz, detail.npz, network.npz,
trees.npz, and thresholds.json.
The same documents give the same bytes. They are our own texts; the tagger learns from texts outside
our field as well that are not part of the project (CORE and wikigold, CC-BY 4.0; `elsewhere.py`):
without these its weights are others. The gazetteer features rest
on the bundled tables (organisations from GCAT, CC-BY 4.0), and a sentence encoder teaches the
network what words mean (`train_network.py`). A FOLDER after the command keeps what is trained for
the folds, which `crossvalidate.py --cache FOLDER` shares. How good the models are tells
`crossvalidate.py`, never a score on these documents.
"""

import sys
from pathlib import Path

import numpy as np
from crossvalidate import best_threshold, documents, first_stage, form_scorers, taggers
from elsewhere import core
from train_forms import train_forms
from train_network import Lessons, train_network
from train_relations import (
    example,
    stack,
    stack_roles,
    stack_stakes,
    stake_lines,
    train_claim,
    train_detail,
    train_pair,
    train_roles,
    train_stakes,
    train_trees,
    weigh_stakes,
)
from train_tagger import train_tagger
from train_types import train_types

from spacecorp.extraction import WEIGHTS
from spacecorp.recognition.recognised import recognise
from spacecorp.relations.linear import probability
from spacecorp.relations.scoring import STAKES, TASKS, Scorer, score


def main(cache: Path | None = None) -> None:
    """Train and write everything."""
    rows = documents()
    held_out = taggers(rows, cache)
    folds = [f for _, f, _ in rows]
    tied = form_scorers(rows, held_out, cache)
    examples = [example(a, recognise(a.document, held_out[f], tied[f])) for a, f, _ in rows]
    lessons = Lessons(examples)
    first = first_stage(examples, folds, lessons, cache)
    every = [
        stack(e, first[f].pair, first[f].network) for e, f in zip(examples, folds, strict=True)
    ]
    chances: dict[str, list[np.ndarray]] = {task: [np.zeros(0)] * len(rows) for task in TASKS}
    roled, staked = {}, {}
    for k, one in enumerate(first):
        trees = train_trees([s for s, f in zip(every, folds, strict=True) if f != k])
        scorer = Scorer(one.pair, one.detail, one.network, trees, {}, {})
        for i, f in enumerate(folds):
            if f == k:
                seen = examples[i]
                scored = score(scorer, seen.recognised, seen.frames, seen.pairs)
                roled[i] = stack_roles(seen, scorer, scored)
                staked[i] = stack_stakes(seen, scorer, scored)
                for task in TASKS:
                    z = trees[task].scores(every[i].lines[task])
                    chances[task][i] = probability(z.astype(np.float32))
    # Judged on the bench alone: further documents lean towards what was hard.
    judged = [i for i, (_, _, of_bench) in enumerate(rows) if of_bench]
    limits = best_threshold(
        [every[i] for i in judged], {t: [chances[t][i] for i in judged] for t in TASKS}
    )
    claims_of = [staked[i] for i in range(len(rows))]
    linear, _, limits[STAKES] = weigh_stakes(claims_of, folds, judged)
    pair = train_pair(examples)
    roles = train_roles([roled[i] for i in range(len(rows))])
    network = train_network(lessons, range(len(rows)), pair)
    detail, trees = train_detail(examples, pair), train_trees(every)
    trees[STAKES] = train_stakes(claims_of, stake_lines(claims_of, folds, linear))
    scorer = Scorer(pair, detail, network, trees, roles, limits, train_claim(claims_of))
    WEIGHTS.mkdir(exist_ok=True)
    train_tagger([a for a, _, _ in rows], core()).save(WEIGHTS / "tagger.npz")
    train_forms([a for a, _, _ in rows], {a: held_out[f] for a, f, _ in rows}).save(
        WEIGHTS / "forms.npz"
    )
    train_types([a for a, _, _ in rows], {a: held_out[f] for a, f, _ in rows}).save(
        WEIGHTS / "types.npz"
    )
    scorer.save(WEIGHTS)
    print(len(rows), "documents;", limits)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
