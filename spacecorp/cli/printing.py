"""Writes results to standard output."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..output.names import Format

if TYPE_CHECKING:
    from ..output.rows import Listing
    from ..output.tables import Layout, Line

R = TypeVar("R")


def emit(text: str, *, encoding: str = "utf-8") -> None:
    """Results as bytes: data is UTF-8 whatever the locale, nothing ends in a coding error."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))


def emit_all(pieces: Iterable[str]) -> None:
    """Results a piece at a time, as they come."""
    for piece in pieces:
        emit(piece)


def emit_lines(lines: "Iterable[Line]") -> None:
    """Lines of a table, coloured where standard output is a terminal that wants it."""
    from ..output.tables import rendered

    for piece in rendered(lines):
        emit(piece, encoding=sys.stdout.encoding or "utf-8")


def emit_data(listing: "Listing[R]", rows: Sequence[R], form: Format) -> None:
    """Rows in a format for programs."""
    from ..output import formats

    if form is Format.json:
        emit_all(formats.json_array(listing.to_json(row) for row in rows))
    elif form is Format.jsonl:
        emit_all(formats.json_lines(listing.to_json(row) for row in rows))
    else:
        emit_all(formats.flat(listing, rows, form))


def emit_table(
    noun: str, layout: "Layout[R]", rows: Sequence[R], evidence: bool | None = None
) -> None:
    """Rows for people. No rows are said on standard error."""
    from ..output.tables import draw, table_width

    if rows:
        emit_lines(draw(layout, rows, width=table_width(), evidence=evidence))
    else:
        print(f"no {noun} found", file=sys.stderr)
