"""What a row of any kind says, in words and as data."""

from typing import Any

from ..store.aggregation import OwnershipRow, ParticipantRow, PartnershipRow, ProgrammeRow, Row
from .rows import ownership_json, participant_json, partnership_json, programme_json
from .terms import share, words


def about(row: Row) -> str:
    """Who takes part: Leonardo → Telespazio; Avio · CNES; Thales in Galileo."""
    match row:
        case PartnershipRow():
            return " · ".join(party.name for party in row.parties)
        case OwnershipRow():
            return f"{row.owner.name} → {row.owned.name}"
        case ParticipantRow():
            return f"{row.organisation.name} in {row.statements[0].programme.name}"
        case ProgrammeRow():
            return row.programme.name


def terms(row: Row) -> str:
    """On which terms: 67 %, joint venture, current, 2002."""
    match row:
        case PartnershipRow():
            said = [words(row.kind), row.status, row.date]
        case OwnershipRow():
            said = [share(row.share), words(row.kind), row.status, row.date]
        case ParticipantRow():
            said = [row.role]
        case ProgrammeRow():
            said = [row.kind]
    return ", ".join(term for term in said if term)


def part(row: ParticipantRow) -> str:
    """A participant of a programme that is known: Telespazio, prime."""
    return f"{row.organisation.name}, {row.role}"


def claim(row: Row) -> str:
    """One line that says what a row says."""
    return f"{about(row)}: {terms(row)}"


def row_json(row: Row) -> dict[str, Any]:
    """The row as its listing prints it."""
    match row:
        case PartnershipRow():
            return partnership_json(row)
        case OwnershipRow():
            return ownership_json(row)
        case ParticipantRow():
            return participant_json(row)
        case ProgrammeRow():
            return programme_json(row)
