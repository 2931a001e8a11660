"""Draws tables for people: columns that share out the width, evidence beneath or beside.

Every text from a document goes through `inert` and into a rich Text, never through markup.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from rich.cells import cell_len
from rich.text import Text

from .safe import inert

if TYPE_CHECKING:
    from rich.console import Console

R = TypeVar("R")

PIPED_WIDTH = 120  # where no terminal and no $COLUMNS says otherwise
EVIDENCE_BESIDE = 40  # columns that must be left for evidence to stand in its own column
GAP = 2
LONGEST_QUOTE = 400  # characters of a sentence that are worth their lines in a table


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """One column of a table. `cell` gives the lines of a row, each short or breakable.

    A `fixed` column is as wide as its widest cell and never broken; the others share what is
    left in proportion to what they hold. Columns that need `from_width` are left out below it.
    """

    heading: str
    cell: Callable[[R], Sequence[Text]]
    align: Literal["left", "right"] = "left"
    fixed: bool = False
    from_width: int = 0


@dataclass(frozen=True, slots=True)
class Layout(Generic[R]):
    """A table: its columns, the evidence of a row, and notes that go beneath it."""

    fields: tuple[Field[R], ...]
    evidence: Callable[[R], Sequence[Text]] | None = None
    notes: Callable[[R], Sequence[Text]] = field(default=lambda _: ())


def plain(text: str | None, style: str = "") -> Text:
    """Text from anywhere, harmless; nothing at all for None."""
    return Text(inert(text or ""), style=style)


def quotation(evidence: str, place: str) -> list[Text]:
    """A sentence and where it stands."""
    shown = evidence if len(evidence) <= LONGEST_QUOTE else evidence[: LONGEST_QUOTE - 1] + "…"
    return [plain(f"“{shown}”", "italic"), plain(place, "dim")]


def console() -> "Console":
    """A console for standard output: colour only on a terminal, a sensible width elsewhere."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def draw(
    layout: Layout[R], rows: Sequence[R], *, width: int, evidence: bool | None = None
) -> Iterator[Text]:
    """The lines of a table, each at most `width` columns of a terminal.

    `evidence` None shows it where there is room beside the columns, True always (beneath the
    row where there is no room), False never.
    """
    fields = [f for f in layout.fields if width >= f.from_width]
    cells = [[list(f.cell(row)) for f in fields] for row in rows]
    natural = [
        max([cell_len(f.heading), *(cell_len(line.plain) for row in cells for line in row[at])])
        for at, f in enumerate(fields)
    ]
    beside = False
    quotes: list[list[Text]] = [[] for _ in rows]
    if layout.evidence and evidence is not False:
        beside = width - sum(natural) - GAP * len(natural) >= EVIDENCE_BESIDE
        if beside or evidence:
            quotes = [list(layout.evidence(row)) for row in rows]
    if beside:
        left = width - sum(natural) - GAP * len(natural)
        fields = [*fields, Field("Evidence", lambda row: ())]
        cells = [[*row, quote] for row, quote in zip(cells, quotes, strict=True)]
        widths = [*natural, min(left, _longest(quotes))]
    else:
        widths = _share_out(natural, [f.fixed for f in fields], _words(cells), width)
    headings = [Text(f.heading, style="bold") for f in fields]
    yield from _line([[h] for h in headings], fields, widths)
    yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)), style="dim")
    airy = bool(layout.evidence and (beside or evidence))
    for at, row in enumerate(rows):
        if airy and at:
            yield Text("")
        yield from _line(cells[at], fields, widths)
        beneath = [*layout.notes(row), *(quotes[at] if not beside else ())]
        for note in beneath:
            for line in _wrapped(note, max(width - 2, 10)):
                yield Text("  ") + line


def rendered(console: "Console", lines: Iterable[Text]) -> Iterator[str]:
    """Lines as text with the escape sequences that the console allows."""
    for line in lines:
        line.rstrip()
        with console.capture() as captured:
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
        yield captured.get()


def _line(
    row: Sequence[Sequence[Text]], fields: Sequence[Field[R]], widths: Sequence[int]
) -> Iterator[Text]:
    columns = [
        [piece for line in cell for piece in _wrapped(line, width)]
        for cell, width in zip(row, widths, strict=True)
    ]
    for pieces in zip_longest(*columns):
        line = Text()
        for at, (piece, f, width) in enumerate(zip(pieces, fields, widths, strict=True)):
            text = piece if piece is not None else Text()
            room = " " * max(width - cell_len(text.plain), 0)
            gap = " " * GAP if at else ""
            if f.align == "right":
                line.append(gap + room).append_text(text)
            else:
                line.append(gap).append_text(text).append(room)
        yield line


def _wrapped(text: Text, width: int) -> list[Text]:
    """`text` in lines of at most `width`, broken between words, else after a slash or anywhere."""
    if cell_len(text.plain) <= width:
        return [text]
    from rich.console import Console

    wide_enough = Console(width=width)
    return [_trimmed(line) for line in text.wrap(wide_enough, width, overflow="fold")]


def _trimmed(line: Text) -> Text:
    line.rstrip()
    return line


def _longest(quotes: Sequence[Sequence[Text]]) -> int:
    return max((cell_len(line.plain) for quote in quotes for line in quote), default=1)


def _words(cells: Sequence[Sequence[Sequence[Text]]]) -> list[int]:
    """For each column the width of its longest word."""
    columns = zip(*cells, strict=True)
    return [
        max(
            (cell_len(w) for cell in column for line in cell for w in line.plain.split()),
            default=1,
        )
        for column in columns
    ]


def _share_out(
    natural: Sequence[int], fixed: Sequence[bool], words: Sequence[int], width: int
) -> list[int]:
    """Column widths that fit: what is over is taken from the widest columns first.

    No column becomes narrower than its longest word (up to 24) while another has room.
    """
    widths = list(natural)
    over = sum(widths) + GAP * (len(widths) - 1) - width
    for least in ([min(w, 24) for w in words] or [1] * len(widths), [6] * len(widths)):
        while over > 0:
            slack = [
                w if not f and w > low else 0
                for w, f, low in zip(widths, fixed, least, strict=True)
            ]
            if not any(slack):
                break
            widths[slack.index(max(slack))] -= 1
            over -= 1
    return widths
