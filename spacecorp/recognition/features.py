"""What the tagger looks at: the features of a word, of its neighbours and of its document.

Most features belong to a word alone and are looked up at seven places around the word that is
being tagged, so that their weights can be added up once per distinct word (see `tagger`).
The few that need two words or the whole document are listed by `columns`.
The choice follows the usual features of linear-chain CRFs for names (word, shape, affixes,
neighbours, lists of names; Finkel and others 2005; Ratinov and Roth 2009).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..reading.words import english
from .gazetteer import Gazetteer
from .tokens import Tokens

Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
OFFSETS = (-3, -2, -1, 0, 1, 2, 3)


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """Upper case as X, lower case as x, digits as d; runs of three and more cut to two."""
    out: list[str] = []
    for char in word[:24]:
        kind = "X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char
        if out[-2:] != [kind, kind]:
            out.append(kind)
    return "".join(out)


def word_features(word: str, rarity: str) -> dict[int, list[str]]:
    """Features of `word` for each of the seven places it can have relative to the tagged word.

    `rarity` says how common the word is in the names of the gazetteer.
    """
    lower = word[:40].lower()
    base = ["w=" + lower, "s=" + shape(word)]
    extra = ["r=" + rarity]
    affixes: list[str] = []
    if word[0].isalpha():
        affixes = [
            "p2=" + lower[:2],
            "p3=" + lower[:3],
            "x2=" + lower[-2:],
            "x3=" + lower[-3:],
            "x4=" + lower[-4:],
        ]
        if word[0].isupper():
            extra.append("capital")
        if word.isupper() and len(word) > 1:
            extra.append(f"upper={min(len(word), 6)}")
        if any(char.isdigit() for char in word):
            extra.append("digit")
        if len(lower) > 5:
            affixes.append("stem=" + lower[:6])
        common, listed = english()
        held = "common" if lower in common else "listed" if lower in listed else "unlisted"
        extra.append(("Word=" if word[0].isupper() else "word=") + held)
    elif word.isdigit():
        extra.append(f"number={min(len(word), 5)}")
    suffix = ["x3=" + lower[-3:]] if affixes else []
    near = base + suffix + extra
    here = base + affixes + extra
    return {
        place: [f"{place}{name}" for name in names]
        for place, names in (
            (0, here),
            (-1, near),
            (1, near),
            (-2, near),
            (2, near),
            (-3, base[:1]),
            (3, base[:1]),
        )
    }


def joint(tokens: Tokens, gazetteer: Gazetteer) -> list[list[str]]:
    """For each word the features that need two words, a list of names or the whole document."""
    out: list[list[str]] = [[] for _ in range(len(tokens))]
    for column in columns(tokens, gazetteer):
        for word, name in zip(column.words.tolist(), column.which.tolist(), strict=True):
            out[word].append(column.names[name])
    return out


@dataclass(frozen=True, slots=True)
class Column:
    """Features of one kind: their names, the words that have one, and which of the names it is.

    A word stands there more than once if `several`.
    """

    names: list[str]
    words: Ints
    which: Ints
    several: bool = False


def columns(tokens: Tokens, gazetteer: Gazetteer) -> Iterator[Column]:
    """The features that need two words, a list of names or the whole document, kind by kind."""
    count = len(tokens)
    numbers = {word: number for number, word in enumerate(dict.fromkeys(tokens.words))}
    at = np.array(list(map(numbers.__getitem__, tokens.words)))
    sentence = np.asarray(tokens.sentence)
    first, last = np.ones(count, dtype=bool), np.ones(count, dtype=bool)
    first[1:] = last[:-1] = sentence[1:] != sentence[:-1]

    def all_of(name: str, holds: Marks) -> Column:
        words = holds.nonzero()[0]
        return Column([name], words, np.zeros(len(words), dtype=np.int64))

    yield all_of("first", first)
    yield all_of("last", last)
    yield from _known(gazetteer.tag(tokens.words), first, last)
    capital = np.array([word[0].isupper() for word in numbers])
    small = np.bincount(at, minlength=len(numbers))
    lower = [word.lower() for word in numbers]
    too = [
        big and word in numbers and word.islower() and bool(small[numbers[word]])
        for word, big in zip(lower, capital.tolist(), strict=True)
    ]
    yield all_of("lower too", np.array(too)[at])
    inside = np.bincount(at[~first & capital[at]], minlength=len(numbers))
    words = capital[at].nonzero()[0]
    yield Column([f"capital={n}" for n in range(4)], words, np.minimum(inside, 3)[at[words]])
    starts, ends = np.asarray(tokens.starts), np.asarray(tokens.ends)
    glued = ~first
    glued[1:] &= starts[1:] == ends[:-1]
    yield all_of("glued", glued)
    shapes: dict[str, int] = {}
    shaped = np.array([shapes.setdefault(shape(word), len(shapes)) for word in numbers])[at]
    small_words: dict[str, int] = {}
    lowered = np.array([small_words.setdefault(word, len(small_words)) for word in lower])[at]
    spelled, formed = list(small_words), list(shapes)
    later, earlier = (~first).nonzero()[0], (~last).nonzero()[0]
    yield _two("b-1=", later, (spelled, lowered[later - 1]), (formed, shaped[later]))
    yield _two("s-1=", later, (formed, shaped[later - 1]), (formed, shaped[later]))
    yield _two("b+1=", earlier, (formed, shaped[earlier]), (spelled, lowered[earlier + 1]))
    yield _two("s+1=", earlier, (formed, shaped[earlier]), (formed, shaped[earlier + 1]))


def _two(
    kind: str, words: Ints, one: tuple[list[str], Ints], other: tuple[list[str], Ints]
) -> Column:
    """What each of some words has of two things together, each given by its number in a list."""
    size = len(other[0])
    codes, which = np.unique(one[1] * size + other[1], return_inverse=True)
    names = [f"{kind}{one[0][code // size]}|{other[0][code % size]}" for code in codes.tolist()]
    return Column(names, words, which)


def _known(tags: list[list[str]], first: Marks, last: Marks) -> Iterator[Column]:
    """The known names that a word stands in, and those of its neighbours in the sentence."""
    tagged = [i for i, found in enumerate(tags) if found]
    begins, ends = first.tolist(), last.tolist()
    for steps, kind in ((0, ""), (-1, "+1"), (1, "-1")):
        names: dict[str, int] = {}
        words, which = [], []
        for i in tagged:
            if (steps < 0 and begins[i]) or (steps > 0 and ends[i]):
                continue
            for tag in tags[i]:
                for name in (f"g{kind}={tag}",) if steps else ("g=" + tag, "g1=" + tag[:2]):
                    words.append(i + steps)
                    which.append(names.setdefault(name, len(names)))
        numbers = np.array(words, dtype=np.int64), np.array(which, dtype=np.int64)
        yield Column(list(names), *numbers, several=True)
