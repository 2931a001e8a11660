"""Web pages: the article by trafilatura, what the head says of it by our own reading.

Page data inside a page (Next.js) is preferred where it holds the article.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from . import markup, pagedata
from .align import align, bare_lines
from .characters import plain, printable
from .dates import iso_date, machine_date
from .draft import Draft, Hints, drafted, headed
from .errors import Unreadable
from .metadata import names
from .pruning import prune, query, strip, thin
from .settings import MAX_TAGS, MIN_ARTICLE, MIN_PAGE_DATA_PROSE
from .stated import checked

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HTMLParser
    from trafilatura.settings import Extractor

NEXT_DATA = re.compile(
    r"<script[^>]{0,200}\bid\s?=\s?[\"']?(?-i:__NEXT_DATA__)[\"']?[^>]{0,200}>", re.I
)
WHOLE = re.compile(r"<(?:html|head|body)\b", re.I)
PROLOGUE = 50_000
# What has a page mended before it is parsed: controls, and an <html> that closes itself; the
# document type of older HTML would give the page a namespace.
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
NONCHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")
DOCTYPE = re.compile(r"< ?! ?DOCTYPE[^>\n]*/[^<>\n]*>", re.I)
CLOSED = re.compile(r"<html[^\n]*/>")
OPENING = 40  # characters that a line is recognised by
LEAD = 60  # characters from which on a paragraph begins the article
SUFFIX = re.compile(r"\s+(?:[|»«·•–—]|--?|::)\s+")
DATED = re.compile(r"/((?:19|20)\d\d)([/-]?)([01]?\d)\2([0-3]?\d)(?=[/-])")
# Conditions on the attributes that there are: most elements lack them.
SIGNED = (
    "descendant::*[self::h1 or self::h2 or @rel[.='author'] or @itemprop[.='author'] or"
    " @class[contains(., 'byline') or contains(., 'by-line') or contains(., 'uthor')]]"
)
BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|author)s?(?:$|[\s_-])", re.I)
DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d)")
# Names of the head's date and title fields, best first (Open Graph, Dublin Core, Parse.ly,
# Highwire Press and what content systems made up).
DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "date",
    "cxenseparse:recs:publishtime",
)
TITLE_NAMES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "citation_title",
)
AUTHOR_NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article.author",
)
SITE_NAMES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "al:ios:app_name",
)


def read_html(source: str) -> Draft:
    """The draft of a page or of a fragment of one.

    Raises `Unreadable` where there are more tags than any page needs, or no text at all.
    """
    if len(source) > MAX_TAGS < source.count("<"):
        raise Unreadable(f"holds more than {MAX_TAGS:,} tags")
    data = _page_data(source)
    held = 0 if data is None else sum(line.end - line.start for line in data.lines)
    whole = bool(WHOLE.search(source[:PROLOGUE]))
    if data is not None and held >= MIN_PAGE_DATA_PROSE and not whole:
        return data
    tree = _page(source) if whole else markup.parse(source)
    hints = Hints()
    blocks: markup.Blocks = []
    if tree is not None:
        linked = _json_ld(tree)
        hints = _hints(tree, linked)
        blocks = checked(_article(tree, source) if whole else markup.blocks(tree), linked)
    if data is not None and held >= MIN_PAGE_DATA_PROSE and not _elsewhere(data, blocks):
        return data
    blocks = [(kind, clean) for kind, text in blocks if (clean := plain(text)[0].strip())]
    if not blocks:
        blocks = [(None, one) for one in bare_lines(source)]
    if data is not None and held >= sum(len(text) for _, text in blocks):
        return data
    if not blocks:
        raise Unreadable("holds no text")
    text, lines = drafted(headed(blocks, hints.title))
    return Draft("html", text, lines, align(text, source), hints, extracted=True)


def _page_data(source: str) -> Draft | None:
    start = NEXT_DATA.search(source) if "__NEXT_DATA__" in source else None
    if not start:
        return None
    end = source.find("</script", start.end())
    try:
        data = json.loads(source[start.end() : end if end >= 0 else len(source)])
        draft = pagedata.article(data)
    except (ValueError, RecursionError, Unreadable):
        return None
    anchors = align(draft.text, source[start.end() :], escaped=True)
    shifted = tuple((here, there + start.end()) for here, there in anchors)
    return Draft("html", draft.text, draft.lines, shifted, draft.hints, extracted=True)


def _elsewhere(data: Draft, blocks: markup.Blocks) -> bool:
    """Whether a page shows an article that its page data lack: they may hold teasers only."""
    shown = " ".join(text for _, text in blocks)
    openings = [
        data.text[line.start : line.start + OPENING]
        for line in data.lines
        if line.end - line.start > LEAD
    ]
    told = sum(opening in shown for opening in openings)
    return len(shown) >= max(2 * MIN_PAGE_DATA_PROSE, len(data.text) // 2) and (
        told * 5 < len(openings)
    )


def _page(source: str) -> _Element | None:
    """The tree of a whole page, for both head and article."""
    _hush()
    tree = _sound(source)
    if tree is None:
        from trafilatura import load_html

        tree = load_html(source)
    return markup.parse(source) if tree is None else tree


@cache
def _hush() -> None:
    """Keep the extractor from reporting each page that it makes nothing of."""
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def _sound(source: str) -> _Element | None:
    """The tree that trafilatura's `load_html` makes of a page in half its time; None for a page
    that it may have to mend."""
    from lxml.etree import LxmlError
    from lxml.html import fromstring

    if CLOSED.search(source, 0, 4096):
        return None
    if "doctype" in source[:50].lower():
        old = DOCTYPE.match(source)
        source = source[old.end() :] if old else source
    try:
        data = source.encode()
    except UnicodeEncodeError:  # half a character
        return None
    if len(data.translate(None, CONTROLS)) < len(data) or NONCHARACTERS.search(data):
        return None
    try:
        tree: _Element = fromstring(data, parser=_parser())
    except (LxmlError, ValueError):
        return None
    return tree if len(tree) > 1 else None


@cache
def _parser() -> HTMLParser:
    """The parser that trafilatura uses, but that tells the class of an element without asking
    Python: there are thousands, and all of one class will do."""
    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlElement, HTMLParser

    parser = HTMLParser(
        encoding="utf-8",
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _article(tree: _Element, source: str) -> markup.Blocks:
    """The blocks of the article of the page `source`; prunes `tree`.

    The fast way first: on news pages it is as good as the full one, which rescues the rest and
    looks at all of the page.
    """
    strip(tree)
    prune(tree)
    thin(tree)
    blocks = _extracted(tree, fast=True)
    if not _lump(blocks) or (whole := _page(source)) is None:
        return blocks
    prune(whole)
    blocks = _extracted(whole, fast=False) or blocks
    if sum(len(text) for _, text in blocks) >= MIN_ARTICLE:
        return blocks
    return markup.blocks(whole) or blocks


def _extracted(tree: _Element, *, fast: bool) -> markup.Blocks:
    """The blocks that the extractor takes for the article, without its headline."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, options=_options(fast=fast))
    body = getattr(found, "body", None)
    if body is None:
        return []
    _behead(body)
    return markup.blocks(body, strict=False)


