"""Hands the stored entities to resolution and keeps the clusters and doubts that come back.

Where documents have only come, those entities alone are resolved that something new is linked
with; `linking` finds them.
"""

import marshal
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import tee
from sys import intern
from typing import TYPE_CHECKING

from .. import __version__
from . import stories
from .database import transaction

if TYPE_CHECKING:
    from ..resolution.records import Decision, Record
    from ..resolution.resolving import Group

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
            resolved = _resolve(connection, decided, anew=False)
        if resolved is None:
            resolved = _resolve(connection, decided, anew=True) or 0
        connection.execute("UPDATE state SET value = 'current' WHERE name = 'clusters'")
        connection.execute("INSERT OR REPLACE INTO state VALUES ('basis', ?)", (basis,))
    return resolved


def _resolve(
    connection: sqlite3.Connection, decided: "Sequence[Decision]", *, anew: bool
) -> int | None:
    """Resolve all entities `anew`, or what new ones are linked with.

    Returns how many; None where all have to be resolved anew. One set of linked entities after
    the other is in memory, none longer than it takes.
    """
    from ..resolution.resolving import in_order, merged
    from . import doubts, linking

    with linking.waiting(connection), doubts.unsure(connection), _grouped(connection):
        if anew:
            linking.clear(connection)
            linking.add(connection, records(connection))
        else:
            linking.add(connection, records(connection, _NEW))
            linking.reach(connection, decided)
            linking.add(connection, records(connection, linking.REACHED))
        for some in linking.link(connection, decided):
            profiles = in_order(some.profiles)
            about = [d for d in decided if d.type == some.type]
            groups, unsure = merged(some.type, profiles, True, about, some.crowded)
            _put_groups(connection, groups, some.keys)
            doubts.put(connection, unsure, some.keys)
            del some, profiles, groups, unsure  # before the next are read
        _identify(connection)
        if not anew and _clash(connection):
            return None
        if anew:
            connection.execute("DELETE FROM clusters")
        else:
            doubts.keep_others(connection)
            connection.execute(f"DELETE FROM clusters WHERE id IN ({_GONE})")
        _store_groups(connection)
        doubts.store(connection)
        resolved: int = connection.execute("SELECT count(*) FROM waiting").fetchone()[0]
    return resolved


_NEW = "cluster IS NULL"
# The clusters that are made anew.
_GONE = (
    "SELECT cluster FROM entities WHERE cluster IS NOT NULL AND id IN (SELECT entity FROM waiting)"
)


@contextmanager
def _grouped(connection: sqlite3.Connection) -> Iterator[None]:
    """Has a temporary table of groups that get their identifiers when all are there. Within a
    transaction."""
    connection.execute(
        "CREATE TEMP TABLE grouped"
        " (type TEXT, known TEXT, key TEXT, first TEXT, told BLOB, id TEXT)"
    )
    yield
    connection.execute("DROP TABLE temp.grouped")


def _put_groups(
    connection: sqlite3.Connection,
    groups: "Iterable[Group]",
    keys: Mapping[tuple[str, str], int],
) -> None:
    from ..resolution.canonical import stable_key

    connection.executemany(
        "INSERT INTO grouped VALUES (?, ?, ?, ?, ?, NULL)",
        (
            (
                g.type,
                g.known,
                stable_key(g.name),
                "\x1f".join(g.members[0]),
                marshal.dumps((g.name, g.aliases, g.reasons, [keys[m] for m in g.members])),
            )
            for g in groups
        ),
    )


def _identify(connection: sqlite3.Connection) -> None:
    """Give all groups their identifiers."""
    from ..resolution.canonical import identifiers_in_order

    ones, others = tee(
        connection.execute(
            "SELECT rowid, type, known, key, first FROM grouped ORDER BY type, known, key, first"
        )
    )
    ids = identifiers_in_order(row[1:] for row in ones)
    connection.executemany(
        "UPDATE grouped SET id = ? WHERE rowid = ?",
        ((one, row[0]) for one, row in zip(ids, others, strict=True)),
    )


def _clash(connection: sqlite3.Connection) -> bool:
    """Whether a cluster that stays has the identifier of one that comes, or one that was made
    from that of one that goes: two names may by chance have one, see `identifiers`."""
    from ..resolution.canonical import identifier, stable_key

    come = "SELECT id FROM grouped"
    both = connection.execute(
        f"SELECT 1 FROM clusters WHERE id IN ({come}) AND id NOT IN ({_GONE}) LIMIT 1"
    ).fetchone()
    if both:
        return True
    left = {one for (one,) in connection.execute(f"{_GONE} AND cluster NOT IN ({come})")}
    stay = connection.execute(f"SELECT type, known, name FROM clusters WHERE id NOT IN ({_GONE})")
    return bool(left) and any(
        identifier(kind, known or "", stable_key(name)) in left for kind, known, name in stay
    )


def _store_groups(connection: sqlite3.Connection) -> None:
    """Store the clusters that the groups are."""
    for one, kind, known, told in connection.execute(
        "SELECT id, type, known, told FROM grouped ORDER BY id"
    ):
        name, aliases, reasons, members = marshal.loads(told)
        connection.execute(
            "INSERT INTO clusters VALUES (?, ?, ?, ?)", (one, name, kind, known or None)
        )
        for table, texts in (("aliases", aliases), ("reasons", reasons)):
            connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?)",
                ((one, at, text) for at, text in enumerate(texts)),
            )
        connection.executemany(
            "UPDATE entities SET cluster = ? WHERE id = ?", ((one, key) for key in members)
        )


def records(connection: sqlite3.Connection, which: str = "TRUE") -> "Iterator[tuple[int, Record]]":
    """The stored entities that a condition is true of, with what resolution may weigh, those of
    a document at once."""
    documents = connection.execute(
        "SELECT document, min(path) FROM sources WHERE document IN"
        f" (SELECT document FROM entities WHERE {which}) GROUP BY document"
    )
    for document, path in documents:
        wanted = connection.execute(
            f"SELECT id FROM entities WHERE document = ? AND {which}", (document,)
        )
        keys = {key for (key,) in wanted}
        for key, record in _records_of(connection, document, path):
            if key in keys:
                yield key, record


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
