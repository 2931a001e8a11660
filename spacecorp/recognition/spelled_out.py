"""Finds the full name that an acronym beside it spells.

A tagger cuts a long name where a small word or a comma stands ("Institute for Space Astrophysics
and Planetology (IAPS)"); the letters of the acronym tell where it begins. After A. Schwartz and
M. Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text" (2003),
with `acronym_of` for the fit of letters.
"""

from ..resolution.acronyms import acronym_of, initials_apart, looks_like_acronym
from ..resolution.vocabulary import JOINERS
from .tokens import Tokens

LONGEST = 14  # words of a full name
LIBERTIES = 1  # letters by which initials in another order may differ from an acronym
INSIDE = frozenset(
    [
        *JOINERS,
        *"a by with from no - – & , ’ ' ’s 's".split(),
        # of names in the languages of Europe
        *"para el la los las y e o os as do da dos das le les du des et pour à".split(),
        *"für und im am zur".split(),
    ]
)
# What stands between an acronym and the words that it is made of.
BETWEEN = (
    (",", "short", "for"), (",", "abbreviation", "of"), (",", "which", "stands", "for"),
    (",", "acronym", "for"), (",", "whose", "letters", "stand", "for"), (",", "or"), (",",),
    ("–",), ("—",), (":",),
)  # fmt: skip
# What stands between a full name with a comma and its acronym.
KNOWN_AS = (
    ("better", "known", "as"), ("also", "known", "as"), ("known", "as"), ("or",), ("called",),
    ("abbreviated",), ("in", "short"),
)  # fmt: skip

Span = tuple[int, int, str]


def spell_out(tokens: Tokens, found: list[Span]) -> list[Span]:
    """`found` with the names beside acronyms in brackets as long as the acronyms say.

    `found` are stretches of words with their types, sorted. A name is added where nothing was
    found only if its acronym was, here or elsewhere.
    """
    words = tokens.words
    at = {i: span for span in found for i in range(span[0], span[1])}
    kinds = {tuple(words[b:e]): kind for b, e, kind in found}
    new: list[Span] = []
    for i, word in enumerate(words):
        span = at.get(i)
        if span and span[0] == i and looks_like_acronym(_text(tokens, *span[:2])):
            if named := _behind(tokens, span, at):
                new.append(named)
        if word in (",", "–", "—") and 0 < i < len(words) - 2:
            # "the Cape Verde–Azores Range, CVAR, is", "..., or CVAR,"
            lead = next((w for w in KNOWN_AS if tuple(words[i + 1 : i + 1 + len(w)]) == w), ())
            start = i + 1 + len(lead)
            short = words[start] if start < len(words) - 1 else ""
            if (
                looks_like_acronym(short)
                and (lead or words[start + 1] in (",", ")", ";", "."))
                and (named := _before(tokens, i, short, at, kinds.get((short,), "")))
            ):
                new.append(named)
        if word != "(" or i == 0:
            continue
        close = _closing(words, i)
        if close <= i + 1:
            continue
        inner = _text(tokens, i + 1, close)
        if close - i <= 6 and looks_like_acronym(inner):
            span = _before(tokens, i, inner, at, kinds.get(tuple(words[i + 1 : close]), ""))
        else:
            span = _within(tokens, i, close, at)
        if span:
            new.append(span)
    if not new:
        return found
    covered = {j for begin, end, _ in new for j in range(begin, end)}
    return sorted({*new, *(s for s in found if covered.isdisjoint(range(s[0], s[1])))})


def _closing(words: list[str], start: int) -> int:
    """Where what the bracket at `start` says first ends: its other half or a comma."""
    for i in range(start + 1, min(start + 2 + LONGEST, len(words))):
        if words[i] in (")", ";"):
            return i
        if words[i] == "," and i - start <= 6 and looks_like_acronym("".join(words[start + 1 : i])):
            return i
    return -1


def _text(tokens: Tokens, begin: int, end: int) -> str:
    return tokens.text[tokens.starts[begin] : tokens.ends[end - 1]]


