"""Find the few names that are worth comparing, without ever looking at all pairs.

Names meet in blocks. A block's key is made of the name alone (never of how often the corpus has a
word, or of the name's neighbours there), so that names added later change no block but those they
come into: all words but one, in order of the alphabet, with the beginning or the end of that one.
Two names that differ in one word by a slip of the pen share such a key. A block of too many names
tells nothing and is left out. Before a pair is given out, rapidfuzz looks whether its letters are
alike at all. The work grows as n log n.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.profiles import Profile, says_nothing
from spacecorp.resolution.tokens import canonical
from spacecorp.resolution.vocabulary import EMPTY

# More different names than this in one block, and the block tells nothing.
CROWD = 48
# Names shorter than this are never merged for a slip of the pen.
LONG_ENOUGH = 8
_ENDS = 3
_ENDS_ALONE = 4  # where the name is one word
# Names whose letters agree less than this (rapidfuzz's ratio) are no slips of the pen.
_LEAST = 80.0
_MOST_WORDS = 12


def core(name: str) -> tuple[str, ...]:
    """The words of a name that are compared: without legal form, spellings made one."""
    return canonical(split_form(words(name))[0])


@lru_cache(maxsize=1 << 14)
def keys(found: tuple[str, ...]) -> tuple[int, ...]:
    """The blocks of a name, given its `core`, as numbers of 64 bits."""
    kept = sorted(w for w in found if w not in EMPTY) or sorted(found)
    kept = kept[:_MOST_WORDS]
    out = {"=" + " ".join(kept)}
    size = _ENDS if len(kept) > 1 else _ENDS_ALONE
    for at, word in enumerate(kept):
        if len(word) >= size and word.isalpha():
            others = " ".join(kept[:at] + kept[at + 1 :])
            out |= {f"<{word[:size]} {others}", f">{word[-size:]} {others}"}
    return tuple(int.from_bytes(blake2b(k.encode(), digest_size=8).digest(), "big") for k in out)


def letters(found: tuple[str, ...]) -> str:
    """What of a `core` is compared by `alike`: its letters, whatever the order of words."""
    return "".join(sorted(found))


def alike(one: str, other: str) -> bool:
    """Whether the letters of two names agree well enough to compare them word by word."""
    return one == other or bool(fuzz.ratio(one, other, score_cutoff=_LEAST))


def may_be_misspelt(profile: Profile) -> bool:
    """Whether a name is long enough for a slip of the pen, and a name of somebody."""
    return len(profile.main) >= LONG_ENOUGH and not says_nothing(profile.record.name)


def blocks_of(profile: Profile) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The `core` of a record's name and its blocks, none where no slip is looked for."""
    if not may_be_misspelt(profile):
        return (), ()
    found = core(profile.record.name)
    return found, keys(found)


class Blocks:
    """The blocks of all names of one type, and which of them are crowded.

    Names are added once for each key and core; `add` gives numbers to new ones.
    """

    def __init__(self) -> None:
        self.mains: list[str] = []
        self.letters: list[str] = []
        self._seen: set[str] = set()
        self._numbers: npt.NDArray[np.uint64] = np.empty(0, dtype=np.uint64)
        self._owners: npt.NDArray[np.int32] = np.empty(0, dtype=np.int32)

    def add(self, profiles: Sequence[Profile]) -> set[int]:
        """Take the names of `profiles` up; returns the numbers of the blocks they come into."""
        numbers, owners = array("Q"), array("i")
        for p in profiles:
            if not may_be_misspelt(p):
                continue
            found = core(p.record.name)
            mark = f"{p.main} {' '.join(found)}"
            if mark in self._seen:
                continue
            self._seen.add(mark)
            mine = keys(found)
            numbers.extend(mine)
            owners.extend([len(self.mains)] * len(mine))
            self.mains.append(p.main)
            self.letters.append(letters(found))
        merged = np.concatenate([self._numbers, np.array(numbers, dtype=np.uint64)])
        owner = np.concatenate([self._owners, np.array(owners, dtype=np.int32)])
        order = np.argsort(merged, kind="stable")
        self._numbers, self._owners = merged[order], owner[order]
        return set(numbers)

    def members(self, block: int) -> list[int]:
        """The names in a block."""
        number = np.uint64(block)
        start = int(np.searchsorted(self._numbers, number, "left"))
        end = int(np.searchsorted(self._numbers, number, "right"))
        members: list[int] = self._owners[start:end].tolist()
        return members

    def is_crowd(self, members: Sequence[int]) -> bool:
        """Whether so many names in one block tell nothing."""
        return len(members) > CROWD and len({self.mains[i] for i in members}) > CROWD

    def crowded(self) -> set[int]:
        """The numbers of all blocks that tell nothing."""
        found, starts, sizes = np.unique(self._numbers, return_index=True, return_counts=True)
        large = np.flatnonzero(sizes > CROWD)
        return {
            int(found[at])
            for at in large.tolist()
            if self.is_crowd(self._owners[starts[at] : starts[at] + sizes[at]].tolist())
        }


def pairs(names: Sequence[str], crowded: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of indices (smaller first, each once, in order) of names that may be one.

    `crowded` are the blocks that tell nothing.
    """
    numbers, owners = array("Q"), array("i")
    compared: list[str] = []
    for i, name in enumerate(names):
        found = core(name)
        compared.append(letters(found))
        mine = [number for number in keys(found) if number not in crowded]
        numbers.extend(mine)
        owners.extend([i] * len(mine))
    order = np.argsort(np.frombuffer(numbers, dtype=np.uint64), kind="stable")
    numbered = np.frombuffer(numbers, dtype=np.uint64)[order]
    owner = np.frombuffer(owners, dtype=np.int32)[order]
    edges = np.flatnonzero(np.diff(numbered)) + 1
    starts, ends = np.r_[0, edges], np.r_[edges, len(numbered)]
    shared = np.flatnonzero(ends - starts > 1)
    chosen: set[tuple[int, int]] = set()
    for start, end in zip(starts[shared].tolist(), ends[shared].tolist(), strict=True):
        members = owner[start:end].tolist()
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                if (i, j) not in chosen and alike(compared[i], compared[j]):
                    chosen.add((i, j))
    return iter(sorted(chosen))
