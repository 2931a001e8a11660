"""Decisions as a table for people, and as data that can be taken in again exactly."""

from ..resolution.records import Named
from ..sheet import verbatim
from ..store.decisions import Kept
from .rows import Column, Json, Listing
from .tables import Field, Layout, Line, plain

_VERB = {True: ("is", "green"), False: ("is not", "red")}


def decision_json(row: Kept) -> Json:
    d = row.decision
    return {
        "id": row.id,
        "verdict": _verdict(row),
        "type": d.type,
        "one": d.one.name,
        "one_document": d.one.document or None,
        "other": d.other.name,
        "other_document": d.other.document or None,
        "made": row.made,
        "note": row.note,
    }


DECISIONS: Listing[Kept] = Listing(
    "decisions",
    decision_json,
    (
        Column("id", lambda r: r.id),
        Column("verdict", lambda r: _verdict(r)),
        Column("type", lambda r: r.decision.type),
        Column("one", lambda r: verbatim(r.decision.one.name)),
        Column("one_document", lambda r: verbatim(r.decision.one.document)),
        Column("other", lambda r: verbatim(r.decision.other.name)),
        Column("other_document", lambda r: verbatim(r.decision.other.document)),
        Column("made", lambda r: r.made),
        Column("note", lambda r: verbatim(r.note or "")),
    ),
)

DECISIONS_TABLE: Layout[Kept] = Layout(
    (
        Field("Name", lambda r: _named(r.decision.one)),
        Field("", lambda r: [plain(*_VERB[r.decision.same])]),
        Field("Name", lambda r: _named(r.decision.other)),
        Field("Type", lambda r: [plain(r.decision.type, "cyan")], fixed=True, from_width=100),
        Field("Made", lambda r: [plain(r.made)], fixed=True),
        Field("Id", lambda r: [plain(r.id, "dim")], fixed=True),
    ),
    notes=lambda r: [plain(r.note, "dim")] if r.note else [],
)


def _verdict(row: Kept) -> str:
    return "same" if row.decision.same else "different"


def _named(what: Named) -> list[Line]:
    place = [plain(f"in {what.document}", "dim")] if what.document else []
    return [plain(what.name, "bold"), *place]
