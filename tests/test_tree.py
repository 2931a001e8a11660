"""`ownership --tree`: chains of owners, drawn and as data."""

import csv
import io
import json

import pytest
from commands import Run
from extractions import Story
from stores import store


@pytest.fixture
def corpus(tmp_path):
    story = Story("news/a.txt", "2024-05-01")
    story.owns("Leonardo", "Telespazio", 67).owns("Thales", "Telespazio", 33)
    story.owns("Telespazio", "e-GEOS", 80).owns("Leonardo", "e-GEOS", 5)
    story.owns("Ring One", "Ring Two", 60).owns("Ring Two", "Ring One", 70)
    story.owns("Brennus Group", "Aquilon", 75).owns("Meridian Capital", "Aquilon", 40)
    story.owns("Calder", "Aquilon", None, status="planned")
    other = Story("news/b.txt", "2024-06-01").owns("Leonardo", "Telespazio", 60)
    return store(tmp_path / "spacecorp.db", [story, other])


def test_a_name_shows_its_owners_and_its_holdings(spacecorp: Run, corpus) -> None:
    for columns in (60, 80, 160):
        result = spacecorp("ownership", "telespazio", "--tree", columns=columns)
        assert (result.status, result.err) == (0, "")
        assert max(map(len, result.out.splitlines())) <= columns
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines[0] == "Telespazio"
    assert "├─ Leonardo 60–67 % shareholding" in lines
    assert "│ ≠ sources differ: 60 %, 67 %" in lines
    assert "└─ Thales 33 % shareholding" in lines
    assert "└─ e-GEOS 80 % shareholding" in lines


def test_shares_through_others_loops_and_sums_are_marked(spacecorp: Run, corpus) -> None:
    lines = [" ".join(line.split()) for line in spacecorp("ownership", "--tree").out.splitlines()]
    assert "│ └─ e-GEOS 80 % 48–53.6 % shareholding" in lines
    assert "e-GEOS 5 % 53–58.6 % 2" in lines  # over both chains
    assert any("Ring One ↺ see above 70 %" in line for line in lines)
    assert lines.count("≠ shares add up to 115 %") == 2
    roots = [line for line in lines if line in ("Ring One", "Ring Two", "Leonardo", "Telespazio")]
    assert roots == ["Leonardo", "Ring One"]  # everyone else stands beneath these


def test_data_is_nested_or_has_a_line_for_each_link(spacecorp: Run, corpus) -> None:
    (leonardo,) = spacecorp("ownership", "leonardo", "--tree", "--json").json
    telespazio = leonardo["holdings"][0]
    assert telespazio["share"] == {"low": 60.0, "high": 67.0}
    assert telespazio["links"][0]["name"] == "e-GEOS"
    assert telespazio["links"][0]["through"] == {"low": 48.0, "high": 53.6}
    assert leonardo["owners"] == []
    (total,) = [s for s in leonardo["holding_sums"] if s["name"] == "e-GEOS"]
    assert (total["chains"], total["through"]["high"]) == (2, 58.6)
    lines = spacecorp("ownership", "leonardo", "--tree", "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == [leonardo]
    flat = spacecorp("ownership", "leonardo", "--tree", "-f", "csv").out
    chains = [row["chain"] for row in csv.DictReader(io.StringIO(flat))]
    assert chains == [
        "Leonardo > Telespazio", "Leonardo > Telespazio > e-GEOS", "Leonardo > e-GEOS",
    ]  # fmt: skip


def test_filters_and_nothing_found(spacecorp: Run, corpus) -> None:
    assert "Calder" in spacecorp("ownership", "--tree", "--status", "planned").out
    nothing = spacecorp("ownership", "--tree", "--status", "former")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "no holdings found\n")
    two = spacecorp("ownership", "--tree", "--status", "former", "--status", "planned")
    assert two.status == 2
    assert spacecorp("ownership", "--tree", "--new-since", "2024").status == 2
    assert spacecorp("ownership", "--tree", "--evidence").status == 2


def test_too_many_links_are_said(spacecorp: Run, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("spacecorp.cli.tree.MOST_LINKS", 60)
    story = Story("a.txt")
    for at in range(9):
        story.owns(f"Owner {at}", "Hub Holding", 5).owns("Hub Holding", f"Daughter {at}", 50)
    store(tmp_path / "spacecorp.db", [story])
    result = spacecorp("ownership", "--tree", "--json")
    assert result.status == 0
    assert result.err == "the rest of more than 60 links is left out; ask for a NAME\n"
    assert [tree["name"] for tree in result.json] == [f"Owner {at}" for at in range(6)]
