"""The nine scores: by hand on one small record, and against the bench's own script."""

import copy
import importlib.util
import json
import random
from pathlib import Path

import pytest

from spacecorp.evaluation import SCORES, evaluate

BENCH = Path(__file__).parents[2] / "shared" / "bench"

RECORD = {
    "id": "x1",
    "file": "docs/x1.txt",
    "entities": [
        {"name": "Telespazio", "type": "organisation", "mentions": ["Telespazio"]},
        {
            "name": "European Space Agency",
            "type": "organisation",
            "mentions": ["European Space Agency", "ESA"],
        },
        {"name": "Leonardo", "type": "organisation", "mentions": ["Leonardo"]},
        {"name": "Moonlight", "type": "programme", "mentions": ["Moonlight"]},
        {"name": "Ada Rossi", "type": "person", "mentions": ["Ada Rossi"]},
    ],
    "partnerships": [{"parties": ["Telespazio", "European Space Agency"], "kind": "contract"}],
    "ownership": [{"owner": "Leonardo", "owned": "Telespazio", "share": 67.0}],
    "programmes": [
        {
            "name": "Moonlight",
            "participants": [
                {"organisation": "Telespazio", "role": "prime"},
                {"organisation": "European Space Agency", "role": "customer"},
            ],
        }
    ],
}


def found(**changes):
    record = copy.deepcopy(RECORD)
    del record["file"]
    return {**record, "document": {"path": "elsewhere/x1.txt"}, **changes}


def figures(guess):
    result = evaluate([RECORD], [guess] if guess else [])
    return {name: (s.right, s.annotated, s.found) for name, s in result.scores.items()}


def test_what_is_annotated_is_perfect():
    result = evaluate([RECORD], [found()])
    assert result.overall == 1.0
    assert result.misses == ()
    assert figures(found())["entities"] == (4, 4, 4)  # persons are not scored
    assert figures(found())["merges"] == (1, 1, 1)


def test_a_document_that_was_not_read_counts_as_empty():
    assert all(right == got == 0 for right, _, got in figures(None).values())
    assert evaluate([RECORD], []).overall == 0.0


def test_names_agree_through_any_mention():
    guess = found()
    guess["entities"][1] = {"name": "the E.S.A.", "type": "organisation", "mentions": ["ESA"]}
    guess["partnerships"] = [{"parties": ["TELESPAZIO", "the E.S.A."], "kind": "agreement"}]
    scores = figures(guess)
    assert scores["partnerships"] == (1, 1, 1)
    assert scores["partnership_kinds"] == (0, 1, 1)
    assert scores["merges"] == (0, 1, 0)


def test_owner_and_owned_and_share_must_agree():
    turned = figures(found(ownership=[{"owner": "Telespazio", "owned": "Leonardo", "share": 67}]))
    assert turned["ownership"] == (0, 1, 1)
    other = figures(found(ownership=[{"owner": "Leonardo", "owned": "Telespazio", "share": 66}]))
    assert other["ownership"] == (1, 1, 1)
    assert other["ownership_shares"] == (0, 1, 1)


def test_misses_are_said_in_words():
    result = evaluate([RECORD], [found(ownership=[], programmes=[])])
    assert {(m.score, m.wrong, m.fact) for m in result.misses} == {
        ("ownership", False, "Leonardo / Telespazio"),
        ("ownership_shares", False, "Leonardo / Telespazio / 67 %"),
        ("programmes", False, "Moonlight"),
        ("participants", False, "Moonlight / Telespazio"),
        ("participants", False, "Moonlight / European Space Agency"),
        ("participant_roles", False, "Moonlight / Telespazio / prime"),
        ("participant_roles", False, "Moonlight / European Space Agency / customer"),
    }


def spoiled(gold: list[dict], chance: random.Random) -> list[dict]:
    """The annotated records with every kind of mistake, as `extract` might print them."""
    out = []
    for record in copy.deepcopy(gold):
        if chance.random() < 0.05:
            continue
        names = [entity["name"] for entity in record["entities"]]
        for entity in record["entities"]:
            if chance.random() < 0.2:
                entity["name"] = chance.choice(entity["mentions"])
            if chance.random() < 0.1:
                entity["mentions"].append(chance.choice(names))
            if chance.random() < 0.1:
                entity["type"] = chance.choice(["person", "programme", "organisation"])
        record["entities"] = [e for e in record["entities"] if chance.random() < 0.9]
        record["entities"].append({"name": "Nobody", "type": "country", "mentions": ["N", "No"]})
        for kind in ("partnerships", "ownership", "programmes"):
            record[kind] = [fact for fact in record[kind] if chance.random() < 0.85]
        for partnership in record["partnerships"]:
            if chance.random() < 0.2:
                partnership["parties"].append(chance.choice([*names, "Nobody", "Stranger"]))
            if chance.random() < 0.2:
                partnership["kind"] = "contract"
        for holding in record["ownership"]:
            if chance.random() < 0.2:
                holding["owner"], holding["owned"] = holding["owned"], holding["owner"]
            if chance.random() < 0.2:
                holding["share"] = chance.choice([None, 50, 33.33])
        for programme in record["programmes"]:
            if chance.random() < 0.1:
                programme["name"] = "The Unknown"
            for part in programme["participants"]:
                if chance.random() < 0.2:
                    part["role"] = "prime"
        out.append(record)
    return out


@pytest.mark.skipif(not (BENCH / "score.py").exists(), reason="the bench is not here")
@pytest.mark.parametrize("seed", [1, 2])
def test_the_figures_are_those_of_the_bench(seed):
    spec = importlib.util.spec_from_file_location("score", BENCH / "score.py")
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    lines = (BENCH / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    guess = spoiled(gold, random.Random(seed))
    table, misses = score.compare(gold, guess)
    result = evaluate(gold, guess)
    for name in SCORES:
        ours, theirs = result.scores[name], table[name]
        assert (ours.precision, ours.recall, ours.f1) == (
            theirs["precision"],
            theirs["recall"],
            theirs["f1"],
        )
        assert (ours.annotated, ours.found) == (theirs["facts"], theirs["found"])
    assert result.overall == table["overall"]["f1"]
    assert 0.5 < result.overall < 0.95
    assert len(result.misses) == len(misses)