def _before(tokens: Tokens, end: int, short: str, at: dict[int, Span], kind: str) -> Span | None:
    """The name that ends at `end` and has the letters of `short`, if none is found there yet."""
    words = tokens.words
    last = at.get(end - 1)
    if last and (last[1] != end or _fits(tokens, short, last[0], end)):
        return None
    kind = kind or (last[2] if last else "")
    first = max(end - LONGEST, tokens.bounds[tokens.sentence[end]])
    whole, fits = end, False  # where the words that may belong to the name begin
    for begin in range(end - 1, first - 1, -1):
        word = words[begin]
        named = word[0].isupper()
        if not (named or word.isdigit() or word.lower() in INSIDE or begin in at):
            if words[begin - 1] != "-":  # On-orbit
                break
        if word == "the" and words[begin - 1] not in ("of", "for", "in", "to", "on"):
            break
        if begin in at:
            kind = kind or at[begin][2]
        if not named or begin == end - 1:
            continue
        whole = begin
        fits = word[0].casefold() == short[0].casefold() and _fits(tokens, short, begin, end)
        if fits:
            break
    before = at.get(whole)
    if kind not in ("ORG", "PROG") or (before and before[0] < whole):
        return None
    if not fits and not (last and _stands_for(tokens, short, last[0], whole, end)):
        return None
    return whole, end, kind


def _stands_for(tokens: Tokens, short: str, last: int, begin: int, end: int) -> bool:
    """Whether an acronym stands for all of the words, in another order or language, rather than
    for those from `last` on."""
    if end - begin < 3 or last <= begin or len(short) < 4:
        return False
    whole, tail = _text(tokens, begin, end), _text(tokens, last, end)
    return initials_apart(short, whole) <= LIBERTIES < initials_apart(short, tail)


def _fits(tokens: Tokens, short: str, begin: int, end: int) -> bool:
    """Whether the words are what the letters stand for, but for a last one that gives none."""
    if acronym_of(short, _text(tokens, begin, end)):
        return True
    return len(short) > 2 and end - begin > 3 and acronym_of(short, _text(tokens, begin, end - 1))


def _behind(tokens: Tokens, acronym: Span, at: dict[int, Span]) -> Span | None:
    """The name that "ACR, short for" and the like spells out, if none is found there yet."""
    words, start = tokens.words, acronym[1]
    gap = next((g for g in BETWEEN if tuple(words[start : start + len(g)]) == g), None)
    if gap is None or acronym[2] not in ("ORG", "PROG"):
        return None
    begin = start + len(gap)
    begin += begin < len(words) and words[begin] in ("the", "The")
    short = _text(tokens, *acronym[:2])
    if begin >= len(words):
        return None
    in_order = words[begin][0].casefold() == short[0].casefold()
    said = len(gap) > 2  # else only what is written as a name is one
    last = 0  # where the longest name ends that has the letters
    apart = LIBERTIES
    for end in range(begin + 1, min(begin + LONGEST, len(words)) + 1):
        word = words[end - 1]
        named = word[0].isupper() or word.isdigit() or (said and word.isalnum())
        named = named or words[end - 2] == "-"  # On-orbit
        if not named and word not in INSIDE:
            break
        if in_order and end - begin > 1 and named and acronym_of(short, _text(tokens, begin, end)):
            last, apart = end, 0
            if said:
                break
        elif end - begin > 3 and len(short) > 3 and (end - 1 in at and at[end - 1][1] == end):
            # in another order: the fewest letters that differ
            now = initials_apart(short, _text(tokens, begin, end))
            if now <= apart and apart:
                last, apart = end, now
    inside = at.get(begin)
    if not last or (inside and inside[0] == begin and inside[1] >= last):
        return None
    return begin, last, acronym[2]


def _within(tokens: Tokens, start: int, close: int, at: dict[int, Span]) -> Span | None:
    """What stands in the bracket, if it spells out the acronym that was found before it."""
    before = at.get(start - 1)
    if not before or before[1] != start or close - start < 4 or before[2] not in ("ORG", "PROG"):
        return None
    short = _text(tokens, before[0], start)
    begin = start + 1
    if tokens.words[begin + 1] == ":":  # (Spanish: ...
        begin += 2
    inner = _text(tokens, begin, close)
    if looks_like_acronym(short) and tokens.words[begin][0].casefold() == short[0].casefold():
        if acronym_of(short, inner):
            return begin, close, before[2]
    return None
