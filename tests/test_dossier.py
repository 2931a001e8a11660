"""`show`: all about one name, with trees, partners, roles, offices and reasons."""

from pathlib import Path

import pytest
from commands import Run
from extractions import Story
from stores import store

from spacecorp.relations.offices import office


def mentioned(sentence: str, person: str, organisation: str) -> str | None:
    places = [(sentence.index(name), sentence.index(name) + len(name))
              for name in (person, organisation)]  # fmt: skip
    return office(sentence, *places)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Ada Rossi, chief executive officer of Avio, said so.", "chief executive officer"),
        ("said Ada Rossi, head of space systems at Avio.", "head of space systems"),
        ("Ada Rossi, the president and CEO of the Avio group", "president and CEO"),
        ("Ada Rossi is the Director General of Avio.", "Director General"),
        ("Avio's chief executive, Ada Rossi, was there.", "chief executive"),
        ("Avio’s new deputy director Ada Rossi", "deputy director"),
        ("Avio CEO Ada Rossi", "CEO"),
        ("the head of Avio, Ada Rossi, told us", "head"),
        ("according to Ada Rossi, Avio's spokeswoman.", "spokeswoman"),
        ("Ada Rossi, chairman of Thales, denied that Avio had been asked", None),
        ("Ada Rossi met the director of Avio", None),
        ("Avio, she said. The director Ada Rossi", None),
        ("Ada Rossi flew to Avio.", None),
    ],
)
def test_an_office_stands_right_beside_the_names(sentence, said):
    assert mentioned(sentence, "Ada Rossi", "Avio") == said


@pytest.mark.parametrize("filler", ["chief ", "of the ", "acting ", "a ", "and , ", "director of "])
def test_an_office_is_looked_for_in_bounded_time(filler):
    text = "Ada " + filler * 20_000 + " Avio"
    assert office(text, (0, 3), (len(text) - 4, len(text))) is None
    assert office(text, (len(text) - 4, len(text)), (0, 3)) is None


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    told = Story("a.txt", "2024-03-01", title="Telespazio")
    told.owns("Leonardo", "Telespazio", 67, kind="joint_venture")
    told.owns("Thales", "Telespazio", 33, kind="joint_venture")
    told.owns("Telespazio", "e-GEOS", 80).owns("Telespazio", "Calder", 50, status="former")
    told.owns("e-GEOS", "GAF", 100).owns("GAF", "Telespazio", 1)
    told.partners("Telespazio", "ispace", kind="letter_of_intent", date="2025-10")
    told.partners("Telespazio", "Avio", kind="contract", programme="Moonlight")
    told.partners("Telespazio", "SES", "Thales", kind="contract", date="2019")
    told.programme("Moonlight", "constellation", prime="Telespazio", customer="ESA")
    told.programme("Galileo", "constellation", operator="Telespazio")
    told.tell(
        "Gabriele Pieralli, chief executive of Telespazio, spoke beside Ada Rossi.",
        Gabriele_Pieralli="person",
        Telespazio="organisation",
        Ada_Rossi="person",
    )
    other = Story("b.txt", "2025-01-01").owns("Telespazio", "Telespazio Ltd", 100)
    return store(tmp_path / "spacecorp.db", [told, other])


def section(out: str, title: str) -> str:
    """The lines of a dossier under one of its titles."""
    return out.partition(f"\n\n{title}\n")[2].partition("\n\n")[0]


def test_a_dossier_has_all_its_parts(corpus, spacecorp: Run):
    out = spacecorp("show", "telespazio").out
    heading, what, *_ = out.splitlines()
    assert heading.startswith("Telespazio  organisation  org-")
    assert "company, Italy, since 1961, part of Leonardo" in what
    owners = section(out, "Owners").splitlines()
    assert [line.split()[1] for line in owners[1:4]] == ["Leonardo", "Thales", "GAF"]
    assert "└─ Telespazio ↺ see above" in section(out, "Owners")
    assert "GAF" in section(out, "Holdings")
    assert "80 %" in section(out, "Holdings")
    assert "Calder" in section(out, "Planned and former holdings")
    assert "Calder" not in section(out, "Holdings")
    partners = [line.split() for line in section(out, "Partners").splitlines()[2:]]
    assert [row[:2] for row in partners if row[0] in ("contract", "letter")] == [
        ["contract", "2024"],
        ["letter", "of"],
    ]
    assert "SES · Thales" in section(out, "Partners")
    roles = [line.split()[:2] for line in section(out, "Programmes").splitlines()[2:]]
    assert roles == [["prime", "Moonlight"], ["operator", "Galileo"]]
    assert "chief executive" in section(out, "People")
    assert section(out, "People named beside it") == "Ada Rossi"
    assert "a.txt" in section(out, "Documents")


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("name", ["Telespazio", "Moonlight", "Gabriele Pieralli", "GAF"])
def test_a_dossier_fits_the_terminal_and_is_always_the_same(corpus, spacecorp: Run, columns, name):
    out = spacecorp("show", name, "--why", columns=columns).out
    assert all(len(line) <= columns for line in out.splitlines())
    assert spacecorp("show", name, "--why", columns=columns).out == out


def test_why_names_are_one_and_why_others_are_not(corpus, spacecorp: Run):
    spacecorp("merge", "GAF", "Calder")
    assert "a person decided" in spacecorp("show", "GAF", "--why").out
    out = spacecorp("show", "Telespazio", "--why").out
    assert "Telespazio Ltd" in section(out, "Why others are not")
    assert "a fact keeps them apart" in section(out, "Why others are not")
    assert "Why others are not" not in spacecorp("show", "Telespazio").out


def test_a_dossier_as_data(corpus, spacecorp: Run):
    found = spacecorp("show", "Telespazio", "--json").json
    assert found["organisation"]["country"] == "Italy"
    sums = {s["name"]: s["through"] for s in found["holding_sums"]}
    assert sums["GAF"] == {"low": 80.0, "high": 80.0}
    assert found["holding_tree"][0]["name"] == "Telespazio Ltd"
    assert [(p["name"], p["office"]) for p in found["people"]] == [
        ("Gabriele Pieralli", "chief executive"),
        ("Ada Rossi", None),
    ]
    assert found["doubts"][0]["now"] == "different"
    person = spacecorp("show", "Pieralli", "--json").json
    assert [(p["organisation"], p["office"]) for p in person["people"]] == [
        ("Telespazio", "chief executive")
    ]
