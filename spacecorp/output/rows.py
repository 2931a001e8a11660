"""Rows as data: the JSON object and the flat cells of everything that is listed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..store.aggregation import (
    OwnershipRow,
    ParticipantRow,
    PartnershipRow,
    ProgrammeRow,
    counted,
)
from ..store.catalogue import DocumentRow, EditRow, EntityRow, RepairRow, StoryRow
from ..store.statements import Name, Support

R = TypeVar("R")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of CSV, TSV and Markdown; `plain` ones are left out of Markdown."""

    key: str
    value: Callable[[R], object]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """How the rows of one command are written as data."""

    noun: str
    to_json: Callable[[R], Json]
    columns: tuple[Column[R], ...]


def joined(names: Iterable[Name]) -> str:
    return "; ".join(name.name for name in names)


def _evidence(support: Support, **said: object) -> Json:
    return {
        "fact": support.fact,
        "document": support.document,
        "title": support.title,
        "published": support.published,
        "publisher": support.publisher,
        "story": support.story,
        **said,
        "evidence": support.evidence,
        "start": support.start,
        "end": support.end,
        "rule": support.rule,
        "confidence": round(support.confidence, 3),
    }


def _counts(supports: Sequence[Support]) -> Json:
    counts = counted(supports)
    return {
        "documents": counts.documents,
        "independent": counts.independent,
        "sentences": counts.sentences,
    }


def partnership_json(row: PartnershipRow) -> Json:
    return {
        "id": row.id,
        "parties": [party.name for party in row.parties],
        "party_ids": [party.id for party in row.parties],
        "kind": row.kind,
        "status": row.status,
        "date": row.date,
        "programmes": [programme.name for programme in row.programmes],
        "programme_ids": [programme.id for programme in row.programmes],
        "confidence": round(row.confidence, 3),
        **_counts([s.support for s in row.statements]),
        "evidence": [
            _evidence(
                s.support,
                status=s.status,
                date=s.date,
                programme=s.programme.name if s.programme else None,
            )
            for s in row.statements
        ],
    }


def ownership_json(row: OwnershipRow) -> Json:
    return {
        "id": row.id,
        "owner": row.owner.name,
        "owner_id": row.owner.id,
        "owned": row.owned.name,
        "owned_id": row.owned.id,
        "share": row.share,
        "kind": row.kind,
        "status": row.status,
        "date": row.date,
        "conflict": row.conflict,
        "confidence": round(row.confidence, 3),
        **_counts([s.support for s in row.statements]),
        "evidence": [
            _evidence(s.support, share=s.share, kind=s.kind, status=s.status, date=s.date)
            for s in row.statements
        ],
    }


def participant_json(row: ParticipantRow) -> Json:
    return {
        "id": row.id,
        "organisation": row.organisation.name,
        "organisation_id": row.organisation.id,
        "role": row.role,
        "confidence": round(row.confidence, 3),
        **_counts([s.support for s in row.statements]),
        "evidence": [_evidence(s.support) for s in row.statements],
    }


def programme_json(row: ProgrammeRow) -> Json:
    return {
        "id": row.id,
        "name": row.programme.name,
        "kind": row.kind,
        "participants": [participant_json(p) for p in row.participants],
        "confidence": round(row.confidence, 3),
        **_counts([s.support for s in row.statements]),
        "evidence": [_evidence(s.support, kind=s.kind) for s in row.statements],
    }


def entity_json(row: EntityRow) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "type": row.type,
        "aliases": list(row.aliases),
        "known": row.known,
        "documents": row.documents,
        "independent": row.independent,
        "mentions": row.mentions,
        "facts": row.facts,
        "reasons": list(row.reasons),
    }


def edit_json(row: EditRow) -> Json:
    return {
        "kind": row.kind,
        "start": row.start,
        "end": row.end,
        "written": row.written,
        "read": row.read,
        "reason": row.reason,
    }


