"""The nine scores of the bench by five-fold cross-validation over documents, nothing given.

    python benchmarks/crossvalidate.py [--parts] [--misses FILE] [--save FILE]
        [--cache FOLDER] [--reuse] [--without-further]

For each fold everything that is trained (tagger, linear scorers, trees) is trained on the other
four and on the documents that are only trained on. Those are held out of the tagger by folds as
well where the scorer is trained on them, so that the scorer sees the tagger's real mistakes.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from corpus import FOLDS, bench, fold_of, further, over_folds
from elsewhere import core, passage_fold
from train_forms import train_forms
from train_network import Lessons, train_network
from train_relations import (
    Example,
    Stacked,
    example,
    fold_number,
    stack,
    stack_roles,
    stack_stakes,
    train_detail,
    train_pair,
    train_roles,
    train_trees,
    weigh_stakes,
)
from train_tagger import train_tagger
from train_types import train_types

from spacecorp.evaluation import HEADLINE, evaluate
from spacecorp.extraction import Models, analyse
from spacecorp.recognition.recognised import recognise
from spacecorp.recognition.tagger import Tagger
from spacecorp.relations.linear import Linear
from spacecorp.relations.network import Network
from spacecorp.relations.scoring import STAKES, TASKS, Scorer, score


def documents(with_further: bool = True):
    """All annotated documents with their fold, the bench first."""
    rows = [(a, fold_of(i), True) for i, a in enumerate(bench())]
    return rows + [(a, fold_number(a), False) for a in (further() if with_further else ())]


Model = TypeVar("Model", Tagger, Linear)


def kept(kind: type[Model], cache: Path | None, name: str, make: Callable[[], Model]) -> Model:
    """The model of this name in the cache; made, and put there, if there is none."""
    path = cache / f"{name}.npz" if cache else None
    if path and path.exists():
        return kind.load(path)
    model = make()
    if path:
        model.save(path)
    return model


def taggers(rows, cache: Path | None) -> list[Tagger]:
    """A tagger for each fold, trained on all the others, and then its second look."""

    def of(k: int) -> Tagger:
        def make() -> Tagger:
            elsewhere = [p for p in core() if passage_fold(p.tokens.text) != k]
            return train_tagger([a for a, f, _ in rows if f != k], elsewhere)

        return kept(Tagger, cache, f"tagger{k}", make)

    found = over_folds(of)

    def second(k: int) -> Linear:
        of_each = {a: found[f] for a, f, _ in rows}
        others = [a for a, f, _ in rows if f != k]
        return kept(Linear, cache, f"types{k}", lambda: train_types(others, of_each))

    return [replace(one, types=second(k)) for k, one in enumerate(found)]


def best_threshold(
    stacked: list[Stacked], chances: dict[str, list[np.ndarray]]
) -> dict[str, float]:
    """For each task the probability at which F1 over pairs is best."""
    out = {}
    for task in TASKS:
        p = np.concatenate([c for c in chances[task] if len(c)])
        y = np.array([r for s in stacked for r in s.right[task]])
        total = y.sum()
        f1 = {
            t / 100: 2 * (y & (p >= t / 100)).sum() / ((p >= t / 100).sum() + total)
            for t in range(15, 61)
        }
        out[task] = max(f1, key=lambda t: f1[t])
    return out


def form_scorers(rows, taggers: list[Tagger], cache: Path | None) -> list[Linear]:
    """A scorer of forms for each fold, trained on all the others."""

    def of(k: int) -> Linear:
        of_each = {a: taggers[f] for a, f, _ in rows}
        others = [a for a, f, _ in rows if f != k]
        return kept(Linear, cache, f"forms{k}", lambda: train_forms(others, of_each))

    return over_folds(of)


@dataclass(frozen=True)
class First:
    """What judges single places: the linear scorers and the network, trained on some documents."""

    pair: Linear
    detail: Linear
    network: Network


def first_stage(
    examples: Sequence[Example], folds: Sequence[int], lessons: Lessons, cache: Path | None
) -> list[First]:
    """For each fold what is trained on all the others."""

    def of(k: int) -> First:
        folder = cache / f"first{k}" if cache else None
        if folder and folder.exists():
            parts = (Linear.load(folder / f"{name}.npz") for name in ("pair", "detail"))
            return First(*parts, Network.load(folder / "network.npz"))
        numbers = [i for i, f in enumerate(folds) if f != k]
        others = [examples[i] for i in numbers]
        pair = train_pair(others)
        network = train_network(lessons, numbers, pair)
        found = First(pair, train_detail(others, pair), network)
        if folder:
            folder.mkdir()
            for name in ("pair", "detail", "network"):
                getattr(found, name).save(folder / f"{name}.npz")
        return found

    return over_folds(of)


def predict(tagger: list[Tagger], scorers: list[Scorer], forms: list[Linear]) -> list[dict]:
    """What each fold's models find in the documents of that fold."""
    out = []
    for i, one in enumerate(bench()):
        k = fold_of(i)
        record = analyse(one.document, Models(tagger[k], scorers[k], forms[k])).to_json()
        record["document"]["path"] = one.gold["file"]
        out.append(record)
    return out


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", action="store_true", help="the overall score of each part too")
    parser.add_argument("--misses", type=Path)
    parser.add_argument("--cache", type=Path, help="keep the folds' models here")
    parser.add_argument(
        "--reuse", action="store_true", help="models of the cache, not trained anew"
    )
    parser.add_argument("--without-further", action="store_true")
    parser.add_argument("--save", type=Path, help="write the predictions as JSON Lines")
    args = parser.parse_args()
    if args.cache:
        args.cache.mkdir(parents=True, exist_ok=True)
    if args.reuse:
        scorers = [Scorer.load(args.cache / f"scorer{k}") for k in range(FOLDS)]
        found = taggers([], args.cache)
        forms = form_scorers(documents(), found, args.cache)
        report(args, predict(found, scorers, forms))
        return
    rows = documents(not args.without_further)
    found = taggers(rows, args.cache)
    forms = form_scorers(rows, found, args.cache)
    examples: list[Example] = [
        example(a, recognise(a.document, found[f], forms[f])) for a, f, _ in rows
    ]
    folds = [f for _, f, _ in rows]
    print(
        len(rows), "documents,", sum(len(e.pairs) for e in examples), "candidate places", flush=True
    )
    first = first_stage(examples, folds, Lessons(examples), args.cache)
    stacked = [
        stack(e, first[f].pair, first[f].network) for e, f in zip(examples, folds, strict=True)
    ]
    chances = {task: [] for task in TASKS}
    order = []
    scorers = []
    for k, one in enumerate(first):
        trees = train_trees([s for s, f in zip(stacked, folds, strict=True) if f != k])
        scorers.append(Scorer(one.pair, one.detail, one.network, trees, {}, {}))
        for i, f in enumerate(folds):
            if f == k and rows[i][2]:
                order.append(i)
                for task in TASKS:
                    z = trees[task].scores(stacked[i].lines[task])
                    chances[task].append(1 / (1 + np.exp(-z)))
    roled, staked = {}, []
    for i, f in enumerate(folds):
        one = examples[i]
        scored = score(scorers[f], one.recognised, one.frames, one.pairs)
        roled[i] = stack_roles(one, scorers[f], scored)
        staked.append(stack_stakes(one, scorers[f], scored))
    for k in range(FOLDS):
        scorers[k].roles.update(train_roles([roled[i] for i, f in enumerate(folds) if f != k]))
    limits = best_threshold([stacked[i] for i in order], chances)
    linear, trees, limits[STAKES] = weigh_stakes(staked, folds, order)
    for k in range(FOLDS):
        scorers[k].trees[STAKES] = trees[k]
        scorers[k] = replace(scorers[k], claim=linear[k])
    print("best thresholds", limits, flush=True)
    for scorer in scorers:
        scorer.thresholds.update(limits)
    predictions = predict(found, scorers, forms)
    if args.cache:
        for k, scorer in enumerate(scorers):
            folder = args.cache / f"scorer{k}"
            folder.mkdir(exist_ok=True)
            scorer.save(folder)
    report(args, predictions)


def report(args: argparse.Namespace, predictions: list[dict]) -> None:
    """Write and score the predictions."""
    if args.save:
        args.save.write_text("\n".join(json.dumps(p, ensure_ascii=False) for p in predictions))
    gold = [a.gold for a in bench()]
    found = evaluate(gold, predictions)
    for name, s in found.scores.items():
        print(f"{name:<20}{s.precision:>8.3f}{s.recall:>8.3f}{s.f1:>8.3f}")
    print(f"{'overall':<36}{found.overall:>8.3f}")
    if args.parts:
        for part in sorted({a.id[0] for a in bench()}):
            some = evaluate(
                [g for g in gold if g["id"][0] == part],
                [p for p in predictions if Path(p["document"]["path"]).name[0] == part],
            )
            print(part, f"{some.overall:.3f}", {n: round(some.scores[n].f1, 2) for n in HEADLINE})
    if args.misses:
        args.misses.write_text("\n".join(str(m) for m in found.misses))


if __name__ == "__main__":
    main()
