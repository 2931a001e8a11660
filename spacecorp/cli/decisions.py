"""`spacecorp merge`, `split` and `decisions`: what people decide about names."""

import datetime
import re
import sqlite3
from collections.abc import Sequence

import typer

from ..output.names import EntityType, Format
from ..output.terms import named
from ..resolution.records import Named
from ..sheet import BadRow, NotATable, Row, literal, rows
from ..store import clustering, decisions, queries
from ..store.database import opened
from ..store.decisions import Kept, NameUse
from ..store.lookup import fold
from ..store.writing import clean
from .guard import Refused, complain
from .listing import database, one_entity
from .printing import emit_data, emit_table
from .progress import progress
from .tables import read_text

NAMES_SHOWN = 20
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SAME = {"same": True, "yes": True, "y": True, "different": False, "no": False, "n": False}


def merge(path: str, names: Sequence[str], note: str | None) -> None:
    """Decide that all of `names` are one thing."""
    with database(path) as connection:
        clusters = [one_entity(connection, name, ()) for name in names]
        types = [decisions.type_of(connection, cluster) for cluster in clusters]
        if len(set(types)) > 1:
            said = ", ".join(f"{n} is of type {t}" for n, t in zip(names, types, strict=True))
            raise Refused(f"only what is of one type can be one thing: {said}")
        if len(set(clusters)) == 1:
            pairs = _as_written(decisions.names_in(connection, clusters[0]), names)
        else:
            chosen = [decisions.naming(connection, cluster) for cluster in dict.fromkeys(clusters)]
            pairs = [(chosen[0], other) for other in chosen[1:]]
        if not pairs:
            complain(f"{' and '.join(names)}: one thing already")
            return
        _decide(connection, [_new(types[0], one, other, note, same=True) for one, other in pairs])


def split(
    path: str, name: str, leaving: Sequence[str], documents: Sequence[str], note: str | None
) -> None:
    """Decide that some of the names of `name`, or its namesakes in `documents`, are another's."""
    with database(path) as connection:
        cluster = one_entity(connection, name, ())
        kind = decisions.type_of(connection, cluster)
        uses = decisions.names_in(connection, cluster)
        if documents:
            pairs = _by_document(connection, name, uses, documents)
        else:
            pairs = _by_name(name, uses, leaving)
        _decide(connection, [_new(kind, one, other, note, same=False) for one, other in pairs])


def listing(path: str, form: Format) -> None:
    """Print all decisions."""
    with opened(path) as connection:
        found = decisions.kept(connection)
    if form is Format.table:
        from ..output.decisions import DECISIONS_TABLE as layout

        emit_table("decisions", layout, found)
    else:
        from ..output.decisions import DECISIONS

        emit_data(DECISIONS, found, form)


def forget(path: str, ids: Sequence[str]) -> None:
    """Take back the decisions that `ids`, or their beginnings, mean."""
    with opened(path) as connection:
        found = decisions.kept(connection)
        gone = [_the_one(found, wanted) for wanted in ids]
        decisions.drop(connection, gone)
        for one in gone:
            complain(f"forgotten: {sentence(one)}")
        _resolve(connection)


def take_in(path: str, file: str) -> bool:
    """Keep the decisions of a table; whether every row of it could be used."""
    good: list[Kept] = []
    bad: list[BadRow] = []
    lines: dict[Kept, int] = {}
    for row in _table(file):
        read = row if isinstance(row, BadRow) else _read(row)
        if isinstance(read, BadRow):
            bad.append(read)
        elif read:
            good.append(read)
            lines[read] = row.line
    with opened(path, create=True) as connection:
        before = set(decisions.kept(connection))
        outcome = decisions.keep(connection, good)
        bad += [
            BadRow(lines[k], f"contradicts {'; '.join(map(sentence, chain))}")
            for k, chain in outcome.refused
        ]
        new = set(decisions.kept(connection)) - before
        for problem in sorted(bad, key=lambda b: b.line):
            complain(f"{file}, line {problem.line}: {problem.reason}")
        complain(
            f"decisions: {len(new)} new, {len(set(good) & before)} kept before, {len(bad)} refused"
        )
        _resolve(connection)
    return not bad


def _decide(connection: sqlite3.Connection, new: Sequence[Kept]) -> None:
    outcome = decisions.keep(connection, new, whole=True)
    for one, chain in outcome.refused:
        raise Refused(
            f"{sentence(one)}: contradicts what was decided before",
            *(f"  {sentence(other)} ({other.id}, {other.made})" for other in chain),
            "take one of these back first: spacecorp decisions --forget ID",
        )
    for old in outcome.replaced:
        complain(f"takes the place of: {sentence(old)} ({old.made})")
    for one in new:
        complain(f"decided: {sentence(one)} ({one.id})")
    _resolve(connection)


