"""Finds and keeps which entities are linked, so that each set of them is resolved on its own.

`resolution/growing.py` says what links two records. Each set of linked entities has a number;
`links` has the keys of its records, `compared` the blocks in which its names meet others.

What waits to be resolved is kept in temporary tables, which SQLite sorts on disk: memory holds a
few bytes for each different name and the largest set, however many documents there are.
"""

import marshal
import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from heapq import merge
from itertools import groupby
from sys import intern
from typing import TypeVar

from ..resolution.blocking import CROWD, alike, blocks_of, letters
from ..resolution.clustering import MOST_ALIKE
from ..resolution.growing import has_blocks, links
from ..resolution.profiles import Profile, key_of, profile
from ..resolution.records import Decision, Record

# What is true of the entities of the sets that were reached.
REACHED = "linked IN (SELECT linked FROM reached)"
T = TypeVar("T")
_SIGN = 1 << 63  # SQLite's integers have one
# Small sets are resolved together, so many records at a time: each time has a price of its own.
_TOGETHER = 2000

# A name stands for all records that bear it: it is the number of the key that they all are.
# `counter` is what a key asks for or is asked by, null for a key that is one with its like;
# `asks` says whether a key links what meets there.
_WAITING = """
CREATE TEMP TABLE waiting (entity INTEGER PRIMARY KEY, name INTEGER, record BLOB);
CREATE TEMP TABLE met (name INTEGER, "key" INTEGER, counter INTEGER, asks INTEGER);
CREATE TEMP TABLE blocked (type TEXT, block INTEGER, main TEXT, letters TEXT, name INTEGER);
CREATE TEMP TABLE named (name INTEGER PRIMARY KEY, linked INTEGER);
CREATE TEMP TABLE reached (linked INTEGER PRIMARY KEY);
"""


@contextmanager
def waiting(connection: sqlite3.Connection) -> Iterator[None]:
    """Has the temporary tables of what waits to be resolved. Within a transaction, which takes
    them with it where it is rolled back."""
    for statement in _WAITING.split(";"):
        connection.execute(statement)
    yield
    for table in ("waiting", "met", "blocked", "named", "reached"):
        connection.execute(f"DROP TABLE temp.{table}")


def add(connection: sqlite3.Connection, records: Iterable[tuple[int, Record]]) -> None:
    """Let entities wait, given with their numbers in the database, those of a document at once."""
    for _, some in groupby(records, lambda r: r[1].document):
        profiles = [(entity, profile(record)) for entity, record in some]
        connection.executemany(
            "INSERT INTO waiting VALUES (?, ?, ?)",
            ((entity, _name(p), _packed(p)) for entity, p in profiles),
        )
        connection.executemany("INSERT INTO met VALUES (?, ?, ?, ?)", _met(p for _, p in profiles))
        connection.executemany(
            "INSERT INTO blocked VALUES (?, ?, ?, ?, ?)",
            (
                (p.record.type, block - _SIGN, p.main, letters(core), _name(p))
                for _, p in profiles
                if has_blocks(p.record.type)
                for core, blocks in (blocks_of(p),)
                for block in blocks
            ),
        )


