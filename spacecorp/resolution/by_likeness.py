"""Merge names that differ by spelling, word order or a slip of the pen."""

from __future__ import annotations

from collections.abc import Sequence

from spacecorp.resolution.acronyms import acronym_of
from spacecorp.resolution.blocking import may_be_misspelt, pairs
from spacecorp.resolution.clustering import Clusters
from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.matching import match
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.profiles import Profile
from spacecorp.resolution.surroundings import full_names
from spacecorp.resolution.typos import cost, is_typo

# Two names that are told apart are a doubt from this score of `match` on.
_WORTH_A_LOOK = 0.45
_ALIKE = "names alike"
# How sure a slip of the pen in the name of a programme is.
_SLIP = 0.8


def merge_by_likeness(
    profiles: Sequence[Profile],
    clusters: Clusters,
    table: bool,
    crowded: set[int],
) -> None:
    """Names that differ by spelling, word order or a slip of the pen.

    `crowded` are the blocks that tell nothing."""
    chosen = _unique_names(profiles, clusters)
    found = []
    for a, b in pairs([profiles[i].record.name for i in chosen], crowded):
        i, j = chosen[a], chosen[b]
        if clusters.find(i) == clusters.find(j):
            continue
        verdict = match(profiles[i].record.name, profiles[j].record.name, table=table)
        if not verdict.same or "of one series" in verdict.reason:
            if verdict.score >= _WORTH_A_LOOK:
                clusters.doubt(i, j, verdict.score, _ALIKE, verdict.reason)
        elif "slip" not in verdict.reason or _slip_is_sure(profiles[i], profiles[j]):
            found.append((-verdict.score, i, j, verdict.reason))
        else:
            clusters.doubt(i, j, _WORTH_A_LOOK, verdict.reason, "too few letters to be sure")
    for score, i, j, why in sorted(found):
        if clusters.find(i) == clusters.find(j):
            continue
        one, two = profiles[i].record.name, profiles[j].record.name
        if compatible(i, j, profiles, clusters, table):
            clusters.merge(i, j, f"{one} and {two}: {why}", sure=False, score=-score)
        else:
            clusters.doubt(i, j, -score, why, "their other names do not agree")


def _slip_is_sure(one: Profile, two: Profile) -> bool:
    """Whether the miswritten words are long, or the surroundings agree as well."""
    a, b = (split_form(words(p.record.name))[0] for p in (one, two))
    differ = [w for w in (*a, *b) if (w in a) != (w in b)]
    if any(w in PLACES for w in differ):
        return False
    lengths = [len(w) for w in differ] or [0]
    return (min(lengths) > 5 and max(lengths) > 6) or not set(one.context).isdisjoint(two.context)


def merge_by_slip(
    profiles: Sequence[Profile],
    clusters: Clusters,
    crowded: set[int],
) -> None:
    """Programmes written with a slip of the pen; a number or a generation is no slip."""
    chosen = _unique_names(profiles, clusters)
    for a, b in pairs([profiles[i].record.name for i in chosen], crowded):
        i, j = chosen[a], chosen[b]
        one, two = words(profiles[i].record.name), words(profiles[j].record.name)
        if len(one) != len(two) or not all(_slip(x, y) for x, y in zip(one, two, strict=True)):
            continue
        names = f"{profiles[i].record.name} and {profiles[j].record.name}"
        clusters.merge(i, j, f"{names}: a slip of the pen apart", sure=False, score=_SLIP)


def _slip(a: str, b: str) -> bool:
    return a == b or (len(a) > 6 and a.isalpha() and b.isalpha() and is_typo(a, b))


def _unique_names(profiles: Sequence[Profile], clusters: Clusters) -> list[int]:
    """One profile for each key and cluster, of those long enough to be misspelt."""
    seen: set[tuple[int, str]] = set()
    out = []
    for i, p in enumerate(profiles):
        mark = (clusters.find(i), p.main)
        if mark not in seen and may_be_misspelt(p):
            seen.add(mark)
            out.append(i)
    return out


def compatible(
    a: int, b: int, profiles: Sequence[Profile], clusters: Clusters, table: bool
) -> bool:
    """Whether two clusters can be one: their most used names agree, and no others contradict."""
    ones, twos = full_names(a, profiles, clusters), full_names(b, profiles, clusters)
    if not ones or not twos or not _alike(ones[0], twos[0], table):
        return False
    return all(_alike(one, two, table) or _nearly(one, two) for one in ones for two in twos)


def _alike(one: str, two: str, table: bool) -> bool:
    verdict = match(one, two, table=table)
    if verdict.same:
        return "of one series" not in verdict.reason
    return acronym_of(one, two) or acronym_of(two, one)


def _nearly(one: str, two: str) -> bool:
    """Whether two names are a slip too far apart, each of them a slip from a third."""
    a, b = (split_form(words(n))[0] for n in (one, two))
    if len(a) != len(b):
        return "".join(a) == "".join(b)
    return all(x == y or (len(x) > 5 and _near_words(x, y)) for x, y in zip(a, b, strict=True))


def _near_words(a: str, b: str) -> bool:
    return a.isalpha() and b.isalpha() and not {a, b} & PLACES.keys() and cost(a, b) <= 3.0
