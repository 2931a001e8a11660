"""Finds shares in all their clothes: "67%", "67 per cent", "two-thirds", "the remaining third".

Money, masses and counts are no shares: a number counts only with a per cent sign or word, or
as a fraction word.
"""

import re
from dataclasses import dataclass

from ..recognition.tokens import Tokens

NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?$")
UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100,
}  # fmt: skip
FRACTIONS = {
    "half": 50.0, "halves": 50.0, "third": 33.33, "thirds": 33.33, "quarter": 25.0,
    "quarters": 25.0, "fifth": 20.0, "fifths": 20.0, "tenth": 10.0, "tenths": 10.0,
    "eighth": 12.5, "sixth": 16.67,
}  # fmt: skip
PERCENT = frozenset(["%", "percent", "pct"])
REST = frozenset(["rest", "remainder", "balance"])


@dataclass(frozen=True, slots=True)
class Share:
    """Words `begin` to `end` that give a share: `value` in per cent.

    None with `rest` says that it is what others leave over.
    """

    begin: int
    end: int
    value: float | None
    rest: bool = False


def parse_number(word: str) -> float | None:
    """The number that a word of digits gives, decimal point or comma."""
    if not NUMBER.match(word):
        return None
    return float(word.replace(",", "."))


def _spelled(words: list[str], end: int) -> tuple[float, int] | None:
    """The number spelled out before word `end` ("twenty-five"), and where it begins."""
    value, at = 0, end
    while at > 0 and at > end - 4:
        word = words[at - 1].lower()
        if word in UNITS:
            value += UNITS[word]
        elif word not in ("-", "and", "a"):
            break
        at -= 1
    while at < end and words[at].lower() in ("-", "and", "a"):
        at += 1
    return (float(value), at) if value else None


def shares(tokens: Tokens) -> list[Share]:
    """All shares of a document in text order."""
    words = tokens.words
    count = len(words)
    out: list[Share] = []
    for i, word in enumerate(words):
        lower = word.lower()
        if lower in PERCENT or (lower == "per" and i + 1 < count and words[i + 1] == "cent"):
            end = i + 2 if lower == "per" else i + 1
            value = parse_number(words[i - 1]) if i else None
            begin = i - 1
            if value is None:
                spelled = _spelled(words, i)
                if spelled is None:
                    continue
                value, begin = spelled
            if 0 < value <= 100:
                begin, rest = _remaining(words, begin)
                out.append(Share(begin, end, value, rest and value is None))
        elif lower in FRACTIONS and i:
            before = words[i - 1].lower() if words[i - 1] != "-" else words[i - 2].lower()
            begin = i - 1 if words[i - 1] != "-" else i - 2
            if lower in ("half", "halves") and before in ("the", "other", "a", "one", "by", "its"):
                out.append(Share(i, i + 1, 50.0))
            elif before in ("a", "one", "remaining", "other", "its"):
                if i + 1 < count and words[i + 1].lower() in _NOT_A_SHARE:
                    continue
                out.append(Share(i, i + 1, FRACTIONS[lower]))
            elif before in ("two", "three", "four"):
                value = min(UNITS[before] * FRACTIONS[lower], 100.0)
                out.append(Share(begin, i + 1, 66.67 if value == 66.66 else value))
        elif lower in ("50", "60", "40", "51", "49", "70", "30", "75", "25", "80", "20", "55", "45"):
            # "50-50", "60:40"
            if (
                i + 2 < count
                and words[i + 1] in ("-", ":", "/", "–")
                and (second := parse_number(words[i + 2])) is not None
                and float(lower) + second == 100
            ):
                out.append(Share(i, i + 1, float(lower)))
                out.append(Share(i + 2, i + 3, second))
        elif lower in REST and i and words[i - 1].lower() == "the":
            out.append(Share(i, i + 1, None, True))
    return out


_NOT_A_SHARE = frozenset("of party parties time satellite flight launch year quarter-century".split()) - {
    "of"
}


def _remaining(words: list[str], begin: int) -> tuple[int, bool]:
    if begin and words[begin - 1].lower() == "remaining":
        return begin - 1, True
    return begin, False
