"""Splits clean text into sentences and words, once, for everything that comes after.

A word is a run of letters and digits; hyphens, slashes and possessive endings are words of
their own, so that "ESA-NASA study" holds two names and "Leonardo's" one.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Document

WORD = re.compile(
    r"\d+(?:[.,]\d+)+"  # 26.4  33,514
    r"|(?:[^\W\d_]\.){2,}"  # U.S.  S.p.A. is left to the next line
    r"|[^\W_]+(?:&[^\W_]+)*"  # words, also AT&T
    r"|['’][sS](?![^\W_])"  # the possessive
    r"|[^\w\s]|_"
)
# A full stop after one of these ends no sentence. Common English abbreviations of titles,
# months, legal forms and references.
ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "assoc",
        "st",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "adm",
        "sen",
        "rep",
        "gov",
        "hon",
        "sr",
        "jr",
        "inc",
        "ltd",
        "co",
        "corp",
        "plc",
        "llc",
        "no",
        "nos",
        "vol",
        "pp",
        "fig",
        "approx",
        "ca",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "dept",
        "est",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mt",
        "ft",
        "bros",
        "cos",
        "mfg",
        "ing",
        "dipl",
        "univ",
    ]
)
# What parts the cells of a table that was set with blanks or tabs.
GAP = re.compile(r"(?<=\S)(?:\t+| {2,})(?=\S)")
_WIDE = re.compile(r"(?<=\S)(?:\t| {3})")
_IN_CELLS = re.compile(GAP.pattern + "|" + WORD.pattern)
LONGEST_ROW = 400  # characters
LONGEST = 120  # words; what goes on without an end is cut, so that no step sees an endless sentence
SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«(\[]*[^\W_])|\n+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text with their places, and the sentences that they form.

    `starts[i]`, `ends[i]` are character offsets of word i; `sentence[i]` numbers its sentence;
    sentence s holds the words `bounds[s]` to `bounds[s + 1]`; `block[s]` is the number of the
    block it stands in. `lower` are the words in small letters.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: Sequence[int]
    ends: Sequence[int]
    sentence: list[int]
    bounds: list[int]
    block: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The number of the word that stands at or before a character offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def sentence_span(self, number: int) -> tuple[int, int]:
        """Character offsets of sentence `number`."""
        return self.starts[self.bounds[number]], self.ends[self.bounds[number + 1] - 1]


def _breaks(text: str, start: int, end: int) -> list[int]:
    """Offsets in `text[start:end]` at which a new sentence begins."""
    out = []
    for match in SENTENCE_END.finditer(text, start, end):
        at = match.start()
        after = text[match.end() : match.end() + 1]
        if text[at] == "." and "\n" not in match[0]:
            before = text.rfind(" ", max(start, at - 20), at)
            word = text[before + 1 : at].lstrip("(\"“'‘").lower()
            if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
                continue
            if "." in word and len(word) < 8 and word.replace(".", "").isalpha():
                if after.islower() or len(word) < 4:
                    continue
            if after.islower():
                continue
        out.append(match.end())
    return out


def _is_row(text: str) -> bool:
    """Whether a line has cells with blanks or tabs between them."""
    return len(text) <= LONGEST_ROW and (
        _WIDE.search(text) is not None or len(GAP.findall(text)) > 1
    )


def tokenize(document: Document) -> Tokens:
    """The words and sentences of a document's clean text. Linear in its length.

    What parts the cells of a row, be it blanks, is a bar.
    """
    text = document.text
    words: list[str] = []
    known: dict[str, str] = {}  # one string for each word, however often it stands
    starts, ends = array("q"), array("q")
    sentence: list[int] = []
    bounds = [0]
    blocks: list[int] = []
    for number, block in enumerate(document.blocks):
        row = _is_row(text[block.start : block.end][: LONGEST_ROW + 1])
        pattern = _IN_CELLS if row else WORD
        edges = [block.start, *_breaks(text, block.start, block.end), block.end]
        for begin, stop in zip(edges, edges[1:], strict=False):
            found = list(pattern.finditer(text, begin, stop))
            said = [match[0] for match in found]
            if row:
                said = ["|" if word.isspace() else word for word in said]
            words += [known.setdefault(word, word) for word in said]
            starts.extend([match.start() for match in found])
            ends.extend([match.end() for match in found])
            while len(words) > bounds[-1]:
                size = min(len(words) - bounds[-1], LONGEST)
                sentence.extend([len(blocks)] * size)
                bounds.append(bounds[-1] + size)
                blocks.append(number)
    small = {word: word.lower() for word in known}
    lower = [small[word] for word in words]
    return Tokens(text, words, lower, starts, ends, sentence, bounds, blocks)
