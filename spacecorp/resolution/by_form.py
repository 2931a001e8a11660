"""Merge acronyms and short forms with the one full name that they fit, on letters alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from spacecorp.resolution.acronyms import looks_like_acronym
from spacecorp.resolution.clustering import Clusters
from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.profiles import Profile
from spacecorp.resolution.short_forms import short_form
from spacecorp.resolution.surroundings import context_of, roots

# How sure an acronym or a first word is that fits one name only, in one surrounding.
_LETTERS_FIT = 0.75
# A beginning that more records share is asked once only.
_MOST_LONGER = 200
# Words that as often name a firm's part or daughter ("Nammo Space") as they end its full name.
_FIELDS = frozenset(
    """capital defence defense fund foundation holding holdings international investment
    investments launch launchers partners research satellite satellites security services space
    trust ventures""".split()
)


def initials_of(name: str) -> set[str]:
    """What an acronym of a name may be: the initials of all its words or of the longer ones."""
    found = words(name)
    core = split_form(found)[0]
    if len(core) < 2:
        return set()
    out = set()
    for spelled in (core, found):
        out.add("".join(w[0] for w in spelled))
        out.add("".join(w[0] for w in spelled if len(w) > 3))
    return out


def may_be_initials(profile: Profile) -> bool:
    """Whether a record's name is an acronym for which a full name is looked for."""
    return looks_like_acronym(profile.record.name) and len(profile.main) > 2


def beginnings_of(name: str) -> list[str]:
    """The keys of the first words of a name, one to three of them, but not of all."""
    core = split_form(words(name))[0]
    return ["".join(core[:size]) for size in range(1, min(len(core), 4))]


def may_be_short(profile: Profile) -> bool:
    """Whether a record's name is one for which a longer name is looked for."""
    return len(profile.main) > 3 and bool(profile.context)


def merge_by_initials(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """An acronym joins the one full name that its letters fit, where the surroundings agree."""
    initials: dict[str, set[int]] = defaultdict(set)
    bare: dict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(profiles):
        name = p.record.name
        if looks_like_acronym(name):
            if len(p.main) > 2:
                bare[p.main].append(i)
            continue
        for key in initials_of(name):
            initials[key].add(clusters.find(i))
    for key in sorted(bare):
        fits = roots(initials.get(key, ()), clusters)
        if len(fits) != 1:
            continue
        for i in bare[key]:
            if clusters.known[clusters.find(i)]:
                continue
            near = context_of(fits[0], profiles, clusters).intersection(profiles[i].context)
            if near:
                full = clusters.first(fits[0]).record.name
                reason = f"{profiles[i].record.name} fits only {full}, both near {min(near)}"
                clusters.merge(fits[0], i, reason, sure=False, score=_LETTERS_FIT)


def merge_by_short_form(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """A first word joins the one longer name that begins with it and adds words of the trade
    only, where the surroundings agree and no other name begins so."""
    longer: dict[str, set[int]] = defaultdict(set)
    records: Counter[str] = Counter()
    tired: set[str] = set()
    for i, p in enumerate(profiles):
        for key in beginnings_of(p.record.name):
            longer[key].add(clusters.find(i))
            records[key] += 1
    for i, p in enumerate(profiles):
        if p.main not in longer or not may_be_short(p):
            continue
        if p.main in tired:
            continue
        begin_so = roots(longer[p.main], clusters)
        if records[p.main] > _MOST_LONGER and len(begin_so) > 1:
            tired.add(p.main)  # many names begin so: it is short for none
            continue
        fits = [r for r in begin_so if r != clusters.find(i)]
        if len(fits) != 1:
            continue
        full = clusters.first(fits[0]).record.name
        if _FIELDS & set(words(full)) - set(words(p.record.name)):
            continue
        near = context_of(fits[0], profiles, clusters).intersection(p.context)
        if near and short_form(p.record.name, full) == "trade":
            reason = f"{p.record.name} fits only {full}, both near {min(near)}"
            clusters.merge(fits[0], i, reason, sure=False, score=_LETTERS_FIT)
