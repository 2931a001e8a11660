"""What is new, changed, contradicted or gone: in a table, as data, and beside a listing's rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..store.aggregation import (
    OwnershipRow,
    ParticipantRow,
    PartnershipRow,
    ProgrammeRow,
    counted,
)
from ..store.comparing import Change, Edit, News
from . import claims
from .rows import Column, Listing, ParticipationRow
from .tables import Field, Layout, Line, plain, quotation
from .terms import share, words

R = TypeVar("R", bound=PartnershipRow | OwnershipRow | ProgrammeRow | ParticipationRow)

_STYLES = {"new": "green", "contradicted": "red", "changed": "yellow", "gone": "dim"}


def edited(edit: Edit) -> str:
    """One field of a fact as it was and is: status signed → active."""
    if edit.field == "conflict":
        return f"≠ {edit.now}" if edit.now else f"no longer ≠ {edit.before}"
    return f"{edit.field} {_said(edit.before) or '—'} → {_said(edit.now) or '—'}"


def table_with_news(layout: Layout[R], news: News) -> Layout[R]:
    """The table of a listing with the news of each row beneath it."""

    def notes(row: R) -> list[Line]:
        return [*layout.notes(row), *(plain(text, style) for text, style in _told(row, news))]

    return replace(layout, notes=notes)


def data_with_news(listing: Listing[R], news: News) -> Listing[R]:
    """The data of a listing with the news of each row."""
    return Listing(
        listing.noun,
        lambda row: {
            **listing.to_json(row),
            "news": [
                {"change": c.difference, "fact": claims.about(c.row), "edits": edits_json(c)}
                for c in _news(row, news)
            ],
        },
        (
            *listing.columns,
            Column("news", lambda row: "; ".join(text for text, _ in _told(row, news))),
        ),
    )


def _news(row: R, news: News) -> list[Change]:
    """The change of a row, if any, and those of its participants."""
    parts: Sequence[ParticipantRow | None] = ()
    match row:
        case ProgrammeRow():
            parts = row.participants
        case ParticipationRow():
            parts = (row.participant,)
    keys = (row.id, *(part.id for part in parts if part))
    return [news[key] for key in keys if key in news]


def _told(row: R, news: News) -> list[tuple[str, str]]:
    """The news of a row in a few words, each with its style; of a new programme just that."""
    told: list[tuple[str, str]] = []
    for difference, style in _STYLES.items():
        found = [c for c in _news(row, news) if c.difference == difference]
        own = [c for c in found if c.row.id == row.id]
        parts = [claims.part(c.row) for c in found if isinstance(c.row, ParticipantRow)]
        for change in own:
            # What contradicts a holding is said beneath it anyway.
            edits = ", ".join(edited(e) for e in change.edits if e.field != "conflict")
            told.append((f"{difference}: {edits}" if edits else difference, style))
        if parts and not (own and difference == "new"):
            told.append((f"{difference}: {'; '.join(parts)}", style))
    return told


def change_json(change: Change) -> dict[str, Any]:
    """The change with the fact as its listing prints it, before and now."""
    return {
        "change": change.difference,
        "relation": change.relation,
        "id": change.row.id,
        "fact": claims.about(change.row),
        "edits": edits_json(change),
        "before": change.before and claims.row_json(change.before),
        "now": change.now and claims.row_json(change.now),
    }


def edits_json(change: Change) -> list[dict[str, Any]]:
    """The fields that differ."""
    return [{"field": e.field, "before": e.before, "now": e.now} for e in change.edits]


def _said(value: object) -> str:
    if isinstance(value, float):
        return share(value)
    return words(str(value)) if value is not None else ""


def _notes(change: Change) -> list[Line]:
    lines = [plain(edited(e), "red" if e.field == "conflict" else "yellow") for e in change.edits]
    row = change.now
    if change.before is None and isinstance(row, OwnershipRow) and row.conflict:
        lines.append(plain(f"≠ {row.conflict}", "red"))
    return lines


def _quotation(change: Change) -> list[Line]:
    """The best sentence that was not there before, if any, else the best."""
    known = {s.support.fact for s in change.before.statements} if change.before else set()
    supports = [s.support for s in change.row.statements]
    support = next((s for s in supports if s.fact not in known), supports[0])
    date = f", {support.published}" if support.published else ""
    return quotation(support.evidence, f"{support.document}{date} · {change.row.id}")


CHANGES: Layout[Change] = Layout(
    (
        Field("Change", lambda c: [plain(c.difference, _STYLES[c.difference])], fixed=True),
        Field("Fact", lambda c: [plain(claims.about(c.row), "bold")]),
        Field("Terms", lambda c: [plain(claims.terms(c.row), "cyan")]),
    ),
    evidence=_quotation,
    notes=_notes,
)

DIFFERENCES: Listing[Change] = Listing(
    "changes",
    change_json,
    (
        Column("change", lambda c: c.difference),
        Column("relation", lambda c: c.relation),
        Column("id", lambda c: c.row.id, plain=True),
        Column("fact", lambda c: claims.about(c.row)),
        Column("terms", lambda c: claims.terms(c.row)),
        Column("edits", lambda c: "; ".join(map(edited, c.edits))),
        Column("conflict", lambda c: c.row.conflict if isinstance(c.row, OwnershipRow) else None),
        Column("documents", lambda c: counted(s.support for s in c.row.statements).documents),
        Column("evidence", lambda c: c.row.statements[0].support.evidence),
        Column("document", lambda c: c.row.statements[0].support.document),
    ),
)


def summary(changes: Sequence[Change]) -> str:
    """How many of each: 12 new, 3 changed."""
    counts = [
        (sum(change.difference == difference for change in changes), difference)
        for difference in _STYLES
    ]
    return ", ".join(f"{n} {difference}" for n, difference in counts if n) or "no differences"
