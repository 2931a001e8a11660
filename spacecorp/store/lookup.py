"""Finds the entity that a person means by a name typed on the command line. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

CHOICES_SHOWN = 10
# Percent of rapidfuzz's ratio: one slip in a word of eight letters gives 88.
TYPO_RATIO = 82
# A name that is this much liker than the next one is the one that was meant.
CLEARLY_BETTER = 5
# Below this a suggestion has nothing to do with what was typed.
SUGGESTION_RATIO = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cluster and the names that it answers to."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]


class NotOne(Exception):
    """The name means no entity or several. `choices` are the nearest, best first."""

    def __init__(self, wanted: str, choices: Sequence[Candidate], *, ambiguous: bool) -> None:
        super().__init__(wanted)
        self.wanted = wanted
        self.choices = tuple(choices)
        self.ambiguous = ambiguous


def fold(name: str) -> str:
    """A name without case, accents, punctuation and leading article."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = " ".join(re.findall(r"\w+", text))
    return text.removeprefix("the ")


def lookup(wanted: str, candidates: Sequence[Candidate], types: Sequence[str] = ()) -> Candidate:
    """The one candidate that `wanted` means.

    Tried in this order, and the first way that fits any decides: identifier, canonical name
    to the letter, canonical name, alias, initials of a name, beginnings of all words, a piece
    of a name, a name with slips of the keyboard. Among candidates that fit equally, those of
    the first type in `types` win. Raises NotOne where none or several are left.
    """
    folded = fold(wanted)
    names = [(c, fold(c.name), [fold(alias) for alias in c.aliases]) for c in candidates]
    words = folded.split()
    compact = folded.replace(" ", "")
    ways = (
        lambda c, name, aliases: wanted in (c.id, c.name),
        lambda c, name, aliases: folded == name,
        lambda c, name, aliases: folded in aliases,
        lambda c, name, aliases: any(compact == n.replace(" ", "") for n in (name, *aliases)),
        lambda c, name, aliases: len(compact) > 1 and _initials(name) == compact,
        lambda c, name, aliases: any(_begins(words, n.split()) for n in (name, *aliases)),
        lambda c, name, aliases: len(compact) > 2 and any(folded in n for n in (name, *aliases)),
    )
    if folded or wanted:
        for way in ways:
            found = [c for c, name, aliases in names if way(c, name, aliases)]
            if found:
                return _only(wanted, found, types)
    ranked = _by_likeness(folded, names)
    best = ranked[0][0] if ranked else 0.0
    close = [c for score, c in ranked if score >= max(TYPO_RATIO, best - CLEARLY_BETTER)]
    if close:
        return _only(wanted, close, types)
    suggestions = [c for score, c in ranked if score >= SUGGESTION_RATIO]
    raise NotOne(wanted, suggestions[:3], ambiguous=False)


def _only(wanted: str, found: list[Candidate], types: Sequence[str]) -> Candidate:
    for kind in types:
        of_kind = [c for c in found if c.type == kind]
        if of_kind:
            found = of_kind
            break
    if len(found) > 1:
        raise NotOne(wanted, found, ambiguous=True)
    return found[0]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()) if " " in name else ""


def _begins(wanted: list[str], words: list[str]) -> bool:
    """Whether each wanted word begins a word of the name, in the same order."""
    rest = iter(words)
    return bool(wanted) and all(any(word.startswith(start) for word in rest) for start in wanted)


def _by_likeness(
    folded: str, names: Sequence[tuple[Candidate, str, list[str]]]
) -> list[tuple[float, Candidate]]:
    from rapidfuzz import fuzz  # dear, and only a name that nothing fits needs it

    scored = [
        (max(fuzz.ratio(folded, n) for n in (name, *aliases)), c) for c, name, aliases in names
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].name, pair[1].id))
