"""`spacecorp ingest`: from files to the database."""

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ..model import Extraction
from ..store import clustering, writing
from ..store.database import opened, transaction
from .guard import complain
from .pool import read_all
from .progress import Progress, progress
from .walk import STANDARD_INPUT, File, Problem, exists, normalised, printable_path, walk
from .worker import Reading, Task

# Written together: a kill loses at most this much work, and a commit costs milliseconds.
BATCH_DOCUMENTS = 64
BATCH_SECONDS = 1.0
# A file this young when it is read may change again without its time stamp showing it.
TRUSTED_AGE_NS = 2_000_000_000


@dataclass(slots=True)
class Summary:
    """What one run of ingest did; `found` counts the facts of the documents that it read."""

    read: int = 0
    unchanged: int = 0
    skipped: int = 0
    forgotten: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """For people."""
        counts = f"read {self.read}, unchanged {self.unchanged}, skipped {self.skipped}"
        if self.forgotten:
            counts += f", forgotten {self.forgotten}"
        if not self.read:
            return [counts]
        nouns = ("partnerships", "holdings", "programmes", "participations")
        return [counts, "found " + ", ".join(f"{self.found[noun]} {noun}" for noun in nouns)]


def ingest(
    paths: Sequence[str],
    database: str,
    *,
    jobs: int,
    size_limit: int,
    prune: bool = False,
    again: bool = False,
) -> Summary:
    """Read what `paths` mean into `database`. Lines about single files go to standard error.

    Files of more than `size_limit` bytes are skipped. With `again` unchanged files are read,
    too. With `prune` files below `paths` that are gone are forgotten. Raises StoreError where
    the database cannot be used; what was committed before stays.
    """
    summary = Summary()
    found = walk(paths, size_limit)
    early: list[File | Problem] = []
    for item in found:
        early.append(item)
        if isinstance(item, File):
            break
    else:
        if not (prune and os.path.exists(database)):  # no database for a mistyped path
            for item in early:
                if isinstance(item, Problem):
                    _skip(item, summary, complain)
            return summary
    with opened(database, create=True) as connection:
        with progress("reading", lambda: sum(1 for _ in walk(paths, size_limit))) as shown:
            tasks = _tasks(connection, chain(early, found), summary, size_limit, again, shown)
            _read_into(connection, tasks, summary, jobs, again, shown)
        if prune:
            _forget_gone(connection, paths, summary)
        if clustering.is_stale(connection):
            with transaction(connection):
                writing.tidy_index(connection)
            with progress("resolving names"):
                clustering.refresh(connection)
    return summary


def _skip(problem: Problem, summary: Summary, say: Callable[[str], None]) -> None:
    summary.skipped += 1
    say(f"{problem.name}: {problem.reason}")


def _tasks(
    connection: sqlite3.Connection,
    found: Iterable[File | Problem],
    summary: Summary,
    size_limit: int,
    again: bool,
    shown: Progress,
) -> Iterator[Task]:
    """The files that are new or may have changed."""
    for item in found:
        if isinstance(item, Problem):
            _skip(item, summary, shown.say)
            shown.advance()
            continue
        known = None if again else writing.known_source(connection, item.name)
        if known and not known.current:
            known = None
        if known and (known.size, known.mtime_ns) == (item.size, item.mtime_ns):
            summary.unchanged += 1
            shown.advance()
        else:
            yield Task(item, size_limit, known.sha256 if known else None)


def _read_into(
    connection: sqlite3.Connection,
    tasks: Iterable[Task],
    summary: Summary,
    jobs: int,
    again: bool,
    shown: Progress,
) -> None:
    batch: list[Reading] = []
    committed = time.monotonic()
    try:
        for result in read_all(tasks, jobs):
            shown.advance()
            if isinstance(result, Problem):
                _skip(result, summary, shown.say)
                continue
            for note in result.extraction.notes if result.extraction else ():
                shown.say(f"{result.file.name}: {note}")
            batch.append(result)
            if len(batch) >= BATCH_DOCUMENTS or time.monotonic() - committed >= BATCH_SECONDS:
                _commit(connection, batch, summary, again)
                batch.clear()
                committed = time.monotonic()
    finally:  # also what was read before an interruption
        _commit(connection, batch, summary, again)


def _commit(
    connection: sqlite3.Connection, batch: Sequence[Reading], summary: Summary, again: bool
) -> None:
    if not batch:
        return
    with transaction(connection):
        for reading in batch:
            source = _source(reading)
            if reading.extraction is None:
                writing.touch(connection, source)
            else:
                writing.put(connection, source, reading.extraction, again=again)
    for reading in batch:
        if reading.extraction is None:
            summary.unchanged += 1
        else:
            summary.read += 1
            summary.found.update(_facts(reading.extraction))


def _source(reading: Reading) -> writing.Source:
    name = reading.file.name
    if name == STANDARD_INPUT:
        # Named by its content: a second document that is piped in must not replace the first.
        name = f"stdin:{reading.sha256[:12]}"
    young = time.time_ns() - reading.mtime_ns < TRUSTED_AGE_NS
    return writing.Source(name, reading.sha256, reading.size, -1 if young else reading.mtime_ns)


def _facts(extraction: Extraction) -> dict[str, int]:
    return {
        "partnerships": len(extraction.partnerships),
        "holdings": len(extraction.ownership),
        "programmes": len(extraction.programmes),
        "participations": sum(len(p.participants) for p in extraction.programmes),
    }


def _forget_gone(connection: sqlite3.Connection, paths: Sequence[str], summary: Summary) -> None:
    """Forget stored files below `paths` that no longer exist.

    A folder that is missing altogether may be a disk that is not mounted: what was read from
    it is kept.
    """
    for root in sorted({normalised(path) for path in paths if path != STANDARD_INPUT}):
        name = printable_path(root)
        stored = writing.sources_under(connection, name)
        if not exists(name):
            stored = [path for path in stored if path == name]
        gone = [path for path in stored if not exists(path)]
        with transaction(connection):
            writing.forget(connection, gone)
        summary.forgotten += len(gone)
