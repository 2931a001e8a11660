"""Streams of bytes that cost no more than they may: unpacked bytes are counted and limited."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, BinaryIO, cast

from .errors import TooMuch, Unreadable
from .settings import (
    HEAD_BYTES,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED,
    MAX_UNPACKING_MEMORY,
    RATIO_FREE,
)

# What the libraries raise for damaged input.
_DAMAGE = (
    EOFError,
    HTTPException,
    OSError,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one file of `packed` bytes."""

    packed: int
    unpacked: int = 0
    members: int = 0

    def unpack(self, size: int) -> None:
        """Count unpacked bytes. Raises `TooMuch` where they pass the limits in `settings`."""
        self.unpacked += size
        if self.unpacked > max(RATIO_FREE, MAX_RATIO * self.packed):
            raise TooMuch(f"unpacks to more than {MAX_RATIO} times its size; the rest is not read")
        if self.unpacked > MAX_UNPACKED:
            raise TooMuch(f"unpacks to more than {MAX_UNPACKED >> 30} GiB; the rest is not read")

    def open_member(self) -> None:
        """Count a member. Raises `TooMuch` where there are too many."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise TooMuch(f"holds more than {MAX_MEMBERS:,} members; the rest is not read")


@contextmanager
def damage_as_unreadable() -> Iterator[None]:
    """Turns what the libraries raise for damaged input into `Unreadable`."""
    try:
        yield
    except _DAMAGE:
        raise Unreadable("is cut off or damaged") from None


class _Metered(io.RawIOBase):
    """A stream whose bytes are counted, and whose damage is `Unreadable`."""

    def __init__(self, source: BinaryIO, budget: Budget) -> None:
        # A piece at a time, so that what comes before a fault is not lost with it.
        self._read = getattr(source, "read1", source.read)
        self._budget = budget
        self._fault: Unreadable | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        filled = 0
        wanted = min(len(view), HEAD_BYTES)
        try:
            if self._fault:
                raise self._fault
            with damage_as_unreadable():
                while filled < wanted and (data := self._read(wanted - filled)):
                    view[filled : filled + len(data)] = data
                    filled += len(data)
        except Unreadable as fault:
            self._fault = fault
            if not filled:
                raise
        self._budget.unpack(filled)
        return filled


def metered(source: BinaryIO, budget: Budget) -> "io.BufferedReader[Any]":
    """`source` with `peek` and `readline`; what is read from it counts against `budget`."""
    return io.BufferedReader(_Metered(source, budget), HEAD_BYTES)


class _Unxz(io.RawIOBase):
    """An xz stream unpacked within `MAX_UNPACKING_MEMORY`, which `lzma.open` cannot be told."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._decoder = lzma.LZMADecompressor(memlimit=MAX_UNPACKING_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = b""
        while not data:
            packed = self._source.read(HEAD_BYTES) if self._decoder.needs_input else b""
            if self._decoder.eof:
                packed = self._decoder.unused_data + packed
                if not packed.strip(b"\0"):  # padding behind the last stream
                    return 0
                self._decoder = lzma.LZMADecompressor(memlimit=MAX_UNPACKING_MEMORY)
            elif self._decoder.needs_input and not packed:
                raise EOFError
            data = self._decoder.decompress(packed, len(view))
        view[: len(data)] = data
        return len(data)


def unpacked(kind: str, source: BinaryIO) -> BinaryIO:
    """The stream inside a "gzip", "bzip2" or "xz" stream."""
    if kind == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=source))
    return cast(BinaryIO, bz2.BZ2File(source) if kind == "bzip2" else _Unxz(source))
