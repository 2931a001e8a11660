"""PDF files: the text of their pages, by pypdf, which the extra `pdf` brings."""

import io
import re
from collections import Counter

from .draft import Draft
from .errors import Unreadable
from .settings import MAX_CHARACTERS, MAX_PAGES
from .text import read_text

_NUMBER = re.compile(r"\d+")
EDGE = 3  # lines at the head and at the foot of a page that may be the same on every page
REPEATED = 3  # pages on which such a line must stand


def read_pdf(data: bytes) -> Draft:
    """The draft of a PDF file; its source is the text of its pages, one below the other.

    Raises `Unreadable` where pypdf is missing, and for a file that is encrypted, damaged or
    without text, as scans are.
    """
    try:
        from pypdf import PdfReader
    except ModuleNotFoundError:
        raise Unreadable("is a PDF file; to read it: pip install 'spacecorp[pdf]'") from None
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    size = 0
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is an encrypted PDF file")
        for number, page in enumerate(reader.pages):
            if number >= MAX_PAGES:
                raise Unreadable(f"is a PDF file of more than {MAX_PAGES:,} pages")
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > MAX_CHARACTERS:
                raise Unreadable(f"holds more than {MAX_CHARACTERS:,} characters of text")
    except Unreadable:
        raise
    except Exception as error:  # hostile files make pypdf raise whatever its parts raise
        if isinstance(error, MemoryError):
            raise
        raise Unreadable("is a PDF file that is cut off, damaged or not supported") from None
    text = "\n".join(_without_edges(pages))
    if not text.strip():
        raise Unreadable("is a PDF file without text")
    draft = read_text(text)
    return Draft("pdf", draft.text, draft.lines, draft.anchors, wrapped=draft.wrapped)


def _without_edges(pages: list[str]) -> list[str]:
    """The pages without the lines that head or end each of them, page numbers aside."""
    split = [page.splitlines() for page in pages]
    seen: Counter[str] = Counter()
    for lines in split:
        seen.update({_NUMBER.sub("0", line.strip()) for line in (*lines[:EDGE], *lines[-EDGE:])})
    out = []
    for lines in split:
        last = len(lines) - EDGE
        out.append(
            "\n".join(
                line
                for at, line in enumerate(lines)
                if not (
                    (at < EDGE or at >= last) and seen[_NUMBER.sub("0", line.strip())] >= REPEATED
                )
            )
        )
    return out
