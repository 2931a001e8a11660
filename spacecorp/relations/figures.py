"""Figures that may tell a share though nothing in them says so: "Perseo keeps 5", "the whole lot".

The rules of the grammar see the shares of `numbers` alone. These are weighed besides by `stakes`,
which asks whose they are and believes most of them to be none.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ..recognition.descriptions import Reference
from ..recognition.tokens import Tokens
from .numbers import UNITS, WHOLLY, Share, parse_number, word_set
from .splits import EQUALLY

SIGNED, BARE, WHOLE, EQUAL = range(4)
NEAR = 2  # sentences between a bare number and a share that is told for one
# What stands before and behind numbers that count something else.
MONEY = word_set("$ € £ ¥ eur usd gbp euros dollars us$ c$ a$ no nok sek page phase series -")
COUNTED = word_set(
    """million billion m bn thousand years year months month weeks week days day hours times
    satellites satellite spacecraft kg kilograms metres meters km kilometres tonnes launches people
    employees staff january february march april may june july august september october november
    december ghz mhz - th st nd rd"""
)
FULL = word_set("control ownership owner possession")
ALL = WHOLLY | word_set("outright lot alone")
PARTS = word_set("equal half")


@dataclass(frozen=True, slots=True)
class Figures:
    """The shares of a document with the figures that may be some, in text order.

    `sorts` tells of each which it is: SIGNED (a share of `numbers`), BARE (a number), WHOLE (words
    for all of it) or EQUAL (words for parts of one size).
    """

    shares: list[Share]
    sorts: list[int]


def figures(tokens: Tokens, references: Sequence[Reference], shares: Sequence[Share]) -> Figures:
    """All figures of a document. Linear in its length."""
    taken = bytearray(len(tokens))
    spans = [(one.begin, one.end) for one in references] + [(one.begin, one.end) for one in shares]
    for begin, end in spans:
        taken[begin:end] = b"\1" * (end - begin)
    signed = sorted({tokens.sentence[share.begin] for share in shares if share.value is not None})
    words = tokens.lower
    found = [(share, SIGNED) for share in shares]
    i = 0
    while i < len(words):
        share, sort = None, _worded(words, i)
        if taken[i]:
            pass
        elif sort is not None:
            share = Share(i, i + 1, 100.0 if sort == WHOLE else 50.0, each=sort == EQUAL)
        elif _near(tokens.sentence[i], signed):
            share, sort = _number(words, i), BARE
        if share is not None and sort is not None:
            found.append((share, sort))
        i = share.end if share is not None else i + 1
    found.sort(key=lambda row: row[0].begin)
    return Figures([share for share, _ in found], [sort for _, sort in found])


def _worded(words: Sequence[str], i: int) -> int | None:
    """Whether a word speaks of all, or of equal parts: WHOLE, EQUAL or neither."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else ""
    if word in ALL or (word in ("all", "whole") and after == "of"):
        return WHOLE
    if word == "full" and (after in FULL or (i and words[i - 1] == "in")):
        return WHOLE
    return EQUAL if word in EQUALLY or (word in PARTS and after != "of") else None


def _number(words: Sequence[str], i: int) -> Share | None:
    """The number that begins at a word, if it may be a share: "6.1", "sixty-seven"."""
    value, end = parse_number(words[i]), i + 1
    if value is None and UNITS.get(words[i], 0) >= 10:
        value = float(UNITS[words[i]])
        if words[end : end + 1] == ["-"] and UNITS.get("".join(words[end + 1 : end + 2]), 10) < 10:
            value, end = value + UNITS[words[end + 1]], end + 2
    counted = words[end : end + 1] and words[end] in COUNTED
    if value is None or not 0 < value <= 100 or counted or (i and words[i - 1] in MONEY):
        return None
    return Share(i, end, value)


def _near(sentence: int, signed: Sequence[int]) -> bool:
    at = bisect_left(signed, sentence - NEAR)
    return at < len(signed) and signed[at] <= sentence + NEAR
