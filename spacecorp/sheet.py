"""Tables that people make in a spreadsheet or an editor: CSV and TSV with a line of headings.

`verbatim` and `literal` are a way to write any text into a cell that shows nothing dangerous and
can be read back exactly: unsafe characters as backslash escapes, and an apostrophe before what a
spreadsheet would take for a formula.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .output.safe import FORMULA, UNSAFE

LONGEST_CELL = 100_000
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))", re.DOTALL)
_WRITTEN_AS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MEANS = {"n": "\n", "r": "\r", "t": "\t"}
_TO_ESCAPE = re.compile(rf"{UNSAFE}|[\\\n\r\t\u2028\u2029]|^'")


class NotATable(Exception):
    """The text has no usable line of headings; the message says why in words for one line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: where it begins (counted from 1) and its cells by heading, blank ones ""."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that cannot be used, and why, in words for one line."""

    line: int
    reason: str


def rows(text: str, required: Sequence[str]) -> list[Row | BadRow]:
    """The lines of a table with commas, semicolons or tabs between its cells.

    Headings are told apart without case; blank lines are left out. Raises NotATable where one
    of the `required` headings is missing.
    """
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(LONGEST_CELL)
    out: list[Row | BadRow] = []
    headings: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            out.append(BadRow(line, f"cannot be read as a row of a table: {error}"))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not headings:
            headings = [cell.strip().casefold() for cell in cells]
            missing = [heading for heading in required if heading not in headings]
            if missing:
                raise NotATable(f"has no column {', '.join(missing)}")
        elif len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
            out.append(BadRow(line, f"has {len(cells)} cells under {len(headings)} headings"))
        else:
            out.append(
                Row(line, dict.fromkeys(headings, "") | dict(zip(headings, cells, strict=False)))
            )
    if not headings:
        raise NotATable("is empty")
    return out


def verbatim(text: str) -> str:
    """`text` as a cell that `literal` reads back, on one line and harmless on a terminal.

    The apostrophe before a formula is left to whoever writes the table.
    """
    return _TO_ESCAPE.sub(_escaped, text)


def literal(cell: str) -> str:
    """The text that a cell stands for: without the apostrophe before a formula, escapes read."""
    if cell.startswith("'") and cell[1:].startswith(FORMULA):
        cell = cell[1:]
    return _ESCAPE.sub(_meant, cell)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if character in _WRITTEN_AS:
        return _WRITTEN_AS[character]
    if character == "'":
        return "\\'"
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _meant(match: re.Match[str]) -> str:
    four, eight, other = match.groups()
    if other is not None:
        return _MEANS.get(other, other)
    code = int(four or eight, 16)
    return chr(code) if code < 0x110000 else match.group()
