"""Records: JSON Lines, lists of JSON objects and CSV, each record a document.

Columns are known by the names that exports give them, or by what the user says.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import BinaryIO

from .characters import printable
from .dates import machine_date
from .draft import Hints
from .errors import Unreadable
from .metadata import names, web_address

Columns = Mapping[str, str]

# What content systems, feeds, crawlers and corpora call them; the fullest text first.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "articlebody", "article_body", "full_text", "fulltext",
        "article_text", "body_text", "content_html", "content_text", "maintext", "main_text",
        "story", "article", "description", "summary",
    ),
    "title": ("title", "headline", "heading", "subject", "name"),
    "date": (
        "date", "date_published", "datepublished", "published", "published_at", "publish_date",
        "pubdate", "pub_date", "publication_date", "date_publish", "published_date", "created_at",
        "timestamp", "created",
    ),
    "url": ("url", "link", "permalink", "canonical_url", "source_url", "uri", "href"),
    "authors": ("authors", "author", "byline", "creator"),
    "publisher": (
        "publisher", "source", "site_name", "publication", "outlet", "site", "source_name",
    ),
    "language": ("language", "lang"),
}  # fmt: skip
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|&(?:#\d{2,7}|nbsp|amp|[a-z]{2,6}quo|[mn]dash);")
LEAST_TEXT = 80  # characters by which a field is a document's text
SAMPLE = 16 * 1024


def parse_columns(said: str) -> dict[str, str]:
    """What `text=body,title=headline` says. Raises ValueError with the reason."""
    columns: dict[str, str] = {}
    for piece in filter(None, (one.strip() for one in said.split(","))):
        role, equals, name = (one.strip() for one in piece.partition("="))
        if role not in NAMES or not equals or not name:
            raise ValueError(f"'{piece}' is not one of {', '.join(f'{r}=NAME' for r in NAMES)}")
        columns[role] = name
    return columns


def is_record(value: object, columns: Columns) -> bool:
    """Whether an object of JSON is a document of its own: a text with a title, date or address
    beside it, under names that are known."""
    if not isinstance(value, dict):
        return False
    fields = {str(key).casefold(): inner for key, inner in value.items()}
    if "text" in columns:
        return isinstance(_field(value, fields, "text", columns), str)
    text = _field(value, fields, "text", columns)
    return len(text or "") >= LEAST_TEXT and any(
        _field(value, fields, role, columns) for role in ("title", "date", "url")
    )


def record(value: Mapping[str, object], columns: Columns) -> tuple[bytes, Hints]:
    """The text and the metadata of one record. Raises `Unreadable` where it has no text."""
    fields = {str(key).casefold(): inner for key, inner in value.items()}

    def field(role: str) -> str | None:
        return _field(value, fields, role, columns)

    text = field("text")
    if text is None:
        raise Unreadable(f"has no text (column {columns.get('text', 'text')})")
    date = _raw(value, fields, "date", columns)
    title = field("title")
    return text.encode("utf-8", "ignore"), Hints(
        printable(unescape(_TAG.sub("", title))) if title else None,
        machine_date(date) or machine_date(_stamp(date)),
        printable(field("publisher"), 120),
        field("language"),
        names(_raw(value, fields, "authors", columns)),
        web_address(field("url")),
        format="html" if _MARKUP.search(text) else "text",
    )


_TAG = re.compile(r"<[^<>]{1,2000}>")


def _stamp(value: object) -> object:
    """A date in seconds that stands in a string, as a number."""
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}(?:\.\d{1,9})?", value.strip()):
        return float(value)
    return None


def _raw(
    value: Mapping[str, object], fields: Mapping[str, object], role: str, columns: Columns
) -> object:
    if role in columns:
        found: object = value
        for key in [columns[role]] if columns[role] in value else columns[role].split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found
    return next((fields[name] for name in NAMES[role] if fields.get(name)), None)


def _field(
    value: Mapping[str, object], fields: Mapping[str, object], role: str, columns: Columns
) -> str | None:
    """A field as a string: bare, as WordPress gives it ({"rendered": …}), or of paragraphs."""
    found = _raw(value, fields, role, columns)
    if isinstance(found, dict):
        found = found.get("rendered") or found.get("text") or found.get("name")
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        found = "\n\n".join(found)
    return found if isinstance(found, str) and found.strip() else None


# --- JSON ----------------------------------------------------------------------------------


def json_lines(
    source: BinaryIO, columns: Columns, limit: int
) -> Iterator[tuple[str, bytes | Unreadable, Hints]]:
    """The number of the line, the text and the metadata of each object, one a line.

    An object without a known text is given as it is: page data. `limit` is the longest line
    in bytes.
    """
    number = 0
    while line := source.readline(limit + 1):
        number += 1
        if len(line) > limit:
            yield f"#{number}", Unreadable(f"is longer than {_mebibytes(limit)}"), Hints()
            while line and not line.endswith(b"\n"):
                line = source.readline(1 << 20)
            continue
        if line.strip():
            yield (f"#{number}", *_object(line, columns))


def json_list(
    source: BinaryIO, columns: Columns, limit: int
) -> Iterator[tuple[str, bytes | Unreadable, Hints]]:
    """The same for the elements of a list. Raises `Unreadable` where the list is broken."""
    for number, element in enumerate(elements(source, limit), 1):
        yield (f"#{number}", *_object(element, columns))


def json_feed(
    source: BinaryIO, columns: Columns, limit: int
) -> Iterator[tuple[str, bytes | Unreadable, Hints]]:
    """The items of a JSON Feed (jsonfeed.org), version 1 or 1.1."""
    data = source.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"is larger than {_mebibytes(limit)}")
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise Unreadable("is broken JSON") from None
    items = feed.get("items")
    site = feed.get("title")
    for number, item in enumerate(items if isinstance(items, list) else (), 1):
        if isinstance(item, dict):
            item = {"publisher": site, "language": feed.get("language"), **item}
            try:
                yield (f"#{number}", *record(item, columns))
            except Unreadable as reason:
                yield f"#{number}", reason, Hints()


def _object(data: bytes, columns: Columns) -> tuple[bytes | Unreadable, Hints]:
    try:
        value = json.loads(data.decode("utf-8-sig", "replace"))
    except RecursionError:
        return Unreadable("is JSON that is nested too deeply"), Hints()
    except ValueError:
        return Unreadable("is broken JSON"), Hints()
    if not isinstance(value, dict):
        return Unreadable("is no JSON object"), Hints()
    if "text" not in columns and not is_record(value, columns):
        return data, Hints()
    try:
        return record(value, columns)
    except Unreadable as reason:
        return reason, Hints()


_JSON_TOKEN = re.compile(rb"[\"\\\[\]{},]")


def elements(source: BinaryIO, limit: int) -> Iterator[bytes]:
    """The elements of the list that a stream of JSON holds, unparsed, of at most `limit` bytes.

    Raises `Unreadable` where the list ends too early or an element is too long.
    """
    held = bytearray()
    depth = 0
    quoted = False
    skipped = -1  # a byte behind a backslash
    searched = start = 0
    while data := source.read(1 << 16):
        held += data
        for token in _JSON_TOKEN.finditer(held, searched):
            at, sign = token.start(), token[0]
            if at == skipped:
                continue
            if sign == b"\\":
                skipped = at + 1
            elif sign == b'"':
                quoted = not quoted
            elif quoted:
                continue
            elif sign in b"[{":
                depth += 1
                start = at + 1 if depth == 1 else start
            elif sign in b"]}" or depth == 1:
                depth -= sign != b","
                if depth == 1 and sign != b",":
                    continue
                if depth <= 1:
                    if element := bytes(held[start:at]).strip():
                        yield element
                    start = at + 1
                    if depth <= 0:
                        return
        searched = len(held)
        if start:
            del held[:start]
            searched, skipped, start = searched - start, skipped - start, 0
        if len(held) > limit:
            raise Unreadable(f"holds a record of more than {_mebibytes(limit)}")
    raise Unreadable("is broken JSON: the list has no end")


def _mebibytes(size: int) -> str:
    return f"{size / (1 << 20):g} MB"


# --- CSV -----------------------------------------------------------------------------------


def csv_delimiter(head: str, columns: Columns) -> str | None:
    """The sign between the columns, where the first line names columns that are known: a text
    and one more, or the text that the user names. None for what is no such table."""
    first, newline, rest = head.partition("\n")
    if not newline or not rest.strip() or len(first) > 4000:
        return None
    for delimiter in ",;\t|":
        cells = [cell.strip(' "\r').casefold() for cell in first.split(delimiter)]
        if len(cells) < 2 or max(map(len, cells)) > 60:
            continue
        if "text" in columns:
            if columns["text"].casefold() in cells:
                return delimiter
        elif set(cells) & set(NAMES["text"]) and any(
            set(cells) & set(NAMES[role]) for role in ("title", "date", "url")
        ):
            return delimiter
    return None


def csv_rows(
    source: BinaryIO, delimiter: str, encoding: str, columns: Columns, limit: int
) -> Iterator[tuple[str, bytes | Unreadable, Hints]]:
    """The number of the row, the text and the metadata of each record of a table.

    Raises `Unreadable` where a field has no end or is longer than `limit`.
    """
    csv.field_size_limit(limit)
    rows = csv.reader(_lines(source, encoding, limit), delimiter=delimiter)
    number = 0
    try:
        header = [cell.strip() for cell in next(rows)]
        for row in rows:
            if not row:
                continue
            number += 1
            try:
                yield (f"#{number}", *record(dict(zip(header, row, strict=False)), columns))
            except Unreadable as reason:
                yield f"#{number}", reason, Hints()
    except csv.Error as error:
        raise Unreadable(f"is a broken table after row {number} ({error})") from None


def _lines(source: BinaryIO, encoding: str, limit: int) -> Iterator[str]:
    first = True
    while line := source.readline(limit + 1):
        if len(line) > limit:
            raise Unreadable(f"holds a line of more than {_mebibytes(limit)}")
        text = line.decode(encoding, "replace").replace("\0", "")
        yield text.removeprefix("\ufeff") if first else text
        first = False
