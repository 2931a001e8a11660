"""What one state of the facts says that another does not. Pure: rows in, changes out.

Facts are compared by who takes part in them, not by the documents that support them: one more
witness for the same is no change. Since names are resolved anew when documents come or go, the
entities of the older state are first found again among those of the newer one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .aggregation import (
    OwnershipRow,
    ParticipantRow,
    PartnershipRow,
    ProgrammeRow,
    Row,
)

R = TypeVar("R", bound=Row)


# In the order in which they are told.
DIFFERENCES = ("new", "contradicted", "changed", "gone")
RELATIONS = ("partnership", "ownership", "programme", "participation")


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of a fact, as it was and as it is."""

    field: str
    before: object
    now: object


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that differs: `difference` is one of DIFFERENCES, `relation` of RELATIONS.

    `before` is None where it is new, `now` where it is gone.
    """

    difference: str
    relation: str
    before: Row | None
    now: Row | None
    edits: tuple[Edit, ...] = ()

    @property
    def row(self) -> Row:
        """The fact as it is, or was."""
        row = self.now or self.before
        assert row is not None
        return row


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one state. `members` says which cluster each name of each document is in."""

    partnerships: Sequence[PartnershipRow]
    ownership: Sequence[OwnershipRow]
    programmes: Sequence[ProgrammeRow]
    members: Mapping[tuple[str, str, str], str]


def relation(row: Row) -> str:
    """The one of RELATIONS that a row is of."""
    match row:
        case PartnershipRow():
            return "partnership"
        case OwnershipRow():
            return "ownership"
        case ProgrammeRow():
            return "programme"
        case ParticipantRow():
            return "participation"


# Changes by the id of the row as it is now.
News = Mapping[str, Change]


def compare(before: Facts, now: Facts) -> list[Change]:
    """All changes from one state to another: by how they differ, by relation, by name."""
    same = _renamed(before.members, now.members)
    found = [
        *partnership_changes(before.partnerships, now.partnerships, same),
        *ownership_changes(before.ownership, now.ownership, same),
        *programme_changes(before.programmes, now.programmes, same),
    ]
    return sorted(
        found, key=lambda c: (DIFFERENCES.index(c.difference), RELATIONS.index(c.relation))
    )


def partnership_changes(
    before: Sequence[PartnershipRow], now: Sequence[PartnershipRow], same: Mapping[str, str]
) -> list[Change]:
    """What differs between two states of partnerships; `same` renames entities of the first."""

    def edits(old: PartnershipRow, new: PartnershipRow) -> list[Edit]:
        tied = [[same.get(p.id, p.id) for p in old.programmes], [p.id for p in new.programmes]]
        names = [", ".join(p.name for p in row.programmes) or None for row in (old, new)]
        found = _edits(old, new, ("kind", "status", "date"))
        return found if tied[0] == tied[1] else [*found, Edit("programmes", *names)]

    return _changes(
        "partnership",
        before,
        now,
        subject=lambda r, t: frozenset(t.get(p.id, p.id) for p in r.parties),
        key=lambda r: r.kind,
        edits=edits,
        same=same,
    )


def ownership_changes(
    before: Sequence[OwnershipRow], now: Sequence[OwnershipRow], same: Mapping[str, str]
) -> list[Change]:
    """What differs between two states of holdings; `same` renames entities of the first."""

    return _changes(
        "ownership",
        before,
        now,
        subject=lambda r, t: (t.get(r.owner.id, r.owner.id), t.get(r.owned.id, r.owned.id)),
        key=lambda r: r.share,
        edits=lambda o, n: _edits(o, n, ("share", "kind", "status", "date", "conflict")),
        same=same,
    )


def programme_changes(
    before: Sequence[ProgrammeRow], now: Sequence[ProgrammeRow], same: Mapping[str, str]
) -> list[Change]:
    """What differs between two states of programmes and of who takes part in them."""

    def parts(rows: Iterable[ProgrammeRow]) -> list[ParticipantRow]:
        return [part for row in rows for part in row.participants]

    def part(row: ParticipantRow, renamed: Mapping[str, str]) -> Hashable:
        ids = (row.statements[0].programme.id, row.organisation.id)
        return tuple(renamed.get(key, key) for key in ids)

    return [
        *_changes(
            "programme",
            before,
            now,
            subject=lambda r, t: t.get(r.id, r.id),
            key=lambda r: None,
            edits=lambda old, new: _edits(old, new, ("kind",)),
            same=same,
        ),
        *_changes(
            "participation",
            parts(before),
            parts(now),
            subject=part,
            key=lambda r: r.role,
            edits=lambda old, new: _edits(old, new, ("role",)),
            same=same,
        ),
    ]


def _changes(
    relation: str,
    before: Sequence[R],
    now: Sequence[R],
    *,
    subject: Callable[[R, Mapping[str, str]], Hashable],
    key: Callable[[R], Hashable],
    edits: Callable[[R, R], list[Edit]],
    same: Mapping[str, str],
) -> list[Change]:
    """Pairs rows about one subject, those with the same `key` first, and tells what differs."""
    old: dict[Hashable, list[R]] = defaultdict(list)
    for row in before:
        old[subject(row, same)].append(row)
    new: dict[Hashable, list[R]] = defaultdict(list)
    for row in now:
        new[subject(row, {})].append(row)
    changes = []
    for of in {**new, **old}:  # in the order of the newer rows, what is gone last
        known: dict[Hashable, R] = {}
        for row in old.get(of, []):
            # Where two entities have become one, so have their rows: the second is not gone.
            known.setdefault(key(row), row)
        pairs, unpaired = [], []
        for row in new.get(of, []):
            match = known.pop(key(row), None)
            if match is None:
                unpaired.append(row)
            else:
                pairs.append((match, row))
        left = list(known.values())
        pairs += zip(left, unpaired, strict=False)
        for o, n in pairs:
            differing = edits(o, n)
            if differing:
                contradicted = any(e.field == "conflict" and e.now for e in differing)
                difference = "contradicted" if contradicted else "changed"
                changes.append(Change(difference, relation, o, n, tuple(differing)))
        changes += [Change("new", relation, None, n) for n in unpaired[len(left) :]]
        changes += [Change("gone", relation, o, None) for o in left[len(unpaired) :]]
    return changes


def _edits(old: Row, new: Row, fields: Sequence[str]) -> list[Edit]:
    values = [(field, getattr(old, field), getattr(new, field)) for field in fields]
    return [Edit(field, was, is_) for field, was, is_ in values if was != is_]


def _renamed(
    before: Mapping[tuple[str, str, str], str], now: Mapping[tuple[str, str, str], str]
) -> dict[str, str]:
    """For each cluster of the older state the one that holds most of its names now."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for member, cluster in before.items():
        if member in now:
            votes[cluster][now[member]] += 1
    return {
        cluster: min(counts, key=lambda c: (-counts[c], c != cluster, c))
        for cluster, counts in votes.items()
    }
