"""Finds shares in all their clothes: "67%", "two-thirds", "the rest", "34 and 30 per cent".

Money, masses and counts are no shares: a number counts only with a per cent sign or word, as a
fraction word, or beside one that has such a sign ("Airbus 15 per cent and Indra 7").
"""

import re
from dataclasses import dataclass

from ..recognition.tokens import Tokens


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them with blanks between."""
    return frozenset(text.split())


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
REST = frozenset(["rest", "remainder", "balance", "remaining", "outstanding"])
CAPITAL = word_set(
    """shares stock capital equity stake stakes interest interests part portion ownership
    ones"""
)
WHOLLY = word_set("wholly fully entirely solely outright totally completely")
WHOLE = WHOLLY | word_set("sole only single all whole entire entirety")
OF_ONE = word_set("a an one remaining other its their last equal final")
OWNED = word_set(
    """owned held belongs belonged belong controlled owns own subsidiary acquired bought
    state public"""
)
OWNERS = word_set("owner shareholder proprietor parent stockholder holder founder")
# What may follow a fraction that is a share, and what may stand about a bare number that is one.
AFTER = word_set(
    """of , . ; ) ( : each apiece and but while belongs belong is are was to by in for from
    with share stake stakes interest holding owned held shareholder shareholding
    share-holding - owner rest went lies rests goes remains remain stays sits being
    belonged having"""
)
BESIDE = word_set(
    """and other remaining the has had have with to from holds hold owns own ( : at last ,
    about around some keeps keep got gets still or roughly nearly only just former under
    over % percent cent"""
)
BEHIND = word_set(", ; . ) and respectively to each apiece per %")
MONTHS = word_set(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec article phase series page day stage
    version no"""
)


@dataclass(frozen=True, slots=True)
class Share:
    """Words `begin` to `end` that give a share: `value` in per cent.

    None with `rest` says that it is what others leave over. `each` says that it is what each of
    several owners has, `together` what they have between them.
    """

    begin: int
    end: int
    value: float | None
    rest: bool = False
    each: bool = False
    together: bool = False


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


# A share as it is found: word behind it, value, whether it is what others leave over.
_Found = dict[int, tuple[int, float | None, bool]]
_EACH = word_set("each apiece respectively equal equally half both")
_TOGETHER = word_set("together jointly combined collectively joint")
_BETWEEN_ALL = word_set("of the its outstanding issued share - ordinary common")


class _Words:
    """The words of a document, with blanks beyond its ends."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.exact = tokens.words
        self.lower = tokens.lower

    def __getitem__(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def named(self, i: int) -> bool:
        """Whether word `i` has a capital."""
        return 0 <= i < len(self.exact) and self.exact[i][0].isupper()


def _per_cent(words: _Words, i: int, found: _Found) -> int | None:
    """A figure before the sign or word at `i`; where it begins."""
    at = i - 1 if words[i - 1] == "-" else i
    value, begin = parse_number(words[at - 1]), at - 1
    if value is None:
        spelled = _spelled(words.lower, at)
        if spelled is None:
            return None
        value, begin = spelled
    if not 0 < value <= 100:
        return None
    if words[begin - 1] in ("remaining", "outstanding"):
        begin -= 1
    found[begin] = (i + 2 if words[i] == "per" else i + 1, value, False)
    return begin


def _fraction(words: _Words, i: int, found: _Found) -> None:
    """ "a third", "nine-tenths", "half (of) the shares" """
    word, hyphen = words[i], words[i - 1] == "-"
    begin = i - 2 if hyphen else i - 1
    before, after = words[begin], words[i + 1]
    sentence = words.tokens.sentence
    inside = i + 1 < len(sentence) and sentence[i + 1] == sentence[i]
    half_of = word == "half" and (after == "a" or words.named(i + 1))
    if inside and after not in AFTER and not half_of:
        return
    if 1 < UNITS.get(before, 0) < 10 and word.endswith("s"):
        value = 66.67 if (before, word) == ("two", "thirds") else UNITS[before] * FRACTIONS[word]
        found[begin] = (i + 1, min(round(value, 2), 100.0), False)
    elif hyphen and before in ("one", "a"):
        found[begin] = (i + 1, FRACTIONS[word], False)
    elif word in ("half", "halves") or before in OF_ONE:
        found[i] = (i + 1, FRACTIONS[word], False)


def _split(words: _Words, i: int, found: _Found) -> None:
    """ "50-50" (one share for both), "60:40" (two), "fifty-fifty" """
    first = UNITS.get(words[i]) or parse_number(words[i])
    second = UNITS.get(words[i + 2]) or parse_number(words[i + 2])
    between = words[i + 1] in ("-", ":", "/", "–", "‑", "to", "by")
    if not (between and first and second and first + second == 100):
        return
    found[i] = (i + 3 if first == 50 else i + 2, float(first), False)
    if first != 50:
        found[i + 2] = (i + 3, float(second), False)


def _rest(words: _Words, i: int, found: _Found) -> None:
    """ "the rest", "the remaining shares" """
    after = words[i + 1]
    if words[i] in ("rest", "remainder", "balance"):
        if words[i - 1] == "the" and after not in ("sheet", "sheets"):
            found[i] = (i + 1, None, True)
    elif after in CAPITAL:
        found[i] = (i + 2, None, True)


def _whole(words: _Words, i: int, found: _Found) -> None:
    """ "wholly owned", "sole owner", "all of Intelsat", "the entire share capital" """
    word, after = words[i], words[i + 1]
    if word in WHOLLY:
        near = [words[k] for k in (i - 2, i - 1, i + 1, i + 2)]
        if OWNED.isdisjoint(near) or words[i - 1] in ("not", "nearly", "almost"):
            return
    elif word in ("sole", "only", "single"):
        if after not in OWNERS:
            return
    elif word in ("all", "whole", "entire"):
        everything = word == "all" and after == "of" and words.named(i + 2)
        if not everything and not (word == "whole" and after == "of"):
            k = i + 1
            while k < i + 5 and words[k] in _BETWEEN_ALL:
                k += 1
            if words[k] not in ("shares", "stock", "capital", "equity"):
                return
            found[i] = (k + 1, 100.0, False)
            return
    found[i] = (i + 1, 100.0, False)


def shares(tokens: Tokens) -> list[Share]:
    """All shares of a document in text order. Linear in its length."""
    words = _Words(tokens)
    found: _Found = {}
    signed: list[int] = []
    for i, word in enumerate(words.lower):
        if word in PERCENT or (word == "per" and words[i + 1] == "cent"):
            begin = _per_cent(words, i, found)
            if begin is not None:
                signed.append(begin)
        elif word in FRACTIONS:
            _fraction(words, i, found)
        elif word.isdigit() or word == "fifty":
            _split(words, i, found)
        elif word in REST:
            _rest(words, i, found)
        elif word in WHOLE:
            _whole(words, i, found)
    _bare(words, found, signed)
    _merge(words, found)
    out: list[Share] = []
    for begin in sorted(found):
        end, value, rest = found[begin]
        if out and begin < out[-1].end:
            continue
        before, after = words.lower[max(begin - 6, 0) : begin], words.lower[end : end + 6]
        each = not _EACH.isdisjoint(before + after[:4])
        together = not _TOGETHER.isdisjoint(before[-3:] + after) or {"between", "them"} <= set(
            after
        )
        out.append(Share(begin, end, value, rest, each, together and not each))
    return out


def _bare(words: _Words, found: _Found, signed: list[int]) -> None:
    """Add numbers without a sign that stand in one sentence with a number that has one."""
    tokens = words.tokens
    for sentence in sorted({tokens.sentence[begin] for begin in signed}):
        first, last = tokens.bounds[sentence], tokens.bounds[sentence + 1]
        for i in range(first, last):
            value = parse_number(words[i])
            if value is None or not 0 < value <= 100 or i in found:
                continue
            before = words[i - 1] if i > first else ""
            after = words[i + 1] if i + 1 < last else "."
            dated = before in MONTHS or (after == "," and parse_number(before) is not None)
            if after not in BEHIND or dated:
                continue
            paired = after in ("and", "to", "or", ",", "per") and (i + 2 in found or i + 3 in found)
            if before in BESIDE or (i > first and words.named(i - 1)) or paired:
                found[i] = (i + 1, value, False)


def _merge(words: _Words, found: _Found) -> None:
    """Count "two-thirds of the capital (67%)", "the rest, 10.32%," once, with the exact figure."""
    for begin in sorted(found):
        if begin not in found:
            continue
        end, value, _ = found[begin]
        other = end
        while other < end + 5 and other not in found and words[other] not in _STOPS:
            other += 1
        if other not in found:
            continue
        behind, exact, _ = found[other]
        if words[other - 1] == "(" and words[behind] == ")":
            if value is None or abs(value - (exact or 0)) < 5:
                found[begin] = (behind + 1, exact, False)
                del found[other]
        elif value is None and words[other - 1] in (",", "some"):
            found[begin] = (behind, exact, False)
            del found[other]


_STOPS = word_set("and by to with is are belongs ; : . )")
