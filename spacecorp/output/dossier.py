"""All about one entity, for people: what `show` prints."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from ..store.catalogue import Dossier
from .listings import DOCUMENTS, OWNERSHIP, PARTNERSHIPS, PROGRAMMES
from .tables import Layout, Line, draw, plain

R = TypeVar("R")


def dossier_lines(dossier: Dossier, *, width: int, why: bool = False) -> Iterator[Line]:
    """The lines of a dossier, tables at most `width` wide; with `why` the reasons of merges."""
    entity = dossier.entity
    yield (
        plain(entity.name, "bold underline")
        + plain(f"  {entity.type}  ", "cyan")
        + plain(entity.id, "dim")
    )
    if entity.aliases:
        yield plain("also called  ", "dim") + plain(" · ".join(entity.aliases))
    documents = "document" if entity.documents == 1 else "documents"
    yield plain(f"named {entity.mentions} times in {entity.documents} {documents}", "dim")
    if why:
        yield from _why(entity.reasons)
    yield from _section("Owners", OWNERSHIP, dossier.owners, width)
    yield from _section("Holdings", OWNERSHIP, dossier.holdings, width)
    yield from _section("Partners", PARTNERSHIPS, dossier.partnerships, width)
    yield from _section("Programmes", PROGRAMMES, dossier.programmes, width)
    if dossier.people:
        yield from _title("People named beside it")
        yield plain(" · ".join(person.name for person in dossier.people))
    yield from _section("Documents", DOCUMENTS, dossier.documents, width)


def _why(reasons: Sequence[str]) -> Iterator[Line]:
    yield from _title("Why these names are one")
    for reason in reasons:
        yield plain("· ", "dim") + plain(reason)
    if not reasons:
        yield plain("all documents write it the same way", "dim")


def _section(title: str, layout: Layout[R], rows: Sequence[R], width: int) -> Iterator[Line]:
    if rows:
        yield from _title(title)
        yield from draw(layout, rows, width=width)


def _title(title: str) -> Iterator[Line]:
    yield ()
    yield plain(title, "bold")
