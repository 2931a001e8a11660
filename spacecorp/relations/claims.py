"""Which figures may be the share of each pair of owner and owned, and what stands about each.

A claim is that the owner of a pair has so many per cent of the owned, or a share untold. For each
there are the names of what stands about it, which a linear scorer weighs.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..recognition.descriptions import Reference
from ..recognition.recognised import Recognised
from .figures import EQUAL, SIGNED, figures
from .frames import Frames, OwnershipFrame, topics
from .lists import lists
from .numbers import Share, word_set
from .pairs import Pair
from .scoring import Key, Scored
from .share_lists import beside, holders

PLACES = 4  # places of a pair that are looked at
AROUND = 6  # figures on either side of each of the two that are looked at
FAR = 60  # words beyond which all is equally far
SHORT, LONG = 5, 14  # items between two that are told as they stand, and one by one
SURER = 20  # words that a place which is sure may be farther from a figure than one which is not
STEPS = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.85, 0.93)  # how sure a pair is, told in steps
OF = word_set(
    """of in the its their his her - 's ’s a an stake stakes share shares interest interests capital
    equity participation holding stock votes ordinary common voting issued total to on both all"""
)
JOINING = frozenset([",", "and", "&", "per", "cent", "%"])
ARTICLES = frozenset(["the", "a", "an", '"', "“", "”"])
MARKS = {"name": "N", "description": "D", "pronoun": "R"}
SURER_THAN = {step: f"sure>{step}" for step in STEPS}
Span = tuple[int, int]
Way = tuple[int, bool, int, int]


@dataclass(slots=True)  # not frozen, since there are many
class Claim:
    """That the owner of a pair has `value` per cent of the owned, or (None) a share untold.

    `place` is where the figure stands, `figure` its number, `sure` how sure the place is, and
    `frame` the rule's find that says so; None where there is none. `probability` is how likely the
    claim is, once weighed.
    """

    one: Scored
    value: float | None
    place: Pair
    figure: int | None
    sure: float
    frame: OwnershipFrame | None
    probability: float = 0.0
    alike: frozenset[int] = frozenset()  # all figures about the pair that say the same

    def sides(self) -> tuple[Reference, Reference]:
        """The references to owner and owned at the place."""
        a, b = self.place.a, self.place.b
        return (a, b) if self.one.first in a.entities else (b, a)


class Ground:
    """The figures of one document and what they stand beside."""

    def __init__(self, recognised: Recognised, found: Frames) -> None:
        self.tokens = tokens = recognised.tokens
        self.references = references = recognised.references
        told = figures(tokens, references, found.shares)
        self.shares, self.sorts = told.shares, told.sorts
        self.begins = [share.begin for share in self.shares]
        self.values = _values(self.shares, self.sorts, tokens.sentence)
        self.named = sorted(r.begin for r in references if r.how == "name")
        self.topics = topics(tokens, recognised.groups, references)
        in_lists = lists(tokens, recognised.groups, references)
        self.listed = {(r.begin, r.end): of for r, of in zip(references, in_lists, strict=True)}
        # By figure: the things before and behind it that it may be the share of.
        self.owner: list[tuple[frozenset[int], ...]] = []
        for share, ways in zip(self.shares, beside(tokens, references, self.shares), strict=True):
            of = in_lists if share.each or share.together else [r.entities for r in references]
            self.owner.append(tuple(frozenset(() if n is None else of[n]) for n in ways))
        starts = {reference.begin: n for n, reference in enumerate(references)}
        self.owned = [self._owned_of(share, starts) for share in self.shares]
        self.in_turn = self._in_turn(in_lists)
        # By sentence: how many figures it has, how many stand behind an owner and how many before.
        self.ways: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for share, (before, behind) in zip(self.shares, self.owner, strict=True):
            count = self.ways[tokens.sentence[share.begin]]
            count[0] += 1
            count[1] += bool(before)
            count[2] += bool(behind)
        # By sentence: the owners that its shares stand beside, each with its share.
        self.holders = holders(tokens, references, in_lists, found.shares)
        self.items = _items(recognised, self.shares)
        # Many claims share two of their three places, so what is between is named once.
        self.stood: dict[tuple[str, Span, Span], list[str]] = {}
        self.told_in: dict[Span, list[str]] = {}  # the same of what stands in a place as a whole
        self.ways_to: dict[tuple[int, Span], Way] = {}  # how a figure stands to a reference

    def _owned_of(self, share: Share, starts: Mapping[int, int]) -> frozenset[int]:
        """What stands behind "of", "of the capital of" after a share."""
        words, end = self.tokens.lower, self.tokens.bounds[self.tokens.sentence[share.begin] + 1]
        for k in range(share.end, min(share.end + 6, end)):
            if k in starts and k > share.end:
                return frozenset(self.references[starts[k]].entities)
            if words[k] not in OF:
                break
        return frozenset()

    def _in_turn(self, in_lists: Sequence[tuple[int, ...]]) -> dict[int, int]:
        """By figure of a row of them ("60 and 40 per cent"): the thing in the same place of the
        list of as many names before it."""
        out: dict[int, int] = {}
        words, sentence = self.tokens.words, self.tokens.sentence
        ends = [reference.end for reference in self.references]
        row: list[int] = []
        for number, share in enumerate((*self.shares, None)):
            if row and share is not None:
                last = self.shares[row[-1]]
                between = words[last.end : share.begin]
                together = sentence[last.begin] == sentence[share.begin]
                if together and len(between) <= 3 and JOINING.issuperset(between):
                    row.append(number)
                    continue
            if len(row) > 1:
                begin = self.shares[row[0]].begin
                at = bisect_left(ends, begin + 1) - 1
                if at >= 0 and sentence[ends[at] - 1] == sentence[begin]:
                    things = in_lists[at]
                    if len(things) == len(row):
                        out |= dict(zip(row, things, strict=True))
            row = [] if share is None else [number]
        return out

    def near(self, pair: Pair) -> list[int]:
        """The numbers of the figures in the sentences of a place that stand near the two."""
        first, last = bisect_left(self.begins, pair.begin), bisect_left(self.begins, pair.end)
        if last - first <= 2 * AROUND:
            return list(range(first, last))
        out: set[int] = set()
        for side in (pair.a, pair.b):
            at = bisect_left(self.begins, side.begin)
            out.update(range(max(first, at - AROUND), min(last, at + AROUND)))
        return sorted(out)

    def value(self, number: int, owner: Reference) -> float | None:
        """What a figure tells of an owner, in per cent: of equal parts one of as many as are
        listed."""
        if self.sorts[number] == EQUAL:
            return round(100 / max(len(self.listed[owner.begin, owner.end]), 2), 2)
        return self.values[number]

    def way(self, number: int, side: Reference) -> Way:
        """How a figure stands to one of the two: words between (negative where the figure stands
        first), whether in one sentence, names and figures between."""
        key = number, (side.begin, side.end)
        known = self.ways_to.get(key)
        if known is None:
            known = self.ways_to[key] = self._way(number, side)
        return known

    def _way(self, number: int, side: Reference) -> Way:
        share = self.shares[number]
        if share.begin >= side.end:
            begin, end, sign = side.end, share.begin, 1
        else:
            begin, end, sign = share.end, side.begin, -1
        sentence = self.tokens.sentence
        names = bisect_left(self.named, end) - bisect_left(self.named, begin)
        others = max(bisect_left(self.begins, end) - bisect_left(self.begins, begin), 0)
        return (
            sign * min(max(end - begin, 0), FAR),
            sentence[share.begin] == sentence[side.begin],
            names,
            others,
        )

    def sentence(self, claim: Claim) -> int:
        """The sentence of a claim's figure, -1 where it has none."""
        if claim.figure is None:
            return -1
        return self.tokens.sentence[self.begins[claim.figure]]

    def held(self, place: Pair) -> list[str]:
        """What the items of a place are that claims no figure."""
        key = place.begin, min(place.end, place.begin + 80)
        found = self.told_in.get(key)
        if found is None:
            items = sorted(set(self.between(*key)))
            found = self.told_in[key] = [f"untold has {item}" for item in items]
        return found

    def between(self, begin: int, end: int) -> list[str]:
        """The items from one word to another."""
        return [item for item in self.items[max(begin, 0) : max(end, 0)] if item]


