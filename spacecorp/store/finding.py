"""Finds a fact by its identifier, and what other documents say about the same parties."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from . import queries
from .aggregation import OwnershipRow, ParticipantRow, PartnershipRow, ProgrammeRow, Row
from .statements import Filters


@dataclass(frozen=True, slots=True)
class Found:
    """A row, and the rows that say something else about the same parties."""

    row: Row
    others: tuple[Row, ...]


def find(connection: sqlite3.Connection, wanted: str) -> list[Found]:
    """The rows that `wanted` means: their id, that of one of their statements, or its beginning.

    A whole id wins over one that only begins so.
    """
    everything = Filters()
    programmes = queries.programmes(connection, everything)
    rows: list[Row] = [
        *queries.partnerships(connection, everything),
        *queries.ownership(connection, everything),
        *programmes,
        *(participant for programme in programmes for participant in programme.participants),
    ]
    whole = [row for row in rows if wanted in _ids(row)]
    meant = whole or [
        row for row in rows if wanted and any(key.startswith(wanted) for key in _ids(row))
    ]
    return [Found(row, tuple(_others(row, rows))) for row in meant]


def _ids(row: Row) -> set[str]:
    return {row.id, *(statement.support.fact for statement in row.statements)}


def _others(row: Row, rows: Iterable[Row]) -> list[Row]:
    return [
        other
        for other in rows
        if other is not row and type(other) is type(row) and _subject(other) & _subject(row)
    ]


def _subject(row: Row) -> set[tuple[str, ...]]:
    """What a row is about; rows that share one of these can confirm or contradict each other."""
    match row:
        case PartnershipRow():
            return {tuple(party.id for party in row.parties)}
        case OwnershipRow():
            pair = (row.owner.id, row.owned.id)
            # Shares that add up to too much are a matter of all owners.
            return {pair, ("conflict", row.owned.id)} if row.conflict else {pair}
        case ParticipantRow():
            return {(row.statements[0].programme.id, row.organisation.id)}
        case ProgrammeRow():
            return {(row.id,)}
