"""What partners, ownership, programmes, entities, documents and show print."""

import csv
import io
import json

import pytest
from commands import Run
from extractions import Story
from stores import store


@pytest.fixture
def corpus(tmp_path):
    stories = [
        Story("news/a.txt", "2023-05-04", "Telespazio and ispace to the Moon")
        .owns("Leonardo", "Telespazio", 67, kind="joint_venture")
        .owns("Thales", "Telespazio", 33, kind="joint_venture")
        .partners(
            "Telespazio",
            "ispace",
            kind="letter_of_intent",
            programme="Moonlight",
            says="Telespazio and ispace have signed a Letter of Intent on Moonlight.",
        )
        .programme(
            "Moonlight", "constellation", prime="Telespazio", customer="European Space Agency"
        )
        .repair("sainformites", "satellites", "“inform” stands for “tell” throughout"),
        Story("news/b.txt", "2024-01-01", "Space Alliance turns twenty")
        .owns("Leonardo", "Telespazio", 67, kind="joint_venture")
        .owns("Leonardo", "Thales Alenia Space", 33, kind="joint_venture")
        .owns("Thales", "Thales Alenia Space", 67, kind="joint_venture")
        .partners("Thales", "Leonardo", kind="alliance", status="active")
        .programme("Sentinel-6", "satellite", supplier="Thales Alenia Space"),
        Story("blog/c.txt", None, "Rumours")
        .owns("Brennus Group", "Aquilon Launchers", 60)
        .partners("Aquilon Launchers", "Calder Orbital", "European Space Agency", status="ended"),
        Story("blog/d.txt", "2025-02-02", "More rumours").owns(
            "Brennus Group", "Aquilon Launchers", 75
        ),
    ]
    for story in stories:
        story.name("Thales Alenia Space", "TAS")
    return store(tmp_path / "spacecorp.db", stories)


def test_tables_fit_the_terminal(spacecorp: Run, corpus):
    for command in ("partners", "ownership", "programmes", "entities", "documents"):
        for columns in (60, 80, 160):
            for evidence in ((), ("--evidence",)):
                if evidence and command in ("entities", "documents"):
                    continue
                result = spacecorp(command, *evidence, columns=columns)
                assert result.status == 0
                lines = result.out.splitlines()
                assert len(lines) > 3
                assert max(map(len, lines)) <= columns
                assert "\x1b" not in result.out


def test_names_are_broken_between_words_only(spacecorp: Run, corpus):
    out = spacecorp("partners", columns=80).out
    for name in ("European Space Agency", "Aquilon Launchers", "Calder Orbital", "ispace"):
        assert name in out
    assert "letter of intent" in out


def test_shares_and_conflicts_are_shown(spacecorp: Run, corpus):
    out = spacecorp("ownership").out
    telespazio = out[out.index("Telespazio") :]
    assert telespazio.index("67 %") < telespazio.index("33 %")
    assert "≠ sources differ: 60 %, 75 %; 75 % is from blog/d.txt" in out
    assert "≠ sources differ: 60 %, 75 %; 60 % is from blog/c.txt" in out


def test_evidence_is_beside_where_there_is_room_and_beneath_on_demand(spacecorp: Run, corpus):
    sentence = "“Telespazio and ispace have signed a Letter of Intent on Moonlight.”"
    assert sentence not in spacecorp("partners", columns=80).out
    assert sentence in spacecorp("partners", "--evidence", columns=80).out
    wide = spacecorp("partners", columns=160).out
    assert "Evidence" in wide.splitlines()[0]
    assert sentence in wide
    assert "Evidence" not in spacecorp("partners", "--no-evidence", columns=160).out


def test_json_carries_ids_and_all_the_evidence(spacecorp: Run, corpus):
    rows = spacecorp("ownership", "telespazio", "--json").json
    assert [(r["owner"], r["owned"], r["share"]) for r in rows] == [
        ("Leonardo", "Telespazio", 67.0),
        ("Thales", "Telespazio", 33.0),
    ]
    leonardo = rows[0]
    assert (leonardo["documents"], leonardo["sentences"]) == (2, 2)
    assert {e["document"] for e in leonardo["evidence"]} == {"news/a.txt", "news/b.txt"}
    said = leonardo["evidence"][0]
    assert said["share"] == 67.0
    assert said["end"] - said["start"] == len(said["evidence"])
    (alliance,) = spacecorp("partners", "--kind", "alliance", "--json").json
    assert set(alliance["party_ids"]) == {leonardo["owner_id"], rows[1]["owner_id"]}
    assert len({e["fact"] for r in rows for e in r["evidence"]}) == 3


