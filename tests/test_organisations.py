"""The bundled table of organisations: its size, its licence note, its integrity."""

from importlib.resources import files

import pytest

from spacecorp.knowledge.organisations import by_id, organisations, parse
from spacecorp.resolution.known import known

KINDS = {"academic", "agency", "company", "intergovernmental", "military", ""}


def test_every_line_is_an_organisation_once() -> None:
    table = organisations()
    assert len(table) >= 2500
    assert len(by_id()) == len(table)
    for organisation in table:
        assert organisation.name
        assert organisation.kind in KINDS
        assert organisation.parent == "" or organisation.parent in by_id()
        assert organisation.parent != organisation.id
        assert "" not in organisation.aliases
        assert organisation.start == "" or organisation.start.isdigit()


def test_source_and_licence_are_named() -> None:
    text = (files("spacecorp.knowledge") / "organisations.tsv").read_text(encoding="utf-8")
    head = text[:600]
    assert "Jonathan McDowell" in head
    assert "CC-BY 4.0" in head


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ESA", "ESA"),
        ("Finmeccanica", "LEONARDO"),
        ("EADS", "AIRBUS"),
        ("Eutelsat OneWeb", "ONEWEB"),
        ("Главкосмос", "GK"),
        ("Deutsches Zentrum für Luft- und Raumfahrt", "DLR"),
        ("Thales", "THALP"),
        ("Thales Alenia Space", "THALR"),
        ("Gazprom Space Systems", "GAZS"),
        ("Gazprom", "GAZPROM"),
        ("US Air Force Western Development Division", "SFSSC"),
        ("Korolev Aviation Institute", "SNIU"),
        ("Rocket Research Corp.", "GDOTS"),
        ("Beyond Gravity", "BEYOND"),
    ],
)
def test_names_find_their_bearer(name: str, expected: str) -> None:
    assert known(name) == (expected,)


def test_renamings_keep_their_years() -> None:
    assert ("Finmeccanica", "2016") in by_id()["LEONARDO"].former


def test_every_phase_of_a_lineage_keeps_its_last_year() -> None:
    former = dict(by_id()["SFSSC"].former)
    assert former["US Air Force Western Development Division"] == "1957"
    assert former["US Air Force Ballistic Missile Division"] == "1961"


def test_works_that_were_sold_do_not_make_one_of_two_firms() -> None:
    assert known("Fiat") != known("Alenia Spazio") != known("Thales Alenia Space")
    assert known("GE Astro Space") != known("Lockheed Martin")


def test_how_the_catalogue_abbreviates_is_no_name() -> None:
    assert "Boeing/HSV" in by_id()["BOE"].labels
    assert known("Boeing/HSV") == ()


def test_two_firms_are_called_ispace() -> None:
    countries = {by_id()[one].country for one in known("ISPACE")}
    assert countries == {"Japan", "China"}
    assert known("iSpace") != known("ispace")


def test_a_broken_line_is_named() -> None:
    with pytest.raises(ValueError, match="line 2: 3 cells"):
        parse("id\tname\na\tb\tc\n")
