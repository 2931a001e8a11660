"""Decide from two names alone whether they are one organisation's, and say why.

The comparators are asked in turn, the surest first: same spelling, legal form, spacing, the
bundled table, word order, acronym, then word by word with room for slips of the pen.
"""

from __future__ import annotations

from spacecorp.resolution.acronyms import acronym_of, looks_like_acronym
from spacecorp.resolution.folding import words
from spacecorp.resolution.known import known_by
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.records import Match
from spacecorp.resolution.tokens import canonical, is_number, singular
from spacecorp.resolution.typos import allowance, cost, is_swap, is_typo
from spacecorp.resolution.vocabulary import (
    DIVISIONS,
    GENERIC,
    INSTITUTIONS,
    JOINERS,
    MARKETS,
    NEARLY_EMPTY,
    NUMBERS,
)

# Words of investment vehicles: one house numbers them, and a reader means the house. So do the
# name pairs of nomenklatura's benchmark (MIT), where Fund XII and Fund XIII are one.
_VEHICLES = frozenset(
    """assets capital certificates equity fund funds investors loan loans mortgage notes
    opportunities partners securities series trust ventures""".split()
)
# A name of fewer letters in which one letter is another is another name: Tarn is not Tern.
_SHORTEST = 6


def match(a: str, b: str, *, table: bool = True) -> Match:
    """Whether names `a` and `b` are of one organisation, with a score (0 to 1) and the reason.

    Reads nothing but the names and (unless `table` is false) the bundled table. Symmetric.

    >>> match("OAO Gazprom", "Gasprom JSC").same, match("Gazprom", "Gazprom Neft").same
    (True, False)
    """
    if b < a:
        a, b = b, a
    full_a, full_b = words(a), words(b)
    if not full_a or not full_b:
        return Match(False, 0.0, "a name without letters")
    if full_a == full_b:
        return Match(True, 1.0, "the same spelling")
    core_a, form_a = split_form(full_a)
    core_b, form_b = split_form(full_b)
    if core_a == core_b:
        return Match(True, 0.98, _forms(form_a, form_b))
    joined_a, joined_b = "".join(core_a), "".join(core_b)
    if joined_a == joined_b:
        return Match(True, 0.97, "differ in spacing only")
    if table:
        found = _in_table(full_a, full_b)
        if found:
            return found
    plain_a, plain_b = canonical(core_a), canonical(core_b)
    if plain_a == plain_b or "".join(plain_a) == "".join(plain_b):
        return Match(True, 0.97, "the same words in other spellings")
    if "/" in a or "/" in b:
        found = _either_side(a, b)
        if found:
            return found
    if a[-1] == ")" or b[-1] == ")":
        found = _bracketed(a, b, table)
        if found:
            return found
    if len(core_a) == 1 or len(core_b) == 1:
        found = _acronym(a, b, core_a, core_b, full_a, full_b)
        if found:
            return found
    verdict = _word_by_word(plain_a, plain_b, form_a, form_b)
    if not verdict.same and len(full_a) == len(full_b) and len(core_a) != len(core_b):
        # a legal form miswritten: "Joynt Stock Company"
        again = _word_by_word(canonical(full_a), canonical(full_b), "", "")
        if again.same:
            return again
    if not verdict.same and len(core_a) == len(core_b) and (plain_a, plain_b) != (core_a, core_b):
        # a common word miswritten: "Technolgies" has no other spelling to be brought to
        again = _word_by_word(core_a, core_b, form_a, form_b)
        if again.same:
            return again
    return verdict


def _in_table(a: tuple[str, ...], b: tuple[str, ...]) -> Match | None:
    ids_a = known_by(a)
    ids_b = known_by(b) if ids_a else ()
    if not ids_b:
        return None
    both = set(ids_a) & set(ids_b)
    if not both:
        return Match(False, 0.05, "two organisations of the bundled table")
    if len(both) == 1:
        return Match(True, 0.97, f"both names of {both.pop()} in the bundled table")
    return None


def _forms(a: str, b: str) -> str:
    if a and b:
        return f"differ in legal form only ({a}, {b})"
    return f"one has the legal form {a or b}"


def _either_side(a: str, b: str) -> Match | None:
    """A name with a stroke gives two, of which one is the other name: "Al-Qa'ida/Islamic Army"."""
    double, single = (a, b) if "/" in a else (b, a)
    if "/" in single or double.count("/") > 1:
        return None
    whole = canonical(split_form(words(single))[0])
    if "(" in double.partition("/")[0]:
        return None  # the stroke stands in a remark
    for side in double.split("/"):
        part = canonical(split_form(words(side))[0])
        alike = len("".join(part)) > 4 and _slips("".join(part), "".join(whole))
        if alike and not all(_is_word(w) for w in part):
            return Match(True, 0.85, "one side of a double name")
    return None


def _bracketed(a: str, b: str, table: bool) -> Match | None:
    """A full name with its acronym in brackets gives two: "Ruritania Space Agency (RSA)"."""
    double, single = (a, b) if a[-1] == ")" else (b, a)
    outer, _, inner = double[:-1].partition("(")
    long, short = (outer, inner) if len(outer) > len(inner) else (inner, outer)
    if "(" in single or "(" in inner or not acronym_of(short.strip(), long.strip()):
        return None
    if words(single) == words(short):
        return Match(True, 0.95, f"{short.strip()} is the acronym that the other gives")
    return None if looks_like_acronym(single) else match(long.strip(), single, table=table)