def _resolve(connection: sqlite3.Connection) -> None:
    """Bring the clusters up to what is decided, and say where a closer decision stands against."""
    with progress("resolving names"):
        clustering.refresh(connection)
    for one in decisions.unmet(connection):
        complain(f"not everywhere so, other decisions stand against it: {sentence(one)} ({one.id})")


def sentence(one: Kept) -> str:
    """What a decision says."""
    d = one.decision
    return f"{named(d.one)} is {'' if d.same else 'not '}{named(d.other)}"


def _new(kind: str, one: Named, other: Named, note: str | None, *, same: bool) -> Kept:
    about = decisions.decision(kind, one, other, same=same)
    return Kept(about, datetime.date.today().isoformat(), clean(note) if note else None)


def _as_written(uses: Sequence[NameUse], names: Sequence[str]) -> list[tuple[Named, Named]]:
    """The names as documents write them, where they are one thing already and are to stay so."""
    chosen = [use.name for name in names for use in uses if fold(use.name) == fold(name)]
    first, *others = dict.fromkeys(chosen) or [""]
    return [(Named(first), Named(other)) for other in others]


def _by_name(
    name: str, uses: Sequence[NameUse], leaving: Sequence[str]
) -> list[tuple[Named, Named]]:
    if not leaving and len(uses) == 2:
        leaving = [uses[1].name]
    if not leaving:
        said = "which of its names is another's?" if len(uses) > 1 else "all documents write it so."
        complain(f"{name}: {said} Say --name NAME or --document PATH")
        for use in uses[:NAMES_SHOWN]:
            also = f", also {', '.join(use.forms[:3])}" if use.forms else ""
            complain(f"  {use.name}{also}: {_documents(use)}")
        raise typer.Exit(2)
    written = [n for use in uses for n in (use.name, *use.forms)]
    chosen: list[str] = []
    for wanted in leaving:
        exact = [n for n in written if n == wanted]
        fits = exact or [n for n in written if fold(n) == fold(wanted)]
        if not fits:
            raise Refused(
                f"{wanted}: is no name of {name}; these are",
                *(f"  {n}" for n in list(dict.fromkeys(written))[:NAMES_SHOWN]),
            )
        chosen += fits
    pairs = decisions.apart_by_name(uses, chosen)
    if not pairs:
        raise Refused(f"{name}: no name would stay; say --document PATH where namesakes differ")
    return pairs


def _by_document(
    connection: sqlite3.Connection, name: str, uses: Sequence[NameUse], documents: Sequence[str]
) -> list[tuple[Named, Named]]:
    leaving: set[str] = set()
    for wanted in documents:
        paths = queries.paths_called(connection, wanted)
        here = {path for use in uses for path in use.documents} & paths
        if not here:
            raise Refused(f"{wanted}: no such document names {name}")
        leaving |= here
    pairs = decisions.apart_by_document(uses, leaving)
    if not pairs:
        raise Refused(f"{name}: every document that names it would leave; none would stay")
    return pairs


def _documents(use: NameUse) -> str:
    more = len(use.documents) - 1
    return use.documents[0] + (f" and {more} more" if more else "")


def _the_one(found: Sequence[Kept], wanted: str) -> Kept:
    fits = [k for k in found if k.id == wanted] or [k for k in found if k.id.startswith(wanted)]
    if len(fits) == 1 and wanted:
        return fits[0]
    if fits and wanted:
        raise Refused(f"{wanted}: begins the id of {len(fits)} decisions; say more of it")
    raise Refused(f"{wanted}: no such decision; spacecorp decisions lists them")


def _table(file: str) -> list[Row | BadRow]:
    """The rows of a table of decisions. Raises Refused where the file is none."""
    try:
        return rows(read_text(file), ("verdict", "one", "other"))
    except NotATable as reason:
        raise Refused(f"{file}: {reason}") from None


def _read(row: Row) -> Kept | BadRow | None:
    """The decision that a row holds; None where nobody has decided yet."""
    cells = {heading: clean(literal(cell.strip())) for heading, cell in row.cells.items()}
    verdict = cells["verdict"].casefold()
    if not verdict:
        return None
    kind = cells.get("type") or EntityType.organisation.value
    made = cells.get("made") or datetime.date.today().isoformat()
    if verdict not in _SAME:
        return BadRow(row.line, f"'{verdict}' is no verdict: same or different")
    if kind not in list(EntityType):
        return BadRow(row.line, f"'{kind}' is no type: {', '.join(EntityType)}")
    if not cells["one"] or not cells["other"]:
        return BadRow(row.line, "names only one thing")
    if not _DATE.fullmatch(made):
        return BadRow(row.line, f"'{made}' is not a date: 2024-05-17")
    one = Named(cells["one"], cells.get("one_document", ""))
    other = Named(cells["other"], cells.get("other_document", ""))
    if one == other:
        return BadRow(row.line, "both sides are the same name")
    about = decisions.decision(kind, one, other, same=_SAME[verdict])
    return Kept(about, made, cells.get("note") or None)
