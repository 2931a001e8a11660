"""The bundled table of states, typed and loaded once."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A state: its usual English name, other names, adjectives and capitals."""

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """The bundled table, in its own order."""
    text = (files(__package__) / "countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1] not in ("", "#")][1:]
    return tuple(Country(row[0], _list(row[1]), _list(row[2]), _list(row[3])) for row in rows)
