"""The user's own table of organisations, as the database remembers it for later ingests."""

import sqlite3
from collections.abc import Sequence

from ..knowledge.organisations import Organisation, former_name
from .database import transaction
from .writing import clean, mark_stale

_LIST = "|"


def own_table(connection: sqlite3.Connection) -> tuple[Organisation, ...]:
    """The organisations of the user's own table, in order of id."""
    return tuple(
        Organisation(
            id=key,
            name=name,
            aliases=tuple(filter(None, aliases.split(_LIST))),
            native=native,
            kind=kind,
            country=country,
            parent=parent,
            start=start,
            end=end,
            former=tuple(former_name(f) for f in former.split(_LIST) if f),
            source="own",
            activities=(),
        )
        for key, name, aliases, native, kind, country, parent, start, end, former in (
            connection.execute(
                'SELECT id, name, aliases, native, kind, country, parent, "start", "end", former'
                " FROM own_organisations ORDER BY id"
            )
        )
    )


def keep_own_table(connection: sqlite3.Connection, table: Sequence[Organisation]) -> bool:
    """Remember this table in place of the one before; whether it is another.

    Marks the clusters as stale if it is.
    """
    before = own_table(connection)
    with transaction(connection):
        connection.execute("DELETE FROM own_organisations")
        connection.executemany(
            "INSERT INTO own_organisations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                tuple(
                    map(
                        clean,
                        (
                            o.id,
                            o.name,
                            _LIST.join(o.aliases),
                            o.native,
                            o.kind,
                            o.country,
                            o.parent,
                            o.start,
                            o.end,
                            _LIST.join(f"{name}={year}" for name, year in o.former),
                        ),
                    )
                )
                for o in table
            ),
        )
        changed = own_table(connection) != before
        if changed:
            mark_stale(connection)
    return changed
