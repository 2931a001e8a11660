"""All that the database holds, as the report shows it: facts, names, texts and their places."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import catalogue, queries
from .aggregation import OwnershipRow, PartnershipRow, ProgrammeRow
from .statements import Filters, Support


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document states a fact: `text[start:end]` of the document with this key."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A name in a text: `text[start:end]`, and the cluster that it means."""

    start: int
    end: int
    cluster: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its clean text and the names in it, outermost ones, in their order."""

    key: int
    path: str
    title: str | None
    date: str | None
    publisher: str | None
    language: str | None
    text: str
    names: tuple[NamedAt, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that passes the filters. `places` is by the id of the stated fact."""

    documents: tuple[Text, ...]
    entities: tuple[catalogue.EntityRow, ...]
    partnerships: tuple[PartnershipRow, ...]
    ownership: tuple[OwnershipRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    places: dict[str, Place]


def corpus(connection: sqlite3.Connection, filters: Filters) -> Corpus:
    """What the documents say, as far as `filters` let it pass.

    Documents that state none of it stay, sorted by path, where their own date passes.
    """
    partnerships = queries.partnerships(connection, filters)
    ownership = queries.ownership(connection, filters)
    programmes = queries.programmes(connection, filters)
    places = _places(connection)
    stating = {places[s.fact].document for s in supports(partnerships, ownership, programmes)}
    documents = tuple(
        text
        for text in _texts(connection)
        if text.key in stating
        or (
            (filters.documents is None or text.key in filters.documents)
            and filters.dated(text.date)
        )
    )
    return Corpus(
        documents=documents,
        entities=tuple(catalogue.entities(connection, frozenset(d.key for d in documents))),
        partnerships=tuple(partnerships),
        ownership=tuple(ownership),
        programmes=tuple(programmes),
        places=places,
    )


def supports(
    partnerships: Iterable[PartnershipRow],
    ownership: Iterable[OwnershipRow],
    programmes: Iterable[ProgrammeRow],
) -> Iterator[Support]:
    """The support of every statement behind these rows and the participants in them."""
    for partnership in partnerships:
        yield from (said.support for said in partnership.statements)
    for holding in ownership:
        yield from (said.support for said in holding.statements)
    for programme in programmes:
        yield from (said.support for said in programme.statements)
        for participant in programme.participants:
            yield from (said.support for said in participant.statements)


def _texts(connection: sqlite3.Connection) -> list[Text]:
    names: dict[int, list[NamedAt]] = defaultdict(list)
    for document, start, end, cluster in connection.execute(
        'SELECT e.document, m."start", m."end", e.cluster FROM mentions m'
        " JOIN entities e ON e.id = m.entity WHERE e.cluster IS NOT NULL"
        ' ORDER BY e.document, m."start", m."end" DESC, e.cluster'
    ):
        before = names[document]
        if not before or start >= before[-1].end:  # of nested names the outer one
            before.append(NamedAt(start, end, cluster))
    notes: dict[int, list[str]] = defaultdict(list)
    for document, note in connection.execute(
        "SELECT document, note FROM notes ORDER BY document, position"
    ):
        notes[document].append(note)
    texts = [
        Text(
            key, path, title, date, publisher, language, text, tuple(names[key]), tuple(notes[key])
        )
        for key, path, title, date, publisher, language, text in connection.execute(
            "SELECT d.id, min(s.path), d.title, d.date, d.publisher, d.language, d.text"
            " FROM documents d JOIN sources s ON s.document = d.id GROUP BY d.id"
        )
    ]
    return sorted(texts, key=lambda text: text.path)


def _places(connection: sqlite3.Connection) -> dict[str, Place]:
    places = {}
    for table in ("partnerships", "ownership", "programmes"):
        for fact, *place in connection.execute(
            f'SELECT fact, document, "start", "end" FROM {table}'
        ):
            places[fact] = Place(*place)
    for fact, *place in connection.execute(
        'SELECT t.fact, g.document, t."start", t."end" FROM participants t'
        " JOIN programmes g ON g.id = t.programme"
    ):
        places[fact] = Place(*place)
    return places
