"""`timeline`: facts by date, as bars, as a table and as data."""

import csv
import io
import json

import pytest
from commands import Run
from extractions import Story
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import store

from spacecorp.output.tables import rendered, text_width
from spacecorp.output.timeline import bar_lines
from spacecorp.store.timeline import Year


@pytest.fixture
def corpus(tmp_path):
    stories = [
        Story("news/a.txt", "2024-03-01")
        .partners("Telespazio", "ispace", date="2023")
        .partners("Telespazio", "ispace", date="2023-05-04", says="On 4 May they signed.")
        .partners("Telespazio", "ispace", status="ended", date="2024-02", says="It is over.")
        .owns("Leonardo", "Telespazio", 67)
        .programme("Moonlight", "constellation", prime="Telespazio"),
        Story("news/b.txt", "2023-12-24").owns("Leonardo", "Telespazio", 67),
        Story("blog/c.txt").owns("RAI", "Telespazio", date="1961", status="former")
        .partners("Avio", "CNES"),
    ]  # fmt: skip
    return store(tmp_path / "spacecorp.db", stories)


def told(rows) -> list[tuple]:
    return [(r["date"], r["told"], r["fact"], r["status"]) for r in rows]


def test_events_by_date_those_of_documents_marked_those_without_last(spacecorp: Run, corpus):
    assert told(spacecorp("timeline", "--json").json) == [
        ("1961", False, "RAI → Telespazio", "former"),
        ("2023-05-04", False, "ispace · Telespazio", "signed"),
        ("2023-12-24", True, "Leonardo → Telespazio", "current"),  # of the first document
        ("2024-02", False, "ispace · Telespazio", "ended"),
        ("2024-03-01", True, "Moonlight", None),
        ("2024-03-01", True, "Telespazio in Moonlight", None),
        (None, False, "Avio · CNES", "signed"),
    ]


def test_names_and_filters(spacecorp: Run, corpus) -> None:
    def facts(*arguments: str) -> list[str]:
        return [row["fact"] for row in spacecorp("timeline", *arguments, "--json").json]

    assert facts("ispace") == ["ispace · Telespazio"] * 2
    assert facts("moonlight") == ["Moonlight", "Telespazio in Moonlight"]
    assert facts("telespazio", "--relation", "participation") == ["Telespazio in Moonlight"]
    assert facts("--since", "2024-03") == ["Moonlight", "Telespazio in Moonlight"]
    assert facts("--until", "2023-05") == ["RAI → Telespazio", "ispace · Telespazio"]
    assert facts("--kind", "prime", "--kind", "constellation") == [
        "Moonlight", "Telespazio in Moonlight",
    ]  # fmt: skip
    unknown = spacecorp("timeline", "--kind", "prune")
    assert unknown.status == 2
    assert "'prune' is no kind" in unknown.err
    assert facts("--document", "b.txt") == ["Leonardo → Telespazio"]


def test_years(spacecorp: Run, corpus) -> None:
    assert spacecorp("timeline", "--years", "--json").json == [
        {"year": "1961", "dated": 1, "told": 0, "undated": 0},
        {"year": "2023", "dated": 1, "told": 1, "undated": 0},
        {"year": "2024", "dated": 1, "told": 2, "undated": 0},
        {"year": None, "dated": 0, "told": 0, "undated": 1},
    ]
    out = spacecorp("timeline", "--years").out
    lines = [line.split() for line in out.splitlines()]
    assert lines[1] == ["⋮"]
    assert lines[2][0::2] == ["2023", "2"]
    assert lines[2][1].count("█") == lines[2][1].count("░") == lines[0][1].count("█")
    assert lines[4] == ["undated", "1"]
    assert "Telespazio" not in out


def test_the_table_fits_and_every_format_says_the_same(spacecorp: Run, corpus) -> None:
    for columns in (40, 80, 160):
        out = spacecorp("timeline", columns=columns).out
        assert max(map(len, out.splitlines())) <= columns
    assert "(2023-12-24)" in out
    assert "Avio" not in out  # counted apart
    array = spacecorp("timeline", "--json").json
    lines = spacecorp("timeline", "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == array
    rows = list(csv.DictReader(io.StringIO(spacecorp("timeline", "-f", "csv").out)))
    assert [(r["date"], r["fact"]) for r in rows] == [(r["date"] or "", r["fact"]) for r in array]


def test_nothing_found(spacecorp: Run, corpus) -> None:
    nothing = spacecorp("timeline", "--since", "2030")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "no facts found\n")


YEARS = st.builds(Year, st.from_regex("[0-9]{4}", fullmatch=True), *[st.integers(0, 10**6)] * 2)


@given(st.lists(YEARS.filter(lambda y: y.events), min_size=1), st.integers(30, 200))
@settings(max_examples=50, deadline=None)
def test_bars_fit_and_whatever_is_there_is_seen(years: list[Year], width: int) -> None:
    lines = [line for line in rendered(bar_lines(years, width=width)) if line[:4].isdecimal()]
    for year, line in zip(years, lines, strict=True):
        assert text_width(line.rstrip("\n")) <= width
        assert bool(year.dated) == ("█" in line)
        assert bool(year.told) == ("░" in line)
        assert line.split()[-1] == str(year.events)
