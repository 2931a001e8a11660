"""`spacecorp ingest`: from files to the database."""

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain

from ..knowledge import organisations
from ..knowledge.organisations import Organisation
from ..model import Extraction
from ..store import clustering, writing
from ..store.database import opened, transaction
from ..store.own import keep_own_table, own_table
from .expansion import Wanted, expand
from .guard import complain
from .pool import Result, read_all
from .progress import Progress, progress
from .walk import STANDARD_INPUT, Ended, File, Problem, exists, normalised, printable_path, walk
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
    foreign: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """For people."""
        counts = f"read {self.read}, unchanged {self.unchanged}, skipped {self.skipped}"
        if self.forgotten:
            counts += f", forgotten {self.forgotten}"
        if self.foreign:
            languages = ", ".join(f"{code} {n}" for code, n in sorted(self.foreign.items()))
            counts += f", kept in other languages than English {self.foreign.total()} ({languages})"
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
    columns: Mapping[str, str] | None = None,
    own: Sequence[Organisation] | None = None,
) -> Summary:
    """Read what `paths` mean into `database`. Lines about single files go to standard error.

    Documents of more than `size_limit` bytes are skipped. With `again` unchanged files are read,
    too. With `prune` files below `paths` that are gone are forgotten. `columns` name the fields
    of records. `own` organisations are remembered in place of those before; if that changes any,
    all of `paths` is read again. Raises StoreError where the database cannot be used; what was
    committed before stays.
    """
    summary = Summary()
    found = walk(paths)
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
        if own is not None and keep_own_table(connection, own):
            again = True
        organisations.use(own_table(connection))
        with progress("reading", lambda: sum(1 for _ in walk(paths))) as shown:
            wanted = Wanted(size_limit, columns or {}, fingerprints=True)
            tasks = _tasks(connection, chain(early, found), summary, wanted, again, shown)
            _read_into(connection, read_all(tasks, jobs), summary, wanted, again, shown)
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
    wanted: Wanted,
    again: bool,
    shown: Progress,
) -> Iterator[Task | Problem | Ended]:
    """What is new or may have changed: files, and the documents that files hold."""
    for item in found:
        if isinstance(item, Problem):
            yield item
            continue
        stamp = (item.size, item.mtime_ns)
        container = None if again else writing.known_container(connection, item.name)
        if (
            container
            and container.current
            and (container.size, container.mtime_ns) == stamp
            and container.settings == _settings(wanted)
        ):
            summary.unchanged += container.members
            shown.advance()
            continue
        known = None if again else _known(connection, item)
        if known and (known.size, known.mtime_ns) == stamp:
            summary.unchanged += 1
            shown.advance()
            continue
        for one in expand(item, wanted, known.sha256 if known else None):
            if isinstance(one, Task) and one.file.container and not again:
                inner = _known(connection, one.file)
                one = replace(one, known=inner.sha256 if inner else None)
            yield one


def _known(connection: sqlite3.Connection, file: File) -> writing.Known | None:
    known = writing.known_source(connection, file.name, file.container)
    return known if known and known.current else None


def _settings(wanted: Wanted) -> str:
    return ",".join(f"{role}={name}" for role, name in sorted(wanted.columns.items()))


def _read_into(
    connection: sqlite3.Connection,
    results: Iterable[Result],
    summary: Summary,
    wanted: Wanted,
    again: bool,
    shown: Progress,
) -> None:
    batch: list[Reading] = []
    committed = time.monotonic()
    kept: dict[str, set[str]] = {}  # what the containers that are being read hold
    faulty: set[str] = set()
    try:
        for result in results:
            if isinstance(result, Ended):
                shown.advance()
                _commit(connection, batch, summary, again)
                batch.clear()
                name = result.file.name
                members = kept.pop(name, set())
                _close(connection, result, members, _settings(wanted), name not in faulty)
                continue
            if isinstance(result, Problem):
                _skip(result, summary, shown.say)
                if result.container:
                    faulty.add(result.container)
                else:
                    shown.advance()
                continue
            if result.file.container:
                kept.setdefault(result.file.container, set()).add(result.file.name)
            else:
                shown.advance()
            for note in result.extraction.notes if result.extraction else ():
                shown.say(f"{result.file.name}: {note}")
            batch.append(result)
            if len(batch) >= BATCH_DOCUMENTS or time.monotonic() - committed >= BATCH_SECONDS:
                _commit(connection, batch, summary, again)
                batch.clear()
                committed = time.monotonic()
    finally:  # also what was read before an interruption
        _commit(connection, batch, summary, again)


def _close(
    connection: sqlite3.Connection, ended: Ended, members: Set[str], settings: str, sound: bool
) -> None:
    """Forget what a container no longer holds, and remember it where nothing was wrong in it."""
    file = ended.file
    if not ended.whole or file.path == STANDARD_INPUT:
        return
    mtime_ns = _trusted(file.mtime_ns)
    container = writing.Container(file.name, file.size, mtime_ns, len(members), settings)
    with transaction(connection):
        writing.close_container(connection, container, members, complete=sound)


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
                writing.put(
                    connection,
                    source,
                    reading.extraction,
                    fingerprint=reading.fingerprint,
                    again=again,
                )
    for reading in batch:
        if reading.extraction is None:
            summary.unchanged += 1
        else:
            summary.read += 1
            language = reading.extraction.document.language
            if language not in (None, "en"):
                summary.foreign[language or ""] += 1
            summary.found.update(_facts(reading.extraction))


def _source(reading: Reading) -> writing.Source:
    name = reading.file.name
    if name == STANDARD_INPUT:
        # Named by its content: a second document that is piped in must not replace the first.
        name = f"{writing.STANDARD_INPUT}{reading.sha256[:12]}"
    container = reading.file.container
    return writing.Source(name, reading.sha256, reading.size, _trusted(reading.mtime_ns), container)


def _trusted(mtime_ns: int) -> int:
    """The time stamp of a file, where a later change is sure to alter it."""
    return -1 if time.time_ns() - mtime_ns < TRUSTED_AGE_NS else mtime_ns


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
            stored = [(path, file) for path, file in stored if file == name]
        there: dict[str, bool] = {}
        gone = [path for path, file in stored if not _there(file, there)]
        with transaction(connection):
            writing.forget(connection, gone)
        summary.forgotten += len(gone)


def _there(file: str, known: dict[str, bool]) -> bool:
    if file not in known:
        known[file] = exists(file)
    return known[file]
