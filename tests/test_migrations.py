"""Databases of every released version open, lose nothing, and end with the newest schema."""

import re
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from commands import ROOT, Run
from stores import store

from spacecorp.store import StoreError, opened
from spacecorp.store.database import APPLICATION_ID, SCHEMA_VERSION

STORED = ROOT / "tests" / "databases"
RELEASED = sorted(int(path.stem.split("-")[1]) for path in STORED.glob("schema-*.sql"))


def old(path: Path, version: int) -> Path:
    """A database as a released version left it."""
    connection = sqlite3.connect(path)
    connection.executescript((STORED / f"schema-{version}.sql").read_text(encoding="utf-8"))
    connection.executescript((STORED / f"content-{version}.sql").read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    return path


def rows(path: Path) -> dict[str, list[tuple]]:
    """All that the tables of a database hold, a full-text index aside."""
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    held = {
        table: sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr)
        for (table,) in tables
        if "_fts" not in table
    }
    connection.close()
    return held


def shape(path: Path) -> dict[str, object]:
    """What the tables of a database look like, and how its other objects are made."""
    connection = sqlite3.connect(path)
    found: dict[str, object] = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        if kind == "table" and "VIRTUAL" not in (sql or ""):
            found[name] = (
                sorted(row[1:] for row in connection.execute(f'PRAGMA table_xinfo("{name}")')),
                sorted(row[2:] for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')),
            )
        else:
            found[name] = " ".join(re.sub(r"--[^\n]*", "", sql or "").split())
    connection.close()
    return found


def test_every_version_has_its_step() -> None:
    steps = {int(path.stem) for path in (ROOT / "spacecorp/store/migrations").glob("*.sql")}
    assert steps == set(range(2, SCHEMA_VERSION + 1))
    assert RELEASED[0] == 1


@pytest.mark.parametrize("version", RELEASED)
def test_an_older_database_becomes_a_new_one_and_loses_nothing(version: int, tmp_path: Path):
    database = old(tmp_path / "old.db", version)
    before = rows(database)
    with opened(str(database)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    after = rows(database)
    for table, held in before.items():
        # Columns are only ever added, at the end.
        assert [row[: len(held[0])] for row in after[table]] == held if held else True
    assert shape(database) == shape(store(tmp_path / "new.db", [_nothing()]))


@pytest.mark.parametrize("version", RELEASED)
def test_commands_work_on_an_older_database(version: int, tmp_path: Path, spacecorp: Run):
    old(tmp_path / "spacecorp.db", version)
    holdings = spacecorp("ownership", "--json").json
    assert {(r["owner"], r["share"]) for r in holdings} == {
        ("Leonardo", 67.0), ("Leonardo", 60.0), ("Thales", 33.0),
    }  # fmt: skip
    with opened(str(tmp_path / "spacecorp.db")) as connection:
        found = connection.execute("SELECT rowid FROM documents_fts('telespazio AND moon')")
        assert found.fetchall() == [(1,)]


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path):
    database = old(tmp_path / "old.db", 1)
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TRIGGER documents_fts_update AFTER DELETE ON notes BEGIN"
                           " SELECT 1; END")  # fmt: skip
    before = shape(database), rows(database)
    with pytest.raises(StoreError) as refused, opened(str(database)):
        pass
    assert "\n" not in str(refused.value)
    assert (shape(database), rows(database)) == before
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_an_older_database_that_cannot_be_written_to_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    database = old(tmp_path / "old.db", 1)
    # Root may write to any file, so the connection is what is read-only here.
    connect = partial(sqlite3.connect, f"file:{database}?mode=ro", uri=True)
    monkeypatch.setattr(sqlite3, "connect", lambda path, **how: connect(**how))
    with pytest.raises(StoreError) as refused, opened(str(database)):
        pass
    assert "older version" in str(refused.value)
    assert str(refused.value).endswith("make it writable, or a copy of it")


@pytest.mark.parametrize(
    ("version", "said"), [(SCHEMA_VERSION + 1, "newer version"), (0, "damaged")]
)
def test_other_versions_are_one_line(version: int, said: str, tmp_path: Path, spacecorp: Run):
    database = store(tmp_path / "spacecorp.db", [_nothing()])
    with sqlite3.connect(database) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    result = spacecorp("partners")
    assert result.status == 1
    assert said in result.err
    assert result.err.count("\n") == 1


def _nothing():
    from extractions import Story

    return Story()
