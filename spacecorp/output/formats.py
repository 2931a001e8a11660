"""Writes rows as JSON, JSON Lines, CSV, TSV and Markdown, a piece of text at a time."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from .names import Format
from .rows import Column, Listing
from .safe import inert_json, markdown_cell, spreadsheet_cell

R = TypeVar("R")


def json_lines(objects: Iterable[Any]) -> Iterator[str]:
    """One object a line."""
    for item in objects:
        yield inert_json(json.dumps(item, ensure_ascii=False)) + "\n"


def json_array(objects: Iterable[Any]) -> Iterator[str]:
    """One indented array of all objects, written as they come."""
    before = "[\n"
    for item in objects:
        text = json.dumps(item, ensure_ascii=False, indent=1)
        yield before + inert_json(text)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_object(item: Any) -> str:
    """One indented object."""
    return inert_json(json.dumps(item, ensure_ascii=False, indent=1)) + "\n"


def flat(listing: Listing[R], rows: Sequence[R], form: Format) -> Iterator[str]:
    """Rows as CSV, TSV or Markdown with a heading line.

    CSV is RFC 4180 with line feeds; TSV has no quoting, since no cell keeps a tab or a break.
    """
    if form is Format.markdown:
        columns = [column for column in listing.columns if not column.plain]
        yield _markdown_line([column.key for column in columns])
        yield _markdown_line(["---:" if _is_number(c, rows) else "---" for c in columns])
        for row in rows:
            yield _markdown_line([markdown_cell(_text(column.value(row))) for column in columns])
        return
    keys = [column.key for column in listing.columns]
    values = ([column.value(row) for column in listing.columns] for row in rows)
    if form is Format.csv:
        yield from csv_lines(keys, values)
        return
    yield "\t".join(keys) + "\n"
    for row_values in values:
        yield "\t".join(spreadsheet_cell(_text(value)) for value in row_values) + "\n"


def csv_lines(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Rows of plain values as CSV (RFC 4180 with line feeds), in which nothing is a formula."""
    yield ",".join(heading) + "\n"
    for row in rows:
        yield ",".join(_csv_quoted(spreadsheet_cell(_text(value))) for value in row) + "\n"


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _is_number(column: Column[R], rows: Sequence[R]) -> bool:
    values = [v for v in (column.value(row) for row in rows) if v is not None]
    return bool(values) and all(isinstance(v, int | float) for v in values)


def _csv_quoted(cell: str) -> str:
    if any(c in cell for c in ',"') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _markdown_line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
