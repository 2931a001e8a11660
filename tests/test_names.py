"""What names alone tell: folding, legal forms, acronyms, short forms."""

import csv
from pathlib import Path

import pytest
from costs import grows_evenly
from hypothesis import given
from hypothesis import strategies as st

from spacecorp.resolution import match
from spacecorp.resolution.names import acronym_of, fold, is_short_form, squash, strip_legal_form


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Aerospace Corporation", "aerospace corporation"),
        ("Agência Espacial Brasileira", "agencia espacial brasileira"),
        ("Роскосмос", "roskosmos"),
        ("Avio S.p.A.", "avio spa"),
        ("Terma A/S", "terma as"),
        ("Larsen & Toubro's", "larsen and toubro"),
        ("Andøya", "andoya"),
        ("", ""),
    ],
)
def test_fold_brings_spellings_to_one_form(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_spacing_does_not_part_names() -> None:
    assert squash("Space X") == squash("SpaceX") == squash("Space-X")


@pytest.mark.parametrize(
    ("name", "core", "form"),
    [
        ("Simrad Optronics ASA", "Simrad Optronics", "ASA"),
        ("Mitsui & Co., Ltd.", "Mitsui", "Co., Ltd."),
        ("OAO Gazprom", "Gazprom", "OAO"),
        ('ООО "Спутникс"', "Спутникс", "ООО"),
        ("Telespazio S.p.A.", "Telespazio", "S.p.A."),
        ("Thales Alenia Space", "Thales Alenia Space", None),
        ("SES", "SES", None),
        ("SE", "SE", None),
    ],
)
def test_the_legal_form_comes_off_and_the_name_stays(name: str, core: str, form: str) -> None:
    assert strip_legal_form(name) == (core, form)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ESA", "European Space Agency"),
        ("DLR", "Deutsches Zentrum für Luft- und Raumfahrt"),
        ("CNES", "Centre National d'Études Spatiales"),
        ("JAXA", "Japan Aerospace Exploration Agency"),
        ("SSTL", "Surrey Satellite Technology Ltd"),
        ("RFA", "Rocket Factory Augsburg"),
        ("EUMETSAT", "European Organisation for the Exploitation of Meteorological Satellites"),
        ("KSAT", "Kongsberg Satellite Services"),
        ("UKSA", "UK Space Agency"),
        ("L&T", "Larsen & Toubro"),
        ("NSIL", "NewSpace India Limited"),
        ("AOS", "Aerospace Optical Systems"),
        ("RhN", "Rheinmetall Nordic"),
        ("MBRSC", "Mohammed bin Rashid Space Centre"),
        ("NASRDA", "National Space Research and Development Agency"),
        ("CGWIC", "China Great Wall Industry Corporation"),
        ("INPE", "Instituto Nacional de Pesquisas Espaciais"),
    ],
)
def test_acronyms_are_seen(short: str, long: str) -> None:
    assert acronym_of(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ESA", "Israel Space Agency"),
        ("NASA", "European Space Agency"),
        ("ISRO", "Italian Space Agency"),
        ("Isar", "Isar Aerospace"),
        ("TAS", "Thales"),
        ("CSA", "Canadian Space"),
        ("DLR", "Deutsche Bank"),
        ("OHB", "Airbus Defence and Space"),
        ("", "European Space Agency"),
        ("KAI", "Korea Aerospace Research Institute"),
        ("ESA", "EnduroSat"),
        ("EUSPA", "European Space Agency"),
        ("ESA", ""),
    ],
)
def test_other_letters_are_no_acronym(short: str, long: str) -> None:
    assert not acronym_of(short, long)


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("Isar", "Isar Aerospace", True),
        ("Commission", "European Commission", True),
        ("the Commission", "European Commission", True),
        ("Simrad Optronics", "Simrad Optronics ASA", True),
        ("Maxar", "Maxar Technologies", True),
        ("Firefly", "Firefly Aerospace Inc.", True),
        ("Thales", "Thales Alenia Space", False),
        ("OHB", "OHB Sweden", False),
        ("Boeing", "Boeing Defense, Space & Security", False),
        ("Space", "Space Systems", False),
        ("Isar Aerospace", "Isar", False),
        ("Isar", "Isar", False),
        ("Alenia", "Thales Alenia Space", False),
        ("Ministry of Defence", "Norwegian Ministry of Defence", True),
        ("Israel", "Israel Aerospace Industries", False),
    ],
)
def test_short_forms(short: str, long: str, expected: bool) -> None:
    assert is_short_form(short, long) is expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_name(a: str, b: str) -> None:
    assert fold(fold(a)) == fold(a)
    core, form = strip_legal_form(a)
    assert form is None or core
    acronym_of(a, b)
    is_short_form(a, b)


def test_hostile_names_cost_their_length() -> None:
    def use(size: int) -> None:
        for unit in ("A.", "Ltd ", "'", "A-", "株式会社"):
            name = unit * (size // len(unit))
            fold(name)
            strip_legal_form(name)
            acronym_of("ABCDEFGHIJKL", name)
            is_short_form("A", name)

    use(1000)  # loads what is loaded once
    assert grows_evenly(use, 12_500)


# Pairs of our own, by what they have to do with each other, and whether they are one.
PAIRS = list(csv.DictReader((Path(__file__).parent / "names" / "pairs.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("family", sorted({pair["family"] for pair in PAIRS}))
def test_pairs_are_judged_as_a_reader_would(family: str) -> None:
    for pair in PAIRS:
        if pair["family"] == family:
            for one, other in ((pair["a"], pair["b"]), (pair["b"], pair["a"])):
                assert match(one, other).same == (pair["same"] == "yes"), (one, other)
