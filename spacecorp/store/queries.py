"""Asks the database for facts, joined over documents, and for what names and paths mean."""

import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING

from . import statements
from .aggregation import (
    OwnershipRow,
    PartnershipRow,
    ProgrammeRow,
    ownership_rows,
    partnership_rows,
    programme_rows,
)
from .comparing import Facts
from .statements import Filters

if TYPE_CHECKING:
    from .lookup import Candidate


def partnerships(
    connection: sqlite3.Connection, filters: Filters, names: frozenset[str] | None = None
) -> list[PartnershipRow]:
    """Who works with whom; with `names` (cluster ids) only rows in which one of them stands."""
    rows = partnership_rows(statements.partnerships(connection, filters))
    if names is None:
        return rows
    return [r for r in rows if names & {n.id for n in (*r.parties, *r.programmes)}]


def ownership(
    connection: sqlite3.Connection, filters: Filters, names: frozenset[str] | None = None
) -> list[OwnershipRow]:
    """Who owns whom; with `names` (cluster ids) only rows in which one of them stands."""
    rows = ownership_rows(statements.ownership(connection, filters))
    return [r for r in rows if names is None or names & {r.owner.id, r.owned.id}]


def programmes(
    connection: sqlite3.Connection, filters: Filters, names: frozenset[str] | None = None
) -> list[ProgrammeRow]:
    """What is built and flown, by whom; with `names` only rows in which one of them stands."""
    rows = programme_rows(
        statements.programmes(connection, filters), statements.participations(connection, filters)
    )
    if names is None:
        return rows
    return [r for r in rows if names & {r.id, *(p.organisation.id for p in r.participants)}]


def facts(connection: sqlite3.Connection, filters: Filters) -> Facts:
    """All that the database says, for a comparison with another state of it."""
    members = {
        (sha256, name, kind): cluster
        for sha256, name, kind, cluster in connection.execute(
            "SELECT d.sha256, e.name, e.type, e.cluster FROM entities e"
            " JOIN documents d ON d.id = e.document WHERE e.cluster IS NOT NULL ORDER BY e.id"
        )
    }
    return Facts(
        partnerships(connection, filters),
        ownership(connection, filters),
        programmes(connection, filters),
        members,
    )


def candidates(connection: sqlite3.Connection) -> "list[Candidate]":
    """All names by which a cluster may be asked for."""
    from .lookup import Candidate

    aliases = texts_of_clusters(connection, "alias", "aliases")
    return [
        Candidate(key, name, kind, tuple(aliases[key]))
        for key, name, kind in connection.execute(
            "SELECT id, name, type FROM clusters ORDER BY name, id"
        )
    ]


def names_beginning(connection: sqlite3.Connection, prefix: str, most: int) -> list[str]:
    """At most `most` canonical names that begin with `prefix`, sorted."""
    rows = connection.execute(
        "SELECT DISTINCT name FROM clusters WHERE substr(name, 1, ?) = ? ORDER BY name LIMIT ?",
        (len(prefix), prefix, most),
    )
    return [name for (name,) in rows]


def documents_called(connection: sqlite3.Connection, wanted: str) -> frozenset[int]:
    """The documents that `wanted` means, by the first of these that fits any:

    a whole path, a folder, the last part of a path, a piece of a path or title.
    """
    rows = connection.execute(
        "SELECT s.path, s.document, d.title FROM sources s JOIN documents d ON d.id = s.document"
    ).fetchall()
    folded = wanted.casefold()
    folder = wanted.rstrip("/") + "/"
    for fits in (
        lambda path, title: path == wanted,
        lambda path, title: path.startswith(folder),
        lambda path, title: path.endswith("/" + wanted),
        lambda path, title: folded in path.casefold() or folded in (title or "").casefold(),
    ):
        found = frozenset(document for path, document, title in rows if fits(path, title))
        if found:
            return found
    return frozenset()


def paths_called(connection: sqlite3.Connection, wanted: str) -> frozenset[str]:
    """The first paths of the documents that `wanted` means."""
    keys = documents_called(connection, wanted)
    rows = connection.execute("SELECT document, min(path) FROM sources GROUP BY document")
    return frozenset(path for document, path in rows if document in keys)


def texts_of_clusters(
    connection: sqlite3.Connection, column: str, table: str
) -> dict[str, list[str]]:
    """The aliases or the reasons of every cluster, in their order."""
    texts: dict[str, list[str]] = defaultdict(list)
    for cluster, text in connection.execute(
        f"SELECT cluster, {column} FROM {table} ORDER BY cluster, position"
    ):
        texts[cluster].append(text)
    return texts
