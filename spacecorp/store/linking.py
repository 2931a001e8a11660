"""Keeps which entities are linked, so that new ones find all that may become one with them.

`resolution/growing.py` says what links two records. Each set of linked entities has a number;
`links` has the keys of its records, `compared` the blocks in which its names meet others.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from ..resolution.blocking import CROWD, alike, blocks_of, letters
from ..resolution.growing import Linked, has_blocks, links
from ..resolution.profiles import Profile, key_of
from ..resolution.records import Decision

# What a key that a record has must meet, for the record to be linked.
_MEETS = {"is": ("is",), "asks": ("asks", "offers"), "offers": ("asks",)}
_SIGN = 1 << 63  # SQLite's integers have one


def reach(
    connection: sqlite3.Connection,
    kind: str,
    fresh: Sequence[Profile],
    decisions: Iterable[Decision],
) -> set[int]:
    """The numbers of all sets of a type that one of some new records is linked with."""
    wanted: set[int] = set()
    own: set[str] = set()
    for p in fresh:
        for role, key in links(kind, p):
            wanted.update(_number(kind, met, key) for met in _MEETS[role])
            if role == "is":
                own.add(key)
    for decision in decisions:
        names = [key_of(n.name, kind) for n in (decision.one, decision.other)]
        if decision.type == kind and not own.isdisjoint(names):
            wanted.update(_number(kind, "is", name) for name in names)
    found = {
        number
        for key in wanted
        for (number,) in connection.execute('SELECT linked FROM links WHERE "key" = ?', (key,))
    }
    if has_blocks(kind):
        found |= _compared_with(connection, kind, fresh)
    return found


def _compared_with(connection: sqlite3.Connection, kind: str, fresh: Sequence[Profile]) -> set[int]:
    """The sets with a name that one of the new names is compared with, or was compared with
    another one until the new names made a crowd of their block."""
    new: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for p in fresh:
        core, blocks = blocks_of(p)
        for block in blocks:
            new[block].add((p.main, letters(core)))
    found: set[int] = set()
    for block, names in new.items():
        there = _in_block(connection, kind, block)
        before = {main for main, _, _ in there}
        if len(before) > CROWD:
            continue
        if len(before | {main for main, _ in names}) > CROWD:
            found.update(number for *_, number in there)
            continue
        found.update(
            number for _, theirs, number in there if any(alike(mine, theirs) for _, mine in names)
        )
    return found


def crowded(connection: sqlite3.Connection, kind: str, profiles: Sequence[Profile]) -> set[int]:
    """The blocks that the names of `profiles` are in, and too many others to compare."""
    if not has_blocks(kind):
        return set()
    mains: dict[int, set[str]] = defaultdict(set)
    for p in profiles:
        for block in blocks_of(p)[1]:
            mains[block].add(p.main)
    for block, names in mains.items():
        names.update(main for main, _, _ in _in_block(connection, kind, block))
    return {block for block, names in mains.items() if len(names) > CROWD}


def _in_block(connection: sqlite3.Connection, kind: str, block: int) -> list[tuple[str, str, int]]:
    return connection.execute(
        "SELECT name, letters, linked FROM compared WHERE type = ? AND block = ?",
        (kind, block - _SIGN),
    ).fetchall()


def members(connection: sqlite3.Connection, numbers: Collection[int]) -> set[int]:
    """The entities of some sets."""
    return {
        key
        for number in numbers
        for (key,) in connection.execute("SELECT id FROM entities WHERE linked = ?", (number,))
    }


def clear(connection: sqlite3.Connection) -> None:
    """Forget all sets."""
    connection.execute("DELETE FROM links")
    connection.execute("DELETE FROM compared")
    connection.execute("UPDATE entities SET linked = NULL WHERE linked IS NOT NULL")


def forget(connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Forget some sets; their entities are to be kept in others."""
    for table in ("links", "compared"):
        connection.executemany(
            f"DELETE FROM {table} WHERE linked = ?", ((one,) for one in sorted(numbers))
        )


def keep(
    connection: sqlite3.Connection, sets: Sequence[Linked], keys: Mapping[tuple[str, str], int]
) -> None:
    """Remember sets under new numbers. `keys` are the entities of (document, entity id)."""
    (last,) = connection.execute("SELECT max(linked) FROM entities").fetchone()
    numbered = list(enumerate(sets, (last or 0) + 1))
    connection.executemany(
        "UPDATE entities SET linked = ? WHERE id = ?",
        ((number, keys[p.member]) for number, one in numbered for p in one.profiles),
    )
    connection.executemany(
        "INSERT INTO links VALUES (?, ?)",
        (
            (key, number)
            for number, one in numbered
            for key in {
                _number(p.record.type, role, key)
                for p in one.profiles
                for role, key in links(p.record.type, p)
            }
        ),
    )
    connection.executemany(
        "INSERT INTO compared VALUES (?, ?, ?, ?, ?)",
        (row for number, one in numbered for row in _names(one, number)),
    )


def _names(one: Linked, number: int) -> Iterator[tuple[str, int, str, str, int]]:
    rows = {
        (p.record.type, block - _SIGN, p.main, letters(core), number)
        for p in one.profiles
        if has_blocks(p.record.type)
        for core, blocks in (blocks_of(p),)
        for block in blocks
    }
    return iter(sorted(rows))


def _number(kind: str, role: str, key: str) -> int:
    text = f"{kind}\x1f{role}\x1f{key}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)
