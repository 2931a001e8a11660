"""Date, publisher and authors of a document, from its text and from what markup says."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from . import clutter
from .characters import printable
from .cleaning import Cleaned
from .dates import Found, dates
from .draft import Hints

LABELLED = re.compile(
    r"\b(?:published|posted|date(?: of preparation)?|issued|entered|created"
    r"|release date|recorded|broadcast|status|publicado|publi[ée])\b[^\d\n]{0,40}$",
    re.I,
)
CHANGED = re.compile(
    r"(?:updated?|modified|revised|edited|changed|retrieved)\b[^\d\n]{0,30}$", re.I
)
LAST = re.compile(r"(?:last )?(?:updated|modified|revised|edited|date modified|retrieved)\b", re.I)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|ⓒ|copyright)(?:\s|:|©|\(c\)){0,6}(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19"
    r"|20)\d\d)?,?\s+)?(?P<name>[^\W\d_][^.|·•©\n]{1,60}?)(?:\s+(?:19"
    r"|20)\d\d)?(?=\s*(?:[.|·•]|$|\s[-–—]\s|,|all rights|\())",
    re.I,
)
NOT_A_NAME = re.compile(
    r"^(?:all rights|no part|unauthori[sz]ed|reproduction|photocopying|cookies?"
    r"|the total|contributors)\b",
    re.I,
)
LABEL = re.compile(
    r"(?:published|posted|date\b|issued|release date|status|updated?|modified)", re.I
)
# "Launch date: 7 September 2023" dates the launch, not the page.
KEY = re.compile(
    r"(?!(?:last )?(?:updated?|modified|revised|published|posted|date|time"
    r"|as of)\b)[^\W\d][\w '-]{2,30}\s?:\s",
    re.I,
)
LOOKED_AT = 600  # characters of a line of the head
DATELINE = 160


def publication_date(cleaned: Cleaned, hints: Hints) -> str | None:
    """The document's own date: what markup says, the head of the text, its dateline, its
    last lines ("Last updated"); never a date inside running text."""
    if hints.date:
        return hints.date
    weak: list[str] = []
    for line in (one[:LOOKED_AT] for one in cleaned.head):
        if clutter.CAPTION.match(line) or (
            clutter.WIKI.match(line.strip(" []!")) and not LAST.search(line)
        ):
            continue
        found = [
            one
            for one in dates(line)
            if len(one.iso) > 7 or len(line) <= 80 or re.search(r"[|·]|//", line)
        ]
        if not found or (len(line) > 250 and found[0].start > DATELINE):
            continue
        key = KEY.match(line)
        if key and found[0].start < key.end() + 12 and not LABEL.match(line):
            continue
        labelled = [one for one in found if LABELLED.search(line[: one.start])]
        fresh = [one for one in found if not CHANGED.search(line[: one.start])]
        if labelled or fresh:
            return (labelled or fresh)[0].iso
        weak.append(found[0].iso)
    for one in dates(cleaned.lead[:DATELINE]):
        if LABELLED.search(cleaned.lead[: one.start]):
            return one.iso
    lead = _dateline(cleaned.lead)
    if lead:
        return lead.iso
    if weak:
        return weak[0]
    for line in reversed(cleaned.tail):
        if LAST.search(line) and len(line) < 300:
            found = dates(line)
            if found:
                return found[-1].iso
    for line in cleaned.tail:
        if (
            len(line) < 60
            and (signed := dates(line))
            and signed[-1].end == len(line.rstrip())
            and re.match(r"[A-Z][\w ]{2,30}, ", line)
        ):
            return signed[-1].iso
    return None


def _dateline(lead: str) -> Found | None:
    for one in dates(lead[:DATELINE]):
        if re.search(r"[.;] [A-Z]|[a-z]{3,} [a-z]{2,} [a-z]{2,} ", lead[: one.start]):
            return None
        if re.match(
            r"[\s\d:,.]{0,12}(?:\([^)]{1,40}\))?[\s./]*(?:/\w+/\.?)?\s*(?:[-–—:.]|[A-Z]|\s/)",
            lead[one.end :],
        ):
            return one
        if one.start < 4:
            return one
    return None


def publisher(cleaned: Cleaned, hints: Hints) -> str | None:
    """Who published the document: markup, else the copyright line, else the masthead."""
    if hints.publisher:
        return hints.publisher
    for line in (*reversed(cleaned.tail), *cleaned.head):
        match = COPYRIGHT.search(line[:400])
        if match:
            name = match["name"].strip(" ,-–—")
            if not NOT_A_NAME.match(name) and len(name) > 1:
                return printable(name, 120)
    return cleaned.masthead


# "By Jane Miller - 2 March 2026", "Author: Jan de Boer, Paris", "By Ann Lee and Bo Ek | Reuters".
_BYLINE = re.compile(
    r"(?:words |written |reporting )?(?:by|author|reporter|words|text)\s?:?\s"
    r"(?P<names>(?-i:[A-Z])[^|·•/()\n\d]{2,80}?)"
    r"(?=$|\s*[|·•/(]|\s[-–—]\s|\s?[-–—,]?\s(?:\d|on\s|in\s|for\s|updated|published|posted|@))",
    re.I,
)
_PERSON = re.compile(
    r"[^\W\d_][\w'’.-]*(?:\s(?:d[aeiou]s?|del?la|v[ao]n|den|der|el|al|bin|le|la|"
    r"[^\W\da-zà-ÿ_][\w'’.-]*)){1,4}"
)
_OFFICE = re.compile(
    r"\b(?:staff|correspondents?|our|desk|editors?|editorial|writers?|reporters?|news|team|press"
    r"|agenc(?:y|ies)|office|newsroom|times|today|wire|tribune|herald|admin|webmaster|posted"
    r"|contributors?|guest|department)\b",
    re.I,
)
MOST_AUTHORS = 20


def authors(cleaned: Cleaned, hints: Hints) -> tuple[str, ...]:
    """Who wrote the document: what markup says, else the byline at its head or end.

    Offices ("By our correspondent", "Staff Writer") are no authors.
    """
    if hints.authors:
        return hints.authors
    for line in (*cleaned.head, *reversed(cleaned.tail[-4:])):
        if len(line) < 200 and (match := _BYLINE.match(line.strip(" []*_"))):
            found = _people(match["names"])
            if found:
                return found
    return ()


def names(value: object) -> tuple[str, ...]:
    """The names of people in what data gives as authors: a string, an object with a name, or a
    list of either; each once, offices and web addresses left out."""
    found: dict[str, None] = {}
    for text in _strings(value):
        found |= dict.fromkeys(_people(text))
    return tuple(found)[:MOST_AUTHORS]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        # A person by their name; what else there is of them is not asked.
        for key in ("name", "fullName", "full_name", "displayName", "display_name", "title"):
            if isinstance(inner := value.get(key), str):
                yield inner
                return
    elif isinstance(value, list):
        for one in value[:MOST_AUTHORS]:
            if isinstance(one, str | dict):
                yield from _strings(one)


def _people(text: str) -> tuple[str, ...]:
    text = re.sub(r"^\s*(?:by|author)\s?:?\s", "", text[:400], flags=re.I)
    found: dict[str, None] = {}
    for piece in re.split(r"\s*(?:[,;&|·\n]|\band\b)\s*", text):
        name = printable(piece, 80)
        if name and _PERSON.fullmatch(name) and not _OFFICE.search(name):
            found[name] = None
    return tuple(found)


def web_address(text: str | None) -> str | None:
    """A full web address, None for anything else."""
    if not text or len(text) > 2000:
        return None
    address = printable(text.strip(), 2000)
    if not address or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that are no IPv6 address
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


__all__ = ["authors", "names", "publication_date", "publisher", "web_address"]
