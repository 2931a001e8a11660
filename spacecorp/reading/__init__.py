"""Reading: bytes and a name in, a `Document` of clean text out.

    bytes ─ decode ─▶ characters ─ text, html, pagedata ─▶ Draft ─ cleaning ─▶ article
          ─ repair ─▶ Document

`sniff` tells the format from the content. What splits one file into several (archives, feeds,
records) is in `containers` and comes before `read`, which takes one document.
"""

from dataclasses import fields, replace

from ..model import Document
from .assembly import assemble
from .decode import decode
from .draft import Draft, Hints, Line
from .errors import Unreadable
from .settings import MAX_CHARACTERS, MAX_LINES
from .sniff import is_code, is_mail_like, sniff
from .text import read_text

__all__ = ["Hints", "Unreadable", "read"]


def read(data: bytes, path: str = "", hints: Hints | None = None) -> Document:
    """The document that `data` holds; `path` is the name that it carries, `hints` is what the
    container that it was taken from says of it.

    Raises `Unreadable` with the reason for bytes that hold no text: empty, binary, broken or
    larger than the limits in `settings`. Pure, and linear in the length of `data`.
    """
    draft = _drafted(data, hints or Hints())
    if sum(line.end > line.start for line in draft.lines) > MAX_LINES:
        raise Unreadable(f"holds more than {MAX_LINES:,} lines of text")
    if len(draft.text) > MAX_CHARACTERS:
        raise Unreadable(
            f"holds {len(draft.text):,} characters of text, more than {MAX_CHARACTERS:,}"
        )
    document = assemble(draft, path)
    if not document.text:
        raise Unreadable("holds no text")
    return document


def _drafted(data: bytes, hints: Hints) -> Draft:
    """The draft of a file, told what `hints` says. Raises `Unreadable`."""
    if data.startswith(b"%PDF-"):
        from .pdf import read_pdf

        return _told(read_pdf(data), hints)
    if is_mail_like(data):
        from .mail import is_mail, letter

        if is_mail(data):
            body, said, form = letter(data)
            return _told(replace(_drafted(body, said), format=form), hints)
    source = decode(data, hints.charset)
    if len(source) > 4 * MAX_LINES < source.count("\n"):
        raise Unreadable(f"holds more than {4 * MAX_LINES:,} lines")
    return _told(_draft(source, hints.format), hints)


def _draft(source: str, known: str | None) -> Draft:
    kind = known or sniff(source)
    if kind == "text":
        if is_code(source):
            raise Unreadable("looks like a script or a style sheet, not text")
        return read_text(source)
    if kind == "markdown":
        from .markdown import read_markdown

        return read_markdown(source)
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


def _told(draft: Draft, hints: Hints) -> Draft:
    """The draft with what its container says of it, which comes before what it says itself, and
    with the title that the container gives as its headline."""
    if hints == Hints():
        return draft
    said = {
        field.name: value
        for field in fields(Hints)
        if (value := getattr(hints, field.name)) and field.name not in ("url", "language")
    }
    told = replace(draft.hints, **said)
    told = replace(told, url=told.url or hints.url, language=draft.hints.language or hints.language)
    if not hints.title or draft.text[:2000].lstrip().startswith(hints.title):
        return replace(draft, hints=told)
    lead = len(hints.title) + 1
    return replace(
        draft,
        text=f"{hints.title}\n{draft.text}",
        lines=(
            Line(0, lead - 1, "headline"),
            *(Line(line.start + lead, line.end + lead, line.kind) for line in draft.lines),
        ),
        # The headline has no place of its own: it stands where the text begins.
        anchors=((0, 0), *((here + lead, there) for here, there in draft.anchors)),
        hints=told,
    )
