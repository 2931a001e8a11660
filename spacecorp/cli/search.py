"""`spacecorp search`: documents by their words."""

from ..output.names import Format
from ..store.database import opened
from ..store.search import TooMuch, is_searchable, search
from .guard import Refused, complain
from .listing import filters
from .options import Asked
from .printing import emit_data, emit_lines


def run(asked: Asked, words: str, publisher: str | None, most: int, form: Format) -> None:
    """Print the documents that have `words`; of `asked` only dates and document count."""
    if not is_searchable(words):
        raise Refused(f"{words}: has no word to look for")
    with opened(asked.database) as connection:
        wanted = filters(connection, asked)
        try:
            found = search(connection, words, wanted, publisher=publisher, most=most or None)
        except TooMuch as error:
            raise Refused(f"the query {error}") from None
    if found.literal:
        complain(f"{words}: cannot be understood with its operators; read as plain words")
    if form is not Format.table:
        from ..output.hits import HITS

        emit_data(HITS, found.best, form)
    elif found.best:
        from ..output.hits import hit_lines
        from ..output.tables import table_width

        emit_lines(hit_lines(found.best, width=table_width()))
    else:
        complain("no documents found")
    if len(found.best) < found.total:
        complain(f"{len(found.best)} of {found.total} documents; --limit 0 shows all")