@cache
def _options(*, fast: bool) -> Extractor:
    """What the extractor is to do, worked out once: it leaves them as they are."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="txt", comments=False, tables=True, fast=fast)


def _behead(body: _Element) -> None:
    """Take the page's own headline off an article: the title is kept apart from the text."""
    for element in list(body.iter("head", "p")):
        if element.tag == "p" and len("".join(map(str, element.itertext()))) > LEAD:
            return
        if element.get("rend") == "h1":
            element.text = None
            for inner in list(element):
                element.remove(inner)


def _lump(blocks: markup.Blocks) -> bool:
    """Whether the fast way found no structure and gave the page's text in one piece."""
    size = sum(len(text) for _, text in blocks)
    return size < MIN_ARTICLE or (
        size > 1000 and max(len(text) for _, text in blocks) * 10 > size * 7
    )


# --- what the head says ------------------------------------------------------------------


def _hints(tree: _Element, ld: dict[str, object]) -> Hints:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = meta.get("content")
        if name and content:
            metas.setdefault(name.lower(), content)
    heading = next((t for e in tree.iter("h1") if (t := _text(e))), None)
    page_title = next((t for e in tree.iter("title") if (t := _text(e))), None)
    publisher = _name(ld.get("publisher")) or _first(metas, SITE_NAMES)
    if publisher and publisher.startswith(("http://", "https://")):
        publisher = None
    title = (
        _string(ld.get("headline"))
        or _matching_heading(tree, page_title)
        or _first(metas, TITLE_NAMES)
        or heading
        or page_title
    )
    title, suffix = _unsuffixed(title, page_title, publisher)
    address = _own_address(tree) or metas.get("og:url") or _string(ld.get("url"))
    date = (
        machine_date(ld.get("datePublished"))
        or next((d for n in DATE_NAMES if (d := machine_date(metas.get(n)))), None)
        or _dated(address)
    )
    if date is None:
        date = next(
            (d for e in tree.iter("time") if (d := machine_date(e.get("datetime") or _text(e)))),
            None,
        )
    if date is None:
        date = machine_date(ld.get("dateModified")) or machine_date(
            metas.get("article:modified_time")
        )
    html = tree if tree.tag == "html" else tree.getroottree().getroot()
    return Hints(
        printable(title),
        date,
        printable(publisher or suffix, 120),
        html.get("lang") or metas.get("og:locale"),
        names(ld.get("author")) or names(_first(metas, AUTHOR_NAMES)) or _signed(tree, title),
        address,
    )