def reach(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    """Find the sets that something that waits is linked with, and forget them: their entities,
    `REACHED`, are to wait, too."""
    connection.execute(
        "INSERT INTO reached"
        ' SELECT l.linked FROM met m JOIN links l ON l."key" = m."key" WHERE m.asks'
        ' UNION SELECT l.linked FROM met m JOIN links l ON l."key" = m.counter'
    )
    for numbers in (_decided_with(connection, decisions), _compared_with(connection)):
        connection.executemany(
            "INSERT OR IGNORE INTO reached VALUES (?)", ((one,) for one in numbers)
        )
    for table in ("links", "compared"):
        connection.execute(f"DELETE FROM {table} WHERE linked IN (SELECT linked FROM reached)")


def _decided_with(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> set[int]:
    """The sets with a name of which people have decided together with one that waits."""
    pairs = [_pair(decision) for decision in decisions]
    about = {number for pair in pairs for number in pair}
    if not about:
        return set()
    there = {
        key
        for (key,) in connection.execute('SELECT DISTINCT "key" FROM met WHERE counter IS NULL')
        if key in about
    }
    return {
        linked
        for pair in pairs
        if not there.isdisjoint(pair)
        for number in pair
        for (linked,) in connection.execute('SELECT linked FROM links WHERE "key" = ?', (number,))
    }


def _compared_with(connection: sqlite3.Connection) -> set[int]:
    """The sets with a name that one of the new names is compared with, or was compared with
    another one until the new names made a crowd of their block."""
    found: set[int] = set()
    for _, rows in _met_in_blocks(connection):
        some = list(rows)
        there = [(main, theirs, linked) for main, theirs, name, linked in some if name is None]
        before = {main for main, _, _ in there}
        if len(before) > CROWD:
            continue
        if len({main for main, *_ in some}) > CROWD:
            found.update(linked for *_, linked in there)
            continue
        mine = [own for _, own, name, _ in some if name is not None]
        found.update(
            linked for _, theirs, linked in there if any(alike(own, theirs) for own in mine)
        )
    return found


def _met_in_blocks(
    connection: sqlite3.Connection,
) -> Iterator[tuple[tuple[str, int], Iterator[tuple[str, str, int, int]]]]:
    """The blocks of what waits, each with its names: key, letters, its number if it waits, else
    the number of its set."""
    rows = connection.execute(
        "SELECT type, block, main, letters, name, NULL FROM blocked"
        " UNION SELECT c.type, c.block, c.name, c.letters, NULL, c.linked FROM compared c"
        " JOIN (SELECT DISTINCT type, block FROM blocked) b"
        " ON b.type = c.type AND b.block = c.block ORDER BY 1, 2"
    )
    for block, some in groupby(rows, lambda row: row[:2]):
        yield block, (row[2:] for row in some)


def clear(connection: sqlite3.Connection) -> None:
    """Forget all sets."""
    connection.execute("DELETE FROM links")
    connection.execute("DELETE FROM compared")
    connection.execute("UPDATE entities SET linked = NULL WHERE linked IS NOT NULL")


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of linked records of one type, as many as are resolved together.

    `keys` are the entities of (document, entity id); `crowded` the blocks of too many names.
    """

    type: str
    profiles: Sequence[Profile]
    keys: dict[tuple[str, str], int]
    crowded: set[int]


def link(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> Iterator[Sets]:
    """Part what waits into sets of linked entities, remember them, and give them out."""
    pairs = [_pair(decision) for decision in decisions]
    names = _Names(connection, {number for pair in pairs for number in pair})
    for one, other in pairs:
        names.link(one, other)
    for _, rows in groupby(
        connection.execute(
            'SELECT DISTINCT min("key", ifnull(counter, "key")), name, asks FROM met ORDER BY 1'
        ),
        lambda row: row[0],
    ):
        some = list(rows)
        if any(asks for *_, asks in some):
            for _, name, _ in some[1:]:
                names.link(some[0][1], name)
    crowded = _link_alike(connection, names)
    (first,) = connection.execute("SELECT ifnull(max(linked), 0) + 1 FROM entities").fetchone()
    connection.executemany("INSERT INTO named VALUES (?, ?)", names.numbered(connection, first))
    connection.execute(
        "UPDATE entities SET linked = (SELECT n.linked FROM waiting w"
        " JOIN named n ON n.name = w.name WHERE w.entity = entities.id)"
        " WHERE id IN (SELECT entity FROM waiting)"
    )
    connection.execute(
        'INSERT INTO links SELECT DISTINCT m."key", n.linked FROM met m'
        " JOIN named n ON n.name = m.name ORDER BY 1, 2"
    )
    connection.execute(
        "INSERT INTO compared SELECT DISTINCT b.type, b.block, b.main, b.letters, n.linked"
        " FROM blocked b JOIN named n ON n.name = b.name ORDER BY 1, 2, 3, 4"
    )
    return _sets(connection, first, crowded)


def _link_alike(connection: sqlite3.Connection, names: "_Names") -> dict[str, set[int]]:
    """Link names that are compared with each other; returns the crowded blocks of each type."""
    crowded: dict[str, set[int]] = defaultdict(set)
    for (kind, block), rows in _met_in_blocks(connection):
        some: list[tuple[str, int]] = []
        mains: set[str] = set()
        for main, spelled, name, _ in rows:
            mains.add(main)
            if len(mains) > CROWD:
                crowded[kind].add(block + _SIGN)
                break
            if name is not None:
                some.append((spelled, name))
        else:
            for at, (spelled, name) in enumerate(some):
                for other, another in some[at + 1 :]:
                    if name != another and alike(spelled, other):
                        names.link(name, another)
    return crowded


def _sets(
    connection: sqlite3.Connection, first: int, crowded: dict[str, set[int]]
) -> Iterator[Sets]:
    rows = connection.execute(
        "SELECT e.type, e.linked, e.id, w.record FROM entities e JOIN waiting w ON w.entity = e.id"
        " WHERE e.linked >= ? ORDER BY e.linked",
        (first,),
    )
    for kind, of_kind in groupby(rows, lambda row: row[0]):
        some: list[Profile] = []
        keys: dict[tuple[str, str], int] = {}
        last = first
        for _, linked, entity, packed in of_kind:
            if linked != last and len(some) >= _TOGETHER:
                yield Sets(kind, some, keys, crowded[kind])
                some, keys = [], {}
            last = linked
            some.append(_unpacked(packed, kind))
            keys[some[-1].member] = entity
        yield Sets(kind, some, keys, crowded[kind])


def _each(numbers: Iterable[int]) -> Iterator[int]:
    """Sorted numbers, each once."""
    return (number for number, _ in groupby(numbers))


class _Names:
    """The names of what waits, each in one set with those that it is linked with.

    A union-find over numbers of 64 bits that takes twelve bytes for each.
    """

    def __init__(self, connection: sqlite3.Connection, more: Collection[int]) -> None:
        found = connection.execute("SELECT DISTINCT name FROM waiting ORDER BY name")
        # what people have decided of may be named nowhere, and links two names all the same
        self._names = array("q", _each(merge((name for (name,) in found), sorted(more))))
        self._leader = array("i", range(len(self._names)))

    def _root(self, name: int) -> int:
        leader = self._leader
        at = bisect_left(self._names, name)
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    def link(self, one: int, other: int) -> None:
        """Make the sets of two names one."""
        a, b = self._root(one), self._root(other)
        self._leader[max(a, b)] = min(a, b)

    def numbered(self, connection: sqlite3.Connection, first: int) -> Iterator[tuple[int, int]]:
        """Each name with the number of its set, counted from `first` by type and entity."""
        numbers = array("q", bytes(8 * len(self._names)))
        rows = connection.execute(
            "SELECT w.name FROM waiting w JOIN entities e ON e.id = w.entity"
            " GROUP BY w.name ORDER BY min(e.type), min(w.entity)"
        )
        for (name,) in rows:
            root = self._root(name)
            if not numbers[root]:
                numbers[root] = first
                first += 1
            yield name, numbers[root]


def _met(profiles: Iterable[Profile]) -> Iterator[tuple[int, int, int | None, bool]]:
    """The rows that the keys of the records of one document give."""
    alike_in: dict[tuple[str, str], list[int]] = defaultdict(list)
    for p in profiles:
        kind, name = p.record.type, _name(p)
        alike_in[kind, p.main[:3]].append(name)
        for role, key in links(kind, p):
            if role == "is":
                yield name, _number(kind, role, key), None, True
            elif role == "asks":
                yield name, _number(kind, role, key), _number(kind, "offers", key), True
            else:
                yield name, _number(kind, role, key), _number(kind, "asks", key), False
    for names in alike_in.values():
        for name in names[1:] if len(names) > MOST_ALIKE else ():
            yield name, names[0], None, True


def _name(p: Profile) -> int:
    return _number(p.record.type, "is", p.main)


def _pair(decision: Decision) -> tuple[int, int]:
    one, other = (key_of(n.name, decision.type) for n in (decision.one, decision.other))
    return _number(decision.type, "is", one), _number(decision.type, "is", other)


@lru_cache(maxsize=1 << 14)
def _number(kind: str, role: str, key: str) -> int:
    text = f"{kind}\x1f{role}\x1f{key}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def _packed(p: Profile) -> bytes:
    r = p.record
    told = (r.document, r.entity, r.name, r.mentions, r.apart)
    return marshal.dumps((told, p.main, p.form, p.others, p.known, p.context))


def _unpacked(packed: bytes, kind: str) -> Profile:
    """What `_packed` gave; strings that were interned are so again."""
    (document, entity, name, mentions, apart), main, form, others, known, context = marshal.loads(
        packed
    )
    record = Record(intern(document), entity, name, kind, _one(mentions), _one(apart))
    return Profile(record, main, form, _one(others), known, _one(context))


@lru_cache(maxsize=1 << 14)
def _one(equal: T) -> T:
    """The first of all that are equal: what documents say of a name they often say again."""
    return equal
