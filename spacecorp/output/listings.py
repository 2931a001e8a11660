"""How each kind of row looks in a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..store.aggregation import OwnershipRow, PartnershipRow, ProgrammeRow, counted
from ..store.statements import Name, Support
from .tables import Field, Layout, Line, draw, plain, quotation, shortened, wrapped
from .terms import share, words

if TYPE_CHECKING:
    from ..store.catalogue import DocumentRow, EntityRow, RepairRow, StoryRow

_STATUS = {
    "signed": "green",
    "active": "green",
    "current": "green",
    "completed": "green",
    "proposed": "yellow",
    "planned": "yellow",
    "ended": "dim",
    "former": "dim",
}
_NAME = "bold"
_TERM = "cyan"
WIDE = 110
LONGEST_TEXT = 120  # characters of a title or of a repaired passage


def status(stage: str) -> list[Line]:
    """How far an instrument or a holding has come, in the colour of that."""
    return [plain(words(stage), _STATUS.get(stage, ""))]


def _number(value: int) -> list[Line]:
    return [plain(str(value) if value else "", "")]


def documents(supports: Iterable[Support]) -> list[Line]:
    """The independent documents, and the copies of their stories behind a plus."""
    counts = counted(supports)
    return _witnesses(counts.documents, counts.independent)


def _witnesses(documents: int, independent: int) -> list[Line]:
    copies = documents - independent
    more = plain(f"+{copies}", "dim") if copies else ()
    return [plain(f"{independent} " if copies else str(independent)) + more] if documents else [()]


def _parties(parties: Sequence[Name]) -> list[Line]:
    """Two parties in a line with a dot between, more in a line each."""
    if len(parties) > 2:
        return _party_lines(parties)
    first, second = parties
    return [plain(first.name, _NAME) + plain(" · ", "dim") + plain(second.name, _NAME)]


def _party_lines(parties: Sequence[Name]) -> list[Line]:
    """Each party in its own line; the dots show that they go with the one above."""
    first, *others = parties
    return [plain(first.name, _NAME)] + [
        plain("· ", "dim") + plain(party.name, _NAME) for party in others
    ]


def _instrument(row: PartnershipRow) -> list[Line]:
    lines = [plain(words(row.kind), _TERM)]
    if row.programmes:
        lines.append(plain("for " + ", ".join(p.name for p in row.programmes), "dim"))
    return lines


def _quotation(row: "PartnershipRow | OwnershipRow | ProgrammeRow") -> list[Line]:
    """The best sentence, where it stands, and the id that `explain` takes."""
    support = row.statements[0].support
    date = f", {support.published}" if support.published else ""
    return quotation(support.evidence, f"{support.document}{date} · {row.id}")


PARTNERSHIPS: Layout[PartnershipRow] = Layout(
    (
        Field("Parties", lambda r: _parties(r.parties), narrow=lambda r: _party_lines(r.parties)),
        Field("Instrument", _instrument),
        Field("Status", lambda r: status(r.status), fixed=True),
        Field("Date", lambda r: [plain(r.date)], fixed=True),
        Field("Docs", lambda r: documents(s.support for s in r.statements), "right", fixed=True),
    ),
    evidence=_quotation,
)


def _conflict(row: OwnershipRow) -> list[Line]:
    if not row.conflict:
        return []
    said = f"≠ {row.conflict}; {share(row.share)} is from {row.statements[0].support.document}"
    return [plain(said, "red")]


OWNERSHIP: Layout[OwnershipRow] = Layout(
    (
        Field("Owned", lambda r: [plain(r.owned.name, _NAME)], grouped=True),
        Field("Owner", lambda r: [plain(r.owner.name, _NAME)]),
        Field("Share", lambda r: [plain(share(r.share))], "right", fixed=True),
        Field("Kind", lambda r: [plain(words(r.kind), _TERM)]),
        Field("Status", lambda r: status(r.status), fixed=True),
        Field("Date", lambda r: [plain(r.date)], fixed=True),
        Field("Docs", lambda r: documents(s.support for s in r.statements), "right", fixed=True),
    ),
    evidence=_quotation,
    notes=_conflict,
)


def _participants(row: ProgrammeRow) -> list[Line]:
    lines = []
    roles: dict[str, list[str]] = {}
    for participant in row.participants:
        roles.setdefault(participant.role, []).append(participant.organisation.name)
    for role, names in roles.items():
        lines.append(plain(f"{role}: ", _TERM) + plain(", ".join(names)))
    return lines or [plain("")]


PROGRAMMES: Layout[ProgrammeRow] = Layout(
    (
        Field("Programme", lambda r: [plain(r.programme.name, _NAME)]),
        Field("Kind", lambda r: [plain(words(r.kind), _TERM)], fixed=True),
        Field("Participants", _participants),
        Field("Docs", lambda r: documents(s.support for s in r.statements), "right", fixed=True),
    ),
    evidence=_quotation,
)

ENTITIES: "Layout[EntityRow]" = Layout(
    (
        Field("Name", lambda r: [plain(r.name, _NAME)]),
        Field("Type", lambda r: [plain(r.type, _TERM)], fixed=True),
        Field("Also called", lambda r: [plain(" · ".join(r.aliases))]),
        Field("Docs", lambda r: _witnesses(r.documents, r.independent), "right", fixed=True),
        Field("Mentions", lambda r: _number(r.mentions), "right", fixed=True),
        Field("Facts", lambda r: _number(r.facts), "right", fixed=True),
        Field("Id", lambda r: [plain(r.id, "dim")], fixed=True, from_width=WIDE),
    )
)


def _headline(row: "DocumentRow") -> list[Line]:
    if row.title:
        return [plain(shortened(row.title, LONGEST_TEXT), _NAME)]
    return [plain(row.path, "dim")]


def _paths(row: "DocumentRow") -> list[Line]:
    """The paths of a document, across the table: in a column they would have to be broken."""
    paths = (row.path, *row.copies) if row.title else row.copies
    return [plain(path, "dim") for path in paths]


DOCUMENTS: "Layout[DocumentRow]" = Layout(
    (
        Field("Document", _headline),
        Field("Date", lambda r: [plain(r.date)], fixed=True),
        Field("Publisher", lambda r: [plain(r.publisher)]),
        Field("Lang", lambda r: [plain(r.language)], fixed=True),
        Field("Facts", lambda r: _number(r.facts), "right", fixed=True),
        Field("Repairs", lambda r: _number(len(r.edits)), "right", fixed=True),
    ),
    notes=lambda r: [*_paths(r), *(plain(note, "yellow") for note in r.notes)],
)

# What was written, what was read instead, how often, and why; the place does not matter here.
_Counted = tuple[str, str, str, str, int]
REPAIRS: Layout[_Counted] = Layout(
    (
        Field("Repair", lambda r: [plain(r[0], _TERM)], fixed=True),
        Field("The source says", lambda r: [plain(shortened(r[1], LONGEST_TEXT))]),
        Field("Read as", lambda r: [plain(shortened(r[2], LONGEST_TEXT), _NAME)]),
        Field("Times", lambda r: _number(r[4]), "right", fixed=True),
        Field("Why", lambda r: [plain(r[3])]),
    )
)


def repairs_by_document(repairs: "Sequence[RepairRow]", *, width: int) -> Iterator[Line]:
    """A table of repairs for each document, beneath its path; like repairs are counted."""
    for path, group in groupby(repairs, key=lambda r: r.document.path):
        counts = Counter((r.edit.kind, r.edit.written, r.edit.read, r.edit.reason) for r in group)
        yield plain(path, "bold underline")
        yield from draw(REPAIRS, [(*edit, times) for edit, times in counts.items()], width=width)
        yield ()


_COPIES: "Layout[DocumentRow]" = Layout(
    (
        Field("Document", lambda r: [plain(path) for path in (r.path, *r.copies)]),
        Field("Date", lambda r: [plain(r.date)], fixed=True),
        Field("Publisher", lambda r: [plain(r.publisher)]),
        Field("Alike", lambda r: [plain(_alike(r))], "right", fixed=True),
    )
)


def _alike(row: "DocumentRow") -> str:
    return "same" if row.likeness is None else f"{row.likeness * 100:.0f} %"


def copies_by_story(stories: "Sequence[StoryRow]", *, width: int) -> Iterator[Line]:
    """A table of documents for each story, beneath the headline of the oldest."""
    for story in stories:
        oldest = story.documents[0]
        title = shortened(oldest.title or oldest.path, LONGEST_TEXT)
        yield from wrapped(plain(title, "bold underline") + plain(f"  {story.id}", "dim"), width)
        yield from draw(_COPIES, story.documents, width=width)
        yield ()
