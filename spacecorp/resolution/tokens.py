"""Bring the words of a name to what they mean: one spelling, one numeral."""

from __future__ import annotations

from functools import lru_cache

from spacecorp.resolution.vocabulary import JOINERS, NUMBERS, ROMAN, SPELLINGS


@lru_cache(maxsize=1 << 14)
def canonical(found: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words with spellings made one, joiners left out, and numerals as digits.

    "defense" and "defence" become one, so do "three" and "3", "II" and "2" (never as the first
    word, nor "I", "V", "X" before others: they are initials there).
    """
    out = []
    last = len(found) - 1
    for at, word in enumerate(found):
        if word in JOINERS and at < last:
            continue
        if word in ("no", "nr") and 0 < at < last and found[at + 1].isdigit():
            continue  # "Institute No. 5"
        if at and word in ROMAN and (len(word) > 1 or at == last or found[at - 1] in _COUNTED):
            out.append(ROMAN[word])
        elif word in NUMBERS:
            out.append(NUMBERS[word])
        else:
            out.append(SPELLINGS.get(word, word))
    return tuple(out) or found


_COUNTED = frozenset(["fund", "partners", "trust", "series", "phase", "block"])


def is_number(word: str) -> bool:
    """Whether a word counts or codes rather than names: it has a digit."""
    return not word.isalpha()


def singular(word: str) -> str:
    """The word without a plural s."""
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] != "s" else word
