"""`search`: documents by their words, whatever is asked and whatever they say."""

import csv
import io
import json
import sqlite3

import pexpect
import pytest
from commands import Run, environment
from extractions import Story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import put, store

from spacecorp.store import opened, writing
from spacecorp.store.database import transaction
from spacecorp.store.search import is_searchable, search
from spacecorp.store.statements import Filters


def told(path: str, date: str | None, title: str, *paragraphs: str) -> Story:
    story = Story(path, date, title)
    for paragraph in (title, *paragraphs):
        story.say(paragraph)
    return story


STORIES = [
    told(
        "news/moon.txt",
        "2025-10-15",
        "A lift to the Moon",
        "Télespazio and ispace signed a letter of intent on Monday.",
        "The lander flies. " + "Nothing else is known of the flight. " * 12 + "A Moon at last.",
    ),
    told("news/mars.txt", "2026-01", "Farther", "Telespazio looks at Mars, not at the moon."),
    told("blog/paper.txt", None, "Paper", "The intent of the letter was clear. E-GEOS agreed."),
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory):
    return store(tmp_path_factory.mktemp("search") / "kept.db", STORIES)


@pytest.fixture
def ask(spacecorp: Run, kept):
    def paths(*arguments: str) -> list[str]:
        result = spacecorp("search", *arguments, "--json", "--db", kept)
        assert result.status == 0
        return [hit["path"] for hit in result.json]

    return paths


def test_words_phrases_beginnings_and_operators(ask) -> None:
    assert ask("moon") == ["news/moon.txt", "news/mars.txt"]  # it is in the title of the first
    assert ask("telespazio") == ask("TÉLESPAZIO") == ["news/mars.txt", "news/moon.txt"]
    assert set(ask("letter", "intent")) == {"news/moon.txt", "blog/paper.txt"}
    assert ask('"letter of intent"') == ["news/moon.txt"]
    assert set(ask("tele*")) == {"news/mars.txt", "news/moon.txt"}
    assert ask("telespazio NOT ispace") == ["news/mars.txt"]
    assert set(ask("mars OR clear")) == {"news/mars.txt", "blog/paper.txt"}
    assert ask("(mars OR clear) agreed") == ["blog/paper.txt"]
    assert ask("e-geos") == ["blog/paper.txt"]
    assert ask("moon not") == ["news/mars.txt"]  # only capitals are operators


def test_filters(ask) -> None:
    assert ask("moon", "--since", "2026") == ["news/mars.txt"]
    assert ask("moon", "--until", "2025") == ["news/moon.txt"]
    assert ask("moon", "--document", "mars") == ["news/mars.txt"]
    assert ask("moon", "--publisher", "nobody") == []
    assert ask("moon", "--limit", "1") == ["news/moon.txt"]


def test_json_tells_the_places(spacecorp: Run, kept) -> None:
    (hit,) = spacecorp("search", "moon", "--until", "2025", "--json", "--db", kept).json
    assert hit["places"] == 2
    text = STORIES[0].text
    for snippet in hit["snippets"]:
        assert text[snippet["start"] : snippet["end"]] == snippet["text"]
        assert snippet["marks"]
        for mark in snippet["marks"]:
            assert snippet["text"][mark["start"] : mark["end"]] == "Moon"
    assert hit["snippets"][0]["text"] == "A lift to the Moon"


def test_every_format_says_the_same(spacecorp: Run, kept) -> None:
    array = spacecorp("search", "telespazio", "--json", "--db", kept).json
    lines = spacecorp("search", "telespazio", "-f", "jsonl", "--db", kept).out.splitlines()
    assert [json.loads(line) for line in lines] == array
    out = spacecorp("search", "telespazio", "-f", "csv", "--db", kept).out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["path"] for row in rows] == [hit["path"] for hit in array]
    assert rows[0]["snippet"].startswith("[Telespazio] looks")
    markdown = spacecorp("search", "telespazio", "-f", "markdown", "--db", kept).out.splitlines()
    assert len(markdown) == 4


def test_the_table_marks_the_words_and_fits(spacecorp: Run, kept) -> None:
    for columns in (40, 80, 160):
        out = spacecorp("search", "moon", "--db", kept, columns=columns).out
        assert max(map(len, out.splitlines())) <= columns
        assert "\x1b" not in out
    assert "A lift to the [Moon]" in out
    assert "news/moon.txt · 2025-10-15 · 2 places" in out
    assert "\n  …the flight. Nothing else is known" in out
    assert out.index("the flight. A [Moon] at last.\n") < out.index("\nFarther\n")


def test_a_terminal_shows_the_words_in_colour(kept) -> None:
    import sys

    child = pexpect.spawn(
        sys.executable, ["-m", "spacecorp", "search", "mars", "--db", str(kept)],
        env=environment(TERM="xterm-256color", COLUMNS="80"), encoding="utf-8", timeout=30,
    )  # fmt: skip
    out = child.read()
    assert "\x1b[1;36mMars\x1b[0m" in out
    assert "[Mars]" not in out


def test_copies_of_one_story_are_one_hit(tmp_path, spacecorp: Run) -> None:
    sentences = [f"Sentence {at} says that the lander number {at * 7} flies on." for at in range(9)]
    stories = [told(f"{name}.txt", None, "The lander", *sentences) for name in "abc"]
    stories.append(told("d.txt", None, "Another", "A lander flies on. Nothing more is known yet."))
    store(tmp_path / "spacecorp.db", stories)
    hits = spacecorp("search", "lander", "--json").json
    assert {(hit["path"], *hit["copies"]) for hit in hits} == {
        ("a.txt", "b.txt", "c.txt"), ("d.txt",),
    }  # fmt: skip
    assert "also in b.txt · c.txt\n" in spacecorp("search", "lander").out
    assert "1 of 2 documents" in spacecorp("search", "lander", "--limit", 1).err


