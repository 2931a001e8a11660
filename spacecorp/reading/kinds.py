"""What kind of container a file is, told from its content: a cheap look at every file."""

import json
import re
from typing import BinaryIO

from . import records
from .decode import BOMS
from .errors import Unreadable
from .settings import HEAD_BYTES

PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_PROLOGUE = re.compile(
    r"\s*(?:<\?[^>]{0,2000}\?>|<!--.{0,5000}?-->"
    r"|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,20000}\]\s*)?>)\s*",
    re.S,
)
_FEED = re.compile(r"<(?:rss|(?:[a-z]\w{0,10}:)?feed)[\s>]", re.I)
_RDF = re.compile(r"<rdf:RDF[\s>]", re.I)
_JSON_FEED = re.compile(r'"version"\s{0,9}:\s{0,9}"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')


def kind(head: bytes, columns: records.Columns) -> str | None:
    """What kind of container a file is that begins with `head`.

    None for a document; "json" where only more of the file can tell.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    for signature, name in PACKED.items():
        if head.startswith(signature):
            return name
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    text = start_of_text(head)
    if text.startswith("<"):
        rest = text
        while match := _PROLOGUE.match(rest):
            rest = rest[match.end() :]
        if _FEED.match(rest) or (_RDF.match(rest) and "purl.org/rss/1.0" in rest):
            return "feed"
        return None
    if text.startswith("{"):
        if _JSON_FEED.search(text[:4096]):
            return "json feed"
        line, newline, rest = text.partition("\n")
        if not newline:
            return "json" if len(head) >= HEAD_BYTES else None
        # The first line of an object that is written over several lines is none in itself.
        return "json lines" if line.rstrip().endswith("}") and rest.lstrip()[:1] == "{" else None
    if text.startswith("["):
        return "json" if text[1:].lstrip()[:1] == "{" else None
    return "csv" if records.csv_delimiter(text[:HEAD_BYTES], columns) else None


def start_of_text(head: bytes) -> str:
    for mark, name in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(name, "replace").lstrip()
    return head.decode("utf-8", "replace").lstrip()


def json_kind(source: BinaryIO, columns: records.Columns, limit: int) -> str | None:
    """What kind of container a file of JSON is, told from its first line or first element."""
    try:
        if source.read(1) == b"{":
            source.seek(0)
            line = source.readline(limit + 1)
            more = source.read(64).lstrip()[:1] == b"{"
            return "json lines" if more and line.rstrip().endswith(b"}") else None
        source.seek(0)
        first = next(records.elements(source, limit), b"")
        try:
            value = json.loads(first.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return None
        return "json list" if records.is_record(value, columns) else None
    except Unreadable:
        return None
    finally:
        source.seek(0)


def holds_many(source: BinaryIO, columns: records.Columns, limit: int) -> bool:
    """Whether a file is a container; `source` is read from its beginning and set back to it."""
    head = source.read(HEAD_BYTES)
    source.seek(0)
    found = kind(head, columns)
    return (json_kind(source, columns, limit) if found == "json" else found) is not None
