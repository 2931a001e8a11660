"""Merge records into clusters, never against a fact.

A union-find in which every cluster carries what forbids it to grow: the organisation of the
bundled table that it is tied to, the members that facts keep apart from it, and the names that
the corpus shows to be different things. A≈B≈C never ends in one cluster if A and C are
incompatible, because the whole of both clusters is asked before each merge.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacecorp.resolution.profiles import Profile

Member = tuple[str, str]


class Clusters:
    """Disjoint sets of profiles (by index) that merge only where nothing forbids it."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._leader = list(range(len(profiles)))
        self.known: list[str] = [p.known for p in profiles]
        self.indices: list[list[int]] = [[i] for i in range(len(profiles))]
        self.names: list[dict[str, int]] = [{p.main: 1} for p in profiles]
        self._members: list[set[Member]] = [{p.member} for p in profiles]
        self._documents: list[set[str]] = [{p.record.document} for p in profiles]
        self._apart: list[set[Member]] = [
            {(p.record.document, e) for e in p.record.apart} for p in profiles
        ]
        self._strangers: list[set[str]] = [set() for _ in profiles]
        self.reasons: list[list[str]] = [[] for _ in profiles]
        self._keep_strangers(profiles)

    def _keep_strangers(self, profiles: Sequence[Profile]) -> None:
        """Names that stand for two entities in one document are two names everywhere."""
        by_document: dict[tuple[str, str], list[int]] = {}
        by_entity: dict[tuple[str, str], int] = {}
        for i, p in enumerate(profiles):
            by_document.setdefault((p.record.document, p.record.type), []).append(i)
            by_entity[p.member] = i
        stems: dict[str, list[int]] = {}
        for members in by_document.values():
            # only names that begin alike could be taken for one another later
            stems.clear()
            for i in members:
                stems.setdefault(profiles[i].main[:3], []).append(i)
            for alike in stems.values():
                for i in alike[:40]:
                    mine = profiles[i].main
                    self._strangers[i].update(
                        profiles[j].main for j in alike[:40] if profiles[j].main != mine
                    )
        for i, p in enumerate(profiles):
            for other in p.record.apart:
                j = by_entity.get((p.record.document, other))
                if j is not None and profiles[j].main != p.main:
                    self._strangers[i].add(profiles[j].main)
                    self._strangers[j].add(p.main)
                    self._apart[j].add(p.member)

    def find(self, i: int) -> int:
        """The index that stands for the cluster of profile `i`."""
        leader = self._leader
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    def forbids(self, i: int, j: int, *, sure: bool) -> str:
        """Why the clusters of `i` and `j` may not be one, "" where they may.

        `sure` says that the names are the same or the table ties them: then only facts and the
        table forbid, not that one document has both.
        """
        a, b = self.find(i), self.find(j)
        if self.known[a] and self.known[b] and self.known[a] != self.known[b]:
            return "two organisations of the bundled table"
        if len(self._members[a]) > len(self._members[b]):
            a, b = b, a
        if not self._apart[a].isdisjoint(self._members[b]) or not self._apart[b].isdisjoint(
            self._members[a]
        ):
            return "a fact keeps them apart"
        if sure:
            return ""
        if not self._documents[a].isdisjoint(self._documents[b]):
            return "one document has both"
        if any(n in self._strangers[b] for n in self.names[a]) or any(
            n in self._strangers[a] for n in self.names[b]
        ):
            return "a document tells the two names apart"
        return ""

    def merge(self, i: int, j: int, reason: str, *, sure: bool) -> bool:
        """Make the clusters of `i` and `j` one unless something forbids it; whether they are."""
        a, b = self.find(i), self.find(j)
        if a == b:
            return True
        if self.forbids(a, b, sure=sure):
            return False
        if (len(self.indices[a]), -a) < (len(self.indices[b]), -b):
            a, b = b, a
        self._leader[b] = a
        self.known[a] = self.known[a] or self.known[b]
        self.indices[a] += self.indices[b]
        for name, count in self.names[b].items():
            self.names[a][name] = self.names[a].get(name, 0) + count
        self._members[a] |= self._members[b]
        self._documents[a] |= self._documents[b]
        self._apart[a] |= self._apart[b]
        self._strangers[a] |= self._strangers[b]
        self.reasons[a] += self.reasons[b]
        if reason not in self.reasons[a]:
            self.reasons[a].append(reason)
        self.indices[b], self._members[b], self._documents[b] = [], set(), set()
        self._apart[b], self._strangers[b], self.names[b], self.reasons[b] = set(), set(), {}, []
        return True
