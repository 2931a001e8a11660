"""The bundled table of space organisations, typed and loaded once.

Source: General Catalog of Artificial Space Objects (GCAT), table of organisations, Jonathan
McDowell, licence CC-BY 4.0, completed by hand; see `organisations.tsv` and README.md beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of the table.

    `id` is stable (GCAT's code where it has one), `name` the usual English name, `aliases` its
    other current names and acronyms, `native` the name in its own script where that is not
    Latin, `kind` one of academic, agency, company, intergovernmental, military; `country` an
    English state name or "international"; `parent` the id of the organisation above it;
    `start`, `end` years; `former` earlier names, each with the last year of its use; `source`
    "hand" for the most-named ones, written by hand, else "gcat". Unknown cells are empty.
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
        if len(cells) != 12:
            raise ValueError(f"line {number}: {len(cells)} cells instead of 12")
        key, name, aliases, native, kind, country, parent, start, end, former, source, does = cells
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
                tuple(_former(f) for f in former.split("|")) if former else (),
                source,
                tuple(does.split("/")) if does else (),
            )
        )
    return tuple(table)


def _former(cell: str) -> tuple[str, str]:
    name, _, year = cell.rpartition("=")
    return name, year


@lru_cache(maxsize=1)
def organisations() -> tuple[Organisation, ...]:
    """The bundled table, in order of id."""
    return parse((files(__package__) / "organisations.tsv").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def by_id() -> dict[str, Organisation]:
    """The bundled table by id."""
    return {o.id: o for o in organisations()}
