"""Puts documents into the database and takes them out again."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import __version__
from ..model import Document, Extraction, Fact
from .identity import stable_id

if TYPE_CHECKING:
    from ..reading.fingerprint import Fingerprint

# SQLite keeps UTF-8, which has no lone surrogates, and its functions stop at a NUL. Both are
# replaced one for one, so that no offset moves.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

PAGES_TIDIED = 2000  # of 4 KiB: a tenth of a second


# What the paths of documents that were piped in begin with.
STANDARD_INPUT = "stdin:"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when it was read. `size` in bytes, `mtime_ns` in nanoseconds.

    A document that another file holds has the path of that file as `container`.
    """

    path: str
    sha256: str
    size: int
    mtime_ns: int
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """A file that holds many documents, as it was when all of them were read.

    `settings` says how records were read.
    """

    path: str
    size: int
    mtime_ns: int
    members: int
    settings: str
    current: bool = True  # read by this version of spacecorp


@dataclass(frozen=True, slots=True)
class Known:
    """What the database remembers of a path."""

    sha256: str
    size: int
    mtime_ns: int
    current: bool  # read by this version of spacecorp


def known_source(
    connection: sqlite3.Connection, path: str, container: str | None = None
) -> Known | None:
    """What is stored under `path` in `container`, None where nothing is."""
    row = connection.execute(
        "SELECT d.sha256, s.size, s.mtime_ns, d.extractor FROM sources s"
        " JOIN documents d ON d.id = s.document WHERE s.path = ? AND s.container IS ?",
        (path, container),
    ).fetchone()
    return Known(row[0], row[1], row[2], row[3] == __version__) if row else None


def known_container(connection: sqlite3.Connection, path: str) -> Container | None:
    """The container at `path`, None where none was read to its end without a fault."""
    row = connection.execute(
        "SELECT size, mtime_ns, members, settings, extractor FROM containers WHERE path = ?",
        (path,),
    ).fetchone()
    if row is None:
        return None
    size, mtime_ns, held, settings, extractor = row
    return Container(path, size, mtime_ns, held, settings, extractor == __version__)


def close_container(
    connection: sqlite3.Connection, container: Container, kept: Set[str], *, complete: bool
) -> None:
    """Forget what a container no longer holds: all its sources but those `kept`.

    Where it is `complete`, it need not be read again until it changes. Within a transaction.
    """
    stored = connection.execute(
        "SELECT path FROM sources WHERE container = ? OR (path = ? AND container IS NULL)",
        (container.path, container.path),
    ).fetchall()
    forget(connection, (path for (path,) in stored if path not in kept))
    connection.execute("DELETE FROM containers WHERE path = ?", (container.path,))
    if complete:
        connection.execute(
            "INSERT INTO containers VALUES (?, ?, ?, ?, ?, ?)",
            (
                container.path,
                container.size,
                container.mtime_ns,
                container.members,
                container.settings,
                __version__,
            ),
        )


def touch(connection: sqlite3.Connection, source: Source) -> None:
    """Remember the new time stamp of a file whose bytes are the same."""
    connection.execute(
        "UPDATE sources SET size = ?, mtime_ns = ? WHERE path = ?",
        (source.size, source.mtime_ns, source.path),
    )


def put(
    connection: sqlite3.Connection,
    source: Source,
    extraction: Extraction,
    *,
    fingerprint: "Fingerprint | None" = None,
    again: bool = False,
) -> None:
    """Store what `source` says in place of what its path said before.

    The `fingerprint` of its text is taken later where it is not given.
    With `again` the facts of these bytes are replaced even where this version of spacecorp
    has stored them already. Marks the clusters as older than that. Call it within a transaction.
    """
    row = connection.execute(
        "SELECT id, extractor FROM documents WHERE sha256 = ?", (source.sha256,)
    ).fetchone()
    if row and row[1] == __version__ and not again:
        document = row[0]
    else:
        document = _put_document(connection, source.sha256, extraction, row[0] if row else None)
        if fingerprint:
            connection.execute(
                "INSERT INTO fingerprints VALUES (?, ?, ?)",
                (document, fingerprint.minhash, fingerprint.particulars),
            )
    old = connection.execute(
        "SELECT document FROM sources WHERE path = ?", (source.path,)
    ).fetchone()
    connection.execute(
        "INSERT INTO sources (path, document, size, mtime_ns, container) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET document = excluded.document, size = excluded.size,"
        " mtime_ns = excluded.mtime_ns, container = excluded.container",
        (source.path, document, source.size, source.mtime_ns, source.container),
    )
    if source.container is None:
        _no_container(connection, source.path)
    if old and old[0] != document:
        _drop_unsourced(connection, old[0])
    if row or old:
        mark_stale(connection)
    else:
        _mark_grown(connection)


