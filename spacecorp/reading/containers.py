"""Files that hold many documents: archives, web archives, feeds and records, in each other too.

    bytes ─ kind ─▶ zip, tar, gzip, bzip2, xz, WARC ─▶ files, which may be any of these
                    RSS, Atom, JSON Feed, JSON Lines, lists of JSON objects, CSV ─▶ records

Everything streams: one member is held at a time. What a file is, is told from its content.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from . import archives, feed, records, warc
from .decode import encoding, no_text
from .draft import Hints
from .errors import TooMuch, Unreadable
from .kinds import PACKED, json_kind, kind, start_of_text
from .settings import HEAD_BYTES, MAX_DEPTH
from .streams import Budget, metered, unpacked

# Endings of what pages are drawn with, which has no mark of its own in its first bytes.
_DRAWN_WITH = re.compile(r"\.(?:css|m?js|map|svg|woff2?|ttf|eot|otf|ico|scss|less)$", re.I)


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a file that holds many: its bytes, what it is called ("a.zip!/b.html",
    "feed.xml#2") and what its container says of it."""

    name: str
    data: bytes
    hints: Hints


@dataclass(frozen=True, slots=True)
class Unread:
    """A member that cannot be read, or the rest of a file; and why."""

    name: str
    reason: str


def members(
    source: BinaryIO, size: int, name: str, columns: records.Columns, limit: int
) -> Iterator[Member | Unread]:
    """The documents of a container, in their order.

    `source` must be able to seek and have `size` bytes; `limit` is the size in bytes that a
    single document may have. What cannot be read is said in its place, and the rest is read,
    but for what the limits in `settings` forbid.
    """
    budget = Budget(size)
    reader = io.BufferedReader(cast(Any, source), HEAD_BYTES)
    try:
        yield from _Walk(budget, columns, limit).members(reader, name, Hints(), 0)
    except TooMuch as reason:
        yield Unread(name, str(reason))
    finally:
        reader.detach()


@dataclass(slots=True)
class _Walk:
    """The way through one file. `left_out` counts the members that are no documents."""

    budget: Budget
    columns: records.Columns
    limit: int

    def members(
        self, source: "io.BufferedReader[Any]", name: str, hints: Hints, depth: int
    ) -> Iterator[Member | Unread]:
        try:
            head = source.peek(HEAD_BYTES)
            found = kind(head, self.columns)
            if found == "json" or (found == "zip" and depth):
                source = self._held(source)
            if found == "json":
                found = json_kind(source, self.columns, self.limit)
            if found is None:
                yield from self._document(source, name, hints)
            elif depth > MAX_DEPTH:
                yield Unread(name, f"stands in more than {MAX_DEPTH} archives")
            else:
                yield from self._split(found, source, name, hints, depth)
        except TooMuch:
            raise
        except Unreadable as reason:
            yield Unread(name, str(reason))

    def _held(self, source: "io.BufferedReader[Any]") -> "io.BufferedReader[Any]":
        """A stream that can seek, for what cannot be read in one go."""
        if source.seekable():
            return source
        data = source.read(self.limit + 1)
        if len(data) > self.limit:
            raise Unreadable(_too_large(self.limit))
        return io.BufferedReader(io.BytesIO(data), HEAD_BYTES)

    def _document(
        self, source: "io.BufferedReader[Any]", name: str, hints: Hints
    ) -> Iterator[Member | Unread]:
        data = source.read(self.limit + 1)
        if len(data) > self.limit:
            raise Unreadable(_too_large(self.limit))
        yield Member(name, data, hints)

    def _split(
        self, found: str, source: "io.BufferedReader[Any]", name: str, hints: Hints, depth: int
    ) -> Iterator[Member | Unread]:
        if found in PACKED.values():
            inner = metered(unpacked(found, source), self.budget)
            yield from self.members(inner, name, hints, depth + 1)
        elif found in ("zip", "tar"):
            split = archives.zip_members if found == "zip" else archives.tar_members
            for label, content in split(source):
                yield from self._file(f"{name}!/{_printable(label)}", content, hints, depth)
        elif found == "warc":
            for label, content, said in warc.warc_members(source):
                yield from self._file(name + label, content, said, depth)
        else:
            yield from self._records(found, source, name)

    def _file(
        self, name: str, content: BinaryIO | Unreadable, hints: Hints, depth: int
    ) -> Iterator[Member | Unread]:
        self.budget.open_member()
        if isinstance(content, Unreadable):
            yield Unread(name, str(content))
            return
        inner = metered(content, self.budget)
        try:
            head = inner.peek(HEAD_BYTES)
        except TooMuch:
            raise
        except Unreadable as reason:
            yield Unread(name, str(reason))
            return
        # What pages are drawn with belongs into an archive and is no fault of it.
        drawn = no_text(head) if not kind(head, {}) and head[:5] != b"%PDF-" else None
        if not drawn and not _DRAWN_WITH.search(name):
            yield from self.members(inner, name, hints, depth + 1)

    def _records(
        self, found: str, source: "io.BufferedReader[Any]", name: str
    ) -> Iterator[Member | Unread]:
        columns, limit = self.columns, self.limit
        entries: Iterator[tuple[str, bytes | Unreadable, Hints]]
        if found == "feed":
            entries = feed.feed_items(source)
        elif found == "csv":
            head = source.peek(HEAD_BYTES)
            delimiter = records.csv_delimiter(start_of_text(head), columns) or ","
            entries = records.csv_rows(source, delimiter, encoding(head), columns, limit)
        elif found == "json feed":
            entries = records.json_feed(source, columns, limit)
        else:
            split = records.json_lines if found == "json lines" else records.json_list
            entries = split(source, columns, limit)
        for label, data, hints in entries:
            self.budget.open_member()
            if isinstance(data, bytes):
                yield Member(name + label, data, hints)
            else:
                yield Unread(name + label, str(data))


def _printable(label: str) -> str:
    """The name of a member as proper Unicode, without the steps that lead out of an archive."""
    name = label.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "/".join(part for part in name.split("/") if part not in ("", ".", ".."))


def _too_large(limit: int) -> str:
    return f"is too large (--max-size allows {limit / (1 << 20):g} MB)"
