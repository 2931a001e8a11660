"""Hands the stored entities to resolution and keeps the clusters and doubts that come back."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import stories
from .database import transaction

if TYPE_CHECKING:
    from ..resolution.records import Record

# Enough to tell two namesakes apart; more would make a document of a thousand names cost
# the square of that.
CONTEXT_NAMES = 32


def is_stale(connection: sqlite3.Connection) -> bool:
    """Whether documents have come or gone since the clusters were made.

    Also where an older version of spacecorp stored documents without looking for copies.
    """
    value, documents, fingerprints = connection.execute(
        "SELECT (SELECT value FROM state WHERE name = 'clusters'),"
        " (SELECT count(*) FROM documents), (SELECT count(*) FROM fingerprints)"
    ).fetchone()
    return bool(value == "stale" or documents != fingerprints)


def refresh(connection: sqlite3.Connection) -> None:
    """Resolve all stored entities anew and store the clusters, in one transaction.

    The outcome depends on nothing but the documents, what people decided and their own table of
    organisations, so a run that was killed before this is made good by the next one.
    """
    from ..knowledge import organisations
    from ..resolution import resolved
    from . import decisions, doubts
    from .own import own_table

    with transaction(connection):
        organisations.use(own_table(connection))
        stories.refresh(connection)
        found = resolved(records(connection), decisions=decisions.for_resolution(connection))
        clusters = found.clusters
        keys = {
            (path, local): key
            for key, path, local in connection.execute(
                "SELECT e.id, (SELECT min(path) FROM sources WHERE document = e.document), e.local"
                " FROM entities e"
            )
        }
        connection.execute("DELETE FROM clusters")
        connection.executemany(
            "INSERT INTO clusters VALUES (?, ?, ?, ?)",
            ((c.id, c.name, c.type, c.known) for c in clusters),
        )
        for table in ("aliases", "reasons"):
            connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?)",
                ((c.id, at, text) for c in clusters for at, text in enumerate(getattr(c, table))),
            )
        connection.executemany(
            "UPDATE entities SET cluster = ? WHERE id = ?",
            ((c.id, keys[member]) for c in clusters for member in c.members),
        )
        doubts.store(connection, found.doubts, keys)
        connection.execute("UPDATE state SET value = 'current' WHERE name = 'clusters'")


def records(connection: sqlite3.Connection) -> "Iterator[Record]":
    """Every stored entity with what resolution may weigh, documents in the order of paths."""
    documents = connection.execute(
        "SELECT document, min(path) AS first FROM sources GROUP BY document ORDER BY first"
    ).fetchall()
    for document, path in documents:
        yield from _records_of(connection, document, path)


def _records_of(connection: sqlite3.Connection, document: int, path: str) -> "Iterator[Record]":
    from ..resolution.records import Record

    entities = connection.execute(
        "SELECT id, local, name, type FROM entities WHERE document = ? ORDER BY id", (document,)
    ).fetchall()
    locals_ = {key: local for key, local, _, _ in entities}
    names = {key: name for key, _, name, _ in entities}
    forms: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for key, form, uses in connection.execute(
        "SELECT f.entity, f.form, f.uses FROM forms f JOIN entities e ON e.id = f.entity"
        " WHERE e.document = ? ORDER BY f.entity, f.position",
        (document,),
    ):
        forms[key].append((form, uses))
    apart = _apart(connection, document)
    around = [name for _, _, name, kind in entities if kind in ("country", "person")]
    for key, local, name, kind in entities:
        partners = [names[other] for other in sorted(apart[key])]
        context = dict.fromkeys(n for n in [*partners, *around[:CONTEXT_NAMES]] if n != name)
        yield Record(
            document=path,
            entity=local,
            name=name,
            type=kind,
            mentions=tuple(forms[key]),
            apart=frozenset(locals_[other] for other in apart[key]),
            context=tuple(context)[:CONTEXT_NAMES],
        )


def _apart(connection: sqlite3.Connection, document: int) -> dict[int, set[int]]:
    """For each entity the others that a fact of the document sets against it.

    Owner and owned, the parties of one instrument, a programme and who takes part in it.
    """
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for fact, entity in connection.execute(
        "SELECT p.partnership, p.entity FROM parties p JOIN partnerships f ON f.id = p.partnership"
        " WHERE f.document = ?",
        (document,),
    ):
        groups["partnership", fact].append(entity)
    for fact, owner, owned in connection.execute(
        "SELECT id, owner, owned FROM ownership WHERE document = ?", (document,)
    ):
        groups["ownership", fact] += (owner, owned)
    for fact, programme, participant in connection.execute(
        "SELECT p.id, g.entity, p.entity FROM participants p JOIN programmes g"
        " ON g.id = p.programme WHERE g.document = ?",
        (document,),
    ):
        groups["participant", fact] += (programme, participant)
    apart: dict[int, set[int]] = defaultdict(set)
    for group in groups.values():
        for entity in group:
            apart[entity].update(group)
    for entity, others in apart.items():
        others.discard(entity)
    return apart
