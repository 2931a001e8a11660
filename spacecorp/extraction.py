"""The way of one document: bytes in, facts out. Pure: no database, no global state."""

from .model import Extraction
from .reading import read


def extract(data: bytes, path: str = "") -> Extraction:
    """Read one document and find what it says.

    `data` is the file as it is, `path` the name that the results carry. Raises
    `reading.Unreadable` where the bytes hold no text that can be read.
    """
    return Extraction(document=read(data, path))
