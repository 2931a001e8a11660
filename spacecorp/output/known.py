"""What entities were tied to in the table of organisations, as a table for people and as data."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..knowledge.organisations import Organisation, by_id
from ..store.catalogue import EntityRow
from .rows import Column, Json, Listing, entity_json
from .tables import Field, Layout, plain

SOURCES = {"hand": "by hand", "gcat": "GCAT", "own": "own table"}


@dataclass(frozen=True, slots=True)
class KnownRow:
    """An entity and the organisation of the table that it stands for."""

    entity: EntityRow
    organisation: Organisation


def known_rows(entities: Iterable[EntityRow]) -> list[KnownRow]:
    """Those of the entities that the table in use knows."""
    table = by_id()
    return [KnownRow(e, table[e.known]) for e in entities if e.known in table]


def organisation_json(organisation: Organisation) -> Json:
    """What the table says of an organisation; unknown cells are null."""
    return {
        "id": organisation.id,
        "name": organisation.name,
        "native": organisation.native or None,
        "kind": organisation.kind or None,
        "country": organisation.country or None,
        "parent": _parent(organisation) or None,
        "start": organisation.start or None,
        "end": organisation.end or None,
        "former": [{"name": n, "until": year or None} for n, year in organisation.former],
        "source": organisation.source,
    }


def _parent(organisation: Organisation) -> str:
    above = by_id().get(organisation.parent)
    return above.name if above else ""


KNOWN: Listing[KnownRow] = Listing(
    "entities",
    lambda r: {**entity_json(r.entity), "organisation": organisation_json(r.organisation)},
    (
        Column("id", lambda r: r.entity.id, plain=True),
        Column("name", lambda r: r.entity.name),
        Column("known", lambda r: r.organisation.id, plain=True),
        Column("known_as", lambda r: r.organisation.name),
        Column("kind", lambda r: r.organisation.kind),
        Column("country", lambda r: r.organisation.country),
        Column("parent", lambda r: _parent(r.organisation)),
        Column("start", lambda r: r.organisation.start, plain=True),
        Column("end", lambda r: r.organisation.end, plain=True),
        Column("source", lambda r: r.organisation.source),
        Column("documents", lambda r: r.entity.documents),
    ),
)

KNOWN_TABLE: Layout[KnownRow] = Layout(
    (
        Field("Name", lambda r: [plain(r.entity.name, "bold")]),
        Field("Known as", lambda r: [plain(r.organisation.name)]),
        Field("Kind", lambda r: [plain(r.organisation.kind, "cyan")], fixed=True),
        Field("Country", lambda r: [plain(r.organisation.country)]),
        Field("Part of", lambda r: [plain(_parent(r.organisation))], from_width=100),
        Field("Source", lambda r: [plain(SOURCES[r.organisation.source], "dim")], fixed=True),
        Field("Docs", lambda r: [plain(str(r.entity.documents))], "right", fixed=True),
    )
)
