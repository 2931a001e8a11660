"""Corrects where tagged names begin and end, by what else the document names.

A tagger takes a firm's town for a part of its name ("Axiom Space of Houston") and two names for
one ("ESA and Science Foundation Ireland"); that one of them is found elsewhere, or bundled, tells.
"""

from collections.abc import Iterable
from functools import lru_cache

from ..knowledge.countries import countries
from ..resolution.known import known
from ..resolution.vocabulary import DIVISIONS, INSTITUTIONS
from .coreference import WHOLES
from .defined import QUOTES
from .tokens import Tokens

Span = tuple[int, int, str]
_BODIES = frozenset(
    "republic state province kingdom centre center institute bureau office bank fund".split()
)


def corrected(tokens: Tokens, found: Iterable[Span]) -> list[Span]:
    """`found` (stretches of words with their types) without what belongs to no name."""
    words = tokens.words
    spans = [_bare(words, span) for span in found]
    seen = {tuple(words[begin:end]) for begin, end, _ in spans}

    def named(begin: int, end: int) -> bool:
        return tuple(words[begin:end]) in seen or bool(known(" ".join(words[begin:end])))

    out: list[Span] = []
    for begin, end, kind in spans:
        # "(Spanish: Centro Espacial)"
        if end - begin > 2 and words[begin + 1] == ":" and words[begin] in _adjectives():
            begin += 2
        inside = words[begin + 1 : end - 1]
        if kind == "ORG" and "of" in inside:
            at = end - 2 - inside[::-1].index("of")
            if end - at <= 3 and _is_firm(words[begin:at]) and named(begin, at):
                end = at
        if kind in ("ORG", "PROG") and "and" in inside and not known(" ".join(words[begin:end])):
            at = begin + 1 + inside.index("and")
            if "of" not in words[begin:at] and (
                named(begin, at) or tuple(words[at + 1 : end]) in seen
            ):
                out.append((begin, at, kind))
                begin = at + 1
        out.append((begin, end, kind))
    return sorted(set(out))


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(name for country in countries() for name in country.adjectives)


def _bare(words: list[str], span: Span) -> Span:
    """A span without quotation marks around it."""
    begin, end, kind = span
    while begin < end - 1 and words[begin] in QUOTES:
        begin += 1
    while begin < end - 1 and words[end - 1] in QUOTES:
        end -= 1
    return begin, end, kind


def _is_firm(words: list[str]) -> bool:
    """Whether no word names a body or a group, whose names may go on with "of" and a place."""
    return all(
        (word := w.lower()) not in INSTITUTIONS
        and word not in WHOLES
        and word not in DIVISIONS
        and word not in _BODIES
        for w in words
    )
