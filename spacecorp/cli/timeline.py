"""`spacecorp timeline`: facts by date."""

from dataclasses import replace

import typer

from ..output.names import Format, Holding, Instrument, ProgrammeKind, Role
from ..store import queries
from ..store.aggregation import ParticipantRow, Row
from ..store.statements import Filters
from ..store.timeline import events, years
from .guard import complain
from .listing import PLAYERS, database, dated, filters, one_entity
from .options import Asked
from .printing import emit_data, emit_lines


def run(
    asked: Asked,
    relations: frozenset[str],
    kinds: frozenset[str],
    form: Format,
    evidence: bool | None,
    *,
    only_years: bool,
) -> None:
    """Print events and how many each year has; with `only_years` just that."""
    unknown = sorted(kinds - {*Instrument, *Holding, *ProgrammeKind, *Role})
    if unknown:
        raise typer.BadParameter(
            f"'{unknown[0]}' is no kind of partnership, holding or programme, and no role",
            param_hint="--kind",
        )
    # Dates are those of events, not of what single documents say of them.
    between = Filters(dated(asked.since, "--since"), dated(asked.until, "--until"))
    with database(asked.database) as connection:
        names = asked.name and frozenset([one_entity(connection, asked.name, PLAYERS)])
        wanted = filters(connection, replace(asked, since=None, until=None))
        told_of = queries.programmes(connection, wanted, names or None)
        rows: list[Row] = [
            *queries.partnerships(connection, wanted, names or None),
            *queries.ownership(connection, wanted, names or None),
            *(row for row in told_of if not names or row.id in names),
            *(
                part
                for row in told_of
                for part in row.participants
                if not names or names & {row.id, part.organisation.id}
            ),
        ]
    found = [
        event
        for event in events(rows)
        if between.dated(event.date)
        and (not relations or event.relation in relations)
        and (not kinds or _kind(event.row) in kinds)
    ]
    from ..output import timeline

    if form is not Format.table:
        if only_years:
            emit_data(timeline.YEAR_DATA, years(found), form)
        else:
            emit_data(timeline.EVENT_DATA, found, form)
    elif found:
        from ..output.tables import draw, table_width

        width = table_width()
        emit_lines(timeline.bar_lines(years(found), width=width))
        listed = [event for event in found if event.date]
        if listed and not only_years:
            emit_lines([()])
            emit_lines(draw(timeline.EVENTS, listed, width=width, evidence=evidence))
    else:
        complain("no facts found")


def _kind(row: Row) -> str:
    return row.role if isinstance(row, ParticipantRow) else row.kind