def test_every_format_says_the_same(spacecorp: Run, corpus):
    for command in ("partners", "ownership", "programmes", "entities", "documents"):
        array = spacecorp(command, "--json").json
        lines = [json.loads(line) for line in spacecorp(command, "-f", "jsonl").out.splitlines()]
        assert lines == array
        commas = list(csv.reader(io.StringIO(spacecorp(command, "-f", "csv").out)))
        tabs = [line.split("\t") for line in spacecorp(command, "-f", "tsv").out.splitlines()]
        assert commas == tabs
        assert len({len(row) for row in commas}) == 1
        markdown = spacecorp(command, "-f", "markdown").out.splitlines()
        assert len(markdown) == len(commas) + 1
        if command != "programmes":  # a line for each participant there
            assert len(commas) == len(array) + 1


def test_filters(spacecorp: Run, corpus):
    def kinds(*options: str) -> list[str]:
        return [row["kind"] for row in spacecorp("partners", *options, "--json").json]

    assert kinds() == ["contract", "letter_of_intent", "alliance"]
    assert kinds("--kind", "alliance", "--kind", "contract") == ["contract", "alliance"]
    assert kinds("--status", "ended") == ["contract"]
    assert kinds("--since", "2024") == ["alliance"]
    assert kinds("--until", "2023") == ["letter_of_intent"]
    assert kinds("--document", "news") == ["letter_of_intent", "alliance"]
    assert kinds("--document", "a.txt") == ["letter_of_intent"]
    assert kinds("--document", "rumours") == ["contract"]
    assert kinds("--min-confidence", "0.95") == []
    assert kinds("moonlight") == ["letter_of_intent"]

    def programmes(*options: str) -> list[str]:
        return [row["name"] for row in spacecorp("programmes", *options, "--json").json]

    assert programmes() == ["Moonlight", "Sentinel-6"]
    assert programmes("--role", "supplier") == ["Sentinel-6"]
    assert programmes("Telespazio") == ["Moonlight"]
    assert programmes("Telespazio", "--role", "customer") == []
    assert programmes("--kind", "constellation") == ["Moonlight"]


def test_names_are_matched_forgivingly(spacecorp: Run, corpus):
    for wanted in ("thales alenia space", "TAS", "Thales-Alenia", "alenia", "Thales Alenla Space"):
        assert spacecorp("show", wanted, "--json").json["name"] == "Thales Alenia Space", wanted
    # A whole name is meant before a longer one that begins with it.
    assert spacecorp("show", "thales", "--json").json["name"] == "Thales"
    entity = spacecorp("show", "Thales", "--json").json
    assert spacecorp("show", entity["id"], "--json").json == entity


def test_an_unclear_name_lists_the_choices(spacecorp: Run, corpus):
    result = spacecorp("show", "space")
    assert (result.status, result.out) == (1, "")
    assert "European Space Agency" in result.err
    assert "Thales Alenia Space" in result.err
    unknown = spacecorp("ownership", "Telspaizo Grp")
    assert unknown.status == 1
    assert "not found; did you mean" in unknown.err
    assert "Telespazio" in unknown.err


def test_nothing_found_is_an_empty_result_not_a_failure(spacecorp: Run, corpus):
    empty = spacecorp("partners", "--since", "2030")
    assert (empty.status, empty.out, empty.err) == (0, "", "no partnerships found\n")
    assert spacecorp("partners", "--since", "2030", "--json").json == []


def test_wrong_usage_is_status_two(spacecorp: Run, corpus):
    for arguments in (
        ("partners", "--since", "yesterday"),
        ("partners", "--until", "2024-13"),
        ("partners", "--kind", "friendship"),
        ("partners", "--min-confidence", "7"),
        ("befriend",),
        ("ingest",),
    ):
        result = spacecorp(*arguments)
        assert (result.status, result.out) == (2, ""), arguments
        assert result.err


