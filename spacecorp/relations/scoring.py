"""Scores candidate pairs: first each place by itself, then each pair of things in its document.

The linear scorer weighs what stands around one place. The trees then see each pair beside its
rivals: how sure its best place is, whether a neighbour fits one of the two better, how often
and where both are named.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..recognition.recognised import Recognised
from .frames import Frames
from .linear import Linear, probability
from .pairs import Pair
from .trees import Trees

TASKS = ("partnership", "ownership", "participation")
HOW = {"name": 0, "description": 1, "pronoun": 2}
KINDS = {
    kind: number
    for number, kind in enumerate(
        """company agency academic military fund country person mission constellation satellite
        launcher station instrument facility programme""".split()
    )
}
Key = tuple[int, int]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of things with the probability that the relation holds.

    For ownership `first` owns `second`; for participation `first` is the programme. `places` are
    all its places, the surest first, each with its own probability.
    """

    first: int
    second: int
    probability: float
    places: tuple[tuple[float, Pair], ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """The trained models: `pair` and `detail` (kinds, roles, statuses), and trees by task."""

    pair: Linear
    detail: Linear
    trees: dict[str, Trees]

    @classmethod
    def load(cls, folder: Path) -> "Scorer":
        """From the files that `save` wrote."""
        with np.load(folder / "trees.npz", allow_pickle=False) as data:
            trees = {task: Trees.from_arrays(data, task + "_") for task in TASKS}
        return cls(Linear.load(folder / "pair.npz"), Linear.load(folder / "detail.npz"), trees)

    def save(self, folder: Path) -> None:
        """Write all models to a folder."""
        self.pair.save(folder / "pair.npz")
        self.detail.save(folder / "detail.npz")
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for task in TASKS:
            arrays |= self.trees[task].arrays(task + "_")
        np.savez_compressed(folder / "trees.npz", **arrays)  # type: ignore[arg-type]


def keys(pair: Pair, recognised: Recognised) -> list[tuple[str, Key, str]]:
    """The questions that a place bears on: task, the pair of things it asks about, the head."""
    first, second = recognised.groups[pair.first].type, recognised.groups[pair.second].type
    a, b = pair.first, pair.second
    if first == "programme":
        return [("participation", (a, b), "participation")] if second != "person" else []
    out = []
    if "person" not in (first, second):
        out.append(("partnership", (min(a, b), max(a, b)), "partnership"))
    out.append(("ownership", (a, b), "owns"))
    out.append(("ownership", (b, a), "owned"))
    return out


def places(
    pairs: list[Pair], recognised: Recognised, first: dict[str, Floats]
) -> dict[str, dict[Key, list[tuple[float, int]]]]:
    """By task and pair of things: the probability and number of each place.

    `first` holds the linear scorer's probability of each head for each place.
    """
    out: dict[str, dict[Key, list[tuple[float, int]]]] = {task: defaultdict(list) for task in TASKS}
    for number, pair in enumerate(pairs):
        for task, key, head in keys(pair, recognised):
            out[task][key].append((float(first[head][number]), number))
    for table in out.values():
        for rows in table.values():
            rows.sort(key=lambda row: (-row[0], row[1]))
    return out


def rows(
    pairs: list[Pair],
    recognised: Recognised,
    frames: Frames,
    table: dict[str, dict[Key, list[tuple[float, int]]]],
) -> dict[str, tuple[list[Key], list[list[float]]]]:
    """By task: the pairs of things in order, and for each the features that the trees see."""
    tokens, groups, profiles = recognised.tokens, recognised.groups, recognised.profiles
    uses = [0] * len(groups)
    earliest = [len(tokens)] * len(groups)
    for name in recognised.names:
        uses[name.entity] += 1
        earliest[name.entity] = min(earliest[name.entity], name.begin)
    best = {task: {key: found[0][0] for key, found in table[task].items()} for task in TASKS}
    ruled: dict[str, dict[Key, int]] = {task: defaultdict(int) for task in TASKS}
    for own in frames.ownership:
        ruled["ownership"][own.owner, own.owned] += 1
    for two in frames.partnerships:
        ruled["partnership"][min(two.a, two.b), max(two.a, two.b)] += 1
    for part in frames.participations:
        ruled["participation"][part.programme, part.organisation] += 1
    sentence = [tokens.sentence[pair.end - 1] for pair in pairs]
    size = max(len(tokens), 1)
    out: dict[str, tuple[list[Key], list[list[float]]]] = {}
    for task in TASKS:
        found = table[task]
        both = task == "partnership"  # the order of the two says nothing
        side: dict[tuple[int, int], list[float]] = defaultdict(list)
        local: dict[tuple[int, int, int], list[tuple[float, Key]]] = defaultdict(list)
        for key, spots in found.items():
            for place, thing in enumerate(key):
                where = 0 if both else place
                side[where, thing].append(best[task][key])
                for chance, number in spots:
                    local[where, thing, sentence[number]].append((chance, key))
        for ranked in local.values():
            ranked.sort(key=lambda row: (-row[0], row[1]))
        lines = []
        for key in sorted(found):
            a, b = key
            spots = found[key]
            chance, number = spots[0]
            pair = pairs[number]
            rivals = []
            for place, thing in enumerate(key):
                ranked = local[0 if both else place, thing, sentence[number]]
                rivals.append(next((c for c, other in ranked if other != key), 0.0))
            sides = [side[0 if both else place, thing] for place, thing in enumerate(key)]
            low, high = min(a, b), max(a, b)
            lines.append(
                [
                    chance,
                    spots[1][0] if len(spots) > 1 else 0.0,
                    sum(c for c, _ in spots),
                    len(spots),
                    sum(1 for _, n in spots if pairs[n].gap == 0),
                    pair.b.begin - pair.a.end,
                    pair.gap,
                    HOW[pair.a.how],
                    HOW[pair.b.how],
                    *rivals,
                    chance - rivals[0],
                    chance - rivals[1],
                    *(sum(c > chance for c in one) for one in sides),
                    *(len(one) for one in sides),
                    *(sum(c > 0.3 for c in one) for one in sides),
                    KINDS[profiles[a].kind],
                    KINDS[profiles[b].kind],
                    profiles[a].known,
                    profiles[b].known,
                    uses[a],
                    uses[b],
                    earliest[a] / size,
                    earliest[b] / size,
                    len(groups),
                    len(tokens),
                    a == pair.first,
                    best["partnership"].get((low, high), -1.0),
                    best["ownership"].get((a, b), -1.0),
                    best["ownership"].get((b, a), -1.0),
                    ruled[task].get(key, 0),
                    ruled["partnership"].get((low, high), 0),
                    ruled["ownership"].get((b, a), 0),
                ]
            )
        out[task] = (sorted(found), lines)
    return out


def score(
    scorer: Scorer, recognised: Recognised, frames: Frames, pairs: list[Pair]
) -> dict[str, list[Scored]]:
    """By task: every candidate pair of things with its probability, in order of the things."""
    if not pairs:
        return {task: [] for task in TASKS}
    chances = probability(scorer.pair.scores([pair.features for pair in pairs]))
    first = {head: chances[:, column] for column, head in enumerate(scorer.pair.heads)}
    table = places(pairs, recognised, first)
    seen = rows(pairs, recognised, frames, table)
    out: dict[str, list[Scored]] = {}
    for task in TASKS:
        names, lines = seen[task]
        final = probability(scorer.trees[task].scores(lines).astype(np.float32))
        out[task] = [
            Scored(
                key[0],
                key[1],
                float(chance),
                tuple((c, pairs[n]) for c, n in table[task][key]),
            )
            for key, chance in zip(names, final.tolist(), strict=True)
        ]
    return out
