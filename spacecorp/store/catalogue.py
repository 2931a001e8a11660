"""Asks the database what it holds: entities, documents, and all about one name."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .identity import stable_id
from .queries import texts_of_clusters


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A cluster with what the corpus says of it, in numbers.

    `mentions` counts places in the text, `facts` statements in which it plays a part; copies of
    one story are one among `independent` documents.
    """

    id: str
    name: str
    type: str
    known: str | None
    aliases: tuple[str, ...]
    reasons: tuple[str, ...]
    documents: int
    independent: int
    mentions: int
    facts: int


@dataclass(frozen=True, slots=True)
class EditRow:
    """One repair: what the source says and what was read instead, and why."""

    kind: str
    start: int
    end: int
    written: str
    read: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, under the first of its paths; `copies` are the others with the same bytes.

    Where other documents tell the same story, `story` is the same for all of them and `likeness`
    (0 to 1) the share of the wording that it has in common with the oldest.
    """

    path: str
    copies: tuple[str, ...]
    sha256: str
    format: str
    title: str | None
    date: str | None
    publisher: str | None
    language: str | None
    authors: tuple[str, ...]
    url: str | None
    characters: int
    entities: int
    partnerships: int
    ownership: int
    programmes: int
    participants: int
    edits: tuple[EditRow, ...]
    notes: tuple[str, ...]
    story: str | None
    likeness: float | None

    @property
    def facts(self) -> int:
        return self.partnerships + self.ownership + self.programmes + self.participants


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A repair together with the document that it was made in."""

    document: DocumentRow
    edit: EditRow


@dataclass(frozen=True, slots=True)
class StoryRow:
    """What several files say in the same words: its documents, the oldest first."""

    id: str
    documents: tuple[DocumentRow, ...]


def entities(
    connection: sqlite3.Connection,
    documents: frozenset[int] | None = None,
    names: frozenset[str] | None = None,
) -> list[EntityRow]:
    """The clusters, most mentioned first; `documents` limits what is counted and listed."""
    known = {
        key: (name, kind, tied)
        for key, name, kind, tied in connection.execute(
            "SELECT id, name, type, known FROM clusters"
        )
    }
    aliases = texts_of_clusters(connection, "alias", "aliases")
    reasons = texts_of_clusters(connection, "reason", "reasons")
    seen: dict[str, set[int]] = defaultdict(set)
    cluster_of: dict[int, str] = {}
    for entity, document, cluster in connection.execute(
        "SELECT id, document, cluster FROM entities WHERE cluster IS NOT NULL"
    ):
        if documents is None or document in documents:
            seen[cluster].add(document)
            cluster_of[entity] = cluster
    mentions = _per_cluster(
        connection, cluster_of, "SELECT entity, sum(uses) FROM forms GROUP BY entity"
    )
    facts = _per_cluster(
        connection,
        cluster_of,
        "SELECT entity, count(*) FROM ("
        " SELECT entity FROM parties UNION ALL SELECT owner FROM ownership"
        " UNION ALL SELECT owned FROM ownership UNION ALL SELECT entity FROM programmes"
        " UNION ALL SELECT entity FROM participants) GROUP BY entity",
    )
    stories: dict[int, str | int] = dict(
        connection.execute("SELECT document, story FROM stories").fetchall()
    )
    rows = [
        EntityRow(
            id=key,
            name=name,
            type=kind,
            known=tied,
            aliases=tuple(alias for alias in aliases[key] if alias != name),
            reasons=tuple(reasons[key]),
            documents=len(seen[key]),
            independent=len({stories.get(document, document) for document in seen[key]}),
            mentions=mentions[key],
            facts=facts[key],
        )
        for key, (name, kind, tied) in known.items()
        if key in seen and (names is None or key in names)
    ]
    return sorted(rows, key=lambda r: (-r.documents, -r.mentions, r.name.casefold(), r.name, r.id))


def documents(
    connection: sqlite3.Connection, keys: frozenset[int] | None = None
) -> list[DocumentRow]:
    """The documents, sorted by path, with all their repairs."""
    paths: dict[int, list[str]] = defaultdict(list)
    for document, path in connection.execute("SELECT document, path FROM sources ORDER BY path"):
        paths[document].append(path)
    edits: dict[int, list[EditRow]] = defaultdict(list)
    for document, *rest in connection.execute(
        'SELECT document, kind, "start", "end", written, "read", reason FROM edits'
        " ORDER BY document, position"
    ):
        edits[document].append(EditRow(*rest))
    notes: dict[int, list[str]] = defaultdict(list)
    for document, note in connection.execute(
        "SELECT document, note FROM notes ORDER BY document, position"
    ):
        notes[document].append(note)
    counts = {
        table: dict(
            connection.execute(
                f"SELECT document, count(*) FROM {table} GROUP BY document"
            ).fetchall()
        )
        for table in ("entities", "partnerships", "ownership", "programmes")
    }
    counts["participants"] = dict(
        connection.execute(
            "SELECT g.document, count(*) FROM participants p"
            " JOIN programmes g ON g.id = p.programme GROUP BY g.document"
        ).fetchall()
    )
    rows = [
        DocumentRow(
            path=paths[key][0],
            copies=tuple(paths[key][1:]),
            edits=tuple(edits[key]),
            notes=tuple(notes[key]),
            sha256=sha256,
            format=form,
            title=title,
            date=date,
            publisher=publisher,
            language=language,
            authors=tuple(authors.splitlines()),
            url=url,
            characters=characters,
            story=story,
            likeness=likeness,
            **{table: count.get(key, 0) for table, count in counts.items()},
        )
        for (
            key,
            sha256,
            form,
            title,
            date,
            publisher,
            language,
            authors,
            url,
            characters,
            story,
            likeness,
        ) in connection.execute(
            "SELECT id, sha256, format, title, date, publisher, language, authors, url,"
            " length(text), story, likeness FROM documents LEFT JOIN stories ON document = id"
        )
        if keys is None or key in keys
    ]
    return sorted(rows, key=lambda r: r.path)


def stories(documents: Iterable[DocumentRow]) -> list[StoryRow]:
    """What is there more than once among `documents`: in the same bytes or nearly the same words.

    Sorted by the path of the oldest document.
    """
    groups: dict[str, list[DocumentRow]] = defaultdict(list)
    for row in documents:
        if row.story or row.copies:
            groups[row.story or stable_id("s", row.sha256)].append(row)
    rows = [
        StoryRow(key, tuple(sorted(group, key=lambda r: (r.date or "9999", r.path))))
        for key, group in groups.items()
    ]
    return sorted(rows, key=lambda r: r.documents[0].path)


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """How many documents, entities (resolved) and facts of each kind are stored."""
    tables = {"documents": "documents", "entities": "clusters"}
    tables |= {name: name for name in ("partnerships", "ownership", "programmes", "participants")}
    return {
        name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for name, table in tables.items()
    }


def _per_cluster(
    connection: sqlite3.Connection, cluster_of: dict[int, str], query: str
) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for entity, number in connection.execute(query):
        if entity in cluster_of:
            sums[cluster_of[entity]] += number
    return sums
