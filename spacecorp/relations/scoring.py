"""Scores candidate pairs: first each place by itself, then each pair of things in its document.

The linear scorer weighs what stands around one place, the network reads its words in their
order, and both are believed alike. The trees then see each pair beside its
rivals: how sure its best place is, whether a neighbour fits one of the two better, how often
and where both are named.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..model import ROLES
from ..recognition.kinds import ACTIVITIES
from ..recognition.recognised import Recognised
from .features import KINDS
from .frames import Frames
from .linear import Floats, Linear, key_of, probability
from .lists import lists
from .network import HOW, Circumstances, Network, codes
from .pairs import Pair
from .trees import Trees

TASKS = ("partnership", "ownership", "participation")
STAKES = "stakes"  # what the trees and the threshold of claims to shares are called
HEADS = ("partnership", "owns", "owned", "participation")  # what is asked of one place
# By task: the questions whose answers at a place speak for or against its relation.
QUESTIONS = {
    "partnership": ("kind", "status"),
    "ownership": ("owned_kind", "owned_status"),
    "participation": ("role",),
}
# The probability below which a place says nothing of a relation. Measured on the training
# documents: more than half of what the trees would see is below it, and next to nothing of that
# would be found true.
NEGLIGIBLE = 0.01
AT_ONCE = 2_000  # places that are weighed at once; a bound on memory, not on results
OWN = 19  # columns of a row of the trees before those that belong to one of the two things
RIVALS = 60  # participants of one programme that its other participants are seen beside
NEAREST = 12  # members of a list that are asked after
LIKELY = 0.1  # how likely a side of a triangle must be to count
Key = tuple[int, int]
Rows = npt.NDArray[np.float64]


@dataclass(slots=True)  # not frozen, since there are many
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
    """The trained models: `pair` and `detail` (kinds, roles, statuses), the network that answers
    the same, trees by task and by role; `claim` weighs claims to shares (see `stakes`), whose trees
    and threshold are under `STAKES`.

    `thresholds` are the probabilities at which the F1 of each task was best in cross-validation.
    """

    pair: Linear
    detail: Linear
    network: Network
    trees: dict[str, Trees]
    roles: dict[str, Trees]
    thresholds: dict[str, float]
    claim: Linear | None = None
    together: list[Trees] = field(default_factory=list, repr=False, compare=False)
    ready: "list[Numbered]" = field(default_factory=list, repr=False, compare=False)

    def numbered(self) -> "Numbered":
        """The same scorer for features that it has numbered itself, which is quicker."""
        if not self.ready:
            keys = np.array(sorted({*self.pair.rows, *self.detail.rows}), dtype=np.uint32)
            pair, detail = self.pair.numbered(keys), self.detail.numbered(keys)
            numbers = {key: number for number, key in enumerate(keys.tolist(), start=1)}
            self.ready.append(Numbered(replace(self, pair=pair, detail=detail), numbers))
        return self.ready[0]

    def role_scores(self, lines: Sequence[Sequence[float]]) -> Rows:
        """The log-odds of each role (column, as in `ROLES`) for each participation."""
        if not self.together:
            self.together.append(Trees.joined([self.roles[role] for role in ROLES]))
        return self.together[0].scores_of(lines, [len(self.roles[role].roots) for role in ROLES])

    @classmethod
    def load(cls, folder: Path) -> "Scorer":
        """From the files that `save` wrote."""
        with np.load(folder / "trees.npz", allow_pickle=False) as data:
            trees = {task: Trees.from_arrays(data, task + "_") for task in (*TASKS, STAKES)}
            roles = {role: Trees.from_arrays(data, f"role_{role}_") for role in ROLES}
        thresholds = json.loads((folder / "thresholds.json").read_text(encoding="utf-8"))
        return cls(
            Linear.load(folder / "pair.npz"),
            Linear.load(folder / "detail.npz"),
            Network.load(folder / "network.npz"),
            trees,
            roles,
            thresholds,
            Linear.load(folder / "claim.npz"),
        )

    def save(self, folder: Path) -> None:
        """Write all models to a folder."""
        self.pair.save(folder / "pair.npz")
        self.detail.save(folder / "detail.npz")
        self.network.save(folder / "network.npz")
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for task, trees in self.trees.items():
            arrays |= trees.arrays(task + "_")
        if self.claim is not None:
            self.claim.save(folder / "claim.npz")
        for role in ROLES:
            arrays |= self.roles[role].arrays(f"role_{role}_")
        np.savez_compressed(folder / "trees.npz", **arrays)  # type: ignore[arg-type]
        limits = json.dumps(self.thresholds, indent=1, sort_keys=True)
        (folder / "thresholds.json").write_text(limits + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """A scorer with the numbers of its features by their keys."""

    scorer: Scorer
    numbers: dict[int, int]

    def key(self, name: str) -> int:
        """The number of a feature, nought for one without weights."""
        return self.numbers.get(key_of(name), 0)


def keys(pair: Pair, recognised: Recognised) -> list[tuple[str, Key, str]]:
    """The questions that a place bears on: task, the pair of things it asks about, the head."""
    a, b = pair.first, pair.second
    first, second = recognised.groups[a].type, recognised.groups[b].type
    if first == "programme":
        return [("participation", (a, b), "participation")] if second != "person" else []
    out = [("ownership", (a, b), "owns"), ("ownership", (b, a), "owned")]
    if "person" not in (first, second):
        out.append(("partnership", (a, b) if a < b else (b, a), "partnership"))
    return out


@dataclass(frozen=True, slots=True)
class Weighed:
    """The places that may express a relation.

    `answers` are the probabilities of all heads of the network (columns) at each place. By head of
    the linear scorer: how likely each place expresses it, to the linear scorer (`linear`), to the
    network (`read`) and to both, which is the mean of their log-odds.
    """

    pairs: list[Pair]
    answers: Floats
    linear: dict[str, Floats]
    read: dict[str, Floats]
    both: dict[str, Floats]


def weigh(
    pair: Linear, network: Network, candidates: Iterable[Pair], recognised: Recognised
) -> Weighed:
    """The places that are not negligible to the linear scorer, each read by the network."""
    programme = [group.type == "programme" for group in recognised.groups]
    participation = pair.heads.index("participation")
    others = [column for column in range(len(pair.heads)) if column != participation]
    columns = [network.heads.index(head) for head in pair.heads]
    code, around = codes(recognised), Circumstances(recognised)
    kept: list[Pair] = []
    answers = [np.zeros((0, len(network.heads)), dtype=np.float32)]
    tables = [np.zeros((3, 0, len(pair.heads)), dtype=np.float32)]
    rest = iter(candidates)
    while some := list(islice(rest, AT_ONCE)):
        odds = pair.sums([one.features for one in some])
        found = probability(odds)
        asked = np.array([programme[one.first] for one in some])
        best = np.where(asked, found[:, participation], found[:, others].max(axis=1))
        telling = np.flatnonzero(best >= NEGLIGIBLE)
        chosen = [some[number] for number in telling.tolist()]
        said = network.judge(recognised, code, around, chosen)
        kept += chosen
        answers.append(probability(said))
        three = np.stack([odds[telling], said[:, columns], (odds[telling] + said[:, columns]) / 2])
        tables.append(probability(three.astype(np.float32)))
    every, whole = np.concatenate(answers), np.concatenate(tables, axis=1)
    for one, row in zip(kept, every, strict=True):
        one.read = row
    linear, read, both = (
        {head: table[:, column] for column, head in enumerate(pair.heads)} for table in whole
    )
    return Weighed(kept, every, linear, read, both)


def places(
    pairs: list[Pair], recognised: Recognised, first: dict[str, Floats]
) -> dict[str, dict[Key, list[tuple[float, int]]]]:
    """By task and pair of things: the probability and number of each place that is not negligible.

    `first` holds the probability of each head for each place.
    """
    chances = {head: column.tolist() for head, column in first.items()}
    out: dict[str, dict[Key, list[tuple[float, int]]]] = {task: defaultdict(list) for task in TASKS}
    for number, pair in enumerate(pairs):
        for task, key, head in keys(pair, recognised):
            if (chance := chances[head][number]) >= NEGLIGIBLE:
                out[task][key].append((chance, number))
    for table in out.values():
        for rows in table.values():
            rows.sort(key=lambda row: (-row[0], row[1]))
    return out


def rows(
    weighed: Weighed,
    heads: Sequence[str],
    recognised: Recognised,
    frames: Frames,
    table: dict[str, dict[Key, list[tuple[float, int]]]],
) -> dict[str, tuple[list[Key], Rows]]:
    """By task: the pairs of things in order, and for each the features that the trees see.

    `heads` are the network's.
    """
    pairs = weighed.pairs
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
    ties = _Ties(best)
    stood = {
        (reference.begin, reference.end): things
        for reference, things in zip(
            recognised.references, lists(tokens, groups, recognised.references), strict=True
        )
    }
    sentence = [tokens.sentence[pair.end - 1] for pair in pairs]
    partners, owners = best["partnership"], best["ownership"]
    # What belongs to a place alone, ...
    of_place = np.array(
        [
            (p.b.begin - p.a.end, p.gap, HOW[p.a.how], HOW[p.b.how], p.first, *p.kinship)
            for p in pairs
        ],
        dtype=np.int64,
    )
    asked = np.stack([weighed.read[head] for head in HEADS], axis=1)
    # ... and what to a thing alone, whatever the other is.
    of_thing = [
        np.array([KINDS[profile.kind] for profile in profiles], dtype=np.float64),
        np.array([profile.known for profile in profiles], dtype=np.float64),
        np.array(uses, dtype=np.float64),
        np.array(earliest, dtype=np.float64) / max(len(tokens), 1),
    ]
    does = np.array([[one in p.does for one in ACTIVITIES] for p in profiles], dtype=np.float64)
    whole = np.array([len(groups), len(tokens)])
    out: dict[str, tuple[list[Key], Rows]] = {}
    for task in TASKS:
        found = table[task]
        both = task == "partnership"  # the order of the two says nothing
        telling = [n for n, head in enumerate(heads) if head.split("=")[0] in QUESTIONS[task]]
        side: dict[tuple[int, int], list[float]] = defaultdict(list)
        local: dict[tuple[int, int, int], _Best] = {}
        told: dict[tuple[Key, int], float] = {}
        for key, spots in found.items():
            for place, thing in enumerate(key):
                where = 0 if both else place
                side[where, thing].append(best[task][key])
                for chance, number in spots:
                    about = where, thing, sentence[number]
                    if about in local:
                        local[about].add(chance, key)
                    else:
                        local[about] = _Best(chance, key)
            for chance, number in reversed(spots):
                told[key, sentence[number]] = chance
        for chances in side.values():
            chances.sort()
        apart = _Apart(weighed, task)
        ordered = sorted(found)
        full: list[Rows] = []  # some lines at a time, in less memory
        for start in range(0, len(ordered), AT_ONCE):
            lines: list[Sequence[float]] = []
            some = ordered[start : start + AT_ONCE]
            for key in some:
                a, b = key
                spots = found[key]
                chance, number = spots[0]
                pair = pairs[number]
                here = sentence[number]
                of_a, of_b = side[0, a], side[0 if both else 1, b]
                low, high = (a, b) if a < b else (b, a)
                lines.append(
                    (
                        chance,
                        spots[1][0] if len(spots) > 1 else 0.0,
                        sum([c for c, _ in spots]),
                        len(spots),
                        sum([pairs[n].gap == 0 for _, n in spots]),
                        local[0, a, here].beside(key),
                        local[0 if both else 1, b, here].beside(key),
                        len(of_a) - bisect_right(of_a, chance),
                        len(of_b) - bisect_right(of_b, chance),
                        len(of_a),
                        len(of_b),
                        len(of_a) - bisect_right(of_a, 0.3),
                        len(of_b) - bisect_right(of_b, 0.3),
                        partners.get((low, high), -1.0),
                        owners.get((a, b), -1.0),
                        owners.get((b, a), -1.0),
                        ruled[task].get(key, 0),
                        ruled["partnership"].get((low, high), 0),
                        ruled["ownership"].get((b, a), 0),
                        *ties.triangles(task, a, b),
                        *_siblings(key, pair, stood, told, here, both),
                        *apart.of(a, spots),
                    )
                )
            seen = np.array(lines, dtype=np.float64)
            surest = [found[key][0][1] for key in some]
            spot = of_place[surest]
            first, second = np.array(some).T
            forth = first == spot[:, 4]
            full.append(
                np.concatenate(
                    [
                        seen[:, :5],
                        spot[:, :4],
                        seen[:, 5:7],
                        seen[:, :1] - seen[:, 5:7],
                        seen[:, 7:13],
                        np.stack([column[k] for column in of_thing for k in (first, second)], 1),
                        np.broadcast_to(whole, (len(some), 2)),
                        forth[:, None],
                        seen[:, 13:19],
                        does[second],
                        # Whether the table or the names make the first the other's parent, or child
                        np.where(forth[:, None], spot[:, 5:], spot[:, [6, 5, 8, 7]]),
                        seen[:, 19:],
                        weighed.answers[surest][:, telling],
                        asked[surest],
                    ],
                    axis=1,
                )
            )
        out[task] = (ordered, np.concatenate(full) if full else np.zeros((0, 0)))
    return out


class _Best:
    """The surest place of a thing in a sentence, and the surest that is of another pair."""

    __slots__ = ("chance", "key", "other")

    def __init__(self, chance: float, key: Key) -> None:
        self.chance, self.key, self.other = chance, key, 0.0

    def add(self, chance: float, key: Key) -> None:
        """Take a further place into account."""
        if key == self.key:
            self.chance = max(self.chance, chance)
        elif chance > self.chance:
            self.chance, self.key, self.other = chance, key, self.chance
        elif chance > self.other:
            self.other = chance

    def beside(self, key: Key) -> float:
        """How likely the surest place is that belongs to another pair than `key`."""
        return self.other if key == self.key else self.chance


class _Apart:
    """What the network and the linear scorer think by themselves of the places of a pair."""

    def __init__(self, weighed: Weighed, task: str) -> None:
        self.pairs = weighed.pairs
        heads = ("owns", "owned") if task == "ownership" else (task, task)
        self.read, self.linear = (
            [table[head].tolist() for head in heads] for table in (weighed.read, weighed.linear)
        )

    def of(self, first: int, spots: Sequence[tuple[float, int]]) -> list[float]:
        """The network's highest, next and total probability, the linear scorer's highest."""
        if len(spots) == 1:  # as most have
            number = spots[0][1]
            back = self.pairs[number].first != first
            alone = self.read[back][number]
            return [alone, 0.0, alone, self.linear[back][number]]
        read, linear = [], []
        for _, number in spots:
            back = self.pairs[number].first != first
            read.append(self.read[back][number])
            linear.append(self.linear[back][number])
        read.sort(reverse=True)
        return [read[0], read[1] if len(read) > 1 else 0.0, sum(read), max(linear)]


def _siblings(
    key: Key,
    pair: Pair,
    stood: dict[tuple[int, int], tuple[int, ...]],
    told: dict[tuple[Key, int], float],
    sentence: int,
    both: bool,
) -> list[float]:
    """How sure the same is of those who stand in one list with either of the two.

    Of "A, B and C signed with D", what holds of A holds of B and C. First whether the two stand
    in one list; for each side how many stand beside it, the mean and the highest probability of
    these (-1 for none); last the mean over all.
    """
    a, b = key
    of_a, of_b = (stood[one.begin, one.end] for one in (pair.a, pair.b))
    if len(of_a) == len(of_b) == 1 and {*of_a, *of_b} == {a, b}:
        return [0.0, told[key, sentence], 0, -1.0, -1.0, 0, -1.0, -1.0]
    if not (a in pair.a.entities and b in pair.b.entities):
        of_a, of_b = of_b, of_a
    chances: list[list[float]] = []
    for others, other, first in ((of_a, b, True), (of_b, a, False)):
        found = []
        for thing in others[:NEAREST]:
            if thing not in key:
                asked = (thing, other) if first else (other, thing)
                if both and asked[0] > asked[1]:
                    asked = asked[1], asked[0]
                found.append(told.get((asked, sentence), 0.0))
        chances.append(found)
    flat = [*chances[0], *chances[1], told[key, sentence]]
    out = [float(of_a == of_b), sum(flat) / len(flat)]
    for found in chances:
        out += [len(found), sum(found) / len(found) if found else -1.0, max(found, default=-1.0)]
    return out


class _Ties:
    """By thing: those that the linear scorer ties it to, with the probability of each tie."""

    def __init__(self, best: dict[str, dict[Key, float]]) -> None:
        def sides(task: str) -> tuple[dict[int, dict[int, float]], dict[int, dict[int, float]]]:
            forth: dict[int, dict[int, float]] = defaultdict(dict)
            back: dict[int, dict[int, float]] = defaultdict(dict)
            for (a, b), chance in best[task].items():
                if chance >= LIKELY:
                    forth[a][b] = back[b][a] = chance
            return forth, back

        self.owned, self.owners = sides("ownership")  # what it owns, what owns it
        self.members, self.programmes = sides("participation")
        self.partners, back = sides("partnership")
        for thing, others in back.items():
            self.partners[thing].update(others)
        tables = (self.owned, self.owners, self.members, self.programmes, self.partners)
        self.tied = {thing for table in tables for thing in table}

    def triangles(self, task: str, a: int, b: int) -> list[float]:
        """How likely a third thing closes a triangle with the pair, by the kinds of its sides.

        Two owners of one venture are partners, a customer and a maker of one satellite have a
        contract: the sides that are sure speak for the one that is not.
        """
        one, other = a in self.tied, b in self.tied
        needed = {"partnership": one and other, "ownership": one or other, "participation": other}
        if not needed[task]:
            return NO_TIES[task]
        owned, owners, partners = self.owned, self.owners, self.partners
        members, programmes = self.members, self.programmes
        if task == "partnership":
            return [
                _third(owned[a], owned[b]),
                _third(owners[a], owners[b]),
                _third(programmes[a], programmes[b]),
                _third(partners[a], partners[b]),
                max(_third(owned[a], partners[b]), _third(owned[b], partners[a])),
                max(_third(owners[a], partners[b]), _third(owners[b], partners[a])),
            ]
        if task == "ownership":
            return [
                _third(owners[b], partners[a]),
                _third(owned[a], owners[b]),
                _third(owned[a], partners[b]),
                _third(programmes[a], programmes[b]),
                _most(owners[a]),
                _most(owners[b], a),
                _most(owned[a], b),
                _most(owned[b]),
            ]
        return [
            _third(members[a], partners[b]),
            _third(members[a], owned[b]),
            _third(members[a], owners[b]),
            _most(partners[b]),
            _most(owned[b]),
            _most(owners[b]),
            _most(programmes[b], a),
        ]


# What `triangles` gives where neither of two has a tie.
NO_TIES = {"partnership": [0.0] * 6, "ownership": [0.0] * 8, "participation": [0.0] * 7}


def _third(one: dict[int, float], other: dict[int, float]) -> float:
    """The probability of the likelier way from one thing to another over a third."""
    if not one or not other:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    best = 0.0
    for thing, chance in one.items():
        if thing in other:
            best = max(best, min(chance, other[thing]))
    return best


def _most(ties: dict[int, float], but: int = -1) -> float:
    """The surest tie of a thing, but for the one to `but`."""
    return (
        max([chance for thing, chance in ties.items() if thing != but], default=0.0)
        if ties
        else 0.0
    )


def score(
    scorer: Scorer, recognised: Recognised, frames: Frames, candidates: Iterable[Pair]
) -> dict[str, list[Scored]]:
    """By task: every pair of things that is not negligible with its probability, in order of the
    things."""
    weighed = weigh(scorer.pair, scorer.network, candidates, recognised)
    pairs = weighed.pairs
    if not pairs:
        return {task: [] for task in TASKS}
    table = places(pairs, recognised, weighed.both)
    seen = rows(weighed, scorer.network.heads, recognised, frames, table)
    out: dict[str, list[Scored]] = {}
    for task in TASKS:
        names, lines = seen[task]
        final = probability(scorer.trees[task].scores(lines).astype(np.float32))
        out[task] = [
            Scored(
                key[0],
                key[1],
                float(chance),
                tuple([(c, pairs[n]) for c, n in table[task][key]]),
            )
            for key, chance in zip(names, final.tolist(), strict=True)
        ]
    return out


def sure_places(one: Scored, most: int = 5) -> list[tuple[float, Pair]]:
    """The places that speak for a pair: those at least half as sure as its best."""
    limit = 0.5 * one.places[0][0]
    return [spot for spot in one.places if spot[0] >= limit][:most]


def role_rows(
    recognised: Recognised,
    frames: Frames,
    asked: list[Scored],
    scorer: Scorer,
    scored: dict[str, list[Scored]],
) -> list[list[float]]:
    """For each participation the features that the role trees see.

    The roles that the linear scorer and the network see at its places, the rules' roles, what
    kinds of things the two are, and what else they do in the document: a party to contracts with
    the programme's others is a customer or a supplier.
    """
    if not asked:
        return []
    detail = scorer.detail
    columns = [detail.heads.index(f"role={role}") for role in ROLES]
    heads = [scorer.network.heads.index(f"role={role}") for role in ROLES]
    spots = [sure_places(one) for one in asked]
    flat = probability(detail.sums([pair.features for found in spots for _, pair in found]))
    flat = flat[:, columns]
    told: dict[Key, list[str]] = defaultdict(list)
    for frame in frames.participations:
        told[frame.programme, frame.organisation].append(frame.role)
    partner: dict[int, float] = defaultdict(float)
    bond: dict[Key, float] = {}
    for one in scored["partnership"]:
        bond[one.first, one.second] = one.probability
        for thing in (one.first, one.second):
            partner[thing] += one.probability
    owner: dict[int, float] = defaultdict(float)
    owned: dict[int, float] = defaultdict(float)
    for one in scored["ownership"]:
        owner[one.first] = max(owner[one.first], one.probability)
        owned[one.second] = max(owned[one.second], one.probability)
    members: dict[int, list[Scored]] = defaultdict(list)
    programmes: dict[int, float] = defaultdict(float)
    for one in scored["participation"]:
        members[one.first].append(one)
        programmes[one.second] += one.probability
    for rivals in members.values():
        rivals.sort(key=lambda m: (-m.probability, m.second))
        del rivals[RIVALS:]
    earliest = [len(recognised.tokens)] * len(recognised.groups)
    for name in recognised.names:
        earliest[name.entity] = min(earliest[name.entity], name.begin)
    told_at: list[Floats] = []
    means: list[Floats] = []
    read: list[list[float]] = []
    at = 0
    for found in spots:
        chances = flat[at : at + len(found)]
        at += len(found)
        weights = np.array([c for c, _ in found], dtype=np.float32)
        told_at.append(chances)
        total = max(float(weights.sum()), 1e-9)
        means.append((chances * weights[:, None]).sum(axis=0) / total)
        seen = np.stack([pair.read for _, pair in found])[:, heads]
        mean_of_read = (seen * weights[:, None]).sum(axis=0) / total
        read.append([*mean_of_read.tolist(), *seen[0].tolist(), *seen.max(axis=0).tolist()])
    beside, elsewhere = _others(asked, means)
    out = []
    for number, one in enumerate(asked):
        chances, mean = told_at[number], means[number]
        roles = told.get((one.first, one.second), [])
        others = [m for m in members[one.first] if m.second != one.second]
        bonds = [
            bond.get((min(one.second, m.second), max(one.second, m.second)), 0.0) for m in others
        ]
        first = recognised.profiles[one.first]
        second = recognised.profiles[one.second]
        out.append(
            [
                *mean.tolist(),
                *chances[0].tolist(),
                *chances.max(axis=0).tolist(),
                *(float(roles.count(role)) for role in ROLES),
                float(KINDS[first.kind]),
                float(KINDS[second.kind]),
                float(first.known),
                float(second.known),
                one.probability,
                float(one.places[0][1].gap),
                float(one.places[0][1].a.entities[0] == one.first),
                partner[one.second],
                max(bonds, default=0.0),
                owner[one.second],
                owned[one.second],
                sum(m.probability for m in others),
                programmes[one.second] - one.probability,
                max((m.probability for m in others), default=0.0),
                *(float(did in second.does) for did in ACTIVITIES),
                float(earliest[one.second] < earliest[one.first]),
                float(sum(earliest[m.second] < earliest[one.second] for m in others)),
                *beside[number],
                *elsewhere[number],
                *read[number],
            ]
        )
    return out


def _others(
    asked: list[Scored], means: list[Floats]
) -> tuple[list[list[float]], list[list[float]]]:
    """For each participation the surest chance of each role that another one has: of the others
    in its programme, and of the same participant in other programmes.

    Where one leads and another launches, the third does neither; who operates one satellite of a
    fleet operates the next.
    """

    def surest(things: list[int]) -> list[list[float]]:
        rows: dict[int, list[int]] = defaultdict(list)
        for number, thing in enumerate(things):
            rows[thing].append(number)
        out = [[0.0] * len(ROLES)] * len(things)
        for numbers in rows.values():
            if len(numbers) < 2:
                continue
            values = np.stack([means[number] for number in numbers])
            order = np.sort(values, axis=0)
            top, second = order[-1], order[-2]
            for number, value in zip(numbers, values, strict=True):
                out[number] = np.where(value >= top, second, top).tolist()
        return out

    return surest([one.first for one in asked]), surest([one.second for one in asked])
