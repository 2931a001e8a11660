"""Reading: bytes and a name in, a `Document` of clean text out.

    bytes ─ decode ─▶ characters ─ text, html, pagedata ─▶ Draft ─ cleaning ─▶ article
          ─ repair ─▶ Document

`sniff` tells the format from the content. What splits one file into several (archives,
feeds, records) belongs before `read`, which takes one document.
"""

from ..model import Document
from .assembly import assemble
from .decode import decode
from .draft import Draft
from .errors import Unreadable
from .settings import MAX_CHARACTERS, MAX_LINES
from .sniff import sniff
from .text import read_text

__all__ = ["Unreadable", "read"]


def read(data: bytes, path: str = "") -> Document:
    """The document that `data` holds; `path` is the name that it carries.

    Raises `Unreadable` with the reason for bytes that hold no text: empty, binary, broken or
    larger than the limits in `settings`. Pure, and linear in the length of `data`.
    """
    source = decode(data)
    if source.count("\n") > 4 * MAX_LINES:
        raise Unreadable(f"holds more than {4 * MAX_LINES:,} lines")
    draft = _draft(source)
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
