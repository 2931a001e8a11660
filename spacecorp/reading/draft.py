"""What the readers of each format hand to cleaning: text in lines, and what is beside it."""

import re
from dataclasses import dataclass
from typing import Literal

from ..model import BlockKind
from .characters import IDENTITY, Anchors


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft, `text[start:end]`, with the kind that the markup gave it, if any."""

    start: int
    end: int
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the markup, or what stands beside the article, says of the document.

    `charset` is the encoding that its sender names, `format` what a field of records or of a
    feed is known to be written in.
    """

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    charset: str | None = None
    format: Literal["text", "html"] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before cleaning.

    `anchors` tie `text` to the decoded source. `extracted` says that markup has parted the
    article from the page already, so that cleaning need only look for what sits inside it;
    `wrapped` that lines were broken at a width and joined again.
    """

    format: str
    text: str
    lines: tuple[Line, ...]
    anchors: Anchors = IDENTITY
    hints: Hints = Hints()
    extracted: bool = False
    wrapped: bool = False


def drafted(blocks: list[tuple[BlockKind | None, str]]) -> tuple[str, tuple[Line, ...]]:
    """Blocks of text joined by newlines, and the lines that they make."""
    text, lines, at = [], [], 0
    for kind, block in blocks:
        text.append(block)
        lines.append(Line(at, at + len(block), kind))
        at += len(block) + 1
    return "\n".join(text), tuple(lines)


def headed(
    blocks: list[tuple[BlockKind | None, str]], title: str | None
) -> list[tuple[BlockKind | None, str]]:
    """The blocks with the title as their headline, where the first of them lack it."""
    if not title:
        return blocks
    wanted = re.findall(r"\w+", title.lower())
    if any(re.findall(r"\w+", text.lower()) == wanted for _, text in blocks[:4]):
        return blocks
    return [("headline", title), *blocks]
