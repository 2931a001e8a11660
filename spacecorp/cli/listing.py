"""The listing commands: partners, ownership, programmes, entities, documents."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import typer

from ..output.names import Format
from ..store import clustering, comparing, queries
from ..store.aggregation import OwnershipRow, PartnershipRow, ProgrammeRow
from ..store.comparing import Change, News
from ..store.database import opened
from ..store.statements import Filters
from .guard import Refused, complain
from .options import Asked
from .printing import emit_data, emit_lines, emit_table

if TYPE_CHECKING:
    from ..output.rows import Listing, ParticipationRow
    from ..output.tables import Layout
    from ..store.catalogue import DocumentRow

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
R = TypeVar("R", bound=PartnershipRow | OwnershipRow | ProgrammeRow)
L = TypeVar("L", bound="PartnershipRow | OwnershipRow | ProgrammeRow | ParticipationRow")

PLAYERS = ("organisation", "country", "person", "programme")


def partners(
    asked: Asked,
    new_since: str | None,
    kinds: frozenset[str],
    statuses: frozenset[str],
    form: Format,
    evidence: bool | None,
) -> None:
    """Print who works with whom."""
    found, news, _ = _facts(
        asked, new_since, PLAYERS, queries.partnerships, comparing.partnership_changes
    )
    kept = [r for r in found if _fits(r, kinds, statuses)]
    if form is Format.table:
        from ..output.listings import PARTNERSHIPS as layout

        emit_table("partnerships", _table(layout, news), kept, evidence)
    else:
        from ..output.rows import PARTNERSHIPS as listing

        emit_data(_data(listing, news), kept, form)


def ownership(
    asked: Asked,
    new_since: str | None,
    kinds: frozenset[str],
    statuses: frozenset[str],
    form: Format,
    evidence: bool | None,
) -> None:
    """Print who owns whom."""
    found, news, _ = _facts(
        asked, new_since, PLAYERS, queries.ownership, comparing.ownership_changes
    )
    kept = [r for r in found if _fits(r, kinds, statuses)]
    if form is Format.table:
        from ..output.listings import OWNERSHIP as layout

        emit_table("holdings", _table(layout, news), kept, evidence)
    else:
        from ..output.rows import OWNERSHIP as listing

        emit_data(_data(listing, news), kept, form)


def programmes(
    asked: Asked,
    new_since: str | None,
    kinds: frozenset[str],
    roles: frozenset[str],
    form: Format,
    evidence: bool | None,
) -> None:
    """Print what is built and flown, and by whom."""
    types = ("programme", "organisation", "country", "person")
    found, news, names = _facts(
        asked, new_since, types, queries.programmes, comparing.programme_changes
    )

    def has_role(row: ProgrammeRow) -> bool:
        return any(
            p.role in roles
            # With the name of an organisation the role is asked of it, not of the others.
            and (names is None or row.id in names or p.organisation.id in names)
            for p in row.participants
        )

    kept = [r for r in found if (not kinds or r.kind in kinds) and (not roles or has_role(r))]
    if form is Format.table:
        from ..output.listings import PROGRAMMES as layout

        emit_table("programmes", _table(layout, news), kept, evidence)
    else:
        from ..output import rows

        if form in (Format.json, Format.jsonl):
            emit_data(_data(rows.PROGRAMMES, news), kept, form)
        else:
            emit_data(_data(rows.PARTICIPATIONS, news), rows.participation_rows(kept), form)


def entities(asked: Asked, kinds: frozenset[str], form: Format, *, known: bool = False) -> None:
    """Print what documents name; with `known` what a table of organisations knows of that."""
    from ..store import catalogue

    with database(asked.database) as connection:
        names = _names(connection, asked.name, ())
        found = catalogue.entities(connection, _documents(connection, asked.document), names)
        if known:
            use_own_table(connection)
    kept = [r for r in found if not kinds or r.type in kinds]
    if known:
        from ..output.known import KNOWN, KNOWN_TABLE, known_rows

        if form is Format.table:
            emit_table("known entities", KNOWN_TABLE, known_rows(kept))
        else:
            emit_data(KNOWN, known_rows(kept), form)
    elif form is Format.table:
        from ..output.listings import ENTITIES as layout

        emit_table("entities", layout, kept)
    else:
        from ..output.rows import ENTITIES as listing

        emit_data(listing, kept, form)


def documents(
    path: str, name: str | None, since: str | None, until: str | None, form: Format
) -> None:
    """Print what has been read."""
    kept = _documents_between(path, name, since, until)
    if form is Format.table:
        from ..output.listings import DOCUMENTS as layout

        emit_table("documents", layout, kept)
    else:
        from ..output.rows import DOCUMENTS as listing

        emit_data(listing, kept, form)


def repairs(
    path: str, name: str | None, since: str | None, until: str | None, form: Format
) -> None:
    """Print what cleaning changed."""
    from ..store.catalogue import RepairRow

    kept = _documents_between(path, name, since, until)
    found = [RepairRow(document, edit) for document in kept for edit in document.edits]
    if form is not Format.table:
        from ..output.rows import REPAIRS as listing

        emit_data(listing, found, form)
    elif found:
        from ..output.listings import repairs_by_document
        from ..output.tables import table_width

        emit_lines(repairs_by_document(found, width=table_width()))
    else:
        complain("no repairs found")


def duplicates(
    path: str, name: str | None, since: str | None, until: str | None, form: Format
) -> None:
    """Print what was read more than once."""
    from ..store import catalogue

    wanted = {r.path for r in _documents_between(path, name, since, until)}
    with database(path) as connection:
        found = catalogue.stories(catalogue.documents(connection))
    kept = [r for r in found if any(d.path in wanted for d in r.documents)]
    if form in (Format.json, Format.jsonl):
        from ..output.rows import STORIES

        emit_data(STORIES, kept, form)
    elif form is not Format.table:
        from ..output.rows import COPIES, copy_rows

        emit_data(COPIES, copy_rows(kept), form)
    elif kept:
        from ..output.listings import copies_by_story
        from ..output.tables import table_width

        emit_lines(copies_by_story(kept, width=table_width()))
    else:
        complain("no duplicates found")


def _documents_between(
    path: str, name: str | None, since: str | None, until: str | None
) -> "list[DocumentRow]":
    from ..store import catalogue

    between = Filters(dated(since, "--since"), dated(until, "--until"))
    with database(path) as connection:
        found = catalogue.documents(connection, _documents(connection, name))
    return [r for r in found if between.dated(r.date)]


@contextmanager
def database(path: str) -> Iterator[sqlite3.Connection]:
    """The database for asking, its names resolved even where an ingest was killed before it."""
    with opened(path) as connection:
        if clustering.is_stale(connection):
            clustering.refresh(connection)
        yield connection


def use_own_table(connection: sqlite3.Connection) -> None:
    """Let the organisations that the database remembers stand beside the bundled ones."""
    from ..knowledge import organisations
    from ..store.own import own_table

    organisations.use(own_table(connection))


def one_entity(connection: sqlite3.Connection, name: str, types: tuple[str, ...]) -> str:
    """The cluster id that `name` means. Raises Refused with the choices where it is unclear."""
    from ..store.lookup import CHOICES_SHOWN, NotOne, lookup

    try:
        return lookup(name, queries.candidates(connection), types).id
    except NotOne as unclear:
        shown = [f"  {c.name} ({c.type}, {c.id})" for c in unclear.choices[:CHOICES_SHOWN]]
        more = len(unclear.choices) - len(shown)
        if more > 0:
            shown.append(f"  and {more} more")
        if unclear.ambiguous:
            raise Refused(f"{name}: may be any of these; say which", *shown) from None
        if shown:
            raise Refused(f"{name}: not found; did you mean", *shown) from None
        raise Refused(f"{name}: not found") from None


def _facts(
    asked: Asked,
    new_since: str | None,
    types: tuple[str, ...],
    query: Callable[[sqlite3.Connection, Filters, frozenset[str] | None], list[R]],
    changes: Callable[[Sequence[R], Sequence[R], Mapping[str, str]], list[Change]],
) -> tuple[list[R], News | None, frozenset[str] | None]:
    """The rows that are asked for, what is new of them if that is, and the clusters named."""
    with database(asked.database) as connection:
        names = _names(connection, asked.name, types)
        wanted = filters(connection, asked)
        found = query(connection, wanted, names)
        if new_since is None:
            return found, None, names
        known = replace(wanted, known_before=dated(new_since, "--new-since"))
        before = query(connection, known, names)
    news = {c.now.id: c for c in changes(before, found, {}) if c.now}
    return [r for r in found if not news.keys().isdisjoint(_ids(r))], news, names


def _ids(row: R) -> list[str]:
    parts = row.participants if isinstance(row, ProgrammeRow) else ()
    return [row.id, *(part.id for part in parts)]


def _fits(
    row: PartnershipRow | OwnershipRow, kinds: frozenset[str], status: frozenset[str]
) -> bool:
    return (not kinds or row.kind in kinds) and (not status or row.status in status)


def _table(layout: "Layout[L]", news: News | None) -> "Layout[L]":
    if news is None:
        return layout
    from ..output.changes import table_with_news

    return table_with_news(layout, news)


def _data(listing: "Listing[L]", news: News | None) -> "Listing[L]":
    if news is None:
        return listing
    from ..output.changes import data_with_news

    return data_with_news(listing, news)


def _names(
    connection: sqlite3.Connection, name: str | None, types: tuple[str, ...]
) -> frozenset[str] | None:
    return None if name is None else frozenset([one_entity(connection, name, types)])


def filters(connection: sqlite3.Connection, asked: Asked) -> Filters:
    """What the options say is wanted. Raises Refused where a document is not there."""
    return Filters(
        since=dated(asked.since, "--since"),
        until=dated(asked.until, "--until"),
        min_confidence=asked.min_confidence,
        documents=_documents(connection, asked.document),
    )


def _documents(connection: sqlite3.Connection, wanted: str | None) -> frozenset[int] | None:
    if wanted is None:
        return None
    found = queries.documents_called(connection, wanted)
    if not found:
        raise Refused(f"{wanted}: no such document; spacecorp documents lists them")
    return found


def dated(date: str | None, option: str) -> str | None:
    """The date that an option gives. Raises BadParameter where it is none."""
    if date is None or _DATE.fullmatch(date):
        return date
    raise typer.BadParameter(
        f"'{date}' is not a date: 2024, 2024-05 or 2024-05-17", param_hint=option
    )
