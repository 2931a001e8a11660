"""All about one entity: what `show` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..knowledge.organisations import by_id
from ..model import ROLES
from ..store.aggregation import ParticipantRow, PartnershipRow, ProgrammeRow
from ..store.dossier import Dossier, Office
from ..store.doubts import Doubtful
from ..store.holdings import stakes
from ..store.statements import Name
from .holdings import stake_json, tree_json
from .known import SOURCES, organisation_json
from .listings import DOCUMENTS, OWNERSHIP, PARTNERSHIPS, PROGRAMMES, documents, status
from .rows import (
    Json,
    entity_json,
    ownership_json,
    partnership_json,
    programme_json,
)
from .tables import Field, Layout, Line, draw, plain, wrapped
from .terms import words
from .trees import summed_tree

R = TypeVar("R")
NAMES_SHOWN = 6  # of those who take part in a programme too
_NOT_CURRENT = ("planned", "former")


def dossier_lines(dossier: Dossier, *, width: int, why: bool = False) -> Iterator[Line]:
    """The lines of a dossier, tables at most `width` wide; with `why` the reasons of merges, and
    of those that were not made."""
    entity = dossier.entity
    yield (
        plain(entity.name, "bold underline")
        + plain(f"  {entity.type}  ", "cyan")
        + plain(entity.id, "dim")
    )
    for line in _summary(dossier):
        yield from wrapped(line, width)
    if why:
        yield from _why(dossier, width)
    if dossier.above.links:
        yield from _title("Owners")
        yield from summed_tree(dossier.above, width=width, down=False)
    if dossier.below.links:
        yield from _title("Holdings")
        yield from summed_tree(dossier.below, width=width, down=True)
    held = [r for r in (*dossier.owners, *dossier.holdings) if r.status in _NOT_CURRENT]
    yield from _section("Planned and former holdings", OWNERSHIP, held, width)
    yield from _partners(dossier, width)
    if entity.type == "programme":
        yield from _section("Programmes", PROGRAMMES, dossier.programmes, width)
    else:
        yield from _section("Programmes", ROLES_TABLE, _roles(dossier), width)
    title = "Offices" if entity.type == "person" else "People"
    offices = [person for person in dossier.people if person.office]
    yield from _section(title, _offices(entity.type), offices, width)
    others = [person.person.name for person in dossier.people if not person.office]
    if others:
        yield from _title("People named beside it")
        yield from wrapped(plain(" · ".join(others)), width)
    yield from _section("Documents", DOCUMENTS, dossier.documents, width)


def dossier_json(row: Dossier) -> Json:
    """A dossier as data; `owner_tree` and `holding_tree` hold the chains, the sums what they come
    to."""
    known = by_id().get(row.entity.known or "")
    return {
        **entity_json(row.entity),
        "organisation": organisation_json(known) if known else None,
        "names": [
            {"name": n.name, "forms": list(n.forms), "documents": list(n.documents)}
            for n in row.names
        ],
        "doubts": [_doubt_json(d) for d in row.doubts],
        "owners": [ownership_json(r) for r in row.owners],
        "holdings": [ownership_json(r) for r in row.holdings],
        "owner_tree": tree_json(row.above),
        "owner_sums": [stake_json(s) for s in stakes(row.above)],
        "holding_tree": tree_json(row.below),
        "holding_sums": [stake_json(s) for s in stakes(row.below)],
        "partnerships": [partnership_json(r) for r in row.partnerships],
        "programmes": [programme_json(r) for r in row.programmes],
        "people": [
            {
                "id": o.person.id,
                "name": o.person.name,
                "office": o.office,
                "organisation": o.organisation.name,
                "organisation_id": o.organisation.id,
                "document": o.document,
                "published": o.published,
            }
            for o in row.people
        ],
        "sources": [
            {"path": d.path, "title": d.title, "date": d.date, "publisher": d.publisher}
            for d in row.documents
        ],
    }


def _doubt_json(doubt: Doubtful) -> Json:
    return {
        "id": doubt.id,
        "one": doubt.one_entity.name,
        "one_id": doubt.one_entity.id,
        "other": doubt.other_entity.name,
        "other_id": doubt.other_entity.id,
        "now": "same" if doubt.same else "different",
        "score": doubt.score,
        "reason": doubt.reason,
        "against": doubt.against or None,
    }


def _summary(dossier: Dossier) -> Iterator[Line]:
    """What it is, what else it is called, where it is named."""
    entity = dossier.entity
    known = by_id().get(entity.known or "")
    if known:
        above = by_id().get(known.parent)
        years = f"{known.start or '?'}–{known.end}" if known.end else known.start
        since = f"since {years}" if years and not known.end else years
        part = f"part of {above.name}" if above else ""
        said = ", ".join(filter(None, (known.kind, known.country, since, part)))
        yield plain(said) + plain(f" ({SOURCES[known.source]}: {known.id})", "dim")
        if known.former:
            former = (f"{name} (until {year})" if year else name for name, year in known.former)
            yield plain("formerly     ", "dim") + plain(" · ".join(former))
    elif entity.type == "programme" and dossier.programmes:
        kinds = sorted({words(r.kind) for r in dossier.programmes if r.id == entity.id})
        yield plain(", ".join(kinds))
    if entity.aliases:
        yield plain("also called  ", "dim") + plain(" · ".join(entity.aliases))
    many = "document" if entity.documents == 1 else "documents"
    yield plain(f"named {entity.mentions} times in {entity.documents} {many}", "dim")


def _why(dossier: Dossier, width: int) -> Iterator[Line]:
    yield from _title("Why these names are one")
    for reason in dossier.entity.reasons:
        yield from _point(reason, width)
    if not dossier.entity.reasons:
        yield plain("all documents write it the same way", "dim")
    apart = [d for d in dossier.doubts if not d.same]
    if apart:
        yield from _title("Why others are not")
    for d in apart:
        other = d.other_entity if d.one_entity.id == dossier.entity.id else d.one_entity
        yield from _point(f"{other.name}: {d.reason}, but {d.against}", width)
    weak = [d for d in dossier.doubts if d.same]
    if weak:
        yield from _title("Not quite sure")
    for d in weak:
        yield from _point(f"{d.one.name} and {d.other.name}: {d.reason}", width)
    if dossier.doubts:
        said = f'decide with: spacecorp review "{dossier.entity.name}"'
        yield from wrapped(plain(said, "dim"), width)


def _point(text: str, width: int) -> Iterator[Line]:
    for at, piece in enumerate(wrapped(plain(text), width - 2)):
        yield plain("  " if at else "· ", "dim") + piece


@dataclass(frozen=True, slots=True)
class _Partner:
    """One partnership as one of its parties sees it."""

    row: PartnershipRow
    others: tuple[Name, ...]

    @property
    def year(self) -> str:
        """The year of the instrument, or else of the newest document that tells of it."""
        date = self.row.date or max(s.support.published or "" for s in self.row.statements)
        return date[:4]


def _partners(dossier: Dossier, width: int) -> Iterator[Line]:
    """Partners by instrument, the newest first; all parties where it is about a programme."""
    key = dossier.entity.id
    own = [r for r in dossier.partnerships if any(p.id == key for p in r.parties)]
    seen = [_Partner(r, tuple(p for p in r.parties if p.id != key)) for r in own]
    uses = {kind: sum(p.row.kind == kind for p in seen) for kind in {p.row.kind for p in seen}}
    seen.sort(key=lambda p: [o.name.casefold() for o in p.others])
    seen.sort(key=lambda p: p.year, reverse=True)
    seen.sort(key=lambda p: (-uses[p.row.kind], p.row.kind))
    yield from _section("Partners", PARTNERS, seen, width)
    about = [r for r in dossier.partnerships if r not in own]
    yield from _section("Agreements about it", PARTNERSHIPS, about, width)


PARTNERS: Layout[_Partner] = Layout(
    (
        Field("Instrument", lambda p: [plain(words(p.row.kind), "cyan")], grouped=True),
        Field("Year", lambda p: [plain(p.year)], fixed=True),
        Field("With", lambda p: [plain(" · ".join(o.name for o in p.others), "bold")]),
        Field("Status", lambda p: status(p.row.status), fixed=True),
        Field("For", lambda p: [plain(", ".join(g.name for g in p.row.programmes))]),
        Field(
            "Docs", lambda p: documents(s.support for s in p.row.statements), "right", fixed=True
        ),
    )
)


@dataclass(frozen=True, slots=True)
class _Role:
    """The part that an organisation has in a programme, and who else takes part."""

    programme: ProgrammeRow
    part: ParticipantRow
    others: tuple[str, ...]


def _roles(dossier: Dossier) -> list[_Role]:
    """The parts that an organisation has, leading roles first, with who else takes part."""
    key = dossier.entity.id
    found = [
        _Role(row, part, _others(row, key))
        for row in dossier.programmes
        for part in row.participants
        if part.organisation.id == key
    ]
    return sorted(
        found,
        key=lambda r: (
            ROLES.index(r.part.role) if r.part.role in ROLES else len(ROLES),
            r.programme.programme.name.casefold(),
            r.programme.id,
        ),
    )


def _others(row: ProgrammeRow, key: str) -> tuple[str, ...]:
    names = [p.organisation.name for p in row.participants if p.organisation.id != key]
    return tuple(dict.fromkeys(names))


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


ROLES_TABLE: Layout[_Role] = Layout(
    (
        Field("Role", lambda r: [plain(r.part.role, "cyan")], fixed=True, grouped=True),
        Field("Programme", lambda r: [plain(r.programme.programme.name, "bold")]),
        Field("Kind", lambda r: [plain(words(r.programme.kind))]),
        Field("With", lambda r: [plain(_some(r.others))]),
        Field(
            "Docs",
            lambda r: documents(s.support for s in r.programme.statements),
            "right",
            fixed=True,
        ),
    )
)


def _offices(asked: str) -> Layout[Office]:
    """People with their offices, or the organisations of one person."""
    name = "Organisation" if asked == "person" else "Name"
    return Layout(
        (
            Field(name, lambda o: [plain(
                (o.organisation if asked == "person" else o.person).name, "bold")]),
            Field("Office", lambda o: [plain(o.office)]),
            Field("Said by", lambda o: [plain(o.document, "dim")]),
            Field("Date", lambda o: [plain(o.published)], fixed=True),
        )
    )  # fmt: skip


def _section(title: str, layout: Layout[R], rows: Sequence[R], width: int) -> Iterator[Line]:
    if rows:
        yield from _title(title)
        yield from draw(layout, rows, width=width)


def _title(title: str) -> Iterator[Line]:
    yield ()
    yield plain(title, "bold")
