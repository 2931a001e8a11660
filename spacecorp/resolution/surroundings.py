"""What the merging steps share: clusters found, their names and surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacecorp.resolution.clustering import Clusters
from spacecorp.resolution.profiles import Profile

# So many names of a cluster are compared, and so many of its records asked for surroundings.
MOST_NAMES = 6
_MOST_RECORDS = 50


def roots(indices: Iterable[int], clusters: Clusters) -> list[int]:
    """The clusters of some profiles, each once, in order."""
    return sorted({clusters.find(i) for i in indices})


def context_of(root: int, profiles: Sequence[Profile], clusters: Clusters) -> set[str]:
    """What stands around the records of a cluster."""
    around: set[str] = set()
    for i in sorted(clusters.indices(root))[:_MOST_RECORDS]:
        around.update(profiles[i].context)
    return around


def nearest(
    one: int, rest: Sequence[int], profiles: Sequence[Profile], clusters: Clusters
) -> list[int]:
    """Of several candidates the one that shares most surroundings, if it is one."""
    near = context_of(one, profiles, clusters)
    shared = {r: len(near & context_of(r, profiles, clusters)) for r in rest}
    ranked = sorted(rest, key=lambda r: (-shared[r], r))
    return ranked[:1] if shared[ranked[0]] > shared[ranked[1]] else []


def full_names(root: int, profiles: Sequence[Profile], clusters: Clusters) -> list[str]:
    """A few names of a cluster, one for each key, the most used first."""
    root = clusters.find(root)
    names = sorted(clusters.names(root).items(), key=lambda n: (-n[1], n[0]))[:MOST_NAMES]
    wanted = {key for key, _ in names}
    found: dict[str, str] = {}
    for i in clusters.indices(root):
        if profiles[i].main in wanted:
            best = found.get(profiles[i].main)
            name = profiles[i].record.name
            found[profiles[i].main] = name if best is None else min(best, name)
    return [found[key] for key, _ in names if key in found]
