"""Merge what the bundled table, the name itself or one document says is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from spacecorp.knowledge.organisations import by_id
from spacecorp.resolution.acronyms import acronym_of
from spacecorp.resolution.by_likeness import compatible
from spacecorp.resolution.clustering import SURE, Clusters
from spacecorp.resolution.profiles import (
    Profile,
    is_one_of_series,
    key_of,
    says_nothing,
    states,
)
from spacecorp.resolution.surroundings import MOST_NAMES, nearest, roots

# How sure another form is that one document gives, found as a name elsewhere.
_CALLED_SO = 0.85
# How sure it is that two ministries of one name are one, where nobody says of which state.
_SAME_BODY = 0.7
# More bearers of one name than this, and it tells nothing.
_MOST_BEARERS = 40
# Of so many things under one name that facts or people keep apart, each gathers what fits it.
_MOST_HEADS = 8


def merge_by_table(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """Merge records that are tied to one organisation of the bundled table.

    A firm and one that it took over stand in the table as one: where a document says that they are
    two (the one owned the other), their names are two everywhere.
    """
    tied: dict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(profiles):
        if p.known:
            tied[p.known].append(i)
    for known, members in tied.items():
        reason = f"both are {by_id()[known].name} of the bundled table"
        apart = _told_apart(known, members, profiles)
        heads: list[int] = []
        for i in members:
            others = apart.get(profiles[i].main)
            fit = [h for h in heads if not others or others.isdisjoint(clusters.names(h))]
            if not _joined(i, fit, reason, clusters) and len(heads) < _MOST_HEADS:
                heads.append(i)


def _told_apart(
    known: str, members: Sequence[int], profiles: Sequence[Profile]
) -> dict[str, set[str]]:
    """Which names of one organisation of the table, one of them a former one, facts keep apart."""
    apart: dict[str, set[str]] = defaultdict(set)
    former = {key_of(name, "organisation") for name, _ in by_id()[known].former}
    if not former:
        return apart
    mains = {profiles[i].member: profiles[i].main for i in members}
    for i in members:
        one = profiles[i]
        for entity in one.record.apart:
            other = mains.get((one.record.document, entity), one.main)
            if other != one.main and (other in former or one.main in former):
                apart[one.main].add(other)
                apart[other].add(one.main)
    return apart


def _join_first(i: int, heads: list[int], reason: str, clusters: Clusters) -> None:
    """Join the first of `heads` that may be one with `i`, else become one of them."""
    if not _joined(i, heads, reason, clusters) and len(heads) < _MOST_HEADS:
        heads.append(i)


def _joined(i: int, heads: Sequence[int], reason: str, clusters: Clusters) -> bool:
    """Whether `i` is one with the first of `heads` that it may be one with."""
    return any(clusters.merge(head, i, reason, sure=True) for head in heads)


def merge_by_name(kind: str, profiles: Sequence[Profile], clusters: Clusters) -> None:
    """Same name, same thing; a name that any state has one of asks for the state as well."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    vague: dict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(profiles):
        if not p.main:
            continue
        if kind == "organisation" and says_nothing(p.record.name):
            where = states(p.context)
            vague[p.main].append(i)
            if len(where) == 1:
                groups[p.main, *where].append(i)
            continue
        if kind == "person" and " " not in p.main:
            continue  # a surname alone is nobody's for sure
        groups[(p.main,)].append(i)
    for members in groups.values():
        # tied ones first, so that the others join what the table knows if only one bears the name
        members.sort(key=lambda i: (not clusters.known[clusters.find(i)], i))
        tied = {clusters.known[clusters.find(i)] for i in members} - {""}
        near: dict[int, set[str]] = defaultdict(set)
        for i in members if len(tied) > 1 else ():
            if clusters.known[clusters.find(i)]:
                near[clusters.find(i)].update(profiles[i].context)
        reason = f"same name: {profiles[members[0]].record.name}"
        heads = members[:1]
        for i in members[1:]:
            if near and not clusters.known[clusters.find(i)]:
                _join_namesake(i, near, profiles, clusters)
            else:
                _join_first(i, heads, reason, clusters)
    for bearers in vague.values():
        _doubt_namesakes(bearers, clusters)


def _doubt_namesakes(bearers: Sequence[int], clusters: Clusters) -> None:
    """Ask about bodies of one name of which the documents do not say whose they are."""
    for one, other in pairwise(roots(bearers, clusters)[:_MOST_HEADS]):
        clusters.doubt(one, other, _SAME_BODY, "the same name", "every state may have one")


def _join_namesake(
    i: int, near: dict[int, set[str]], profiles: Sequence[Profile], clusters: Clusters
) -> None:
    """Of several bearers of one name, join the one whose surroundings are shared most."""
    shared = {r: around.intersection(profiles[i].context) for r, around in near.items()}
    first, second = sorted(shared, key=lambda r: (-len(shared[r]), r))[:2]
    if len(shared[first]) > len(shared[second]):
        common = ", ".join(sorted(shared[first])[:2])
        clusters.merge(first, i, f"same name, both near {common}", sure=True)


def merge_by_other_form(profiles: Sequence[Profile], clusters: Clusters, table: bool) -> None:
    """A name that one document gives as another form of something stands for it elsewhere, if
    nothing else in the corpus is called so; but a programme's one satellite is not all of them,
    whatever one document calls it for short."""
    mains: dict[str, list[int]] = defaultdict(list)
    others: dict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    for i, p in enumerate(profiles):
        mains[p.main].append(i)
        for key, form in p.others:
            if p.record.type == "programme" and is_one_of_series(p.record.name, form):
                continue
            others[key].append(i)
            written.setdefault(key, form)
    for key in sorted(others):
        form = written[key]
        if len(key) < 2 or says_nothing(form):
            continue
        bearers = roots(others[key], clusters)
        bare = roots(mains.get(key, ()), clusters)
        if len(bare) > _MOST_BEARERS or len(bearers) > _MOST_BEARERS:
            continue
        for one in bare:
            if not _same_case(form, clusters.first(one).record.name):
                continue
            rest = [r for r in roots(bearers, clusters) if r != clusters.find(one)]
            rest = [r for r in rest if _may_be(one, r, form, clusters)]
            if len(rest) > 1:
                rest = nearest(one, rest, profiles, clusters)
            if len(rest) == 1:
                reason = _called(rest[0], form, clusters)
                spelled = acronym_of(form, clusters.first(rest[0]).record.name)
                score = SURE if spelled else _CALLED_SO
                clusters.merge(one, rest[0], reason, sure=False, score=score)
        # two that share another form only ("TAS") are one if their names are
        bearers = roots(bearers, clusters)
        for a, b in pairwise(bearers):
            if len(bearers) <= MOST_NAMES and compatible(a, b, profiles, clusters, table):
                clusters.merge(a, b, f"both are called {form}, and their names agree", sure=False)


def _may_be(one: int, other: int, form: str, clusters: Clusters) -> bool:
    """Whether nothing forbids that a cluster is what a document calls by its name too."""
    against = clusters.forbids(one, other, sure=False)
    if against:
        clusters.doubt(one, other, _CALLED_SO, _called(other, form, clusters), against)
    return not against


def _called(root: int, form: str, clusters: Clusters) -> str:
    return f"a document calls {clusters.first(root).record.name} {form} too"


def _same_case(one: str, two: str) -> bool:
    """Whether two short names are both capitals or both not: VAST is not Vast."""
    return len(one) > 4 or len(two) > 4 or one.isupper() == two.isupper()
