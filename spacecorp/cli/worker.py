"""Reads one file: what a process of the pool does. Never raises for what a file contains."""

import gc
import hashlib
import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model import Document, Extraction
from .walk import Ended, File, Problem, Unopened, opened, reason_of, too_large

if TYPE_CHECKING:
    from ..reading import Hints
    from ..reading.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. With `known` (a SHA-256) bytes that have it are not looked into.

    With `fingerprint` it is asked what copies of it are told by. `data` are its bytes where they
    have been read already, `hints` what its container says.
    """

    file: File
    size_limit: int
    known: str | None = None
    facts: bool = True
    fingerprint: bool = False
    data: bytes | None = None
    hints: "Hints | None" = None


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
    fingerprint: "Fingerprint | None" = None


def read(task: Task | Problem | Ended) -> Reading | Problem | Ended:
    """Read one file and find what it says. What is no task comes back as it is."""
    if not isinstance(task, Task):
        return task
    file = task.file
    data, mtime_ns = task.data, file.mtime_ns
    if data is None:
        try:
            data, mtime_ns = _file(task)
        except (Unopened, OSError, ValueError, MemoryError) as error:
            return Problem(file.name, reason_of(error), file.container)
    sha256 = _digest(data, task.hints)
    if sha256 == task.known:
        return Reading(file, sha256, len(data), mtime_ns, None)
    found = _found(task, data)
    if isinstance(found, str):
        return Problem(file.name, found, file.container)
    return Reading(file, sha256, len(data), mtime_ns, *found)


def _found(task: Task, data: bytes) -> "tuple[Extraction, Fingerprint | None] | str":
    """What the document says and its fingerprint if it is asked for, or why that cannot be told."""
    from ..reading import Unreadable

    try:
        extraction = _look_into(task, data)
        return extraction, _fingerprint(extraction.document) if task.fingerprint else None
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


def _look_into(task: Task, data: bytes) -> Extraction:
    if task.facts:
        from ..extraction import extract

        _load_for_good()
        return extract(data, task.file.name, hints=task.hints)
    from ..reading import read as read_only

    return Extraction(document=read_only(data, task.file.name, task.hints))


def _fingerprint(document: Document) -> "Fingerprint":
    from ..reading.fingerprint import fingerprint

    return fingerprint(document.text, document.title)


@cache
def _load_for_good() -> None:
    """Load the models, and have garbage collection never look through them again."""
    from ..extraction import shipped

    shipped()
    gc.freeze()


def _digest(data: bytes, hints: "Hints | None") -> str:
    """What a document is known by: its bytes, and what its container says of it.

    The address alone makes no other document of the same bytes.
    """
    digest = hashlib.sha256(data)
    if hints and (hints.title or hints.date or hints.format):
        digest.update(b"\0" + repr(hints).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _file(task: Task) -> tuple[bytes, int]:
    """The bytes and time stamp of a file. Raises `Unopened` where there are none to be had."""
    with opened(task.file.path) as stream:
        before = os.fstat(stream.fileno())
        data = stream.read(task.size_limit + 1)
        after = os.fstat(stream.fileno())
    if reason := too_large(max(len(data), before.st_size), task.size_limit):
        raise Unopened(reason)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Unopened("changed while it was read; try again")
    return data, before.st_mtime_ns
