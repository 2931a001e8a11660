"""Merge records into clusters, never against a fact.

A union-find in which every cluster carries what forbids it to grow: the organisation of the
bundled table that it is tied to, the members that facts keep apart from it, and the names that
the corpus shows to be different things. A≈B≈C never ends in one cluster if A and C are
incompatible, because the whole of both clusters is asked before each merge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from spacecorp.resolution.profiles import Profile
from spacecorp.resolution.records import Doubt

T = TypeVar("T")
# Merges that are scored lower than this are worth a person's look.
SURE = 0.9
_NO_DOUBT = (-1.0, "", "")
DECIDED = "a person decided that they are different"
# Of so many entities of one document that begin alike, each is told from each.
MOST_ALIKE = 40


class Clusters:
    """Disjoint sets of profiles (by index) that merge only where nothing forbids it.

    Only clusters of two and more hold sets of their own; a single profile speaks for itself, so
    that a million of them fit into memory.
    """

    def __init__(
        self, profiles: Sequence[Profile], parted: Mapping[int, frozenset[int]] | None = None
    ) -> None:
        """`parted` gives profiles that people keep apart a number for each decision: of two
        profiles that may never be one, one has n and the other -n."""
        self._profiles = profiles
        self._parted: dict[int, frozenset[int]] = dict(parted or {})
        self._decided: dict[str, str] = {}
        self._doubts: dict[tuple[int, int], tuple[float, str, str]] = {}
        self._leader = list(range(len(profiles)))
        self.known: list[str] = [p.known for p in profiles]
        self._indices: dict[int, list[int]] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._documents: dict[int, set[str]] = {}
        self._reasons: dict[int, dict[str, None]] = {}
        self._apart: dict[int, set[int]] = {}
        self._strangers: dict[int, set[str]] = {}
        self._read_facts()

    def _read_facts(self) -> None:
        """Note what documents keep apart, and which names stand there for two things.

        Names that one document gives to two entities are two names everywhere.
        """
        strangers: dict[int, set[str]] = defaultdict(set)
        apart: dict[int, set[int]] = defaultdict(set)
        of_document: dict[str, list[int]] = defaultdict(list)
        for i, p in enumerate(self._profiles):
            of_document[p.record.document].append(i)
        for those in of_document.values():
            # only names that begin alike could be taken for one another later
            alike: dict[str, list[int]] = defaultdict(list)
            by_entity = {self._profiles[i].record.entity: i for i in those}
            for i in those:
                p = self._profiles[i]
                alike[p.main[:3]].append(i)
                for other in p.record.apart:
                    j = by_entity.get(other)
                    if j is None:
                        continue
                    apart[i].add(j)
                    apart[j].add(i)
                    if self._profiles[j].main != p.main:
                        strangers[i].add(self._profiles[j].main)
                        strangers[j].add(p.main)
            for group in alike.values():
                if len(group) < 2:
                    continue
                self._part_sisters(group, apart)
                mains = {self._profiles[j].main for j in group[:MOST_ALIKE]}
                for i in group:
                    strangers[i] |= mains - {self._profiles[i].main}
        self._apart = dict(apart)
        self._strangers = {i: names for i, names in strangers.items() if names}

    def _part_sisters(self, group: Sequence[int], apart: dict[int, set[int]]) -> None:
        """Set apart what one document calls alike but for the legal form: "Astrium GmbH" and
        "Astrium Ltd" are firms of two states."""
        for at, i in enumerate(group[:MOST_ALIKE]):
            one = self._profiles[i]
            for j in group[at + 1 : MOST_ALIKE]:
                two = self._profiles[j]
                if one.main == two.main and one.form and two.form and one.form != two.form:
                    apart[i].add(j)
                    apart[j].add(i)

    def find(self, i: int) -> int:
        """The index that stands for the cluster of profile `i`."""
        leader = self._leader
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    def indices(self, i: int) -> Sequence[int]:
        """The profiles of the cluster of `i`, in no order that matters."""
        root = self.find(i)
        return self._indices.get(root, (root,))

    def first(self, i: int) -> Profile:
        """The first profile of the cluster of `i`."""
        return self._profiles[min(self.indices(i))]

    def names(self, i: int) -> dict[str, int]:
        """The keys of the names in the cluster of `i`, each with how many records bear it."""
        root = self.find(i)
        return self._names.get(root) or {self._profiles[root].main: 1}

    def reasons(self, i: int) -> Sequence[str]:
        """Why the profiles of the cluster of `i` were merged."""
        return tuple(self._reasons.get(self.find(i), ()))

    def _document_set(self, root: int) -> set[str]:
        return self._documents.get(root) or {self._profiles[root].record.document}

    def forbids(self, i: int, j: int, *, sure: bool) -> str:
        """Why the clusters of `i` and `j` may not be one, "" where they may.

        `sure` says that the names are the same or the table ties them: then only facts and the
        table forbid, not that one document has both.
        """
        a, b = self.find(i), self.find(j)
        if self._are_parted(a, b):
            return DECIDED
        if self.known[a] and self.known[b] and self.known[a] != self.known[b]:
            if self._one_known(self.known[a]) != self._one_known(self.known[b]):
                return "two organisations of the bundled table"
        if self._has_apart(a, b) or self._has_apart(b, a):
            return "a fact keeps them apart"
        if sure:
            return ""
        if not self._document_set(a).isdisjoint(self._document_set(b)):
            return "one document has both"
        for one, two in ((a, b), (b, a)):
            strangers = self._strangers.get(one)
            if strangers and not strangers.isdisjoint(self.names(two)):
                return "a document tells the two names apart"
        return ""

    def _has_apart(self, one: int, two: int) -> bool:
        """Whether facts set a profile of the cluster `two` apart from the cluster `one`."""
        apart = self._apart.get(one)
        if not apart:
            return False
        there = self.indices(two)
        if len(there) <= len(apart):
            return not apart.isdisjoint(there)
        return any(self.find(i) == two for i in apart)

    def merge(self, i: int, j: int, reason: str, *, sure: bool, score: float = SURE) -> bool:
        """Make the clusters of `i` and `j` one unless something forbids it; whether they are.

        `score` (0 to 1) says how much speaks for it: a merge that is not quite sure is a doubt,
        and so is one that was forbidden.
        """
        a, b = self.find(i), self.find(j)
        if a == b:
            return True
        against = self.forbids(a, b, sure=sure)
        if against:
            self.doubt(i, j, score, reason, against)
            return False
        if score < SURE:
            self.doubt(i, j, score, reason, "")
        self._join(a, b, reason)
        return True

    def doubt(self, i: int, j: int, score: float, reason: str, against: str) -> None:
        """Note that a person should look at the profiles `i` and `j`."""
        if not self._are_parted(self.find(i), self.find(j)):
            pair = (i, j) if i < j else (j, i)
            self._doubts[pair] = max((score, reason, against), self._doubts.get(pair, _NO_DOUBT))

    def doubts(self) -> Iterator[Doubt]:
        """The doubts that are left: of two clusters that stayed apart the strongest, of one
        cluster the weakest merge of any two names."""
        kept: dict[tuple[object, object], tuple[float, int, int]] = {}
        for (i, j), (score, _, against) in self._doubts.items():
            a, b = self.find(i), self.find(j)
            if a == b and against:
                continue  # something surer has made them one
            mains = sorted((self._profiles[i].main, self._profiles[j].main))
            key = (a, tuple(mains)) if a == b else (min(a, b), max(a, b))
            found = (score if a == b else -score, i, j)
            kept[key] = min(found, kept.get(key, found))
        for _, i, j in kept.values():
            score, reason, against = self._doubts[i, j]
            one, other = self._profiles[i].member, self._profiles[j].member
            yield Doubt(one, other, self.find(i) == self.find(j), score, reason, against)

    def bind(self, i: int, j: int, reason: str) -> bool:
        """Make the clusters of `i` and `j` one because a person said so; whether they are.

        Nothing but another decision is stronger. Two organisations of the bundled table that
        are bound are one from then on.
        """
        a, b = self.find(i), self.find(j)
        if a == b:
            return True
        if self._are_parted(a, b):
            return False
        one, other = (self._one_known(self.known[r]) for r in (a, b))
        if one and other and one != other:
            self._decided[max(one, other)] = min(one, other)
        self._join(a, b, reason)
        return True

    def _are_parted(self, a: int, b: int) -> bool:
        ones, others = self._parted.get(a), self._parted.get(b)
        return bool(ones and others and any(-number in others for number in ones))

    def _one_known(self, known: str) -> str:
        """The organisation of the table that stands for `known` and all that are bound to it."""
        while known in self._decided:
            known = self._decided[known]
        return known

    def _join(self, a: int, b: int, reason: str) -> None:
        """Make two roots one."""
        if (len(self.indices(a)), -a) < (len(self.indices(b)), -b):
            a, b = b, a
        names = dict(self.names(a)) if a not in self._names else self._names[a]
        for name, count in self.names(b).items():
            names[name] = names.get(name, 0) + count
        self._names[a] = names
        self._documents[a] = _grown(self._document_set(a), self._document_set(b))
        if b in self._parted:
            self._parted[a] = self._parted.get(a, frozenset()) | self._parted.pop(b)
        if b in self._apart:
            self._apart[a] = _grown(self._apart.get(a, set()), self._apart.pop(b))
        if b in self._strangers:
            self._strangers[a] = _grown(self._strangers.get(a, set()), self._strangers.pop(b))
        reasons = self._reasons.setdefault(a, {})
        reasons.update(self._reasons.pop(b, {}))
        reasons[reason] = None
        grown = self._indices.get(a) or [a]
        grown.extend(self.indices(b))
        self._indices[a] = grown
        self._leader[b] = a
        self.known[a] = self.known[a] or self.known[b]
        self._names.pop(b, None)
        self._documents.pop(b, None)
        self._indices.pop(b, None)


def _grown(mine: set[T], other: Iterable[T]) -> set[T]:
    mine.update(other)
    return mine
