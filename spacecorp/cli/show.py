"""`spacecorp show`: the dossier of one name."""

from ..output.names import DocumentFormat
from ..store import catalogue
from .listing import database, one_entity
from .printing import emit, emit_all, emit_lines


def show(path: str, name: str, form: DocumentFormat, *, why: bool) -> None:
    """Print all that the documents say about `name`."""
    with database(path) as connection:
        found = catalogue.dossier(connection, one_entity(connection, name, ()))
    if form is DocumentFormat.table:
        from ..output.dossier import dossier_lines
        from ..output.tables import table_width

        emit_lines(dossier_lines(found, width=table_width(), why=why))
        return
    from ..output import formats
    from ..output.rows import dossier_json

    if form is DocumentFormat.json:
        emit(formats.json_object(dossier_json(found)))
    else:
        emit_all(formats.json_lines([dossier_json(found)]))
