"""Holds an extracted article against the one that the page's own data state.

Many pages carry their article's text a second time, in JSON-LD. It has lost subheadings, lists and
quotations, and may be an abridgement; but what it holds is the article's for certain.
"""

import re
from collections.abc import Mapping
from html import unescape

from . import markup

ENOUGH = 500  # characters of a stated article that prove anything
MISSED = 0.5  # of the stated article found: with less, the extractor took something else
COMPLETE = 0.7  # of the extracted words stated: with less, the statement is an abridgement
FOREIGN = 0.2  # of a paragraph stated: with less, it is none of the article's
LONGEST = 60  # words of a paragraph that is left out for that
SHINGLE = 3
WORD = re.compile(r"\w+")
TAG = re.compile(r"</?(?:p|div|br|li|h[1-6])\b", re.I)

Shingles = list[tuple[str, ...]]


def checked(blocks: markup.Blocks, linked: Mapping[str, object]) -> markup.Blocks:
    """`blocks` without paragraphs that the article of `linked` lacks; its own where it is missed.

    `linked` is the JSON-LD of a page, `articleBody` in it text, HTML, or anything else. Linear.
    """
    stated = linked.get("articleBody")
    if not isinstance(stated, str):
        return blocks
    # A page may show its article only to those who run its scripts; an extractor then gives the
    # stated one, too, but in one lump.
    size = sum(len(text) for _, text in blocks)
    if len(stated) > 2 * size or (len(blocks) == 1 and len(stated) >= size):
        return _blocks(stated)
    if len(stated) < ENOUGH:
        return blocks
    own = _blocks(stated)
    told = [shingle for _, text in own for shingle in _shingles(text)]
    found = [_shingles(text) for _, text in blocks]
    everything = [shingle for one in found for shingle in one]
    if not told:
        return blocks
    if _share(told, set(everything)) < MISSED and len(everything) <= len(told):
        return own
    known = set(told)
    if _share(everything, known) < COMPLETE:
        return blocks
    return [
        block
        for block, shingles in zip(blocks, found, strict=True)
        if block[0] is not None
        or not 0 < len(shingles) <= LONGEST
        or _share(shingles, known) >= FOREIGN
    ]


def _blocks(stated: str) -> markup.Blocks:
    if TAG.search(stated):
        return markup.fragment_blocks(stated)
    return [(None, unescape(line.strip())) for line in stated.splitlines() if line.strip()]


def _shingles(text: str) -> Shingles:
    words = WORD.findall(text.lower())
    return [tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]


def _share(some: Shingles, known: set[tuple[str, ...]]) -> float:
    return sum(one in known for one in some) / max(len(some), 1)
