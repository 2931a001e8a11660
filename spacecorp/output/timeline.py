"""Events by date: a bar for each year, a table, and data."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..store.aggregation import OwnershipRow, ParticipantRow, PartnershipRow, ProgrammeRow
from ..store.timeline import Event, Year
from . import claims
from .rows import Column, Listing
from .tables import Field, Layout, Line, plain, quotation, wrapped
from .terms import share, words

DATED, TOLD = "█", "░"
LONGEST_BAR = 60


def bar_lines(years: Sequence[Year], *, width: int) -> Iterator[Line]:
    """A bar for each year, at most `width` columns; gaps between years are marked with dots."""
    most = max((y.events for y in years if y.year), default=1)
    room = max(min(width - len("undated") - 2 - len(f"  {most}"), LONGEST_BAR), 2)
    for before, year in zip([None, *years], years, strict=False):
        if year.year is None:
            yield plain("undated", "dim") + plain(f"  {year.undated}")
            continue
        if before and before.year and _gap(before.year, year.year):
            yield plain("   ⋮", "dim")
        # What is there at all is seen, and no bar is longer than its room.
        dated, told = (max(round(n * room / most), 1) if n else 0 for n in (year.dated, year.told))
        dated = min(dated, room - bool(told))
        told = min(told, room - dated)
        bar: Line = ((f"  {DATED * dated}", "cyan"), (TOLD * told, "cyan"))
        yield plain(f"{year.year:<7}", "bold") + bar + plain(f"  {year.events}")
    if any(year.told for year in years):
        legend = f"{TOLD} and (…): no date of its own, but that of the first document"
        yield from wrapped(plain(legend, "dim"), width)


def event_json(event: Event) -> dict[str, Any]:
    """The event; `told` says that `date` is that of the first document."""
    return {
        "date": event.date,
        "told": event.told,
        "relation": event.relation,
        "id": event.row.id,
        "fact": claims.about(event.row),
        "terms": _terms(event),
        "status": event.status,
        "evidence": event.support.evidence,
        "document": event.support.document,
        "published": event.support.published,
        "source": event.support.fact,
    }


def _gap(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and int(other) - int(one) > 1


def _terms(event: Event) -> str:
    row = event.row
    match row:
        case PartnershipRow():
            said = [words(row.kind), event.status]
        case OwnershipRow():
            said = [share(row.share), words(row.kind), event.status]
        case ParticipantRow():
            said = [row.role]
        case ProgrammeRow():
            said = [row.kind]
    return ", ".join(term for term in said if term)


def _date(event: Event) -> list[Line]:
    date = event.date
    return [plain(f"({date})", "dim") if event.told else plain(date)]


def _quotation(event: Event) -> list[Line]:
    support = event.support
    date = f", {support.published}" if support.published else ""
    return quotation(support.evidence, f"{support.document}{date} · {event.row.id}")


EVENTS: Layout[Event] = Layout(
    (
        Field("Date", _date, fixed=True),
        Field("Fact", lambda e: [plain(claims.about(e.row), "bold")]),
        Field("Terms", lambda e: [plain(_terms(e), "cyan")]),
    ),
    evidence=_quotation,
)

EVENT_DATA: Listing[Event] = Listing(
    "events",
    event_json,
    (
        Column("date", lambda e: e.date),
        Column("told", lambda e: "yes" if e.told else None),
        Column("relation", lambda e: e.relation),
        Column("id", lambda e: e.row.id, plain=True),
        Column("fact", lambda e: claims.about(e.row)),
        Column("terms", _terms),
        Column("evidence", lambda e: e.support.evidence),
        Column("document", lambda e: e.support.document),
    ),
)

YEAR_DATA: Listing[Year] = Listing(
    "years",
    lambda y: {"year": y.year, "dated": y.dated, "told": y.told, "undated": y.undated},
    (
        Column("year", lambda y: y.year),
        Column("dated", lambda y: y.dated),
        Column("told", lambda y: y.told),
        Column("undated", lambda y: y.undated),
    ),
)
