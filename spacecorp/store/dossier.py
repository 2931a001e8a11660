"""All that the database knows of one entity."""

import sqlite3
from bisect import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass

from ..relations.offices import office
from . import catalogue, decisions, doubts, queries
from .aggregation import OwnershipRow, PartnershipRow, ProgrammeRow
from .catalogue import DocumentRow, EntityRow
from .decisions import NameUse
from .doubts import Doubtful
from .holdings import Tree, holdings, owners
from .statements import Filters, Name

# Of one entity in one paragraph, so many places are held against those of the others.
MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Office:
    """A person named beside an organisation, with the office there that most documents give (None
    where none does), and the path and date of the newest document that says so."""

    person: Name
    organisation: Name
    office: str | None
    document: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of one entity.

    `above` and `below` are the trees of its current owners and holdings; `owners` and `holdings`
    the rows of all direct ones. `names` says which documents call it what, `doubts` of what it
    is not sure that it is, or is not, the same.
    """

    entity: EntityRow
    names: tuple[NameUse, ...]
    doubts: tuple[Doubtful, ...]
    owners: tuple[OwnershipRow, ...]
    holdings: tuple[OwnershipRow, ...]
    above: Tree
    below: Tree
    partnerships: tuple[PartnershipRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    people: tuple[Office, ...]
    documents: tuple[DocumentRow, ...]


def dossier(connection: sqlite3.Connection, cluster: str) -> Dossier:
    """All that is known of the entity with the cluster id `cluster`."""
    everything = Filters()
    names = frozenset([cluster])
    entity = catalogue.entities(connection, names=names)[0]
    root = Name(entity.id, entity.name, entity.type)
    every = queries.ownership(connection, everything)
    return Dossier(
        entity=entity,
        names=tuple(decisions.names_in(connection, cluster)),
        doubts=tuple(doubts.doubtful(connection, cluster)),
        owners=tuple(r for r in every if r.owned.id == cluster),
        holdings=tuple(r for r in every if r.owner.id == cluster),
        above=owners(every, root),
        below=holdings(every, root),
        partnerships=tuple(queries.partnerships(connection, everything, names)),
        programmes=tuple(queries.programmes(connection, everything, names)),
        people=_offices(connection, root),
        documents=tuple(catalogue.documents(connection, _documents_of(connection, cluster))),
    )


def _documents_of(connection: sqlite3.Connection, cluster: str) -> frozenset[int]:
    rows = connection.execute("SELECT document FROM entities WHERE cluster = ?", (cluster,))
    return frozenset(document for (document,) in rows)


def _offices(connection: sqlite3.Connection, root: Name) -> tuple[Office, ...]:
    """Who is named in the same paragraphs as the entity, those with an office first, by name.

    Of a person it is the organisations in which it has an office.
    """
    asked = "organisation" if root.type == "person" else "person"
    found: dict[Name, list[tuple[str, str, str | None]]] = defaultdict(list)
    for document in sorted(_documents_of(connection, root.id)):
        path, published, text = connection.execute(
            "SELECT min(s.path), d.date, d.text FROM documents d"
            " JOIN sources s ON s.document = d.id WHERE d.id = ?",
            (document,),
        ).fetchone()
        breaks = [at for at, character in enumerate(text) if character == "\n"]
        own: dict[int, list[tuple[int, int]]] = defaultdict(list)
        others: list[tuple[Name, int, int]] = []
        for key, name, kind, start, end in connection.execute(
            'SELECT c.id, c.name, c.type, m."start", m."end" FROM entities e'
            " JOIN mentions m ON m.entity = e.id JOIN clusters c ON c.id = e.cluster"
            ' WHERE e.document = ? AND (c.id = ? OR c.type = ?) ORDER BY m."start"',
            (document, root.id, asked),
        ):
            if key == root.id:
                own[bisect(breaks, start)].append((start, end))
            else:
                others.append((Name(key, name, kind), start, end))
        for name, start, end in others:
            for place in own.get(bisect(breaks, start), ())[:MOST_PLACES]:
                sides = (place, (start, end))
                person, organisation = sides if asked == "organisation" else sides[::-1]
                said = office(text, person, organisation)
                if said or asked == "person":
                    found[name].append((published or "", path, said))
    out = []
    for other, places in found.items():
        told = [place for place in places if place[2]] or places
        votes = Counter((text or "").casefold() for _, _, text in told)
        _, date, where, best = max(
            (votes[(text or "").casefold()], date, where, text or "") for date, where, text in told
        )
        who, there = (root, other) if asked == "organisation" else (other, root)
        out.append(Office(who, there, best or None, where, date or None))
    return tuple(
        sorted(
            out,
            key=lambda o: (
                o.office is None,
                o.person.name.casefold(),
                o.person.id,
                o.organisation.name.casefold(),
                o.organisation.id,
            ),
        )
    )
