"""Opens the database: makes a new one, refuses what is not ours, words what goes wrong."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

APPLICATION_ID = 0x53504143  # "SPAC", so that `file` and we can tell the database from others
SCHEMA_VERSION = 6  # the number of the last of the migrations
LOCK_WAIT_SECONDS = 3.0  # a writer's commits are short; longer means that something hangs
UNWRITABLE = "cannot be written to"


class StoreError(Exception):
    """The database cannot be used; the message is one line for the user."""


@contextmanager
def opened(path: str, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """The database at `path`, in autocommit mode, with foreign keys enforced.

    With `create` a file that is missing or empty becomes a new database. One of an older
    schema is brought up to date, in one transaction. Raises StoreError where the file is
    missing, locked, not writable, of a newer version or not a database, also for what goes
    wrong with it inside the `with` block.
    """
    if not create:
        _must_exist(path)
    # The absolute path keeps names such as ":memory:" from meaning something special.
    with _connected(path, os.path.abspath(path)) as connection:
        _check(connection, path, create)
        yield connection


@contextmanager
def snapshot(path: str) -> Iterator[sqlite3.Connection]:
    """A private copy of the database at `path` as it is now, brought up to date.

    What is done to the copy is gone with it; the file is only read. Raises StoreError as
    `opened` does.
    """
    _must_exist(path)
    # SQLite keeps the database without a name in a temporary file that it deletes.
    with _connected(path, "") as copy:
        with _connected(path, os.path.abspath(path)) as original:
            # A lock that is held must end in a line; backup() would wait for it for ever.
            original.execute("BEGIN")
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
            original.backup(copy)
        _check(copy, path, create=False)
        yield copy


@contextmanager
def _connected(path: str, address: str) -> Iterator[sqlite3.Connection]:
    """A connection to `address` whose errors name `path`."""
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(address, timeout=LOCK_WAIT_SECONDS, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
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
                from .migration import create_schema  # dear, and only a new database needs it

                create_schema(connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    if pragma(connection, "application_id") != APPLICATION_ID:
        raise StoreError(f"{path}: is a database, but not one of spacecorp")
    version = pragma(connection, "user_version")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: was made by a newer version of spacecorp "
            f"(its schema is {version}, this one's {SCHEMA_VERSION})"
        )
    if version < 1:
        raise StoreError(f"{path}: is damaged: it does not say which schema it has")
    if version < SCHEMA_VERSION:
        _bring_up_to_date(connection, path)


def _bring_up_to_date(connection: sqlite3.Connection, path: str) -> None:
    from .migration import migrate

    try:
        with transaction(connection):
            version = pragma(connection, "user_version")
            if version < SCHEMA_VERSION:  # nobody else did it while we waited for the lock
                migrate(connection, version, SCHEMA_VERSION)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except sqlite3.OperationalError as error:
        reason = _reason(error)
        if reason == UNWRITABLE:
            reason = (
                "was made by an older version of spacecorp and has to be brought up to date, but "
                f"{UNWRITABLE}; make it writable, or a copy of it"
            )
        raise StoreError(f"{path}: {reason}") from error


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not tables and not pragma(connection, "application_id")


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """A number that the database keeps of itself."""
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _reason(error: Exception) -> str:
    text = str(error)
    if "not a database" in text:
        return "is not a database"
    if "locked" in text or "busy" in text:
        return "is locked by another program; try again when it has finished"
    if "readonly" in text:
        return UNWRITABLE
    if "unable to open" in text:
        return "cannot be opened"
    if "full" in text:
        return "the disk is full"
    if "malformed" in text:
        return "is damaged"
    return f"the database reports: {text}"
