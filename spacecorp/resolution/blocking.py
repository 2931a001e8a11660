"""Find the few pairs of names that are worth comparing, without ever looking at all pairs.

Names meet in blocks: by their beginning, their end, their words in order of the alphabet, and
their rarest words. A block that is too large is sorted and each name compared with its nearest
neighbours only, so that the work grows as n log n.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.tokens import canonical

_WINDOW = 6
_FULL = 12
_ENDS = 5


def pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of indices (smaller first, each once, in order) of names that may be one."""
    split = [canonical(split_form(words(n))[0]) for n in names]
    frequency: Counter[str] = Counter(w for found in split for w in set(found))
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, found in enumerate(split):
        for key in _keys(found, frequency):
            blocks[key].append(i)
    seen: set[int] = set()
    total = len(names)
    for key in sorted(blocks):
        members = blocks[key]
        if len(members) < 2:
            continue
        reach = len(members) if len(members) <= _FULL else _WINDOW
        order = sorted(members, key=lambda i: (split[i], i))
        for at, i in enumerate(order):
            for j in order[at + 1 : at + 1 + reach]:
                seen.add(min(i, j) * total + max(i, j))
    for code in sorted(seen):
        yield divmod(code, total)


def _keys(found: tuple[str, ...], frequency: Counter[str]) -> set[str]:
    joined = "".join(found)
    keys = {"=" + " ".join(sorted(found))}
    if len(joined) >= _ENDS:
        keys |= {"<" + joined[:_ENDS], ">" + joined[-_ENDS:]}
    rare = sorted(set(found), key=lambda w: (frequency[w], w))
    if rare:
        keys.add("." + rare[0])
    if len(rare) > 1:
        keys.add("." + rare[1])
    return keys
