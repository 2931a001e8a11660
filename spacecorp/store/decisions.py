"""What people decided about names: kept, checked against each other, handed to resolution."""

import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of decisions: those that had said otherwise before, and those that could not be
    kept, each with the chain of others that contradicts it."""

    replaced: tuple[Kept, ...]
    refused: tuple[tuple[Kept, tuple[Kept, ...]], ...]


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


def keep(connection: sqlite3.Connection, new: Iterable[Kept], *, whole: bool = False) -> Outcome:
    """Keep decisions, each in place of an earlier one about the same two names.

    One that cannot be true beside those about other names is refused, and what was kept before
    in its place stays; with `whole` none is kept then. Marks the clusters as stale.
    """
    latest = {_pair(k.decision): k for k in new}
    with transaction(connection):
        before = {_pair(k.decision): k for k in kept(connection)}
        left = [k for pair, k in before.items() if pair not in latest]
        ledger = _Ledger(_leavers(k.decision for k in (*left, *latest.values())))
        for k in left:
            ledger.add(k)
        refused = [(k, ledger.add(k)) for k in latest.values()]
        refused = [(k, chain) for k, chain in refused if chain]
        if refused and whole:
            return Outcome((), tuple((k, tuple(chain)) for k, chain in refused))
        for k, _ in refused:
            old = before.get(_pair(k.decision))
            if old:
                ledger.add(old)
        for k in before.values():
            if k not in ledger.kept:
                _delete(connection, k)
        for k in ledger.kept:
            if before.get(_pair(k.decision)) != k:
                _insert(connection, k)
        mark_stale(connection)
    replaced = [
        before[pair]
        for pair, k in latest.items()
        if pair in before and k in ledger.kept and before[pair].decision.same != k.decision.same
    ]
    return Outcome(tuple(replaced), tuple((k, tuple(chain)) for k, chain in refused))


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name that documents give to an entity, the other forms that they have for it then, and
    the paths of these documents, sorted."""

    name: str
    forms: tuple[str, ...]
    documents: tuple[str, ...]


def names_in(connection: sqlite3.Connection, cluster: str) -> list[NameUse]:
    """The names of a cluster, the one that most documents use first."""
    paths: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    for name, path in connection.execute(
        "SELECT e.name, min(s.path) FROM entities e JOIN sources s ON s.document = e.document"
        " WHERE e.cluster = ? GROUP BY e.id",
        (cluster,),
    ):
        paths[name].add(path)
    for name, form in connection.execute(
        "SELECT e.name, f.form FROM entities e JOIN forms f ON f.entity = e.id WHERE e.cluster = ?",
        (cluster,),
    ):
        forms[name].add(form)
    uses = [
        NameUse(name, tuple(sorted(forms[name] - {name})), tuple(sorted(found)))
        for name, found in paths.items()
    ]
    return sorted(uses, key=lambda u: (-len(u.documents), u.name))


def apart_by_name(uses: Iterable[NameUse], leaving: Iterable[str]) -> list[tuple[Named, Named]]:
    """The pairs that have to differ where the `leaving` names (or forms) go and the others stay."""
    gone = set(leaving)
    return [
        (Named(name), Named(use.name))
        for name in sorted(gone)
        for use in uses
        if use.name not in gone
    ]


def apart_by_document(uses: Iterable[NameUse], leaving: Iterable[str]) -> list[tuple[Named, Named]]:
    """The pairs that have to differ where what the `leaving` documents name is something else."""
    gone = set(leaving)
    found = list(uses)
    goes = [Named(u.name, path) for u in found for path in u.documents if path in gone]
    stays = [Named(u.name) for u in found if not gone.issuperset(u.documents)]
    return [(one, other) for one in goes for other in stays]


def type_of(connection: sqlite3.Connection, cluster: str) -> str:
    """The type of the entities in a cluster."""
    kind: str = connection.execute("SELECT type FROM clusters WHERE id = ?", (cluster,)).fetchone()[
        0
    ]
    return kind


def is_settled(connection: sqlite3.Connection, about: Decision) -> bool:
    """Whether what is kept already says that the two names are the same, or that they differ."""
    before = kept(connection)
    ledger = _Ledger(_leavers(k.decision for k in before))
    for k in before:
        ledger.add(k)
    return ledger.settles(about)


def drop(connection: sqlite3.Connection, gone: Iterable[Kept]) -> None:
    """Take decisions back. Marks the clusters as stale."""
    with transaction(connection):
        for one in gone:
            _delete(connection, one)
        mark_stale(connection)


