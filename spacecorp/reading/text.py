"""Plain text, as scrapers leave it: every line a draft line, wrapped lines joined again."""

import re
from itertools import pairwise

from .characters import plain
from .draft import Draft, Line

ITEM = re.compile(r"\s*(?:[*•●▪·#>–—-]|\(?\d{1,2}[.)]|\(?[a-z]\)|\[)\s?")
WIDEST = 110  # of the lines of wrapped text
NARROWEST = 45
FEWEST = 8  # lines that go on, to tell that a text is wrapped at all


def read_text(source: str) -> Draft:
    """The draft of a text file; its anchors are exact."""
    text, anchors = plain(source)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    width = _width(lines)
    if width:
        text, lines = _unwrapped(text, lines, width)
    return Draft("text", text, tuple(lines), anchors, wrapped=width > 0)


def _width(lines: list[Line]) -> int:
    """The width at which lines are wrapped, 0 where they are not: most lines that are followed
    by another in their block are nearly as wide as the widest."""
    inner = []
    for line, following in pairwise(lines):
        length = line.end - line.start
        if length > WIDEST:
            return 0
        if length and following.end > following.start:
            inner.append(length)
    if len(inner) < FEWEST:
        return 0
    inner.sort()
    width = inner[-max(len(inner) // 20, 1)]
    near = sum(length >= width - 16 for length in inner)
    return width if width >= NARROWEST and near * 10 >= len(inner) * 6 else 0


def _unwrapped(text: str, lines: list[Line], width: int) -> tuple[str, list[Line]]:
    """The text with a space for each line end at which a sentence went on; same length."""
    joined: list[Line] = []
    characters = list(text)
    full = False
    for line in lines:
        words = text[line.start : line.end].split(" ", 1)
        if full and words[0] and not ITEM.match(text, line.start, line.end):
            first = line.start - 1
            last = joined[-1]
            length = line.start - 1 - text.rfind("\n", 0, first) - 1
            if length + 1 + len(words[0]) > width - 8:
                characters[first] = " "
                joined[-1] = Line(last.start, line.end)
                continue
        joined.append(line)
        full = line.end - line.start > width * 0.55
    return "".join(characters), joined
