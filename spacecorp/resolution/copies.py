"""Which documents tell the same story in the same words: syndicated, shortened, lightly edited.

Fingerprints that agree in one of many bands (runs of their values) are compared, each with the
next few of its band only: linear in documents, however many are alike. What is found depends on
the documents alone, not on the order in which they came.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..reading.fingerprint import LEAD, PARTICULARS, WHOLE, Fingerprint

ALIKE = 0.45  # share of runs of words in common from which on a text is the other, edited
ALIKE_BELOW = 0.65  # where the beginnings have nothing in common: what firms add to each release
SHORTENED = 0.2  # enough where the beginnings are alike: the rest was cut, or added
SAME_LEAD = 0.5
OTHER_LEAD = 0.1
SAME_PARTICULARS = 0.6  # of the names and figures of the one that has fewer
ENOUGH_PARTICULARS = 4
# Two texts that share 45 % agree in one of 42 bands of three with 98 %, such that share 10 %
# with 4 %; beginnings that share half agree in one of 16 bands of two with 99 %.
BANDS = ((0, 3, 42), (WHOLE, 2, LEAD // 2))
NEIGHBOURS = 3  # in a band that a document is compared with
CHUNK = 8192  # pairs that are compared at a time, so that memory stays flat

Values = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that tells another's story: its index, and how much of the wording is that of
    the first of its group, between 0 and 1."""

    index: int
    likeness: float


def copies(count: int, fingerprint: Callable[[int], Fingerprint]) -> list[list[Copy]]:
    """The groups of two or more documents that tell one story.

    There are `count` documents, in an order that should depend on them alone; groups and their
    members keep it, and `likeness` is to the first member. `fingerprint` is asked for that of
    each once, and again where particulars count: only the hashes of wordings are held.
    """
    told, wordings = array("i"), bytearray()
    for at in range(count):
        if minhash := fingerprint(at).minhash:
            told.append(at)
            wordings += minhash
    if len(told) < 2:
        return []
    values = np.frombuffer(wordings, dtype="<u4").reshape(len(told), WHOLE + LEAD)
    home = array("i", range(len(told)))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    for one, other in _candidates(values):
        first, second = root(one), root(other)
        if first != second and _same_particulars(
            fingerprint(told[one]).particulars, fingerprint(told[other]).particulars
        ):
            home[max(first, second)] = min(first, second)
    groups: dict[int, list[int]] = {}
    for at in range(len(told)):
        if (first := root(at)) != at:  # the first of its group
            groups.setdefault(first, [first]).append(at)
    return [
        [Copy(told[at], _likeness(values[at], values[first])) for at in groups[first]]
        for first in sorted(groups)
    ]


def _candidates(values: Values) -> Iterator[tuple[int, int]]:
    """Pairs of rows that are alike, among those that agree in a band."""
    for start, rows, bands in BANDS:
        for band in range(bands):
            first = start + band * rows
            columns = np.ascontiguousarray(values[:, first : first + rows])
            keys = columns.view([("", columns.dtype)] * rows).ravel()
            order = np.argsort(keys, kind="stable")
            ordered = keys[order]
            for step in range(1, NEIGHBOURS + 1):
                equal = np.flatnonzero(ordered[step:] == ordered[:-step])
                for at in range(0, len(equal), CHUNK):
                    some = equal[at : at + CHUNK]
                    yield from _alike(values, order[some], order[some + step])


def _alike(
    values: Values, ones: npt.NDArray[np.intp], others: npt.NDArray[np.intp]
) -> Iterator[tuple[int, int]]:
    same = values[ones] == values[others]
    whole = same[:, :WHOLE].mean(axis=1)
    lead = same[:, WHOLE:].mean(axis=1)
    enough = np.where(lead < OTHER_LEAD, ALIKE_BELOW, ALIKE)
    alike = (whole >= enough) | ((whole >= SHORTENED) & (lead >= SAME_LEAD))
    yield from zip(ones[alike].tolist(), others[alike].tolist(), strict=True)


def _same_particulars(one: bytes, other: bytes) -> bool:
    """Whether most names and figures of the shorter list are in the longer one."""
    a, b = (np.frombuffer(particulars, dtype="<u4").tolist() for particulars in (one, other))
    # A full list is a sample: only what is below its last hash can be compared.
    for full in (a, b):
        if len(full) == PARTICULARS:
            a = [value for value in a if value <= full[-1]]
            b = [value for value in b if value <= full[-1]]
    fewer = min(len(a), len(b))
    if fewer < ENOUGH_PARTICULARS:
        return True
    return len(set(a) & set(b)) >= SAME_PARTICULARS * fewer


def _likeness(one: Values, other: Values) -> float:
    return float((one[:WHOLE] == other[:WHOLE]).mean())
