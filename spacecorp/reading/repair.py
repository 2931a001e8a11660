"""Undoes a crude synonym replacer that swapped letter runs inside words.

Such a tool, told to write "inform" for "tell", also turns "satellites" into "sainformites".
Which swaps it made is worked out from the document alone: a word that no dictionary has
becomes one when "tell" is put back for "inform", and the same swap mends other words too.
Two such words prove a swap; where the document is proved to be damaged, one word is enough
for a further swap if only one common word fits. An undamaged document has no such pairs:
its unknown words are names and compounds, which are no evidence here.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from .settings import MAX_REPAIR_CHARACTERS
from .words import english

WORD = re.compile(r"[^\W\d_]+")
SHORTEST_RUN = 3  # of the letters that were swapped in: shorter runs stand in words by chance
SURE_RUN = 5  # from this length on chance is no explanation
SHORTEST_WORD = 6  # of a damaged word that is evidence
LONGEST_WORD = 40
LONGEST_BASE = 8  # of the letters that were swapped out
REPEATED = 3  # times that a damaged word must stand to prove a swap alone
MOST_UNKNOWN = 4_000  # different unknown words that are looked at
PREFIXES = frozenset(
    """
    re un de dis mis pre pro co non over under sub super inter trans out up down in en em fore
    mid multi semi anti auto bio cyber eco electro geo hydro infra macro mega micro mini mono
    nano neo omni photo poly post pseudo radio tele thermo tri turbo ultra uni video vice bi
    """.split()
)
ENDINGS = frozenset(
    """
    s es ed d r rs er ers or ors ly ness less ful able ably ible ability ibility ment ments ship
    ships like wise ward wards ist ists ism ish al ally ic ical ity ities ise ised ises ising
    iser ize ized izes izing izer isation ization ation ations ator ators ative ational en y ies
    ier iest iness ily ing ings ance ence ive ous ously hood free proof based style
    """.split()
)


@dataclass(frozen=True, slots=True)
class Swap:
    """The replacer wrote `new` where the text had `old`; `words` are the damaged words that
    prove it."""

    old: str
    new: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """`text[start:end]`, which is `written`, should read `read`, since `swap` damaged it."""

    start: int
    end: int
    written: str
    read: str
    swap: Swap


@cache
def _lexicon() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The word list in both reading directions, for what begins or ends like a word."""
    _, known = english()
    return tuple(sorted(known)), tuple(sorted(word[::-1] for word in known))


def repairs(text: str) -> list[Repair]:
    """The words of `text` to be repaired, in order; empty for a sound document."""
    counts = Counter(WORD.findall(text[:MAX_REPAIR_CHARACTERS]))
    swaps = _swaps(counts)
    if not swaps:
        return []
    _, known = english()
    mended: dict[str, tuple[str, Swap] | None] = {}
    out = []
    for match in WORD.finditer(text):
        word = match[0]
        if word not in mended:
            mended[word] = _mend(word, swaps, known)
        if fixed := mended[word]:
            out.append(Repair(match.start(), match.end(), word, *fixed))
    return out


def _swaps(counts: Counter[str]) -> list[Swap]:
    """The swaps that the document proves, longest first."""
    _, known = english()
    # A damaged word is an ordinary one: it stands in small letters somewhere. Names and
    # compounds of two words are unknown in any document and prove nothing.
    unknown = sorted(
        word
        for word in counts
        if word not in known
        and SHORTEST_WORD <= len(word) <= LONGEST_WORD
        and word.islower()
        and word.isascii()
    )[:MOST_UNKNOWN]
    doubtful = {word for word in unknown if not _compound(word, known)}
    if not doubtful:
        return []
    # Names keep a base word that ordinary text has lost: "New Glenn" beside "fresh".
    present = {word for word in counts if word.islower()}
    runs: dict[str, list[str]] = {}
    for word in unknown:
        for run in _runs(word, known):
            runs.setdefault(run, []).append(word)
    proved: dict[str, Swap] = {}
    for new, words in sorted(runs.items(), key=lambda one: (-len(one[0]), one[0])):
        telling = {word for word in words if word in doubtful and _telling(word, new, known)}
        if not telling:
            continue
        swap = None
        if len(_stems(words, new)) >= _needed(new):
            swap = _proof(new, words, telling, present)
        if swap is None and len(new) >= SURE_RUN:
            swap = _repeated(new, telling, counts, present)
        if swap is not None:
            proved[new] = swap
    if not proved:
        return []
    for word in sorted(doubtful):
        if any(word in swap.words or swap.new in word for swap in proved.values()):
            continue
        fitting = {
            (new, old)
            for new in _runs(word, known)
            if len(new) >= SURE_RUN or len(runs[new]) > 1
            for old in _olds(word, new, present)
            if len(old) >= 3
        }
        if len(fitting) == 1:
            (new, old) = fitting.pop()
            proved[new] = Swap(old, new, (word,))
    return sorted(proved.values(), key=lambda swap: (-len(swap.new), swap.new))


