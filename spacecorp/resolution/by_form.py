"""Merge acronyms and short forms with the one full name that they fit, on letters alone."""

from __future__ import annotations

from collections import defaultdict
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
        found = words(name)
        core = split_form(found)[0]
        if len(core) > 1:
            for spelled in (core, found):
                initials["".join(w[0] for w in spelled)].add(clusters.find(i))
                content = [w[0] for w in spelled if len(w) > 3]
                initials["".join(content)].add(clusters.find(i))
    for key in sorted(bare):
        fits = roots(initials.get(key, ()), clusters)
        if len(fits) != 1:
            continue
        for i in bare[key]:
            if clusters.known[clusters.find(i)]:
                continue
            near = profiles[i].context & context_of(fits[0], profiles, clusters)
            if near:
                full = clusters.first(fits[0]).record.name
                reason = f"{profiles[i].record.name} fits only {full}, both near {min(near)}"
                clusters.merge(fits[0], i, reason, sure=False, score=_LETTERS_FIT)


def merge_by_short_form(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """A first word joins the one longer name that begins with it and adds words of the trade
    only, where the surroundings agree and no other name begins so."""
    longer: dict[str, set[int]] = defaultdict(set)
    for i, p in enumerate(profiles):
        core = split_form(words(p.record.name))[0]
        for size in range(1, min(len(core), 4)):
            longer["".join(core[:size])].add(i)
    for i, p in enumerate(profiles):
        if p.main not in longer or len(p.main) < 4 or not p.context:
            continue
        if len(longer[p.main]) > _MOST_LONGER and len(roots(longer[p.main], clusters)) > 1:
            del longer[p.main]  # many names begin so: it is short for none
            continue
        fits = [r for r in roots(longer[p.main], clusters) if r != clusters.find(i)]
        if len(fits) != 1:
            continue
        full = clusters.first(fits[0]).record.name
        if _FIELDS & set(words(full)) - set(words(p.record.name)):
            continue
        near = p.context & context_of(fits[0], profiles, clusters)
        if near and short_form(p.record.name, full) == "trade":
            reason = f"{p.record.name} fits only {full}, both near {min(near)}"
            clusters.merge(fits[0], i, reason, sure=False, score=_LETTERS_FIT)
