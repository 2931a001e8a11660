"""Lists of holders with their shares: "Isdefe has 30 %; Airbus, 15 %; Indra, 7 %".

The shares of one sentence divide one firm among those beside whom they stand, so that one holding
that is sure, or several that are half sure, tell of which firm all of them hold a part.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..recognition.descriptions import Reference
from ..recognition.tokens import Tokens
from .numbers import Share, word_set

# What may stand between a holder and the share behind it.
BEFORE = word_set(
    """( , : - – — with has have had holds hold held owns own owned took takes take keeps kept got
    gets receives at a an about around some roughly nearly almost also only just another the
    remaining is are was each apiece both"""
)
# What parts a share from the holder behind it, and words that may follow that.
AFTER = word_set("by for to with belongs belonged belonging lies rests went goes remains from")
PLAIN = 5  # words between a share and its holder
WHOLE = 101.0  # what shares may add up to, roundings included
ENOUGH = 0.6  # how sure all holdings of a list together must be
FAINT = 0.02  # how sure each must be


def holders(
    tokens: Tokens,
    references: Sequence[Reference],
    lists: Sequence[tuple[int, ...]],
    shares: Sequence[Share],
) -> dict[int, dict[int, float]]:
    """By sentence that gives several things a share each: thing → share in per cent.

    `lists` are the things of the list that each reference stands in. Linear in the shares.
    """
    ends = {reference.end: number for number, reference in enumerate(references)}
    begins = {reference.begin: number for number, reference in enumerate(references)}
    by_sentence: dict[int, list[Share]] = defaultdict(list)
    for share in shares:
        if share.value is not None and not share.together:
            by_sentence[tokens.sentence[share.begin]].append(share)
    out: dict[int, dict[int, float]] = {}
    for sentence in sorted(by_sentence):
        first, last = tokens.bounds[sentence], tokens.bounds[sentence + 1]
        ways: list[dict[int, float]] = [{}, {}]
        for share in by_sentence[sentence]:
            beside = _behind(tokens, ends, share, first), _ahead(tokens, begins, share, last)
            for way, number in zip(ways, beside, strict=True):
                if number is not None:
                    things = lists[number] if share.each else references[number].entities
                    for thing in things:
                        way.setdefault(thing, share.value or 0.0)
        best = max(ways, key=len)
        if len(best) > 1 and sum(best.values()) <= WHOLE:
            out[sentence] = best
    return out


def beside(
    tokens: Tokens, references: Sequence[Reference], shares: Sequence[Share]
) -> list[tuple[int | None, int | None]]:
    """For each share the numbers of the references right before and right behind it, if any."""
    ends = {reference.end: number for number, reference in enumerate(references)}
    begins = {reference.begin: number for number, reference in enumerate(references)}
    out = []
    for share in shares:
        sentence = tokens.sentence[share.begin]
        first, last = tokens.bounds[sentence], tokens.bounds[sentence + 1]
        out.append((_behind(tokens, ends, share, first), _ahead(tokens, begins, share, last)))
    return out


def _behind(tokens: Tokens, ends: Mapping[int, int], share: Share, first: int) -> int | None:
    """The number of the reference that ends before a share, if only a few words part the two."""
    at = share.begin
    while at > max(first, share.begin - PLAIN):
        if at in ends:
            return ends[at]
        if tokens.lower[at - 1] not in BEFORE:
            return None
        at -= 1
    return ends.get(at)


def _ahead(tokens: Tokens, begins: Mapping[int, int], share: Share, last: int) -> int | None:
    """The number of the reference that begins behind a share: at once, or after "by" or "for"."""
    at = share.end
    if at in begins:
        return begins[at]
    words = tokens.words
    if at >= last or tokens.lower[at] not in AFTER:
        return None
    for k in range(at + 1, min(at + 1 + PLAIN, last)):
        if k in begins:
            return begins[k]
        if not words[k][0].islower():
            return None
    return None


def divided(
    found: Mapping[int, float], holdings: Mapping[int, Mapping[int, float]]
) -> tuple[int, float] | None:
    """The thing of which several holders each have a share, and how sure that is of each.

    `holdings` gives for each thing how sure the sentence is that it owns another. None where too
    little speaks for any.
    """
    total: dict[int, list[float]] = defaultdict(list)
    for owner in found:
        for owned, chance in holdings.get(owner, {}).items():
            if owned not in found and chance >= FAINT:
                total[owned].append(chance)
    if not total:
        return None
    owned = max(sorted(total), key=lambda thing: sum(total[thing]))
    known = total[owned]
    if len(known) < 2 or sum(known) < ENOUGH:
        return None
    return owned, sum(known) / len(known)