def _needed(new: str) -> int:
    """How many different beginnings of damaged words prove a swap: short runs need more, four
    for three letters."""
    return max(2, 7 - len(new))


def _proof(new: str, words: list[str], telling: set[str], present: set[str]) -> Swap | None:
    """The swap that mends most of `words`, if it mends enough of them."""
    votes: dict[str, set[str]] = {}
    for word in words:
        for old in _olds(word, new, present):
            votes.setdefault(old, set()).add(word)
    ranked = sorted(votes.items(), key=lambda one: (-len(one[1]), one[0]))
    for old, mended in ranked:
        if mended & telling and len(_stems(mended, new)) >= _needed(new):
            return Swap(old, new, tuple(sorted(mended)))
    return None


def _repeated(new: str, telling: set[str], counts: Counter[str], present: set[str]) -> Swap | None:
    """The swap behind one damaged word that stands often, if a single one makes it common."""
    common, _ = english()
    if len(_stems(telling, new)) > 1 or sum(counts[word] for word in telling) < REPEATED:
        return None
    fitting = {
        old
        for word in telling
        for old in _olds(word, new, present)
        if len(old) >= 3 and word.replace(new, old) in common
        if min(map(len, word.split(new, 1))) >= 2  # well inside the word
    }
    return Swap(fitting.pop(), new, tuple(sorted(telling))) if len(fitting) == 1 else None


def _stems(words: Iterable[str], new: str) -> set[str]:
    return {word.partition(new)[0] for word in words}


def _telling(word: str, new: str, known: frozenset[str]) -> bool:
    """Whether `new` stands in `word` across the joints of English: what follows it goes with
    nothing, so that the word is no compound that the dictionary lacks ("neuro-biology")."""
    back = word.partition(new)[2]
    return bool(back) and back not in ENDINGS and new + back not in known


def _runs(word: str, known: frozenset[str]) -> list[str]:
    """The known words that stand inside `word`."""
    return [
        word[start:end]
        for start in range(len(word) - SHORTEST_RUN + 1)
        for end in range(start + SHORTEST_RUN, len(word) + 1)
        if end - start < len(word) and word[start:end] in known
    ]


def _olds(word: str, new: str, present: set[str]) -> list[str]:
    """The common words, absent from the document, that make `word` known in place of `new`."""
    front, _, back = word.partition(new)
    common, _ = english()
    return [
        old for old in _between(front, back) if old in common and old != new and old not in present
    ]


def _compound(word: str, known: frozenset[str]) -> bool:
    """Whether an unknown word is put together of known ones, or of one and an affix."""
    for cut in range(2, len(word) - 1):
        front, back = word[:cut], word[cut:]
        if front in known and cut >= 3 and (back in ENDINGS or (len(back) >= 3 and back in known)):
            return True
        if front in PREFIXES and back in known and len(back) >= 3:
            return True
    return False


@lru_cache(maxsize=4096)
def _between(front: str, back: str) -> tuple[str, ...]:
    """What known words have between `front` and `back`."""
    forward, backward = _lexicon()
    longest, shortest = len(front) + len(back) + LONGEST_BASE, len(front) + len(back) + 2
    turned = len(front) < len(back)
    words = backward if turned else forward
    stem, rest = (back[::-1], front[::-1]) if turned else (front, back)
    low, high = bisect_left(words, stem), bisect_left(words, stem + "{")
    out = []
    for word in words[low:high]:
        if shortest <= len(word) <= longest and word.endswith(rest):
            old = word[len(stem) : len(word) - len(rest)]
            out.append(old[::-1] if turned else old)
    return tuple(out)


def _mend(word: str, swaps: list[Swap], known: frozenset[str]) -> tuple[str, Swap] | None:
    """The word as it was before a swap, with that swap; None where it is sound."""
    folded = word.lower()
    if folded in known:
        return None
    for swap in swaps:
        at = folded.find(swap.new)
        if at < 0 or folded == swap.new:
            continue
        plain = folded.replace(swap.new, swap.old)
        inner = at > 0
        hump = word[at + len(swap.new) : at + len(swap.new) + 1].isupper() and not word.isupper()
        named = not word.islower()
        if plain in known or (named and (inner or hump)) or _compound(plain, known):
            return _cased(word, swap), swap
    return None


def _cased(word: str, swap: Swap) -> str:
    """The word with the swap undone in the case that each run has."""

    def put_back(match: re.Match[str]) -> str:
        run = match[0]
        if run.isupper():
            return swap.old.upper()
        return swap.old.capitalize() if run[0].isupper() else swap.old

    return re.sub(re.escape(swap.new), put_back, word, flags=re.I)
