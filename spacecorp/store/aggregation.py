"""Joins what many documents state into one row a fact. Pure: statements in, rows out.

Nothing is averaged or overwritten: a row keeps every statement behind it, and where
statements cannot all be true the rows say so.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from ..model import ROLES
from .identity import stable_id
from .statements import (
    Name,
    StatedOwnership,
    StatedParticipation,
    StatedPartnership,
    StatedProgramme,
    Support,
)

# From the least to the most that can be said of an instrument or a holding: where the newest
# documents differ, the later stage is what has been reached.
_STAGES = ("proposed", "planned", "signed", "active", "current", "completed", "ended", "former")

_HOLDING_ORDER = {"current": 0, "planned": 1, "former": 2}

# Shares at which control changes hands. "49.9 %" is not a finer way to say "50 %".
_THRESHOLDS = (50.0, 100.0)

_SHARES_NAMED = 8  # of those that sources differ on


class _Stated(Protocol):
    @property
    def support(self) -> Support: ...


_S = TypeVar("_S", bound=_Stated)
_V = TypeVar("_V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """One arrangement between parties, with the statements behind it, best first."""

    id: str
    parties: tuple[Name, ...]
    kind: str
    status: str
    date: str | None
    programmes: tuple[Name, ...]
    confidence: float
    statements: tuple[StatedPartnership, ...]


@dataclass(frozen=True, slots=True)
class OwnershipRow:
    """One holding. `conflict` says in words what contradicts it, None where nothing does."""

    id: str
    owner: Name
    owned: Name
    share: float | None
    kind: str
    status: str
    date: str | None
    confidence: float
    conflict: str | None
    statements: tuple[StatedOwnership, ...]


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """The part that one organisation has in a programme."""

    id: str
    organisation: Name
    role: str
    confidence: float
    statements: tuple[StatedParticipation, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One programme with everyone who takes part in it, leading roles first."""

    id: str
    programme: Name
    kind: str
    confidence: float
    participants: tuple[ParticipantRow, ...]
    statements: tuple[StatedProgramme, ...]


Row = PartnershipRow | OwnershipRow | ProgrammeRow | ParticipantRow


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents say something, in how many sentences; copies of one story are one
    among `independent` documents."""

    documents: int
    independent: int
    sentences: int


def counted(supports: Iterable[Support]) -> Counts:
    """The numbers of documents, of independent ones and of sentences among `supports`."""
    supports = list(supports)
    return Counts(
        documents=len({s.document for s in supports}),
        independent=len({_source(s) for s in supports}),
        sentences=len({(s.document, s.start, s.end) for s in supports}),
    )


def _source(support: Support) -> str:
    """What counts as one witness: the story, however many documents print it."""
    return support.story or support.document


def partnership_rows(statements: Iterable[StatedPartnership]) -> list[PartnershipRow]:
    """One row for each set of parties and kind of instrument, sorted by the parties' names."""
    groups: dict[tuple[frozenset[str], str], list[StatedPartnership]] = defaultdict(list)
    for statement in statements:
        parties = frozenset(party.id for party in statement.parties)
        if len(parties) > 1:  # resolution may have found that both parties are one
            groups[parties, statement.kind].append(statement)
    rows = []
    for (_, kind), group in groups.items():
        ordered = _best_first(group)
        parties_shown = tuple(sorted(set(ordered[0].parties), key=_name_order))
        status = _newest_status(ordered, lambda s: s.status, lambda s: s.date)
        rows.append(
            PartnershipRow(
                id=stable_id("p", [party.id for party in parties_shown], kind),
                parties=parties_shown,
                kind=kind,
                status=status,
                date=_newest_date(s.date for s in ordered if s.status == status),
                programmes=tuple(
                    sorted({s.programme for s in ordered if s.programme}, key=_name_order)
                ),
                confidence=ordered[0].support.confidence,
                statements=tuple(ordered),
            )
        )
    return sorted(rows, key=lambda r: ([_name_order(p) for p in r.parties], r.kind))


