"""Clusters that grow: names that come later are resolved without resolving all the others again.

Two records are linked if one could ever have a say in what becomes of the other: they share a key
(their name, another form, an organisation of the bundled table, an acronym, a beginning, a surname
near the same name) or their names are compared (see `blocking`). Every step of resolution looks at
linked records only, so what comes out for records that nothing new is linked with stays as it
was, and all others are resolved anew together with what they are linked with: the clusters are
those that resolving everything at once would give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from spacecorp.collecting import uncollected
from spacecorp.resolution.blocking import Blocks, alike
from spacecorp.resolution.by_form import (
    beginnings_of,
    initials_of,
    may_be_initials,
    may_be_short,
)
from spacecorp.resolution.clustering import MOST_ALIKE
from spacecorp.resolution.profiles import Profile, key_of, profile
from spacecorp.resolution.records import Cluster, Decision, Doubt, Record, Resolution
from spacecorp.resolution.resolving import Group, in_order, merged, numbered

# What a key does: those who have it are one set ("is"); who "asks" is one with all who "offer".
Role = Literal["is", "asks", "offers"]


def links(kind: str, p: Profile) -> Iterator[tuple[Role, str]]:
    """The keys by which a record of a type is linked with others, but for its blocks."""
    yield "is", p.main
    for form, _ in p.others:
        yield "is", form
    if p.known:
        yield "is", f"known {p.known}"
    if kind == "organisation":
        if may_be_initials(p):
            yield "asks", f"initials {p.main}"
        else:
            for key in initials_of(p.record.name):
                yield "offers", f"initials {key}"
        if may_be_short(p):
            yield "asks", f"begins {p.main}"
        for key in beginnings_of(p.record.name):
            yield "offers", f"begins {key}"
    elif kind == "person":
        surname = p.main.rpartition(" ")[2]
        for name in p.context:
            yield "is", f"near {name} {surname}"


def has_blocks(kind: str) -> bool:
    """Whether names of a type are compared with each other where blocks bring them together."""
    return kind in ("organisation", "programme")


class Growing:
    """All records so far and their clusters; `add` takes more.

    >>> grown = Growing()
    >>> grown.add([Record("a", "e1", "Nordlys AS", "organisation")])
    1
    >>> grown.add([Record("b", "e1", "Nordlys", "organisation")])
    2
    >>> [cluster.name for cluster in grown.clusters()]
    ['Nordlys AS']
    """

    def __init__(self, *, table: bool = True, decisions: Iterable[Decision] = ()) -> None:
        """`table` and `decisions` as in `resolve`."""
        self._table = table
        self._decisions = list(decisions)
        self._kinds: dict[str, _Kind] = {}

    @uncollected()
    def add(self, records: Iterable[Record]) -> int:
        """Take records in, those of whole documents; returns how many were resolved for it."""
        by_type: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            by_type[record.type].append(record)
        touched = 0
        for kind, some in by_type.items():
            if kind not in self._kinds:
                decided = [d for d in self._decisions if d.type == kind]
                self._kinds[kind] = _Kind(kind, self._table, decided)
            touched += self._kinds[kind].add(in_order(profile(r, table=self._table) for r in some))
        return touched

    def clusters(self) -> list[Cluster]:
        """What `resolve` gives for all records so far."""
        return list(self.resolution().clusters)

    def resolution(self) -> Resolution:
        """What `resolved` gives for all records so far."""
        groups: list[Group] = []
        doubts: list[Doubt] = []
        for kind in self._kinds.values():
            for some, unsure in kind.found.values():
                groups += some
                doubts += unsure
        return Resolution(tuple(numbered(groups)), tuple(doubts))


class _Kind:
    """The records of one type, the keys that link them, and what became of each linked set.

    Keys are nodes of a graph; the root of a set of linked nodes stands for the set.
    """

    def __init__(self, kind: str, table: bool, decisions: Sequence[Decision]) -> None:
        self._kind = kind
        self._table = table
        self._decisions = decisions
        self.found: dict[int, tuple[list[Group], list[Doubt]]] = {}
        self._nodes: dict[str, int] = {}
        self._leader: list[int] = []
        self._members: dict[int, list[Profile]] = {}
        self._touched: set[int] = set()
        self._blocks = Blocks()
        self._crowded: set[int] = set()
        # What waits for an acronym or a first word that it could be the full name of.
        self._waiting: dict[str, list[int]] = defaultdict(list)
        self._asked: dict[str, int] = {}
        for decision in decisions:
            one, other = (key_of(n.name, kind) for n in (decision.one, decision.other))
            self._link(self._node(one), self._node(other))

    def add(self, profiles: Sequence[Profile]) -> int:
        """Take records in; returns how many were resolved anew."""
        alike_in: dict[tuple[str, str], list[int]] = defaultdict(list)
        for p in profiles:
            node = self._node(p.main)
            self._members.setdefault(self._root(node), []).append(p)
            self._touched.add(node)
            alike_in[p.record.document, p.main[:3]].append(node)
            for role, key in links(self._kind, p):
                if role == "is":
                    self._link(node, self._node(key))
                elif role == "asks":
                    self._ask(key, node)
                else:
                    self._wait(key, node)
        for nodes in alike_in.values():
            for node in nodes[1:] if len(nodes) > MOST_ALIKE else ():
                self._link(nodes[0], node)
        if has_blocks(self._kind):
            self._link_alike(profiles)
        return self._resolve()

    def _node(self, key: str) -> int:
        node = self._nodes.setdefault(key, len(self._leader))
        if node == len(self._leader):
            self._leader.append(node)
        return node

    def _root(self, node: int) -> int:
        leader = self._leader
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    def _link(self, one: int, other: int) -> None:
        a, b = self._root(one), self._root(other)
        if a == b:
            return
        if len(self._members.get(a, ())) < len(self._members.get(b, ())):
            a, b = b, a
        self._leader[b] = a
        if b in self._members:
            self._members.setdefault(a, []).extend(self._members.pop(b))
        groups, doubts = self.found.pop(b, ([], []))
        if groups:
            mine = self.found.setdefault(a, ([], []))
            mine[0].extend(groups)
            mine[1].extend(doubts)
        self._touched.add(a)

    def _ask(self, key: str, node: int) -> None:
        """Link a short name with all full names that wait for it, now and later."""
        self._link(self._asked.setdefault(key, node), node)
        for waiting in self._waiting.pop(key, ()):
            self._link(node, waiting)

    def _wait(self, key: str, node: int) -> None:
        if key in self._asked:
            self._link(self._asked[key], node)
        else:
            self._waiting[key].append(node)

    def _link_alike(self, profiles: Sequence[Profile]) -> None:
        """Link names that would be compared with each other."""
        first = len(self._blocks.mains)
        for block in sorted(self._blocks.add(profiles)):
            if block in self._crowded:
                continue
            members = self._blocks.members(block)
            if self._blocks.is_crowd(members):
                # Names that were compared so far no longer are.
                self._crowded.add(block)
                self._touched.update(self._nodes[self._blocks.mains[i]] for i in members)
                continue
            for at, i in enumerate(members):
                for j in members[at + 1 :]:
                    if max(i, j) >= first and alike(
                        self._blocks.letters[i], self._blocks.letters[j]
                    ):
                        one, other = (self._nodes[self._blocks.mains[x]] for x in (i, j))
                        self._link(one, other)

    def _resolve(self) -> int:
        """Resolve all linked sets anew that something new is in."""
        roots = {self._root(node) for node in self._touched}
        self._touched.clear()
        some = in_order(p for root in roots for p in self._members.get(root, ()))
        groups, doubts = merged(self._kind, some, self._table, self._decisions, self._crowded)
        for root in roots:
            self.found.pop(root, None)
        home = {p.member: self._root(self._nodes[p.main]) for p in some}
        for group in groups:
            self.found.setdefault(home[group.members[0]], ([], []))[0].append(group)
        for doubt in doubts:
            self.found.setdefault(home[doubt.one], ([], []))[1].append(doubt)
        return len(some)
