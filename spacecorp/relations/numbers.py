"""Finds shares in all their clothes: "67%", "two-thirds", "the rest", "wholly", "34 and 30 per cent".

Money, masses and counts are no shares: a number counts only with a per cent sign or word, as a
fraction word, or beside one that has such a sign ("Airbus 15 per cent and Indra 7").
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
REST = frozenset(["rest", "remainder", "balance", "remaining", "outstanding"])
CAPITAL = frozenset("shares stock capital equity stake stakes interest interests part portion ownership ones".split())
WHOLLY = frozenset("wholly fully entirely solely outright totally completely".split())
OWNED = frozenset("owned held belongs belonged belong controlled owns own subsidiary acquired bought state public".split())
OWNERS = frozenset("owner shareholder proprietor parent stockholder holder founder".split())
# What may follow a fraction that is a share, and what may stand about a bare number that is one.
AFTER = frozenset(
    """of , . ; ) ( : each apiece and but while belongs belong is are was to by in for from with share stake stakes
    interest holding owned held shareholder shareholding share-holding - owner rest went lies rests goes remains remain stays sits being belonged having""".split()
)
BESIDE = frozenset(
    """and other remaining the has had have with to from holds hold owns own ( : at last , about around some keeps keep
    got gets still or roughly nearly only just former under over % percent cent""".split()
)
BEHIND = frozenset(", ; . ) and respectively to each apiece per %".split())
MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec article phase series page day stage version no""".split()
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


def shares(tokens: Tokens) -> list[Share]:
    """All shares of a document in text order."""
    words = tokens.words
    lowers = [word.lower() for word in words]
    count = len(words)
    found: dict[int, tuple[int, float | None, bool]] = {}
    exact: list[int] = []

    def word(i: int) -> str:
        return lowers[i] if 0 <= i < count else ""

    for i, lower in enumerate(lowers):
        if lower in PERCENT or (lower == "per" and word(i + 1) == "cent"):
            end = i + 2 if lower == "per" else i + 1
            at = i - 1 if word(i - 1) == "-" else i
            value = parse_number(words[at - 1]) if at else None
            begin = at - 1
            if value is None:
                spelled = _spelled(words, at)
                if spelled is None:
                    continue
                value, begin = spelled
            if 0 < value <= 100:
                if word(begin - 1) in ("remaining", "outstanding"):
                    begin -= 1
                found[begin] = (end, value, False)
                exact.append(begin)
        elif lower in FRACTIONS:
            begin = i - 2 if word(i - 1) == "-" else i - 1
            before = word(begin)
            if word(i + 1) not in AFTER and i + 1 < count and tokens.sentence[i + 1] == tokens.sentence[i]:
                if not (lower == "half" and (word(i + 1) == "a" or words[i + 1][0].isupper())):
                    continue
            if 1 < UNITS.get(before, 0) < 10 and lower.endswith("s"):
                value = 66.67 if (before, lower) == ("two", "thirds") else UNITS[before] * FRACTIONS[lower]
                found[begin] = (i + 1, min(round(value, 2), 100.0), False)
            elif before in ("one", "a") and word(i - 1) == "-":
                found[begin] = (i + 1, FRACTIONS[lower], False)
            elif lower in ("half", "halves") or before in (
                "a", "an", "one", "remaining", "other", "its", "their", "last", "equal", "final"
            ):  # fmt: skip
                if lower != "half" and word(i + 1) == "party":
                    continue
                found[i] = (i + 1, FRACTIONS[lower], False)
        elif lower.isdigit() or lower == "fifty":
            # "50-50", "60:40", "fifty-fifty"
            first = UNITS.get(lower) or parse_number(lower)
            second = UNITS.get(word(i + 2)) or parse_number(word(i + 2))
            if first and second and word(i + 1) in ("-", ":", "/", "–", "‑", "to", "by"):
                if first + second == 100:
                    found[i] = (i + 3 if first == 50 else i + 2, float(first), False)
                    if first != 50:
                        found[i + 2] = (i + 3, float(second), False)
        elif lower in REST:
            following = [word(k) for k in range(i + 1, i + 4)]
            if word(i - 1) == "the" and lower in ("rest", "remainder", "balance"):
                if following[0] not in ("sheet", "sheets"):
                    found[i] = (i + 1, None, True)
            elif lower in ("remaining", "outstanding") and (
                following[0] in CAPITAL or following[1] in CAPITAL and following[0] == "equity"
            ):
                found[i] = (i + 2, None, True)
        elif lower in WHOLLY:
            near = [word(k) for k in (i - 2, i - 1, i + 1, i + 2)]
            if not OWNED.isdisjoint(near) and word(i - 1) not in ("not", "nearly", "almost"):
                found[i] = (i + 1, 100.0, False)
        elif lower in ("sole", "only", "single") and word(i + 1) in OWNERS:
            found[i] = (i + 1, 100.0, False)
        elif lower in ("all", "whole", "entire", "entirety", "entirely"):
            following = [word(k) for k in range(i + 1, i + 6)]
            if lower == "entirety" or lower == "whole" and following[0] == "of":
                found[i] = (i + 1, 100.0, False)
            elif lower == "all" and word(i + 1) == "of" and (words[i + 2 : i + 3] or ["a"])[0][0].isupper():
                found[i] = (i + 1, 100.0, False)
            else:
                for k, token in enumerate(following):
                    if token in ("shares", "stock", "capital", "equity"):
                        found[i] = (i + k + 2, 100.0, False)
                    elif token in ("of", "the", "its", "outstanding", "issued", "share", "-", "ordinary", "common"):
                        continue
                    break
    _bare(tokens, lowers, found, exact)
    _merge(lowers, found)
    out = []
    for begin in sorted(found):
        end, value, rest = found[begin]
        if out and begin < out[-1].end:
            continue
        around = lowers[max(begin - 6, 0) : begin] + lowers[end : end + 4]
        after = lowers[end : end + 6]
        each = not {"each", "apiece", "respectively", "equal", "equally", "half", "both"}.isdisjoint(around)
        together = not _TOGETHER.isdisjoint(lowers[max(begin - 3, 0) : begin] + after) or (
            "between" in after and "them" in after
        )
        out.append(Share(begin, end, value, rest, each, together and not each))
    return out


_TOGETHER = frozenset("together jointly combined collectively joint".split())


def _bare(
    tokens: Tokens,
    lowers: list[str],
    found: dict[int, tuple[int, float | None, bool]],
    exact: list[int],
) -> None:
    """Add numbers without a sign that stand in one sentence with a number that has one."""
    for sentence in sorted({tokens.sentence[begin] for begin in exact}):
        first, last = tokens.bounds[sentence], tokens.bounds[sentence + 1]
        for i in range(first, last):
            value = parse_number(lowers[i])
            if value is None or not 0 < value <= 100 or i in found:
                continue
            before = lowers[i - 1] if i > first else ""
            after = lowers[i + 1] if i + 1 < last else "."
            if after not in BEHIND or before in MONTHS or after == "," and parse_number(lowers[i - 1]):
                continue
            named = tokens.words[i - 1][:1].isupper() if i > first else False
            paired = after in ("and", "to", "or", ",", "per") and any(k in found for k in (i + 2, i + 3))
            if before in BESIDE or named or paired:
                found[i] = (i + 1, value, False)


def _merge(lowers: list[str], found: dict[int, tuple[int, float | None, bool]]) -> None:
    """Let "two-thirds of the capital (67%)", "the rest, 10.32%," count once, with the exact figure."""
    for begin in sorted(found):
        if begin not in found:
            continue
        end, value, _ = found[begin]
        for other in range(end, end + 5):
            if other not in found:
                if lowers[other : other + 1] and lowers[other] in _STOPS:
                    break
                continue
            if lowers[other - 1] == "(" and lowers[found[other][0] : found[other][0] + 1] == [")"]:
                if value is None or abs(value - (found[other][1] or 0)) < 5:
                    found[begin] = (found[other][0] + 1, found[other][1], False)
                    del found[other]
            elif value is None and lowers[other - 1] in (",", "some"):
                found[begin] = (found[other][0], found[other][1], False)
                del found[other]
            break


_STOPS = frozenset("and by to with is are belongs ; : .".split())
