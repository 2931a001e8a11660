"""Tells which rules can match a line at all, so that few regular expressions are ever tried.

A rule's pattern is read as a path of steps over the items of a line. Where a match may have got
to is a number with a bit for each place, so that one step is worked out for all places at once
(Shift-And; Baeza-Yates and Gonnet 1992); rules that begin alike share their first steps. A step
lets through all that the regular expression lets through, and a little more.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

TOKEN = re.compile(r"\)\?|!\(|[()|]|[^\s()|]+")
# Words in so many lines that to look for them tells little; a thing of one kind tells more.
COMMON = frozenset(
    """of in for by to with and the is was are were from on at as or , . ( ) - 's : ; has have
    had will «O *""".split()
)
OFTEN = frozenset(["«C", "«G", "«P", "«U", "«%"])
GAPS = {"_": 1, "__": 3, "___": 6, "..": 3, "...": 8, "ANY": 25}
EXCLUDED = {"__": ",;:()|.", "___": ",;:()|.", "..": ";", "...": ";"}
RAREST = 5  # needs of a rule that are looked at before its steps
Words = frozenset[str]
Pattern = tuple[str, Mapping[str, str], Mapping[str, str], bool]


class Masks(dict[Words, int]):
    """The places of any of some words, found out when they are first asked for."""

    def __init__(self, at: Mapping[str, int]) -> None:
        super().__init__()
        self.at = at
        self.words = frozenset(at)

    def __missing__(self, words: Words) -> int:
        found = 0
        for word in words & self.words:
            found |= self.at[word]
        self[words] = found
        return found


class Items:
    """The items of several lines by what they are, each set of places as the bits of a number.

    `at` gives the places of each word (without the marks before it), of things by their letter
    ("«O") and of anything that is no thing ("*"). The first items of the lines are `starts`, all
    items are `every`; a place behind the last item of each line belongs to none.
    """

    __slots__ = (
        "at", "described", "every", "mask", "named", "runs", "starts", "whole",
    )  # fmt: skip

    def __init__(self, lines: Iterable[Sequence[str]]) -> None:
        at: dict[str, int] = defaultdict(int)
        described = named = things = parted = starts = every = 0
        bit = 1
        for items in lines:
            starts |= bit
            first_bit = bit
            for item in items:
                first = item[0]
                if first == "«":
                    at[item[:2]] |= bit
                    things |= bit
                elif first in "~^":
                    named |= bit
                    if first == "~":
                        described |= bit
                    bare = item.lstrip("~^")
                    at[bare if bare[:1].isalpha() else item] |= bit
                else:
                    at[item] |= bit
                if "," in item or ";" in item:
                    parted |= bit
                bit <<= 1
            every |= bit - first_bit
            bit <<= 1
        at["*"] = every & ~things
        self.at: Mapping[str, int] = at
        self.every = every
        self.starts = starts
        self.described = described
        self.named = named
        self.whole = every & ~parted
        self.mask = Masks(at)
        self.runs = {gap: self._run(gap) for gap in GAPS}

    def _run(self, gap: str) -> tuple[int, int, int]:
        """Where one, two and four items that a gap may hold stand."""
        one = self.every if gap == "ANY" else self.at["*"]
        for mark in EXCLUDED.get(gap, ()):
            one &= ~self.at.get(mark, 0)
        two = one & one >> 1
        return one, two, two & two >> 2


Step = Callable[[int, Items], int]


def _through(at: int, run: int) -> int:
    """The places reached from `at` over any number of the items of `run`."""
    inside = at & run
    return at | ((inside + run) ^ run) if inside else at


@cache
def _gap(kind: str) -> Step:
    most = GAPS[kind]
    if kind == "_":
        return lambda at, items: (at & items.runs[kind][0]) << 1
    return lambda at, items: _within(at, items.runs[kind], most)


def _within(at: int, run: tuple[int, int, int], most: int) -> int:
    """The places reached from `at` over up to `most` items."""
    one, two, four = run
    at |= (at & one) << 1
    at |= (at & two) << 2
    if most == 3:
        return at
    most -= 3
    while most >= 4:
        at |= (at & four) << 4
        most -= 4
    if most >= 2:
        at |= (at & two) << 2
    return at | (at & one) << 1 if most & 1 else at


def _aside(at: int, items: Items) -> int:
    """A comma or bracket with what it holds, or nothing."""
    inside = at & items.at.get(",", 0)
    if inside:
        behind = _through(inside << 1, items.whole)
        at |= (behind & items.at[","]) << 1
    inside = at & items.at.get("(", 0)
    if inside:
        closing = items.at.get(")", 0)
        behind = _through(inside << 1, items.every & ~items.at["("] & ~closing)
        at |= (behind & closing) << 1
    return at


_OF = frozenset(["of", "in", "from"])
_BY = frozenset(["by", "of", "for"])
_JOINTS = frozenset([",", ";", "and", "as", "well", "plus", "with", "&"])
_OPENERS = frozenset([",", "–", "-", "("])


def _of(at: int, items: Items) -> int:
    """ "of Norway", "in Bremen", or nothing."""
    inside = (at & items.mask[_OF]) << 1
    if inside:
        at |= (inside & items.at.get("«C", 0)) << 1
        for _ in range(3):
            inside = (inside & items.named) << 1
            at |= inside
    return at


def _share(at: int, items: Items) -> int:
    """A share in brackets, or nothing."""
    inside = (at & items.at.get("(", 0)) << 1 & items.at.get("«%", 0)
    if inside:
        inside = _within(inside << 1, items.runs["_"], 3)
        at |= (inside & items.at.get(")", 0)) << 1
    return at


@cache
def _one(things: Words) -> Step:
    def step(at: int, items: Items) -> int:
        at = (_through(at, items.described) & items.mask[things]) << 1
        return _of(_share(at, items), items) if at else 0

    return step


@cache
def _several(things: Words) -> Step:
    def step(at: int, items: Items) -> int:
        shares = items.at.get("«%", 0)
        out = 0
        for _ in range(12):
            if shares:
                behind = (at & shares) << 1
                at |= behind | (behind & items.mask[_BY]) << 1
            here = (_through(at, items.described) & items.mask[things]) << 1
            if shares:
                given = here | (here & items.at.get("with", 0)) << 1
                here |= _share(given, items) | (given & shares) << 1
            here = _of(here, items)
            if not here & ~out:
                break
            out |= here
            at = _through(here, items.mask[_JOINTS])
            beside = at & items.mask[_OPENERS]
            if beside:
                at = _through(at | _within(beside, items.runs["ANY"], 11), items.mask[_JOINTS])
        return out

    return step


@cache
def _holders(things: Words) -> Step:
    def step(at: int, items: Items) -> int:
        on = _through(at, items.every)
        held = _through((on & items.mask[things]) << 1, items.every)
        return held and held & _through((on & items.at.get("«%", 0)) << 1, items.every)

    return step


def _shares(at: int, items: Items) -> int:
    shares = items.at.get("«%", 0)
    return (_through((at & shares) << 1, items.every) & shares) << 1


def _single_share(at: int, items: Items) -> int:
    return (at & items.at.get("«%", 0)) << 1


def _start(at: int, items: Items) -> int:
    return at & items.starts


@cache
def _word(one: Words, more: tuple[tuple[Words, ...], ...]) -> Step:
    first = one.union(*(parts[0] for parts in more))

    def single(at: int, items: Items) -> int:
        return (at & items.mask[one]) << 1

    def word(at: int, items: Items) -> int:
        return (at & items.at.get(alone, 0)) << 1

    def step(at: int, items: Items) -> int:
        begun = at & items.mask[first]
        if not begun:
            return 0
        out = (begun & items.mask[one]) << 1
        for parts in more:
            here = begun
            for part in parts:
                here = (here & items.mask[part]) << 1
                if not here:
                    break
            out |= here
        return out

    if more:
        return step
    if len(one) > 1:
        return single
    (alone,) = one
    return word


def _stay(at: int, _items: Items) -> int:
    return at


@cache
def _not(words: Words) -> Step:
    return lambda at, items: at & ~items.mask[words]


@cache
def _optional(*steps: Step) -> Step:
    if len(steps) == 1:
        (only,) = steps
        return lambda at, items: at | only(at, items)

    def step(at: int, items: Items) -> int:
        here = at
        for one in steps:
            here = one(here, items)
            if not here:
                return at
        return at | here

    return step


@cache
def _choice(*branches: tuple[Step, ...]) -> Step:
    def step(at: int, items: Items) -> int:
        out = 0
        for steps in branches:
            here = at
            for one in steps:
                here = one(here, items)
                if not here:
                    break
            out |= here
        return out

    return step


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pattern: its step, and sets of each of which a line must hold one.

    Where it is nothing but words, these and its phrases (what stands first, second, …).
    """

    step: Step
    needs: tuple[Words, ...] = ()
    words: Words = frozenset()
    phrases: tuple[tuple[Words, ...], ...] = ()


