"""Weighs for every pair of owner and owned each share that may be what the one holds of the other.

A figure that is a share at all has an owner and something owned: where several pairs may claim it,
what stands between, who else stands beside it and how sure each pair is tell whose it is. A linear
scorer weighs the words about each claim by itself, trees then see each beside its rivals.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..recognition.recognised import Recognised
from ..recognition.tokens import Tokens
from .claims import Claim, Ground, claims, frames_of, names
from .features import KINDS
from .frames import Frames
from .linear import Floats, Linear, probability
from .network import HOW
from .scoring import STAKES, Key, Scored, Scorer
from .share_lists import FAINT, divided

SLIGHT = 0.02  # how sure a pair must be that shares are weighed for it
RIVALS = 40  # pairs that may claim one figure, the surest
MUCH_SURER = 0.5  # by how much another reading of a figure must be likelier to rule one out
NOBODY = -9.0  # what stands for the log-odds of a rival where there is none
UNTOLD = [-1.0] * 45  # what stands for the columns of a figure where none is told
KIND_HEADS = tuple(
    f"owned_kind={kind}" for kind in ("joint_venture", "subsidiary", "shareholding", "acquisition")
) + tuple(f"owned_status={status}" for status in ("current", "planned", "former"))
Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Claimed:
    """The claims of one document: the columns that the trees see, but for those of `rivalry`, the
    names of the features that the linear scorer weighs, and the sentence of each figure."""

    claims: list[Claim]
    columns: Rows
    names: list[list[str]]
    sentences: list[int]

    def rows(self, claim: Linear) -> Rows:
        """All columns that the trees see; `claim` is the linear scorer."""
        odds = claim.scores(self.names)[:, 0]
        return np.concatenate([self.columns, rivalry(self.claims, odds, self.sentences)], axis=1)


def claimed(
    recognised: Recognised, found: Frames, scored: Sequence[Scored], scorer: Scorer
) -> Claimed | None:
    """The claims of a document, None where it has none; `scored` are the pairs of owner and
    owned."""
    asked = [one for one in scored if one.probability >= SLIGHT]
    if not asked:
        return None
    ground = Ground(recognised, found)
    made = claims(ground, found, asked)
    columns = _columns(ground, recognised, found, scored, made, scorer)
    sentences = [ground.sentence(claim) for claim in made]
    return Claimed(made, columns, names(ground, found, made), sentences)


def _columns(
    ground: Ground,
    recognised: Recognised,
    found: Frames,
    scored: Sequence[Scored],
    made: Sequence[Claim],
    scorer: Scorer,
) -> Rows:
    told = frames_of(found)
    chance = {(one.first, one.second): one.probability for one in scored}
    listed = by_lists(ground.holders, recognised.tokens, scored)
    together = _together(scored, ground.holders)
    pairs = [claim for claim in made if claim.value is None]
    detail = scorer.detail
    heads = [detail.heads.index(head) for head in KIND_HEADS]
    flat = probability(detail.sums([claim.one.places[0][1].features for claim in pairs]))[:, heads]
    kinds = {id(claim.one): row for claim, row in zip(pairs, flat.tolist(), strict=True)}
    rivals: dict[int, list[Claim]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for claim in made:
        if claim.figure is not None:
            rivals[claim.figure].append(claim)
            counts[id(claim.one)] += 1
    for some in rivals.values():
        some.sort(key=lambda c: (-c.one.probability, c.one.first, c.one.second))
        del some[RIVALS:]
    apart = {id(claim): _apart(ground, claim) for claim in made if claim.figure is not None}
    lines = []
    for claim in made:
        one = claim.one
        frames = told.get((one.first, one.second), ())
        share, how_sure = listed.get((one.first, one.second), (None, 0.0))
        first, second = recognised.profiles[one.first], recognised.profiles[one.second]
        lines.append(
            [
                one.probability,
                chance.get((one.second, one.first), 0.0),
                one.places[0][0],
                len(one.places),
                KINDS[first.kind],
                KINDS[second.kind],
                counts[id(one)],
                len(frames),
                sum([frame.share is None for frame in frames]),
                how_sure,
                *kinds[id(one)],
                -1.0 if claim.value is None else claim.value,
                sum([frame.share == claim.value for frame in frames]),
                claim.value is not None and share == claim.value,
                *(
                    UNTOLD
                    if claim.figure is None
                    else _about(ground, claim, rivals[claim.figure], apart, together)
                ),
            ]
        )
    return np.concatenate([np.array(lines, dtype=np.float64), _read(made, scorer)], axis=1)


def _read(made: Sequence[Claim], scorer: Scorer) -> Rows:
    """What the network makes of the place of each claim: how likely the owner holds the owned,
    and the reverse, and of which kind and status that is."""
    heads = scorer.network.heads
    ways = [heads.index("owns"), heads.index("owned")]
    others = [heads.index(head) for head in KIND_HEADS]
    forth, back = [*ways, *others], [*ways[::-1], *others]
    rows = [
        claim.place.read[forth if claim.place.first == claim.one.first else back] for claim in made
    ]
    return np.array(rows, dtype=np.float64)


def _apart(ground: Ground, claim: Claim) -> int:
    assert claim.figure is not None
    return abs(ground.way(claim.figure, claim.sides()[0])[0])


def _about(
    ground: Ground,
    claim: Claim,
    rivals: Sequence[Claim],
    apart: Mapping[int, int],
    together: Mapping[int, Mapping[int, float]],
) -> list[float]:
    """How a figure stands to the two of a pair, and who else may claim it."""
    assert claim.figure is not None
    one, number, pair = claim.one, claim.figure, claim.place
    share = ground.shares[number]
    owner, owned = claim.sides()
    before, behind = ground.owner[number]
    of = ground.owned[number]
    here = apart[id(claim)]
    # The surest of other owners, of those of them that stand nearer, and of what else it may own.
    surest = nearer = elsewhere = 0.0
    for rival in rivals:
        sure = rival.one.probability
        if rival.one.first != one.first:
            surest = max(surest, sure)
            if sure > nearer and apart[id(rival)] < here:
                nearer = sure
        elif rival.one is not one:
            elsewhere = max(elsewhere, sure)
    sentence = ground.tokens.sentence[share.begin]
    holding = ground.holders.get(sentence, {})
    held = together.get(sentence, {})
    turn, topic = ground.in_turn.get(number), ground.topics[sentence]
    return [
        ground.sorts[number],
        -1 if topic is None else (topic == one.second) + 2 * (topic == one.first),
        sentence - ground.tokens.sentence[owned.begin],
        sentence - ground.tokens.sentence[owner.begin],
        claim.sure,
        pair.gap,
        HOW[owner.how],
        HOW[owned.how],
        owner is pair.a,
        share.rest,
        share.each,
        share.together,
        one.first in before,
        one.first in behind,
        bool(before),
        bool(behind),
        one.second in before,
        one.second in behind,
        one.second in of,
        bool(of),
        one.first in of,
        turn == one.first,
        turn is not None,
        *ground.ways[sentence],
        surest,
        nearer,
        elsewhere,
        sum([r.one.probability > one.probability for r in rivals]),
        len(rivals),
        len(holding),
        one.first in holding,
        one.second in holding,
        sum(holding.values()),
        held.get(one.second, 0.0) - one.probability * (one.first in holding),
        max([sure for thing, sure in held.items() if thing != one.second], default=0.0),
        *ground.way(number, owner),
        *ground.way(number, owned),
    ]


def _together(
    scored: Sequence[Scored], holders: Mapping[int, Mapping[int, float]]
) -> dict[int, dict[int, float]]:
    """By sentence with several holders, by thing: how sure all of them together are to own it."""
    of: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for one in scored:
        if one.probability >= SLIGHT:
            of[one.first].append((one.second, one.probability))
    out: dict[int, dict[int, float]] = {}
    for sentence, holding in holders.items():
        total: dict[int, float] = defaultdict(float)
        for owner in holding:
            for owned, sure in of.get(owner, ()):
                total[owned] += sure
        out[sentence] = dict(total)
    return out


def by_lists(
    found_in: Mapping[int, Mapping[int, float]], tokens: Tokens, scored: Sequence[Scored]
) -> dict[Key, tuple[float, float]]:
    """Of owner and owned: the share that a list of holders gives, and how sure the list is.

    `found_in` are the lists, by sentence.
    """
    # By sentence and owner: what it may own by that sentence, and how sure that is.
    holdings: dict[int, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for one in scored:
        if one.probability >= FAINT:
            for _, pair in one.places:
                sentence = tokens.sentence[pair.end - 1]
                if one.first in found_in.get(sentence, ()):
                    owned = holdings[sentence][one.first]
                    owned.setdefault(one.second, one.probability)
    out: dict[Key, tuple[float, float]] = {}
    for sentence, parts in found_in.items():
        if (whole_of := divided(parts, holdings[sentence])) is not None:
            for owner, share in parts.items():
                if whole_of[0] in holdings[sentence][owner]:
                    out.setdefault((owner, whole_of[0]), (share, whole_of[1]))
    return out


def rivalry(made: Sequence[Claim], odds: Floats, sentences: Sequence[int]) -> Rows:
    """For each claim its log-odds and those of its surest rival of each sort, and how much surer
    it is than these; then how well it goes with the other claims of its sentence.

    The sorts: the same figure as the share of the owner in something else, of another owner in
    the same, of another owner; no share told of the pair, another share of the pair, and any
    share of the owned in the owner. `sentences` has the sentence of each claim's figure.
    """
    surest: dict[tuple[object, ...], list[tuple[float, int]]] = defaultdict(list)
    keys = []
    for number, (claim, sure) in enumerate(zip(made, odds.tolist(), strict=True)):
        owner, owned, figure = claim.one.first, claim.one.second, claim.figure
        keys.append(((figure, "owner", owner), (figure, "owned", owned), (figure,)))
        for key in (*keys[-1], (owner, owned, claim.value is None)):
            surest[key].append((sure, number))
    for some in surest.values():
        some.sort(key=lambda row: (-row[0], row[1]))

    def best(key: tuple[object, ...], but: int) -> float:
        for sure, number in surest.get(key, ()):
            if number != but:
                return sure
        return NOBODY

    def other_owner(number: int) -> float:
        owner = made[number].one.first
        rivals = surest[(made[number].figure,)]
        return next((sure for sure, rival in rivals if made[rival].one.first != owner), NOBODY)

    agreeing = _agreeing(made, odds, sentences)
    lines = []
    for number, (claim, own) in enumerate(zip(made, odds.tolist(), strict=True)):
        owner, owned = claim.one.first, claim.one.second
        if claim.figure is None:
            elsewhere = same = other = NOBODY
        else:
            elsewhere, same = (best(key, number) for key in keys[number][:2])
            other = other_owner(number)
        untold, told = (best((owner, owned, none), number) for none in (True, False))
        turned = max(best((owned, owner, none), -1) for none in (True, False))
        rivals = (elsewhere, same, other)
        beyond = (own - rival for rival in (*rivals, max(untold, told)))
        lines.append([own, *rivals, untold, told, turned, *beyond, *agreeing[number]])
    return np.array(lines, dtype=np.float64)


def _agreeing(
    made: Sequence[Claim], odds: Floats, sentences: Sequence[int]
) -> list[tuple[float, float, float]]:
    """How likely the other figures of a claim's sentence are shares in the same thing, and how
    likely at most in another, summed over the figures; what the shares then come to, this one
    included."""
    likely: dict[tuple[int, int], dict[int, tuple[float, float]]] = defaultdict(dict)
    owned_in: dict[int, set[int]] = defaultdict(set)
    chances = probability(odds).tolist()
    for claim, chance, sentence in zip(made, chances, sentences, strict=True):
        if claim.figure is not None:
            figures = likely[sentence, claim.one.second]
            owned_in[sentence].add(claim.one.second)
            if chance > figures.get(claim.figure, (0.0, 0.0))[0]:
                figures[claim.figure] = chance, claim.value or 0.0
    total = {key: sum(chance for chance, _ in some.values()) for key, some in likely.items()}
    worth = {
        key: sum(chance * value for chance, value in some.values()) for key, some in likely.items()
    }
    first: dict[int, list[tuple[float, int]]] = {
        sentence: sorted(((total[sentence, thing], thing) for thing in things), reverse=True)[:2]
        for sentence, things in owned_in.items()
    }
    out = []
    for claim, sentence in zip(made, sentences, strict=True):
        if claim.figure is None:
            out.append((-1.0, -1.0, -1.0))
            continue
        key = (sentence, claim.one.second)
        chance, value = likely[key].get(claim.figure, (0.0, 0.0))
        other = next((sure for sure, thing in first[sentence] if thing != claim.one.second), 0.0)
        rest = worth[key] - chance * value
        out.append((total[key] - chance, other, rest + (claim.value or 0.0)))
    return out


def chosen(made: Sequence[Claim], chances: Sequence[float], limit: float) -> list[Claim]:
    """The claims that hold: for each pair the shares that are likely enough, or the share untold
    where none is but that is. A figure is no share of an owner in one thing where it is much surer
    that it tells, as another figure of the document does, of this owner's share in another."""
    surest: dict[tuple[int | None, int], float] = defaultdict(float)
    for claim, chance in zip(made, chances, strict=True):
        for figure in claim.alike:
            key = figure, claim.one.first
            surest[key] = max(surest[key], chance)
    out: list[Claim] = []
    for claim, chance in zip(made, chances, strict=True):
        surer = surest[claim.figure, claim.one.first] - chance
        if chance < limit or (claim.figure is not None and surer > MUCH_SURER):
            continue
        if out and out[-1].one is claim.one and out[-1].value is None:
            out.pop()  # a share that is told
        out.append(replace(claim, probability=chance))
    return out


def stakes(
    scorer: Scorer, recognised: Recognised, found: Frames, scored: Sequence[Scored]
) -> list[Claim]:
    """The claims that hold, in the order of their pairs."""
    every = claimed(recognised, found, scored, scorer)
    if every is None or scorer.claim is None:
        return []
    odds = scorer.trees[STAKES].scores(every.rows(scorer.claim))
    chances = probability(odds.astype(np.float32)).tolist()
    return chosen(every.claims, chances, scorer.thresholds[STAKES])
