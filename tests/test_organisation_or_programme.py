"""What calls a name a programme may stand further off than the tagger sees."""

import pytest

from spacecorp.extraction import extract


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (
            "The agency showed Nadira, a small radiometer led by the University of Oklahoma "
            "with Lockheed Martin, on Monday.",
            "Nadira",
            "programme",
        ),
        (
            "Two Polar Window Experiment (PWX) spacecraft were ordered by the agency from Surrey "
            "Satellite Technology in March.",
            "Polar Window Experiment",
            "programme",
        ),
        (
            "ESA heard of the Sorvia Coastal Survey (SCS) programme, which Kongsberg leads.",
            "Sorvia Coastal Survey",
            "programme",
        ),
        (
            "ESA heard of the Sorvia Coastal Survey (SCS), a small firm that Kongsberg owns.",
            "Sorvia Coastal Survey",
            "organisation",
        ),
    ],
)
def test_a_noun_further_off_tells_what_a_name_is(text: str, name: str, wanted: str) -> None:
    found = {entity.name: entity.type for entity in extract(text.encode()).entities}
    assert found[name] == wanted