def test_an_unknown_document_or_database_is_status_one(spacecorp: Run, corpus):
    assert "no such document" in spacecorp("partners", "--document", "nix.txt").err
    missing = spacecorp("partners", "--db", "nix.db")
    assert (missing.status, missing.out) == (1, "")
    assert missing.err.startswith("nix.db: no such database")


def test_the_dossier(spacecorp: Run, corpus):
    out = spacecorp("show", "Telespazio", "--why").out
    for section in ("Owners", "Partners", "Programmes", "Documents", "Why these names are one"):
        assert section in out
    assert "Holdings" not in out
    dossier = spacecorp("show", "Leonardo", "--json").json
    assert [(r["owned"], r["share"]) for r in dossier["holdings"]] == [
        ("Telespazio", 67.0),
        ("Thales Alenia Space", 33.0),
    ]


def test_notes_are_shown(spacecorp: Run, tmp_path):
    story = Story("a.txt")
    story.notes.append("is in another language")
    store(tmp_path / "spacecorp.db", [story.owns("A", "B")])
    assert spacecorp("documents", "--json").json[0]["notes"] == ["is in another language"]
    assert "is in another language" in spacecorp("documents").out


def test_repairs_are_shown(spacecorp: Run, corpus):
    rows = spacecorp("documents", "--json").json
    assert [(row["path"], len(row["edits"])) for row in rows] == [
        ("blog/c.txt", 0),
        ("blog/d.txt", 0),
        ("news/a.txt", 1),
        ("news/b.txt", 0),
    ]
    out = spacecorp("documents", "a.txt", "--edits").out
    assert "news/a.txt" in out
    assert "sainformites" in out
    assert "satellites" in out


EVIL = "[bold red]Evil[/] \x1b[31m\x07\u202eCorp\u2066 \x9b2J"


def test_text_from_documents_is_inert(spacecorp: Run, tmp_path):
    story = Story(f"{EVIL}.txt", "2024", title=EVIL)
    story.owns(EVIL, "=HYPERLINK(1)", 51, says=f"{EVIL} says so")
    story.partners("@SUM(A1)", EVIL, programme="+1|<script>")
    story.programme("-2+3", prime=EVIL)
    story.repair(EVIL, EVIL, EVIL)
    store(tmp_path / "spacecorp.db", [story])
    store(tmp_path / "empty.db", [Story("empty.txt")])
    active = [chr(c) for c in (*range(9), *range(11, 32), *range(127, 160), 0x202E, 0x2066)]
    for command in (
        "partners",
        "ownership",
        "programmes",
        "entities",
        "documents",
        "documents --edits",
        "ownership --tree",
        "ownership --new-since 2023",
        "timeline",
        "search Evil",
        "diff empty.db spacecorp.db",
    ):
        for form in ("table", "json", "jsonl", "csv", "tsv", "markdown"):
            result = spacecorp(*command.split(), "-f", form, columns=200)
            assert result.status == 0, result.err
            assert not [c for c in active if c in result.out], (command, form)
            assert "[bold red]" in result.out or form == "markdown"
            if form in ("csv", "tsv"):
                rows = csv.reader(io.StringIO(result.out), delimiter="," if form == "csv" else "\t")
                for row in rows:
                    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
            if form == "markdown":
                assert "<script>" not in result.out
    shown = spacecorp("show", "=HYPERLINK(1)")
    assert shown.status == 0
    assert not [c for c in active if c in shown.out]
    unclear = spacecorp("show", EVIL)
    assert not [c for c in active if c in unclear.out + unclear.err]


def test_a_hundred_shares_for_one_holding_are_named_by_a_few(spacecorp: Run, tmp_path):
    story = Story("a.txt")
    for share in range(1, 101):
        story.owns("Brennus", "Aquilon", share / 2)
    store(tmp_path / "spacecorp.db", [story])
    rows = spacecorp("ownership", "--json").json
    # 12.5 may be 12, rounded, and so may every half be the even number beside it.
    assert {row["conflict"] for row in rows} == {
        f"sources differ: 0.5 %, 1 %, 1.5 %, 2.5 %, 3 %, 3.5 %, 4.5 %, 5 %, {len(rows) - 8} more"
    }
