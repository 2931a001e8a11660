"""When facts happened, as far as documents say. Pure: rows in, events out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .aggregation import OwnershipRow, PartnershipRow, Row
from .comparing import relation
from .statements import Support


@dataclass(frozen=True, slots=True)
class Event:
    """A fact at a date, or without one.

    `told` says that the date is that of the first document that tells of the fact, since none
    gives the date of the fact itself. `status` is the one that the fact had then, if it has any.
    """

    date: str | None
    told: bool
    relation: str
    status: str | None
    row: Row
    support: Support


@dataclass(frozen=True, slots=True)
class Year:
    """How many events a year has: with a date of their own, and by their first document.

    `year` None counts the events without any date as `undated`.
    """

    year: str | None
    dated: int = 0
    told: int = 0
    undated: int = 0

    @property
    def events(self) -> int:
        return self.dated + self.told + self.undated


def events(rows: Iterable[Row]) -> list[Event]:
    """The events of rows, oldest first, those without a date last.

    A row has one event for each date that documents give: signed in 2019, ended in 2024. Of
    "2019" and "2019-05" for the same status only the exacter one counts.
    """
    found = [event for row in rows for event in _events(row)]
    return sorted(found, key=lambda e: (e.date is None, e.date or "", e.told))


def years(found: Sequence[Event]) -> list[Year]:
    """The years that have events, in order, those without a date last."""
    counts: dict[str | None, list[int]] = {}
    for event in found:
        kinds = counts.setdefault(event.date[:4] if event.date else None, [0, 0, 0])
        kinds[2 if event.date is None else event.told] += 1
    order = sorted(counts, key=lambda year: (year is None, year or ""))
    return [Year(year, *counts[year]) for year in order]


def _events(row: Row) -> list[Event]:
    if isinstance(row, PartnershipRow | OwnershipRow):
        said: dict[str, tuple[str, Support]] = {}
        for statement in row.statements:  # the best first
            if statement.date:
                said.setdefault(statement.date, (statement.status, statement.support))
        finer = {
            (status, date[:length])
            for date, (status, _) in said.items()
            for length in (len("2019"), len("2019-05"))
            if len(date) > length
        }
        exact = [
            Event(date, False, relation(row), status, row, support)
            for date, (status, support) in said.items()
            if (status, date) not in finer
        ]
        if exact:
            return exact
    status = row.status if isinstance(row, PartnershipRow | OwnershipRow) else None
    supports = [statement.support for statement in row.statements]
    published = min((s.published for s in supports if s.published), default=None)
    support = next(s for s in supports if s.published == published)
    return [Event(published, published is not None, relation(row), status, row, support)]
