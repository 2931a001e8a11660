"""Resolve the entities of many documents into clusters of one real-world thing each.

The merges are tried from the surest to the weakest: what people decided, the bundled table, the
same name, a form that one document gives as another name of it, acronyms and short forms that only
one name can stand for, at last slips of the pen. Each is made only if nothing in the two clusters
forbids it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from spacecorp.resolution.by_decision import merge_by_decision, part
from spacecorp.resolution.by_form import merge_by_initials, merge_by_short_form
from spacecorp.resolution.by_likeness import merge_by_likeness, merge_by_slip
from spacecorp.resolution.by_name import merge_by_name, merge_by_other_form, merge_by_table
from spacecorp.resolution.by_person import merge_by_surname
from spacecorp.resolution.canonical import canonical_name, identifiers, stable_key
from spacecorp.resolution.clustering import Clusters
from spacecorp.resolution.profiles import Profile, profile
from spacecorp.resolution.records import Cluster, Decision, Doubt, Record, Resolution


def resolve(
    records: Iterable[Record], *, table: bool = True, decisions: Iterable[Decision] = ()
) -> list[Cluster]:
    """One cluster for each real-world thing, sorted by type and name.

    Takes the entities of all documents; the order they come in does not matter. Every record is
    in exactly one cluster, with others of its own type only. With `table` false the bundled table
    of organisations is not asked. `decisions` are what people have said of two names: nothing
    overrules them, and their order does not matter.
    """
    return list(resolved(records, table=table, decisions=decisions).clusters)


def resolved(
    records: Iterable[Record], *, table: bool = True, decisions: Iterable[Decision] = ()
) -> Resolution:
    """What `resolve` gives, with the doubts that are left for people to decide, in no order."""
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        decided[decision.type].append(decision)
    by_type: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_type[record.type].append(record)
    out: list[tuple[list[Profile], str, list[str]]] = []
    doubts: list[Doubt] = []
    for kind in sorted(by_type):
        ordered = sorted(by_type[kind], key=lambda r: (r.document, r.entity, r.name))
        profiles = [profile(r, table=table) for r in ordered]
        parted = part(profiles, decided[kind])
        clusters = Clusters(parted.profiles, parted.numbers)
        _merge_type(kind, parted.profiles, clusters, table, decided[kind])
        out += _members(parted.profiles, clusters)
        doubts += clusters.doubts()
    named = [(members, known, reasons, _name(members)) for members, known, reasons in out]
    ids = identifiers(
        (m[0].record.type, known, stable_key(name), "\x1f".join(min(p.member for p in m)))
        for m, known, _, (name, _) in named
    )
    found = [
        Cluster(
            id=one,
            name=name,
            type=members[0].record.type,
            members=tuple(sorted(p.member for p in members)),
            aliases=aliases,
            reasons=tuple(sorted(reasons)),
            known=known or None,
        )
        for one, (members, known, reasons, (name, aliases)) in zip(ids, named, strict=True)
    ]
    found.sort(key=lambda c: (c.type, c.name.casefold(), c.name, c.members))
    return Resolution(tuple(found), tuple(doubts))


def _name(members: Sequence[Profile]) -> tuple[str, tuple[str, ...]]:
    return canonical_name([p.record for p in members])


def _merge_type(
    kind: str,
    profiles: Sequence[Profile],
    clusters: Clusters,
    table: bool,
    decisions: Sequence[Decision],
) -> None:
    merge_by_decision(profiles, clusters, decisions)
    if kind == "organisation":
        merge_by_table(profiles, clusters)
    merge_by_name(kind, profiles, clusters)
    if kind in ("organisation", "programme"):
        merge_by_other_form(profiles, clusters, table)
    if kind == "organisation":
        merge_by_initials(profiles, clusters)
        merge_by_short_form(profiles, clusters)
        merge_by_likeness(profiles, clusters, table)
    elif kind == "programme":
        merge_by_slip(profiles, clusters)
    elif kind == "person":
        merge_by_surname(profiles, clusters)


def _members(
    profiles: Sequence[Profile], clusters: Clusters
) -> list[tuple[list[Profile], str, list[str]]]:
    """The members of each cluster with its tie to the bundled table and its reasons."""
    roots = sorted({clusters.find(i) for i in range(len(profiles))})
    return [
        (
            [profiles[i] for i in sorted(clusters.indices(r))],
            clusters.known[r],
            list(clusters.reasons(r)),
        )
        for r in roots
    ]
