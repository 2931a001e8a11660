"""Draws tables for people: columns that share out the width, evidence beneath or beside.

A line is a tuple of pieces, each a text with a style for rich ("bold", "dim red", ""). Text
from documents goes through `inert` and is never parsed as markup. rich is only asked where
something needs it (colour, wide characters): its import would be half of a short command.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Generic, Literal, TypeAlias, TypeVar

from .safe import inert

R = TypeVar("R")
Line: TypeAlias = tuple[tuple[str, str], ...]

PIPED_WIDTH = 120  # where no terminal and no $COLUMNS says otherwise
EVIDENCE_BESIDE = 40  # columns that must be left for evidence to stand in its own column
GAP = 2
LONGEST_QUOTE = 400  # characters of a sentence that are worth their lines in a table
LONGEST_WORD = 40  # longer ones may be broken while another column could give way
NARROWEST = 6

_WORD_OR_GAP = re.compile(r"\S+|\s+")
# Latin letters, quotation marks, dashes and dots: one column each.
_NARROW = re.compile("[ -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e]*")


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """One column of a table. `cell` gives the lines of a row, each breakable between words.

    A `fixed` column is as wide as its widest cell and never broken; the others share what is
    left. Where a cell is wider than its column, `narrow` gives its lines instead. A `grouped`
    column is left empty where it would repeat the row above. Columns that need `from_width`
    are left out below it.
    """

    heading: str
    cell: Callable[[R], Sequence[Line]]
    align: Literal["left", "right"] = "left"
    fixed: bool = False
    narrow: Callable[[R], Sequence[Line]] | None = None
    grouped: bool = False
    from_width: int = 0


@dataclass(frozen=True, slots=True)
class Layout(Generic[R]):
    """A table: its columns, the evidence of a row, and notes that go beneath it."""

    fields: tuple[Field[R], ...]
    evidence: Callable[[R], Sequence[Line]] | None = None
    notes: Callable[[R], Sequence[Line]] = field(default=lambda _: ())


def plain(text: str | None, style: str = "") -> Line:
    """Text from anywhere, harmless; nothing at all for None."""
    return ((inert(text), style),) if text else ()


def quotation(evidence: str, place: str) -> list[Line]:
    """A sentence and where it stands."""
    return [plain(f"“{shortened(evidence, LONGEST_QUOTE)}”", "italic"), plain(place, "dim")]


def shortened(text: str, longest: int) -> str:
    """The beginning of a text that may be a whole paragraph, at most `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def table_width() -> int:
    """Columns of the terminal; a sensible width where output goes elsewhere."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    if sys.stdout.isatty():
        return os.get_terminal_size(sys.stdout.fileno()).columns or PIPED_WIDTH
    return PIPED_WIDTH


def draw(
    layout: Layout[R], rows: Sequence[R], *, width: int, evidence: bool | None = None
) -> Iterator[Line]:
    """The lines of a table, each at most `width` columns of a terminal.

    `evidence` None shows it where there is room beside the columns, True always (beneath the
    row where there is no room), False never.
    """
    fields = [f for f in layout.fields if width >= f.from_width]
    cells = [[list(f.cell(row)) for f in fields] for row in rows]
    natural = [
        max([text_width(f.heading), *(line_width(line) for row in cells for line in row[at])])
        for at, f in enumerate(fields)
    ]
    left = width - sum(natural) - GAP * len(natural)
    wanted = layout.evidence if evidence is not False else None
    beside = wanted is not None and left >= EVIDENCE_BESIDE
    beneath: list[Sequence[Line]] = [() for _ in rows]
    if wanted and beside:
        quotes = [list(wanted(row)) for row in rows]
        longest = max((line_width(line) for quote in quotes for line in quote), default=1)
        fields = [*fields, Field("Evidence", lambda row: ())]
        cells = [[*row, quote] for row, quote in zip(cells, quotes, strict=True)]
        widths = [*natural, min(left, longest)]
    else:
        if wanted and evidence:
            beneath = [wanted(row) for row in rows]
        least = [
            max(longest, text_width(f.heading))
            for longest, f in zip(_longest_words(cells, len(fields)), fields, strict=True)
        ]
        widths = _share_out(natural, [f.fixed for f in fields], least, width)
        cells = [
            _narrowed(cell, row, fields, widths) for cell, row in zip(cells, rows, strict=True)
        ]
    _blank_repeated(cells, fields)
    yield from _side_by_side([[plain(f.heading, "bold")] for f in fields], fields, widths)
    yield plain("─" * (sum(widths) + GAP * (len(widths) - 1)), "dim")
    airy = beside or any(beneath)
    for at, row in enumerate(rows):
        if airy and at:
            yield ()
        yield from _side_by_side(cells[at], fields, widths)
        for note in (*layout.notes(row), *beneath[at]):
            for line in wrapped(note, max(width - GAP, NARROWEST)):
                yield ((" " * GAP, ""), *line)


def wrapped(line: Line, width: int) -> list[Line]:
    """`line` in lines of at most `width`, broken between words, else anywhere."""
    if line_width(line) <= width:
        return [line]
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    gap = ""
    for text, style in line:
        for word in _WORD_OR_GAP.findall(text):
            if word.isspace():
                gap = word if used else ""
                continue
            if used and used + text_width(gap) + text_width(word) > width:
                lines.append([])
                used, gap = 0, ""
            if text_width(word) > width:
                *heads, word = _broken(word, width)
                for head in heads:
                    lines[-1].append((head, style))
                    lines.append([])
            lines[-1].append((gap + word, style))
            used += text_width(gap) + text_width(word)
            gap = ""
    return [tuple(pieces) for pieces in lines]


def coloured() -> bool:
    """Whether standard output shows colours, so that they may carry a meaning."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def rendered(lines: Iterable[Line]) -> Iterator[str]:
    """Lines as text, with escape sequences where standard output is a terminal."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        for line in lines:
            yield "".join(text for text, _ in line).rstrip() + "\n"
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    for line in lines:
        with console.capture() as captured:
            console.print(Text.assemble(*line), no_wrap=True, overflow="ignore", crop=False)
        yield captured.get()


def text_width(text: str) -> int:
    """Columns of a terminal that a text takes: two for each wide East Asian character."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def line_width(line: Line) -> int:
    return sum(text_width(text) for text, _ in line)


def _broken(word: str, width: int) -> list[str]:
    """A word in pieces that are at most `width` wide, but not empty.

    A path is broken behind a slash where that leaves no more than half of the line empty, else
    behind a hyphen or underscore, else anywhere.
    """
    pieces: list[str] = []
    start = taken = at = 0
    while at < len(word):
        wide = text_width(word[at])
        if taken + wide > width and at > start:
            piece = word[start:at]
            cut = next(
                (end for joints in ("/", "-_") if (end := _joint(piece, joints)) * 2 >= len(piece)),
                len(piece),
            )
            pieces.append(piece[:cut])
            at = start = start + cut
            taken = 0
            continue
        taken += wide
        at += 1
    return [*pieces, word[start:]]


def _joint(piece: str, joints: str) -> int:
    """Where the last of the `joints` in a piece ends, 0 where there is none."""
    return max(piece.rfind(joint) for joint in joints) + 1


def _narrowed(
    cells: Sequence[list[Line]], row: R, fields: Sequence[Field[R]], widths: Sequence[int]
) -> list[list[Line]]:
    return [
        list(f.narrow(row)) if f.narrow and any(line_width(line) > width for line in cell) else cell
        for cell, f, width in zip(cells, fields, widths, strict=True)
    ]


def _blank_repeated(cells: Sequence[list[list[Line]]], fields: Sequence[Field[R]]) -> None:
    for at, f in enumerate(fields):
        above: list[Line] | None = None
        for row in cells:
            if f.grouped and row[at] == above:
                row[at] = []
            else:
                above = row[at]


def _side_by_side(
    row: Sequence[Sequence[Line]], fields: Sequence[Field[R]], widths: Sequence[int]
) -> Iterator[Line]:
    columns = [
        [piece for line in cell for piece in wrapped(line, width)]
        for cell, width in zip(row, widths, strict=True)
    ]
    for pieces in zip_longest(*columns, fillvalue=()):
        line: list[tuple[str, str]] = []
        for at, (piece, f, width) in enumerate(zip(pieces, fields, widths, strict=True)):
            room = (" " * max(width - line_width(piece), 0), "")
            if at:
                line.append((" " * GAP, ""))
            line += (room, *piece) if f.align == "right" else (*piece, room)
        while line and not line[-1][0].strip():
            line.pop()
        yield tuple(line)


def _longest_words(cells: Sequence[Sequence[Sequence[Line]]], columns: int) -> list[int]:
    """For each column the width of its longest word."""
    return [
        max(
            (
                text_width(word)
                for row in cells
                for line in row[at]
                for text, _ in line
                for word in text.split()
            ),
            default=1,
        )
        for at in range(columns)
    ]


def _share_out(
    natural: Sequence[int], fixed: Sequence[bool], words: Sequence[int], width: int
) -> list[int]:
    """Column widths that fit: what is over is taken from the widest columns first.

    No column becomes narrower than its longest word while another has room.
    """
    widths = list(natural)
    over = sum(widths) + GAP * (len(widths) - 1) - width
    for least in ([min(word, LONGEST_WORD) for word in words], [NARROWEST] * len(widths)):
        while over > 0:
            slack = [
                wide if not f and wide > low else 0
                for wide, f, low in zip(widths, fixed, least, strict=True)
            ]
            if not any(slack):
                break
            widths[slack.index(max(slack))] -= 1
            over -= 1
    return widths
