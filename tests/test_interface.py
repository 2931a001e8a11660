"""The database as other tools see it: its views, README's queries, Datasette and DuckDB."""

import asyncio
import re
import sqlite3
from pathlib import Path

import duckdb
import duckdb_extension_sqlite_scanner
import pytest
from commands import ROOT, Run
from datasette.app import Datasette
from extractions import Story
from stores import store

README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    stories = [
        Story("news/a.txt", "2023-05-04", "To the Moon")
        .owns("Leonardo", "Telespazio", 67)
        .partners("Telespazio", "ispace", kind="letter_of_intent", programme="Moonlight",
                  says="Telespazio and ispace signed a letter of intent.")
        .programme("Moonlight", "constellation", prime="Telespazio", customer="ESA"),
        Story("news/b.txt", "2024-01-01", "Again").owns("Leonardo", "Telespazio", 67)
        .partners("Avio", "CNES", "ESA"),
    ]  # fmt: skip
    return store(tmp_path_factory.mktemp("interface") / "spacecorp.db", stories)


@pytest.fixture
def ask(database: Path):
    connection = sqlite3.connect(database)
    yield lambda query: connection.execute(query).fetchall()
    connection.close()


def test_views_are_explained_where_they_are_and_in_the_page(ask) -> None:
    views = dict(ask("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    assert len(views) == 9
    for name, sql in views.items():
        assert f"`{name}`" in README
        assert f"CREATE VIEW {name} AS\n-- One line" in sql
    assert all("--" in sql for (sql,) in ask("SELECT sql FROM sqlite_master WHERE name IN"
               " ('documents', 'partnerships', 'ownership', 'programmes')"))  # fmt: skip


def test_views_say_what_the_commands_say(spacecorp: Run, ask, database: Path) -> None:
    def told(command: str) -> list[dict]:
        return spacecorp(command, "--json", "--db", database).json

    assert {(r["owner"], r["owner_id"], r["owned"], r["share"]) for r in told("ownership")} == set(
        ask("SELECT owner, owner_id, owned, share FROM ownership_v")
    )
    facts = {e["fact"] for command in ("partners", "ownership", "programmes")
             for row in told(command)
             for part in (row, *row.get("participants", ())) for e in part["evidence"]}  # fmt: skip
    assert facts == {fact for (fact,) in ask("SELECT fact FROM evidence_v")}
    assert ask("SELECT relation, count(*) FROM evidence_v GROUP BY 1") == [
        ("ownership", 2), ("participation", 2), ("partnership", 2), ("programme", 1),
    ]  # fmt: skip
    assert ask("SELECT parties, programme FROM partnerships_v ORDER BY 1") == [
        ("Avio; CNES; ESA", None), ("Telespazio; ispace", "Moonlight"),
    ]  # fmt: skip
    parties = [entity for (entity,) in ask("SELECT entity FROM parties_v ORDER BY fact, position")]
    assert sorted(parties) == ["Avio", "CNES", "ESA", "Telespazio", "ispace"]
    assert set(ask("SELECT organisation, role, programme FROM participations_v")) == {
        ("Telespazio", "prime", "Moonlight"), ("ESA", "customer", "Moonlight"),
    }  # fmt: skip
    entities = {(r["id"], r["name"], r["documents"], r["mentions"]) for r in told("entities")}
    assert set(ask("SELECT id, name, documents, mentions FROM entities_v")) == entities
    documents = {(r["path"], r["title"], r["characters"]) for r in told("documents")}
    assert set(ask("SELECT path, title, characters FROM documents_v")) == documents


def test_places_are_places_in_the_text(ask) -> None:
    for view in ("evidence_v", "mentions_v"):
        text = "evidence" if view == "evidence_v" else "v.text"
        wrong = ask(
            f"SELECT * FROM {view} v JOIN documents d ON d.id = v.document_id"
            f' WHERE substr(d.text, "start" + 1, "end" - "start") <> {text}'
        )
        assert ask(f"SELECT count(*) FROM {view}")[0][0] > 5
        assert wrong == []


def test_queries_of_the_page(ask) -> None:
    search, holdings, _ = QUERIES
    ((path, place),) = ask(search)
    assert path == "news/a.txt"
    assert "[letter of intent]" in place
    assert ask(holdings) == [("Leonardo", "Telespazio", 67.0, 2)]


def test_datasette_shows_and_searches_it(database: Path) -> None:
    async def shown() -> None:
        client = Datasette([str(database)]).client
        about = (await client.get("/spacecorp.json")).json()
        for view in about["views"]:
            page = await client.get(f"/spacecorp/{view['name']}")
            assert page.status_code == 200
        assert len(about["views"]) == 9
        held = await client.get("/spacecorp/ownership_v.json?owned=Telespazio&_shape=array")
        assert {row["owner"] for row in held.json()} == {"Leonardo"}
        found = await client.get("/spacecorp/documents.json?_search=letter&_shape=array")
        assert [row["title"] for row in found.json()] == ["To the Moon"]
        asked = await client.get("/spacecorp.json", params={"sql": QUERIES[1], "_shape": "array"})
        assert asked.json()[0]["documents"] == 2

    asyncio.run(shown())


def test_duckdb_reads_it(database: Path) -> None:
    package = Path(duckdb_extension_sqlite_scanner.__file__).parent
    (extension,) = package.glob("extensions/*/sqlite_scanner.duckdb_extension")
    connection = duckdb.connect()
    connection.execute(f"LOAD '{extension}'")
    attach, query = QUERIES[2].strip().split("\n", 1)
    connection.execute(attach.replace("spacecorp.db", str(database)))
    assert set(connection.execute(query).fetchall()) == {("prime", 1), ("customer", 1)}
    with sqlite3.connect(database) as ours:
        for (view,) in ours.execute("SELECT name FROM sqlite_master WHERE type = 'view'"):
            (counted,) = ours.execute(f"SELECT count(*) FROM {view}").fetchone()
            assert connection.execute(f"SELECT count(*) FROM s.{view}").fetchone() == (counted,)
