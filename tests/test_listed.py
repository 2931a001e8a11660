"""Names of firms that the tagger passes over in lists of firms are found by their neighbours."""

import pytest

from spacecorp.relations.examples import recognise


def firms(text: str) -> set[str]:
    """The organisations of a text of which only the names in brackets are tagged."""
    _, groups, _ = recognise(text)
    return {group.name for group in groups if group.type == "organisation"}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Partners include [Orbita], Nimbo, [Lumen Corp] and Vega.", {"Nimbo", "Vega"}),
        ("It is backed by [Orbita], [Lumen Corp] and Mofet.", {"Mofet"}),
        ("It was [Orbita], Trove & Sons, and [Lumen Corp] that bid.", {"Trove & Sons"}),
    ],
)
def test_a_list_of_firms_tells_what_else_stands_in_it(text: str, more: set[str]) -> None:
    assert firms(text) == {"Orbita", "Lumen Corp"} | more


@pytest.mark.parametrize(
    "text",
    [
        "[Orbita], Germany and [Lumen Corp] signed.",
        "[Orbita], Inc. and [Lumen Corp] signed.",
        "[Orbita] hired [Lumen Corp], Munich and Berlin followed.",
        "[Orbita], [Lumen Corp] and others; Monday was late.",
    ],
)
def test_what_is_no_firm_stays_out(text: str) -> None:
    assert firms(text) == {"Orbita", "Lumen Corp"}


def test_one_firm_makes_no_list_of_firms() -> None:
    assert firms("[Orbita] and Monday were named.") == {"Orbita"}
