"""`spacecorp diff`: what one database says that another does not."""

from ..output.names import Format
from ..store import clustering
from ..store.comparing import Facts, compare
from ..store.database import snapshot
from ..store.queries import facts
from ..store.statements import Filters
from .guard import complain
from .printing import emit_data, emit_lines


def run(
    old: str,
    new: str,
    differences: frozenset[str],
    relations: frozenset[str],
    min_confidence: float,
    form: Format,
    evidence: bool | None,
) -> bool:
    """Print the changes from `old` to `new`; whether there are any. Neither file is written to."""
    filters = Filters(min_confidence=min_confidence)
    found = [
        change
        for change in compare(_facts(old, filters), _facts(new, filters))
        if (not differences or change.difference in differences)
        and (not relations or change.relation in relations)
    ]
    from ..output import changes

    if form is not Format.table:
        emit_data(changes.DIFFERENCES, found, form)
    elif found:
        from ..output.tables import draw, table_width

        emit_lines(draw(changes.CHANGES, found, width=table_width(), evidence=evidence))
    complain(changes.summary(found))
    return bool(found)


def _facts(path: str, filters: Filters) -> Facts:
    with snapshot(path) as connection:
        if clustering.is_stale(connection):
            clustering.refresh(connection)
        return facts(connection, filters)
