"""Find the few pairs of names that are worth comparing, without ever looking at all pairs.

Names meet in blocks: by their beginning, their end, their words in order of the alphabet, and
their rarest words. A block that is too large is sorted and each name compared with its nearest
neighbours only, so that the work grows as n log n. Before a pair is given out, rapidfuzz looks
whether its letters are alike at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.tokens import canonical

_WINDOW = 6
_FULL = 12
_ENDS = 5
# Names whose letters agree less than this (rapidfuzz's ratio) are no slips of the pen.
_LEAST = 80.0


def pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of indices (smaller first, each once, in order) of names that may be one."""
    split = [canonical(split_form(words(n))[0]) for n in names]
    joined = ["".join(found) for found in split]
    frequency: Counter[str] = Counter(w for found in split for w in set(found))
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, found in enumerate(split):
        for key in _keys(found, joined[i], frequency):
            blocks[key].append(i)
    chosen: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) < 2:
            continue
        reach = len(members) if len(members) <= _FULL else _WINDOW
        by_letters = key[0] != "="
        order = sorted(members, key=lambda i: (joined[i], i))
        for at, i in enumerate(order):
            mine = joined[i]
            for j in order[at + 1 : at + 1 + reach]:
                if by_letters and not fuzz.ratio(mine, joined[j], score_cutoff=_LEAST):
                    continue
                chosen.add((i, j) if i < j else (j, i))
    return iter(sorted(chosen))


def _keys(found: tuple[str, ...], joined: str, frequency: Counter[str]) -> set[str]:
    """The blocks of one name: its words sorted, its beginning, its end, its two rarest words."""
    keys = {"=" + " ".join(sorted(found))}
    if len(joined) >= _ENDS:
        keys |= {"<" + joined[:_ENDS], ">" + joined[-_ENDS:]}
    rare = sorted(set(found), key=lambda w: (frequency[w], w))
    keys |= {"." + w for w in rare[:2]}
    return keys
