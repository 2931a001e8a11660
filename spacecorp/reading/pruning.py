"""Takes out of a page what is surely none of its article, before the article is looked for.

An extractor judges blocks by their place and size; what small elements are called, and what
they hold besides text, tells furniture that stands between the paragraphs.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from .settings import MIN_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

# Not of an article, whatever they hold; the fast way of the extractor leaves them out itself.
OUTSIDE = tuple(
    "aside audio button canvas datalist embed fencedframe footer iframe input map nav noscript"
    " object option select style svg template textarea video".split()
)
# Without text: the fast way takes them out itself, but after it has walked them a few times.
EMPTY = ("area", "img", "link", "meta", "param", "source", "track")
KINDS = ("div", "section", "article", "p", "span", "ul", "ol", "li", "small", "em")
# What their classes and ids say: prompts, credits, other stories, text for screen readers only.
# Names are looked through in small letters and with a space before, which is quicker.
NAMED = re.compile(
    r"[\s_-](?:(?:article|story|post|inline|in|js|c|o|m|l)[-_]{1,2})?"
    r"(?:paywall|regwall|subscri\w*|newsletter\w*|sign-?up|promo\w*|related\w*|read-?more"
    r"|also-read|most-read|trending|recirc\w*|(?:photo|image|picture)?-?credits?|sr-only"
    r"|visually-?hidden|screen-reader\w*|bylines?|copyright|sponsor\w*"
    r"|(?:(?:wp|image|photo|picture|media|video|gallery|figure)-?)?captions?(?:[-_]text)?|cutlines?"
    r"|video-?(?:desc\w*|title))(?:$|[\s_-])"
)
# Sections that are left out however long they are, where most of the text is elsewhere.
SECTION_KINDS = ("div", "section", "ul", "ol", "article")
SECTIONS = re.compile(
    r"[\s_-](?:(?:(?P<comments>comments?(?:[\s_-]?(?:list|area|section|block|content|thread))?"
    r"|commentlist|disqus\w*)|recirc\w*|related\w*|most-?(?:read|popular|viewed)|trending"
    r"|newsletter\w*|slide-?shows?|gallery|carousel|outbrain\w*|taboola\w*|recommend\w*"
    r"|sidebar)(?:$|[\s_-])|(?<=\s)(?:site|page|global|main|wrapper)?[_-]?footer)"
)
# Also what paragraphs that are shown to subscribers are called; prompts are short.
PAID = re.compile(r"paywall|regwall|subscri", re.I)
PROMPT = re.compile(
    r"\b(?:subscri\w+|log ?in|sign ?in|sign ?up|register|account|free|trial)\b", re.I
)
PROMPT_WORDS = 25
LONGEST = 400  # characters of a named element that is taken out: a wrapper holds far more
CAPTION_WORDS = 20  # of a paragraph that holds a picture
LINK_WORDS = range(4, 31)  # of a paragraph or item that is one link: another story's headline
# What stands before such a link: "IN PICTURES:", "Related:".
LABEL = re.compile(
    r"\s*(?:[A-Z][A-Z '&/]{2,30}|(?:Read|See|Watch|More|Also|Related)[\w ]{0,20}):\s*"
)
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
# The axis is written out: the short form of it, with a condition behind, visits text as well.
_HEADING = " or ".join(f"self::{tag}" for tag in HEADINGS)
LINKED_BLOCKS = f"descendant::a[*][descendant::*[self::p or {_HEADING}]][not(descendant::h1)]"
LINKED_HEADINGS = " | ".join(f"descendant::{tag}[descendant::a]" for tag in HEADINGS)
# Elements of which some text stands in paragraphs and some beside them.
LOOSE_TEXT = 60
LOOSE = (
    "descendant::*[p][self::div or self::section or self::article or self::td]"
    f"[text()[string-length(normalize-space(.)) > {LOOSE_TEXT // 2}]]"
)
INLINE = frozenset(
    "a abbr b bdi br cite code em font i kbd mark q s small span strong sub sup time u".split()
)
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s*$")


def strip(tree: _Element) -> None:
    """Remove what lies outside of any article from `tree`, which may be most of a page: all that
    follows takes its time by the element. Scripts stay that state an article (JSON-LD)."""
    from lxml.etree import strip_elements

    strip_elements(tree, *OUTSIDE, with_tail=False)
    for script in list(tree.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            _remove(script)


def thin(tree: _Element) -> None:
    """Remove the elements of `tree` that hold no text, for the fast way of the extractor."""
    from lxml.etree import strip_tags

    strip_tags(tree, *EMPTY)


def prune(tree: _Element) -> None:
    """Remove prompts, credits, captions, comments and the teasers of other stories from `tree`;
    text that stands loose between paragraphs becomes one."""
    _gather_loose(tree)
    _prune_named(tree)
    _prune_cards(tree)
    _prune_links(tree)


def _gather_loose(tree: _Element) -> None:
    """Put text that stands beside the paragraphs of its element into one of its own: an
    extractor that reads paragraphs passes it over."""
    for element in query(LOOSE)(tree):
        run = element.makeelement("p")
        run.text, element.text = element.text, None
        for child in list(element):
            if child.tag in INLINE:
                run.append(child)
                continue
            _close(run, element)
            element.append(child)
            run = element.makeelement("p")
            run.text, child.tail = child.tail, None
        _close(run, element)


def _close(run: _Element, element: _Element) -> None:
    """Append the gathered `run` to `element`, as a paragraph if it is long enough for one."""
    text = _text(run)
    if len(text) <= LOOSE_TEXT:
        run.tag = "span"
    if text or len(run):
        element.append(run)


def _prune_named(tree: _Element) -> None:
    """Remove what its class or id says is no article."""
    judged: dict[str, tuple[re.Match[str] | None, bool]] = {"": (None, False)}  # names repeat
    sections: list[tuple[_Element, re.Match[str]]] = []
    named: list[_Element] = []
    for element in tree.iter(*KINDS):
        name = element.get("class") or ""
        if identity := element.get("id"):
            name = f"{name} {identity}"
        if name not in judged:
            short = f" {name[:300].lower()}"
            judged[name] = SECTIONS.search(short), bool(NAMED.search(short))
        section, furniture = judged[name]
        if section and element.tag in SECTION_KINDS:
            sections.append((element, section))
        if furniture:
            named.append(element)
    _remove_sections(tree, sections)
    # Inner elements first: what is around a long one is long itself and need not be walked.
    kept: set[_Element] = set()
    for element in reversed(named):
        if element in kept:
            continue
        text = _text(element)
        if len(text) > LONGEST or next(element.iter("h1"), None) is not None:
            for around in element.iterancestors():
                if around in kept:
                    break
                kept.add(around)
            continue
        if not PAID.search(element.get("class") or "") or _is_prompt(element, text):
            _remove(element)


def _remove_sections(tree: _Element, sections: list[tuple[_Element, re.Match[str]]]) -> None:
    """Remove those of the `sections`, given in order, beside which most of the text stands."""
    gone: set[_Element] = set()
    everything = _running(tree) if sections else 0
    for element, found in sections:
        if not gone.isdisjoint(element.iterancestors()):
            continue
        if next(element.iter("h1"), None) is not None:
            continue
        inside = _running(element)
        # There may be many comments on little text.
        if everything - inside >= (MIN_ARTICLE if found["comments"] else 2 * inside + 1):
            gone.add(element)
    for element in gone:
        _remove(element)


def _prune_cards(tree: _Element) -> None:
    """Remove blocks that are one link, and headings that link to a page of the same site
    together with the teaser below them."""
    cards = [card for card in query(LINKED_BLOCKS)(tree) if len(_text(card)) <= LONGEST]
    for heading in query(LINKED_HEADINGS)(tree):
        around = heading.getparent()
        anchor = next(heading.iter("a"))
        if (
            around is not None
            and len(_text(around)) <= LONGEST
            and 2 * len(_text(anchor)) >= len(_text(heading))
            and _words(anchor) in LINK_WORDS
            and _is_internal(anchor, tree)
            and sum(1 for _ in around.iter(*HEADINGS)) == 1
        ):
            cards.append(around)
    # Else it is a page of teasers, and they are its text.
    if cards and 3 * sum(len(_text(card)) for card in cards) < _running(tree):
        for card in cards:
            _remove(card)


def _prune_links(tree: _Element) -> None:
    """Remove captions, and paragraphs, lists and tables that are links to other stories."""
    captions: list[_Element] = []
    linked: list[_Element] = []
    telling: list[_Element] = []
    for element in tree.iter("p", "ul", "ol", "table"):
        if element.tag != "p":
            if _is_list_of_links(element) or (element.tag == "table" and _is_link(element)):
                linked.append(element)
            continue
        inner = {one.tag for one in element.iter("a", "img")}
        words = _words(element) if inner else 0
        if "a" in inner and words in LINK_WORDS and _is_link(element):
            linked.append(element)
        elif "img" in inner and 0 < words <= CAPTION_WORDS:
            captions.append(element)
        else:
            telling.append(element)
    # Else it is a page of links, and they are its text.
    if linked and sum(map(_words, linked)) < sum(map(_words, telling)):
        for element in linked:
            _remove(element)
    for element in captions:
        _remove(element)


def _is_prompt(element: _Element, text: str) -> bool:
    """Whether an element asks for a subscription, rather than being text that needs one."""
    short = element.tag != "p" or len(WORD.findall(text)) <= PROMPT_WORDS
    return short and bool(PROMPT.search(text))


def _is_link(element: _Element) -> bool:
    """Whether all words of an element are one link, and no sentence."""
    anchors = list(element.iter("a"))
    if len(anchors) != 1:
        return False
    text, link = _text(element), _text(anchors[0])
    if SENTENCE_END.search(text) or not link:
        return False
    return link == text or (text.endswith(link) and bool(LABEL.fullmatch(text[: -len(link)])))


def _is_list_of_links(element: _Element) -> bool:
    """Whether each of the two or more items of a list is the headline of another story."""
    items = [item for item in element if item.tag == "li"]
    return len(items) > 1 and all(
        len(WORD.findall(_text(item))) in LINK_WORDS and _is_link(item) for item in items
    )


def _is_internal(anchor: _Element, tree: _Element) -> bool:
    """Whether a link stays on the site that the page belongs to."""
    try:
        host = urlsplit((anchor.get("href") or "").strip()).netloc
    except ValueError:
        return False
    return not host or host == _home(tree)


def _home(tree: _Element) -> str | None:
    """The host of a page, as its canonical link gives it."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            try:
                return urlsplit((link.get("href") or "").strip()).netloc
            except ValueError:
                return None
    return None


@cache
def query(path: str) -> Callable[[_Element], list[_Element]]:
    """The XPath expression `path`, compiled once."""
    from lxml.etree import XPath

    return cast("Callable[[_Element], list[_Element]]", XPath(path))


def _running(element: _Element) -> int:
    """The characters of an element's paragraphs."""
    return sum(len(str(piece)) for one in element.iter("p") for piece in one.itertext())


def _words(element: _Element) -> int:
    return len(WORD.findall(_text(element)))


def _text(element: _Element) -> str:
    """The beginning of an element's text, enough to tell whether it is longer than `LONGEST`:
    elements lie in one another, and each may hold all of a page."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(str(piece)[: LONGEST + 1])
        length += len(piece)
        if length > 2 * LONGEST:
            break
    return "".join(pieces).strip()


def _remove(element: _Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
