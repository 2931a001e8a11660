"""Reading: bytes and a name in, a `Document` of clean text out.

    bytes ─ decode ─▶ characters ─ text, html, pagedata ─▶ Draft ─ cleaning ─▶ article
          ─ repair ─▶ Document

`sniff` tells the format from the content. What splits one file into several (archives,
feeds, records) belongs before `read`, which takes one document.
"""

from ..model import Block, Document, Edit
from . import cleaning, metadata
from .characters import compose, printable
from .decode import decode
from .draft import Draft
from .errors import Unreadable
from .settings import MAX_CHARACTERS
from .sniff import sniff
from .text import read_text

__all__ = ["Unreadable", "read"]


def read(data: bytes, path: str = "") -> Document:
    """The document that `data` holds; `path` is the name that it carries.

    Raises `Unreadable` with the reason for bytes that hold no text: empty, binary, broken or
    larger than the limits in `settings`. Pure, and linear in the length of `data`.
    """
    source = decode(data)
    draft = _draft(source)
    if len(draft.text) > MAX_CHARACTERS:
        raise Unreadable(
            f"holds {len(draft.text):,} characters of text, more than {MAX_CHARACTERS:,}"
        )
    return _document(draft, path)


def _draft(source: str) -> Draft:
    kind = sniff(source)
    if kind == "text":
        return read_text(source)
    if kind == "json":
        from .pagedata import read_json

        try:
            return read_json(source)
        except Unreadable:
            if source.lstrip()[:1] == "[":
                return read_text(source)
            raise
    from .html import read_html

    return read_html(source)


def _document(draft: Draft, path: str) -> Document:
    cleaned = cleaning.clean(draft)
    pieces = list(cleaned.pieces)
    parts: list[str] = []
    blocks: list[Block] = []
    anchors: list[tuple[int, int]] = []
    at = 0
    title = printable(cleaned.title)
    if title and not (
        pieces
        and pieces[0].kind == "headline"
        and draft.text[pieces[0].spans[0][0] : pieces[0].spans[-1][1]].strip()[:40] == title[:40]
    ):
        blocks.append(Block("headline", 0, len(title)))
        parts.append(title)
        first = pieces[0].spans[0][0] if pieces else 0
        anchors.append((0, first))
        at = len(title) + 1
    for piece in pieces:
        start = at
        for index, (a, b) in enumerate(piece.spans):
            if index:
                at += 1
                parts[-1] += " "
            anchors.append((at, a))
            parts.append(draft.text[a:b]) if not index else parts.__setitem__(
                -1, parts[-1] + draft.text[a:b]
            )
            at += b - a
        blocks.append(Block(piece.kind, start, at))
        at += 1
    text = "\n".join(parts)
    edits = _edits(draft, cleaned, anchors, text)
    ties = compose(tuple(anchors), draft.anchors, len(text))
    return Document(
        path,
        draft.format,
        text,
        tuple(blocks),
        title,
        metadata.publication_date(cleaned, draft.hints),
        metadata.publisher(cleaned, draft.hints),
        metadata.language(text, draft.hints.language),
        ties,
        edits,
    )


def _edits(
    draft: Draft, cleaned: cleaning.Cleaned, anchors: list[tuple[int, int]], text: str
) -> tuple[Edit, ...]:
    """What was left out or parted, each at the place of the clean text where it would be."""
    from bisect import bisect_left

    places = [there for _, there in anchors]
    order = places == sorted(places)
    edits = []
    for left in cleaned.left:
        index = bisect_left(places, left.end) if order else 0
        at = anchors[index][0] if index < len(anchors) else len(text)
        written = draft.text[left.start : left.end]
        edits.append(
            Edit(
                "repeated" if left.kind == "repeated" else "dropped",
                at,
                at,
                written,
                "",
                left.reason,
            )
        )
    for cut in cleaned.glue:
        index = bisect_left(places, cut) if order else 0
        at = anchors[index][0] if index < len(anchors) else len(text)
        edits.append(Edit("glue", at, at, "", "\n", "two sentences written without a space"))
    edits.sort(key=lambda edit: (edit.start, edit.end))
    return tuple(edits)
