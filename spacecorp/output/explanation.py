"""Why a fact is in the database: its sentences with the names marked, rule and confidence."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..store.aggregation import OwnershipRow
from ..store.finding import Found
from ..store.passages import Passage
from ..store.statements import (
    StatedOwnership,
    StatedParticipation,
    StatedPartnership,
    StatedProgramme,
    Support,
)
from .claims import claim, row_json
from .tables import Line, coloured, plain, wrapped
from .terms import share, words

Statement = StatedPartnership | StatedOwnership | StatedProgramme | StatedParticipation
Find = Callable[[str], Passage]

_MARK = "bold cyan"


def explanation_lines(found: Found, passage: Find, *, width: int) -> Iterator[Line]:
    """The fact, each sentence that states it, and what speaks against it or beside it."""
    yield plain(claim(found.row), "bold") + plain(f"  {found.row.id}", "dim")
    if isinstance(found.row, OwnershipRow) and found.row.conflict:
        yield plain(f"≠ {found.row.conflict}", "red")
    yield from _statements(found.row.statements, passage, width)
    if found.others:
        yield ()
        yield plain("Compare", "bold")
    for other in found.others:
        yield ()
        yield plain(claim(other), "bold") + plain(f"  {other.id}", "dim")
        yield from _statements(other.statements[:1], passage, width)


def explanation_json(found: Found, passage: Find) -> dict[str, Any]:
    """The row as its listing prints it, its passages with the names' places, and its others."""
    row = row_json(found.row)
    for said in row["evidence"]:
        place = passage(said["fact"])
        said["before"], said["after"] = place.before, place.after
        said["names"] = [
            {"start": m.start, "end": m.end, "name": m.name.name, "id": m.name.id}
            for m in place.marked
        ]
    return {**row, "compare": [row_json(other) for other in found.others]}


def _statements(statements: Sequence[Statement], passage: Find, width: int) -> Iterator[Line]:
    for statement in statements:
        support = statement.support
        yield ()
        yield plain(_place(support), "dim")
        for line in wrapped(_marked(passage(support.fact)), max(width - 2, 10)):
            yield (("  ", ""), *line)
        says = ", ".join(term for term in _terms(statement) if term)
        yield plain(f"  says: {says}")
        yield plain(f"  rule: {support.rule}, confidence {support.confidence:.2f}")


def _place(support: Support) -> str:
    parts = (support.document, support.published, support.title, support.fact)
    return " · ".join(part for part in parts if part)


def _terms(statement: Statement) -> list[str | None]:
    match statement:
        case StatedPartnership():
            return [words(statement.kind), statement.status, statement.date]
        case StatedOwnership():
            return [
                share(statement.share),
                words(statement.kind),
                statement.status,
                statement.date,
            ]
        case StatedParticipation():
            return [statement.role]
        case StatedProgramme():
            return [statement.kind]


def _marked(place: Passage) -> Line:
    """The passage, its evidence quoted, its names in colour or, without colour, in brackets."""
    brackets = not coloured()
    pieces: list[Line] = [plain(place.before, "dim"), plain("“")]
    at = 0
    for mark in place.marked:
        name = place.evidence[mark.start : mark.end]
        pieces.append(plain(place.evidence[at : mark.start]))
        pieces.append(plain(f"[{name}]" if brackets else name, _MARK))
        at = mark.end
    pieces += [plain(place.evidence[at:]), plain("”"), plain(place.after, "dim")]
    return tuple(piece for line in pieces for piece in line)
