"""RSS and Atom feeds: each item a document, with the full text where the feed has it.

Read with lxml, item by item; external and internal entities are never resolved and the
parser's own limits on depth and on the length of texts are kept.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, BinaryIO, cast

from .characters import printable
from .dates import machine_date
from .draft import Hints
from .errors import Unreadable
from .metadata import names, web_address
from .settings import HEAD_BYTES

if TYPE_CHECKING:
    from lxml.etree import _Element

# RSS 0.9x and 2.0, RSS 1.0 (of RDF) and Atom. Text fields, the fullest first: `encoded` is
# content:encoded, `description` and `summary` are often only the beginning.
_TEXTS = ("encoded", "content", "body", "description", "summary")
_DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
_AUTHORS = ("creator", "author")
_MARKUP = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>|&(?:#\d{2,7}|[a-zA-Z]{2,8});")
_ITEMS = ("item", "entry")
_CHANNELS = ("channel", "feed")


def feed_items(source: BinaryIO) -> Iterator[tuple[str, bytes, Hints]]:
    """The number, the text and the metadata of each item of a feed, in order.

    Raises `Unreadable` after the last item that could be read where the feed is broken.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
    )
    channel: dict[str, str] = {}
    above: list[str] = []
    number = 0
    while True:
        data = source.read(HEAD_BYTES)
        broken = None
        try:
            if data:
                parser.feed(data)
            else:
                parser.close()
        except etree.XMLSyntaxError as error:
            broken = error
        # What came before the fault is whole.
        for event, found in parser.read_events():
            element = cast("_Element", found)
            name = _name(element)
            if event == "start":
                above.append(name)
                continue
            above.pop()
            if name in _ITEMS:
                number += 1
                yield (f"#{number}", *_item(element, channel))
                _forget(element)
            elif above and above[-1] in _CHANNELS and name in ("title", "language", "link"):
                if text := _own_text(element):
                    channel.setdefault(name, text)
            elif above and above[-1] in _CHANNELS:
                _forget(element)
        if broken is not None:
            said = re.sub(r",? line \d+, column \d+.*|\(.*", "", str(broken)).strip()
            raise Unreadable(f"is broken XML after item {number} ({printable(said, 80)})")
        if not data:
            return


def _name(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _forget(element: "_Element") -> None:
    """Free what has been read: the element and all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _item(item: "_Element", channel: dict[str, str]) -> tuple[bytes, Hints]:
    fields: dict[str, _Element] = {}
    links: list[tuple[str, str]] = []
    for child in item:
        name = _name(child)
        if name == "link":
            found = child.get("href") or _own_text(child)
            links.append((child.get("rel") or "alternate", found))
        elif name not in fields and "media" not in str(child.tag).lower():
            fields[name] = child
    body = next((text for key in _TEXTS if key in fields and (text := _markup(fields[key]))), "")
    title = printable(_bare(_markup(fields["title"]))) if "title" in fields else None
    guid = fields.get("guid")
    address = next((href for rel, href in links if rel == "alternate"), None)
    if not address and guid is not None:
        address = _own_text(guid)
    dates = (machine_date(_own_text(fields[key])) for key in _DATES if key in fields)
    return (body or title or "").encode("utf-8", "ignore"), Hints(
        title,
        next((date for date in dates if date), None),
        printable(_bare(channel.get("title", "")), 120),
        channel.get("language"),
        next((who for key in _AUTHORS if key in fields and (who := _people(fields[key]))), ()),
        web_address(address),
        format="html" if _MARKUP.search(body) else "text",
    )


def _own_text(element: "_Element") -> str:
    return "".join(str(part) for part in element.itertext(with_tail=False)).strip()


def _markup(element: "_Element") -> str:
    """The text of a field; markup that stands in it as elements is written out again."""
    from lxml import etree

    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return _own_text(element)
    parts = [etree.tostring(child, method="html", encoding="unicode") for child in children]
    return ((element.text or "") + "".join(parts)).strip()


def _bare(text: str) -> str:
    return unescape(re.sub(r"<[^<>]{1,2000}>", "", text))


def _people(element: "_Element") -> tuple[str, ...]:
    """The author as Atom (name, email) or RSS ("office@example.org (Jane Miller)") give them."""
    inner = next((child for child in element if _name(child) == "name"), None)
    text = _own_text(element if inner is None else inner)
    match = re.fullmatch(r"\S+@\S+\s+\(([^()]{2,80})\)", text)
    return names(match[1] if match else text)
