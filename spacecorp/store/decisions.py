"""What people decided about names: kept, checked against each other, handed to resolution."""

import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..resolution.records import Decision, Named
from .database import transaction
from .identity import stable_id
from .writing import mark_stale


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision with the day on which it was made (ISO 8601) and what people noted, if anything.

    The two names are in the order of letters: which of them came first says nothing.
    """

    decision: Decision
    made: str
    note: str | None = None

    @property
    def id(self) -> str:
        return decision_id(self.decision)


class Contradiction(Exception):
    """A decision cannot be kept beside others; `others` are those, in the order of the chain."""

    def __init__(self, decision: Decision, others: Sequence[Kept]) -> None:
        super().__init__(decision)
        self.decision = decision
        self.others = tuple(others)


def decision(type: str, one: Named, other: Named, *, same: bool) -> Decision:
    """A decision with its names in the order of letters.

    Raises ValueError where the two are one and the same.
    """
    if one == other:
        raise ValueError("both sides are the same name")
    first, second = sorted((one, other), key=lambda n: (n.name, n.document))
    return Decision(same, type, first, second)


def decision_id(about: Decision) -> str:
    """Stable: depends on what is decided about, not on the verdict or the database."""
    return stable_id("d", *_pair(about))


def kept(connection: sqlite3.Connection) -> list[Kept]:
    """All decisions, the oldest first."""
    rows = connection.execute(
        "SELECT verdict, type, one, one_document, other, other_document, made, note FROM decisions"
    )
    found = [
        Kept(Decision(verdict == "same", kind, Named(*one), Named(*other)), made, note)
        for verdict, kind, *names, made, note in rows
        for one, other in [(names[:2], names[2:])]
    ]
    return sorted(found, key=lambda k: (k.made, *_pair(k.decision)))


def keep(connection: sqlite3.Connection, new: Iterable[Kept]) -> list[Kept]:
    """Keep decisions, each in place of an earlier one about the same two names.

    Gives the earlier ones that said otherwise. Raises Contradiction, and keeps none, where one
    of them and decisions about other names cannot all be true. Marks the clusters as stale.
    """
    replaced = []
    with transaction(connection):
        before = {_pair(k.decision): k for k in kept(connection)}
        for one in new:
            pair = _pair(one.decision)
            old = before.pop(pair, None)
            others = in_the_way(before.values(), one.decision)
            if others:
                raise Contradiction(one.decision, others)
            if old and old.decision.same != one.decision.same:
                replaced.append(old)
            if old:
                _delete(connection, old)
            _insert(connection, one)
            before[pair] = one
        mark_stale(connection)
    return replaced


def drop(connection: sqlite3.Connection, gone: Iterable[Kept]) -> None:
    """Take decisions back. Marks the clusters as stale."""
    with transaction(connection):
        for one in gone:
            _delete(connection, one)
        mark_stale(connection)


def in_the_way(before: Iterable[Kept], new: Decision) -> list[Kept]:
    """The decisions that cannot be true beside `new`, as a chain from its one name to the other.

    Of what is the same as one name, nothing may be different from what is the same as the other.
    """
    ties: dict[Named, list[tuple[Named, Kept]]] = defaultdict(list)
    for k in before:
        if k.decision.type == new.type and (new.same or k.decision.same):
            ties[k.decision.one].append((k.decision.other, k))
            ties[k.decision.other].append((k.decision.one, k))
    most = 1 if new.same else 0  # decisions of difference that a chain may pass, and must
    start = (new.one, 0)
    came: dict[tuple[Named, int], tuple[tuple[Named, int], Kept]] = {}
    rest = deque([start])
    seen = {start}
    while rest:
        here = rest.popleft()
        if here == (new.other, most):
            chain = []
            while here != start:
                here, k = came[here]
                chain.append(k)
            return chain[::-1]
        name, passed = here
        for other, k in ties[name]:
            there = (other, passed + (not k.decision.same))
            if there[1] <= most and there not in seen:
                seen.add(there)
                came[there] = (here, k)
                rest.append(there)
    return []


def for_resolution(connection: sqlite3.Connection) -> list[Decision]:
    """The decisions as resolution takes them: each document by the first of its paths."""
    found = [k.decision for k in kept(connection)]
    first = {
        path: connection.execute(
            "SELECT min(path) FROM sources"
            " WHERE document = (SELECT document FROM sources WHERE path = ?)",
            (path,),
        ).fetchone()[0]
        for d in found
        for path in (d.one.document, d.other.document)
        if path
    }

    def known(named: Named) -> Named:
        return Named(named.name, first.get(named.document) or named.document)

    return [Decision(d.same, d.type, known(d.one), known(d.other)) for d in found]


def unmet(connection: sqlite3.Connection) -> list[Kept]:
    """The decisions that another, closer one keeps from having their way.

    Asks the clusters as they are: they must not be stale.
    """
    bearers: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    found = kept(connection)
    names = {n.name for k in found for n in (k.decision.one, k.decision.other)}
    for name in names:
        for kind, path, cluster in connection.execute(
            "SELECT e.type, s.path, e.cluster FROM entities e"
            " JOIN sources s ON s.document = e.document WHERE e.name = ?",
            (name,),
        ):
            bearers[kind, name].add((path, cluster))

    def clusters(kind: str, named: Named) -> set[str]:
        return {
            cluster for path, cluster in bearers[kind, named.name] if named.document in ("", path)
        }

    out = []
    for k in found:
        d = k.decision
        one, other = clusters(d.type, d.one), clusters(d.type, d.other)
        if d.same and one and other and len(one | other) > 1:
            out.append(k)
    return out


def _pair(decision: Decision) -> tuple[str, str, str, str, str]:
    one, other = decision.one, decision.other
    return (decision.type, one.name, one.document, other.name, other.document)


def _insert(connection: sqlite3.Connection, new: Kept) -> None:
    verdict = "same" if new.decision.same else "different"
    connection.execute(
        "INSERT INTO decisions (verdict, type, one, one_document, other, other_document, made,"
        " note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (verdict, *_pair(new.decision), new.made, new.note),
    )


def _delete(connection: sqlite3.Connection, old: Kept) -> None:
    connection.execute(
        "DELETE FROM decisions WHERE type = ? AND one = ? AND one_document = ? AND other = ?"
        " AND other_document = ?",
        _pair(old.decision),
    )
