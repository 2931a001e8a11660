"""CSV files for `neo4j-admin database import`: nodes and relationships with typed headings.

Partnerships and documents are nodes. The values of a list are parted by semicolons, for which
Neo4j has no escape: those inside a value become commas.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ...store.aggregation import Row
from .material import Material, country, known
from .tables import Table

_SAID = ("date", "confidence:double", "documents:string[]", "evidence:string[]")
_ENDS = (":START_ID", ":END_ID", ":TYPE")


def neo4j(material: Material) -> Iterator[Table]:
    """The files; names of those with nodes begin with `nodes-`, of the others `relationships-`."""
    corpus = material.corpus
    kinds = {row.id: row.kind for row in corpus.programmes}
    entities = []
    for entity in corpus.entities:
        organisation = known(entity)
        kind = kinds.get(entity.id) or (organisation.kind if organisation else None)
        label = f"Entity;{entity.type.capitalize()}"
        about = (entity.name, kind, country(entity), _list(entity.aliases), entity.mentions)
        entities.append((entity.id, *about, label))
    yield _table(
        "nodes-entities",
        ("id:ID", "name", "kind", "country", "aliases:string[]", "mentions:int", ":LABEL"),
        entities,
    )
    yield _table(
        "nodes-documents",
        ("id:ID", "path", "title", "date", "publisher", "url", ":LABEL"),
        [
            (d.sha256, d.path, d.title, d.date, d.publisher, d.url, "Document")
            for d in material.documents.values()
        ],
    )
    yield _table(
        "nodes-partnerships",
        ("id:ID", "kind", "status", *_SAID, ":LABEL"),
        [
            (r.id, r.kind, r.status, *_said(r, r.date, material), "Partnership")
            for r in corpus.partnerships
        ],
    )
    yield _table(
        "relationships-partnerships",
        _ENDS,
        [
            *((p.id, r.id, "PARTY_TO") for r in corpus.partnerships for p in r.parties),
            *((r.id, p.id, "CONCERNS") for r in corpus.partnerships for p in r.programmes),
        ],
    )
    yield _table(
        "relationships-ownership",
        ("id", "share:double", "kind", "status", "conflict", *_SAID, *_ENDS),
        [
            (
                *(r.id, r.share, r.kind, r.status, r.conflict),
                *_said(r, r.date, material),
                *(r.owner.id, r.owned.id, "OWNS"),
            )
            for r in corpus.ownership
        ],
    )
    yield _table(
        "relationships-participations",
        ("id", "role", *_SAID, *_ENDS),
        [
            (p.id, p.role, *_said(p, None, material), p.organisation.id, row.id, "TAKES_PART_IN")
            for row in corpus.programmes
            for p in row.participants
        ],
    )
    named = (
        (material.documents[text.path].sha256, name.cluster)
        for text in corpus.documents
        for name in text.names
    )
    yield _table(
        "relationships-mentions",
        _ENDS,
        [(document, entity, "NAMES") for document, entity in dict.fromkeys(named)],
    )


def _said(row: Row, date: str | None, material: Material) -> tuple[Any, ...]:
    supports = [statement.support for statement in row.statements]
    documents = dict.fromkeys(material.document_id(support) for support in supports)
    evidence = dict.fromkeys(support.evidence for support in supports)
    return date, round(row.confidence, 3), _list(documents), _list(evidence)


def _list(values: Iterable[str]) -> str:
    return ";".join(value.replace(";", ",") for value in values)


def _table(name: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Table:
    return Table(name, tuple((column, str) for column in columns), rows)
