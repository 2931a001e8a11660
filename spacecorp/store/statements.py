"""What single documents state, read from the database with the clusters' names in place."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """A cluster as it is shown: stable id, canonical name, type."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Support:
    """Where a document says something.

    `start`, `end` place `evidence` in the decoded source (in the clean text where a source has
    none); `published` is the document's date.
    """

    fact: str
    document: str
    title: str | None
    published: str | None
    publisher: str | None
    evidence: str
    start: int
    end: int
    rule: str
    confidence: float
    story: str | None = None  # where other documents tell the same story: its id


@dataclass(frozen=True, slots=True)
class StatedPartnership:
    parties: tuple[Name, ...]
    kind: str
    status: str
    date: str | None
    programme: Name | None
    support: Support


@dataclass(frozen=True, slots=True)
class StatedOwnership:
    owner: Name
    owned: Name
    share: float | None
    kind: str
    status: str
    date: str | None
    support: Support


@dataclass(frozen=True, slots=True)
class StatedProgramme:
    programme: Name
    kind: str
    support: Support


@dataclass(frozen=True, slots=True)
class StatedParticipation:
    programme: Name
    organisation: Name
    role: str
    support: Support


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out, by what one document states.

    `since` and `until` are ISO dates that may stop at the month or the year; they are held
    against the date of the fact, or of its document where the fact has none. `documents` are
    database keys. `known_before` leaves out what a document says that is dated, or may be, on
    that date or later; documents without a date stay. None lets everything pass.
    """

    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    documents: frozenset[int] | None = None
    known_before: str | None = None

    def let_pass(self, date: str | None, support: Support) -> bool:
        """Whether a statement with this date and support is wanted."""
        if support.confidence < self.min_confidence:
            return False
        published, before = support.published, self.known_before
        if before and published and published[: len(before)] >= before[: len(published)]:
            return False
        return self.dated(date or published)

    def dated(self, said: str | None) -> bool:
        """Whether a date lies, or may lie, between `since` and `until`."""
        if not (self.since or self.until):
            return True
        if not said:
            return False
        # Only what both dates give is compared: "2023" may lie after "2023-05".
        after = not self.since or said[: len(self.since)] >= self.since[: len(said)]
        before = not self.until or said[: len(self.until)] <= self.until[: len(said)]
        return after and before


@dataclass(frozen=True, slots=True)
class _Witness:
    path: str
    title: str | None
    date: str | None
    publisher: str | None
    story: str | None


def partnerships(connection: sqlite3.Connection, filters: Filters) -> Iterator[StatedPartnership]:
    """All partnerships that documents state, in the order of the database."""
    reader = _Reader(connection, filters)
    parties: dict[int, list[Name]] = defaultdict(list)
    for partnership, entity in connection.execute(
        "SELECT partnership, entity FROM parties ORDER BY partnership, position"
    ):
        parties[partnership].append(reader.name(entity))
    for row in reader.rows("partnerships t", "t.id, t.kind, t.status, t.date, t.programme"):
        support = reader.support(row)
        key, kind, status, date, programme = row[9:]
        if filters.let_pass(date, support):
            tied = None if programme is None else reader.name(programme)
            yield StatedPartnership(tuple(parties[key]), kind, status, date, tied, support)


def ownership(connection: sqlite3.Connection, filters: Filters) -> Iterator[StatedOwnership]:
    """All holdings that documents state, in the order of the database."""
    reader = _Reader(connection, filters)
    fields = "t.owner, t.owned, t.share, t.kind, t.status, t.date"
    for row in reader.rows("ownership t", fields):
        support = reader.support(row)
        owner, owned, share, kind, status, date = row[9:]
        if filters.let_pass(date, support):
            yield StatedOwnership(
                reader.name(owner), reader.name(owned), share, kind, status, date, support
            )


def programmes(connection: sqlite3.Connection, filters: Filters) -> Iterator[StatedProgramme]:
    """All programmes that documents tell of, in the order of the database."""
    reader = _Reader(connection, filters)
    for row in reader.rows("programmes t", "t.entity, t.kind"):
        support = reader.support(row)
        if filters.let_pass(None, support):
            yield StatedProgramme(reader.name(row[9]), row[10], support)


def participations(
    connection: sqlite3.Connection, filters: Filters
) -> Iterator[StatedParticipation]:
    """All parts in programmes that documents state, in the order of the database."""
    reader = _Reader(connection, filters)
    fields = "g.entity, t.entity, t.role"
    for row in reader.rows("participants t", fields, "JOIN programmes g ON g.id = t.programme"):
        support = reader.support(row)
        programme, organisation, role = row[9:]
        if filters.let_pass(None, support):
            yield StatedParticipation(
                reader.name(programme), reader.name(organisation), role, support
            )


class _Reader:
    """One pass over the facts, with names and documents looked up once."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self._connection = connection
        self._documents = filters.documents
        self._witnesses: dict[int, _Witness] = {
            key: _Witness(*rest)
            for key, *rest in connection.execute(
                "SELECT d.id, min(s.path), d.title, d.date, d.publisher, t.story FROM documents d"
                " JOIN sources s ON s.document = d.id"
                " LEFT JOIN stories t ON t.document = d.id GROUP BY d.id"
            )
        }
        clusters = {
            key: Name(key, name, kind)
            for key, name, kind in connection.execute("SELECT id, name, type FROM clusters")
        }
        self._names: dict[int, Name] = {
            entity: clusters[cluster]
            for entity, cluster in connection.execute(
                "SELECT id, cluster FROM entities WHERE cluster IS NOT NULL"
            )
        }

    def name(self, entity: int) -> Name:
        return self._names[entity]

    def rows(self, table: str, fields: str, join: str = "") -> Iterator[tuple[Any, ...]]:
        document = "g.document" if join else "t.document"
        for row in self._connection.execute(
            f"SELECT t.fact, {document}, t.evidence, t.source_start, t.source_end, t.rule,"
            f' t.confidence, t."start", t."end", {fields} FROM {table} {join} ORDER BY t.id'
        ):
            if self._documents is None or row[1] in self._documents:
                yield row

    def support(self, row: tuple[Any, ...]) -> Support:
        witness = self._witnesses[row[1]]
        return Support(
            fact=row[0],
            document=witness.path,
            title=witness.title,
            published=witness.date,
            publisher=witness.publisher,
            evidence=row[2],
            start=row[3],
            end=row[4],
            rule=row[5],
            confidence=row[6],
            story=witness.story,
        )
