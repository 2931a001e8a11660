"""`review`: the pairs in doubt, asked about on a terminal or listed for pipes."""

import re
import sys
from pathlib import Path

import pexpect
import pytest
from commands import environment
from extractions import Story
from stores import store

from spacecorp.store import decisions, opened


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three doubts: of Brennus much hangs on one, of Calder less, of Stella least."""
    stella = Story("c.txt")
    stella.name("Nova Star Systems", "Stella")
    return store(
        tmp_path / "spacecorp.db",
        [
            Story("a.txt", "2024-05-01")
            .owns("Brennus", "Brennus Ltd", 51, says="Brennus has 51 % of Brennus Ltd.")
            .partners("Brennus", "Avio")
            .partners("Brennus Ltd", "Avio"),
            Story("b.txt").owns("Calder Orbital", "Calder Orbital GmbH", 10),
            stella,
            Story("d.txt").partners("Stella", "Avio"),
        ],
    )


def walk(database: Path, keys: str, columns: int = 100) -> str:
    """What a terminal shows while these keys are pressed, one for each question."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "spacecorp", "review", "--db", str(database)],
        env=environment(NO_COLOR="1", TERM="xterm"),
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=30,
    )
    shown = ""
    for key in keys:
        child.expect_exact("[q]uit  ")
        shown += child.before
        child.send(key)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return re.sub("\x1b\\[[?0-9;]*[a-zA-Z]", "", shown + child.before)


def verdicts(database: Path) -> set[tuple[str, str, bool]]:
    with opened(str(database)) as connection:
        found = [kept.decision for kept in decisions.kept(connection)]
    return {(d.one.name, d.other.name, d.same) for d in found}


def test_a_walk_on_a_terminal_keeps_what_is_answered(corpus):
    shown = walk(corpus, "yunyn")
    assert "1 of 3" in shown
    assert "a.txt, 2024-05-01" in shown
    assert "a fact keeps them apart" in shown
    assert shown.index("Brennus Ltd") < shown.index("Calder Orbital GmbH") < shown.index("Stella")
    asked = shown.partition("decided:")[0]
    assert all(len(line) <= 100 for line in asked.splitlines())
    assert verdicts(corpus) == {
        ("Brennus", "Brennus Ltd", False),
        ("Calder Orbital", "Calder Orbital GmbH", True),
        ("Nova Star Systems", "Stella", False),
    }
    assert "nothing is in doubt" in walk(corpus, "")


def test_quitting_keeps_what_was_answered_before(corpus):
    walk(corpus, "syq")
    assert verdicts(corpus) == {("Calder Orbital", "Calder Orbital GmbH", True)}


def test_pairs_listed_as_csv_are_a_table_to_fill_in(corpus, tmp_path, spacecorp):
    listed = spacecorp("review", "--list", "--format", "csv").out
    heading, *lines = listed.splitlines()
    assert heading.startswith("id,verdict,type,one,")
    filled = [heading, lines[0].replace(",,", ",same,", 1), *lines[1:]]
    (tmp_path / "filled.csv").write_text("\n".join(filled))
    assert spacecorp("decisions", "--import", "filled.csv").status == 0
    assert verdicts(corpus) == {("Brennus", "Brennus Ltd", True)}
    assert len(spacecorp("review", "--list", "--json").json) == 2


def test_pairs_as_data_carry_what_helps_to_decide(corpus, spacecorp):
    first = spacecorp("review", "brennus ltd", "--list", "--json").json[0]
    assert (first["now"], first["against"]) == ("different", "a fact keeps them apart")
    sentence = first["one"]["sentences"][0]
    assert sentence["text"][sentence["start"] : sentence["end"]] == "Brennus"
    assert (sentence["document"], sentence["published"]) == ("a.txt", "2024-05-01")
    assert first["facts"] == 2
    assert spacecorp("review", "--list", "--kind", "person", "--json").json == []
    assert len(spacecorp("review", "--list", "--limit", "1", "--json").json) == 1
    for columns in (80, 160):
        table = spacecorp("review", "--list", columns=columns).out
        assert all(len(line) <= columns for line in table.splitlines())


def test_without_a_terminal_it_says_what_to_do(corpus, spacecorp):
    result = spacecorp("review")
    assert (result.status, result.out) == (1, "")
    assert "review --list --format csv" in result.err