def document_json(row: DocumentRow) -> Json:
    return {
        "path": row.path,
        "copies": list(row.copies),
        "sha256": row.sha256,
        "format": row.format,
        "title": row.title,
        "date": row.date,
        "publisher": row.publisher,
        "language": row.language,
        "authors": list(row.authors),
        "url": row.url,
        "characters": row.characters,
        "entities": row.entities,
        "partnerships": row.partnerships,
        "ownership": row.ownership,
        "programmes": row.programmes,
        "participants": row.participants,
        "story": row.story,
        "notes": list(row.notes),
        "edits": [edit_json(edit) for edit in row.edits],
    }


def story_json(row: StoryRow) -> Json:
    return {
        "story": row.id,
        "documents": [
            {
                "path": d.path,
                "copies": list(d.copies),
                "title": d.title,
                "date": d.date,
                "publisher": d.publisher,
                "likeness": _likeness(d),
            }
            for d in row.documents
        ],
    }


def _likeness(document: DocumentRow) -> float:
    return 1.0 if document.likeness is None else round(document.likeness, 2)


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """One line of the flat listing of programmes: a participant, or none."""

    programme: ProgrammeRow
    participant: ParticipantRow | None

    @property
    def id(self) -> str:
        return self.programme.id

    @property
    def best(self) -> Support:
        said = self.participant or self.programme
        return said.statements[0].support

    @property
    def supports(self) -> list[Support]:
        said = self.participant or self.programme
        return [statement.support for statement in said.statements]