def test_nothing_found_and_nothing_to_find(spacecorp: Run, kept) -> None:
    nothing = spacecorp("search", "xyzzy", "--db", kept)
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "no documents found\n")
    for odd in ('"', "***", "( )", "--", '" "'):
        refused = spacecorp("search", "--db", kept, "--", odd)
        assert (refused.status, refused.out) == (1, "")
        assert refused.err.endswith("has no word to look for\n")


def test_a_query_that_is_too_long(spacecorp: Run, kept) -> None:
    refused = spacecorp("search", "--db", kept, "--", "moon " * 1000)
    assert (refused.status, refused.err) == (1, "the query has more than 64 words and operators\n")


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("moon", "moon Moon MOON moons", ["moon", "Moon", "MOON"]),
        ("moon*", "Moons. Moon-lit", ["Moons", "Moon"]),
        ('"letter of intent"', "Letter of\nIntent; a letter of letter of intent.",
         ["Letter of\nIntent", "letter of intent"]),
        ('"letter of int*"', "a letter of intentions", []),
        ('"letter of int" *', "a letter of intentions", []),
        ("telespazio", "Télespazio, Te\u0301lespazio, TELESPAZIO", 3),
        ('lander OR "the moon lander"', "the moon lander, a lander", ["the moon lander", "lander"]),
        ("e-geos", "e-GEOS, E GEOS, egeos", ["e-GEOS", "E GEOS"]),
        ("été", "ete été", 2),
    ],
)  # fmt: skip
def test_marks_are_where_the_index_finds_the_words(tmp_path, query, text, marked) -> None:
    database = store(tmp_path / "s.db", [told("a.txt", None, "Title", text)])
    with opened(str(database)) as connection:
        hits = search(connection, query, Filters()).best
    found = [s.text[a:b] for hit in hits for s in hit.snippets for a, b in s.marks]
    assert (len(found) if isinstance(marked, int) else found) == marked
    assert sum(hit.places for hit in hits) == len(found)


def test_operators_out_of_place_are_read_as_words_and_said(spacecorp: Run, kept) -> None:
    for odd in ("NOT moon", "moon AND", "(moon", "moon)", "OR OR moon", "(" * 30 + "moon"):
        result = spacecorp("search", "--db", kept, "--", odd)
        assert result.status == 0
        assert "read as plain words\n" in result.err
    assert "A lift to the [Moon]" in spacecorp("search", "(moon", "--db", kept).out


@given(st.text(st.sampled_from("moon\"*()^:+-{}'\\, NEARANDORT\x00é\ud800;"), max_size=40))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_query_is_too_odd(kept, words: str) -> None:
    if is_searchable(words):
        with opened(str(kept)) as connection:
            search(connection, words, Filters())


def test_the_index_follows_what_is_stored(tmp_path) -> None:
    database = tmp_path / "s.db"
    changing = told("a.txt", None, "One", "Alpha flies.")
    put(database, changing)

    def found(words: str) -> list[str]:
        with opened(str(database)) as connection:
            hits = search(connection, words, Filters()).best
            connection.execute("INSERT INTO documents_fts (documents_fts) VALUES"
                               " ('integrity-check')")  # fmt: skip
        return [hit.path for hit in hits]

    assert found("alpha") == ["a.txt"]
    put(database, told("a.txt", None, "Two", "Beta flies."))
    assert (found("alpha"), found("beta"), found("two")) == ([], ["a.txt"], ["a.txt"])
    put(database, told("b.txt", None, "Two", "Beta flies."))
    assert found("beta") == ["a.txt", "b.txt"]  # alike in everything: by path
    with opened(str(database)) as connection, transaction(connection):
        writing.forget(connection, ["a.txt"])
    assert found("beta") == ["b.txt"]


def test_new_versions_do_not_make_the_index_grow(tmp_path, spacecorp: Run) -> None:
    page = tmp_path / "page.txt"

    def size(version: int) -> int:
        words = " ".join(f"word{at}" for at in range(version, version + 400))
        page.write_text(f"A page\n\nThe firm said this. {words}.\n")
        assert spacecorp("ingest", page, "--jobs", 1).status == 0
        with sqlite3.connect("spacecorp.db") as connection:
            blocks = connection.execute("SELECT sum(length(block)) FROM documents_fts_data")
            return blocks.fetchone()[0]

    first = size(0)
    assert max([size(version) for version in range(1, 12)]) < 1.5 * first


def test_hostile_text_stays_text(tmp_path, spacecorp: Run) -> None:
    story = told(
        "a.txt", None, "\x1b[31mred", "=moon \x1b]0;x\x07 [bold]moon[/] \ufdd0 moon \ufdd1 |"
    )
    store(tmp_path / "spacecorp.db", [story])
    for form in ("table", "csv", "tsv", "markdown", "json"):
        out = spacecorp("search", "moon", "-f", form).out
        assert "moon" in out
        assert "\x1b" not in out
    (hit,) = spacecorp("search", "moon", "--json").json
    marks = [s["text"][m["start"] : m["end"]] for s in hit["snippets"] for m in s["marks"]]
    assert marks == ["moon"] * 3
    assert hit["snippets"][0]["text"] in story.text
    cell = next(csv.reader(spacecorp("search", "moon", "-f", "csv").out.splitlines()[1:]))[7]
    assert not cell.startswith("=")
