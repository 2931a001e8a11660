"""Which words of a sentence speak for a fact, to show them to people.

The words that the rule itself lists, where one found the fact and they stand in the sentence; else
those of the classes of `triggers.tsv` that belong to the relation. This looks at words only, it
does not match the rule again: a word of it that stands elsewhere in the sentence counts as well.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from .grammar import rules
from .numbers import word_set
from .sieve import TOKEN
from .vocabulary import classes

# Words of rules that only join, whatever the fact.
_JOINING = word_set(
    """a an the of in by for to and or with on at from as into onto under between among over up out
    off together is was are were be been being becomes become became it its their his her our this
    these which who whose whom that where what there will would s t"""
)
_CLASSES = {
    "partnership": word_set(
        "sign agree loi mou contract award order jv joint consort alliance partner supply build"
    ),
    "ownership": word_set("own hold stake acquire merge sell invest subsid parent found jv"),
    "participation": word_set(
        "build supply operate launch lead fund customer contract award order partner consort joint"
    ),
    "programme": word_set("launch"),
}
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def triggers(evidence: str, rule: str, relation: str) -> list[tuple[int, int]]:
    """The places of the trigger words in `evidence`, neighbours joined, in order:
    "letter of intent" is one.

    `rule` is the name of the rule that found a fact of this `relation`, or anything else where
    none did.
    """
    whole, stems = _words_of(rule)
    words = [(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(evidence)]
    found = [
        (start, end)
        for word, start, end in words
        if word in whole or any(word[:at] in stems for at in range(3, len(word) + 1))
    ]
    if not found:
        wanted = _CLASSES.get(relation, frozenset())
        found = [(s, e) for word, s, e in words if not wanted.isdisjoint(classes(word))]
    return _joined(evidence, found)


def _joined(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in places:
        if out and text[out[-1][1] : start] in (" ", "-", " of "):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


@lru_cache(maxsize=256)
def _words_of(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that a rule lists, and the beginnings of words; both empty where it is none."""
    listed: list[str] = []
    for rule in rules():
        if rule.name != name:
            continue
        denied = 0
        for token in TOKEN.findall(rule.pattern):
            if token == "!(" or (denied and token == "("):
                denied += 1
            elif denied and token.startswith(")"):
                denied -= 1
            elif not denied and token[0] == "$":
                listed += rule.words[token[1:].rstrip("?")].split()
            elif not denied and token[0].isalpha():
                listed.append(token.rstrip("?"))
    words = {piece.lstrip("^~") for word in listed for piece in word.split("_")} - _JOINING
    return (
        frozenset(word for word in words if word and word[-1] != "*"),
        frozenset(word[:-1] for word in words if len(word) > 3 and word[-1] == "*"),
    )
