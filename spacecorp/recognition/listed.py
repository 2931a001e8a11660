"""A second look: names of firms in lists of firms that the tagger passed over.

In "Orbita, Vega and Lumen Corp" the neighbours tell what a name is, even one that is
written like any word.
"""

from ..resolution.folding import words
from ..resolution.names import strip_legal_form
from ..resolution.places import PLACES
from .tokens import Tokens

Span = tuple[int, int, str]
LINKS = (",", "and", "or")
GLUE = frozenset(["&", "-", "–", ".", "'", "’", "'s", "’s"])
LONGEST = 6  # words of a name that is found so
ITEMS = 60  # of one list that are looked at


def listed(tokens: Tokens, found: list[Span]) -> list[Span]:
    """`found`, in order, with untagged names in capitals that stand between firms of one list, or
    at the end of it, after at least two of them."""
    at = {begin: (end, kind) for begin, end, kind in found}
    if sum(kind == "ORG" for _, kind in at.values()) < 2:
        return found
    taken = {i for begin, end, _ in found for i in range(begin, end)}
    new: dict[int, int] = {}
    seen: set[int] = set()  # where firms stand that are part of a list already looked at
    for begin, end, kind in found:
        if kind != "ORG" or begin in seen:
            continue
        firms, waiting = 1, list[tuple[int, int]]()
        for _ in range(ITEMS):
            start, link = _next(tokens, end)
            if start < 0:
                break
            if start in at:
                end, kind = at[start]
                if kind != "ORG":
                    break
                seen.add(start)
                firms += 1
                new |= dict(waiting)
                firms, waiting = firms + len(waiting), []
                continue
            stop = _run(tokens, start, taken)
            if stop == start:
                break
            waiting.append((start, stop))
            last = link != "," and _next(tokens, stop)[0] < 0
            if last and firms >= max(2, len(waiting)):
                new |= dict(waiting)
            end = stop
    fresh = [(b, e, "ORG") for b, e in new.items() if _is_name(tokens, b, e)]
    return sorted([*found, *fresh]) if fresh else found


def _next(tokens: Tokens, end: int) -> tuple[int, str]:
    """Where the item of a list behind the one that ends at `end` begins, and the word between;
    -1 where there is none."""
    link = ""
    at, limit = end, tokens.bounds[tokens.sentence[end - 1] + 1]
    while at < limit and at < end + 2 and tokens.words[at] in LINKS and link in ("", ","):
        link = tokens.words[at]
        at += 1
    return (at, link) if link and at < limit else (-1, "")


def _run(tokens: Tokens, start: int, taken: set[int]) -> int:
    """Where the words in capitals from `start` on end; `start` where there are none, or where they
    run into a name."""
    at, row = start, tokens.words
    limit = min(tokens.bounds[tokens.sentence[start] + 1], start + LONGEST + 1)
    while at < limit and (
        row[at][0].isupper()
        or (at > start and row[at][0].isdigit())
        or (at > start and row[at] in GLUE and at + 1 < limit and row[at + 1][0].isupper())
    ):
        if at in taken:
            return start
        at += 1
    return start if at - start > LONGEST or at in taken else at


def _is_name(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether words in a list are neither a place nor the legal form of the firm before."""
    text = " ".join(tokens.words[begin:end])
    return " ".join(words(text)) not in PLACES and strip_legal_form(f"It {text}")[0] != "It"
