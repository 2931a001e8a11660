"""Everything as tables with keys between them, one a kind: for spreadsheets, R, pandas, DuckDB.

`entities.id`, `documents.id` (the SHA-256 of the bytes) and the ids of facts are what the other
tables refer to. `evidence` has a line for each sentence behind a fact.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...store.aggregation import Row, counted
from ...store.statements import Support
from ..formats import csv_lines
from .material import Material, country, known

# The types of columns are those of Python; None fits each.
Columns = tuple[tuple[str, type], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names and types of its columns, and its lines."""

    name: str
    columns: Columns
    rows: Sequence[tuple[Any, ...]]


_COUNTS: Columns = (("documents", int), ("independent", int), ("confidence", float))


def tables(material: Material) -> Iterator[Table]:
    """All tables, each in a fixed order of its lines."""
    corpus = material.corpus
    yield _entities(material)
    yield Table(
        "aliases",
        (("entity", str), ("position", int), ("alias", str)),
        [
            (entity.id, at, alias)
            for entity in corpus.entities
            for at, alias in enumerate(entity.aliases)
        ],
    )
    yield _documents(material)
    yield Table(
        "partnerships",
        (("id", str), ("kind", str), ("status", str), ("date", str), *_COUNTS),
        [(r.id, r.kind, r.status, r.date, *_counts(r)) for r in corpus.partnerships],
    )
    yield Table(
        "parties",
        (("partnership", str), ("position", int), ("entity", str)),
        [(r.id, at, p.id) for r in corpus.partnerships for at, p in enumerate(r.parties)],
    )
    yield Table(
        "partnership_programmes",
        (("partnership", str), ("programme", str)),
        [(r.id, programme.id) for r in corpus.partnerships for programme in r.programmes],
    )
    yield Table(
        "ownership",
        (
            ("id", str), ("owner", str), ("owned", str), ("share", float), ("kind", str),
            ("status", str), ("date", str), ("conflict", str), *_COUNTS,
        ),
        [
            (
                r.id, r.owner.id, r.owned.id, r.share, r.kind, r.status, r.date, r.conflict,
                *_counts(r),
            )
            for r in corpus.ownership
        ],
    )  # fmt: skip
    yield Table(
        "programmes",
        (("id", str), ("kind", str), *_COUNTS),
        [(r.id, r.kind, *_counts(r)) for r in corpus.programmes],
    )
    yield Table(
        "participations",
        (("id", str), ("programme", str), ("organisation", str), ("role", str), *_COUNTS),
        [
            (part.id, row.id, part.organisation.id, part.role, *_counts(part))
            for row in corpus.programmes
            for part in row.participants
        ],
    )
    yield _evidence(material)


def _entities(material: Material) -> Table:
    rows = []
    for entity in material.corpus.entities:
        organisation = known(entity)
        rows.append(
            (
                entity.id,
                entity.name,
                entity.type,
                (organisation.kind if organisation else None) or None,
                country(entity),
                entity.known,
                entity.documents,
                entity.mentions,
            )
        )
    columns = (
        ("id", str), ("name", str), ("type", str), ("kind", str), ("country", str), ("known", str),
        ("documents", int), ("mentions", int),
    )  # fmt: skip
    return Table("entities", columns, rows)


def _documents(material: Material) -> Table:
    columns = (
        ("id", str), ("path", str), ("title", str), ("date", str), ("publisher", str),
        ("language", str), ("format", str), ("url", str), ("authors", str), ("characters", int),
        ("story", str),
    )  # fmt: skip
    rows = [
        (
            d.sha256, d.path, d.title, d.date, d.publisher, d.language, d.format, d.url,
            "; ".join(d.authors) or None, d.characters, d.story,
        )
        for d in material.documents.values()
    ]  # fmt: skip
    return Table("documents", columns, rows)


def _evidence(material: Material) -> Table:
    columns = (
        ("fact", str), ("relation", str), ("statement", str), ("document", str), ("start", int),
        ("end", int), ("rule", str), ("confidence", float), ("text", str),
    )  # fmt: skip
    corpus = material.corpus
    behind: list[tuple[str, Row]] = [
        *(("partnership", row) for row in corpus.partnerships),
        *(("ownership", row) for row in corpus.ownership),
        *(("programme", row) for row in corpus.programmes),
        *(("participation", p) for row in corpus.programmes for p in row.participants),
    ]
    rows = [
        (
            row.id, relation, s.fact, material.document_id(s), s.start, s.end, s.rule,
            round(s.confidence, 3), s.evidence,
        )
        for relation, row in behind
        for s in _supports(row)
    ]  # fmt: skip
    return Table("evidence", columns, rows)


def _supports(row: Row) -> list[Support]:
    return [statement.support for statement in row.statements]


def _counts(row: Row) -> tuple[int, int, float]:
    counts = counted(_supports(row))
    return counts.documents, counts.independent, round(row.confidence, 3)


def csv(table: Table) -> Iterable[str]:
    """A table as CSV, a line at a time; see formats.py."""
    return csv_lines([name for name, _ in table.columns], table.rows)


def parquet(table: Table) -> bytes:
    """A table as Parquet, by the extra `parquet`. Raises ImportError without it."""
    import pyarrow
    from pyarrow import parquet as writer

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in table.columns])
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    arrays = [
        pyarrow.array([_text(v) for v in values], types[kind])
        for (_, kind), values in zip(table.columns, columns, strict=True)
    ]
    sink = pyarrow.BufferOutputStream()
    writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())


def _text(value: Any) -> Any:
    """What UTF-8 can hold: lone surrogates of file names become a replacement character."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value
