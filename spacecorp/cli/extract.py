"""`spacecorp extract`: from files to facts on standard output, without a database."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model import Extraction
from ..output import formats
from ..output.names import DocumentFormat
from .pool import read_all
from .printing import emit_all, emit_lines
from .progress import Progress, progress
from .walk import File, Problem, walk
from .worker import Task


def extract(
    paths: Sequence[str],
    form: DocumentFormat | None,
    *,
    jobs: int,
    size_limit: int,
    text: bool,
    facts: bool,
) -> bool:
    """Print what each document says, in the order of their paths, as they are read.

    Returns whether every file could be read; what could not gets a line on standard error.
    """
    to_terminal = sys.stdout.isatty()
    if form is None:
        form = DocumentFormat.table if to_terminal else DocumentFormat.jsonl
    # A bar between the documents that scroll by would only be in the way.
    bar = progress("reading", lambda: sum(1 for _ in walk(paths, size_limit)), hidden=to_terminal)
    with bar as shown:
        problems: list[Problem] = []
        read = extractions(paths, jobs, size_limit, facts, shown, problems)
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
    size_limit: int,
    facts: bool,
    shown: Progress,
    problems: list[Problem],
) -> Iterator[Extraction]:
    """What each document says, in the order of their paths, as they are read.

    What could not be read is said and added to `problems`.
    """

    def skip(problem: Problem) -> None:
        problems.append(problem)
        shown.say(f"{problem.name}: {problem.reason}")
        shown.advance()

    def tasks() -> Iterable[Task]:
        for item in walk(paths, size_limit):
            if isinstance(item, File):
                yield Task(item, size_limit, facts=facts)
            else:
                skip(item)

    for result in read_all(tasks(), jobs):
        if isinstance(result, Problem):
            skip(result)
            continue
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
