"""Date, publisher and language of a document, from its text and from what markup says."""

import re

from . import clutter
from .characters import printable
from .cleaning import Cleaned
from .dates import Found, dates
from .draft import Hints
from .language import language

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


__all__ = ["language", "publication_date", "publisher"]
