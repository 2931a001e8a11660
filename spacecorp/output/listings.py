"""How each kind of row looks in a table."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from ..store.aggregation import OwnershipRow, PartnershipRow, ProgrammeRow, counted
from ..store.queries import DocumentRow, EntityRow
from ..store.statements import Name, Support
from .rows import RepairRow, words
from .tables import Field, Layout, plain, quotation

_STATUS = {
    "signed": "green",
    "active": "green",
    "current": "green",
    "completed": "green",
    "proposed": "yellow",
    "planned": "yellow",
    "ended": "red",
    "former": "red",
}
_NAME = "bold"
_TERM = "cyan"
WIDE = 110


def share(value: float | None) -> str:
    """A share as people write it: 67 %, 33.3 %."""
    return "" if value is None else f"{value:g} %"


def _status(status: str) -> list[Text]:
    return [plain(words(status), _STATUS.get(status, ""))]


def _number(value: int) -> list[Text]:
    return [plain(str(value) if value else "", "")]


def _documents(supports: Iterable[Support]) -> list[Text]:
    return _number(counted(supports)[0])


def _parties(parties: Sequence[Name]) -> list[Text]:
    """Two parties in a line with a dot between, more in a line each."""
    if len(parties) > 2:
        return [plain(party.name, _NAME) for party in parties]
    return [Text(" · ", style="dim").join(plain(party.name, _NAME) for party in parties)]


def _instrument(row: PartnershipRow) -> list[Text]:
    lines = [plain(words(row.kind), _TERM)]
    return lines + [plain(programme.name, "dim") for programme in row.programmes]


def _quotation(support: Support) -> list[Text]:
    date = f", {support.published}" if support.published else ""
    return quotation(support.evidence, support.document + date)


PARTNERSHIPS: Layout[PartnershipRow] = Layout(
    (
        Field("Parties", lambda r: _parties(r.parties)),
        Field("Instrument", _instrument),
        Field("Status", lambda r: _status(r.status), fixed=True),
        Field("Date", lambda r: [plain(r.date)], fixed=True),
        Field("Docs", lambda r: _documents(s.support for s in r.statements), "right", fixed=True),
    ),
    evidence=lambda r: _quotation(r.statements[0].support),
)


def _conflict(row: OwnershipRow) -> list[Text]:
    if not row.conflict:
        return []
    said = f"≠ {row.conflict}; {share(row.share)} is from {row.statements[0].support.document}"
    return [plain(said, "red")]


OWNERSHIP: Layout[OwnershipRow] = Layout(
    (
        Field("Owned", lambda r: [plain(r.owned.name, _NAME)]),
        Field("Owner", lambda r: [plain(r.owner.name, _NAME)]),
        Field("Share", lambda r: [plain(share(r.share))], "right", fixed=True),
        Field("Kind", lambda r: [plain(words(r.kind), _TERM)]),
        Field("Status", lambda r: _status(r.status), fixed=True),
        Field("Date", lambda r: [plain(r.date)], fixed=True),
        Field("Docs", lambda r: _documents(s.support for s in r.statements), "right", fixed=True),
    ),
    evidence=lambda r: _quotation(r.statements[0].support),
    notes=_conflict,
)


def _participants(row: ProgrammeRow) -> list[Text]:
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
        Field("Docs", lambda r: _documents(s.support for s in r.statements), "right", fixed=True),
    ),
    evidence=lambda r: _quotation(r.statements[0].support),
)

ENTITIES: Layout[EntityRow] = Layout(
    (
        Field("Name", lambda r: [plain(r.name, _NAME)]),
        Field("Type", lambda r: [plain(r.type, _TERM)], fixed=True),
        Field("Also called", lambda r: [plain(" · ".join(r.aliases))]),
        Field("Docs", lambda r: _number(r.documents), "right", fixed=True),
        Field("Mentions", lambda r: _number(r.mentions), "right", fixed=True),
        Field("Facts", lambda r: _number(r.facts), "right", fixed=True),
        Field("Id", lambda r: [plain(r.id, "dim")], fixed=True, from_width=WIDE),
    )
)


def _document(row: DocumentRow) -> list[Text]:
    title = [plain(row.title, _NAME)] if row.title else []
    return title + [plain(path, "dim") for path in (row.path, *row.copies)]


DOCUMENTS: Layout[DocumentRow] = Layout(
    (
        Field("Document", _document),
        Field("Date", lambda r: [plain(r.date)], fixed=True),
        Field("Publisher", lambda r: [plain(r.publisher)]),
        Field("Lang", lambda r: [plain(r.language)], fixed=True),
        Field("Facts", lambda r: _number(r.facts), "right", fixed=True),
        Field("Repairs", lambda r: _number(len(r.edits)), "right", fixed=True),
    )
)

REPAIRS: Layout[RepairRow] = Layout(
    (
        Field("Document", lambda r: [plain(r.document.path, "dim")]),
        Field("Repair", lambda r: [plain(r.edit.kind, _TERM)], fixed=True),
        Field("The source says", lambda r: [plain(shortened(r.edit.written))]),
        Field("read as", lambda r: [plain(shortened(r.edit.read), _NAME)]),
        Field("because", lambda r: [plain(r.edit.reason)]),
    )
)


def shortened(text: str, longest: int = 120) -> str:
    """The beginning of a text that may be a whole paragraph."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def titled(title: str, lines: Iterable[Text]) -> Iterator[Text]:
    """Lines beneath a title, with an empty line before it."""
    yield Text("")
    yield plain(title, "bold underline")
    yield from lines
