"""From a draft to the finished `Document`: cleaned, repaired, placed and described."""

from bisect import bisect_left
from dataclasses import replace

from ..model import Block, Document, Edit
from . import metadata
from .characters import Anchors, compose, printable
from .cleaning import Cleaned, clean
from .draft import Draft
from .language import language
from .repair import Repair, repairs


def assemble(draft: Draft, path: str) -> Document:
    """The document that `draft` becomes."""
    cleaned = clean(draft)
    text, blocks, places = _text(draft, cleaned)
    edits = _edits(draft, cleaned, places, len(text))
    spoken = language(text, draft.hints.language)
    found = repairs(text) if spoken in ("en", None) else []
    if found:
        text, ties = _repaired(text, found)
        places = compose(ties, places, len(text))
        shift = _Shift(found)
        blocks = [Block(b.kind, shift(b.start), shift(b.end)) for b in blocks]
        edits = [replace(e, start=shift(e.start), end=shift(e.end)) for e in edits]
        edits += shift.edits
        edits.sort(key=lambda edit: (edit.start, edit.end))
    title = text[blocks[0].start : blocks[0].end] if cleaned.headed and blocks else None
    return Document(
        path,
        draft.format,
        text,
        tuple(blocks),
        printable(title),
        metadata.publication_date(cleaned, draft.hints),
        metadata.publisher(cleaned, draft.hints),
        spoken,
        compose(places, draft.anchors, len(text)),
        tuple(edits),
        metadata.authors(cleaned, draft.hints),
        metadata.web_address(draft.hints.url),
    )


def _text(draft: Draft, cleaned: Cleaned) -> tuple[str, list[Block], Anchors]:
    """The blocks joined by newlines, the headline first, and their anchors to the draft."""
    strings: list[str] = []
    blocks: list[Block] = []
    anchors: list[tuple[int, int]] = []
    at = 0
    for piece in cleaned.pieces:
        start = at
        spans = []
        for a, b in piece.spans:
            anchors.append((at, a))
            spans.append(draft.text[a:b])
            at += b - a + 1
        strings.append(" ".join(spans))
        blocks.append(Block(piece.kind, start, at - 1))
    return "\n".join(strings), blocks, tuple(anchors)


def _edits(draft: Draft, cleaned: Cleaned, places: Anchors, length: int) -> list[Edit]:
    """What was left out or parted, each at the place of the clean text where it would be."""
    spots = sorted((there, here) for here, there in places)
    theres = [there for there, _ in spots]

    def place(offset: int) -> int:
        index = bisect_left(theres, offset)
        return spots[index][1] if index < len(spots) else length

    edits = []
    for left in cleaned.left:
        at = place(left.end)
        written = draft.text[left.start : left.end]
        edits.append(Edit(left.kind, at, at, written, "", left.reason))
    for cut in cleaned.glue:
        at = place(cut)
        edits.append(Edit("glue", at, at, "", "\n", "two sentences written without a space"))
    edits.sort(key=lambda edit: (edit.start, edit.end))
    return edits


def _repaired(text: str, found: list[Repair]) -> tuple[str, Anchors]:
    """The text with its repairs made, and its anchors to the text before."""
    out: list[str] = []
    anchors = [(0, 0)]
    at = length = 0
    for repair in found:
        kept = text[at : repair.start]
        out += [kept, repair.read]
        length += len(kept)
        anchors.append((length, repair.start))
        length += len(repair.read)
        anchors.append((length, repair.end))
        at = repair.end
    out.append(text[at:])
    return "".join(out), tuple(dict(anchors).items())


class _Shift:
    """Where an offset before the repairs stands after them; and the edits that they are."""

    def __init__(self, found: list[Repair]) -> None:
        self.ends = [repair.end for repair in found]
        self.deltas = [0]
        self.edits: list[Edit] = []
        for repair in found:
            start = repair.start + self.deltas[-1]
            self.deltas.append(self.deltas[-1] + len(repair.read) - (repair.end - repair.start))
            proof = ", ".join(repair.swap.words[:4])
            self.edits.append(
                Edit(
                    "swap",
                    start,
                    start + len(repair.read),
                    repair.written,
                    repair.read,
                    f'"{repair.swap.new}" was put for "{repair.swap.old}" ({proof})',
                )
            )

    def __call__(self, offset: int) -> int:
        return offset + self.deltas[bisect_left(self.ends, offset + 1)]


__all__ = ["assemble"]
