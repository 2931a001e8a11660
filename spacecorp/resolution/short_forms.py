"""Tell from the words alone whether one name can be a shorter form of another, and how."""

from __future__ import annotations

from typing import Literal

from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.vocabulary import DIVISIONS, GENERIC, INSTITUTIONS, JOINERS, NUMBERS

ShortForm = Literal["legal form", "trade", "body", "first", "last", ""]


def short_form(short: str, long: str) -> ShortForm:
    """How `short` is a shorter form of `long`, "" where it is none.

    - "legal form": only the legal form is left out ("Simrad Optronics" of "Simrad Optronics ASA");
    - "trade": its first words, where at most two words of the trade follow ("Isar" of "Isar
      Aerospace");
    - "body": its last words with a kind of body ("Commission" of "European Commission",
      "Ministry of Defence" of "Norwegian Ministry of Defence");
    - "first": its first words where a telling word follows, that is no place and no number
      ("Lockheed" of "Lockheed Martin", but also "Thales" of "Thales Alenia Space"): weak;
    - "last": its last words, where these tell something ("Energia" of "RSC Energia"): weak.

    A parent and its "X Systems" look as a short form does: facts and the table of organisations
    have to tell these apart.
    """
    few, many = words(short), words(long)
    if not few or few == many:
        return ""
    core, _ = split_form(many)
    bare, _ = split_form(few)
    if bare == core or few == core:
        return "legal form" if len(few) < len(many) else ""
    if len(bare) >= len(core) or _says_nothing(bare):
        return "body" if _is_body(few, core) else ""
    if core[: len(bare)] == bare:
        left = core[len(bare) :]
        if all(w in GENERIC for w in left):
            return "trade" if len(left) <= 2 and not DIVISIONS & set(left) else ""
        if any(w in PLACES or w in NUMBERS or not w.isalpha() or len(w) < 3 for w in left):
            return ""
        return "" if DIVISIONS & set(left) else "first"
    if _is_body(few, core):
        return "body"
    return "last" if core[-len(bare) :] == bare else ""


def is_short_form(short: str, long: str) -> bool:
    """Whether `short` is a shorter form of `long` for one of the strong reasons of `short_form`.

    >>> is_short_form("Isar", "Isar Aerospace"), is_short_form("Thales", "Thales Alenia Space")
    (True, False)
    """
    return short_form(short, long) in ("legal form", "trade", "body")


def _is_body(few: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Whether the last words of a name are left, and they say what body it is."""
    if len(few) >= len(core) or core[-len(few) :] != few:
        return False
    if len(few) == 1:
        return few[0] in INSTITUTIONS
    return len(core) - len(few) == 1 and bool(INSTITUTIONS & set(few))


def _says_nothing(kept: tuple[str, ...]) -> bool:
    """Whether words are only of the trade, places, numbers or joiners: no name of anybody."""
    return all(
        w in GENERIC or w in JOINERS or w in NUMBERS or w in PLACES or w.isdigit() for w in kept
    )