@dataclass(slots=True)
class Node:
    """Steps behind those that lead to them: the rules that end with the last, and what follows.

    `below` has a bit for each rule that ends here or further on.
    """

    steps: list[Step]
    ends: list[int] = field(default_factory=list)
    following: list["Node"] = field(default_factory=list)
    below: int = 0

    def join(self) -> None:
        """Take in what follows while that is a single node, here and further on."""
        while not self.ends and len(self.following) == 1:
            (only,) = self.following
            self.steps += only.steps
            self.ends, self.following = only.ends, only.following
        for node in self.following:
            node.join()


@dataclass(slots=True)
class Sieve:
    """Rules as a tree of steps, and the sets of words and things of each of which they need one.

    `index` has a bit for each set that holds a word, `sets` says how many there are; `needed` has
    a row of sets for each rule, filled up with one that no line lacks.
    """

    root: Node
    index: Mapping[str, int]
    sets: int
    needed: npt.NDArray[np.int64]

    @classmethod
    def of(cls, patterns: Iterable[Pattern]) -> "Sieve":
        """From each rule's pattern, lists of words, slots, and whether slots take possessors."""
        root = Node([])
        sets: dict[Words, int] = {}
        needed: list[list[int]] = []
        for number, (pattern, words, slots, possessors) in enumerate(patterns):
            parts = _parsed(pattern, words, slots, possessors)
            node = root
            for part in parts:
                same = (n for n in node.following if n.steps[0] is part.step)
                known = next(same, None)
                if known is None:
                    known = Node([part.step])
                    node.following.append(known)
                node = known
                node.below |= 1 << number
            node.ends.append(number)
            rarest = sorted(_needed(parts), key=_commonness)[:RAREST]
            needed.append([sets.setdefault(one, len(sets)) for one in rarest])
        index: dict[str, int] = defaultdict(int)
        for one, bit in sets.items():
            for word in one:
                index[word] |= 1 << bit
        rows = [[*row, *[len(sets)] * (RAREST - len(row))] for row in needed]
        for node in root.following:
            node.join()
        return cls(root, dict(index), len(sets), np.array(rows, dtype=np.int64))

    def possible(self, lines: Sequence[Sequence[str]]) -> list[list[int]]:
        """For each line of items the numbers of the rules, in order, that may match it."""
        items = Items(lines)
        wanted = self._wanted(lines)
        out: list[list[int]] = [[] for _ in lines]
        behind = list(accumulate(len(line) + 1 for line in lines))
        todo = [(self.root, items.every)]
        while todo:
            node, at = todo.pop()
            for following in node.following:
                if following.below & wanted:
                    reached = at
                    for step in following.steps:
                        reached = step(reached, items)
                        if not reached:
                            break
                    else:
                        todo.append((following, reached))
            if node.ends:
                while at:
                    line = bisect_right(behind, at.bit_length() - 1)
                    out[line] += node.ends
                    at &= (1 << behind[line - 1]) - 1 if line else 0
        for numbers in out:
            numbers.sort()
        return out

    def _wanted(self, lines: Sequence[Sequence[str]]) -> int:
        """A bit for each rule of which some line holds all that it needs."""
        size = self.sets // 8 + 1
        rows = bytearray()
        for line in lines:
            held = 1 << self.sets
            for key in {"*", *map(_bare, line)}:
                held |= self.index.get(key, 0)
            rows += held.to_bytes(size, "little")
        table = np.frombuffer(rows, dtype=np.uint8).reshape(len(lines), size)
        held_by = np.unpackbits(table, axis=1, bitorder="little").T.astype(bool)
        supplied = np.logical_and.reduce([held_by[column] for column in self.needed.T])
        return int.from_bytes(np.packbits(supplied.any(axis=1), bitorder="little"), "little")


