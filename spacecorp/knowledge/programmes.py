"""The bundled table of well-known programmes, typed and loaded once."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    """A programme: its usual name, its kind (as in the output), its other names, and the names of
    members and variants of its family, which are things of their own but of its kind."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    family: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """All names of its kind, its own first."""
        return (self.name, *self.aliases, *self.family)


@lru_cache(maxsize=1)
def programmes() -> tuple[KnownProgramme, ...]:
    """The bundled table, in its own order."""
    text = (files(__package__) / "programmes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1] not in ("", "#")][1:]
    return tuple(
        KnownProgramme(
            row[0],
            row[1],
            tuple(row[2].split("|")) if row[2] else (),
            tuple(row[3].split("|")) if row[3] else (),
        )
        for row in rows
    )
