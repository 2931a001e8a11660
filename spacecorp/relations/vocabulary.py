"""The classes of trigger words, read from `triggers.tsv`, looked up word by word."""

from functools import lru_cache
from importlib.resources import files

LONGEST_STEM = 40  # letters, more than any stem has: endless words are no reason to look further


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    whole: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for line in (files(__package__) / "triggers.tsv").read_text(encoding="utf-8").splitlines():
        if line[:1] in ("", "#"):
            continue
        name, words = line.split("\t")
        for word in words.split():
            table = stems if word.endswith("*") else whole
            key = word.rstrip("*")
            table[key] = (*table.get(key, ()), name)
    return whole, stems


def names_of_classes() -> list[str]:
    """The trigger classes, in order of their names."""
    return sorted({name for table in _tables() for names in table.values() for name in names})


@lru_cache(maxsize=65536)
def classes(word: str) -> tuple[str, ...]:
    """The trigger classes of a word, in lower case; none for most words."""
    whole, stems = _tables()
    found = whole.get(word, ())
    for end in range(3, min(len(word), LONGEST_STEM) + 1):
        found += stems.get(word[:end], ())
    return tuple(dict.fromkeys(found))
