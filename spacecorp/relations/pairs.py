"""Candidate pairs: two things that a sentence, or two neighbouring ones, name together.

For each pair its closest references in each place, and the features that the scorer weighs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from ..recognition.descriptions import Reference
from ..recognition.entities import ACTORS, Group
from ..recognition.kinds import Profile
from ..recognition.tokens import Tokens
from .features import NO_KIN, Features
from .frames import Frames
from .linear import key_of

FAR = 40  # words between two references beyond which they are no candidates across sentences
NEIGHBOURS = 30  # references behind another that can be its pair in a sentence
AT_ONCE = 2_000  # pairs whose features are put together at once; a bound on memory
GAP = 4  # sentences between them at the most
TOPIC_REACH = 10  # sentences back in which a sentence's programme is sought
# Words by which what is only meant counts as farther off than what is named.
FARTHER = {"name": 0, "description": 4, "pronoun": 10}
UNREAD = np.zeros(0, dtype=np.float32)
# The types of two things of which the relations ask.
ASKED = frozenset(
    two
    for actor in ACTORS
    for other in (*ACTORS, "programme", "person")
    for two in ((actor, other), (other, actor))
)


@dataclass(slots=True, eq=False)  # not frozen, since there are many
class Pair:
    """One place where two things stand together.

    `first`, `second` are numbers of things in text order (for a programme pair: the programme
    first, whatever the order); `begin`, `end` bound the words of the sentences concerned, `gap`
    is how many sentences lie between the two. `kinship` tells whether the bundled table has the
    first for the parent of the second, or the reverse, and whether their names do; `features` are
    the numbers of the features of the place, `read` what the network makes of it: the probability
    of each of its heads, once it has been asked.
    """

    first: int
    second: int
    a: Reference
    b: Reference
    begin: int
    end: int
    gap: int
    kinship: tuple[bool, bool, bool, bool]
    features: npt.NDArray[np.uint32]
    read: npt.NDArray[np.float32] = field(default_factory=lambda: UNREAD)


class Candidates:
    """All candidate pairs of one document."""

    def __init__(
        self,
        tokens: Tokens,
        groups: Sequence[Group],
        profiles: Sequence[Profile],
        references: Sequence[Reference],
        found: Frames,
        key: Callable[[str], int] = key_of,
    ) -> None:
        self.tokens = tokens
        self.groups = groups
        self.profiles = profiles
        self.references = references
        self.types = [group.type for group in groups]
        self.joined: dict[int, list[tuple[int, int]]] = {}
        for pair in found.joined:
            sentence = tokens.sentence[references[pair[1]].begin]
            self.joined.setdefault(sentence, []).append(pair)
        self.rows = found.rows
        self.uses = [0] * len(groups)
        for reference in references:
            if reference.how == "name":
                self.uses[reference.entities[0]] += 1
        self.most = max(
            (uses for i, uses in enumerate(self.uses) if self._is_programme(i)), default=0
        )
        self.found = found
        self.key = key

    @cached_property
    def features(self) -> Features:
        """The features of this document, made when there is a first pair."""
        return Features(
            self.tokens,
            self.groups,
            self.profiles,
            self.references,
            self.uses,
            self._rules(self.found),
            self.key,
        )

    def _rules(self, found: Frames) -> dict[tuple[int, int, int], list[str]]:
        """What the rules say of each pair of things (the smaller number first), by sentence."""
        out: dict[tuple[int, int, int], list[str]] = {}

        def add(a: int, b: int, begin: int, *names: str) -> None:
            key = (min(a, b), max(a, b), self.tokens.sentence[begin])
            out.setdefault(key, []).extend(names)

        for own in found.ownership:
            side = "<" if own.owner < own.owned else ">"
            add(own.owner, own.owned, own.begin, f"ro={own.rule}{side}", f"ro{side}")
        for pair in found.partnerships:
            add(pair.a, pair.b, pair.begin, f"rp={pair.rule}", f"rk={pair.kind}", "rp")
        for part in found.participations:
            add(
                part.organisation,
                part.programme,
                part.begin,
                f"rr={part.rule}",
                f"rr={part.role}",
                "rr",
            )
        return out

    def pairs(self) -> Iterator[Pair]:
        """Candidate pairs in text order; one for each pair of things and place.

        Some after others, since a long document has more than memory should hold.
        """
        found = self._found()
        while some := list(islice(found, AT_ONCE)):
            yield from self._made(some)

    def _found(self) -> Iterator[tuple[int, int, int, int]]:
        """The things of each pair, that of the first reference first, and the references."""
        tokens, references = self.tokens, self.references
        by_sentence: dict[int, list[int]] = {}
        for number, reference in enumerate(references):
            by_sentence.setdefault(tokens.sentence[reference.begin], []).append(number)
        for sentence in sorted(by_sentence):
            best: dict[tuple[int, int], tuple[int, int, int]] = {}
            here = by_sentence[sentence]
            for x, i in enumerate(here):
                for j in here[x + 1 : x + 1 + NEIGHBOURS]:
                    self._offer(best, i, j)
            inside = set(best)
            back = sentence - 1
            cross: dict[tuple[int, int], tuple[int, int, int]] = {}
            row = self.rows.get(sentence)
            while back >= 0 and sentence - back <= GAP:
                other = self.rows.get(back)
                if row and other and row[0] == other[0] and row[1] != other[1]:
                    back -= 1  # another row of the same table tells nothing of this one
                    continue
                for i in by_sentence.get(back, ())[-NEIGHBOURS:]:
                    for j in here[:NEIGHBOURS]:
                        distance = references[j].begin - references[i].end
                        if sentence - back == 1 or distance <= FAR:
                            self._offer(cross, i, j)
                back -= 1
            for i in self._topics(by_sentence, sentence):
                for j in here:
                    self._offer(cross, i, j, topic=True)
            for i, j in self.joined.get(sentence, ()):
                self._offer(cross, i, j)
            for key, (_, i, j) in sorted(best.items(), key=lambda row: row[1][1:]):
                yield self._turned(key, i, j)
            for key, (_, i, j) in sorted(cross.items(), key=lambda row: row[1][1:]):
                if key not in inside:
                    yield self._turned(key, i, j)

    def _topics(self, by_sentence: dict[int, list[int]], sentence: int) -> list[int]:
        """The programmes that a sentence may be about without naming them: the last one named
        before it, and the one that the document names most."""
        out: list[int] = []
        most = self.most
        for back in range(sentence - 1, max(sentence - TOPIC_REACH, 0) - 1, -1):
            for number in reversed(by_sentence.get(back, ())):
                reference = self.references[number]
                entity = reference.entities[0]
                if reference.how != "name" or not self._is_programme(entity):
                    continue
                if not out or (self.uses[entity] == most and most > 1):
                    out.append(number)
                if self.uses[entity] == most:
                    return out
        return out

    def _is_programme(self, entity: int) -> bool:
        return self.types[entity] == "programme"

    def _offer(
        self,
        best: dict[tuple[int, int], tuple[int, int, int]],
        i: int,
        j: int,
        topic: bool = False,
    ) -> None:
        """Keep references i and j for each pair of their things where none is closer.

        With `topic`, only pairs of a programme (i) and an actor.
        """
        a, b = self.references[i], self.references[j]
        types = self.types
        if topic and types[b.entities[0]] not in ACTORS:
            return
        distance = b.begin - a.end + FARTHER[a.how] + FARTHER[b.how]
        for x in a.entities:
            for y in b.entities:
                if x != y and (types[x], types[y]) in ASKED:
                    key = (x, y) if x < y else (y, x)
                    known = best.get(key)
                    if known is None or distance < known[0]:
                        best[key] = (distance, i, j)

    def _turned(self, key: tuple[int, int], i: int, j: int) -> tuple[int, int, int, int]:
        """The two things in the order of the references that stand for them."""
        x, y = key
        if x not in self.references[i].entities or y not in self.references[j].entities:
            x, y = y, x
        return x, y, i, j

    def _made(self, found: Sequence[tuple[int, int, int, int]]) -> Iterable[Pair]:
        """The pairs that `_found` found, with their features."""
        tokens, references = self.tokens, self.references
        flat, ends = self.features.of(*np.array(found, dtype=np.int64).T)
        features, kin = flat.astype(np.uint32), self.features.kin
        start = 0
        for (x, y, i, j), end in zip(found, ends.tolist(), strict=True):
            a, b = references[i], references[j]
            here, there = tokens.sentence[a.begin], tokens.sentence[b.begin]
            kinship = kin.get((x, y), NO_KIN)
            if self.types[y] == "programme":
                x, y = y, x
                kinship = (kinship[1], kinship[0], kinship[3], kinship[2])
            yield Pair(
                x,
                y,
                a,
                b,
                tokens.bounds[here],
                tokens.bounds[there + 1],
                there - here,
                kinship,
                features[start:end],
            )
            start = end
