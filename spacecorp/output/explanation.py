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
# The places in the evidence of a statement of the words that speak for it.
Trigger = Callable[[Support], Sequence[tuple[int, int]]]

_MARK = "bold cyan"
_TRIGGER = "bold yellow"


def explanation_lines(
    found: Found, passage: Find, trigger: Trigger, *, width: int
) -> Iterator[Line]:
    """The fact, each sentence that states it, and what speaks against it or beside it."""
    yield plain(claim(found.row), "bold") + plain(f"  {found.row.id}", "dim")
    if isinstance(found.row, OwnershipRow) and found.row.conflict:
        yield plain(f"≠ {found.row.conflict}", "red")
    yield from _statements(found.row.statements, passage, trigger, width)
    if found.others:
        yield ()
        yield plain("Compare", "bold")
    for other in found.others:
        yield ()
        yield plain(claim(other), "bold") + plain(f"  {other.id}", "dim")
        yield from _statements(other.statements[:1], passage, trigger, width)


def explanation_json(found: Found, passage: Find, trigger: Trigger) -> dict[str, Any]:
    """The row as its listing prints it, its passages with the names' places, and its others."""
    row = row_json(found.row)
    support = {s.support.fact: s.support for s in found.row.statements}
    for said in row["evidence"]:
        place = passage(said["fact"])
        triggers = _beside(trigger(support[said["fact"]]), place)
        said["before"], said["after"] = place.before, place.after
        said["triggers"] = [{"start": start, "end": end} for start, end in triggers]
        said["names"] = [
            {"start": m.start, "end": m.end, "name": m.name.name, "id": m.name.id}
            for m in place.marked
        ]
    return {**row, "compare": [row_json(other) for other in found.others]}


def _statements(
    statements: Sequence[Statement], passage: Find, trigger: Trigger, width: int
) -> Iterator[Line]:
    for statement in statements:
        support = statement.support
        place = passage(support.fact)
        triggers = _beside(trigger(support), place)
        yield ()
        yield from wrapped(plain(_place(support), "dim"), width)
        for line in wrapped(_marked(place, triggers), max(width - 2, 10)):
            yield (("  ", ""), *line)
        says = ", ".join(term for term in _terms(statement) if term)
        yield plain(f"  says: {says}")
        words_of = ", ".join(dict.fromkeys(place.evidence[start:end] for start, end in triggers))
        rule = f"{support.rule} ({words_of})" if words_of else support.rule
        yield from _indented(f"rule: {rule}, confidence {support.confidence:.2f}", width)


def _indented(text: str, width: int) -> Iterator[Line]:
    for line in wrapped(plain(text), max(width - 2, 10)):
        yield (("  ", ""), *line)


def _beside(triggers: Sequence[tuple[int, int]], place: Passage) -> list[tuple[int, int]]:
    """The triggers that are no part of a name."""
    return [
        (start, end)
        for start, end in triggers
        if not any(mark.start < end and start < mark.end for mark in place.marked)
    ]


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


def _marked(place: Passage, triggers: Sequence[tuple[int, int]]) -> Line:
    """The passage, its evidence quoted, its names in colour or, without colour, in brackets."""
    brackets = not coloured()
    pieces: list[Line] = [plain(place.before, "dim"), plain("“")]
    at = 0
    names = [(mark.start, mark.end, _MARK) for mark in place.marked]
    for start, end, style in sorted([*names, *((s, e, _TRIGGER) for s, e in triggers)]):
        words_of = place.evidence[start:end]
        pieces.append(plain(place.evidence[at:start]))
        pieces.append(plain(f"[{words_of}]" if brackets and style == _MARK else words_of, style))
        at = end
    pieces += [plain(place.evidence[at:]), plain("”"), plain(place.after, "dim")]
    return tuple(piece for line in pieces for piece in line)
