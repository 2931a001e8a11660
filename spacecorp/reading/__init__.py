"""Reading: bytes and a name in, a `Document` of clean text out."""

from ..model import Block, Document


class Unreadable(ValueError):
    """The bytes hold no text that can be read; the message is the reason, in one line."""


def read(data: bytes, path: str = "") -> Document:
    """The document that `data` holds. Raises `Unreadable` with the reason."""
    text = data.decode("utf-8", "replace")
    return Document(path, "text", text, (Block("paragraph", 0, len(text)),))