def participation_rows(rows: Iterable[ProgrammeRow]) -> list[ParticipationRow]:
    """Programmes as flat lines, one for each participant."""
    return [ParticipationRow(r, p) for r in rows for p in (r.participants or (None,))]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One line of the flat listing of stories: a file that tells one."""

    story: StoryRow
    document: DocumentRow
    path: str


def copy_rows(rows: Iterable[StoryRow]) -> list[CopyRow]:
    """Stories as flat lines, one for each file."""
    return [CopyRow(r, d, path) for r in rows for d in r.documents for path in (d.path, *d.copies)]


PARTNERSHIPS: Listing[PartnershipRow] = Listing(
    "partnerships",
    partnership_json,
    (
        Column("id", lambda r: r.id, plain=True),
        Column("parties", lambda r: joined(r.parties)),
        Column("kind", lambda r: r.kind),
        Column("status", lambda r: r.status),
        Column("date", lambda r: r.date),
        Column("programmes", lambda r: joined(r.programmes)),
        Column("documents", lambda r: counted(s.support for s in r.statements).documents),
        Column(
            "independent",
            lambda r: counted(s.support for s in r.statements).independent,
            plain=True,
        ),
        Column(
            "sentences", lambda r: counted(s.support for s in r.statements).sentences, plain=True
        ),
        Column("confidence", lambda r: round(r.confidence, 3), plain=True),
        Column("evidence", lambda r: r.statements[0].support.evidence),
        Column("document", lambda r: r.statements[0].support.document),
        Column("start", lambda r: r.statements[0].support.start, plain=True),
        Column("end", lambda r: r.statements[0].support.end, plain=True),
    ),
)

OWNERSHIP: Listing[OwnershipRow] = Listing(
    "holdings",
    ownership_json,
    (
        Column("id", lambda r: r.id, plain=True),
        Column("owned", lambda r: r.owned.name),
        Column("owner", lambda r: r.owner.name),
        Column("share", lambda r: r.share),
        Column("kind", lambda r: r.kind),
        Column("status", lambda r: r.status),
        Column("date", lambda r: r.date),
        Column("conflict", lambda r: r.conflict),
        Column("documents", lambda r: counted(s.support for s in r.statements).documents),
        Column(
            "independent",
            lambda r: counted(s.support for s in r.statements).independent,
            plain=True,
        ),
        Column(
            "sentences", lambda r: counted(s.support for s in r.statements).sentences, plain=True
        ),
        Column("confidence", lambda r: round(r.confidence, 3), plain=True),
        Column("evidence", lambda r: r.statements[0].support.evidence),
        Column("document", lambda r: r.statements[0].support.document),
        Column("start", lambda r: r.statements[0].support.start, plain=True),
        Column("end", lambda r: r.statements[0].support.end, plain=True),
    ),
)

# JSON nests the participants in their programme; flat formats have a line for each.
PROGRAMMES: Listing[ProgrammeRow] = Listing("programmes", programme_json, ())
PARTICIPATIONS: Listing[ParticipationRow] = Listing(
    "programmes",
    lambda r: programme_json(r.programme),
    (
        Column("id", lambda r: r.id, plain=True),
        Column("programme", lambda r: r.programme.programme.name),
        Column("kind", lambda r: r.programme.kind),
        Column("organisation", lambda r: r.participant and r.participant.organisation.name),
        Column("role", lambda r: r.participant and r.participant.role),
        Column("documents", lambda r: counted(r.supports).documents),
        Column("independent", lambda r: counted(r.supports).independent, plain=True),
        Column("sentences", lambda r: counted(r.supports).sentences, plain=True),
        Column("confidence", lambda r: round(r.best.confidence, 3), plain=True),
        Column("evidence", lambda r: r.best.evidence),
        Column("document", lambda r: r.best.document),
        Column("start", lambda r: r.best.start, plain=True),
        Column("end", lambda r: r.best.end, plain=True),
    ),
)

ENTITIES: Listing[EntityRow] = Listing(
    "entities",
    entity_json,
    (
        Column("id", lambda r: r.id, plain=True),
        Column("name", lambda r: r.name),
        Column("type", lambda r: r.type),
        Column("aliases", lambda r: "; ".join(r.aliases)),
        Column("known", lambda r: r.known, plain=True),
        Column("documents", lambda r: r.documents),
        Column("independent", lambda r: r.independent, plain=True),
        Column("mentions", lambda r: r.mentions),
        Column("facts", lambda r: r.facts),
    ),
)

DOCUMENTS: Listing[DocumentRow] = Listing(
    "documents",
    document_json,
    (
        Column("path", lambda r: r.path),
        Column("copies", lambda r: "; ".join(r.copies), plain=True),
        Column("sha256", lambda r: r.sha256, plain=True),
        Column("format", lambda r: r.format, plain=True),
        Column("title", lambda r: r.title),
        Column("date", lambda r: r.date),
        Column("publisher", lambda r: r.publisher),
        Column("language", lambda r: r.language),
        Column("authors", lambda r: "; ".join(r.authors), plain=True),
        Column("url", lambda r: r.url, plain=True),
        Column("facts", lambda r: r.facts),
        Column("story", lambda r: r.story, plain=True),
        Column("notes", lambda r: "; ".join(r.notes), plain=True),
        Column("repairs", lambda r: len(r.edits)),
    ),
)

REPAIRS: Listing[RepairRow] = Listing(
    "repairs",
    lambda r: {"document": r.document.path, **edit_json(r.edit)},
    (
        Column("document", lambda r: r.document.path),
        Column("kind", lambda r: r.edit.kind),
        Column("start", lambda r: r.edit.start, plain=True),
        Column("end", lambda r: r.edit.end, plain=True),
        Column("written", lambda r: r.edit.written),
        Column("read", lambda r: r.edit.read),
        Column("reason", lambda r: r.edit.reason),
    ),
)

# JSON nests the documents in their story; flat formats have a line for each file.
STORIES: Listing[StoryRow] = Listing("duplicates", story_json, ())
COPIES: Listing[CopyRow] = Listing(
    "duplicates",
    lambda r: story_json(r.story),
    (
        Column("story", lambda r: r.story.id),
        Column("path", lambda r: r.path),
        Column("title", lambda r: r.document.title),
        Column("date", lambda r: r.document.date),
        Column("publisher", lambda r: r.document.publisher),
        Column("likeness", lambda r: _likeness(r.document)),
    ),
)