def _slips(a: str, b: str) -> bool:
    return a == b or (len(a) > 5 and is_typo(a, b))


def _acronym(
    a: str,
    b: str,
    core_a: tuple[str, ...],
    core_b: tuple[str, ...],
    full_a: tuple[str, ...],
    full_b: tuple[str, ...],
) -> Match | None:
    """One name in capitals is made of the initials of the other, legal form with or without."""
    if len(core_a) == 1:
        short, core, full, text = core_a[0], core_b, full_b, a
    else:
        short, core, full, text = core_b[0], core_a, full_a, b
    if len(core) < 3 or not 3 <= len(short) <= 8 or sum(c.isupper() for c in text) < 3:
        return None
    for spelled in (core, full):
        every = "".join([w[0] for w in spelled])
        content = "".join([w[0] for w in spelled if w not in JOINERS])
        if short in (every, content):
            return Match(True, 0.85, f"{short.upper()} is made of the initials")
    return None


def _word_by_word(
    a: tuple[str, ...], b: tuple[str, ...], form_a: str = "", form_b: str = ""
) -> Match:
    """Pair the words of two names off; what is left over decides."""
    left, right = list(a), list(b)
    for word in a:
        if word in right:
            left.remove(word)
            right.remove(word)
    paired = len(a) - len(left)
    if not left and not right:
        return Match(True, 0.95, "the same words in another order")
    if paired and len(a) == len(b):
        series = _series(a, b, left, right, form_a, form_b)
        if series:
            return series
    slips = 0
    if left and right:
        for word in tuple(left):
            for other in right:
                if _one_word(word, other):
                    left.remove(word)
                    right.remove(other)
                    slips += 1
                    break
    if left and right:
        one, two = "".join(left), "".join(right)
        if len(one) > 4 and (one == two or (len(left) != len(right) and is_typo(one, two))):
            left, right, slips = [], [], slips + 1
    total = max(len(a), len(b))
    likeness = round((paired + 0.9 * slips) / total, 3)
    if not left and not right:
        return _slipped(a, b, slips, likeness)
    rest = left + right
    for word in rest:
        if is_number(word) or word in NUMBERS:
            return Match(False, likeness * 0.5, f"the number {word} tells them apart")
    for word in rest:
        if word in PLACES:
            return Match(False, likeness * 0.5, f"the place {word} tells them apart")
    if left and right:
        one, two = " ".join(left[:3]), " ".join(right[:3])
        return Match(False, likeness * 0.6, f"{one} against {two}")
    if DIVISIONS & set(rest):
        return Match(False, likeness * 0.6, f"{' '.join(rest)} is a part of it")
    kept = [w for w in (a if not left else b) if w not in GENERIC and w not in JOINERS]
    if kept and all(w in NEARLY_EMPTY for w in rest):
        return Match(True, 0.9, f"{' '.join(rest)} adds nothing")
    return Match(False, likeness * 0.7, f"only one has {' '.join(rest[:4])}")


def _one_word(a: str, b: str) -> bool:
    """Whether two words are one: plural, or a slip of the pen that gives no other known word."""
    if singular(a) == singular(b):
        return True
    if _is_word(a) and _is_word(b):
        return False
    # "Forge" is no slip for "Force"; a long common word is miswritten more often
    if max(len(a), len(b)) < 7 and (_is_common(a) or _is_common(b)):
        return is_swap(a, b)
    return is_typo(a, b)


def _is_common(word: str) -> bool:
    return word in GENERIC or word in INSTITUTIONS


def _is_word(word: str) -> bool:
    return word in PLACES or word in MARKETS or _is_common(word)


def _slipped(a: tuple[str, ...], b: tuple[str, ...], slips: int, likeness: float) -> Match:
    """All words pair off, some of them miswritten: how many may be depends on the length."""
    one, two = "".join(a), "".join(b)
    if len(one) == len(two) < _SHORTEST and not is_swap(one, two):
        return Match(False, likeness * 0.7, f"{one} and {two} are too short to be one miswritten")
    if slips > 1 and slips * 2 > len(a):
        spent = cost(one, two) if len(a) < 3 else 9.0
        if spent > allowance(max(len(one), len(two))):
            return Match(False, likeness * 0.7, f"{slips} words are written otherwise")
    return Match(True, max(0.8, likeness * 0.95), "a slip of the pen apart")


def _series(
    a: tuple[str, ...],
    b: tuple[str, ...],
    left: list[str],
    right: list[str],
    form_a: str,
    form_b: str,
) -> Match | None:
    """Two vehicles of one series of funds or trusts, told apart by their numbers alone."""
    if not left or len(left) != len(right) or form_a != form_b:
        return None
    if not all(is_number(w) for w in left) or not all(is_number(w) for w in right):
        return None
    if not _VEHICLES & set(a):
        return None
    if [i for i, w in enumerate(a) if w in left] != [i for i, w in enumerate(b) if w in right]:
        return None
    return Match(True, 0.8, f"numbers {' '.join(left)} and {' '.join(right)} of one series")