def _bare(item: str) -> str:
    """What an item of a line is called by `Items`."""
    first = item[0]
    if first == "«":
        return item[:2]
    if first in "~^":
        bare = item.lstrip("~^")
        return bare if bare[:1].isalpha() else item
    return item


def _parsed(
    pattern: str, words: Mapping[str, str], slots: Mapping[str, str], possessors: bool
) -> list[Part]:
    """The parts of a pattern, as `grammar.compile_pattern` reads it."""
    tokens = TOKEN.findall(pattern)
    at = 0

    def group() -> tuple[list[list[Part]], str]:
        """The choices up to the bracket that closes, and that bracket."""
        nonlocal at
        branches: list[list[Part]] = [[]]
        while at < len(tokens):
            token = tokens[at]
            at += 1
            if token in (")", ")?"):
                return branches, token
            if token == "|":
                branches.append([])
                continue
            if token == "!(":
                branches[-1] += _excluded(group()[0])
                continue
            if token == "(":
                inside, closing = group()
                parts, optional = _joined(inside), closing == ")?"
            else:
                optional = token[-1] == "?" and len(token) > 1
                parts = single(token[:-1] if optional else token)
            branches[-1] += [_maybe(parts)] if optional else parts
        return branches, ""

    def single(token: str) -> list[Part]:
        if token[0] == "{":
            name = token.strip("{}")
            kept = possessors or slots[name] in ("", "%") or name == "holders"
            slot = _slot(name, frozenset("«" + letter for letter in slots[name]))
            if kept or "'s" in tokens[at : at + 2]:
                return [slot]
            return [slot, Part(_not(frozenset(["'s"])))]
        if token in GAPS:
            return [Part(_gap(token))]
        if token in ("~", "^"):
            return [Part(_aside if token == "~" else _start)]
        if token == "SHARE":
            return [_slot("share", frozenset(["«%"]))]
        if token == "POSS":
            things = frozenset("«" + letter for letter in "OUCP")
            return [_maybe([_listed([[things]]), _listed([[frozenset(["'s"])]])])]
        token = {"LP": "(", "RP": ")"}.get(token, token)
        listed = words[token[1:]].split() if token[0] == "$" else [token]
        return [_listed([frozenset([_key(w)]) for w in word.split("_")] for word in listed)]

    return _joined(group()[0])


