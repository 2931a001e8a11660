"""Plain text, as scrapers leave it: every line a draft line."""

from .characters import plain
from .draft import Draft, Line


def read_text(source: str) -> Draft:
    """The draft of a text file; its anchors are exact."""
    text, anchors = plain(source)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    return Draft("text", text, tuple(lines), anchors)
