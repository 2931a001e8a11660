"""Shares that stand in lists of holders, or that a sentence tells without a figure for each."""

import pytest

from spacecorp.extraction import extract
from spacecorp.model import Ownership
from spacecorp.reading import read
from spacecorp.recognition.tokens import tokenize
from spacecorp.relations.figures import BARE, SIGNED, WHOLE, figures
from spacecorp.relations.numbers import shares
from spacecorp.relations.splits import settled


def held(text: str) -> set[tuple[str, str, float | None]]:
    """Owner, owned and share of each holding that a text tells of."""
    facts = extract(text.encode(), "story.txt").to_json()["ownership"]
    return {(fact["owner"], fact["owned"], fact["share"]) for fact in facts}


@pytest.mark.parametrize(
    ("text", "holdings"),
    [
        (
            "Boreal Relay AS of Tromsø is a joint venture. Its shareholders are Kestrel Networks"
            " with 40 percent, Fjordsat with 35 percent and the Nordland Pension Fund with 25"
            " percent.",
            {
                ("Kestrel Networks", 40.0),
                ("Fjordsat", 35.0),
                ("Nordland Pension Fund", 25.0),
            },
        ),
        (
            "Meridian Optics is a joint venture held in equal parts by Castellan Photonics and"
            " Borealis Instruments.",
            {("Castellan Photonics", 50.0), ("Borealis Instruments", 50.0)},
        ),
        (
            "Harrow Dynamics is a wholly owned subsidiary of Kestrel Aerospace.",
            {("Kestrel Aerospace", 100.0)},
        ),
        (
            "Harrow Dynamics is a subsidiary of Kestrel Aerospace, whose sales grew by 12 percent.",
            {("Kestrel Aerospace", None)},
        ),
    ],
)
def test_each_holder_gets_its_share(text: str, holdings: set[tuple[str, float | None]]) -> None:
    assert {(owner, share) for owner, _, share in held(text)} == holdings


def test_the_split_of_one_venture_turned_round_in_another() -> None:
    text = (
        "Kestrel Aerospace holds 60 percent of Fjordsat and Borealis Instruments holds 40 percent"
        " of Fjordsat. Kestrel Aerospace and Borealis Instruments also own Meridian Optics, where"
        " the proportions are reversed."
    )
    found = held(text)
    assert {
        ("Kestrel Aerospace", "Fjordsat", 60.0),
        ("Borealis Instruments", "Fjordsat", 40.0),
    } <= found
    assert {
        ("Kestrel Aerospace", "Meridian Optics", 40.0),
        ("Borealis Instruments", "Meridian Optics", 60.0),
    } <= found


def figures_of(text: str) -> list[tuple[str, float | None, int]]:
    """The words of each figure that may be a share, its value and its sort."""
    tokens = tokenize(read(text.encode(), "story.txt"))
    found = figures(tokens, [], shares(tokens))
    return [
        (" ".join(tokens.words[share.begin : share.end]), share.value, sort)
        for share, sort in zip(found.shares, found.sorts, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Perseo holds 40 percent. The founders, who came first, kept 46 and paid $12.",
            [("40 percent", 40.0, SIGNED), ("46", 46.0, BARE)],
        ),
        (
            "Norut sold 30 percent in May; sixty-seven went abroad after 20 years.",
            [("30 percent", 30.0, SIGNED), ("sixty - seven", 67.0, BARE)],
        ),
        ("Kestrel bought the lot outright.", [("lot", 100.0, WHOLE), ("outright", 100.0, WHOLE)]),
        ("The crew of 46 left.", []),
    ],
)
def test_figures_that_may_be_shares(text: str, expected: list[tuple[str, float, int]]) -> None:
    assert figures_of(text) == expected


def holding(owner: str, share: float, confidence: float) -> Ownership:
    """A current holding in one firm."""
    return Ownership(
        owner=owner, owned="firm", share=share, kind="shareholding", status="current", date=None,
        rule="", confidence=confidence, evidence="", start=0, end=1,
    )  # fmt: skip


def test_shares_beyond_the_whole_were_held_before() -> None:
    rows = [
        holding("a", 50, 0.4),
        holding("b", 67, 0.9),
        holding("c", 33, 0.8),
        holding("b", 40, 0.7),
    ]
    assert [row.status for row in settled(rows)] == ["former", "current", "current", "former"]


def test_shares_within_the_whole_stay() -> None:
    rows = [holding("a", 50, 0.4), holding("b", 50, 0.9)]
    assert settled(rows) == rows
