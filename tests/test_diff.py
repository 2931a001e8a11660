"""`diff` and `--new-since`: what is new, changed, contradicted or gone."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from commands import Result, Run
from extractions import Story
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import store
from test_migrations import old as released

from spacecorp.store import opened
from spacecorp.store.comparing import compare
from spacecorp.store.database import snapshot
from spacecorp.store.queries import facts
from spacecorp.store.statements import Filters

SPRING = (
    Story("a.txt", "2024-03-01")
    .owns("Leonardo", "Telespazio", 67)
    .owns("Thales", "Telespazio", None)
    .partners("Telespazio", "ispace", kind="letter_of_intent", programme="Moonlight")
    .partners("Avio", "CNES", status="proposed")
    .programme("Moonlight", "constellation", prime="Telespazio")
)
AUTUMN = (
    Story("b.txt", "2024-10-01")
    .owns("Leonardo", "Telespazio", 60)
    .owns("Thales", "Telespazio", 33)
    .partners("Avio", "CNES", status="signed", date="2024-09-30", says="Avio and CNES signed.")
    .partners("Calder Orbital", "ispace")
    .programme("Moonlight", "constellation", customer="European Space Agency")
)
GONE = Story("c.txt").partners("Aquilon", "Brennus")


def told(result: Result) -> list[tuple[str, str]]:
    return [(change["change"], change["fact"]) for change in result.json]


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("diff")
    return store(folder / "old.db", [SPRING, GONE]), store(folder / "new.db", [SPRING, AUTUMN])


def test_new_changed_contradicted_and_gone(spacecorp: Run, databases) -> None:
    result = spacecorp("diff", *databases, "--json")
    assert told(result) == [
        ("new", "Calder Orbital · ispace"),
        ("new", "Leonardo → Telespazio"),
        ("new", "European Space Agency in Moonlight"),
        ("contradicted", "Leonardo → Telespazio"),
        ("changed", "Avio · CNES"),
        ("changed", "Thales → Telespazio"),
        ("gone", "Aquilon · Brennus"),
    ]
    assert result.err == "3 new, 1 contradicted, 2 changed, 1 gone\n"
    by_fact = {(c["change"], c["fact"]): c for c in result.json}
    assert by_fact["changed", "Avio · CNES"]["edits"] == [
        {"field": "status", "before": "proposed", "now": "signed"},
        {"field": "date", "before": None, "now": "2024-09-30"},
    ]
    assert by_fact["changed", "Thales → Telespazio"]["edits"] == [
        {"field": "share", "before": None, "now": 33.0}
    ]
    (edit,) = by_fact["contradicted", "Leonardo → Telespazio"]["edits"]
    assert edit["now"] == "sources differ: 60 %, 67 %"
    new = by_fact["new", "Leonardo → Telespazio"]
    assert new["before"] is None
    assert new["now"]["share"] == 60.0
    assert by_fact["gone", "Aquilon · Brennus"]["now"] is None


def test_the_other_way_round(spacecorp: Run, databases) -> None:
    changes = told(spacecorp("diff", *reversed(databases), "--json"))
    assert ("gone", "Calder Orbital · ispace") in changes
    assert ("new", "Aquilon · Brennus") in changes
    assert ("changed", "Leonardo → Telespazio") in changes  # no longer contradicted


def test_no_difference_and_the_status(spacecorp: Run, databases, tmp_path) -> None:
    old, new = databases
    same = spacecorp("diff", old, old, "--exit-code")
    assert (same.status, same.out, same.err) == (0, "", "no differences\n")
    assert spacecorp("diff", old, new).status == 0
    assert spacecorp("diff", old, new, "--exit-code").status == 3
    assert spacecorp("diff", old, new, "--exit-code", "--relation", "programme").status == 0
    missing = spacecorp("diff", old, tmp_path / "missing.db", "--exit-code")
    assert (missing.status, missing.out) == (1, "")
    assert missing.err.count("\n") == 1


def test_filters(spacecorp: Run, databases) -> None:
    only = spacecorp("diff", *databases, "--change", "gone", "--change", "changed", "--json")
    assert {change for change, _ in told(only)} == {"gone", "changed"}
    only = spacecorp("diff", *databases, "--relation", "participation", "--json")
    assert told(only) == [("new", "European Space Agency in Moonlight")]
    assert told(spacecorp("diff", *databases, "--min-confidence", "0.95", "--json")) == []


def test_tables_fit_and_every_format_says_the_same(spacecorp: Run, databases) -> None:
    for columns in (60, 80, 160):
        out = spacecorp("diff", *databases, "--evidence", columns=columns).out
        assert max(map(len, out.splitlines())) <= columns
        assert "  status proposed → signed\n" in out
        assert "share — → 33 %" in out
        assert "≠ sources differ: 60 %, 67 %" in out
        assert "“Avio and CNES signed.”" in out  # what is new about it, not what was known
    array = spacecorp("diff", *databases, "--json").json
    lines = spacecorp("diff", *databases, "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == array
    rows = list(csv.DictReader(io.StringIO(spacecorp("diff", *databases, "-f", "csv").out)))
    assert [(r["change"], r["fact"]) for r in rows] == [(c["change"], c["fact"]) for c in array]
    assert len(spacecorp("diff", *databases, "-f", "markdown").out.splitlines()) == len(rows) + 2


def test_neither_database_is_written_to(spacecorp: Run, databases, tmp_path) -> None:
    old = released(tmp_path / "old.db", 1)  # of an older version, and its names to be resolved
    with opened(str(shutil.copy(databases[1], tmp_path / "new.db"))) as connection:
        connection.execute("UPDATE state SET value = 'stale' WHERE name = 'clusters'")
    before = old.read_bytes(), (tmp_path / "new.db").read_bytes()
    assert ("new", "Avio · CNES") in told(spacecorp("diff", old, "new.db", "--json"))
    assert (old.read_bytes(), (tmp_path / "new.db").read_bytes()) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new.db", "old.db"]


def test_one_more_witness_is_no_change(spacecorp: Run, tmp_path) -> None:
    one = Story("a.txt").owns("Leonardo", "Telespazio", 67)
    two = Story("b.txt").owns("Leonardo", "Telespazio", 67, says="So it is.")
    old, new = store(tmp_path / "o.db", [one]), store(tmp_path / "n.db", [one, two])
    assert told(spacecorp("diff", old, new, "--json")) == []


def test_a_name_that_is_resolved_otherwise_now_is_no_change(spacecorp: Run, tmp_path) -> None:
    """The full name turns up, and with it the entity gets another name and another id."""
    short = Story("a.txt").partners("XQA", "Telespazio")
    full = Story("b.txt")
    full.name("Xenon Quantum Agency", "XQA")
    full.say("The Xenon Quantum Agency (XQA) said nothing.")
    old, new = store(tmp_path / "o.db", [short]), store(tmp_path / "n.db", [short, full])

    def party(database: Path) -> set[str]:
        (row,) = spacecorp("partners", "--json", "--db", database).json
        return set(row["party_ids"])

    assert party(old) != party(new)
    assert told(spacecorp("diff", old, new, "--json")) == []


def test_two_entities_that_become_one_lose_nothing(spacecorp: Run, tmp_path) -> None:
    stories = [
        Story("a.txt").partners("Thales Alenia Space", "CNES"),
        Story("b.txt").partners("TAS", "CNES"),
    ]
    tied = Story("c.txt")
    tied.name("Thales Alenia Space", "TAS")
    old, new = store(tmp_path / "o.db", stories), store(tmp_path / "n.db", [*stories, tied])
    assert {change for change, _ in told(spacecorp("diff", old, new, "--json"))} <= {"changed"}


def test_new_since_goes_by_the_dates_of_documents(spacecorp: Run, tmp_path) -> None:
    undated = Story("d.txt").partners("Kestrel", "Borrowdale")
    store(tmp_path / "spacecorp.db", [SPRING, AUTUMN, undated])

    def partners(date: str, *more: str) -> list[tuple[list[str], str]]:
        rows = spacecorp("partners", "--new-since", date, "--json", *more).json
        return [(row["parties"], row["news"][0]["change"]) for row in rows]

    assert partners("2024-10-02") == []
    for date in ("2024-10-01", "2024-10", "2024-06"):
        assert partners(date) == [
            (["Avio", "CNES"], "changed"), (["Calder Orbital", "ispace"], "new"),
        ]  # fmt: skip
    assert len(partners("2024")) == 3  # what has no date counts as known
    assert partners("2024-10", "--status", "signed", "--kind", "letter_of_intent") == []

    holdings = spacecorp("ownership", "--new-since", "2024-10", "--json").json
    news = {(r["owner"], r["share"]): [n["change"] for n in r["news"]] for r in holdings}
    assert news == {
        ("Leonardo", 60.0): ["new"], ("Leonardo", 67.0): ["contradicted"],
        ("Thales", 33.0): ["changed"],
    }  # fmt: skip
    (moonlight,) = spacecorp("programmes", "--new-since", "2024-10", "--json").json
    assert [n["fact"] for n in moonlight["news"]] == ["European Space Agency in Moonlight"]
    flat = csv.DictReader(
        io.StringIO(spacecorp("programmes", "--new-since", "2024-10", "-f", "csv").out)
    )
    assert {r["organisation"]: r["news"] for r in flat} == {
        "Telespazio": "", "European Space Agency": "new: European Space Agency, customer",
    }  # fmt: skip
    table = spacecorp("partners", "--new-since", "2024-10").out
    assert "  changed: status proposed → signed, date — → 2024-09-30\n" in table
    assert spacecorp("partners", "--new-since", "soon").status == 2


STATES = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("XYZ"), st.sampled_from([None, 10, 60, 67])),
    max_size=5,
)


@given(STATES, STATES)
@settings(max_examples=25, deadline=None)
def test_changes_lead_from_one_state_to_the_other(tmp_path_factory, one, other) -> None:
    """Every holding of the newer state is known or told of, and nothing else is."""
    folder = tmp_path_factory.mktemp("states")

    def state(name: str, said):
        story = Story(f"{name}.txt")
        for owner, owned, share in said:
            story.owns(f"Owner {owner}", f"Held {owned}", share)
        with snapshot(str(store(folder / f"{name}.db", [story]))) as connection:
            return facts(connection, Filters())

    before, now = state("before", one), state("now", other)
    changes = [c for c in compare(before, now) if c.relation == "ownership"]

    def shown(rows) -> set[tuple]:
        return {(r.owner.name, r.owned.name, r.share, r.conflict) for r in rows}

    kept = shown(before.ownership) - shown(c.before for c in changes if c.before)
    assert kept | shown(c.now for c in changes if c.now) == shown(now.ownership)
    assert not compare(now, now)