def _values(
    shares: Sequence[Share], sorts: Sequence[int], sentence: Sequence[int]
) -> list[float | None]:
    """What each figure is in per cent, "the rest" worked out of those beside and before it."""
    total: dict[int, float] = defaultdict(float)
    for share, sort in zip(shares, sorts, strict=True):
        if share.value is not None and sort == SIGNED:
            total[sentence[share.begin]] += share.value
    out: list[float | None] = []
    for share in shares:
        value = share.value
        if value is None:
            here = sentence[share.begin]
            given = total.get(here) or total.get(here - 1) or 0.0
            value = round(100 - given, 2) if 0 < given < 100 else None
        out.append(value)
    return out


def _items(recognised: Recognised, shares: Sequence[Share]) -> list[str]:
    """By word what stands there: a mark for a thing, "%" for a figure, "#" for another number,
    else the word; nothing for articles and the further words of things and figures."""
    items = list(recognised.tokens.lower)
    for i, word in enumerate(items):
        if word[:1].isdigit():
            items[i] = "#"
        elif word in ARTICLES:
            items[i] = ""
    spans = [(share.begin, share.end, "%") for share in shares]
    for reference in recognised.references:
        programme = recognised.groups[reference.entities[0]].type == "programme"
        spans.append((reference.begin, reference.end, "G" if programme else MARKS[reference.how]))
    for begin, end, mark in spans:
        items[begin:end] = [mark, *[""] * (end - begin - 1)]
    return items


