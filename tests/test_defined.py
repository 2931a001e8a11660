"""A word that a document defines for a firm stands for it from then on and is no name itself."""

import pytest

from spacecorp.relations.examples import facts, recognise

KESTRA = '[Kestra Instruments] S.A. with its seat in Piast ("Issuer", "Kestra") met [Dravin Fund].'


@pytest.mark.parametrize(
    ("text", "term", "name"),
    [
        (KESTRA + " A report of the Issuer follows.", "Issuer", "Kestra Instruments S.A."),
        (
            '[Dravin Corp] (the "Buyer") and [Peka Optics] (hereinafter "the Seller") met. '
            "The Seller waits.",
            "Seller",
            "Peka Optics",
        ),
        (
            "[Peka Optics], a subsidiary of [Dravin Corp] (“the Company”), reports. "
            "[Nila Orbit] was told. The Company waits.",
            "Company",
            "Peka Optics",
        ),
        (KESTRA + " The Issuer Bank of Ruma follows.", "Issuer", None),
    ],
)
def test_a_defined_term_stands_for_its_firm(text: str, term: str, name: str | None) -> None:
    tokens, groups, references = recognise(text)
    last = len(tokens) - 1 - tokens.words[::-1].index(term)
    found = [r for r in references if r.begin <= last < r.end]
    assert [groups[r.entities[0]].name for r in found] == ([name] if name else [])


def test_a_term_of_two_firms_stands_for_neither() -> None:
    text = '[Dravin Corp] ("Customer") and [Peka Optics] ("Customer") met. Now Customer waits.'
    tokens, _, references = recognise(text)
    last = tokens.words[::-1].index("Customer")
    assert not [r for r in references if r.begin == len(tokens) - 1 - last]


def test_a_defined_term_is_no_organisation_of_its_own() -> None:
    _, groups, _ = recognise('[Dravin Corp] (the "Buyer") waits. The [Buyer] has paid.')
    assert [group.name for group in groups] == ["Dravin Corp"]


def test_facts_are_told_of_defined_terms() -> None:
    text = (
        '[Dravin Corp] (the "Buyer") and [Peka Optics] (the "Seller") met on Monday. '
        "The Buyer signed a contract with the Seller for two cameras."
    )
    assert "Dravin Corp & Peka Optics contract" in facts(text)


FILING = (
    "[Kestra Instruments Ltd] Annual review\n\nThe exchange [Nila Bourse] takes no part.\n\n"
    "It was agreed that the Company sells its dish. Above that the Company bought 40 per cent of "
    "[Peka Optics]."
)


def test_the_company_of_a_filing_is_the_one_that_files() -> None:
    tokens, groups, references = recognise(FILING)
    places = [i for i, word in enumerate(tokens.words) if word == "Company"]
    found = [r for r in references for i in places if r.begin <= i < r.end]
    assert [groups[r.entities[0]].name for r in found] == ["Kestra Instruments Ltd"] * 2


def test_the_company_of_a_story_is_the_last_one_named() -> None:
    text = FILING.replace("the Company", "the company")
    tokens, groups, references = recognise(text)
    first = tokens.words.index("company")
    found = [r for r in references if r.begin <= first < r.end]
    assert [groups[r.entities[0]].name for r in found] == ["Nila Bourse"]
