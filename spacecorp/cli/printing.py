"""Writes results to standard output."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..output.names import Format

if TYPE_CHECKING:
    from rich.text import Text

    from ..output.rows import Listing
    from ..output.tables import Layout

R = TypeVar("R")


def emit(text: str, *, encoding: str = "utf-8") -> None:
    """Results as bytes: data is UTF-8 whatever the locale, nothing ends in a coding error."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))


def emit_all(pieces: Iterable[str]) -> None:
    """Results a piece at a time, as they come."""
    for piece in pieces:
        emit(piece)


def emit_lines(lines: "Iterable[Text]") -> None:
    """Lines of a table, coloured where standard output is a terminal that wants it."""
    from ..output.tables import console, rendered

    for piece in rendered(console(), lines):
        emit(piece, encoding=sys.stdout.encoding or "utf-8")


def emit_rows(
    listing: "Listing[R]",
    layout: "Layout[R]",
    rows: Sequence[R],
    form: Format,
    evidence: bool | None = None,
) -> None:
    """Rows in the format that was asked for. An empty table says so on standard error."""
    from ..output import formats

    if form is Format.json:
        emit_all(formats.json_array(listing.to_json(row) for row in rows))
    elif form is Format.jsonl:
        emit_all(formats.json_lines(listing.to_json(row) for row in rows))
    elif form is Format.table:
        from ..output.tables import console, draw

        if rows:
            emit_lines(draw(layout, rows, width=console().width, evidence=evidence))
        else:
            print(f"no {listing.noun} found", file=sys.stderr)
    else:
        emit_all(formats.flat(listing, rows, form))
