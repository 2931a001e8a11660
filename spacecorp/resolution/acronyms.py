"""Tell from the letters alone whether one name can be the acronym of another."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from spacecorp.resolution.folding import plain, words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.vocabulary import GENERIC, INSTITUTIONS, JOINERS, SPELLINGS

_LONGEST = 12
_LONG_WORDS = 14
# Where a word may begin inside another: SpaceX, AeroSpace, Luft- und Raumfahrt.
_HUMP = re.compile(r"(?<=[a-zà-þ])(?=[A-ZÀ-Þ])|-")
_ELISION = re.compile(r"\b([dlDL])['’](?=\w)")


@lru_cache(maxsize=1 << 14)
def looks_like_acronym(name: str) -> bool:
    """Whether a name is written as acronyms are: one word, at least half of it capitals.

    Up to 12 letters, at least two capitals: "ESA", "RhN", "L&T", "IN-SPACe", "GmbH"; not "Isar".
    """
    if len(name) > 2 * _LONGEST or " " in name.strip():
        return False
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if not 2 <= len(letters) <= _LONGEST:
        return False
    return capitals >= 2 and capitals * 2 >= len(letters)


@lru_cache(maxsize=1 << 12)
def _pieces(long: str) -> tuple[tuple[str, bool], ...]:
    """The words of a long name, each with whether an acronym may leave it out at no cost."""
    split = _ELISION.sub(r"\1 ", long[:300])
    tokens = [t for chunk in split.split() for t in _HUMP.split(chunk) if t]
    out: list[tuple[str, bool]] = []
    for token in tokens:
        for word in words(token) if plain(token).strip("&") else ("and",):
            out.append((word, word in JOINERS))
    whole = words(split)
    form = len(whole) - len(split_form(whole)[0])
    if form and whole[-form:] == tuple(w for w, _ in out[-form:]):
        out[-form:] = [(w, True) for w, _ in out[-form:]]
    return tuple(out[:_LONG_WORDS])


def acronym_of(short: str, long: str) -> bool:
    """Whether `short` can be the acronym of `long`.

    Every letter comes, in order, from the beginnings of words of `long`: one letter a word
    ("ESA"), or a few ("EUMETSAT", "KSAT", "RhN"), an x also from "ex-" ("JAXA"). Small words,
    the legal form, a state's name in front and up to two words of the trade may give a letter or
    not ("SSTL", "MoD" of "UK Ministry of Defence"), one other
    word in the middle may be left out if three words give letters ("DLR" for "Deutsches Zentrum
    für Luft- und Raumfahrt"). Small letters of `short` never begin a word. What fits by chance
    fits too: ask that both stand in one document.
    """
    initials = _initials(short)
    return bool(initials) and _fits(initials, long)


def initials_apart(short: str, long: str) -> int:
    """How many letters differ between `short` and the initials of `long`, in whatever order: an
    acronym may stand for the name in another language ("SGDC" for the Geostationary Satellite of
    Defense and Strategic Communications: one)."""
    letters = Counter(char for char in short.casefold() if char.isalpha())
    initials = Counter(word[0] for word in words(long) if word not in JOINERS)
    return (letters - initials).total() + (initials - letters).total()


def initials(long: str) -> frozenset[str]:
    """The letters that an acronym of `long` may begin with."""
    pieces = [word for word, _ in _pieces(long)]
    return frozenset(word[0] for word in pieces) | {"x" for word in pieces if word[:2] == "ex"}


@lru_cache(maxsize=1 << 12)
def _initials(short: str) -> str:
    """A name without the "s" of a plural, or nothing where it cannot be an acronym."""
    short = short.strip()
    if len(short) > 3 and short[-1] == "s" and short[:-1].isupper():
        short = short[:-1]
    letters = [c for c in short if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if " " in short or capitals < 2 or capitals * 3 < len(letters) or len(letters) > _LONGEST:
        return ""
    return short


@lru_cache(maxsize=1 << 14)
def _fits(short: str, long: str) -> bool:
    marks = [(plain(c), c.isupper() or c.isdigit()) for c in short if c.isalnum()]
    letters = "".join(c for c, _ in marks)
    if len(letters) != len(marks):
        return False
    pieces = _pieces(long)
    content = [w for w, free in pieces if not free]
    if len(pieces) < 2 or not content or len(letters) >= sum(len(w) for w, _ in pieces):
        return False
    begins = tuple(big for _, big in marks)
    # (letters used, words that gave letters, words of the trade left out, liberties taken)
    states = {(0, 0, 0, 0)}
    first = pieces.index((content[0], False))
    last = max(i for i, (_, free) in enumerate(pieces) if not free)
    budget = max(1, len(letters) // 4)
    # "MoD" of "UK Ministry of Defence": whose it is may be left out
    start = first + 1 if content[0] in PLACES and len(content) > 2 else first
    for index, (word, free) in enumerate(pieces):
        is_body = SPELLINGS.get(word, word) in INSTITUTIONS
        after: set[tuple[int, int, int, int]] = set()
        for used, givers, trade, other in states:
            if free or (index == first and start > first):
                after.add((used, givers, trade, other))
            elif index > first and word in GENERIC and trade < 2 and len(letters) > 3:
                after.add((used, givers, trade + 1, other))
            elif first < index < last and other < budget and (len(letters) > 3 or is_body):
                after.add((used, givers, trade, other + 1))
            for size in _chunks(word, letters, begins, used, free):
                pair = size == 2 and begins[used + 1] and len(word) > 2
                if other + pair <= budget:
                    after.add((used + size, givers + (not free), trade, other + pair))
        states = after
    return any(
        used == len(letters) and givers >= (3 if other else min(2, len(content)))
        for used, givers, trade, other in states
    )


def _chunks(word: str, letters: str, begins: tuple[bool, ...], at: int, free: bool) -> list[int]:
    """How many letters from `at` on the word can give: beginnings of it of up to four letters,
    or all of it. A small word may give a small letter ("MoD")."""
    if at >= len(letters) or not (begins[at] or (free and at)):
        return []
    if letters[at] == "x" and word.startswith("ex"):
        return [1]
    sizes = []
    for size in range(1, len(word) + 1):
        if at + size > len(letters) or letters[at + size - 1] != word[size - 1]:
            break
        if size < len(word) and (size > 4 or not word.isalpha()):
            continue  # a number is taken over whole: CBERS-4 is not CBERS-4A
        # a small letter after a capital goes with it: "Rh" is one chunk
        ends = at + size == len(letters) or begins[at + size] or size == 1
        # two capitals off one word are rare (NASDA, CONAE) and fit by chance in a short acronym
        if ends and (size != 2 or len(letters) > 4 or not begins[at + 1] or len(word) == 2):
            sizes.append(size)
    return sizes
