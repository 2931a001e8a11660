"""Why a fact is in the database: its sentences with the names marked, rule and confidence."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..store.aggregation import OwnershipRow, ParticipantRow, PartnershipRow, ProgrammeRow
from ..store.finding import Found, Row
from ..store.passages import Passage
from ..store.statements import (
    StatedOwnership,
    StatedParticipation,
    StatedPartnership,
    StatedProgramme,
    Support,
)
from .rows import ownership_json, participant_json, partnership_json, programme_json
from .tables import Line, coloured, plain, wrapped
from .terms import share, words

Statement = StatedPartnership | StatedOwnership | StatedProgramme | StatedParticipation
Find = Callable[[str], Passage]

_MARK = "bold cyan"


def explanation_lines(found: Found, passage: Find, *, width: int) -> Iterator[Line]:
    """The fact, each sentence that states it, and what speaks against it or beside it."""
    yield plain(_claim(found.row), "bold") + plain(f"  {found.row.id}", "dim")
    if isinstance(found.row, OwnershipRow) and found.row.conflict:
        yield plain(f"≠ {found.row.conflict}", "red")
    yield from _statements(found.row.statements, passage, width)
    if found.others:
        yield ()
        yield plain("Compare", "bold")
    for other in found.others:
        yield ()
        yield plain(_claim(other), "bold") + plain(f"  {other.id}", "dim")
        yield from _statements(other.statements[:1], passage, width)


def explanation_json(found: Found, passage: Find) -> dict[str, Any]:
    """The row as its listing prints it, its passages with the names' places, and its others."""
    row = _row_json(found.row)
    for said in row["evidence"]:
        place = passage(said["fact"])
        said["before"], said["after"] = place.before, place.after
        said["names"] = [
            {"start": m.start, "end": m.end, "name": m.name.name, "id": m.name.id}
            for m in place.marked
        ]
    return {**row, "compare": [_row_json(other) for other in found.others]}


def claim_and_id(row: Row) -> str:
    """One line that says what a row says."""
    return f"{row.id}  {_claim(row)}"


def _claim(row: Row) -> str:
    match row:
        case PartnershipRow():
            parties = " · ".join(party.name for party in row.parties)
            terms = [words(row.kind), row.status, row.date]
        case OwnershipRow():
            parties = f"{row.owner.name} → {row.owned.name}"
            terms = [share(row.share), words(row.kind), row.status, row.date]
        case ParticipantRow():
            parties = f"{row.organisation.name} in {row.statements[0].programme.name}"
            terms = [row.role]
        case ProgrammeRow():
            parties = row.programme.name
            terms = [row.kind]
    return f"{parties}: " + ", ".join(term for term in terms if term)


def _row_json(row: Row) -> dict[str, Any]:
    match row:
        case PartnershipRow():
            return partnership_json(row)
        case OwnershipRow():
            return ownership_json(row)
        case ParticipantRow():
            return participant_json(row)
        case ProgrammeRow():
            return programme_json(row)


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
