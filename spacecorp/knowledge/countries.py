"""The bundled table of states, typed and loaded once."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A state: its usual English name, other names, adjectives, capitals, and its two-letter code
    in ISO 3166-1 (empty where it has none)."""

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    code: str


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """The bundled table, in its own order."""
    text = (files(__package__) / "countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1] not in ("", "#")][1:]
    return tuple(
        Country(name, _list(aliases), _list(adjectives), _list(capitals), code)
        for name, aliases, adjectives, capitals, code in rows
    )


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """The ISO 3166-1 codes of states by their usual English names."""
    return {country.name: country.code for country in countries() if country.code}