def forget(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget these sources, and the documents that no other path leads to."""
    for path in paths:
        old = connection.execute("SELECT document FROM sources WHERE path = ?", (path,)).fetchone()
        if old:
            connection.execute("DELETE FROM sources WHERE path = ?", (path,))
            _drop_unsourced(connection, old[0])
            mark_stale(connection)
        connection.execute("DELETE FROM containers WHERE path = ?", (path,))


def _no_container(connection: sqlite3.Connection, path: str) -> None:
    """Forget the members of a container that a single document has taken the place of."""
    if connection.execute("DELETE FROM containers WHERE path = ?", (path,)).rowcount:
        stored = connection.execute("SELECT path FROM sources WHERE container = ?", (path,))
        forget(connection, [member for (member,) in stored.fetchall()])


def sources_under(connection: sqlite3.Connection, root: str) -> list[tuple[str, str]]:
    """The stored paths that are `root` or lie in the folder `root`, sorted, each with the path
    of its file: the container's, where it lies in one."""
    rows = connection.execute(
        "SELECT path, coalesce(container, path) FROM sources UNION"
        " SELECT path, path FROM containers ORDER BY 1"
    )
    if root == ".":
        return [r for r in rows if not r[1].startswith(("/", "../", STANDARD_INPUT))]
    prefix = root.rstrip("/") + "/"
    return [r for r in rows if r[1] == root or r[1].startswith(prefix)]


def mark_stale(connection: sqlite3.Connection) -> None:
    """Remember that the clusters are older than the documents."""
    connection.execute("UPDATE state SET value = 'stale' WHERE name = 'clusters'")


def _mark_grown(connection: sqlite3.Connection) -> None:
    """Remember that documents have come."""
    connection.execute(
        "UPDATE state SET value = 'grown' WHERE name = 'clusters' AND value = 'current'"
    )


def tidy_index(connection: sqlite3.Connection) -> None:
    """Let the full-text index drop what documents no longer say, a bounded piece of work.

    Left alone it would grow to several times its size, since FTS5 only marks what is deleted.
    """
    connection.execute(
        "INSERT INTO documents_fts (documents_fts, rank) VALUES ('merge', ?)", (-PAGES_TIDIED,)
    )


def _drop_unsourced(connection: sqlite3.Connection, document: int) -> None:
    connection.execute(
        "DELETE FROM documents WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM sources WHERE document = documents.id)",
        (document,),
    )


def clean(text: str) -> str:
    """`text` as the database can keep it, each character that it cannot replaced by another."""
    return _UNSTORABLE.sub("\ufffd", text)


def _clean_or_none(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _put_document(
    connection: sqlite3.Connection, sha256: str, extraction: Extraction, known: int | None
) -> int:
    document = extraction.document
    values = (
        document.format,
        _clean_or_none(document.title),
        _clean_or_none(document.date),
        _clean_or_none(document.publisher),
        _clean_or_none(document.language),
        clean("\n".join(document.authors)),
        _clean_or_none(document.url),
        clean(document.text),
        __version__,
        sha256,
    )
    if known is None:
        cursor = connection.execute(
            "INSERT INTO documents (format, title, date, publisher, language, authors, url,"
            " text, extractor, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        number = _rowid(cursor)
    else:
        number = known
        # Deleting its facts by hand keeps the row, which other sources point to.
        for table in (
            "partnerships",
            "ownership",
            "programmes",
            "entities",
            "edits",
            "notes",
            "fingerprints",
        ):
            connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
        connection.execute(
            "UPDATE documents SET format = ?, title = ?, date = ?, publisher = ?, language = ?,"
            " authors = ?, url = ?, text = ?, extractor = ? WHERE sha256 = ?",
            values,
        )
    connection.executemany(
        "INSERT INTO edits VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, at, e.kind, e.start, e.end, clean(e.written), clean(e.read), e.reason)
            for at, e in enumerate(document.edits)
        ),
    )
    connection.executemany(
        "INSERT INTO notes VALUES (?, ?, ?)",
        ((number, at, clean(note)) for at, note in enumerate(extraction.notes)),
    )
    entities = _put_entities(connection, number, extraction)
    _put_facts(connection, number, sha256, extraction, entities)
    return number


def _put_entities(
    connection: sqlite3.Connection, number: int, extraction: Extraction
) -> dict[str, int]:
    uses: dict[str, Counter[str]] = {entity.id: Counter() for entity in extraction.entities}
    for mention in extraction.mentions:
        uses[mention.entity][mention.text] += 1
    entities: dict[str, int] = {}
    forms: list[tuple[int, int, str, int]] = []
    for entity in extraction.entities:
        cursor = connection.execute(
            "INSERT INTO entities (document, local, name, type) VALUES (?, ?, ?, ?)",
            (number, entity.id, clean(entity.name), entity.type),
        )
        key = entities[entity.id] = _rowid(cursor)
        forms += (
            (key, at, clean(form), max(uses[entity.id][form], 1))
            for at, form in enumerate(entity.mentions)
        )
    connection.executemany("INSERT INTO forms VALUES (?, ?, ?, ?)", forms)
    connection.executemany(
        "INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?)",
        ((entities[m.entity], m.start, m.end, clean(m.text)) for m in extraction.mentions),
    )
    return entities


def _put_facts(
    connection: sqlite3.Connection,
    number: int,
    sha256: str,
    extraction: Extraction,
    entities: dict[str, int],
) -> None:
    document = extraction.document

    def identity(*said: object) -> str:
        return stable_id("f", sha256, *said)

    # A fact that is found twice in one place is one fact: its id is taken, nothing is written.
    for p in extraction.partnerships:
        fact = identity("partnership", sorted(p.parties), p.kind, p.status, p.date, p.start, p.end)
        cursor = connection.execute(
            "INSERT OR IGNORE INTO partnerships (fact, document, kind, status, date, programme,"
            ' evidence, "start", "end", source_start, source_end, rule, confidence)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                fact,
                number,
                p.kind,
                p.status,
                _clean_or_none(p.date),
                entities[p.programme] if p.programme else None,
                *_place(document, p),
            ),
        )
        if cursor.rowcount:
            key = _rowid(cursor)
            connection.executemany(
                "INSERT INTO parties VALUES (?, ?, ?)",
                ((key, at, entities[party]) for at, party in enumerate(p.parties)),
            )
    connection.executemany(
        "INSERT OR IGNORE INTO ownership (fact, document, owner, owned, share, kind, status, date,"
        ' evidence, "start", "end", source_start, source_end, rule, confidence)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                identity(
                    "ownership", o.owner, o.owned, o.share, o.kind, o.status, o.date, o.start, o.end
                ),
                number,
                entities[o.owner],
                entities[o.owned],
                o.share,
                o.kind,
                o.status,
                _clean_or_none(o.date),
                *_place(document, o),
            )
            for o in extraction.ownership
        ),
    )
    for g in extraction.programmes:
        fact = identity("programme", g.entity, g.kind, g.start, g.end)
        cursor = connection.execute(
            "INSERT OR IGNORE INTO programmes (fact, document, entity, kind,"
            ' evidence, "start", "end", source_start, source_end, rule, confidence)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (fact, number, entities[g.entity], g.kind, *_place(document, g)),
        )
        if not cursor.rowcount:
            continue
        key = _rowid(cursor)
        connection.executemany(
            "INSERT OR IGNORE INTO participants (fact, programme, entity, role,"
            ' evidence, "start", "end", source_start, source_end, rule, confidence)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    identity("participant", g.entity, p.organisation, p.role, p.start, p.end),
                    key,
                    entities[p.organisation],
                    p.role,
                    *_place(document, p),
                )
                for p in g.participants
            ),
        )


def _place(document: Document, fact: Fact) -> tuple[str, int, int, int, int, str, float]:
    return (
        clean(fact.evidence),
        fact.start,
        fact.end,
        document.source_offset(fact.start),
        document.source_offset(max(fact.end - 1, fact.start)) + 1,
        fact.rule,
        fact.confidence,
    )


def _rowid(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None  # an INSERT just succeeded
    return cursor.lastrowid
