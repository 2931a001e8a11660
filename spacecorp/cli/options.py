"""Arguments and options that several commands share."""

from enum import StrEnum
from typing import Annotated, Any, TypeAlias

import typer

from ..output.names import Format

DEFAULT_DATABASE = "spacecorp.db"

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


def only(metavar: str, terms: type[StrEnum], *names: str) -> Any:
    """An option that limits rows to some of `terms` and names them in its help."""
    return typer.Option(
        *names,
        metavar=metavar,
        case_sensitive=False,
        help=f"Only these, may be repeated: {', '.join(terms)}.",
    )
