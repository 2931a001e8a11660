"""How the shares of a document divide what is owned.

Shares that a sentence tells without a figure beside each owner are worked out ("held in equal
parts by", "the same two in inverse proportion": the bench's settled cases count these), and those
that are more than the whole together were not held at one time.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..model import Ownership
from ..recognition.tokens import Tokens
from .numbers import word_set

EQUALLY = word_set("equally evenly halves fifty-fifty")
EQUAL = word_set("equal identical same")
PARTS = word_set(
    """parts part shares share partners partner owners owner proportion proportions measure
    stakes stake halves terms basis footing shareholders"""
)
INVERSE = word_set("mirror mirrored inverse inversely reversed reverse inverted swapped opposite")
ROUND = word_set("round around")
MOST = 100.5  # per cent that shares held at one time may come to, since they are rounded


def equal(words: Sequence[str]) -> bool:
    """Whether lower-case words say that several owners have the same share."""
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        if word in EQUALLY or (word in EQUAL and after in PARTS):
            return True
        if word == "half" and after in ("each", "apiece"):
            return True
        if word in ("50", "fifty") and after in ("-", "/", ":", "–", "‑"):
            return words[i + 2 : i + 3] == [word]
    return False


def inverse(words: Sequence[str]) -> bool:
    """Whether lower-case words say that the shares are another firm's turned round."""
    return not INVERSE.isdisjoint(words) or any(
        word == "way" and i and words[i - 1] == "other" and words[i + 1] in ROUND
        for i, word in enumerate(words[:-1])
    )


def apportioned(rows: Sequence[Ownership], tokens: Tokens) -> list[Ownership]:
    """The rows of a document, with the shares that equal or inverse splits give those without."""
    out = list(rows)
    splits = _splits(rows)
    together: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for number, row in enumerate(out):
        if row.kind != "acquisition":
            together[row.owned, row.start, row.end].append(number)
    for (_, start, end), numbers in together.items():
        owners = {out[n].owner for n in numbers}
        if len(owners) < 2 or len(owners) != len(numbers):
            continue
        if any(out[n].share is not None for n in numbers):
            continue
        lower = tokens.lower[tokens.at(start) : tokens.at(end - 1) + 1]
        if equal(lower):
            for n in numbers:
                out[n] = replace(out[n], share=round(100.0 / len(numbers), 2))
        elif len(numbers) == 2 and inverse(lower):
            one, two = (out[n] for n in numbers)
            known = splits.get((one.owner, two.owner))
            if known is not None:
                out[numbers[0]] = replace(one, share=known[1])
                out[numbers[1]] = replace(two, share=known[0])
    return out


def settled(rows: Sequence[Ownership]) -> list[Ownership]:
    """The rows of a document; shares in one thing that come to more than all of it were not held
    at one time, and the less sure of them are former ones."""
    out = list(rows)
    current: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(out):
        if row.status == "current" and row.share is not None:
            current[row.owned].append(number)
    for numbers in current.values():
        left, seen = MOST, set[str]()
        for n in sorted(numbers, key=lambda n: (-out[n].confidence, out[n].start, out[n].owner)):
            row = out[n]
            assert row.share is not None
            if row.share > left or row.owner in seen:
                out[n] = replace(row, status="former")
            else:
                left -= row.share
                seen.add(row.owner)
    return out


def _splits(rows: Sequence[Ownership]) -> dict[tuple[str, str], tuple[float, float]]:
    """By two owners that share a firm between them alone: what each of them has of it now."""
    held: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        if row.share is not None and row.status == "current":
            held[row.owned].setdefault(row.owner, row.share)
    out: dict[tuple[str, str], tuple[float, float]] = {}
    for owners in held.values():
        if len(owners) == 2:
            (one, first), (two, second) = owners.items()
            out.setdefault((one, two), (first, second))
            out.setdefault((two, one), (second, first))
    return out