def ownership_rows(statements: Iterable[StatedOwnership]) -> list[OwnershipRow]:
    """One row for each owner, owned and share, sorted by the owned; conflicts marked.

    Statements without a share join the row of the only share that is given.
    """
    pairs: dict[tuple[str, str], list[StatedOwnership]] = defaultdict(list)
    for statement in statements:
        if statement.owner.id != statement.owned.id:
            pairs[statement.owner.id, statement.owned.id].append(statement)
    rows: list[OwnershipRow] = []
    for pair in pairs.values():
        rows += _of_one_pair(pair)
    rows = _mark_sums(rows)
    return sorted(
        rows,
        key=lambda r: (
            _name_order(r.owned),
            _HOLDING_ORDER.get(r.status, len(_HOLDING_ORDER)),
            -(r.share or 0),
            _name_order(r.owner),
            r.id,
        ),
    )


def programme_rows(
    statements: Iterable[StatedProgramme], participations: Iterable[StatedParticipation]
) -> list[ProgrammeRow]:
    """One row for each programme, sorted by name, with its participants by role."""
    told: dict[str, list[StatedProgramme]] = defaultdict(list)
    for statement in statements:
        told[statement.programme.id].append(statement)
    parts: dict[str, dict[tuple[str, str], list[StatedParticipation]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for part in participations:
        parts[part.programme.id][part.organisation.id, part.role].append(part)
    rows = []
    for key, group in told.items():
        ordered = _best_first(group)
        rows.append(
            ProgrammeRow(
                id=key,
                programme=ordered[0].programme,
                kind=_most_told(ordered, lambda s: s.kind),
                confidence=ordered[0].support.confidence,
                participants=_participants(key, parts[key]),
                statements=tuple(ordered),
            )
        )
    return sorted(rows, key=lambda r: _name_order(r.programme))


def _of_one_pair(pair: Sequence[StatedOwnership]) -> list[OwnershipRow]:
    unstated = [s for s in pair if s.share is None]
    groups = _by_share([s for s in pair if s.share is not None])
    if len(groups) == 1:
        groups[0] += unstated
    elif unstated:
        groups.append(unstated)
    rows = [_ownership_row(group) for group in groups]
    standing = sorted({r.share for r in rows if r.share is not None and r.status == "current"})
    if len(standing) < 2:
        return rows
    said = [f"{share:g} %" for share in standing[:_SHARES_NAMED]]
    if len(standing) > _SHARES_NAMED:
        said.append(f"{len(standing) - _SHARES_NAMED} more")
    conflict = f"sources differ: {', '.join(said)}"
    return [
        replace(r, conflict=conflict) if r.share is not None and r.status == "current" else r
        for r in rows
    ]


def _by_share(stated: Sequence[StatedOwnership]) -> list[list[StatedOwnership]]:
    """Statements whose shares agree, together.

    A share agrees with a finer one that it may be, rounded: 67 with 66.7, but not 50 with 49.9.
    """
    by_share: dict[float, list[StatedOwnership]] = defaultdict(list)
    for statement in stated:
        if statement.share is not None:
            by_share[statement.share].append(statement)
    groups: list[list[StatedOwnership]] = []
    # For a number of decimals and a share so rounded, the first group that may be meant by it.
    rounded: dict[tuple[int, float], list[StatedOwnership]] = {}
    for share in sorted(by_share, key=lambda s: (-_decimals(s), s)):
        decimals = _decimals(share)
        home = None if share in _THRESHOLDS else rounded.get((decimals, share))
        if home is not None:
            home += by_share[share]
            continue
        group = list(by_share[share])
        groups.append(group)
        for coarser in range(decimals):
            rounded.setdefault((coarser, round(share, coarser)), group)
    return groups


def _ownership_row(group: Sequence[StatedOwnership]) -> OwnershipRow:
    ordered = _best_first(group)
    owner, owned = ordered[0].owner, ordered[0].owned
    shares = [s for s in ordered if s.share is not None]
    share = _most_told(shares, lambda s: s.share) if shares else None
    status = _newest_status(ordered, lambda s: s.status, lambda s: s.date)
    return OwnershipRow(
        id=stable_id("o", owner.id, owned.id, share),
        owner=owner,
        owned=owned,
        share=share,
        kind=_most_told(ordered, lambda s: s.kind),
        status=status,
        date=_newest_date(s.date for s in ordered if s.status == status),
        confidence=ordered[0].support.confidence,
        conflict=None,
        statements=tuple(ordered),
    )


def _mark_sums(rows: Sequence[OwnershipRow]) -> list[OwnershipRow]:
    """Marks the holdings in a firm whose current shares add up to more than all of it."""
    least: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        if row.status == "current" and row.share is not None:
            owners = least[row.owned.id]
            owners[row.owner.id] = min(row.share, owners.get(row.owner.id, row.share))
    sums = {owned: sum(owners.values()) for owned, owners in least.items()}
    return [
        replace(row, conflict=f"shares add up to {sums[row.owned.id]:g} %")
        if row.status == "current"
        and row.share is not None
        and row.conflict is None
        # Rounding each of a few shares up may well give 101.
        and sums[row.owned.id] > 100 + 0.5 * len(least[row.owned.id])
        else row
        for row in rows
    ]


def _participants(
    programme: str, parts: dict[tuple[str, str], list[StatedParticipation]]
) -> tuple[ParticipantRow, ...]:
    rows = []
    for (organisation, role), group in parts.items():
        ordered = _best_first(group)
        rows.append(
            ParticipantRow(
                id=stable_id("t", programme, organisation, role),
                organisation=ordered[0].organisation,
                role=role,
                confidence=ordered[0].support.confidence,
                statements=tuple(ordered),
            )
        )
    return tuple(sorted(rows, key=lambda r: (_role_order(r.role), _name_order(r.organisation))))


def _role_order(role: str) -> tuple[int, str]:
    return (ROLES.index(role) if role in ROLES else len(ROLES), role)


def _name_order(name: Name) -> tuple[str, str, str]:
    return (name.name.casefold(), name.name, name.id)


def _decimals(share: float) -> int:
    """How many decimals a share is given with: 67 has none, 66.67 two."""
    return len(f"{share:.4f}".rstrip("0").partition(".")[2])


def _best_first(statements: Iterable[_S]) -> list[_S]:
    """The surest first, then the newest; a total order, whatever order they came in."""
    by_place = sorted(
        statements,
        key=lambda s: (s.support.document, s.support.start, s.support.end, s.support.fact),
    )
    by_date = sorted(by_place, key=lambda s: s.support.published or "", reverse=True)
    return sorted(by_date, key=lambda s: -s.support.confidence)


def _most_told(ordered: Sequence[_S], value: Callable[[_S], _V]) -> _V:
    """The value that most independent documents give; among equals that of the best statement."""
    told = Counter(value for value, _ in {(value(s), _source(s.support)) for s in ordered})
    return max((value(s) for s in ordered), key=lambda v: told[v])


def _newest_status(
    ordered: Sequence[_S], status: Callable[[_S], str], date: Callable[[_S], str | None]
) -> str:
    """The status that the newest document gives; of one day, the later stage."""

    def newness(statement: _S) -> tuple[str, int]:
        said = status(statement)
        stage = _STAGES.index(said) if said in _STAGES else -1
        return statement.support.published or date(statement) or "", stage

    return status(max(ordered, key=newness))


def _newest_date(dates: Iterable[str | None]) -> str | None:
    # Of "2025-09" and "2025-09-01" the greater is also the more exact.
    return max((date for date in dates if date), default=None)
