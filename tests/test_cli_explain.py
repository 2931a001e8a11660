"""`explain` and `evaluate`: why a fact is there, and how often such facts are right."""

import json
import sys

import pexpect
import pytest
from commands import Run, environment
from extractions import Story
from stores import store

from spacecorp.relations.triggers import triggers
from spacecorp.store import opened, queries
from spacecorp.store.statements import Filters


@pytest.fixture
def corpus(tmp_path):
    one = Story("a.txt", "2023-05-04", "Aquilon changes hands")
    one.name("Brennus Group", "Brennus")
    one.owns("Brennus", "Aquilon", 60, says="Brennus holds 60 % of Aquilon, it says.")
    two = Story("b.txt", "2024-01-01").owns("Brennus", "Aquilon", 75, says="Now it is 75 %.")
    two.partners("Brennus", "Aquilon", kind="agreement")
    two.programme("Mistral", "launcher", prime="Aquilon", says="Aquilon leads Mistral.")
    return store(tmp_path / "spacecorp.db", [one, two])


def test_the_sentence_and_what_contradicts_it(spacecorp: Run, corpus):
    rows = {row["share"]: row for row in spacecorp("ownership", "--json").json}
    result = spacecorp("explain", rows[60.0]["id"])
    assert result.status == 0
    head, others = result.out.split("Compare")
    assert "60 %" in head.splitlines()[0]
    assert "≠ sources differ: 60 %, 75 %" in head
    assert "a.txt · 2023-05-04 · Aquilon changes hands" in head
    assert "rule: test (holds), confidence 0.90" in head
    assert "“Now it is 75 %.”" in others
    # The id of the statement, or the beginning of an id, means the same row.
    statement = rows[60.0]["evidence"][0]["fact"]
    assert spacecorp("explain", statement).out == result.out
    assert spacecorp("explain", rows[60.0]["id"][:9]).out == result.out


def test_names_are_marked_where_they_stand(spacecorp: Run, corpus):
    (row,) = spacecorp("programmes", "--json").json
    participant = row["participants"][0]["id"]
    said = spacecorp("explain", participant, "--json").json["evidence"][0]
    assert said["evidence"] == "Aquilon leads Mistral."
    for name in said["names"]:
        assert said["evidence"][name["start"] : name["end"]] in ("Aquilon", "Mistral")


def test_the_words_that_speak_for_it_are_marked(spacecorp: Run, corpus):
    (row,) = spacecorp("programmes", "--json").json
    said = spacecorp("explain", row["participants"][0]["id"], "--json").json["evidence"][0]
    (leads,) = said["triggers"]
    assert said["evidence"][leads["start"] : leads["end"]] == "leads"


def test_a_terminal_shows_names_and_triggers_of_every_document_in_colour(tmp_path):
    stories = [
        Story("a.txt").owns("Brennus", "Aquilon", 60, says="Brennus holds 60 % of Aquilon."),
        Story("b.txt").owns("Brennus", "Aquilon", 60, says="Aquilon: an arm of Brennus (60 %)."),
    ]
    for story in stories:  # the sentences name them, as real ones do
        for name in ("Brennus", "Aquilon"):
            story.mention(name)
    database = store(tmp_path / "spacecorp.db", stories)
    with opened(str(database)) as connection:
        (row,) = queries.ownership(connection, Filters())
    child = pexpect.spawn(
        sys.executable, ["-m", "spacecorp", "explain", row.id, "--db", str(database)],
        env=environment(TERM="xterm-256color", COLUMNS="80"), encoding="utf-8", timeout=30,
    )  # fmt: skip
    out = child.read()
    assert "\x1b[1;36mBrennus\x1b[0m \x1b[1;33mholds\x1b[0m 60 % of \x1b[1;36mAquilon" in out
    assert "\x1b[1;36mAquilon\x1b[0m: an \x1b[1;33marm\x1b[0m of \x1b[1;36mBrennus" in out
    assert "[Brennus]" not in out


@pytest.mark.parametrize(
    ("rule", "relation", "sentence", "words"),
    [
        ("loi-parties-sign", "partnership", "A and B signed a letter of intent on Monday.",
         ["signed", "letter of intent"]),
        ("hold-share-of", "ownership", "A owns 67% of B.", ["owns"]),
        ("pair-scorer", "participation", "A builds the satellite B.", ["builds"]),
        ("no such rule", "ownership", "B: a wholly-owned subsidiary of A.", ["subsidiary"]),
        ("tagger", "programme", "B flies.", []),
    ],
)  # fmt: skip
def test_triggers(rule: str, relation: str, sentence: str, words: list[str]):
    assert [sentence[start:end] for start, end in triggers(sentence, rule, relation)] == words


def test_an_unclear_or_unknown_id(spacecorp: Run, corpus):
    unclear = spacecorp("explain", "o-")
    assert unclear.status == 1
    assert "begins the id of 2 facts" in unclear.err
    assert spacecorp("explain", "o-nothing").err.startswith("o-nothing: no such fact")
    assert spacecorp("explain", "").status == 1


GOLD = {
    "file": "docs/a.txt",
    "entities": [{"name": "Avio", "type": "organisation", "mentions": ["Avio"]}],
    "partnerships": [],
    "ownership": [],
    "programmes": [],
}


def test_evaluate(spacecorp: Run, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Avio\n\nAvio of Colleferro builds rocket motors.\n")
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n\n")
    result = spacecorp("evaluate", "gold.jsonl", "docs")
    assert (result.status, result.err) == (0, "")
    assert "participant_roles" in result.out
    scores = spacecorp("evaluate", "gold.jsonl", "docs", "--misses", "--json").json
    assert scores["entities"]["facts"] == 1
    assert len(scores["misses"]) == abs(1 - scores["entities"]["found"])
    missing = spacecorp("evaluate", "gold.jsonl", "docs", "nowhere")
    assert missing.status == 1
    assert "participant_roles" in missing.out


@pytest.mark.parametrize(
    ("gold", "reason"),
    [
        ("not json", "line 1 is not JSON"),
        ("[1]", "line 1 is not a JSON object"),
        ("{}", "line 1 names no document"),
        ("", "holds no records"),
        ('{"file": "a.txt"}', "lacks what the contract requires"),
        ("[" * 100_000, "line 1 is not JSON"),
    ],
)
def test_gold_that_is_none(spacecorp: Run, tmp_path, gold, reason):
    (tmp_path / "gold.jsonl").write_text(gold)
    (tmp_path / "a.txt").write_text("Avio\n\nAvio of Colleferro builds rocket motors.\n")
    result = spacecorp("evaluate", "gold.jsonl", "a.txt")
    assert (result.status, result.out) == (1, "")
    assert reason in result.err
