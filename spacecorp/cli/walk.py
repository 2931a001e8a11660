"""Finds the files that the paths of a command line mean, and says what cannot be read."""

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class File:
    """A file to read.

    `path` opens it, `name` is what it is called in all outputs (the same, but always proper
    Unicode). `size` in bytes, `mtime_ns` in nanoseconds; both -1 for standard input. A document
    that another file holds has that file's name as `container`, and no path of its own.
    """

    path: str
    name: str
    size: int
    mtime_ns: int
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, and why, in words for one line.

    `container` is the name of the file that holds it, if any does.
    """

    name: str
    reason: str
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """All documents of a container have been handed out; `whole` says that it was read to its
    end."""

    file: File
    whole: bool


class Unopened(Exception):
    """A path that must not be opened; the message is the reason."""


def printable_path(path: str) -> str:
    """A path as proper Unicode: bytes that are no UTF-8 are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def exists(name: str) -> bool:
    """Whether there is anything on disk at a path as `printable_path` gives it."""
    as_bytes = re.sub(
        rb"\\x([0-9a-f]{2})", lambda code: bytes.fromhex(code[1].decode()), name.encode()
    )
    return os.path.lexists(name) or os.path.lexists(as_bytes)


def normalised(path: str) -> str:
    """A path without "./", "//" and "a/../", otherwise as the user typed it."""
    normal = os.path.normpath(path)
    return os.path.join(".", normal) if normal == STANDARD_INPUT else normal  # a file called "-"


def walk(paths: Sequence[str]) -> Iterator[File | Problem]:
    """All files that `paths` mean, each once, in an order that depends on nothing but the names.

    Folders are read recursively without hidden entries. Links are followed; one that leads
    back to a folder around it is reported, one to a folder that is read anyway is left out.
    What is no ordinary file is reported.
    """
    roots = _outermost(sorted({normalised(path) for path in paths if path != STANDARD_INPUT}))
    links = _Links(roots)
    for root in roots:
        yield from _from_root(root, links)
    if STANDARD_INPUT in paths:
        yield File(STANDARD_INPUT, STANDARD_INPUT, -1, -1)


def reason_of(error: Exception) -> str:
    """What an error of the operating system means for a file, in words."""
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    number = getattr(error, "errno", None)
    if number == errno.ENOENT:
        return "no such file or folder"
    if number == errno.ELOOP:
        return "symbolic links lead in a circle"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error) or type(error).__name__


def irregular(mode: int) -> str | None:
    """What a file that must not be read is, by its `st_mode`; None for an ordinary file."""
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISFIFO(mode):
        return "is a named pipe; pipe it into standard input (-) instead"
    if stat.S_ISSOCK(mode):
        return "is a socket"
    return "is a device"


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """An ordinary file for reading. Raises `Unopened` for anything else, OSError as `open`."""
    # Between the walk and now the path may have become a pipe: never wait for a writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb", closefd=True) as stream:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise Unopened("is a folder now")
        if reason := irregular(mode):
            raise Unopened(reason)
        yield stream


def too_large(size: int, limit: int) -> str | None:
    """Why a file of `size` bytes is not read, None where it is within the `limit`."""
    if size <= limit:
        return None
    mebibyte = 1 << 20
    return f"is too large ({size / mebibyte:.1f} MB; --max-size allows {limit / mebibyte:g} MB)"


def _from_root(root: str, links: "_Links") -> Iterator[File | Problem]:
    found = False
    # A stack instead of recursion: folders may be nested deeper than Python's frames.
    stack = [root]
    while stack:
        path = stack.pop()
        try:
            status = os.stat(path)
            if not stat.S_ISDIR(status.st_mode):
                found = True
                yield _file(path, status)
                continue
            if path != root and os.path.islink(path):
                if links.closes_circle(path):
                    found = True
                    yield Problem(printable_path(path), "symbolic links lead in a circle")
                    continue
                if not links.follow(path):
                    continue
            with os.scandir(path) as entries:
                names = sorted(e.name for e in entries if not e.name.startswith("."))
        except (OSError, ValueError) as error:
            found = True
            dangling = isinstance(error, FileNotFoundError) and os.path.islink(path)
            reason = "is a link to nothing" if dangling else reason_of(error)
            yield Problem(printable_path(path), reason)
            continue
        # The root "." is not part of the names that a user knows.
        stack += (n if path == "." else os.path.join(path, n) for n in reversed(names))
    if not found:
        yield Problem(printable_path(root), "no documents in this folder")


def _file(path: str, status: os.stat_result) -> File | Problem:
    name = printable_path(path)
    reason = irregular(status.st_mode)
    return Problem(name, reason) if reason else File(path, name, status.st_size, status.st_mtime_ns)


def _outermost(roots: Sequence[str]) -> list[str]:
    """The roots that are not read already as part of another one."""
    given = set(roots)

    def is_covered(root: str) -> bool:
        folder = root
        while folder not in ("", os.sep, "."):
            folder = os.path.dirname(folder) or "."
            if folder != root and folder in given and _reaches(folder, root):
                return True
        return False

    return [root for root in roots if not is_covered(root)]


def _reaches(folder: str, path: str) -> bool:
    """Whether reading `folder` comes to `path`, which may be below it."""
    if folder == ".":
        rest = "" if os.path.isabs(path) or path.split(os.sep)[0] == ".." else path
    else:
        prefix = folder.rstrip(os.sep) + os.sep
        rest = path[len(prefix) :] if path.startswith(prefix) else ""
    return bool(rest) and not any(part.startswith(".") for part in rest.split(os.sep))


class _Links:
    """Which links to folders to follow, so that the walk ends and reads nothing twice."""

    def __init__(self, roots: Sequence[str]) -> None:
        self._roots = roots
        self._followed: set[str] = set()

    @cached_property
    def _folders(self) -> list[str]:
        return [os.path.realpath(root) for root in self._roots if os.path.isdir(root)]

    def closes_circle(self, link: str) -> bool:
        target = os.path.realpath(link)
        around = os.path.realpath(os.path.dirname(link))
        return target == around or around.startswith(target.rstrip(os.sep) + os.sep)

    def follow(self, link: str) -> bool:
        target = os.path.realpath(link)
        if target in self._followed:
            return False
        if any(target == root or _reaches(root, target) for root in self._folders):
            return False
        self._followed.add(target)
        return True