def _own_address(tree: _Element) -> str | None:
    return next(
        (e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"),
        None,
    )


def _dated(address: str | None) -> str | None:
    """The day that a web address names, as those of news sites and blogs do."""
    found = DATED.search(address[:500]) if address else None
    return iso_date(int(found[1]), int(found[3]), int(found[4])) if found else None


def _signed(tree: _Element, title: str | None) -> tuple[str, ...]:
    """The authors that a page's own byline names: the first below its headline, else the first."""
    first: tuple[str, ...] = ()
    below = False
    for element in query(SIGNED)(tree):
        if element.tag in ("h1", "h2"):
            below = below or (title is not None and _text(element) == title)
            continue
        marked = "author" in (element.get("rel") or element.get("itemprop") or "").split()
        if not marked and not BYLINE.search(element.get("class") or ""):
            continue
        text = _text(element) or ""
        if len(text) > 120 or not (marked or text[:3].lower() == "by "):
            continue
        if found := names(DAY.split(text)[0]):
            if below:
                return found
            first = first or found
    return first


def _text(element: _Element) -> str | None:
    return printable(" ".join(str(part) for part in element.itertext())) or None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((unescape(metas[name]) for name in names if metas.get(name)), None)


def _string(value: object) -> str | None:
    return unescape(value) if isinstance(value, str) and value.strip() else None


def _name(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return _string(value)


def _matching_heading(tree: _Element, page_title: str | None) -> str | None:
    """The longest heading whose words the page's title repeats: the site's name is another."""
    if not page_title:
        return None
    words = " ".join(re.findall(r"\w+", page_title.lower()))
    told = [
        text
        for element in tree.iter("h1", "h2")
        if (text := _text(element))
        and len(text) > 8
        and " ".join(re.findall(r"\w+", text.lower())) in words
    ]
    return max(told, key=len, default=None)


def _unsuffixed(
    title: str | None, page_title: str | None, publisher: str | None
) -> tuple[str | None, str | None]:
    """The title without the site's name, and that name where the page's title shows it."""
    suffix = None
    if title and page_title and title != page_title and page_title.startswith(title):
        rest = SUFFIX.sub("", page_title[len(title) :], count=1).strip()
        before, _, site = rest.partition(" - ")
        rest = site if site and machine_date(before) else rest
        suffix = rest if 2 <= len(rest) <= 60 else None
    elif title and title == page_title:
        pieces = SUFFIX.split(title)
        if len(pieces) > 1 and (
            pieces[-1] == publisher or len(pieces[-1].split()) <= 5 < len(pieces[0].split())
        ):
            cut = title.rfind(pieces[-1])
            return SUFFIX.sub("", title[:cut] + " ", count=0).strip(" |»«·•–—-:") if len(
                pieces
            ) == 2 else title[:cut].strip(" |»«·•–—-:"), pieces[-1]
    return title, suffix


def _json_ld(tree: _Element) -> dict[str, object]:
    """The first JSON-LD object that is an article, or that has a headline."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data = json.loads(script.text[:200_000])
        except (ValueError, RecursionError):
            continue
        stack: list[object] = [data]
        for _ in range(2000):
            if not stack:
                break
            node = stack.pop()
            if isinstance(node, list):
                stack += reversed(node)
            elif isinstance(node, dict):
                if isinstance(node.get("headline"), str) or "datePublished" in node:
                    return node
                stack += reversed(
                    [
                        v
                        for k, v in node.items()
                        if k in ("@graph", "mainEntity", "mainEntityOfPage")
                    ]
                )
    return {}
