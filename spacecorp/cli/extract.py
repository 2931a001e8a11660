"""`spacecorp extract`: from files to facts on standard output, without a database."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..knowledge import organisations
from ..knowledge.organisations import Organisation
from ..model import Extraction
from ..output import formats
from ..output.names import DocumentFormat
from .expansion import Wanted, expand
from .pool import read_all
from .printing import emit_all, emit_lines
from .progress import Progress, progress
from .walk import Ended, File, Problem, walk
from .worker import Task


def extract(
    paths: Sequence[str],
    form: DocumentFormat | None,
    *,
    jobs: int,
    size_limit: int,
    text: bool,
    facts: bool,
    columns: Mapping[str, str] | None = None,
    own: Sequence[Organisation] = (),
) -> bool:
    """Print what each document says, in the order of their paths, as they are read.

    `own` organisations of the user stand beside the bundled ones.

    Returns whether every file could be read; what could not gets a line on standard error.
    """
    organisations.use(own)
    to_terminal = sys.stdout.isatty()
    if form is None:
        form = DocumentFormat.table if to_terminal else DocumentFormat.jsonl
    # A bar between the documents that scroll by would only be in the way.
    bar = progress("reading", lambda: sum(1 for _ in walk(paths)), hidden=to_terminal)
    with bar as shown:
        problems: list[Problem] = []
        wanted = Wanted(size_limit, columns or {}, facts)
        read = extractions(paths, jobs, wanted, shown, problems)
        if form is DocumentFormat.table:
            from ..output.document import document_lines

            for extraction in read:
                emit_lines(document_lines(extraction, text=text))
        else:
            objects = (_json(extraction, text) for extraction in read)
            write = formats.json_array if form is DocumentFormat.json else formats.json_lines
            emit_all(write(objects))
    return not problems


def extractions(
    paths: Sequence[str],
    jobs: int,
    wanted: Wanted,
    shown: Progress,
    problems: list[Problem],
) -> Iterator[Extraction]:
    """What each document says, in the order of their paths, as they are read.

    What could not be read is said and added to `problems`.
    """

    def tasks() -> Iterator[Task | Problem | Ended]:
        for item in walk(paths):
            if isinstance(item, File):
                yield from expand(item, wanted)
            else:
                yield item

    for result in read_all(tasks(), jobs):
        if isinstance(result, Ended):
            shown.advance()
            continue
        if isinstance(result, Problem):
            problems.append(result)
            shown.say(f"{result.name}: {result.reason}")
            if not result.container:
                shown.advance()
            continue
        if not result.file.container:
            shown.advance()
        assert result.extraction is not None  # no task names bytes that are known already
        for note in result.extraction.notes:
            shown.say(f"{result.file.name}: {note}")
        yield result.extraction


def _json(extraction: Extraction, text: bool) -> dict[str, Any]:
    record: dict[str, Any] = extraction.to_json()
    if text:
        record["document"]["text"] = extraction.document.body
    return record