def _slot(name: str, things: Words) -> Part:
    if name == "topic":
        return Part(_stay)
    if things == {"«%"}:
        return Part(_shares if name.endswith("s") else _single_share, (things,))
    if name == "holders":
        return Part(_holders(things), (things, frozenset(["«%"])))
    return Part((_several if name.endswith("s") else _one)(things), (things,))


def _maybe(parts: Sequence[Part]) -> Part:
    return Part(_optional(*(part.step for part in parts)))


def _listed(phrases: Iterable[Sequence[Words]]) -> Part:
    """One part for words and phrases, phrases of one length taken together."""
    by_length: dict[int, list[Sequence[Words]]] = defaultdict(list)
    for phrase in phrases:
        by_length[len(phrase)].append(phrase)
    joint = {
        length: tuple(frozenset().union(*place) for place in zip(*same, strict=True))
        for length, same in by_length.items()
    }
    (one,) = joint.pop(1, (frozenset[str](),))
    more = tuple(joint[length] for length in sorted(joint))
    return Part(_word(one, more), (one.union(*(phrase[0] for phrase in more)),), one, more)


def _key(word: str) -> str:
    """What `Items` calls the words that a word of a pattern may stand for."""
    if word.endswith("*"):
        return "*"
    bare = word.lstrip("~^")
    return bare if bare[:1].isalpha() else word


def _joined(branches: Sequence[list[Part]]) -> list[Part]:
    """The branches of a choice as one sequence; those of one step of words taken together."""
    if len(branches) == 1:
        return branches[0]
    single = [b[0] for b in branches if len(b) == 1 and (b[0].words or b[0].phrases)]
    others = [b for b in branches if len(b) != 1 or not (b[0].words or b[0].phrases)]
    if single:
        phrases = [p for part in single for p in ((part.words,), *part.phrases)]
        listed = _listed(phrases)
        if not others:
            return [listed]
        others.append([listed])
    rarest = [min(_needed(branch), key=_commonness, default=frozenset()) for branch in others]
    needs = (frozenset().union(*rarest),) if all(rarest) else ()
    return [Part(_choice(*(tuple(part.step for part in b) for b in others)), needs)]


def _excluded(branches: Sequence[Sequence[Part]]) -> list[Part]:
    """What must not follow; only single words are surely no more than the pattern says."""
    words = frozenset().union(*(b[0].words for b in branches if len(b) == 1))
    return [Part(_not(words))] if words else []


def _needed(parts: Iterable[Part]) -> set[Words]:
    return {words for part in parts for words in part.needs}


def _commonness(words: Words) -> tuple[int, list[str]]:
    """How common it is, roughly, that a line holds one of these words."""
    weights = (100 if word in COMMON else 30 if word in OFTEN else 1 for word in words)
    return sum(weights), sorted(words)
