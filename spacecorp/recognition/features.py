"""What the tagger looks at: the features of a word, of its neighbours and of its document.

Most features belong to a word alone and are looked up at seven places around the word that is
being tagged, so that their weights can be added up once per distinct word (see `tagger`).
The few that need two words or the whole document are listed per word by `joint`.
The choice follows the usual features of linear-chain CRFs for names (word, shape, affixes,
neighbours, lists of names; Finkel and others 2005; Ratinov and Roth 2009).
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from .gazetteer import Gazetteer
from .tokens import Tokens

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


def joint(tokens: Tokens, gazetteer: Gazetteer) -> Iterator[list[str]]:
    """For each word the features that need two words, a list of names or the whole document."""
    words, sentence = tokens.words, tokens.sentence
    count = len(words)
    tags = gazetteer.tag(words)
    lower_case = Counter(word for word in words if word.islower())
    capitals = Counter(
        words[i]
        for i in range(1, count)
        if words[i][0].isupper() and sentence[i] == sentence[i - 1]
    )
    shapes = [shape(word) for word in words]
    for i, word in enumerate(words):
        first = i == 0 or sentence[i] != sentence[i - 1]
        last = i + 1 == count or sentence[i] != sentence[i + 1]
        names = ["first"] if first else []
        if last:
            names.append("last")
        for tag in tags[i]:
            names += ["g=" + tag, "g1=" + tag[:2]]
        if not last:
            names += ["g+1=" + tag for tag in tags[i + 1]]
        if not first:
            names += ["g-1=" + tag for tag in tags[i - 1]]
        if word[0].isupper():
            if lower_case[word.lower()]:
                names.append("lower too")
            names.append(f"capital={min(capitals[word], 3)}")
        if not first:
            if tokens.starts[i] == tokens.ends[i - 1]:
                names.append("glued")
            names.append(f"b-1={words[i - 1].lower()}|{shapes[i]}")
            names.append(f"s-1={shapes[i - 1]}|{shapes[i]}")
        if not last:
            names.append(f"b+1={shapes[i]}|{words[i + 1].lower()}")
            names.append(f"s+1={shapes[i]}|{shapes[i + 1]}")
        yield names
