"""Trees of holdings with look-through shares: how they are drawn, and how they are data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..store.holdings import Holding, Span, Stake, Tree
from .tables import GAP, Line, line_width, plain, text_width, wrapped
from .terms import words

# Columns that a name keeps, however deep it stands and however narrow the terminal is.
LEAST_NAME = 12


def span(value: Span | None) -> str:
    """A share for people: 67 %, 60–75 %, 0.42 %; nothing for None."""
    if value is None:
        return ""
    low, high = _figure(value.low), _figure(value.high)
    return f"{low} %" if low == high else f"{low}–{high} %"


def tree_lines(tree: Tree, *, width: int, down: bool = True) -> Iterator[Line]:
    """The lines of a tree of holdings (of owners with `down` false), at most `width` columns.

    The share through the whole chain stands beside the direct one where the two differ.
    """
    rows = [_row(link, depth, guide) for depth, guide, link in _guided(tree)]
    rows.insert(0, _Row("", "", plain("Holding" if down else "Owner", "bold"), _HEADINGS, ()))
    wide = [max(text_width(row.cells[at]) for row in rows) for at in range(len(_HEADINGS))]
    if not any(row.cells[1] for row in rows[1:]):
        wide[1] = 0
    taken = sum(wide) + GAP * sum(map(bool, wide))
    room = min(
        max(text_width(row.guide) + line_width(row.name) for row in rows),
        max(width - taken, max(text_width(row.guide) for row in rows) + LEAST_NAME),
    )
    for at, row in enumerate(rows):
        first, *more = _within(row.name, room - text_width(row.guide))
        line = [*plain(row.guide, "dim"), *first]
        line.append((" " * (room - line_width(tuple(line))), ""))
        for cell, columns, style in zip(row.cells, wide, _STYLES, strict=True):
            if columns:
                gap = " " * (GAP + (columns - text_width(cell) if style != _KIND else 0))
                line += [(gap, ""), (cell, style if at else "bold")]
        yield tuple(line)
        for piece in more:
            yield plain(row.beneath, "dim") + piece
        for note in row.notes:
            for piece in _within(note, width - text_width(row.beneath)):
                yield plain(row.beneath, "dim") + piece


def stake_note(stake: Stake) -> str:
    """What has to be said of a sum: nothing where every share is known and all is possible."""
    if stake.over:
        return "more than all of it: some share must be wrong"
    if stake.through is None:
        return "share not known"
    return "at least; other shares are not known" if stake.partial else ""


def tree_json(tree: Tree) -> list[dict[str, Any]]:
    """The links of a tree, each with those beneath it as `links`."""
    return [_link_json(link) for link in tree.links]


def stake_json(stake: Stake) -> dict[str, Any]:
    return {
        "id": stake.name.id,
        "name": stake.name.name,
        "direct": _span_json(stake.direct),
        "through": _span_json(stake.through),
        "chains": stake.chains,
        "partial": stake.partial,
        "over": stake.over,
        "last": stake.last,
    }


_KIND = "cyan"
_HEADINGS = ("Share", "Through", "Kind")
_STYLES = ("", "bold", _KIND)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a tree: guides before the first and further lines, name, cells, notes."""

    guide: str
    beneath: str
    name: Line
    cells: tuple[str, str, str]
    notes: tuple[Line, ...]


def _row(link: Holding, depth: int, guides: tuple[str, str]) -> _Row:
    name = plain(link.name.name, "bold")
    if link.loop:
        name += plain(" ↺ see above", "yellow")
    if link.cut:
        name += plain(" … too many to show", "yellow")
    through = span(link.through) if depth > 1 and not link.loop else ""
    told = words(link.kind) + (f", {link.date}" if link.date else "")
    notes = (plain(f"≠ {link.conflict}", "red"),) if link.conflict else ()
    return _Row(*guides, name, (span(link.share), through, told), notes)


def _guided(tree: Tree) -> Iterator[tuple[int, tuple[str, str], Holding]]:
    """Every link with its depth and the lines that lead to it and past it."""
    rest = [(1, "", link, at == 0) for at, link in enumerate(reversed(tree.links))]
    while rest:
        depth, before, link, is_last = rest.pop()
        past = before + ("   " if is_last else "│  ")
        leads = before + ("└─ " if is_last else "├─ ")
        yield depth, (leads, past + ("│  " if link.links else "")), link
        rest += [
            (depth + 1, past, beneath, at == 0) for at, beneath in enumerate(reversed(link.links))
        ]


def _within(line: Line, width: int) -> list[Line]:
    return wrapped(line, max(width, LEAST_NAME))


def _figure(share: float) -> str:
    """Two decimals for less than one per cent, one for the rest, none where they are noughts."""
    return f"{round(share, 2):g}" if share < 1 else f"{round(share, 1):g}"


def _span_json(value: Span | None) -> dict[str, float] | None:
    return {"low": round(value.low, 6), "high": round(value.high, 6)} if value else None


def _link_json(link: Holding) -> dict[str, Any]:
    return {
        "id": link.name.id,
        "name": link.name.name,
        "share": _span_json(link.share),
        "through": _span_json(link.through),
        "kind": link.kind,
        "date": link.date,
        "rows": list(link.rows),
        "conflict": link.conflict,
        "loop": link.loop,
        "cut": link.cut,
        "links": [_link_json(beneath) for beneath in link.links],
    }
