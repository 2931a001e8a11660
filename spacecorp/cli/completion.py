"""What a shell offers for a half-typed name."""

import os

import typer

OFFERED = 50


def names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names in the database that begin so; none where there is no database to look into."""
    from ..store import StoreError, opened
    from ..store.queries import names_beginning
    from .options import DEFAULT_DATABASE

    database = (
        ctx.params.get("database")
        or ctx.params.get("db")
        or os.environ.get("SPACECORP_DB")
        or DEFAULT_DATABASE
    )
    try:
        with opened(database) as connection:
            return names_beginning(connection, incomplete, OFFERED)
    except StoreError:
        return []
