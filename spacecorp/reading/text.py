"""Plain text, as scrapers leave it: every line a draft line, wrapped lines joined again."""

import re
from bisect import bisect_right
from itertools import pairwise

from .characters import compose, plain
from .draft import Draft, Line
from .words import english

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
        length = len(text)
        text, lines, ties = _unwrapped(text, lines, width)
        anchors = compose(tuple(ties), anchors, length)
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


def _unwrapped(
    text: str, lines: list[Line], width: int
) -> tuple[str, list[Line], list[tuple[int, int]]]:
    """The text with the lines joined at whose end a sentence went on, and the anchors to the
    text before: a space for the line end, or none where it parted a word."""
    joined: list[Line] = []
    cuts: list[tuple[int, int, str]] = []
    said: set[str] | None = None
    full = False
    for line in lines:
        words = text[line.start : line.end].split(" ", 1)
        if full and words[0] and not ITEM.match(text, line.start, line.end):
            first = line.start - 1
            last = joined[-1]
            length = line.start - 1 - text.rfind("\n", 0, first) - 1
            if length + 1 + len(words[0]) > width - 8:
                joined[-1] = Line(last.start, line.end)
                start, end, new = first, line.start, " "
                hyphen = _PARTED.search(text, max(first - 60, last.start), first)
                rest = _WORD.match(text, line.start, line.end) if hyphen else None
                if hyphen and rest:
                    if said is None:
                        said = set(_WORDS.findall(text))
                    whole = _is_one_word(hyphen["front"], rest["word"], said)
                    start, end, new = hyphen.end("front") + (not whole), rest.start("word"), ""
                cuts.append((start, end, new))
                continue
        joined.append(line)
        full = line.end - line.start > width * 0.55
    return _cut(text, joined, cuts)


_PARTED = re.compile(r"(?P<front>[^\W\d_]{2,40})-[ ]{0,4}$")
_WORD = re.compile(r"[ ]{0,40}(?P<word>[^\W\d_]{2,40})")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})?")


def _is_one_word(front: str, back: str, said: set[str]) -> bool:
    """Whether a hyphen at a line's end parts one word ("satel-lite") and does not join two
    ("Earth-observing"). `said` are the words of the text, with and without hyphens."""
    if f"{front}-{back}" in said:
        return False
    whole = front + back
    _, known = english()
    if whole in said or whole.lower() in known:
        return True
    if back[0].isupper() and not front.isupper():
        return False
    # "Airbus-built" and "low-cost" join; "Teles-pazio" is a name that the list does not have.
    return back.lower() not in known or (front.islower() and front not in known)


def _cut(
    text: str, lines: list[Line], cuts: list[tuple[int, int, str]]
) -> tuple[str, list[Line], list[tuple[int, int]]]:
    """The text with each stretch of `cuts` replaced, in order; its lines and its anchors."""
    out: list[str] = []
    anchors = [(0, 0)]
    ends: list[int] = []
    deltas = [0]
    at = length = 0
    for start, end, new in cuts:
        out += [text[at:start], new]
        length += start - at + len(new)
        at = end
        anchors.append((length, end))
        ends.append(end)
        deltas.append(length - end)

    def shift(offset: int) -> int:
        return offset + deltas[bisect_right(ends, offset)]

    out.append(text[at:])
    moved = [Line(shift(line.start), shift(line.end), line.kind) for line in lines]
    return "".join(out), moved, list(dict(anchors).items())
