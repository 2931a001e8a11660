"""Takes out of a page what is surely none of its article, before the article is looked for.

An extractor judges blocks by their place and size; what small elements are called, and what
they hold besides text, tells furniture that stands between the paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# Not of an article, whatever they hold; the fast way of the extractor leaves them out itself.
OUTSIDE = ("aside", "footer", "style", "svg", "template", "fencedframe")
KINDS = ("div", "section", "p", "span", "ul", "ol", "li", "small", "em")
# What their classes and ids say: prompts, credits, other stories, text for screen readers only.
NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?:article|story|post|inline|in|js|c|o|m|l)[-_]{1,2})?"
    r"(?:paywall|regwall|subscri\w*|newsletter\w*|sign-?up|promo\w*|related\w*|read-?more"
    r"|also-read|most-read|trending|recirc\w*|(?:photo|image|picture)?-?credits?|sr-only"
    r"|visually-?hidden|screen-reader\w*|bylines?|copyright|sponsor\w*)(?:$|[\s_-])",
    re.I,
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


def prune(tree: _Element) -> None:
    """Remove prompts, credits, captions and links to other stories from `tree`."""
    judged: dict[str, bool] = {"": False}  # names repeat: few are ever searched
    named = []
    for element in tree.iter(*KINDS):
        name = element.get("class") or ""
        if identity := element.get("id"):
            name = f"{name} {identity}"
        if name not in judged:
            judged[name] = bool(NAMED.search(name[:300]))
        if judged[name]:
            named.append(element)
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
    captions: list[_Element] = []
    linked: list[_Element] = []
    telling: list[_Element] = []
    for element in tree.iter("p", "ul", "ol"):
        if element.tag != "p":
            if _is_list_of_links(element):
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
    text = _text(element)
    return _text(anchors[0]) == text and not SENTENCE_END.search(text)


def _is_list_of_links(element: _Element) -> bool:
    """Whether each of the two or more items of a list is the headline of another story."""
    items = [item for item in element if item.tag == "li"]
    return len(items) > 1 and all(
        len(WORD.findall(_text(item))) in LINK_WORDS and _is_link(item) for item in items
    )


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
