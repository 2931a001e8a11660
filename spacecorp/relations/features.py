"""What the scorer looks at in a place where two things stand together: its features.

The words and trigger classes between and around the two, their distance, what stands between,
how they are referred to and what kind of things they are. A feature has a name ("bw=sign": "sign"
stands between), but is told by the number that `key_of` makes of it. Most features belong to a
word, a class of words or one of the two things, whatever the other is: their numbers are made
once and put together by slices.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Generic, TypeVar

from ..recognition.descriptions import Reference
from ..recognition.entities import ACTORS, Group
from ..recognition.kinds import Profile
from ..recognition.tokens import Tokens
from .linear import key_of
from .vocabulary import classes

SIDE = 6  # words looked at on either side of a pair
ROUND = 30  # words on either side in which trigger words are looked for
BEFORE = 40  # words of a long way between two things in which trigger words are looked for
LONG = 80  # words of a long way between two things that are looked at at all
NEAR = 15  # words around a pair in which trigger words may belong to others
CACHE = 100_000  # features of one kind that are kept; a bound on memory, not on results
JOINING = frozenset([",", "and", "&", "(", ")", "/", "-", "or"])
POINTS = frozenset([",", "(", ")", ":", ";", "%", "-", "–", "—", "'s", "’s"])
PERCENT = frozenset(["%", "percent"])
PLACEHOLDERS = {"organisation": "ORG", "country": "CTY", "programme": "PROG", "person": "PER"}
BUCKETS = [str(min(b for b in (0, 1, 2, 3, 5, 8, 12, 20, 30) if n <= b)) for n in range(31)]
ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ied", "ies", "ed", "es", "s")
PARTED = re.compile("[ -]")
KINSHIP = ("table>", "table<", "prefix>", "prefix<")
Asked = TypeVar("Asked")
Given = TypeVar("Given")
Keys = list[int]
Classes = tuple[str, ...]
Kinship = tuple[bool, bool, bool, bool]


class Made(dict[Asked, Given], Generic[Asked, Given]):
    """What `make` gives for what is asked, made once and kept up to a limit."""

    def __init__(self, make: Callable[[Asked], Given]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, asked: Asked) -> Given:
        if len(self) >= CACHE:
            self.clear()
        given = self[asked] = self.make(asked)
        return given


def _counted(numbers: Iterable[int]) -> "array[int]":
    """The sum of the numbers up to each one, in little memory."""
    return array("i", accumulate(numbers))


def _before(numbers: Iterable[int]) -> "array[int]":
    """The sum of the numbers before each one, and of all."""
    return array("i", accumulate(numbers, initial=0))


def _stem(word: str) -> str:
    """A word in lower case without common English endings: enough to meet its inflections."""
    word = word.lower()
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


STEMS = Made(_stem)
CLASSES: Made[str, Classes] = Made(lambda word: classes(word.lower()))


class Templates:
    """The features that recur from document to document."""

    def __init__(self, key: Callable[[str], int]) -> None:
        self.key = key

        def keys(names: Iterable[str]) -> Keys:
            return [key(name) for name in names]

        self.named = Made(key)
        self.start: Made[tuple[str, int, str, int], Keys] = Made(
            lambda at: keys([at[0], f"gap={at[1]}", "d=" + at[2], f"m={at[3]}"])
        )
        self.kinds: Made[tuple[str, str], Keys] = Made(
            lambda two: keys([f"ka={two[0]}", f"kb={two[1]}", f"kk={two[0]}|{two[1]}"])
        )
        self.hows: Made[tuple[str, str], Keys] = Made(
            lambda two: keys([f"ra={two[0]}", f"rb={two[1]}", f"rr={two[0]}|{two[1]}"])
        )
        # A mark tells what stands in another sentence.
        self.between = {
            mark: Made[str, int](lambda stem, mark=mark: key(f"{mark}bw={stem}"))  # type: ignore[misc]
            for mark in ("", "x")
        }
        self.chain = {
            mark: Made[tuple[str, str], int](
                lambda two, mark=mark: key(f"{mark}c2={two[0]} {two[1]}")  # type: ignore[misc]
            )
            for mark in ("", "x")
        }
        self.first = Made[str, int](lambda stem: key("b1=" + stem))
        self.last = Made[str, int](lambda stem: key("bl=" + stem))
        self.triggers: Made[tuple[str, int, str, str], Made[str, Keys]] = Made(self._triggers)
        # What stands before and behind two things: "L" left of the first, "R" right of the second.
        self.near = {
            (side, place): Made[str, Keys](
                lambda word, side=side, place=place: keys(  # type: ignore[misc]
                    [f"{side}{place}={STEMS[word]}", *(f"{side}c={n}" for n in CLASSES[word])]
                )
            )
            for side in "LR"
            for place in ("near", "far")
        }
        self.round = {
            side: Made[str, int](lambda name, side=side: key(f"{side}{side}={name}"))  # type: ignore[misc]
            for side in "LR"
        }
        # The word right before or behind one of two things, or what it names.
        self.beside = {
            place: Made[tuple[str, str], Keys](
                lambda at, place=place: keys(  # type: ignore[misc]
                    [f"{place}={at[1] or STEMS[at[0]]}", *(f"{place}c={n}" for n in CLASSES[at[0]])]
                )
            )
            for place in ("a-", "a+", "b-", "b+")
        }
        self.rivals = {
            (mark, place): Made[Classes, Keys](
                lambda names, mark=mark, place=place: keys(  # type: ignore[misc]
                    f"{mark}t={name}{place}" for name in names
                )
            )
            for mark in ("", "x")
            for place in (f"{side}{n}{m}" for side in "LMR" for n in range(3) for m in range(3))
        }
        self.within = {
            mark: [[self.rivals[mark, f"M{n}{m}"] for m in range(3)] for n in range(3)]
            for mark in ("", "x")
        }
        self.kin: Made[tuple[Kinship, str, frozenset[str], str], Keys] = Made(self._kin)
        self.flags: Made[tuple[str, ...], Keys] = Made(keys)

    def _triggers(self, at: tuple[str, int, str, str]) -> Made[str, Keys]:
        mark, mentions, one, other = at

        def keys(name: str) -> Keys:
            out = [f"{mark}c={name}", f"{mark}ck={name}|{one}|{other}"]
            if mentions >= 0:
                out.insert(1, f"cc={name}|{mentions}")
            return [self.key(feature) for feature in out]

        return Made(keys)

    def _kin(self, asked: tuple[Kinship, str, frozenset[str], str]) -> Keys:
        kinship, order, does, kind = asked
        out = [name for name, holds in zip(KINSHIP, kinship, strict=True) if holds]
        if order != "OO":
            out += [f"does={one}|{kind}" for one in sorted(does) or ["?"]]
        return [self.key(name) for name in out]


templates = cache(Templates)


class Features:
    """The features of the places of one document."""

    def __init__(
        self,
        tokens: Tokens,
        groups: Sequence[Group],
        profiles: Sequence[Profile],
        references: Sequence[Reference],
        uses: Sequence[int],
        rules: Mapping[tuple[int, int, int], Sequence[str]],
        key: Callable[[str], int] = key_of,
    ) -> None:
        """`uses` tells how often each thing is named, `rules` what the rules say of two things
        (the smaller number first) in a sentence."""
        self.tokens = tokens
        self.groups = groups
        self.profiles = profiles
        self.references = references
        self.rules = rules
        self.templates = made = templates(key)
        self.key = key
        words = tokens.words
        self.stems = stems = [STEMS[word] for word in words]
        self.classes = kinds = [CLASSES[word] for word in words]
        top = max(uses, default=0)
        self.main = {i for i, count in enumerate(uses) if count == top and top > 2}
        # The reference that a word belongs to, if any; whether that names or describes a thing.
        self.owner = owner = array("i", [-1]) * len(words)
        named = bytearray(len(words))
        starts = bytearray(len(words) + 1)  # names of actors
        mentions = bytearray(len(words) + 1)
        self.placeholders = [PLACEHOLDERS[groups[r.entities[0]].type] for r in references]
        for number, reference in enumerate(references):
            for i in range(reference.begin, reference.end):
                owner[i] = number
            if reference.how != "pronoun":
                named[reference.begin : reference.end] = b"\1" * (reference.end - reference.begin)
                mentions[reference.begin + 1] = 1
                if groups[reference.entities[0]].type in ACTORS:
                    starts[reference.begin + 1] = 1
        # How many of each stand before each word.
        self.actors = _counted(starts)
        self.mentions = _counted(mentions)
        self.percents = _before(word in PERCENT for word in words)
        self.per = _before(word in PERCENT or word == "per" for word in words)
        # The words that are no names, and where those before each word end.
        self.plain_at = _before(1 - inside for inside in named)
        plain = [i for i, inside in enumerate(named) if not inside]
        self.plain = [stems[i] for i in plain]
        parting = (owner[i] < 0 and word not in JOINING for i, word in enumerate(words))
        self.parting = _before(parting)
        self.between = {
            mark: [one[stem] for stem in self.plain] for mark, one in made.between.items()
        }
        self.bigrams = [0] * len(plain)  # made where they are asked for
        # Every class of every word, and the first class of each word that belongs to no name.
        self.every = [name for names in kinds for name in names]
        self.every_at = _before(map(len, kinds))
        telling = [owner[i] < 0 and bool(names) for i, names in enumerate(kinds)]
        self.round = {side: [one[name] for name in self.every] for side, one in made.round.items()}
        self.telling_at = _before(telling)
        self.telling = array("i", (i for i, tells in enumerate(telling) if tells))
        self.telling_classes = [kinds[i] for i in self.telling]
        self.telling_actors = array("i", (self.actors[i] for i in self.telling))
        firsts = [names[0] for names in self.telling_classes]
        self.chain = {
            mark: [one[two] for two in zip(firsts, firsts[1:], strict=False)]
            for mark, one in made.chain.items()
        }
        self.path: list[str] = []
        self.path_at = array("i", [0])
        for i, word in enumerate(words):
            if not named[i]:
                if kinds[i]:
                    self.path.append(kinds[i][0])
                elif word in POINTS:
                    self.path.append(word)
            elif references[owner[i]].begin == i:
                self.path.append(self.placeholders[owner[i]])
            self.path_at.append(len(self.path))
        # What the names of each thing begin with, up to a hyphen or blank.
        self.begun = [
            frozenset(
                name[: found.start()] for name in g.surfaces[:3] for found in PARTED.finditer(name)
            )
            for g in groups
        ]
        self.shown = [frozenset(g.surfaces[:3]) for g in groups]
        self.lefts = Made(self._left)
        self.rights = Made(self._right)
        self.rivals_left = Made(self._rivals_left)
        self.rivals_right = Made(self._rivals_right)

    def of(self, x: int, y: int, i: int, j: int) -> Keys:
        """The features of the things x and y where the references i and j stand for them.

        Reference i stands before j.
        """
        made, key = self.templates, self.key
        a, b = self.references[i], self.references[j]
        left, right = self.lefts[i], self.rights[j]
        types = self.groups[x].type, self.groups[y].type
        pa, pb = self.profiles[x], self.profiles[y]
        kinds = pa.kind, pb.kind
        order = "PO" if types[0] == "programme" else "OP" if types[1] == "programme" else "OO"
        craft, firm = (pa, pb) if order == "PO" else (pb, pa)
        gap = self.tokens.sentence[b.begin] - self.tokens.sentence[a.begin]
        mark = "x" if gap else ""
        distance = b.begin - a.end
        # What stands between, names as their types.
        at = max(a.end, b.begin - LONG)
        path = self.path[self.path_at[at] : self.path_at[b.begin]]
        mentions = self.mentions[b.begin] - self.mentions[at]
        cut = self.owner[at]
        if at < b.begin and cut >= 0 and self.references[cut].begin < at:
            if self.references[cut].how != "pronoun":
                path.insert(0, self.placeholders[cut])
                mentions += 1
        mentions = min(mentions, 6)
        bucket = BUCKETS[distance] if distance < len(BUCKETS) else "far"
        out = [
            *made.start[order, min(gap, 3), bucket, mentions],
            *made.kinds[kinds],
            *made.hows[a.how, b.how],
            *made.kin[self.kinship(x, y), order, firm.does, craft.kind],
            *left.how,
            *right.how,
        ]
        flags: list[str] = [kind for kind in ("country", "person") if kind in types]
        if not gap and self.parting[b.begin] == self.parting[at]:
            flags.append("coord")
        if self.main:
            flags.append(MAIN[x in self.main][y in self.main])
        if pa.country and pa.country == pb.country:
            flags.append("same country")
        out += made.flags[tuple(flags)]
        first, last = self.plain_at[at], self.plain_at[b.begin]
        words = self.between[mark]
        if last - first <= 16:
            out += dict.fromkeys(words[first:last])
        else:
            out += dict.fromkeys(words[first : first + 8] + words[last - 8 : last])
        if not gap:
            if first < last:
                out += dict.fromkeys(self._bigrams(first, min(first + 12, last - 1)))
                out += (made.first[self.plain[first]], made.last[self.plain[last - 1]])
            if last - first <= 5:
                out.append(key("bt=" + " ".join(self.plain[first:last])))
            if len(path) > 9:
                path = [*path[:4], "…", *path[-4:]]
            out.append(key("path=" + " ".join(path)))
            out.append(key("skel=" + " ".join([s for s in path if s not in (",", "(", ")")])))
        # The triggers of a long way are sought at its end.
        tail = max(a.end, b.begin - BEFORE)
        told = set(self.every[self.every_at[tail] : self.every_at[b.begin]])
        if told:
            close = min(mentions, 2) if distance <= 14 and not gap else -1
            triggers = made.triggers[mark, close, *kinds]
            for name in sorted(told):
                out += triggers[name]
        first, last = self.telling_at[tail], self.telling_at[b.begin]
        if last - first > 1:
            out += dict.fromkeys(self.chain[mark][first : min(first + 8, last - 1)])
        out += self._ruled(x, y, b, kinds, order)
        out += self._rivals(i, j, mark)
        out += left.near
        out += right.near
        out += right.round
        out += left.round
        out += left.beside
        out += right.beside
        if left.two is not None and right.two is not None:
            out += (left.two, right.two)
        end = right.end
        if self.percents[min(a.end + 4, end)] > self.percents[a.end]:
            out.append(made.named["%a"])
        if self.percents[min(b.end + 4, end)] > self.percents[b.end]:
            out.append(made.named["%b"])
        if self.per[b.begin] > self.per[a.end]:
            out.append(made.named["%between"])
        if left.first:
            out.append(made.named["a first"])
        return out

    def kinship(self, x: int, y: int) -> Kinship:
        """Whether x is the parent of y by the bundled table, y of x, and so by their names."""
        pa, pb = self.profiles[x], self.profiles[y]
        return (
            bool(pa.id) and pa.id == pb.parent,
            bool(pb.id) and pb.id == pa.parent,
            not self.begun[y].isdisjoint(self.shown[x]),
            not self.begun[x].isdisjoint(self.shown[y]),
        )

    def _left(self, number: int) -> "_Side":
        """What stands before and right behind the first of two."""
        a, made, words = self.references[number], self.templates, self.tokens.words
        begin = self.tokens.bounds[self.tokens.sentence[a.begin]]
        near: Keys = []
        for k in range(max(begin, a.begin - SIDE), a.begin):
            if self.owner[k] < 0:
                near += made.near["L", "near" if a.begin - k <= 2 else "far"][words[k]]
        first = self.every_at[max(begin, a.begin - ROUND)]
        behind = self.every_at[max(begin, a.begin - SIDE)]
        two = None
        if begin <= a.begin - 2:
            two = self.key(f"a-2={self.stems[a.begin - 2]} {self.stems[a.begin - 1]}")
        return _Side(
            [made.named["ha=" + a.head]] if a.how != "name" else [],
            list(dict.fromkeys(near)),
            list(dict.fromkeys(self.round["L"][first:behind])),
            [
                *(self._beside("a-", a.begin - 1) if a.begin > begin else ()),
                *self._beside("a+", a.end),
            ],
            two,
            a.begin == begin or (a.begin == begin + 1 and words[begin].lower() == "the"),
        )

    def _right(self, number: int) -> "_Side":
        """What stands right before and behind the second of two."""
        b, made, words = self.references[number], self.templates, self.tokens.words
        end = self.tokens.bounds[self.tokens.sentence[b.begin] + 1]
        near: Keys = []
        for k in range(b.end, min(end, b.end + SIDE)):
            if self.owner[k] < 0:
                near += made.near["R", "near" if k - b.end < 2 else "far"][words[k]]
        first = self.every_at[min(end, b.end + SIDE)]
        behind = self.every_at[min(end, b.end + ROUND)]
        two = None
        if b.end + 1 < end:
            two = self.key(f"b+2={self.stems[b.end]} {self.stems[b.end + 1]}")
        return _Side(
            [made.named["hb=" + b.head]] if b.how != "name" else [],
            list(dict.fromkeys(near)),
            list(dict.fromkeys(self.round["R"][first:behind])),
            [
                *self._beside("b-", b.begin - 1),
                *(self._beside("b+", b.end) if b.end < end else ()),
            ],
            two,
            end=end,
        )

    def _beside(self, place: str, k: int) -> Keys:
        if k >= len(self.stems):
            return []
        owner = self.owner[k]
        named = self.placeholders[owner] if owner >= 0 else ""
        return self.templates.beside[place][self.tokens.words[k], named]

    def _bigrams(self, first: int, last: int) -> Keys:
        """The features of the words from `first` to `last` (of those that are no names), each
        with the next."""
        found = self.bigrams[first:last]
        if 0 in found:
            for at in range(first, last):
                if not self.bigrams[at]:
                    name = f"bb={self.plain[at]} {self.plain[at + 1]}"
                    self.bigrams[at] = self.key(name)
            found = self.bigrams[first:last]
        return found

    def _ruled(self, x: int, y: int, b: Reference, kinds: tuple[str, str], order: str) -> Keys:
        """What rules found in the second sentence, told from the side that stands first."""
        sentence = self.tokens.sentence[b.begin]
        names = self.rules.get((min(x, y), max(x, y), sentence))
        if not names:
            return []
        one, other = kinds
        out: list[str] = []
        for name in names:
            if name.startswith("ro"):
                out.append(name[:-1] + (">" if (name[-1] == "<") == (x < y) else "<"))
            else:
                out.append(name)
                if name.startswith("rr="):
                    out += [f"{name}|{one}|{other}", f"{name}|{order}"]
        named = self.templates.named
        return [named[name] for name in dict.fromkeys(out)]

    def _rivals(self, i: int, j: int, mark: str) -> Keys:
        """For each trigger about the pair, how many other names stand between it and the two."""
        a, b, actors = self.references[i], self.references[j], self.actors
        before, after = actors[a.end], actors[b.begin]
        between = after - before if after - before < 2 else 2
        sentence = self.tokens.bounds[self.tokens.sentence[a.begin]]
        begin = max(sentence, a.begin - NEAR)
        start = a.begin
        if min(self.rights[j].end, b.end + NEAR) - begin > LONG:
            begin = start = max(sentence, b.begin - ROUND)
            start = max(start, a.begin)
        out = list(self.rivals_left[i, between, mark, begin])
        first, behind = bisect_left(self.telling, start), bisect_left(self.telling, b.begin)
        if first < behind:
            places = self.templates.within[mark]
            inner: Keys = []
            for at in range(first, behind):
                here = self.telling_actors[at]
                one = here - before if here - before < 2 else 2
                other = after - here if after - here < 2 else 2
                inner += places[one][other][self.telling_classes[at]]
            out += dict.fromkeys(inner)
        out += self.rivals_right[j, between, mark]
        return out

    def _rivals_left(self, asked: tuple[int, int, str, int]) -> Keys:
        number, between, mark, begin = asked
        a, rivals = self.references[number], self.templates.rivals
        out: Keys = []
        first, behind = bisect_left(self.telling, begin), bisect_left(self.telling, a.begin)
        for at in range(first, behind):
            others = min(self.actors[a.begin] - self.telling_actors[at], 2)
            out += rivals[mark, f"L{others}{between}"][self.telling_classes[at]]
        return list(dict.fromkeys(out))

    def _rivals_right(self, asked: tuple[int, int, str]) -> Keys:
        number, between, mark = asked
        b, rivals = self.references[number], self.templates.rivals
        last = min(self.rights[number].end, b.end + NEAR)
        out: Keys = []
        first, behind = bisect_left(self.telling, b.begin), bisect_left(self.telling, last)
        for at in range(first, behind):
            others = min(self.telling_actors[at] - self.actors[b.end], 2)
            out += rivals[mark, f"R{between}{others}"][self.telling_classes[at]]
        return list(dict.fromkeys(out))


MAIN = [[f"main={here}|{there}" for there in (False, True)] for here in (False, True)]


@dataclass(slots=True)
class _Side:
    """Features of one reference whatever the other is.

    The head of a description, the words near it, the triggers further off, the words right
    before and behind it, and two words; whether a sentence begins with it, and where it ends.
    """

    how: Keys
    near: Keys
    round: Keys
    beside: Keys
    two: int | None
    first: bool = False
    end: int = 0
