"""Hands the stored entities to resolution and keeps the clusters and doubts that come back.

Where documents have only come, those entities alone are resolved that something new is linked
with; `linking` finds them.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from sys import intern
from typing import TYPE_CHECKING

from .. import __version__
from . import stories
from .database import transaction

if TYPE_CHECKING:
    from ..resolution.records import Cluster, Decision, Record

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
    return bool(value != "current" or documents != fingerprints)


def refresh(connection: sqlite3.Connection) -> int:
    """Resolve the stored entities and store the clusters, in one transaction.

    Returns how many entities were resolved: all, or those that new ones are linked with where
    documents have only come since the clusters were made. The outcome is the same: it depends on
    nothing but the documents, what people decided and their own table of organisations, so a run
    that was killed before this is made good by the next one.
    """
    from ..knowledge import organisations
    from . import decisions
    from .own import own_table

    with transaction(connection):
        own = own_table(connection)
        organisations.use(own)
        stories.refresh(connection)
        decided = decisions.for_resolution(connection)
        basis = blake2b(repr((__version__, decided, own)).encode(), digest_size=16).hexdigest()
        state = dict(connection.execute("SELECT name, value FROM state").fetchall())
        resolved = None
        if state["clusters"] == "grown" and state.get("basis") == basis:
            resolved = _grow(connection, decided)
        if resolved is None:
            resolved = _refresh_all(connection, decided)
        connection.execute("UPDATE state SET value = 'current' WHERE name = 'clusters'")
        connection.execute("INSERT OR REPLACE INTO state VALUES ('basis', ?)", (basis,))
    return resolved


def _refresh_all(connection: sqlite3.Connection, decided: "list[Decision]") -> int:
    from ..resolution.growing import Linked, linked
    from ..resolution.profiles import profile
    from ..resolution.resolving import numbered
    from . import doubts, linking

    by_type: dict[str, list[Record]] = defaultdict(list)
    for record in records(connection):
        by_type[record.type].append(record)
    sets: list[Linked] = []
    for kind in sorted(by_type):
        sets += linked(kind, map(profile, by_type[kind]), decided)
    clusters = numbered([group for one in sets for group in one.groups])
    keys = _keys(connection)
    connection.execute("DELETE FROM clusters")
    linking.clear(connection)
    linking.keep(connection, sets, keys)
    _keep(connection, clusters, keys)
    doubts.store(connection, (d for one in sets for d in one.doubts), keys)
    return len(keys)


def _grow(connection: sqlite3.Connection, decided: "list[Decision]") -> int | None:
    """Resolve what new entities are linked with; None where all have to be resolved anew."""
    from ..resolution.growing import Linked, linked
    from ..resolution.profiles import Profile, profile
    from ..resolution.resolving import numbered
    from . import doubts, linking

    new = {key for (key,) in connection.execute("SELECT id FROM entities WHERE cluster IS NULL")}
    some: dict[str, list[Profile]] = defaultdict(list)
    for record in records(connection, new):
        some[record.type].append(profile(record))
    reached = {n for kind in some for n in linking.reach(connection, kind, some[kind], decided)}
    old = linking.members(connection, reached)
    for record in records(connection, old):
        some[record.type].append(profile(record))
    sets: list[Linked] = []
    for kind in sorted(some):
        crowded = linking.crowded(connection, kind, some[kind])
        sets += linked(kind, some[kind], decided, crowded)
    clusters = numbered([group for one in sets for group in one.groups])
    gone = {
        cluster
        for key in old
        for (cluster,) in connection.execute("SELECT cluster FROM entities WHERE id = ?", (key,))
    }
    if _clash(connection, gone, {c.id for c in clusters}):
        return None
    keys = _keys(connection)
    unsure = list(doubts.kept(connection, keys, without=old))
    unsure += [doubt for one in sets for doubt in one.doubts]
    connection.executemany("DELETE FROM clusters WHERE id = ?", ((one,) for one in sorted(gone)))
    linking.forget(connection, reached)
    linking.keep(connection, sets, keys)
    _keep(connection, clusters, keys)
    doubts.store(connection, unsure, keys)
    return len(new) + len(old)


def _clash(connection: sqlite3.Connection, gone: set[str], come: set[str]) -> bool:
    """Whether a cluster that stays has the identifier of one that comes, or one that was made
    from that of one that goes: two names may by chance have one, see `identifiers`."""
    from ..resolution.canonical import identifier, stable_key

    stay = [
        row
        for row in connection.execute("SELECT id, type, known, name FROM clusters")
        if row[0] not in gone
    ]
    left = gone - come
    return any(
        one in come or (left and identifier(kind, known or "", stable_key(name)) in left)
        for one, kind, known, name in stay
    )


def _keys(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """The entities in the database of (document, entity id)."""
    return {
        (path, local): key
        for key, path, local in connection.execute(
            "SELECT e.id, s.path, e.local FROM entities e JOIN"
            " (SELECT document, min(path) AS path FROM sources GROUP BY document) s"
            " ON s.document = e.document"
        )
    }


def _keep(
    connection: sqlite3.Connection,
    clusters: "Iterable[Cluster]",
    keys: dict[tuple[str, str], int],
) -> None:
    """Store clusters whose like is not there yet."""
    clusters = list(clusters)
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


def records(
    connection: sqlite3.Connection, only: Collection[int] | None = None
) -> "Iterator[Record]":
    """Every stored entity with what resolution may weigh, documents in the order of paths; or
    those that `only` has."""
    documents = connection.execute(
        "SELECT document, min(path) AS first FROM sources GROUP BY document ORDER BY first"
    ).fetchall()
    if only is not None:
        some = {
            document
            for key in only
            for (document,) in connection.execute(
                "SELECT document FROM entities WHERE id = ?", (key,)
            )
        }
        documents = [row for row in documents if row[0] in some]
    for document, path in documents:
        for key, record in _records_of(connection, document, path):
            if only is None or key in only:
                yield record


def _records_of(
    connection: sqlite3.Connection, document: int, path: str
) -> "Iterator[tuple[int, Record]]":
    from ..resolution.records import Record

    entities = connection.execute(
        "SELECT id, local, name, type FROM entities WHERE document = ? ORDER BY id", (document,)
    ).fetchall()
    # interned, so that a million records fit into memory
    entities = [(key, *map(intern, texts)) for key, *texts in entities]
    locals_ = {key: local for key, local, _, _ in entities}
    names = {key: name for key, _, name, _ in entities}
    forms: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for key, form, uses in connection.execute(
        "SELECT f.entity, f.form, f.uses FROM forms f JOIN entities e ON e.id = f.entity"
        " WHERE e.document = ? ORDER BY f.entity, f.position",
        (document,),
    ):
        forms[key].append((intern(form), uses))
    apart = _apart(connection, document)
    around = [name for _, _, name, kind in entities if kind in ("country", "person")]
    for key, local, name, kind in entities:
        partners = [names[other] for other in sorted(apart[key])]
        context = dict.fromkeys(n for n in [*partners, *around[:CONTEXT_NAMES]] if n != name)
        yield (
            key,
            Record(
                document=path,
                entity=local,
                name=name,
                type=kind,
                mentions=tuple(forms[key]),
                apart=frozenset(locals_[other] for other in apart[key]),
                context=tuple(context)[:CONTEXT_NAMES],
            ),
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
