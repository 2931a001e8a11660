"""What the scorer looks at in a place where two things stand together: its features.

The words and trigger classes between and around the two, their distance, what stands between,
how they are referred to and what kind of things they are. A feature has a name ("bw=sign": "sign"
stands between), but is told by the number that `key_of` makes of it. Most features belong to a
word, a class of words or one of the two things, whatever the other is: their numbers are made
once and put together for many places at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from re import compile as expression
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from ..recognition.descriptions import Reference
from ..recognition.entities import ACTORS, Group
from ..recognition.kinds import ORGANISATION_KINDS, PROGRAMME_KINDS, Profile
from ..recognition.tokens import Tokens
from ..remembered import Remembered
from .linear import key_of
from .vocabulary import classes, names_of_classes

SIDE = 6  # words looked at on either side of a pair
ROUND = 30  # words on either side in which trigger words are looked for
BEFORE = 40  # words of a long way between two things in which trigger words are looked for
LONG = 80  # words of a long way between two things that are looked at at all
NEAR = 15  # words around a pair in which trigger words may belong to others
EDGE = 8  # words at either end of a long way between two things that are looked at one by one
CACHE = 100_000  # features of one kind that are kept; a bound on memory, not on results
JOINING = frozenset([",", "and", "&", "(", ")", "/", "-", "or"])
POINTS = frozenset([",", "(", ")", ":", ";", "%", "-", "–", "—", "'s", "’s"])
PERCENT = frozenset(["%", "percent"])
PLACEHOLDERS = {"organisation": "ORG", "country": "CTY", "programme": "PROG", "person": "PER"}
HOWS = ("name", "description", "pronoun")
ORDERS = ("OO", "PO", "OP")  # an organisation and another, or where the programme stands
STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 30)
BUCKETS = [str(min(step for step in STEPS if n <= step)) for n in range(31)] + ["far"]
ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ied", "ies", "ed", "es", "s")
PARTED = expression("[ -]")
NO_KIN = (False, False, False, False)
KINSHIP = ("table>", "table<", "prefix>", "prefix<")
KINDS = {
    kind: number
    for number, kind in enumerate((*ORGANISATION_KINDS, "country", "person", *PROGRAMME_KINDS))
}
MARKS = ("", "x")  # before what stands in one sentence, and what does in several
MOST = 6  # names between two things that are counted
Asked = TypeVar("Asked")
Given = TypeVar("Given")
Ints = npt.NDArray[np.int64]
Keys = list[int]
Kinship = tuple[bool, bool, bool, bool]
Marks = npt.NDArray[np.bool_]
Found = tuple[Ints, Ints]  # places in a list, and for each a key that holds there


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


def _stem(word: str) -> str:
    """A word in lower case without common English endings: enough to meet its inflections."""
    word = word.lower()
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _class_numbers(word: str) -> tuple[int, ...]:
    numbers = class_numbers()
    return tuple(numbers[name] for name in classes(word.lower()))


@cache
def class_numbers() -> dict[str, int]:
    """A number for each trigger class."""
    return {name: number for number, name in enumerate(names_of_classes())}


STEMS = Made(_stem)
CLASSES = Made(_class_numbers)


class _Grid:
    """Keys by several small numbers, each made when it is first asked for."""

    def __init__(self, make: Callable[..., int | Keys], shape: tuple[int, ...]) -> None:
        self.make = make
        self.keys = np.full(shape, -1, dtype=np.int64)

    def __call__(self, *at: Ints) -> Ints:
        """What `make` gives for the numbers in each place of some arrays."""
        found = self.keys[at]
        new = ((found if found.ndim == 1 else found[:, 0]) < 0).nonzero()[0]
        if len(new):
            for one in set(zip(*(numbers[new].tolist() for numbers in at), strict=True)):
                self.keys[one] = self.make(*one)
            found = self.keys[at]
        return found


class Templates:
    """The keys of the features that recur from document to document."""

    def __init__(self, key: Callable[[str], int]) -> None:
        self.key = key
        names = self.names = tuple(class_numbers())

        def keys(named: Iterable[str]) -> Keys:
            return [key(name) for name in named]

        def table(named: Iterable[str]) -> Ints:
            return np.array(keys(named), dtype=np.int64)

        self.named = Made(key)
        self.said = (*names, *sorted(POINTS))  # what a word of a path may be
        self.words: Remembered[str] = Remembered()
        self.orders = table(ORDERS)
        self.gaps = table(f"gap={gap}" for gap in range(4))
        self.distances = table("d=" + bucket for bucket in BUCKETS)
        self.mentions = table(f"m={number}" for number in range(MOST + 1))
        self.hows = np.stack(
            [
                [table([f"ra={one}", f"rb={other}", f"rr={one}|{other}"]) for other in HOWS]
                for one in HOWS
            ]
        )
        kinds = tuple(KINDS)
        self.kinds = _Grid(
            lambda a, b: keys([f"ka={kinds[a]}", f"kb={kinds[b]}", f"kk={kinds[a]}|{kinds[b]}"]),
            (len(kinds), len(kinds), 3),
        )
        self.does = Made[tuple[frozenset[str], str], Keys](
            lambda two: keys(f"does={one}|{two[1]}" for one in sorted(two[0]) or ["?"])
        )
        self.between = [Made[str, int](lambda s, mark=mark: key(f"{mark}bw={s}")) for mark in MARKS]  # type: ignore[misc]
        self.first = Made[str, int](lambda stem: key("b1=" + stem))
        self.last = Made[str, int](lambda stem: key("bl=" + stem))
        # Of two words one behind the other: before the first, between the two, behind the second.
        self.before, self.bigrams, self.behind = (
            Made[tuple[str, str], int](lambda two, kind=kind: key(f"{kind}={two[0]} {two[1]}"))  # type: ignore[misc]
            for kind in ("a-2", "bb", "b+2")
        )
        # Of two classes one behind the other.
        self.chain = _Grid(
            lambda mark, n, m: key(f"{MARKS[mark]}c2={names[n]} {names[m]}"),
            (len(MARKS), len(names), len(names)),
        )
        # Of each class between two things, by mark or by how many names stand there.
        self.inside = np.stack([table(f"{mark}c={name}" for name in names) for mark in MARKS])
        self.counted = np.stack([table(f"cc={name}|{n}" for name in names) for n in range(3)])
        self.of_kinds = _Grid(
            lambda mark, n, a, b: key(f"{MARKS[mark]}ck={names[n]}|{kinds[a]}|{kinds[b]}"),
            (len(MARKS), len(names), len(kinds), len(kinds)),
        )
        # What stands before and behind two things: "L" left of the first, "R" right of the second.
        self.near = {
            (side, place): Made[str, Keys](
                lambda word, side=side, place=place: keys(  # type: ignore[misc]
                    [f"{side}{place}={STEMS[word]}"]
                    + [f"{side}c={names[n]}" for n in CLASSES[word]]
                )
            )
            for side in "LR"
            for place in ("near", "far")
        }
        self.round = {side: table(f"{side}{side}={name}" for name in names) for side in "LR"}
        # The word right before or behind one of two things, or what it names.
        self.beside = {
            place: Made[tuple[str, str], Keys](
                lambda at, place=place: keys(  # type: ignore[misc]
                    [f"{place}={at[1] or STEMS[at[0]]}"]
                    + [f"{place}c={names[n]}" for n in CLASSES[at[0]]]
                )
            )
            for place in ("a-", "a+", "b-", "b+")
        }
        # By mark, side ("M" between the two), names on one hand, on the other, and class.
        self.rivals = np.array(
            [
                [
                    [
                        [keys(f"{mark}t={name}{side}{n}{m}" for name in names) for m in range(3)]
                        for n in range(3)
                    ]
                    for side in "LMR"
                ]
                for mark in MARKS
            ],
            dtype=np.int64,
        )

    def word(self, word: str) -> Keys:
        """What `words` tells of a word: whether it is "%" or "percent", that or "per", one that
        joins; how many classes it has, the first, what it is in a path; its keys between two
        things, by mark."""
        found = CLASSES[word]
        percent = word in PERCENT
        said = self.said.index(word) if word in POINTS else -1
        return [
            percent,
            percent or word == "per",
            word in JOINING,
            len(found),
            found[0] if found else -1,
            found[0] if found else said,
            *(one[STEMS[word]] for one in self.between),
        ]


templates = cache(Templates)


class Pool:
    """Lists of keys in one row, called by numbers."""

    def __init__(self) -> None:
        self.flat: list[int] = []
        self.ends = [0]

    def add(self, keys: Iterable[int]) -> int:
        """The number by which a list of keys can be asked for."""
        self.flat += keys
        self.ends.append(len(self.flat))
        return len(self.ends) - 2

    def of(self, numbers: Sequence[int] | Ints) -> Found:
        """All keys of the lists with these numbers."""
        ends, wanted = np.array(self.ends), np.asarray(numbers, dtype=np.int64)
        at, places = _spread(ends[wanted], ends[wanted + 1])
        return at, np.array(self.flat, dtype=np.int64)[places]


def _spread(begins: Ints, ends: Ints) -> Found:
    """Every place from a beginning up to its end, behind the number of the two."""
    sizes = np.maximum(ends - begins, 0)
    number = np.repeat(np.arange(len(sizes)), sizes)
    return number, np.arange(len(number)) + (begins - sizes.cumsum() + sizes)[number]


def _together(found: Iterable[Found], count: int) -> tuple[Ints, Ints]:
    """All keys of each of `count` places, each once, in one row, and where those of each end."""
    codes = np.concatenate([numbers << 32 | keys for numbers, keys in found])
    codes.sort()
    codes = codes[np.concatenate([[True], codes[1:] != codes[:-1]])[: len(codes)]]
    ends = np.searchsorted(codes, np.arange(1, count + 1) << 32)
    return codes & 0xFFFFFFFF, ends


def _before_each(numbers: Ints | Marks) -> Ints:
    """The sum of the numbers before each one, and of all."""
    out = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(numbers, out=out[1:])
    return out


def _sided(found: Iterable[Found], count: int) -> tuple[Ints, Ints]:
    """All keys that hold for `count` references, and where those of each begin and end."""
    flat, ends = _together(found, count)
    return flat, np.stack([np.concatenate([[0], ends[:-1]]), ends], axis=1)


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
        top = max(uses, default=0)
        self.main = np.array([count == top and top > 2 for count in uses], dtype=bool)
        self.kind = np.array([KINDS[profile.kind] for profile in profiles], dtype=np.int64)
        self.of_type = {kind: np.array([g.type == kind for g in groups]) for kind in PLACEHOLDERS}
        states = {"": 0}  # by number; nought for none
        self.country = np.array([states.setdefault(p.country or "", len(states)) for p in profiles])
        self.kin = self._kin()
        self.pool = Pool()
        does = self.templates.does
        self.does = Made[tuple[int, int], int](
            lambda two: self.pool.add(does[profiles[two[0]].does, profiles[two[1]].kind])
        )
        # The references: where they stand, in which sentence, how they refer.
        self.begin = np.array([r.begin for r in references], dtype=np.int64)
        self.end = np.array([r.end for r in references], dtype=np.int64)
        self.sentence = np.asarray(tokens.sentence)[self.begin]
        self.bounds = np.asarray(tokens.bounds)
        self.how = np.array([HOWS.index(r.how) for r in references], dtype=np.int64)
        self.placeholders = [PLACEHOLDERS[groups[r.entities[0]].type] for r in references]
        # The reference that a word belongs to, if any; whether that names or describes a thing.
        owner = self.owner = np.full(len(words) + 1, -1)
        named = np.zeros(len(words), dtype=bool)
        starts = np.zeros(len(words) + 1, dtype=np.int64)  # names of actors
        mentions = np.zeros(len(words) + 1, dtype=np.int64)
        for number, reference in enumerate(references):
            owner[reference.begin : reference.end] = number
            if reference.how != "pronoun":
                named[reference.begin : reference.end] = True
                mentions[reference.begin + 1] = 1
                if groups[reference.entities[0]].type in ACTORS:
                    starts[reference.begin + 1] = 1
        # How many of each stand before each word.
        self.actors = starts.cumsum()
        self.mentions = mentions.cumsum()
        self.word_at = np.array(made.words.rows(words, made.word), dtype=np.int64)
        told = made.words.values[self.word_at].T
        percent, per, joining, sizes, first, said, *between = told
        free = owner[:-1] < 0
        self.percents = _before_each(percent)
        self.per = _before_each(per)
        self.parting = _before_each(free & (joining == 0))
        # The words that are no names, and how many stand before each word.
        self.plain_at = _before_each(~named)
        plain = np.flatnonzero(~named)
        self.plain = [STEMS[words[i]] for i in plain.tolist()]
        self.between = np.stack(between)[:, plain]
        self.bigrams = np.full(len(plain), -1)  # made where they are asked for
        # Every class of every word, and the classes of the words that belong to no reference.
        self.every_at = _before_each(sizes)
        at = np.arange(len(words)).repeat(sizes)
        classed = np.flatnonzero(sizes).tolist()
        self.every = np.array([n for i in classed for n in CLASSES[words[i]]], dtype=np.int64)
        self.telling = np.flatnonzero(free & (sizes > 0))
        self.telling_at = _before_each(free & (sizes > 0))
        firsts = first[self.telling]
        two = firsts[:-1], firsts[1:]
        self.chain = np.stack([made.chain(np.full_like(two[1], mark), *two) for mark in (0, 1)])
        # The same classes one by one, each with the place of its word.
        untold = free[at]
        self.class_of = self.every[untold]
        self.class_place = at[untold]
        self.class_at = _before_each(np.where(free, sizes, 0))
        self.path, self.path_at = self._path(named, said)
        self.left, self.left_ends = self._left()
        self.right, self.right_ends = self._right()

    def _path(self, named: Marks, said: Ints) -> tuple[list[str], Ints]:
        """The words that tell something, by their first class, and the names by their types; and
        how many of these stand before each word."""
        owner = self.owner[:-1]
        telling = (said >= 0) & ~named
        named = named & (self.begin[owner] == np.arange(len(owner)))
        some = telling | named
        shown = self.templates.said
        path = [
            self.placeholders[reference] if inside else shown[number]
            for inside, reference, number in zip(
                named[some].tolist(), owner[some].tolist(), said[some].tolist(), strict=True
            )
        ]
        return path, _before_each(some)

    def of(self, x: Ints, y: Ints, i: Ints, j: Ints) -> tuple[Ints, Ints]:
        """The features of the things x and y where the references i and j stand for them.

        For any number of places at once: all keys in one row, and where those of each place end.
        Reference i stands before j.
        """
        made, count = self.templates, len(i)
        every = np.arange(count)
        a_end, b_begin, b_end = self.end[i], self.begin[j], self.end[j]
        gap = self.sentence[j] - self.sentence[i]
        cross = (gap > 0).astype(np.int64)
        distance = b_begin - a_end
        # What stands between, names as their types.
        at = np.maximum(a_end, b_begin - LONG)
        mentions = self.mentions[b_begin] - self.mentions[at]
        cut = self.owner[at]
        inside = (at < b_begin) & (cut >= 0)
        inside &= (self.begin[cut] < at) & (self.how[cut] != HOWS.index("pronoun"))
        mentions = np.minimum(mentions + inside, MOST)
        programme = self.of_type["programme"]
        order = np.where(programme[x], ORDERS.index("PO"), 0)
        order[programme[y] & ~programme[x]] = ORDERS.index("OP")
        at_left, at_right = self.left_ends[i], self.right_ends[j]
        found: list[Found] = [
            (every, made.orders[order]),
            (every, made.gaps[np.minimum(gap, 3)]),
            (every, made.distances[np.minimum(distance, len(BUCKETS) - 1)]),
            (every, made.mentions[mentions]),
            (every.repeat(3), made.hows[self.how[i], self.how[j]].ravel()),
            *self._things(x, y),
        ]

        def of_range(keys: Ints, begins: Ints, ends: Ints) -> None:
            numbers, places = _spread(begins, ends)
            found.append((numbers, keys[places]))

        def of_mark(keys: Ints, begins: Ints, ends: Ints) -> None:
            numbers, places = _spread(begins, ends)
            found.append((numbers, keys[cross[numbers], places]))

        def where(holds: Marks, name: str) -> None:
            numbers = holds.nonzero()[0]
            found.append((numbers, np.full(len(numbers), made.named[name])))

        of_range(self.left, at_left[:, 0], at_left[:, 1])
        of_range(self.right, at_right[:, 0], at_right[:, 1])
        both = ((self.two_left[i] >= 0) & (self.two_right[j] >= 0)).nonzero()[0]
        found += [(both, self.two_left[i[both]]), (both, self.two_right[j[both]])]
        where((cross == 0) & (self.parting[b_begin] == self.parting[at]), "coord")
        # The words that are no names; of many only those at either end.
        first, last = self.plain_at[at], self.plain_at[b_begin]
        long = last - first > 2 * EDGE
        of_mark(self.between, first, np.where(long, first + EDGE, last))
        of_mark(self.between, np.where(long, last - EDGE, last), last)
        near = (cross == 0).nonzero()[0]
        numbers, places = _spread(first[near], np.minimum(first + 12, last - 1)[near])
        found.append((near[numbers], self._bigrams(places)))
        numbers, said = self._said(near, at, b_begin, first, last, inside, cut)
        found.append((numbers, said))
        # The triggers of a long way are sought at its end.
        tail = np.maximum(a_end, b_begin - BEFORE)
        numbers, places = _spread(self.every_at[tail], self.every_at[b_begin])
        told = np.zeros((count, len(made.names)), dtype=bool)
        told[numbers, self.every[places]] = True
        numbers, named = told.nonzero()
        found.append((numbers, made.inside[cross[numbers], named]))
        close = (distance <= 14) & (cross == 0) & (mentions >= 0)
        found.append(
            (
                numbers,
                made.of_kinds(cross[numbers], named, self.kind[x[numbers]], self.kind[y[numbers]]),
            )
        )
        some = close[numbers]
        found.append(
            (
                numbers[some],
                made.counted[np.minimum(mentions[numbers[some]], 2), named[some]],
            )
        )
        begins, ends = self.telling_at[tail], self.telling_at[b_begin]
        of_mark(self.chain, begins, np.minimum(begins + 8, ends - 1))
        if self.rules:
            found.append(self._ruled(x, y, j))
        found += self._rivals(i, j, cross)
        end = self.bounds[self.sentence[j] + 1]
        where(self.percents[np.minimum(a_end + 4, end)] > self.percents[a_end], "%a")
        where(self.percents[np.minimum(b_end + 4, end)] > self.percents[b_end], "%b")
        where(self.per[b_begin] > self.per[a_end], "%between")
        where(self.opens[i], "a first")
        return _together(found, count)

    def _kin(self) -> dict[tuple[int, int], Kinship]:
        """For two things, where it holds: whether the first is the parent of the second by the
        bundled table, the second of the first, and so by their names."""
        by_id: dict[str, list[int]] = defaultdict(list)
        shown: dict[str, list[int]] = defaultdict(list)
        for x, (group, profile) in enumerate(zip(self.groups, self.profiles, strict=True)):
            if profile.id:
                by_id[profile.id].append(x)
            for name in dict.fromkeys(group.surfaces[:3]):
                shown[name].append(x)
        table, named = set[tuple[int, int]](), set[tuple[int, int]]()
        for y, (group, profile) in enumerate(zip(self.groups, self.profiles, strict=True)):
            table.update((x, y) for x in by_id.get(profile.parent, ()))
            # What names of it begin with, up to a hyphen or blank.
            for name in group.surfaces[:3]:
                for end in PARTED.finditer(name):
                    named.update((x, y) for x in shown.get(name[: end.start()], ()))
        return {
            (x, y): ((x, y) in table, (y, x) in table, (x, y) in named, (y, x) in named)
            for one in (table, named)
            for two in one
            for x, y in (two, two[::-1])
        }

    def _things(self, x: Ints, y: Ints) -> Iterator[Found]:
        """What each two things are, wherever they stand."""
        made, named = self.templates, self.templates.named
        every = np.arange(len(x))

        def where(holds: Marks, name: str) -> Found:
            numbers = holds.nonzero()[0]
            return numbers, np.full(len(numbers), named[name])

        one, other = self.kind[x], self.kind[y]
        yield every.repeat(3), made.kinds(one, other).ravel()
        for kind in ("country", "person"):
            yield where(self.of_type[kind][x] | self.of_type[kind][y], kind)
        if self.main.any():
            keys = [[named[name] for name in row] for row in MAIN]
            table = np.array(keys, dtype=np.int64)
            yield every, table[self.main[x].astype(int), self.main[y].astype(int)]
        country = self.country[x]
        yield where((country > 0) & (country == self.country[y]), "same country")
        if self.kin:
            asked = zip(x.tolist(), y.tolist(), strict=True)
            found = [
                (number, named[name])
                for number, kinship in enumerate(map(self.kin.get, asked))
                if kinship
                for name, holds in zip(KINSHIP, kinship, strict=True)
                if holds
            ]
            if found:
                numbers, flags = np.array(found, dtype=np.int64).T
                yield numbers, flags
        programme = self.of_type["programme"]
        for mixed, craft, firm in (
            (programme[x], x, y),
            (programme[y] & ~programme[x], y, x),
        ):
            some = mixed.nonzero()[0]
            slots = [
                self.does[two]
                for two in zip(firm[some].tolist(), craft[some].tolist(), strict=True)
            ]
            at, keys_ = self.pool.of(slots)
            yield some[at], keys_

    def _said(
        self,
        near: Ints,
        at: Ints,
        b_begin: Ints,
        first: Ints,
        last: Ints,
        inside: Marks,
        cut: Ints,
    ) -> Found:
        """What stands between two things of one sentence as a whole."""
        made, key, plain = self.templates, self.key, self.plain
        numbers: list[int] = []
        keys: Keys = []
        rows = zip(
            near.tolist(),
            self.path_at[at[near]].tolist(),
            self.path_at[b_begin[near]].tolist(),
            first[near].tolist(),
            last[near].tolist(),
            np.where(inside, cut, -1)[near].tolist(),
            strict=True,
        )
        for number, begin, end, low, high, owner in rows:
            path = self.path[begin:end]
            if owner >= 0:
                path.insert(0, self.placeholders[owner])
            if len(path) > 9:
                path = [*path[:4], "…", *path[-4:]]
            keys.append(key("path=" + " ".join(path)))
            keys.append(key("skel=" + " ".join([s for s in path if s not in (",", "(", ")")])))
            numbers += (number, number)
            if low < high:
                keys += (made.first[plain[low]], made.last[plain[high - 1]])
                numbers += (number, number)
            if high - low <= 5:
                keys.append(key("bt=" + " ".join(plain[low:high])))
                numbers.append(number)
        return np.array(numbers, dtype=np.int64), np.array(keys, dtype=np.int64)

    def _left(self) -> tuple[Ints, Ints]:
        """What stands before and right behind the first of two, for each reference: all keys,
        and where those of each begin and end."""
        made, words = self.templates, self.tokens.words
        begins = self.bounds[self.sentence]
        found = self._sides("L", self.begin, np.maximum(begins, self.begin - SIDE), self.begin)
        first = self.every_at[np.maximum(begins, self.begin - ROUND)]
        behind = self.every_at[np.maximum(begins, self.begin - SIDE)]
        numbers, places = _spread(first, behind)
        found.append((numbers, made.round["L"][self.every[places]]))
        pool, slots = Pool(), []
        two = np.full(len(begins), -1)
        opens = self.begin == begins
        for number, (a, begin) in enumerate(zip(self.references, begins.tolist(), strict=True)):
            keys = [made.named["ha=" + a.head]] if a.how != "name" else []
            if a.begin > begin:
                keys += self._beside("a-", a.begin - 1)
            keys += self._beside("a+", a.end)
            slots.append(pool.add(keys))
            if begin <= a.begin - 2:
                two[number] = made.before[STEMS[words[a.begin - 2]], STEMS[words[a.begin - 1]]]
            if a.begin == begin + 1 and self.tokens.lower[begin] == "the":
                opens[number] = True
        self.two_left, self.opens = two, opens
        found.append(pool.of(slots))
        return _sided(found, len(begins))

    def _right(self) -> tuple[Ints, Ints]:
        """The same of what stands right before and behind the second of two."""
        made, words = self.templates, self.tokens.words
        ends = self.bounds[self.sentence + 1]
        found = self._sides("R", self.end, self.end, np.minimum(ends, self.end + SIDE))
        first = self.every_at[np.minimum(ends, self.end + SIDE)]
        behind = self.every_at[np.minimum(ends, self.end + ROUND)]
        numbers, places = _spread(first, behind)
        found.append((numbers, made.round["R"][self.every[places]]))
        pool, slots = Pool(), []
        two = np.full(len(ends), -1)
        for number, (b, end) in enumerate(zip(self.references, ends.tolist(), strict=True)):
            keys = [made.named["hb=" + b.head]] if b.how != "name" else []
            keys += self._beside("b-", b.begin - 1)
            if b.end < end:
                keys += self._beside("b+", b.end)
            slots.append(pool.add(keys))
            if b.end + 1 < end:
                two[number] = made.behind[STEMS[words[b.end]], STEMS[words[b.end + 1]]]
        self.two_right = two
        found.append(pool.of(slots))
        return _sided(found, len(ends))

    def _sides(self, side: str, edge: Ints, begins: Ints, ends: Ints) -> list[Found]:
        """The words from `begins` to `ends` that belong to nothing, as near or far from `edge`."""
        numbers, places = _spread(begins, ends)
        free = self.owner[places] < 0
        numbers, places = numbers[free], places[free]
        away = edge[numbers] - places if side == "L" else places - edge[numbers] + 1
        out = []
        for place, some in (("near", away <= 2), ("far", away > 2)):
            made, pool = self.templates.near[side, place], Pool()
            _, first, slots = np.unique(
                self.word_at[places[some]], return_index=True, return_inverse=True
            )
            for at in places[some][first].tolist():
                pool.add(made[self.tokens.words[at]])
            which, keys = pool.of(slots)
            out.append((numbers[some][which], keys))
        return out

    def _beside(self, place: str, k: int) -> Keys:
        if k >= len(self.tokens.words):
            return []
        owner = int(self.owner[k])
        named = self.placeholders[owner] if owner >= 0 else ""
        return self.templates.beside[place][self.tokens.words[k], named]

    def _bigrams(self, places: Ints) -> Ints:
        """The features of words (of those that are no names), each with the next."""
        made = self.templates.bigrams
        for at in np.unique(places[self.bigrams[places] < 0]).tolist():
            self.bigrams[at] = made[self.plain[at], self.plain[at + 1]]
        return self.bigrams[places]

    def _ruled(self, x: Ints, y: Ints, j: Ints) -> Found:
        """What rules found in the second sentence, told from the side that stands first."""
        numbers: list[int] = []
        keys: Keys = []
        named = self.templates.named
        low, high = np.minimum(x, y).tolist(), np.maximum(x, y).tolist()
        asked = zip(low, high, self.sentence[j].tolist(), strict=True)
        for number, names in enumerate(map(self.rules.get, asked)):
            if not names:
                continue
            one, other = int(x[number]), int(y[number])
            forth = one < other
            types = self.groups[one].type, self.groups[other].type
            order = "PO" if types[0] == "programme" else "OP" if types[1] == "programme" else "OO"
            kinds = f"{self.profiles[one].kind}|{self.profiles[other].kind}"
            out: list[str] = []
            for name in names:
                if name.startswith("ro"):
                    out.append(name[:-1] + (">" if (name[-1] == "<") == forth else "<"))
                else:
                    out.append(name)
                    if name.startswith("rr="):
                        out += [f"{name}|{kinds}", f"{name}|{order}"]
            keys += [named[name] for name in out]
            numbers += [number] * len(out)
        return np.array(numbers, dtype=np.int64), np.array(keys, dtype=np.int64)

    def _rivals(self, i: Ints, j: Ints, cross: Ints) -> Iterator[Found]:
        """For each trigger about the pair, how many other names stand between it and the two."""
        actors, rivals = self.actors, self.templates.rivals
        a_begin, a_end, b_begin, b_end = self.begin[i], self.end[i], self.begin[j], self.end[j]
        before, after = actors[a_end], actors[b_begin]
        between = np.clip(after - before, 0, 2)
        sentence, end = self.bounds[self.sentence[i]], self.bounds[self.sentence[j] + 1]
        begin = np.maximum(sentence, a_begin - NEAR)
        last = np.minimum(end, b_end + NEAR)
        far = last - begin > LONG
        begin = np.where(far, np.maximum(sentence, b_begin - ROUND), begin)
        start = np.where(far, np.maximum(begin, a_begin), a_begin)

        def told(begins: Ints, ends: Ints) -> tuple[Ints, Ints, Ints]:
            numbers, places = _spread(self.class_at[begins], self.class_at[ends])
            return numbers, self.class_of[places], actors[self.class_place[places]]

        n, named, here = told(begin, a_begin)
        others = np.minimum(actors[a_begin][n] - here, 2)
        yield n, rivals[cross[n], 0, others, between[n], named]
        n, named, here = told(start, b_begin)
        one = np.clip(here - before[n], 0, 2)
        other = np.clip(after[n] - here, 0, 2)
        yield n, rivals[cross[n], 1, one, other, named]
        n, named, here = told(b_begin, last)
        others = np.minimum(here - actors[b_end][n], 2)
        yield n, rivals[cross[n], 2, between[n], others, named]


MAIN = [[f"main={here}|{there}" for there in (False, True)] for here in (False, True)]
