"""Resolve the entities of many documents into clusters of one real-world thing each.

The merges are tried from the surest to the weakest: what people decided, the bundled table, the
same name, a form that one document gives as another name of it, acronyms and short forms that only
one name can stand for, at last slips of the pen. Each is made only if nothing in the two clusters
forbids it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacecorp.collecting import uncollected
from spacecorp.resolution.blocking import Blocks
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


@uncollected()
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
    groups: list[Group] = []
    doubts: list[Doubt] = []
    for kind in sorted(by_type):
        profiles = in_order(profile(r, table=table) for r in by_type[kind])
        blocks = Blocks()
        blocks.add(profiles)
        found, unsure = merged(kind, profiles, table, decided[kind], blocks.crowded())
        groups += found
        doubts += unsure
    return Resolution(tuple(numbered(groups)), tuple(doubts))


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster before it gets its identifier; `known` is "" where the table does not know it."""

    name: str
    aliases: tuple[str, ...]
    type: str
    members: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    known: str


def in_order(profiles: Iterable[Profile]) -> list[Profile]:
    """Profiles in the order in which they are merged, whatever the order they came in."""
    return sorted(profiles, key=lambda p: (p.record.document, p.record.entity, p.record.name))


def merged(
    kind: str,
    profiles: Sequence[Profile],
    table: bool,
    decisions: Sequence[Decision],
    crowded: set[int],
) -> tuple[list[Group], list[Doubt]]:
    """The groups that profiles of one type fall into, and the doubts that are left.

    `profiles` are `in_order`; `crowded` are the blocks of names that tell nothing, see `Blocks`.
    What comes out for a profile depends on those only with which it is linked (see `growing`).
    """
    parted = part(profiles, decisions)
    clusters = Clusters(parted.profiles, parted.numbers)
    _merge_type(kind, parted.profiles, clusters, table, decisions, crowded)
    return _groups(kind, parted.profiles, clusters), list(clusters.doubts())


def numbered(groups: Sequence[Group]) -> list[Cluster]:
    """The clusters with their identifiers, sorted by type and name."""
    ids = identifiers(
        (g.type, g.known, stable_key(g.name), "\x1f".join(g.members[0])) for g in groups
    )
    found = [
        Cluster(one, g.name, g.type, g.members, g.aliases, g.reasons, g.known or None)
        for one, g in zip(ids, groups, strict=True)
    ]
    return sorted(found, key=lambda c: (c.type, c.name.casefold(), c.name, c.members))


def _merge_type(
    kind: str,
    profiles: Sequence[Profile],
    clusters: Clusters,
    table: bool,
    decisions: Sequence[Decision],
    crowded: set[int],
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
        merge_by_likeness(profiles, clusters, table, crowded)
    elif kind == "programme":
        merge_by_slip(profiles, clusters, crowded)
    elif kind == "person":
        merge_by_surname(profiles, clusters)


def _groups(kind: str, profiles: Sequence[Profile], clusters: Clusters) -> list[Group]:
    groups = []
    for root in sorted({clusters.find(i) for i in range(len(profiles))}):
        members = [profiles[i] for i in clusters.indices(root)]
        name, aliases = canonical_name([p.record for p in members])
        groups.append(
            Group(
                name,
                aliases,
                kind,
                tuple(sorted(p.member for p in members)),
                tuple(sorted(clusters.reasons(root))),
                clusters.known[root],
            )
        )
    return groups
