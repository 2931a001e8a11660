"""From a draft to an article: what is furniture is left out, what was glued is parted.

Everything that is left out is recorded with its reason.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from ..model import BlockKind
from . import clutter
from .draft import Draft
from .furniture import furniture, reasons_to_drop
from .headline import Headline, find_headline, mark_masthead, mark_stamps, site_name
from .parts import (
    ITEM,
    KEY_VALUE,
    LOOKED_AT,
    QUOTED,
    SPEAKER,
    WORD,
    Part,
    body,
    caption,
    folded,
    is_prose,
    parted,
    says,
)
from .rows import rows, spare


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the clean text: stretches of the draft that are joined by one space."""

    kind: BlockKind
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A stretch of the draft that was left out, and why."""

    kind: Literal["dropped", "repeated"]
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article after cleaning.

    `glue` are the places of the draft where two lines were parted; `headed` says that the
    first piece is the document's headline. `head`, `lead` and `tail` are the lines before
    the running text, its first paragraph and the last lines: where dates and names stand,
    dropped ones among them. `masthead` is the site's name as the first line gives it.
    """

    pieces: tuple[Piece, ...]
    left: tuple[Left, ...]
    glue: tuple[int, ...]
    headed: bool
    masthead: str | None
    head: tuple[str, ...]
    lead: str
    tail: tuple[str, ...]


def clean(draft: Draft) -> Cleaned:
    """The article in `draft`, and what was left out of it."""
    parts, glue = parted(draft)
    alone = [
        None
        if draft.extracted and part.kind == "headline"
        else furniture(part, extracted=draft.extracted)
        for part in parts
    ]
    table = rows(parts, alone, draft.extracted)
    spare(alone, table)
    first, last = body(parts, alone)
    reasons = reasons_to_drop(parts, alone, first, last)
    headline = find_headline(parts, reasons, first, draft, table)
    if draft.extracted:
        _trust_extraction(parts, alone, reasons)
        mark_stamps(parts, reasons, (*range(first), *range(last + 1, len(parts))))
    else:
        mark_masthead(parts, reasons, headline, first)
    spare(reasons, table)
    pieces, left = _assemble(parts, reasons, headline, draft)
    return Cleaned(
        pieces,
        left,
        tuple(glue),
        headline is not None,
        site_name(parts, reasons),
        tuple(part.text for part in parts[:first]),
        parts[first].text if first < len(parts) else "",
        tuple(part.text for part in parts[max(last + 1, len(parts) - 14) :]),
    )


def _trust_extraction(
    parts: list[Part], alone: list[str | None], reasons: list[str | None]
) -> None:
    """Keep the running text that an extractor took for the article's, where it is only its
    neighbours or a bag of words that speak against it; a name that stands alone again and again
    is who took the pictures."""
    for index, part in enumerate(parts):
        if part.prose and alone[index] is None and reasons[index] in ("advert", "related"):
            reasons[index] = None
    told = Counter(part.text for part in parts if part.words <= 8 and _NAMES.fullmatch(part.text))
    for index, part in enumerate(parts):
        if told[part.text] > 2 and part.kind in (None, "paragraph"):
            reasons[index] = reasons[index] or "credit"


def _assemble(
    parts: list[Part],
    reasons: list[str | None],
    headline: Headline | None,
    draft: Draft,
) -> tuple[tuple[Piece, ...], tuple[Left, ...]]:
    pieces: list[Piece] = []
    left: list[Left] = []
    if headline:
        pieces.append(Piece("headline", headline.spans))
    seen: set[str] = set()
    title = folded(" ".join(draft.text[a:b] for a, b in headline.spans)) if headline else ""
    credited = False
    for index, part in enumerate(parts):
        if headline and index in headline.indexes:
            continue
        reason = reasons[index]
        if reason:
            credited = (
                reason in ("credit", "copyright")
                and index + 1 < len(parts)
                and parts[index + 1].glued
            )
            left.append(Left("dropped", part.start, part.end, reason))
            continue
        if title and says(part.text, title):
            left.append(Left("repeated", part.start, part.end, "the headline once more"))
            continue
        kind, start, end = _shape(part, credited)
        credited = False
        if start >= end:
            left.append(Left("dropped", part.start, part.end, "credit"))
            continue
        if start > part.start and kind == "caption":
            left.append(Left("dropped", part.start, start, "label"))
        if end < part.end:
            left.append(Left("dropped", end, part.end, "credit"))
        pieces.append(Piece(kind, ((start, end),)))
    kept: list[Piece] = []
    for piece in pieces:
        text = " ".join(draft.text[a:b] for a, b in piece.spans)
        if _seen(text, seen):
            left.append(Left("repeated", piece.spans[0][0], piece.spans[-1][1], "said before"))
            continue
        kept.append(piece)
    while draft.extracted and len(kept) > 1 and kept[-1].kind == "headline":
        over = kept.pop()
        left.append(Left("dropped", over.spans[0][0], over.spans[-1][1], "heads nothing"))
    left.sort(key=lambda one: one.start)
    return tuple(_subheads(kept, draft)), tuple(left)


