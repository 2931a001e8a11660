"""Makes the schema of a new database, and takes an older one to it step by step.

schema.sql is the newest schema, views.sql its views; migrations/N.sql takes the tables from
schema N-1 to N. A test holds what the steps give against what schema.sql gives.
"""

import sqlite3
from importlib.resources import files


def create_schema(connection: sqlite3.Connection) -> None:
    """Make all tables and views in an empty database. Call it within a transaction."""
    _run(connection, "schema.sql")
    _run(connection, "views.sql")


def migrate(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Take a database from schema `old` to `new`, losing nothing; within a transaction."""
    for step in range(old + 1, new + 1):
        _run(connection, f"migrations/{step}.sql")
    _run(connection, "views.sql")


def _run(connection: sqlite3.Connection, name: str) -> None:
    """Execute a script. Not executescript(): that would commit, and a kill leave half of it."""
    statement = ""
    script = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
