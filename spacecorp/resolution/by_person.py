"""Merge surnames and initials with the full name of a person near the same names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacecorp.resolution.clustering import Clusters
from spacecorp.resolution.profiles import Profile
from spacecorp.resolution.surroundings import context_of, nearest, roots

# How sure a surname is that fits one name near the same names.
_SURNAME_FITS = 0.75
# Where more records of one surname stand near a name, that name tells nothing.
_MOST_BEARERS = 50


def merge_by_surname(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """A surname, or initials and a surname, joins the one full name near the same names."""
    full: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, p in enumerate(profiles):
        parts = p.main.split()
        for name in p.context if len(parts) > 1 else ():
            bearers = full[parts[-1], name]
            if len(bearers) <= _MOST_BEARERS:
                bearers.append(i)
    for i, p in enumerate(profiles):
        surname = p.main.rpartition(" ")[2]
        near_by = [full.get((surname, name), []) for name in p.context]
        around = {j for bearers in near_by if len(bearers) <= _MOST_BEARERS for j in bearers}
        fits = [
            r
            for r in roots(around, clusters)
            if r != clusters.find(i) and _given_names_agree(p.main, r, clusters)
        ]
        if len(fits) > 1:
            fits = nearest(i, fits, profiles, clusters)
        if len(fits) != 1:
            continue
        near = context_of(fits[0], profiles, clusters).intersection(p.context)
        if near:
            name = clusters.first(fits[0]).record.name
            reason = f"{p.record.name} is {name} near {min(near)}"
            clusters.merge(fits[0], i, reason, sure=False, score=_SURNAME_FITS)

    met: dict[tuple[str, str], int] = {}
    for i, p in enumerate(profiles):
        if " " in p.main:
            continue
        for name in p.context:
            j = met.setdefault((p.main, name), i)
            clusters.merge(j, i, f"{p.record.name}, both near {name}", sure=True)


def _given_names_agree(main: str, root: int, clusters: Clusters) -> bool:
    """Whether the given names of a key and of all names of a cluster are the same or initials."""
    mine = main.split()[:-1]
    for key in clusters.names(root):
        theirs = key.split()[:-1]
        for a, b in zip(mine, theirs, strict=False):
            if a != b and not (len(a) == 1 and b[:1] == a) and not (len(b) == 1 and a[:1] == b):
                return False
    return True
