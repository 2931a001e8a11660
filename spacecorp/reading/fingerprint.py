"""What a story is told by, however its wording was touched up: for finding copies of it.

MinHash (Broder 1997): of all runs of three words, the smallest value under each of many hash
functions; the share of equal values estimates the share of runs that two texts have in common.
Beside it, the names and figures of the text: a notice that is sent out every month in the same
words differs in them, a copy does not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

SHINGLE = 3  # words in a run: one changed word in ten leaves three runs in four
WHOLE = 128  # hash functions over the text: the estimate errs by four hundredths
LEAD = 32  # hash functions over its beginning, which also a shortened copy has
LEAD_WORDS = 80
LEAST_WORDS = 40  # of a story: with fewer, likeness means nothing
PARTICULARS = 64  # names and figures that are kept, a sample of all where there are more
CHUNK = 4096  # runs of words that are hashed at a time, so that memory stays flat

WORD = re.compile(r"\w+")
# Figures, and capitalised words that do not begin a sentence.
PARTICULAR = re.compile(r"\d[\d.,]*\d|\d|(?<=[a-zà-ÿ,;:’'”\")] )[A-ZÀ-Þ][\w-]*")
# Headings and openings of what firms put beneath each of their releases.
BOILERPLATE = re.compile(
    r"(?:about|notes? (?:to|for) (?:the )?editors?|(?:media|press|investor) (?:contacts?|enquiries"
    r"|inquiries|relations)|contacts?|for (?:more|further) information|disclaimer|safe harbou?r"
    r"|(?:cautionary (?:note|statement)|caution) (?:on|regarding|concerning)|forward[- ]looking)\b",
    re.I,
)
DISCLAIMER = re.compile(
    r"\bforward[- ]looking statements?\b|\btakes? no responsibility\b|\ball rights reserved\b", re.I
)
HEADING_WORDS = 10
BENEATH = 3  # paragraphs at most that belong to such a heading


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`minhash` holds WHOLE and then LEAD little-endian 32-bit values, or nothing for a text that
    is too short to be told; `particulars` the smallest hashes of names and figures, sorted."""

    minhash: bytes
    particulars: bytes


def fingerprint(text: str, title: str | None) -> Fingerprint:
    """The fingerprint of a clean text, whose first line may be its title. Linear."""
    story = _story(text, title)
    words = [crc32(word.encode()) for word in WORD.findall(story.lower())]
    if len(words) < LEAST_WORDS:
        return Fingerprint(b"", b"")
    minhash = np.concatenate(
        [_smallest(words, WHOLE), _smallest(words[:LEAD_WORDS], LEAD)], dtype=np.uint64
    )
    found = {crc32(one.encode()) for one in PARTICULAR.findall(story)}
    particulars = np.array(sorted(found)[:PARTICULARS], dtype="<u4")
    return Fingerprint(minhash.astype("<u4").tobytes(), particulars.tobytes())


def _story(text: str, title: str | None) -> str:
    """The text without its headline and what firms put beneath each release."""
    lines = text.split("\n")
    if title and lines and lines[0] == title:
        del lines[0]
    kept = []
    skipped = 0
    for line in lines:
        heading = len(WORD.findall(line[:200])) <= HEADING_WORDS
        if heading:
            skipped = BENEATH if BOILERPLATE.match(line) else 0
        elif skipped:
            skipped -= 1
            continue
        if not (BOILERPLATE.match(line) and heading) and not DISCLAIMER.search(line):
            kept.append(line)
    return "\n".join(kept)


def _smallest(words: list[int], functions: int) -> Hashes:
    """The smallest value of each hash function over all runs of words."""
    one = np.array(words, dtype=np.uint64)
    runs = np.zeros(len(one) - SHINGLE + 1, dtype=np.uint64)
    for at, factor in enumerate(_mixed(range(1, SHINGLE + 1))):
        runs += one[at : at + len(runs)] * (factor | np.uint64(1))
    runs ^= runs >> np.uint64(29)
    factors = _mixed(range(101, 101 + functions)) | np.uint64(1)
    terms = _mixed(range(10_101, 10_101 + functions))
    least = np.full(functions, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), CHUNK):
        values = (runs[start : start + CHUNK, None] * factors + terms) >> np.uint64(32)
        least = np.minimum(least, values.min(axis=0))
    return least


def _mixed(seeds: Iterable[int]) -> Hashes:
    """A well-mixed number for each seed: the finaliser of splitmix64 (Steele et al. 2014)."""
    x = np.array(list(seeds), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = x ^ (x >> np.uint64(31))
    return mixed
