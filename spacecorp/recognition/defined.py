"""Finds the words that a document defines to stand for a firm: 'Acme Corp. (the "Issuer")'.

Contracts and filings name each party once and from then on by a defined term, a quoted word in
brackets behind the name. The term is no name of its own. Where "the Company" is written as such a
term and defined nowhere, the one that files is meant, who stands at the head.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..resolution.legal_forms import split_form
from ..resolution.names import fold
from .tokens import Tokens

if TYPE_CHECKING:
    from .entities import Group, Name

ROLES = frozenset(
    """company issuer group buyer seller purchaser customer client contractor subcontractor
    supplier vendor registrant corporation guarantor borrower lender parent lessee lessor offeror
    offeree target bidder investor bank agency operator manufacturer provider licensor licensee
    partnership firm employer subscriber grantor holder foundation university institute""".split()
)
QUOTES = frozenset("\"“”„«»'‘’")
REACH = 24  # words between a firm's name and the bracket that defines a word for it
INSIDE = 14  # words of the bracket
FILERS = frozenset(["Company", "Registrant", "Issuer", "Group"])
HEAD = 12  # sentences in which the one that files is named
OFTEN = 2  # uses of a term that make it one, where it is defined nowhere
_BELONGS = frozenset(
    """subsidiary unit division part member affiliate arm owned controlled company shareholder
    parent branch""".split()
)


def terms(tokens: Tokens) -> list[tuple[str, int]]:
    """The terms that brackets define, with the word at which the bracket opens."""
    words = tokens.words
    out = []
    for i, word in enumerate(words):
        if word != "(":
            continue
        for k in range(i + 1, min(i + INSIDE, len(words) - 1)):
            if words[k] == ")":
                break
            term = words[k + 1]
            if words[k] in QUOTES and term.lower() == "the" and k + 2 < len(words):
                k, term = k + 1, words[k + 2]
            behind = words[k + 2] if k + 2 < len(words) else ""
            # A comma may stand before the closing quotation mark.
            if (
                (words[k] in QUOTES or words[k - 1] in QUOTES)
                and term[0].isupper()
                and term.lower() in ROLES
                and (behind in QUOTES or behind in (",", "."))
            ):
                out.append((term, i))
    return out


def defined(tokens: Tokens, groups: "Sequence[Group]", names: "Sequence[Name]") -> dict[str, int]:
    """The number of the thing that each defined term stands for; none for a term of two firms."""
    found = terms(tokens)
    undefined = _undefined(tokens, {term for term, _ in found})
    if not found and not undefined:
        return {}
    ends = {name.end: name for name in names if groups[name.entity].type == "organisation"}
    out: dict[str, set[int]] = {}
    for term, at in found:
        name = _before(tokens, at, ends)
        if name is not None:
            out.setdefault(term, set()).add(name.entity)
    standing = {term: next(iter(things)) for term, things in out.items() if len(things) == 1}
    if undefined and (filer := _filer(tokens, groups, names)) is not None:
        standing |= dict.fromkeys(undefined, filer)
    return standing


def _undefined(tokens: Tokens, known: set[str]) -> list[str]:
    """The terms for one that files which are written as such and defined nowhere."""
    words, sentence = tokens.words, tokens.sentence
    uses: dict[str, int] = {}
    for i, word in enumerate(words):
        if word in FILERS and word not in known and i and words[i - 1] == "the":
            last = i + 1 == len(words) or sentence[i + 1] != sentence[i]
            if last or not words[i + 1][0].isupper():
                uses[word] = uses.get(word, 0) + 1
    return sorted(term for term, count in uses.items() if count >= OFTEN)


def _filer(tokens: Tokens, groups: "Sequence[Group]", names: "Sequence[Name]") -> int | None:
    """The firm that files: the first with whose name a line of the head begins, one that is
    written with its legal form before others."""
    best: tuple[bool, int, int] | None = None
    for name in names:
        number = tokens.sentence[name.begin]
        if number >= HEAD or name.begin > tokens.bounds[number]:
            continue
        one = groups[name.entity]
        if one.type == "organisation":
            plain = not any(split_form(tuple(fold(form).split()))[1] for form in one.surfaces)
            best = min(best or (True, len(tokens), -1), (plain, name.begin, name.entity))
    return best[2] if best else None


def _before(tokens: Tokens, at: int, ends: "Mapping[int, Name]") -> "Name | None":
    """The firm before the bracket at word `at`: the nearest one in its sentence that does not
    only say whose unit another is."""
    sentence = tokens.sentence[at]
    nearest: Name | None = None
    for end in range(at, max(at - REACH, 0), -1):
        if tokens.sentence[end - 1] != sentence:
            break
        name = ends.get(end)
        if name is None:
            continue
        nearest = nearest or name
        before = tokens.lower[max(name.begin - 4, 0) : name.begin]
        if not _BELONGS.isdisjoint(before) and before[-1] in ("of", "by", "the"):
            continue
        return name
    return nearest


def used(tokens: Tokens, i: int, term: int) -> bool:
    """Whether the defined term at word `term`, with its article from word `i`, stands by itself:
    not in its own definition and not within a longer name ("Kestrel Bank")."""
    words = tokens.words
    before = words[i - 1] if i > tokens.bounds[tokens.sentence[i]] else ""
    after = words[term + 1] if term + 1 < len(words) else ""
    same = term + 1 < len(words) and tokens.sentence[term + 1] == tokens.sentence[term]
    if words[term - 1] in QUOTES or before in QUOTES:
        return False
    return not (i == term and before[:1].isupper()) and not (same and after[:1].isupper())
