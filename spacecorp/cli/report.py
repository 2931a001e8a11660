"""`spacecorp report`: the corpus as one page to look at."""

from ..store.corpus import corpus
from .files import new_file
from .listing import database, filters
from .options import Asked


def report(asked: Asked, output: str, *, title: str, excerpts: bool, force: bool) -> list[str]:
    """Write the page to `output`. Returns what there is to say about it, a line each."""
    from ..output.report.data import page_data, texts, too_long
    from ..output.report.page import page

    with new_file(output, force=force) as file:
        with database(asked.database) as connection:
            found = corpus(connection, filters(connection, asked))
        said = []
        if not excerpts and too_long(found):
            excerpts = True
            said.append("the texts are long: of each only the paragraphs that state facts are kept")
        data = page_data(found, title=title, filters=_in_words(asked), excerpts=excerpts)
        whole = page(found, data, texts(found, excerpts=excerpts))
        file.write(whole.encode())
        size = file.tell()
    return [f"wrote {output}, {size / 1_000_000:.1f} MB", *said]


def _in_words(asked: Asked) -> list[str]:
    """The filters, for the reader of the page."""
    said = []
    if asked.min_confidence:
        said.append(f"facts with a confidence of at least {asked.min_confidence:g}")
    if asked.since:
        said.append(f"what is dated {asked.since} or later")
    if asked.until:
        said.append(f"what is dated {asked.until} or earlier")
    if asked.document:
        said.append(f"documents called {asked.document}")
    return said
