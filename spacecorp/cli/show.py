"""`spacecorp show`: the dossier of one name."""

from ..output.names import DocumentFormat
from .listing import database, one_entity, use_own_table
from .printing import emit, emit_all, emit_lines


def show(path: str, name: str, form: DocumentFormat, *, why: bool) -> None:
    """Print all that the documents say about `name`."""
    from ..store.dossier import dossier

    with database(path) as connection:
        found = dossier(connection, one_entity(connection, name, ()))
        use_own_table(connection)
    if form is DocumentFormat.table:
        from ..output.dossier import dossier_lines
        from ..output.tables import table_width

        emit_lines(dossier_lines(found, width=table_width(), why=why))
        return
    from ..output import formats
    from ..output.dossier import dossier_json

    if form is DocumentFormat.json:
        emit(formats.json_object(dossier_json(found)))
    else:
        emit_all(formats.json_lines([dossier_json(found)]))
