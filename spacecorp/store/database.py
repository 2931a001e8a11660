"""Opens the database: makes a new one, refuses what is not ours, words what goes wrong."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

APPLICATION_ID = 0x53504143  # "SPAC", so that `file` and we can tell the database from others
SCHEMA_VERSION = 1
LOCK_WAIT_SECONDS = 3.0  # a writer's commits are short; longer means that something hangs


class StoreError(Exception):
    """The database cannot be used; the message is one line for the user."""


@contextmanager
def opened(path: str, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """The database at `path`, in autocommit mode, with foreign keys enforced.

    With `create` a file that is missing or empty becomes a new database. Raises StoreError
    where the file is missing, locked, not writable, of another version or not a database,
    also for what goes wrong with it inside the `with` block.
    """
    if not create:
        _must_exist(path)
    connection: sqlite3.Connection | None = None
    try:
        # The absolute path keeps names such as ":memory:" from meaning something special.
        connection = sqlite3.connect(
            os.path.abspath(path), timeout=LOCK_WAIT_SECONDS, isolation_level=None
        )
        connection.execute("PRAGMA foreign_keys = ON")
        _check(connection, path, create)
        yield connection
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise StoreError(f"{path}: {_reason(error)}") from error
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end of the block, rolls back where it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _must_exist(path: str) -> None:
    if os.path.isdir(path):
        raise StoreError(f"{path}: is a folder, not a database")
    if not os.path.exists(path):
        raise StoreError(f"{path}: no such database; make one with: spacecorp ingest FOLDER")


def _check(connection: sqlite3.Connection, path: str, create: bool) -> None:
    if _is_empty(connection):
        if not create:
            raise StoreError(f"{path}: is empty; fill it with: spacecorp ingest FOLDER")
        with transaction(connection):
            if _is_empty(connection):  # nobody else made it while we waited for the lock
                _create(connection)
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise StoreError(f"{path}: is a database, but not one of spacecorp")
    version = _pragma(connection, "user_version")
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"{path}: was made by another version of spacecorp "
            f"(its schema is {version}, this one's {SCHEMA_VERSION})"
        )


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not tables and not _pragma(connection, "application_id")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _create(connection: sqlite3.Connection) -> None:
    from importlib import resources  # dear, and only a new database needs it

    schema = resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    statement = ""
    # Not executescript(): that would commit, and a kill could leave half a schema.
    for line in schema.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _reason(error: Exception) -> str:
    text = str(error)
    if "not a database" in text:
        return "is not a database"
    if "locked" in text or "busy" in text:
        return "is locked by another program; try again when it has finished"
    if "readonly" in text:
        return "cannot be written to"
    if "unable to open" in text:
        return "cannot be opened"
    if "full" in text:
        return "the disk is full"
    if "malformed" in text:
        return "is damaged"
    return f"the database reports: {text}"
