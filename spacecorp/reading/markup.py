"""From elements to blocks of text: for the article that an extractor found, for HTML strings
in page data, and for fragments.

The tags are those of HTML and of the TEI subset that trafilatura gives its results in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

Blocks = list[tuple[BlockKind | None, str]]

KINDS: dict[str, BlockKind] = {
    "h1": "headline",
    "h2": "headline",
    "h3": "headline",
    "h4": "headline",
    "h5": "headline",
    "h6": "headline",
    "head": "headline",
    "li": "item",
    "item": "item",
    "dt": "item",
    "dd": "item",
    "blockquote": "quotation",
    "quote": "quotation",
    "figcaption": "caption",
    "caption": "caption",
}
BLOCK_TAGS = {
    *KINDS,
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "list",
    "dl",
    "table",
    "tbody",
    "thead",
    "tr",
    "row",
    "figure",
    "header",
    "footer",
    "aside",
    "body",
    "html",
    "pre",
    "address",
    "hr",
    "center",
    "details",
    "summary",
    "graphic",
    "form",
}
SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "form",
    "button",
    "select",
    "input",
    "textarea",
    "nav",
    "aside",
    "video",
    "audio",
    "canvas",
    "title",
    "meta",
    "link",
    "embed",
}
# Class and id names of what sits inside an article without belonging to it.
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:ads?|adv|advert\w*|promo\w*|newsletter\w*|subscri\w*|related\w*"
    r"|share\w*|social\w*|cookie\w*|consent|comments?"
    r"|embed|recommend\w*|breadcrumbs?|sidebar|popup|modal|paywall|read-?(?:more|also)"
    r"|baca-juga|tags?|print-only|teaser|byline)(?:$|[\s_-])",
    re.I,
)


def parse(html: str) -> _Element | None:
    """The tree of a page or fragment; None where there is nothing in it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(
            html.encode("utf-8", "replace"),
            parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True),
        )
    except (etree.ParserError, ValueError, AssertionError):
        return None


def blocks(tree: _Element, *, strict: bool = True) -> Blocks:
    """The text of `tree` in its blocks, in order, without scripts, forms and furniture.

    `strict` also leaves out elements whose class says that they are furniture.
    """
    from lxml.etree import iterwalk

    out: Blocks = []
    buffer: list[str] = []
    kinds: list[BlockKind | None] = [None]

    def flush() -> None:
        text = " ".join("".join(buffer).split())
        buffer.clear()
        if text:
            out.append((kinds[-1], text))

    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail:
                buffer.append(element.tail)
            continue
        if event == "start":
            if tag in SKIPPED or (strict and _furniture(element)):
                walk.skip_subtree()
                continue
            if tag in ("br", "lb"):
                flush()
            elif tag in BLOCK_TAGS:
                flush()
                kinds.append(kinds[-1] if _of_page(element) else KINDS.get(tag) or kinds[-1])
            elif tag in ("td", "th", "cell") and buffer:
                buffer.append(" | ")
            if element.text:
                buffer.append(element.text)
            continue
        if tag in BLOCK_TAGS and not (tag in SKIPPED or (strict and _furniture(element))):
            flush()
            kinds.pop()
        if element is not tree and element.tail:
            buffer.append(element.tail)
    flush()
    return out


def _of_page(element: _Element) -> bool:
    """Whether this is the head of a page, no headline: the parser puts an <article> into it that
    follows a <title>."""
    around = element.getparent() if element.tag == "head" else None
    return around is not None and around.tag == "html"


def _furniture(element: _Element) -> bool:
    if element.get("aria-hidden") == "true" and not (element.text or "").strip():
        return True
    name = (
        f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-widget') or ''}"
    )
    return len(name) > 1 and element.tag != "body" and bool(FURNITURE.search(name[:300]))


def fragment_blocks(html: str) -> Blocks:
    """The blocks of an HTML string that is an article's body."""
    tree = parse(html)
    return [] if tree is None else blocks(tree)