_NAMES = re.compile(r"[A-Z][\w.'’&-]*(?:[ /|,]{1,3}[A-Z][\w.'’&-]*){1,5}")
# Its first character is told apart before all else, since a search skips to it then.
_SENTENCES = re.compile(r"[\"”’)\s](?:(?<=[.!?][\"”’)])[\"”’)]*\s+|(?<=[.!?]\s)\s*)")


def _seen(text: str, seen: set[str]) -> bool:
    """Whether each sentence of `text` was said before in the document; remembers them."""
    sentences = [folded(s) for s in _SENTENCES.split(text)]
    again = len(text) >= 40 and all(s in seen for s in sentences if s)
    seen.update(s for s in sentences if len(s) > 12)
    return again


_FRAME = re.compile(r"(?:\*{1,3}|=+|~+|―|\[\+\])\s+(?=\S)")
_FRAME_END = re.compile(r"\s+(?:\*{1,3}|=+|~+|―)$|\s?\[edit\]$")


def _credited(text: str) -> bool:
    """Whether a line ends with a credit; few have what one is told by."""
    return (": " in text or text[-1] in "])") and bool(clutter.CREDITED.search(text))


def _shape(part: Part, credited: bool) -> tuple[BlockKind, int, int]:
    """The kind of a part, and the stretch of it that is kept."""
    text = part.text
    if credited or caption(part) or (part.words <= 40 and _credited(text)):
        return _caption_shape(part)
    start, end = 0, len(text)
    if (frame := _FRAME.match(text)) and (frame[0][0] != "*" or text[-1] == "*"):
        start = frame.end()
    if frame := _FRAME_END.search(text[-12:]):
        end -= len(text[-12:]) - frame.start()
    kind: BlockKind = part.kind or "paragraph"
    if part.kind is None and (match := ITEM.match(text, start)):
        bullet = match[0].strip()
        if bullet[0] in "(0123456789" or len(bullet) == 2:
            kind = "item"
        elif not QUOTED.match(text):
            kind = "item" if bullet[0] not in "–—" else "paragraph"
            start = match.end() if kind == "item" else start
    elif part.kind is None and QUOTED.match(text) and not _INNER_QUOTE.search(text[1:-1]):
        kind = "quotation"
    return kind, part.start + start, part.start + max(end, start)


_INNER_QUOTE = re.compile(r"[\"”»](?=[^\"“„«]*[\"“„«])")


def _caption_shape(part: Part) -> tuple[BlockKind, int, int]:
    """A caption without its label and its credit; empty where nothing else is left."""
    text = part.text
    label = clutter.CAPTION_LABEL.match(text)
    start = label.end() if label else 0
    core = text[start:]
    end = len(text)
    if (tail := clutter.CREDIT.search(core)) and tail.start() >= 12:
        end = start + tail.start() + (1 if core[tail.start()] in ".)" else 0)
    elif text[-1] == "]" and "[" not in text[start:]:
        end -= 1
    if len(WORD.findall(text[start:end])) < 3:
        end = start
    return "caption", part.start + start, part.start + end


def _subheads(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """Marks the short lines over running text that head its sections."""
    out = []
    for index, piece in enumerate(pieces):
        text = draft.text[piece.spans[0][0] : piece.spans[-1][1]]
        if (
            piece.kind == "paragraph"
            and index + 1 < len(pieces)
            and len(text) <= 90
            and text[-1] not in ".?!:;,…"
            and not KEY_VALUE.match(text)
            and not SPEAKER.match(text)
            and 1 <= len(WORD.findall(text)) <= 12
        ):
            after = pieces[index + 1]
            following = draft.text[after.spans[0][0] : after.spans[-1][1]]
            if after.kind == "item" or is_prose(
                following, len(WORD.findall(following[:LOOKED_AT]))
            ):
                piece = Piece("headline", piece.spans)
        out.append(piece)
    return out


__all__ = ["Cleaned", "Left", "Piece", "clean"]
