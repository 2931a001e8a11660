"""A user's own table of organisations: read, remembered, above the bundled one."""

from pathlib import Path

import pytest

from spacecorp.knowledge import organisations
from spacecorp.knowledge.organisations import by_id
from spacecorp.resolution import Record, resolve
from spacecorp.resolution.own import own_organisations
from spacecorp.sheet import BadRow

TABLE = """name,aliases,kind,country,parent,former
Calder Orbital,Calder|CAL-O,company,Germany,Telespazio,Kalder Raumfahrt=2019
Telespazio,Fucino Works,,,,
"""
STORY = """<title>Two contracts</title><article><h1>Two contracts</h1>
<p>Kalder Raumfahrt signed a contract with Avio on Monday in Rome. The price was not given.</p>
<p>Fucino Works has signed a memorandum of understanding with Arianespace, it said.</p></article>"""
OTHER = """<title>More</title><article><h1>More contracts for the company</h1>
<p>CAL-O signed a contract with SES on Tuesday, the two companies announced in Bremen.</p>
<p>Telespazio has signed a memorandum of understanding with Eutelsat, it said.</p></article>"""


@pytest.fixture(autouse=True)
def bundled_only():
    yield
    organisations.use(())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.csv").write_text(TABLE)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.html").write_text(STORY)
    (tmp_path / "docs/b.html").write_text(OTHER)
    return tmp_path


def test_rows_add_organisations_and_change_bundled_ones():
    found, bad = own_organisations(TABLE)
    assert not bad
    before = by_id()["TSPZ"]
    organisations.use(found)
    after = by_id()["TSPZ"]
    assert (after.name, after.country, after.parent) == (before.name, before.country, before.parent)
    assert set(after.aliases) == {"Fucino Works", *before.aliases}
    new = by_id()["own-calder-orbital"]
    assert (new.parent, new.former) == ("TSPZ", (("Kalder Raumfahrt", "2019"),))
    records = [
        Record(document, "e1", name, "organisation")
        for document, name in zip(
            "abcd", ("Kalder Raumfahrt", "CAL-O", "Fucino Works", "Telespazio"), strict=True
        )
    ]
    clusters = resolve(records)
    assert {c.known for c in clusters} == {"TSPZ", "own-calder-orbital"}
    organisations.use(())
    assert by_id()["TSPZ"] == before
    assert len(resolve(records)) == 4


def test_a_table_says_what_is_wrong_with_each_row():
    found, bad = own_organisations(
        "id;name;kind;country;parent;start\n;Avio;firm;;;\n;X;;Atlantis;;\n;Y;;;Nobody;\n;;;;;\n"
        ";Z;;;;last year\nTSPZ;;;;;\n;Telespazio;;;;\n;Good;company;international;Y;1999\n"
        ";a;;;;;;b\n;!!;;;;\n"
    )
    parents = {o.id: o.parent for o in found}
    assert parents == {"TSPZ": "", "own-good": "own-y", "own-y": ""}
    assert [(b.line, b.reason.split(":")[0]) for b in bad if isinstance(b, BadRow)] == [
        (2, "'firm' is no kind"),
        (3, "'Atlantis' is no state"),
        (4, "no organisation to be its parent, kept without"),
        (6, "a year is four digits"),
        (8, "is line 7 again"),
        (10, "has 8 cells under 6 headings"),
        (11, "has no name"),
    ]


def known(spacecorp) -> dict[str, str]:
    rows = spacecorp("entities", "--known", "--json").json
    return {row["name"]: row["organisation"]["source"] for row in rows}


def test_the_database_remembers_the_table(folder, spacecorp):
    assert spacecorp("ingest", "docs").status == 0
    assert "own" not in known(spacecorp).values()
    told = spacecorp("ingest", "docs", "--organisations", "own.csv")
    assert "read 2, unchanged 0" in told.err
    found = {row["known"] for row in spacecorp("entities", "--known", "--json").json}
    assert {"own-calder-orbital", "TSPZ"} <= found
    assert len([name for name, source in known(spacecorp).items() if source == "own"]) == 2
    organisations.use(())  # as in a process of its own
    (folder / "docs/c.html").write_text(OTHER.replace("Eutelsat", "Hispasat"))
    assert "read 1, unchanged 2" in spacecorp("ingest", "docs").err
    assert len([name for name, source in known(spacecorp).items() if source == "own"]) == 2
    for columns in (80, 160):
        table = spacecorp("entities", "--known", columns=columns).out
        assert "own table" in table
        assert all(len(line) <= columns for line in table.splitlines())
    (folder / "own.csv").write_text("name\n")
    assert "read 3" in spacecorp("ingest", "docs", "--organisations", "own.csv").err
    assert "own" not in known(spacecorp).values()


def test_extract_reads_with_the_table(folder, spacecorp):
    def entities(*options: str) -> set[str]:
        found = spacecorp("extract", "docs/a.html", "--json", *options).json
        return {entity["name"] for entity in found[0]["entities"]}

    assert "Fucino Works" in entities("--organisations", "own.csv")
    before = entities()
    assert entities() == before


def test_a_table_that_cannot_be_used_is_one_line(folder, spacecorp):
    for content, said in ((b"firm\nAvio\n", "has no column name"), (b"\xff\xffname", "UTF-8")):
        (folder / "bad.csv").write_bytes(content)
        result = spacecorp("ingest", "docs", "--organisations", "bad.csv")
        assert (result.status, result.err.count("\n")) == (1, 1)
        assert said in result.err
        assert not (folder / "spacecorp.db").exists()
    (folder / "bad.csv").write_text("name,kind\nAvio,bakery\nCalder Orbital,company\n")
    result = spacecorp("extract", "docs/a.html", "--organisations", "bad.csv")
    assert "bad.csv, line 2: 'bakery' is no kind" in result.err
    assert (result.status, bool(result.out)) == (1, True)
