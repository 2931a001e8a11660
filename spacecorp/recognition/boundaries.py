"""Corrects where tagged names begin and end, by what else the document names.

A tagger takes a firm's town for a part of its name ("Axiom Space of Houston") and two names for
one ("ESA and Science Foundation Ireland"); that one of them is found elsewhere, or bundled, tells.
It runs on over a bracket that opens or the begin of the next line, and stops before a legal form.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..knowledge.countries import countries
from ..resolution.acronyms import acronym_of, looks_like_acronym
from ..resolution.folding import words as folded
from ..resolution.known import known
from ..resolution.legal_forms import legal_forms
from ..resolution.vocabulary import DIVISIONS, INSTITUTIONS
from .coreference import WHOLES
from .defined import QUOTES
from .tokens import Tokens

Span = tuple[int, int, str]
_BODIES = frozenset(
    "republic state province kingdom centre center institute bureau office bank fund".split()
)
# Legal forms that end a name, and articles that begin the next line.
_CLOSING = frozenset("Inc Ltd Corp LLC GmbH plc PLC S.A. Ltda AG NV N.V. B.V. SAS SpA".split())
_ARTICLES = frozenset("The A An In It This".split())
_MARKS = frozenset([",", "-", "–", "—"])  # between a name and its acronym
_LONGEST_NAME = 60  # words that are looked through
_LONGEST_FORM = 6  # words of a legal form
# Legal forms that behind a name are mostly something else.
_DOUBTFUL = frozenset(["se", "pt", "ao", "a o", "co"])


def corrected(tokens: Tokens, found: Iterable[Span]) -> list[Span]:
    """`found` (stretches of words with their types) without what belongs to no name."""
    words = tokens.words
    spans = _with_forms(tokens, sorted(p for span in found for p in _parted(tokens, span)))
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
                named(begin, at)
                or tuple(words[at + 1 : end]) in seen
                or words[at + 1 : at + 4] == ["M", "/", "s"]
            ):
                out.append((begin, at, kind))
                begin = at + 1
        out.append(_bare(words, (begin, end, kind)))
    return sorted(set(out))


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(name for country in countries() for name in country.adjectives)


def _parted(tokens: Tokens, span: Span) -> Iterator[Span]:
    """The names in a span that a tagger took for one: what stands before and behind an open
    bracket, a name and its acronym, a firm with its legal form and what the next line says."""
    words, (begin, end, kind) = tokens.words, span
    for at in range(begin + 1, end - 1) if end - begin <= _LONGEST_NAME else ():
        first, last = at, end  # where the rest begins and ends, and the name before it ends
        if words[at] == "(" and (words[end - 1] == ")" or ")" not in words[at:end]):
            last -= words[end - 1] == ")"
        elif words[at] in _MARKS and _is_acronym(tokens, (at + 1, end), (begin, at)):
            pass
        elif words[at] in _CLOSING and kind == "ORG":
            first = at + 1 + (words[at + 1] == ".")
            if first >= end or not words[first][0].isupper() or _is_form(tokens, first, end):
                continue
            yield _bare(words, (begin, first, kind))
            if words[first] not in _ARTICLES:
                yield from _parted(tokens, (first, end, kind))
            return
        else:
            continue
        yield _bare(words, (begin, first, kind))
        if first + 1 < last:
            yield from _parted(tokens, (first + 1, last, kind))
        return
    yield _bare(words, span)


def _is_acronym(tokens: Tokens, short: tuple[int, int], long: tuple[int, int]) -> bool:
    one = _text(tokens, *short)
    return looks_like_acronym(one) and acronym_of(one, _text(tokens, *long))


def _text(tokens: Tokens, begin: int, end: int) -> str:
    return tokens.text[tokens.starts[begin] : tokens.ends[end - 1]]


def _is_form(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether words are a legal form, and written as one."""
    text = _text(tokens, begin, end)
    if not (text[0].isupper() or "." in text[:-1] or "/" in text):
        return False
    form = " ".join(folded(text))
    return form in legal_forms() and form not in _DOUBTFUL


def _with_forms(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Names of firms together with the legal forms that stand behind them, unless the longer name
    is there as well."""
    words = tokens.words
    longest: dict[int, int] = {}
    for begin, end, _ in spans:
        longest[begin] = max(end, longest.get(begin, 0))
    out: list[Span] = []
    reached = 0  # the end of the last form that was added
    for begin, end, kind in spans:
        if end <= reached:
            continue  # a legal form that was tagged as a name of its own
        start = end + (words[end : end + 1] == [","])
        alone = longest[begin] == end
        if kind == "ORG" and alone and start < len(words) and words[start][0].isalpha():
            for last in range(min(start + _LONGEST_FORM, len(words)), start, -1):
                together = tokens.sentence[last - 1] == tokens.sentence[begin]
                if together and words[last - 1] != "." and _is_form(tokens, start, last):
                    end = reached = last
                    break
        out.append((begin, end, kind))
    return out


def _bare(words: list[str], span: Span) -> Span:
    """A span without quotation marks around it and without the "M/s" of Indian firms."""
    begin, end, kind = span
    if words[begin : begin + 3] == ["M", "/", "s"] and end - begin > 3:
        begin += 3
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