def claims(ground: Ground, found: Frames, asked: Sequence[Scored]) -> list[Claim]:
    """Every claim of these pairs in their order, for each pair first that of a share untold.

    Of the figures that say the same the one counts that stands best. The values that rules give a
    pair may be claimed as well.
    """
    told = frames_of(found)
    out: list[Claim] = []
    for one in asked:
        frames = told.get((one.first, one.second), [])
        chance, place = one.places[0]
        best: dict[float, tuple[tuple[bool, bool, float], int, float, Pair]] = {}
        alike: dict[float, set[int]] = defaultdict(set)
        for sure, pair in one.places[:PLACES]:
            owner = pair.a if one.first in pair.a.entities else pair.b
            for number in ground.near(pair):
                value = ground.value(number, owner)
                if value is None:
                    continue
                alike[value].add(number)
                rank = (
                    not any(one.first in side for side in ground.owner[number]),
                    ground.in_turn.get(number) != one.first,
                    abs(ground.way(number, owner)[0]) - SURER * sure,
                )
                if value not in best or rank < best[value][0]:
                    best[value] = (rank, number, sure, pair)
        stated = {frame.share: frame for frame in reversed(frames)}
        out.append(Claim(one, None, place, None, chance, stated.get(None)))
        for value in sorted(best):
            _, number, sure, pair = best[value]
            same = frozenset(alike[value])
            out.append(Claim(one, value, pair, number, sure, stated.get(value), alike=same))
        for value in sorted(share for share in stated if share is not None):
            if value not in best:
                out.append(Claim(one, value, place, None, chance, stated[value]))
    return out


def frames_of(found: Frames) -> dict[Key, list[OwnershipFrame]]:
    """What the rules find, by owner and owned."""
    out: dict[Key, list[OwnershipFrame]] = defaultdict(list)
    for frame in found.ownership:
        out[frame.owner, frame.owned].append(frame)
    return out


def names(ground: Ground, found: Frames, made: Sequence[Claim]) -> list[list[str]]:
    """For each claim the names of the features that the linear scorer weighs."""
    told = frames_of(found)
    every = zip(ground.shares, ground.sorts, strict=True)
    figured = [_of_figure(ground, share, sort) for share, sort in every]
    return [
        list(
            dict.fromkeys(
                _named(ground, claim, told.get((claim.one.first, claim.one.second), ()), figured)
            )
        )
        for claim in made
    ]


