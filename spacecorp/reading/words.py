"""The bundled list of English words. See `words.LICENSE`."""

import gzip
from functools import cache
from importlib.resources import files


@cache
def english() -> tuple[frozenset[str], frozenset[str]]:
    """The commonest English words, and all of the list, in small letters."""
    data = gzip.decompress((files(__package__) / "words.txt.gz").read_bytes()).decode("ascii")
    common, other = (line.split() for line in data.split("\n"))
    return frozenset(common), frozenset(common) | frozenset(other)