def telling(connection: sqlite3.Connection, entity: int) -> Named:
    """How a decision calls an entity: by its name, with the document where the name is no
    proof: another cluster bears it, too, or it is a surname alone."""
    name, kind, cluster, document = connection.execute(
        "SELECT name, type, cluster, document FROM entities WHERE id = ?", (entity,)
    ).fetchone()
    (others,) = connection.execute(
        "SELECT count(*) FROM entities WHERE name = ? AND type = ? AND cluster <> ?",
        (name, kind, cluster),
    ).fetchone()
    if not others and not (kind == "person" and " " not in name):
        return Named(name)
    (path,) = connection.execute(
        "SELECT min(path) FROM sources WHERE document = ?", (document,)
    ).fetchone()
    return Named(name, path)


def naming(connection: sqlite3.Connection, cluster: str) -> Named:
    """How a decision calls a cluster: by a name of its own, the one it is shown under if it can."""
    entities = connection.execute(
        "SELECT min(e.id) FROM entities e JOIN clusters c ON c.id = e.cluster WHERE c.id = ?"
        " GROUP BY e.name ORDER BY e.name <> c.name, count(*) DESC, e.name",
        (cluster,),
    ).fetchall()
    names = [telling(connection, entity) for (entity,) in entities]
    return min(names, key=lambda n: bool(n.document))  # the first that needs no document, if any


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


def _leavers(decisions: Iterable[Decision]) -> dict["_Thing", set[str]]:
    """For each name the documents of which people decided that it is another there than
    everywhere else."""
    found: dict[_Thing, set[str]] = defaultdict(set)
    for d in decisions:
        for one, other in ((d.one, d.other), (d.other, d.one)):
            if not d.same and one.document and other == Named(one.name):
                found[d.type, other].add(one.document)
    return found


class _Ledger:
    """Decisions that can all be true: names in groups that are the same, groups that differ."""

    def __init__(self, leavers: Mapping["_Thing", set[str]]) -> None:
        self.kept: dict[Kept, None] = {}
        self._leavers = leavers
        self._group: dict[_Thing, list[_Thing]] = {}
        self._ties: dict[_Thing, list[tuple[_Thing, Kept]]] = defaultdict(list)
        self._differ: dict[int, set[int]] = defaultdict(set)

    def add(self, new: Kept) -> list[Kept]:
        """Keep a decision, or give the others that it contradicts and keep it not."""
        d = new.decision
        one, other = self._thing(d.type, d.one), self._thing(d.type, d.other)
        mine, theirs = (self._group.setdefault(thing, [thing]) for thing in (one, other))
        if (mine is theirs) if not d.same else (id(theirs) in self._differ[id(mine)]):
            return self._chain(one, other, differences=int(d.same))
        self.kept[new] = None
        self._ties[one].append((other, new))
        self._ties[other].append((one, new))
        if not d.same:
            self._differ[id(mine)].add(id(theirs))
            self._differ[id(theirs)].add(id(mine))
        elif mine is not theirs:
            if len(mine) < len(theirs):
                mine, theirs = theirs, mine
            mine += theirs
            for thing in theirs:
                self._group[thing] = mine
            for stranger in self._differ.pop(id(theirs), set()):
                self._differ[stranger].remove(id(theirs))
                self._differ[stranger].add(id(mine))
                self._differ[id(mine)].add(stranger)
        return []

    def settles(self, about: Decision) -> bool:
        """Whether the two names are in one group, or in groups that differ."""
        things = (self._thing(about.type, about.one), self._thing(about.type, about.other))
        mine, theirs = (self._group.get(thing, [thing]) for thing in things)
        return mine is theirs or id(theirs) in self._differ.get(id(mine), ())

    def _thing(self, kind: str, named: Named) -> "_Thing":
        """What a name means: of namesakes of which some leave, the others are "elsewhere"."""
        everywhere = (kind, Named(named.name))
        leaving = self._leavers.get(everywhere)
        stays = leaving and named.document not in leaving
        return everywhere if stays else (kind, named)

    def _chain(self, one: "_Thing", other: "_Thing", *, differences: int) -> list[Kept]:
        """The shortest chain of decisions between two things with so many of difference."""
        start, goal = (one, 0), (other, differences)
        came: dict[tuple[_Thing, int], tuple[tuple[_Thing, int], Kept] | None] = {start: None}
        rest = deque([start])
        while rest and goal not in came:
            here = rest.popleft()
            for thing, k in self._ties[here[0]]:
                there = (thing, here[1] + (not k.decision.same))
                if there[1] <= differences and there not in came:
                    came[there] = (here, k)
                    rest.append(there)
        chain: list[Kept] = []
        step = came.get(goal)
        while step:
            chain.insert(0, step[1])
            step = came[step[0]]
        return chain


_Thing: TypeAlias = tuple[str, Named]


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
