"""Tell a slip of the pen from another word, in proportion to the word's length."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_VOWELS = frozenset("aeiouy")
_IDEOGRAPHS = "\u2e80"  # Chinese and Japanese signs begin here


def allowance(length: int) -> float:
    """How much writing may differ in a word of this many letters (see `cost`).

    Nothing below four letters, one consonant below seven, then half as much more for every five
    letters, at most two and a half.
    """
    if length < 4:
        return 0.0
    return min(1.0 + 0.5 * max(0, (length - 2) // 5), 2.5)


@lru_cache(maxsize=1 << 14)
def cost(a: str, b: str) -> float:
    """The edits from `a` to `b`: a consonant costs 1, a vowel or a doubled letter 0.5.

    Readers and typists go wrong at vowels and doubled letters, another consonant makes another
    word: "Motors" and "Mortars" are nearer than "McKesson" and "McKenton". A digit costs 9.
    Returns 9.0 where the words are more than four letters apart.
    """
    if Levenshtein.distance(a, b, score_cutoff=4) > 4:
        return 9.0
    total = 0.0
    for op in Levenshtein.editops(a, b):
        tag, i, j = op.tag, op.src_pos, op.dest_pos
        old = a[i] if tag != "insert" else ""
        new = b[j] if tag != "delete" else ""
        if old.isdigit() or new.isdigit():
            return 9.0
        if tag == "replace":
            total += 0.5 if old in _VOWELS and new in _VOWELS else 1.0
        elif tag == "insert":
            total += 0.5 if new in _VOWELS or new in b[max(j - 1, 0) : j] else 1.0
        else:
            total += 0.5 if old in _VOWELS or old in a[max(i - 1, 0) : i] else 1.0
    return total


def is_swap(a: str, b: str) -> bool:
    """Whether two words of four letters or more differ by two neighbouring letters swapped.

    >>> is_swap("orbit", "obrit")
    True
    """
    if len(a) != len(b) or len(a) < 4 or not a.isalpha() or not b.isalpha():
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and a[differ[0]] == b[differ[1]]
        and a[differ[1]] == b[differ[0]]
    )


def is_typo(a: str, b: str) -> bool:
    """Whether one word is the other miswritten.

    >>> is_typo("gazprom", "gasprom"), is_typo("bae", "bwi")
    (True, False)
    """
    if a == b:
        return True
    if not (a.isascii() and b.isascii()) and max(a + b) >= _IDEOGRAPHS:
        return False  # each sign is a word
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    if len(shorter) < 4 or len(longer) - len(shorter) > 3:
        return False
    return cost(shorter, longer) <= allowance(len(longer)) or is_swap(a, b)
