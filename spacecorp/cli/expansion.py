"""From files to what is to be read: the documents in archives, feeds and records one by one."""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import BinaryIO

from .walk import STANDARD_INPUT, Ended, File, Problem, Unopened, opened, reason_of, too_large
from .worker import Task


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of each file: at most `size_limit` bytes a document, records by `columns`,
    whether facts are to be found, and what copies are told by."""

    size_limit: int
    columns: Mapping[str, str]
    facts: bool = True
    fingerprints: bool = False


def expand(
    file: File, wanted: Wanted, known: str | None = None
) -> Iterator[Task | Problem | Ended]:
    """What there is to read in a file: itself, or the documents that it holds.

    `known` is the SHA-256 of bytes that need not be looked into. Members come one by one, as
    they are asked for, and carry their bytes; `Ended` comes after the last of them.
    """
    from ..reading.kinds import holds_many

    try:
        with _opened(file, wanted.size_limit) as stream:
            size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            if holds_many(stream, wanted.columns, wanted.size_limit):
                yield from _members(file, stream, size, wanted)
                return
            reason = too_large(size, wanted.size_limit)
            data = stream.read() if file.path == STANDARD_INPUT and not reason else None
        if reason:
            yield Problem(file.name, reason)
        else:
            yield replace(_task(file, wanted), known=known, data=data)
    except Unopened as error:
        yield Problem(file.name, str(error))
    except (OSError, ValueError, MemoryError) as error:
        yield Problem(file.name, reason_of(error))


def _members(
    file: File, stream: BinaryIO, size: int, wanted: Wanted
) -> Iterator[Task | Problem | Ended]:
    from ..reading.containers import Member, members

    if file.path == STANDARD_INPUT:
        digest = sha256()
        while data := stream.read(1 << 20):
            digest.update(data)
        stream.seek(0)
        file = replace(file, name=f"stdin:{digest.hexdigest()[:12]}", size=size)
    found = 0
    whole = True
    for found, member in enumerate(  # noqa: B007
        members(stream, size, file.name, wanted.columns, wanted.size_limit), 1
    ):
        if isinstance(member, Member):
            inner = File("", member.name, len(member.data), file.mtime_ns, file.name)
            yield replace(_task(inner, wanted), data=member.data, hints=member.hints)
        else:
            whole = whole and member.name != file.name
            yield Problem(member.name, member.reason, file.name)
    if not found:
        yield Problem(file.name, "holds no documents", file.name)
    if file.path != STANDARD_INPUT:
        after = os.stat(file.path)
        if (after.st_size, after.st_mtime_ns) != (file.size, file.mtime_ns):
            whole = False
            yield Problem(file.name, "changed while it was read; try again", file.name)
    yield Ended(file, whole)


def _task(file: File, wanted: Wanted) -> Task:
    return Task(file, wanted.size_limit, facts=wanted.facts, fingerprint=wanted.fingerprints)


@contextmanager
def _opened(file: File, size_limit: int) -> Iterator[BinaryIO]:
    """A file, or standard input as a whole."""
    if file.path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(size_limit + 1)
        if reason := too_large(len(data), size_limit):
            raise Unopened(reason)
        yield io.BytesIO(data)
    else:
        with opened(file.path) as stream:
            yield stream
