"""`spacecorp explain`: why a fact is in the database."""

from functools import partial

from ..output.names import DocumentFormat
from ..store.comparing import relation
from ..store.finding import find
from ..store.passages import passage
from ..store.statements import Support
from .guard import Refused
from .listing import database
from .printing import emit, emit_lines

CHOICES_SHOWN = 10


def explain(path: str, wanted: str, form: DocumentFormat) -> None:
    """Print the sentences behind the fact that `wanted` identifies."""
    from ..output import explanation, formats
    from ..output.claims import claim
    from ..output.tables import table_width
    from ..relations.triggers import triggers

    with database(path) as connection:
        found = find(connection, wanted)
        if not found:
            raise Refused(f"{wanted}: no such fact; --json and --evidence show the ids")
        if len(found) > 1:
            choices = [f"  {f.row.id}  {claim(f.row)}" for f in found[:CHOICES_SHOWN]]
            raise Refused(f"{wanted}: begins the id of {len(found)} facts; say which", *choices)
        places = partial(passage, connection)
        of = relation(found[0].row)

        def trigger(support: Support) -> list[tuple[int, int]]:
            return triggers(support.evidence, support.rule, of)

        if form is DocumentFormat.table:
            emit_lines(
                explanation.explanation_lines(found[0], places, trigger, width=table_width())
            )
            return
        record = explanation.explanation_json(found[0], places, trigger)
    if form is DocumentFormat.json:
        emit(formats.json_object(record))
    else:
        emit("".join(formats.json_lines([record])))
