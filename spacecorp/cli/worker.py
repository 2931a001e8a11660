"""Reads one file: what a process of the pool does. Never raises for what a file contains."""

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass

from ..model import Extraction
from .walk import STANDARD_INPUT, File, Problem, irregular, reason_of, too_large


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. With `known` (a SHA-256) bytes that have it are not looked into."""

    file: File
    size_limit: int
    known: str | None = None
    facts: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file; `extraction` is None where the bytes are the `known` ones.

    `size` and `mtime_ns` are those of the file as it was read.
    """

    file: File
    sha256: str
    size: int
    mtime_ns: int
    extraction: Extraction | None


def read(task: Task) -> Reading | Problem:
    """Read one file and find what it says."""
    file = task.file
    try:
        data, mtime_ns = _standard_input(task) if file.path == STANDARD_INPUT else _file(task)
    except (OSError, ValueError, MemoryError) as error:
        return Problem(file.name, reason_of(error))
    if isinstance(data, str):
        return Problem(file.name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 == task.known:
        return Reading(file, sha256, len(data), mtime_ns, None)
    extraction = _extraction(task, data)
    if isinstance(extraction, str):
        return Problem(file.name, extraction)
    return Reading(file, sha256, len(data), mtime_ns, extraction)


def warm_up() -> None:
    """Load what reading needs, before the first file."""
    from .. import extraction, reading  # noqa: F401


def _extraction(task: Task, data: bytes) -> Extraction | str:
    """What the document says, or why that cannot be told."""
    from ..reading import Unreadable

    try:
        return _look_into(task.facts)(data, task.file.name)
    except Unreadable as error:
        return str(error)
    except MemoryError:
        return "needs more memory than there is"
    except RecursionError:
        return "is nested too deeply"
    except Exception as error:
        # A document from the web may hit a fault of ours; the others are read all the same.
        if os.environ.get("SPACECORP_DEBUG"):
            raise
        fault = f"{type(error).__name__}: {error}"
        return f"could not be read, a fault of spacecorp ({fault}); SPACECORP_DEBUG=1 shows where"


def _look_into(facts: bool) -> Callable[[bytes, str], Extraction]:
    if facts:
        from ..extraction import extract

        return extract
    from ..reading import read as read_only

    return lambda data, name: Extraction(document=read_only(data, name))


def _standard_input(task: Task) -> tuple[bytes | str, int]:
    data = sys.stdin.buffer.read(task.size_limit + 1)
    return too_large(len(data), task.size_limit) or data, -1


def _file(task: Task) -> tuple[bytes | str, int]:
    """The bytes and time stamp of a file, or why there are none."""
    # Between the walk and now the path may have become a pipe: never wait for a writer.
    descriptor = os.open(task.file.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb", closefd=True) as stream:
        before = os.fstat(descriptor)
        if stat.S_ISDIR(before.st_mode):
            return "is a folder now", -1
        reason = irregular(before.st_mode)
        if reason:
            return reason, -1
        data = stream.read(task.size_limit + 1)
        after = os.fstat(descriptor)
    reason = too_large(max(len(data), before.st_size), task.size_limit)
    if reason:
        return reason, -1
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return "changed while it was read; try again", -1
    return data, before.st_mtime_ns
