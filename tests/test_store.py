"""The database: what goes in comes out, joined over documents; nothing is ever half there."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from extractions import Story
from stores import put, store

from spacecorp.store import StoreError, catalogue, clustering, opened, queries, writing
from spacecorp.store.database import transaction
from spacecorp.store.statements import Filters

ALL = Filters()


def telespazio() -> list[Story]:
    return [
        Story("a.txt", "2023-05-04")
        .owns("Leonardo", "Telespazio", 67, kind="joint_venture")
        .owns("Thales", "Telespazio", 33, kind="joint_venture"),
        Story("b.txt", "2024-01-01")
        .owns("Leonardo", "Telespazio", 66.7, kind="joint_venture")
        .owns("Thales", "Telespazio", None, kind="shareholding")
        .partners("Telespazio", "ispace", kind="letter_of_intent", programme="Moonlight"),
    ]


def test_statements_of_several_documents_are_one_row(tmp_path):
    database = store(tmp_path / "s.db", telespazio())
    with opened(str(database)) as connection:
        leonardo, thales = queries.ownership(connection, ALL)
        (letter,) = queries.partnerships(connection, ALL)
    assert (leonardo.owner.name, leonardo.owned.name) == ("Leonardo", "Telespazio")
    assert {s.support.document for s in leonardo.statements} == {"a.txt", "b.txt"}
    assert (thales.share, len(thales.statements), thales.conflict) == (33, 2, None)
    assert [party.name for party in letter.parties] == ["ispace", "Telespazio"]
    assert [programme.name for programme in letter.programmes] == ["Moonlight"]


def test_evidence_stands_where_the_row_says(tmp_path):
    database = store(tmp_path / "s.db", telespazio())
    with opened(str(database)) as connection:
        for row in queries.ownership(connection, ALL):
            for statement in row.statements:
                support = statement.support
                (text,) = connection.execute(
                    "SELECT d.text FROM documents d JOIN sources s ON s.document = d.id"
                    " WHERE s.path = ?",
                    (support.document,),
                ).fetchone()
                assert text[support.start : support.end] == support.evidence


def test_different_shares_are_a_conflict_with_both_sources(tmp_path):
    stories = [
        Story("a.txt").owns("Brennus", "Aquilon", 60),
        Story("b.txt").owns("Brennus", "Aquilon", 75),
    ]
    with opened(str(store(tmp_path / "s.db", stories))) as connection:
        rows = queries.ownership(connection, ALL)
    assert [(r.share, r.statements[0].support.document) for r in rows] == [
        (75, "b.txt"),
        (60, "a.txt"),
    ]
    assert all("60 %, 75 %" in (r.conflict or "") for r in rows)


def test_a_changed_holding_is_no_conflict(tmp_path):
    story = Story("a.txt").owns("Brennus", "Aquilon", 40, status="former")
    story.owns("Brennus", "Aquilon", 75)
    with opened(str(store(tmp_path / "s.db", [story]))) as connection:
        rows = queries.ownership(connection, ALL)
    assert [(r.share, r.status, r.conflict) for r in rows] == [
        (75, "current", None),
        (40, "former", None),
    ]


def test_shares_over_a_hundred_are_a_conflict(tmp_path):
    stories = [
        Story("a.txt").owns("Brennus", "Aquilon", 60),
        Story("b.txt").owns("SudInvest", "Aquilon", 55),
    ]
    with opened(str(store(tmp_path / "s.db", stories))) as connection:
        rows = queries.ownership(connection, ALL)
    assert [r.conflict for r in rows] == ["shares add up to 115 %"] * 2


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (67, 67.0, True),
        (67, 66.7, True),
        (66.7, 66.67, True),
        (33, 33.4, True),
        (50, 49.9, False),
        (100, 99.6, False),
        (67, 66, False),
        (33.3, 33.4, False),
    ],
)
def test_a_rounded_share_agrees_unless_control_changes_hands(tmp_path, one, other, agree):
    for name, shares in (("s.db", (one, other)), ("t.db", (other, one))):
        story = Story("a.txt")
        for share in shares:
            story.owns("Leonardo", "Telespazio", float(share))
        with opened(str(store(tmp_path / name, [story]))) as connection:
            rows = queries.ownership(connection, ALL)
        assert (len(rows) == 1) is agree


def test_status_and_date_are_the_newest(tmp_path):
    stories = [
        Story("z.txt", "2022").partners("Avio", "CNES", status="proposed"),
        Story("m.txt", "2024-02").partners("CNES", "Avio", status="signed", date="2024"),
        Story("a.txt", "2024-02").partners("Avio", "CNES", status="signed", date="2024-01-30"),
    ]
    with opened(str(store(tmp_path / "s.db", stories))) as connection:
        (row,) = queries.partnerships(connection, ALL)
    assert (row.status, row.date) == ("signed", "2024-01-30")


def test_filters_hold_against_the_date_of_the_fact_else_of_the_document(tmp_path):
    stories = [
        Story("a.txt", "2020-06-01").partners("Avio", "CNES"),
        Story("b.txt", "2025-01-01").partners("Avio", "DLR", date="2021-03"),
        Story("c.txt").partners("Avio", "Sener", sure=0.3),
    ]

    def partners(**wanted):
        with opened(str(database)) as connection:
            rows = queries.partnerships(connection, Filters(**wanted))
        return [row.parties[1].name for row in rows]

    database = store(tmp_path / "s.db", stories)
    assert partners() == ["CNES", "DLR", "Sener"]
    assert partners(since="2021") == ["DLR"]
    assert partners(since="2021-03-15") == ["DLR"]  # "2021-03" may be later
    assert partners(until="2020-12-31") == ["CNES"]
    assert partners(min_confidence=0.5) == ["CNES", "DLR"]


def test_a_copy_is_no_second_witness(tmp_path):
    database = tmp_path / "s.db"
    for path in ("copy.txt", "story.txt"):
        put(database, Story(path).owns("Leonardo", "Telespazio", 67), content="same bytes")
    with opened(str(database)) as connection:
        clustering.refresh(connection)
        (row,) = queries.ownership(connection, ALL)
        (document,) = catalogue.documents(connection)
    assert [s.support.document for s in row.statements] == ["copy.txt"]
    assert (document.path, document.copies) == ("copy.txt", ("story.txt",))


def test_a_changed_document_replaces_its_facts(tmp_path):
    database = tmp_path / "s.db"
    store(database, [Story("a.txt").owns("Leonardo", "Telespazio", 60)])
    store(database, [Story("a.txt").owns("Thales", "Telespazio", 33)])
    with opened(str(database)) as connection:
        (row,) = queries.ownership(connection, ALL)
        names = {entity.name for entity in catalogue.entities(connection)}
    assert (row.owner.name, row.share) == ("Thales", 33)
    assert names == {"Thales", "Telespazio"}


def test_forgetting_leaves_nothing_behind(tmp_path):
    database = store(tmp_path / "s.db", telespazio())
    with opened(str(database)) as connection:
        with transaction(connection):
            writing.forget(connection, ["a.txt", "b.txt"])
        clustering.refresh(connection)
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("documents_fts_")  # how FTS5 keeps its index is its own matter
        ]
        left = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {table for table, rows in left.items() if rows} == {"state"}


def test_everything_stored_can_be_read_back_whatever_the_text(tmp_path):
    story = Story("a.txt", title="a\x00b\ud800c").repair("sain\x00formite", "satellite", "swap")
    story.owns("Evil\ud83d \x1b[31mCorp", "=Target", 12.5, says="NUL \x00 and \udfff here")
    with opened(str(store(tmp_path / "s.db", [story]))) as connection:
        (row,) = queries.ownership(connection, ALL)
        (document,) = catalogue.documents(connection)
    assert row.statements[0].support.evidence == "NUL \ufffd and \ufffd here"
    assert document.title == "a\ufffdb\ufffdc"
    assert document.edits[0].written == "sain\ufffdformite"


def listing(database: Path) -> str:
    with opened(str(database)) as connection:
        return repr(
            (
                queries.partnerships(connection, ALL),
                queries.ownership(connection, ALL),
                queries.programmes(connection, ALL),
                catalogue.entities(connection),
                catalogue.documents(connection),
            )
        )


def test_the_order_of_ingestion_does_not_matter(tmp_path):
    stories = [
        Story(f"{n}.txt", f"2024-0{n % 9 + 1}")
        .partners("ESA", f"Firm {n % 3}", "Avio", kind="consortium", programme="Vega")
        .owns("Avio", f"Firm {n % 3}", 10 * (n % 4))
        .programme("Vega", "launcher", prime="Avio", customer="ESA")
        for n in range(12)
    ]
    first = listing(store(tmp_path / "1.db", stories))
    random.Random(7).shuffle(stories)
    assert listing(store(tmp_path / "2.db", stories)) == first


def test_stale_clusters_are_noticed(tmp_path):
    database = tmp_path / "s.db"
    put(database, Story("a.txt").owns("Leonardo", "Telespazio", 67))
    with opened(str(database)) as connection:
        assert clustering.is_stale(connection)
        clustering.refresh(connection)
        assert not clustering.is_stale(connection)


def test_facts_keep_owner_and_owned_apart(tmp_path):
    with opened(str(store(tmp_path / "s.db", telespazio()))) as connection:
        records = {r.name: r for _, r in clustering.records(connection) if r.document == "a.txt"}
    assert records["Leonardo"].apart == {"e2"}
    assert records["Telespazio"].apart == {"e1", "e3"}
    assert "Telespazio" in records["Leonardo"].context


def refusal(path: Path, **how) -> str:
    with pytest.raises(StoreError) as refused, opened(str(path), **how):
        pass
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_what_is_not_our_database_is_left_alone(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to look for a header in it\n" * 9)
    assert "is not a database" in refusal(text, create=True)
    assert text.read_text().startswith("not a database")

    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    assert "not one of spacecorp" in refusal(foreign, create=True)

    newer = store(tmp_path / "newer.db", telespazio())
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert "newer version" in refusal(newer)

    assert "no such database" in refusal(tmp_path / "missing.db")
    assert not (tmp_path / "missing.db").exists()
    assert "is a folder" in refusal(tmp_path)
    (tmp_path / "empty.db").touch()
    assert "is empty" in refusal(tmp_path / "empty.db")


def test_a_locked_database_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr("spacecorp.store.database.LOCK_WAIT_SECONDS", 0.05)
    database = store(tmp_path / "s.db", telespazio())
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "is locked" in refusal(database)
    finally:
        other.close()
    assert "Telespazio" in listing(database)


def test_a_kill_in_the_middle_of_a_transaction_loses_only_that(tmp_path):
    database = store(tmp_path / "s.db", telespazio())
    before = listing(database)
    script = textwrap.dedent(
        """
        import sys, time
        from extractions import Story
        from spacecorp.store import opened, writing
        from spacecorp.store.database import transaction

        with opened(sys.argv[1]) as connection, transaction(connection):
            connection.execute("PRAGMA cache_size = 4")  # pages reach the file before the end
            for n in range(300):
                story = Story(f"new{n}.txt").owns(f"Owner {n}", f"Owned {n}", 50, says="x" * 2000)
                source = writing.Source(story.path, f"{n}", 1, 1)
                writing.put(connection, source, story.extraction())
            print("written", flush=True)
            time.sleep(60)
        """
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(database)],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
    )
    assert child.stdout
    assert child.stdout.readline() == b"written\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert listing(database) == before
    with opened(str(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_facts_of_a_large_corpus_are_listed_in_even_steps(tmp_path):
    """Ten times the facts take about ten times the work: nothing in a listing is quadratic."""

    def steps(documents: int) -> tuple[int, int]:
        """What a listing takes: thousands of SQLite's instructions, and calls of functions."""
        database = tmp_path / f"{documents}.db"
        with opened(str(database), create=True) as connection, transaction(connection):
            for n in range(documents):
                story = Story(f"{n}.txt").owns(f"Holding {n % 97}", f"Firm {n}", 50)
                source = writing.Source(story.path, f"{n}", 1, 1)
                writing.put(connection, source, story.extraction())
            # One cluster an entity stands in for resolution, which has its own tests.
            connection.execute(
                "INSERT INTO clusters SELECT 'c' || id, name, type, NULL FROM entities"
            )
            connection.execute("UPDATE entities SET cluster = 'c' || id")
        with opened(str(database)) as connection:
            done = {"instructions": 0, "calls": 0}

            def instructed() -> None:
                done["instructions"] += 1

            def profiled(frame: object, event: str, argument: object) -> None:
                done["calls"] += event in ("call", "c_call")

            connection.set_progress_handler(instructed, 1000)
            before = sys.getprofile()
            sys.setprofile(profiled)
            try:
                queries.ownership(connection, ALL)
            finally:
                sys.setprofile(before)
            return done["instructions"], done["calls"]

    for small, large in zip(steps(100), steps(1000), strict=True):
        assert 0 < small < large < 20 * small
