"""`export`: each format read by its own library, whole and with its keys."""

import csv
import json
import re
import sys
from importlib import resources
from io import StringIO
from pathlib import Path

import pytest
from commands import Run
from extractions import Story
from stores import store

HOSTILE = '=1+1 "];, <script>alert(1)</script> \\ \x1b[31m \ufffe \u202e end'
FORMATS = ("csv", "parquet", "ftm", "bods", "neo4j")


def stories() -> list[Story]:
    first = Story("news/first.txt", "2025-11-03", "A deal").owns("Leonardo", "Telespazio", 67)
    first.owns("Thales", "Telespazio", 33, date="2025-10-01")
    first.name("Italy", type="country")
    first.owns("Italy", "DLR", 5)
    first.partners("Telespazio", "ispace", kind="letter_of_intent", programme="Moonlight")
    first.programme("Moonlight", kind="constellation", prime="Telespazio")
    second = Story("second.txt", "2024-05").owns("Thales", "Telespazio", 40)
    second.partners("ispace", "CNES", "Avio", kind="consortium", programme="Moonlight")
    second.name("Jane Doe", type="person")
    second.owns("Jane Doe", "Avio", status="former", date="2024-02-03")
    second.owns("ispace", "Avio", 10, status="planned")
    second.owns(HOSTILE, "Avio", 7, says="Somebody owns it.")
    return [first, second]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A small database, where commands look for theirs."""
    return store(tmp_path / "spacecorp.db", stories())


def exported(spacecorp: Run, form: str, *more: object) -> dict[str, bytes]:
    done = spacecorp("export", form, "--as", form, *more)
    assert (done.status, done.out) == (0, "")
    return {path.name: path.read_bytes() for path in Path(form).iterdir()}


def test_tables_in_duckdb_with_their_keys(spacecorp: Run, database: Path):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    read = duckdb.connect()
    tables = {name.removesuffix(".csv") for name in exported(spacecorp, "csv")}
    assert tables == {name.removesuffix(".parquet") for name in exported(spacecorp, "parquet")}
    for table in tables:
        typed = read.execute(f"FROM 'parquet/{table}.parquet'").fetchall()
        told = read.execute(f"FROM read_csv('csv/{table}.csv', header = true, delim = ',', quote ="
                            " '\"', escape = '\"', all_varchar = true)").fetchall()  # fmt: skip
        assert len(typed) == len(told)
        assert [r[0] for r in typed] == [r[0] for r in told]
    read.execute("SET file_search_path = 'parquet'")
    holdings = (
        "SELECT a.name, b.name, o.share, o.status FROM 'ownership.parquet' o"
        " JOIN 'entities.parquet' a ON a.id = o.owner JOIN 'entities.parquet' b ON b.id = o.owned"
    )
    rows = {(r["owner"], r["owned"], r["share"], r["status"]) for r in
            spacecorp("ownership", "--json").json}  # fmt: skip
    assert set(read.execute(holdings).fetchall()) == rows
    for table, column, other in [
        ("parties", "partnership", "partnerships"), ("parties", "entity", "entities"),
        ("partnership_programmes", "programme", "programmes"), ("aliases", "entity", "entities"),
        ("participations", "programme", "programmes"), ("evidence", "document", "documents"),
        ("participations", "organisation", "entities"), ("programmes", "id", "entities"),
    ]:  # fmt: skip
        ids = f"SELECT id FROM '{other}.parquet'"
        lost = f"SELECT count(*) FROM '{table}.parquet' WHERE {column} NOT IN ({ids})"
        assert read.execute(lost).fetchone() == (0,)
    proven = (
        "SELECT count(DISTINCT fact), count(*) FROM 'evidence.parquet' WHERE relation = 'ownership'"
    )
    assert read.execute(proven).fetchone() == (7, 7)


def test_ftm_keeps_every_value_in_followthemoney(spacecorp: Run, database: Path):
    model = pytest.importorskip("followthemoney").model
    lines = exported(spacecorp, "ftm")["entities.ftm.json"].decode().splitlines()
    written = [json.loads(line) for line in lines]
    schemas = {item["id"]: model.get(item["schema"]) for item in written}
    assert len(schemas) == len(written)
    for item in written:
        proxy = model.get_proxy(item, cleaned=False)
        proxy.schema.validate(item)
        kept = {name: set(proxy.get(name)) for name in item["properties"]}
        assert kept == {name: set(values) for name, values in item["properties"].items()}
        for name, values in item["properties"].items():
            if (wanted := proxy.schema.get(name).range) is not None:
                assert all(schemas[value].is_a(wanted) for value in values)


def test_ftm_says_what_the_documents_say(spacecorp: Run, database: Path):
    written = [json.loads(line) for line in
               exported(spacecorp, "ftm")["entities.ftm.json"].decode().splitlines()]  # fmt: skip
    by_id = {item["id"]: item for item in written}
    names = {i: item["properties"].get("name", ["?"])[0] for i, item in by_id.items()}

    def of(schema: str) -> list[dict]:
        return [item["properties"] for item in written if item["schema"] == schema]

    owned = {
        (names[p["owner"][0]], names[p["asset"][0]], *p.get("percentage", []), *p["status"])
        for p in of("Ownership")
    }
    assert ("Leonardo", "Telespazio", "67", "current") in owned
    assert ("Jane Doe", "Avio", "former") in owned
    (link,) = of("UnknownLink")
    assert {names[link["subject"][0]], names[link["object"][0]]} == {"Telespazio", "ispace"}
    assert link["summary"] == ["for Moonlight"]
    (proof,) = [by_id[key] for key in link["proof"]]
    assert proof["properties"]["fileName"] == ["first.txt"]
    assert {names[p["member"][0]] for p in of("Membership")} == {"ispace", "CNES", "Avio"}
    roles = {(names[p["participant"][0]], *p.get("role", [])) for p in of("ProjectParticipant")}
    assert ("Telespazio", "prime") in roles
    assert [p["name"] for p in of("Project")] == [["Moonlight"]]
    assert {"Italy", "CNES"} <= {p["name"][0] for p in of("PublicBody")}
    (telespazio,) = [p for p in of("Company") if p["name"] == ["Telespazio"]]
    assert telespazio["country"] == ["it"]
    assert {"Telespazio", "Italy"} <= {p["name"][0] for p in of("Mention")}


def statements(spacecorp: Run, *more: object) -> list[dict]:
    return json.loads(exported(spacecorp, "bods", *more)["statements.json"])


def test_bods_is_valid_against_the_schema_of_the_standard(spacecorp: Run, database: Path):
    pytest.importorskip("libcovebods")
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry, Resource

    folder = resources.files("libcovebods") / "data" / "schema-0-4-0"
    parts = ("statement", "components", "entity-record", "person-record", "relationship-record")
    schemas = [json.loads((folder / f"{part}.json").read_text()) for part in parts]
    known = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in schemas])
    check = Draft202012Validator(schemas[0], registry=known, format_checker=FormatChecker())
    written = statements(spacecorp)
    assert len(written) > 10
    assert not [error.message for error in check.iter_errors(written)]
    del written[0]["statementId"]
    assert list(check.iter_errors(written))


def test_bods_says_what_the_documents_say(spacecorp: Run, database: Path):
    done = spacecorp("export", "bods", "--as", "bods")
    assert "only planned are left out: 1\n" in done.err
    written = statements(spacecorp, "--force")
    seen: dict[str, dict] = {}
    named = {}
    held = {}
    for item in written:
        details = item["recordDetails"]
        if item["recordType"] == "relationship":
            assert {details["subject"], details["interestedParty"]} <= seen.keys()
            owner, owned = (named[details[end]] for end in ("interestedParty", "subject"))
            (interest,) = details["interests"]
            share = interest.get("share", {}).get("exact")
            held[owner, owned, share] = item
        else:
            names = [details.get("name"), *(n["fullName"] for n in details.get("names", ()))]
            named[item["recordId"]] = next(name for name in names if name)
        seen[item["recordId"]] = item
    assert len({item["statementId"] for item in written}) == len(written) == len(seen)
    letter = held["Leonardo", "Telespazio", 67]
    assert (
        letter["statementDate"] == letter["publicationDetails"]["publicationDate"] == "2025-11-03"
    )
    dated = held["Thales", "Telespazio", 33]["recordDetails"]["interests"][0]
    assert dated["startDate"] == "2025-10-01"
    differ = held["Thales", "Telespazio", 40]
    assert differ["statementDate"] == "2024-05-01"
    assert differ["annotations"][-1]["description"].startswith("sources differ")
    former = held["Jane Doe", "Avio", None]
    assert former["recordStatus"] == "closed"
    assert former["recordDetails"]["interests"][0]["endDate"] == "2024-02-03"


def test_bods_says_where_no_document_has_a_date(spacecorp: Run, tmp_path: Path):
    store(tmp_path / "spacecorp.db", [Story().owns("Leonardo", "Telespazio", 67)])
    done = spacecorp("export", "bods", "--as", "bods")
    assert "without a date say 1970-01-01: 3\n" in done.err
    assert {s["statementDate"] for s in statements(spacecorp, "--force")} == {"1970-01-01"}


def test_neo4j_headings_and_ends(spacecorp: Run, database: Path):
    files = exported(spacecorp, "neo4j")
    tables = {name: list(csv.DictReader(StringIO(data.decode()))) for name, data in files.items()}
    nodes = [r["id:ID"] for name, rows in tables.items() if name.startswith("nodes") for r in rows]
    assert len(set(nodes)) == len(nodes)
    ties = [r for name, rows in tables.items() if name.startswith("rel") for r in rows]
    assert {r[end] for r in ties for end in (":START_ID", ":END_ID")} <= set(nodes)
    assert {r[":TYPE"] for r in ties} == {
        "PARTY_TO", "CONCERNS", "OWNS", "TAKES_PART_IN", "NAMES",
    }  # fmt: skip
    names = {r["id:ID"]: r for r in tables["nodes-entities.csv"]}
    shares = {
        (names[r[":START_ID"]]["name"], r["share:double"]) for r in ties if r[":TYPE"] == "OWNS"
    }
    assert ("Leonardo", "67") in shares
    assert {r[":LABEL"] for r in names.values()} == {
        "Entity;Organisation", "Entity;Programme", "Entity;Country", "Entity;Person",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "ftm", "bods", "neo4j"])
def test_hostile_names_stay_names(spacecorp: Run, database: Path, form: str):
    for name, data in exported(spacecorp, form).items():
        text = data.decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
            if "entities" in name:
                assert any(cell.startswith("'=1+1") for cell in cells)
        else:
            assert "<script>" in text


def test_all_files_or_none_and_never_over_another(
    spacecorp: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "csv"
    folder.mkdir()
    (folder / "ownership.csv").write_text("mine")
    done = spacecorp("export", folder, "--as", "csv")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "exists already" in done.err
    assert [path.name for path in folder.iterdir()] == ["ownership.csv"]
    assert spacecorp("export", folder, "--as", "csv", "--force").status == 0
    assert (folder / "ownership.csv").read_text().startswith("id,owner")
    assert not list(folder.glob(".*"))
    assert spacecorp("export", "spacecorp.db", "--as", "csv").err == "spacecorp.db: is a file\n"
    assert spacecorp("export", "no/where", "--as", "csv").status == 1
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = spacecorp("export", "arrow", "--as", "parquet")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "spacecorp[parquet]" in done.err
    assert not (tmp_path / "arrow").exists()


def test_filters(spacecorp: Run, database: Path):
    rows = list(
        csv.DictReader(
            StringIO(exported(spacecorp, "csv", "--until", 2024)["ownership.csv"].decode())
        )
    )
    assert {row["share"] for row in rows} == {"40", "10", "7", ""}


def test_the_same_bytes_whatever_the_order(spacecorp: Run, tmp_path: Path):
    store(tmp_path / "one.db", stories())
    store(tmp_path / "other.db", reversed(stories()))
    for form in FORMATS:
        if form == "parquet":
            pytest.importorskip("pyarrow")
        one = exported(spacecorp, form, "--db", "one.db")
        assert one == exported(spacecorp, form, "--db", "other.db", "--force")
