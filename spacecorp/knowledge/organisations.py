"""The table of space organisations: the bundled one, loaded once, and what a user's own adds.

Source: General Catalog of Artificial Space Objects (GCAT), table of organisations, Jonathan
McDowell, licence CC-BY 4.0, completed by hand; see `organisations.tsv` and README.md beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

T = TypeVar("T")
KINDS = ("academic", "agency", "company", "intergovernmental", "military")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of the table.

    `id` is stable (GCAT's code where it has one), `name` the usual English name, `aliases` its
    other current names and acronyms, `native` the name in its own script where that is not
    Latin, `kind` one of KINDS; `country` an English state name or "international"; `parent` the
    id of the organisation above it; `start`, `end` years; `former` earlier names, each with the
    last year of its use; `source` "hand" for the most-named ones, written by hand, "own" for what
    a user's table says, else "gcat"; `activities` GCAT's letters of what it does ("O" operates,
    "LA" launches, …); `labels` what else the catalogue calls it and its sites ("Boeing/HSV",
    "EADS Bremen"), no name that a text would use by itself. Unknown cells are empty.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    native: str
    kind: str
    country: str
    parent: str
    start: str
    end: str
    former: tuple[tuple[str, str], ...]
    source: str
    activities: tuple[str, ...]
    labels: tuple[str, ...] = ()

    def names(self) -> Iterator[str]:
        """All its names: the usual one, aliases, former names, the native one."""
        yield self.name
        yield from self.aliases
        for name, _ in self.former:
            yield name
        if self.native:
            yield self.native


def parse(text: str) -> tuple[Organisation, ...]:
    """The organisations in a table of this format (tab-separated, `#` comments, one head line).

    Raises ValueError with the line number where a line has the wrong number of cells.
    """
    table = []
    head = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#":
            continue
        if head:
            head = False
            continue
        cells = line.split("\t")
        if len(cells) != 13:
            raise ValueError(f"line {number}: {len(cells)} cells instead of 13")
        key, name, aliases, native, kind, country, parent, start, end, *rest = cells
        former, source, does, labels = rest
        table.append(
            Organisation(
                key,
                name,
                tuple(aliases.split("|")) if aliases else (),
                native,
                kind,
                country,
                parent,
                start,
                end,
                tuple(former_name(f) for f in former.split("|")) if former else (),
                source,
                tuple(does.split("/")) if does else (),
                tuple(labels.split("|")) if labels else (),
            )
        )
    return tuple(table)


def former_name(cell: str) -> tuple[str, str]:
    """The name and the last year of its use in "WSMC=1997"; no year stands in "WSMC="."""
    name, _, year = cell.rpartition("=")
    return name, year


@lru_cache(maxsize=1)
def bundled() -> tuple[Organisation, ...]:
    """The bundled table, in order of id."""
    return parse((files(__package__) / "organisations.tsv").read_text(encoding="utf-8"))


_derived: list[Callable[[], None]] = []
_own: tuple[Organisation, ...] = ()


def derived(make: Callable[[], T]) -> Callable[[], T]:
    """What is made once from the table, and anew after another one is in use."""
    kept = lru_cache(maxsize=1)(make)
    _derived.append(kept.cache_clear)
    return kept


def use(table: Sequence[Organisation]) -> None:
    """Let a user's own organisations stand beside the bundled ones, and above those with their
    ids, for the rest of this process or until the next call. Call it before anything is read.
    """
    global _own
    if tuple(table) == _own:
        return
    _own = tuple(table)
    for forget in _derived:
        forget()


def own() -> tuple[Organisation, ...]:
    """The user's own organisations that are in use, as they were given."""
    return _own


@derived
def organisations() -> tuple[Organisation, ...]:
    """The table in use: the bundled organisations and the user's own, in order of id."""
    if not _own:
        return bundled()
    table = {o.id: o for o in bundled()}
    for mine in _own:
        before = table.get(mine.id)
        table[mine.id] = _over(before, mine) if before else mine
    for mine in _own:  # a parent may be gone that was bundled when the table was read
        if table[mine.id].parent not in table:
            table[mine.id] = replace(table[mine.id], parent="")
    return tuple(table[key] for key in sorted(table))


def _over(before: Organisation, mine: Organisation) -> Organisation:
    """A bundled organisation as a user's row changes it: blank cells change nothing, names are
    only ever added."""
    name = mine.name or before.name
    names = dict.fromkeys((*mine.aliases, before.name, *before.aliases))
    return Organisation(
        id=before.id,
        name=name,
        aliases=tuple(n for n in names if n != name),
        native=mine.native or before.native,
        kind=mine.kind or before.kind,
        country=mine.country or before.country,
        parent=mine.parent or before.parent,
        start=mine.start or before.start,
        end=mine.end or before.end,
        former=tuple(dict.fromkeys((*mine.former, *before.former))),
        source="own",
        activities=before.activities,
        labels=before.labels,
    )


@derived
def by_id() -> dict[str, Organisation]:
    """The table in use by id."""
    return {o.id: o for o in organisations()}
