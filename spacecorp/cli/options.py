"""Arguments and options that several commands share."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

import typer

from ..output.names import Format
from .completion import names

DEFAULT_DATABASE = "spacecorp.db"

Name: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        help="Only rows with this name; case, accents and slips are forgiven.",
        autocompletion=names,
    ),
]
Database: TypeAlias = Annotated[
    str,
    typer.Option(
        "--db", envvar="SPACECORP_DB", metavar="FILE", help="The database.", show_default=True
    ),
]
As: TypeAlias = Annotated[
    Format,
    typer.Option("--format", "-f", case_sensitive=False, help="How to write the results."),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Evidence: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--evidence/--no-evidence",
        help="Show the sentence behind each row (by default where there is room).",
        show_default=False,
    ),
]
Force: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Replace the file if there is one.")
]
Since: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what is dated then or later: 2024, 2024-05, …"),
]
Until: TypeAlias = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what is dated then or earlier.")
]
NewSince: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Only what documents of that date or later said first, changed or contradicted.",
    ),
]
MinConfidence: TypeAlias = Annotated[
    float,
    typer.Option(min=0.0, max=1.0, metavar="0..1", help="Only what is at least this sure."),
]
InDocument: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--document",
        metavar="PATH",
        help="Only what this document says: a path, a folder, or a piece of a path or title.",
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which facts are wanted: the options of every listing of facts."""

    name: Name = None
    since: Since = None
    until: Until = None
    min_confidence: MinConfidence = 0.0
    document: InDocument = None
    database: Database = DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class Shown:
    """How a listing of facts is written."""

    evidence: Evidence = None
    form: As = Format.table
    as_json: AsJson = False

    @property
    def format(self) -> Format:
        return Format.json if self.as_json else self.form


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes one by one what its records of options (`Asked`, `Shown`) hold."""
    own = inspect.signature(command).parameters.values()
    records = {
        p.name: inspect.signature(p.annotation)
        for p in own
        if isinstance(p.annotation, type) and is_dataclass(p.annotation)
    }
    options = [
        option.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for p in own
        for option in (records[p.name].parameters.values() if p.name in records else (p,))
    ]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        for p in own:
            if p.name in records:
                held = {name: given.pop(name) for name in records[p.name].parameters}
                given[p.name] = p.annotation(**held)
        command(**given)

    run.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    return run


def only(metavar: str, terms: type[StrEnum], *names: str) -> Any:
    """An option that limits rows to some of `terms` and names them in its help."""
    return typer.Option(
        *names,
        metavar=metavar,
        case_sensitive=False,
        help=f"Only these, may be repeated: {', '.join(terms)}.",
    )
