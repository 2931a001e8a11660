"""`extract`: the contract on standard output."""

import json

import jsonschema
import pytest
from commands import Run
from extractions import Story

STORY = """Luna Forge and Kestrel Orbital sign letter of intent

12 May 2024

Luna Forge of Bremen and Kestrel Orbital have signed a letter of intent about the Harrier mission.
Luna Forge is owned by Nordwerk Holding (67%) and Ostwind Capital (33%).
"""
PAGE = (
    "<html><head><title>Kestrel</title></head><body><article><p>Kestrel Orbital is a company in"
    " Leeds. It builds small satellites for science and trade.</p></article></body></html>"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(STORY)
    (tmp_path / "docs" / "b.html").write_text(PAGE)
    return tmp_path / "docs"


def test_every_object_is_as_the_schema_says(spacecorp: Run, folder):
    schema = spacecorp("schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    contract = jsonschema.Draft202012Validator(schema)
    lines = [json.loads(line) for line in spacecorp("extract", "docs").out.splitlines()]
    assert [line["document"]["path"] for line in lines] == ["docs/a.txt", "docs/b.html"]
    for line in lines:
        contract.validate(line)


def test_the_schema_holds_for_every_kind_of_fact(spacecorp: Run):
    contract = jsonschema.Draft202012Validator(spacecorp("schema").json)
    story = Story("a.txt", "2024-05").owns("Leonardo", "Telespazio", 67).owns("A", "B")
    story.partners("Thales", "Leonardo", programme="Moonlight")
    story.programme("Moonlight", "constellation", prime="Telespazio")
    record = json.loads(json.dumps(story.extraction().to_json()))
    contract.validate(record)
    record["ownership"][0]["share"] = "67 %"
    with pytest.raises(jsonschema.ValidationError):
        contract.validate(record)


def test_formats(spacecorp: Run, folder):
    lines = [json.loads(line) for line in spacecorp("extract", "docs").out.splitlines()]
    assert spacecorp("extract", "docs", "--json").json == lines
    table = spacecorp("extract", "docs", "--format", "table")
    assert "docs/a.txt" in table.out
    assert spacecorp("extract", "docs", "--format", "csv").status == 2


def test_the_clean_text_on_demand(spacecorp: Run, folder):
    (_, page) = spacecorp("extract", "docs", "--text", "--json").json
    assert "Kestrel Orbital is a company in Leeds." in page["document"]["text"]
    assert "<p>" not in page["document"]["text"]
    (read, _) = spacecorp("extract", "docs", "--text", "--no-facts", "--json").json
    assert "Luna Forge" in read["document"]["text"]
    assert read["entities"] == []
    assert "text" not in spacecorp("extract", "docs", "--json").json[0]["document"]


def test_what_cannot_be_read_is_said_and_the_rest_printed(spacecorp: Run, folder):
    (folder / "empty.txt").touch()
    result = spacecorp("extract", "docs", "nothing")
    assert result.status == 1
    assert len(result.out.splitlines()) == 2
    assert sorted(line.split(":")[0] for line in result.err.splitlines()) == [
        "docs/empty.txt",
        "nothing",
    ]
    empty = spacecorp("extract", "nothing", "--json")
    assert (empty.status, empty.json) == (1, [])


def test_control_characters_stay_escaped(spacecorp: Run, folder):
    (folder / "a.txt").write_text(
        STORY + "\nA bell \x07, a colour \x1b[31m, a turn \u202e, C1 \x9b.\n"
    )
    for form in ("jsonl", "json", "table"):
        out = spacecorp("extract", "docs/a.txt", "--text", "--format", form).out
        assert not set(out) & {"\x07", "\x1b", "\u202e", "\x9b"}