def _named(
    ground: Ground,
    claim: Claim,
    frames: Sequence[OwnershipFrame],
    figured: Sequence[Sequence[str]],
) -> list[str]:
    """The names for one claim; `figured` are those for each figure alone."""
    owner, owned = claim.sides()
    place, value = claim.place, claim.value
    out = [SURER_THAN[step] for step in STEPS if claim.one.probability > step]
    out.append(f"how {owner.how[0]}{owned.how[0]}")
    of_owner, of_owned = (owner.begin, owner.end), (owned.begin, owned.end)
    if value is None:
        out.append("untold")
        out += _standing(ground, "untold", of_owner, of_owned)
        some = bisect_left(ground.begins, place.end) - bisect_left(ground.begins, place.begin)
        out.append(f"figures {min(some, 4)}")
        out += [f"untold {frame.rule} {frame.share is None}" for frame in frames]
        out += ground.held(place)
        return out
    for frame in frames:
        same = "this" if frame.share == value else "none" if frame.share is None else "other"
        out.append(f"{frame.rule} says {same}")
    if not frames:
        out.append("no rule")
    if value in (50.0, 100.0):
        out.append(f"value {value}")
    if claim.figure is None:
        out.append("nowhere")
        return out
    share = ground.shares[claim.figure]
    at = share.begin, share.end
    sort, *words = figured[claim.figure]
    out.append(sort)
    out += _standing(ground, "owner share", of_owner, at)
    out += _standing(ground, "share owned", at, of_owned)
    out += _standing(ground, "owner owned", of_owner, of_owned)
    out += words
    out.append("before owner " + "".join(ground.between(owner.begin - 4, owner.begin)[-1:]))
    order = sorted([(owner.begin, "owner"), (share.begin, "share"), (owned.begin, "owned")])
    out.append("order " + " ".join([what for _, what in order]))
    return out


def _of_figure(ground: Ground, share: Share, sort: int) -> list[str]:
    """What a figure and the words beside it say, whoever claims it."""
    flags = (share.rest, share.each, share.together)
    before = ground.between(share.begin - 8, share.begin)[-3:]
    behind = ground.between(share.end, share.end + 8)[:4]
    written = ground.tokens.lower[share.begin : share.end]
    return [
        f"sort {sort} {''.join(str(int(flag)) for flag in flags)}",
        *(f"-{i} {item}" for i, item in enumerate(reversed(before), start=1)),
        *(f"+{i} {item}" for i, item in enumerate(behind, start=1)),
        "before " + " ".join(before[-2:]),
        "behind " + " ".join(behind[:2]),
        "written " + " ".join([word for word in written if not word[0].isdigit()]),
    ]


def _standing(ground: Ground, what: str, one: Span, other: Span) -> list[str]:
    """How two stretches of words stand to each other, and what is between."""
    key = (what, one, other)
    named = ground.stood.get(key)
    if named is None:
        named = ground.stood[key] = _stands(ground, what, one, other)
    return named


def _stands(ground: Ground, what: str, one: Span, other: Span) -> list[str]:
    if one[1] <= other[0]:
        begin, end, way = one[1], other[0], ">"
    elif other[1] <= one[0]:
        begin, end, way = other[1], one[0], "<"
    else:
        return [what + " one in the other"]
    sentence = ground.tokens.sentence
    way = f"{what} {way}{sentence[other[0]] - sentence[one[0]]}"
    if end - begin > FAR:
        return [way + " far"]
    items = ground.between(begin, end)
    things = sum([items.count(mark) for mark in MARKS.values()])
    out = [
        f"{way} {_rounded(len(items))} apart",
        f"{way} {min(things, 4)} things {min(items.count('%'), 3)} figures",
    ]
    if len(items) <= SHORT:
        out.append(f"{way} [{' '.join(items)}]")
    if len(items) <= LONG:
        out += [f"{way} [{' '.join(items[:2])}", f"{way} {' '.join(items[-2:])}]"]
        out += [f"{way} {item}" for item in sorted(set(items))]
    return out


def _rounded(count: int) -> int:
    return next((most for most in (20, 10, 6, 4) if count >= most), count)
