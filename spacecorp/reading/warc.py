"""Web archives (WARC, ISO 28500): the pages and texts among the records of a crawl.

The standard library's reader of HTTP headers is used, which limits their length and number.
"""

import io
import re
import zlib
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPException, HTTPResponse, parse_headers
from typing import Any, BinaryIO

from .draft import Hints
from .errors import Unreadable
from .metadata import web_address
from .streams import damage_as_unreadable

_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_VERSION_LINE = 256
_SKIPPED = re.compile(
    r"(?:image|audio|video|font)/|text/(?:css|javascript)|application/(?:(?:x-)?javascript"
    r"|ecmascript|font|x-font|vnd\.ms-fontobject|octet-stream|wasm|x-shockwave-flash)",
    re.I,
)


def warc_members(
    source: "io.BufferedReader[Any]",
) -> Iterator[tuple[str, BinaryIO | Unreadable, Hints]]:
    """The number, the bytes and the address of each page that was fetched, and of each text.

    Pages that were not found and the parts that pages are drawn with are left out. Raises
    `Unreadable` where the archive is damaged.
    """
    number = 0
    while line := source.readline(_VERSION_LINE):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise Unreadable("is cut off or damaged")
        number += 1
        with damage_as_unreadable():
            headers = parse_headers(source)
            try:
                length = int(headers.get("Content-Length", ""))
            except ValueError:
                raise Unreadable("is cut off or damaged") from None
        block = _Block(source, length)
        body = io.BufferedReader(block)
        kind = (headers.get("WARC-Type") or "").lower()
        address = web_address((headers.get("WARC-Target-URI") or "").strip("<>"))
        content: BinaryIO | Unreadable | None = None
        charset = None
        if kind == "response":
            content, charset = _payload(body, headers)
        elif kind in ("resource", "conversion"):
            content = None if _SKIPPED.match(headers.get("Content-Type") or "") else body
        if content is not None:
            yield f"#{number}", content, Hints(url=address, charset=charset)
        block.skip()


class _Block(io.RawIOBase):
    """The next `length` bytes of a stream."""

    def __init__(self, source: BinaryIO, length: int) -> None:
        self._source = source
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._source.read(min(len(view), self._left))
        if not data and self._left:
            raise Unreadable("is cut off or damaged")
        view[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def skip(self) -> None:
        while self._left > 0:
            data = self._source.read(min(self._left, 1 << 16))
            if not data:
                raise Unreadable("is cut off or damaged")
            self._left -= len(data)


class _Answer:
    """What `HTTPResponse` takes for a socket."""

    def __init__(self, body: "io.BufferedReader[Any]") -> None:
        self._body = body

    def makefile(self, mode: str) -> "io.BufferedReader[Any]":
        return self._body


def _payload(
    body: "io.BufferedReader[Any]", headers: Message
) -> tuple[BinaryIO | Unreadable | None, str | None]:
    """What a web server sent, unpacked, and the encoding that it named; None where that is no
    document."""
    if "http" not in (headers.get("Content-Type") or "http").lower():
        return None, None  # the answer to a question of the domain name system
    response = HTTPResponse(_Answer(body))  # type: ignore[arg-type]
    try:
        response.begin()
    except (HTTPException, ValueError, OSError):
        return Unreadable("is no answer of a web server"), None
    if response.status != 200 or _SKIPPED.match(response.headers.get_content_type()):
        return None, None
    # Some crawlers unpack what they got and keep the headers that say otherwise.
    if response.chunked and not _CHUNK.match(body.peek(64)):
        response.chunked = False
        response.length = None
    content: io.BufferedReader[Any] = io.BufferedReader(response)
    packing = (response.headers.get("Content-Encoding") or "").lower()
    if "br" in packing or "zstd" in packing:
        return Unreadable("is packed in a way that is not supported"), None
    if "gzip" in packing or "deflate" in packing:
        content = io.BufferedReader(_Inflated(content))
    return content, response.headers.get_content_charset()


class _Inflated(io.RawIOBase):
    """What is in a stream by gzip or zlib, or of bare Deflate; anything else as it is."""

    def __init__(self, source: "io.BufferedReader[Any]") -> None:
        self._source = source
        head = source.peek(2)[:2]
        if head == b"\x1f\x8b":
            self._decoder: zlib._Decompress | None = zlib.decompressobj(31)
        elif head[:1] == b"\x78" and len(head) == 2 and int.from_bytes(head, "big") % 31 == 0:
            self._decoder = zlib.decompressobj(15)
        else:
            self._decoder = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._decoder is None:
            data = self._source.read(len(view))
        else:
            data = b""
            while not data and not self._decoder.eof:
                packed = self._decoder.unconsumed_tail or self._source.read1(1 << 15)
                if not packed:
                    raise EOFError
                data = self._decoder.decompress(packed, len(view))
        view[: len(data)] = data
        return len(data)
