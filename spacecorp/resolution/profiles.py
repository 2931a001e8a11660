"""Read a record once: its forms, the keys under which it meets others, what it may be tied to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern

from spacecorp.knowledge.countries import countries
from spacecorp.knowledge.organisations import Organisation, by_id
from spacecorp.resolution.acronyms import acronym_of, looks_like_acronym
from spacecorp.resolution.folding import fold, words
from spacecorp.resolution.known import known, labelled
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.records import Record
from spacecorp.resolution.tokens import canonical, singular
from spacecorp.resolution.vocabulary import GENERIC, INSTITUTIONS, JOINERS

# Words that say what kind of thing a programme's name stands for.
_KINDS = frozenset(
    """constellation constellations launcher launchers launchvehicle mission missions probe
    programme program project rocket rockets satellite satellites series spacecraft""".split()
)
_TITLES = frozenset(["dr", "prof", "professor", "mr", "mrs", "ms", "sir", "gen", "general", "col"])


@dataclass(frozen=True, slots=True)
class Profile:
    """A record and what is needed of it to compare: `main` the key of its name, `form` its legal
    form or "", `others` the keys of its other forms with the form as written, `known` an id of
    the bundled table or "", `context` the folded names around it in order of the alphabet.

    Strings are interned and `context` is no set, so that a million of them fit into memory.
    """

    record: Record
    main: str
    form: str
    others: tuple[tuple[str, str], ...]
    known: str
    context: tuple[str, ...]

    @property
    def member(self) -> tuple[str, str]:
        return self.record.document, self.record.entity


def profile(record: Record, *, table: bool = True) -> Profile:
    """The profile of a record, tied to the bundled table unless `table` is false.

    Forms that fold to nothing are left out. Its record has no `context` of its own any more.
    """
    main = intern(key_of(record.name, record.type))
    others: dict[str, str] = {}
    for form, _ in sorted(record.mentions):
        key = key_of(form, record.type)
        if key and key != main:
            others.setdefault(intern(key), form)
    context = {intern(fold(c)) for c in record.context} - {""}
    tied = _tie(record, context) if table and record.type == "organisation" else ""
    form = split_form(words(record.name))[1] if record.type == "organisation" else ""
    bare, around = replace(record, context=()), tuple(sorted(context))
    return Profile(bare, main, intern(form), tuple(sorted(others.items())), tied, around)


@lru_cache(maxsize=1 << 14)
def key_of(name: str, kind: str) -> str:
    """The key under which names of one kind of entity are the same name.

    Organisations: without legal form, closed up. Programmes: numerals as digits, kind words
    ("mission", "constellation") and plural left out, so that Ariane-6 is Ariane 6 and never
    Ariane 5. Countries: the state that a name, adjective or capital stands for. Persons: without
    titles.
    """
    found = words(name)
    if not found:
        return ""
    if kind == "organisation":
        return "".join(split_form(found)[0])
    if kind == "programme":
        while len(found) > 1 and found[-1] in _KINDS and len("".join(found[:-1])) > 3:
            found = found[:-1]
        return "".join((*canonical(found)[:-1], singular(canonical(found)[-1])))
    if kind == "country":
        return _state(found)
    if kind == "person":
        kept = tuple(w for w in found if w not in _TITLES)
        return " ".join(kept or found)
    return "".join(found)


def is_one_of_series(one: str, two: str) -> bool:
    """Whether one of two names of programmes is the other with a number, letter or generation
    behind it: another satellite, flight or generation.

    >>> is_one_of_series("Sentinel-2", "Sentinel-2B"), is_one_of_series("Vega", "Vega rocket")
    (True, False)
    """
    few, many = sorted((_split(name) for name in (one, two)), key=len)
    more = many[len(few) :]
    return bool(more) and many[: len(few)] == few and all(_counts(w) for w in more)


def _split(name: str) -> tuple[str, ...]:
    """The words of a name, letters and digits apart; a square is how IRIS² is styled."""
    return canonical(tuple(_PART.findall(" ".join(words(name.translate(_RAISED))))))


def _counts(word: str) -> bool:
    return len(word) == 1 or word[0].isdigit() or word in _GENERATION


_PART = re.compile(r"[^\W\d_]+|\d+")
_RAISED = str.maketrans("", "", "²³")
_GENERATION = frozenset("generation next new ng sg block mark mk nd rd st th flight unit".split())


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in countries():
        for name in (country.name, *country.aliases, *country.adjectives, *country.capitals):
            table.setdefault(fold(name), fold(country.name))
    return table


def _state(found: tuple[str, ...]) -> str:
    """The state that "the French government" or "State of Israel" stands for."""
    states = _states()
    whole = " ".join(found)
    if whole in states:
        return states[whole]
    bodies = {"government", "state", "republic", "kingdom", "federal", "of", "the"}
    bare = " ".join(w for w in found if w not in bodies)
    return states.get(bare, whole)


def says_nothing(name: str) -> bool:
    """Whether a name is of a body that every state has one of: "Ministry of Defence"."""
    found = words(name)
    if not any(w in _BODIES for w in found) or looks_like_acronym(name):
        return False
    return all(
        w in GENERIC or w in INSTITUTIONS or w in JOINERS or w in _COMMON or w in _BODIES
        for w in found
    )


_BODIES = INSTITUTIONS - {
    "alliance", "association", "company", "conference", "consortium", "corporation", "fund",
    "group", "league", "mission", "partnership", "programme", "project", "trust",
}  # fmt: skip
_COMMON = frozenset(
    """affairs air agriculture armed culture economic economy education federal finance foreign
    health higher home industry infrastructure interior justice labour mod national naval state
    trade treasury""".split()
)


def places(context: Iterable[str]) -> frozenset[str]:
    """The states and cities that a context names."""
    return frozenset(PLACES[w] for c in context for w in c.split() if w in PLACES)


def states(context: Iterable[str]) -> frozenset[str]:
    """The states that a context (folded) names as such, not as part of another name."""
    table = _states()
    return frozenset(table[c] for c in context if c in table)


def _tie(record: Record, context: Set[str]) -> str:
    """The organisation of the bundled table that a record stands for, "" where none is sure.

    Each form that the table knows speaks for its bearers, the record's own name loudest; country,
    parent and native name in the context help, and a word that only the catalogue uses needs the
    country. An acronym alone ties only where no longer form of
    the record explains it otherwise. Two candidates that speak equally loud give none.
    """
    forms = dict.fromkeys([record.name, *(f for f, _ in sorted(record.mentions))])
    longest = max(forms, key=lambda f: (len(f), f))
    table = by_id()
    around = places(context)
    votes: dict[str, float] = {}
    for form in forms:
        named = known(form)
        ids = named or labelled(form)
        if not ids:
            continue
        short = looks_like_acronym(form)
        if short and form != longest and acronym_of(form, longest) and not known(longest):
            continue
        vague = says_nothing(form)
        bare = len(words(form)) == 1
        for one in ids:
            near = bool(around & _state_words(table[one]))
            if vague and not (near and len(states(context)) == 1):
                continue
            # a catalogue's abbreviation stands for many things, a legal form after it for another
            if not near and (bare if not named else short and table[one].source == "gcat"):
                continue
            if len(key_of(form, "organisation")) < 5 and not bare and not _spelled(form, one):
                continue
            loud = 4.0 if form == record.name else 1.5
            votes[one] = votes.get(one, 0.0) + loud * (0.5 if short else 1.0)
    if not votes:
        return ""
    for one in votes:
        organisation = table[one]
        if fold(organisation.name) == fold(record.name):
            votes[one] += 0.5
        if record.name in organisation.names():
            votes[one] += 0.5
        if organisation.source == "hand":  # the one that documents name most
            votes[one] += 0.5
        elif organisation.source == "own":  # the one that the user knows of
            votes[one] += 1.0
        if _state_words(organisation) & around:
            votes[one] += 0.75
        if organisation.parent and fold(table[organisation.parent].name) in context:
            votes[one] += 0.75
    ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    if len(ranked) > 1 and ranked[0][1] <= ranked[1][1]:
        return ""
    return ranked[0][0]


def _state_words(organisation: Organisation) -> set[str]:
    """The words for the state of an organisation, and for the one that it was part of."""
    found = {PLACES.get(w, w) for w in words(organisation.country)}
    if organisation.country in _SOVIET:
        found |= {PLACES[w] for w in ("soviet", "russia")}
    return found


_SOVIET = frozenset(["Soviet Union", "Russia", "Ukraine", "Kazakhstan", "Belarus", "Uzbekistan"])


def _spelled(form: str, one: str) -> bool:
    """Whether the table has just this spelling, legal form and all."""
    return any(words(form) == words(n) for n in by_id()[one].names())
