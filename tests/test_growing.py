"""A database that grows by a few documents holds the same as one that got them all at once."""

import sqlite3
from contextlib import closing
from pathlib import Path

from commands import Run
from extractions import Story
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import put

from spacecorp.resolution import Decision, Named, resolve
from spacecorp.store import clustering, decisions, opened, writing
from spacecorp.store.database import transaction
from spacecorp.store.decisions import Kept, keep
from spacecorp.store.migration import create_schema

HELD = (
    "SELECT * FROM clusters",
    "SELECT * FROM aliases",
    "SELECT * FROM reasons",
    "SELECT s.path, e.local, e.cluster FROM entities e JOIN sources s USING (document)",
    "SELECT d.position, a.name, b.name, d.same, d.score, d.facts, d.reason, d.against FROM doubts d"
    " JOIN entities a ON a.id = d.one JOIN entities b ON b.id = d.other",
)
WORDS = ["Nordlys", "Nordlis", "Orbit", "NOW", "Works", "AS", "Meridian", "Airbus", "Space", "Lt 2"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
TYPES = st.sampled_from(["organisation", "organisation", "programme", "person", "country"])
ENTITIES = st.tuples(NAMES, st.lists(NAMES, max_size=1), TYPES)
CORPORA = st.lists(st.lists(ENTITIES, min_size=1, max_size=4), min_size=2, max_size=6)
DECISIONS = st.lists(
    st.builds(
        Decision, st.booleans(), st.just("organisation"), *[st.builds(Named, NAMES)] * 2
    ).filter(lambda d: d.one != d.other),
    max_size=2,
)


def story(number: int, entities: list) -> Story:
    told = Story(f"d{number}.txt")
    told.say(f"Document {number}.")
    for name, forms, kind in entities:
        told.name(name, *forms, type=kind)
    first = [name for name, _, kind in entities if kind == "organisation"][:2]
    if len(set(first)) == 2:
        told.partners(*first)
    return told


def come(connection: sqlite3.Connection, stories: list[Story]) -> None:
    with transaction(connection):
        for one in stories:
            source = writing.Source(one.path, one.path, 1, 1)
            writing.put(connection, source, one.extraction())


def held(connection: sqlite3.Connection) -> list[list[tuple]]:
    return [sorted(connection.execute(question).fetchall()) for question in HELD]


@settings(max_examples=100, deadline=None)
@given(CORPORA, DECISIONS, st.integers(1, 3))
def test_parts_give_what_all_at_once_gives(corpus, decided, step) -> None:
    stories = [story(number, entities) for number, entities in enumerate(corpus)]
    found = []
    for size in (step, len(stories)):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        create_schema(connection)
        keep(connection, [Kept(d, "2026-01-02") for d in decided])
        for at in range(0, len(stories), size):
            come(connection, stories[at : at + size])
            clustering.refresh(connection)
        found.append(held(connection))
        connection.close()
    assert found[0] == found[1]


def resolved_in_memory(connection: sqlite3.Connection, decided: list[Decision]) -> list[tuple]:
    records = (record for _, record in clustering.records(connection))
    return sorted(
        (c.id, c.name, c.type, c.known, c.aliases, c.reasons, c.members)
        for c in resolve(records, decisions=decided)
    )


def as_stored(connection: sqlite3.Connection) -> list[tuple]:
    def rows(question: str, cluster: str) -> tuple:
        return tuple(connection.execute(question, (cluster,)).fetchall())

    def texts(column: str, table: str, cluster: str) -> tuple[str, ...]:
        question = f"SELECT {column} FROM {table} WHERE cluster = ? ORDER BY position"
        return tuple(text for (text,) in rows(question, cluster))

    members = (
        "SELECT s.path, e.local FROM entities e JOIN sources s USING (document)"
        " WHERE e.cluster = ? ORDER BY 1, 2"
    )
    return sorted(
        (
            *row,
            texts("alias", "aliases", row[0]),
            texts("reason", "reasons", row[0]),
            rows(members, row[0]),
        )
        for row in connection.execute("SELECT id, name, type, known FROM clusters").fetchall()
    )


@settings(max_examples=50, deadline=None)
@given(CORPORA, DECISIONS)
def test_what_is_stored_is_what_resolving_in_memory_gives(corpus, decided) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        create_schema(connection)
        kept = [Kept(d, "2026-01-02") for d in decided]
        keep(connection, kept)
        come(connection, [story(number, entities) for number, entities in enumerate(corpus)])
        clustering.refresh(connection)
        stored = decisions.for_resolution(connection)
        assert as_stored(connection) == resolved_in_memory(connection, stored)


def test_thousands_of_sets_are_stored_as_resolving_in_memory_gives_them(tmp_path: Path) -> None:
    # more than are resolved at a time, a chain through many of them, a document of names alike
    said = [
        story(
            n,
            [
                (f"Orbit {n % 1300} Works", [f"O{n % 1300}W"], "organisation"),
                (f"Nova-{n % 700}", [], "programme"),
                (f"Ada Lovel{'aeiou'[n % 5]}ce", ["Lovelace"], "person"),
            ],
        )
        for n in range(1400)
    ]
    said.append(story(9999, [(f"Meridian Plant {n}", [], "organisation") for n in range(60)]))
    with opened(str(tmp_path / "s.db"), create=True) as connection:
        come(connection, said)
        assert clustering.refresh(connection) == 3 * 1400 + 60
        assert as_stored(connection) == resolved_in_memory(connection, [])


def test_only_what_is_linked_is_resolved(tmp_path: Path) -> None:
    database = tmp_path / "s.db"
    stems = ["Nordlys", "Borealis", "Kestrel", "Halcyon", "Meridian", "Castellan", "Zephyrus"]
    for number, stem in enumerate(stems):
        put(database, story(number, [(f"{stem} Orbit Works", [], "organisation")]))
    with opened(str(database)) as connection:
        assert clustering.refresh(connection) == len(stems)
        put(database, story(90, [("Kestrell Orbit Works Ltd", [], "organisation")]))
        assert clustering.is_stale(connection)
        assert clustering.refresh(connection) == 2
        assert connection.execute("SELECT count(*) FROM clusters").fetchone() == (len(stems),)
        # a document that changes, or another decision: all anew
        put(database, story(90, [("Kestrel Orbit Works", [], "organisation")]))
        assert clustering.refresh(connection) == len(stems) + 1
        put(database, story(91, [("Halcyon Orbit Works", [], "organisation")]))
        apart = Decision(
            False, "organisation", Named("Kestrel Orbit Works"), Named("Kestrel", "d90.txt")
        )
        keep(connection, [Kept(apart, "2026-01-02")])
        assert clustering.refresh(connection) == len(stems) + 2


def test_a_crowd_that_comes_in_parts_is_one_all_the_same(tmp_path: Path) -> None:
    ends = [f"{a}{b}{c}" for a in "aeiou" for b in "bdgk" for c in "mnr"]
    crowd = [story(n, [(f"Meridiox{end} Orbit", [], "organisation")]) for n, end in enumerate(ends)]
    parts, whole = tmp_path / "parts.db", tmp_path / "whole.db"
    for at in range(0, len(crowd), 20):
        with opened(str(parts), create=True) as connection:
            come(connection, crowd[at : at + 20])
            clustering.refresh(connection)
    with opened(str(parts)) as one, opened(str(whole), create=True) as other:
        come(other, crowd)
        clustering.refresh(other)
        assert held(one) == held(other)


def test_an_ingest_in_parts(spacecorp: Run, tmp_path: Path) -> None:
    texts = [
        "Leonardo S.p.A. owns 67% of Telespazio; Thales owns 33% of Telespazio.",
        "Telespazio, a joint venture of Leonardo and Thales, signed a contract with the European"
        " Space Agency (ESA) for Moonlight.",
        "ESA chose Telespazio SpA as prime contractor of Moonlight, with Surrey Satellite"
        " Technology Ltd as a supplier.",
        "SSTL (Surrey Satellite Technology Limited) is owned by Airbus Defence and Space.",
    ]
    files = []
    for number, text in enumerate(texts):
        files.append(tmp_path / f"n{number}.txt")
        files[-1].write_text(text, encoding="utf-8")
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    spacecorp("ingest", *map(str, files), "--db", str(one))
    for at in range(2):
        spacecorp("ingest", *map(str, files[at::2]), "--db", str(two))
    with opened(str(one)) as whole, opened(str(two)) as grown:
        assert whole.execute("SELECT count(*) FROM clusters").fetchone()[0] > 4
        assert held(whole) == held(grown)
