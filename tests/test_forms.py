"""Which forms of a name a document uses for one thing, through `extract`."""

from collections import Counter

import pytest

from spacecorp.extraction import extract
from spacecorp.knowledge.programmes import programmes
from spacecorp.reading import read
from spacecorp.recognition.boundaries import corrected
from spacecorp.recognition.recognised import tie
from spacecorp.recognition.spelled_out import spell_out
from spacecorp.recognition.tokens import Tokens, tokenize
from spacecorp.resolution.names import fold


def groups(text: str) -> list[set[str]]:
    """The forms of each thing that the text names."""
    return [set(e.mentions) for e in extract(text.encode(), "test.txt").entities]


def together(text: str, *forms: str) -> bool:
    return any(set(forms) <= group for group in groups(text))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (
            "Borealis Orbit Works (BOW) signed a contract with ESA. BOW will build two satellites.",
            ("Borealis Orbit Works", "BOW"),
        ),
        (
            "Firefly Aerospace, a rocket company of Texas, signed a contract with NASA on Monday."
            " NASA will pay Firefly 93 million dollars.",
            ("Firefly Aerospace", "Firefly"),
        ),
        (
            "Kestrel Launch, formerly known as Meridian Rockets, signed an agreement with the"
            " Norwegian Space Agency.",
            ("Kestrel Launch", "Meridian Rockets"),
        ),
        (
            "The contract was signed by Castellan Photonics Ltd and ESA in Paris on Monday."
            " Castellan Photonics employs 40 people in Oslo.",
            ("Castellan Photonics Ltd", "Castellan Photonics"),
        ),
        (  # a lone first word that the tagger passes over
            "Under a contract with the Norwegian Space Agency, Meltwater Sensing builds two"
            " cubesats. True to form, Meltwater was late.",
            ("Meltwater Sensing", "Meltwater"),
        ),
    ],
)
def test_forms_of_one_name_are_tied_together(text: str, forms: tuple[str, ...]) -> None:
    assert together(text, *forms)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (
            "Astrium GmbH of Germany and Astrium Ltd of Britain share the work. Astrium GmbH"
            " leads, Astrium Ltd builds the bus.",
            ("Astrium GmbH", "Astrium Ltd"),
        ),
        (
            "Thales Alenia Space, a joint venture of Thales and Leonardo, signed a contract with"
            " ESA. Thales holds 67 percent.",
            ("Thales Alenia Space", "Thales"),
        ),
        (
            "The Tokyo firm ispace flew its lander for JAXA. It has nothing to do with iSpace of"
            " Beijing, the maker of the Hyperbola rocket. The Chinese iSpace is a launch company.",
            ("ispace", "iSpace"),
        ),
        (
            "OHB System is a subsidiary of OHB SE. OHB SE bought MT Aerospace, and OHB System"
            " builds satellites in Bremen.",
            ("OHB System", "OHB SE"),
        ),
    ],
)
def test_firms_that_only_sound_alike_stay_apart(text: str, forms: tuple[str, ...]) -> None:
    assert all(any(form in group for group in groups(text)) for form in forms)
    assert not together(text, *forms)


def test_an_acronym_tells_where_its_name_begins() -> None:
    text = (
        "ADRAS-J, short for Active Debris Removal by Astroscale-Japan, was launched by Rocket Lab."
        " The X-Ray Imaging and Spectroscopy Mission (XRISM) is a mission of JAXA and NASA."
    )
    assert together(text, "ADRAS-J", "Active Debris Removal by Astroscale-Japan")
    assert together(text, "XRISM", "X-Ray Imaging and Spectroscopy Mission")


@pytest.mark.parametrize(
    ("text", "tagged", "wanted"),
    [
        ("Patria leads. It was Patria of Finland.", ["Patria", "Patria of Finland"], ["Patria"]),
        ("ESA and Science Foundation Ireland signed.", ["ESA and Science Foundation Ireland"],
         ["ESA", "Science Foundation Ireland"]),
        ("The Ministry of Defence and Security and the University of Bern signed.",
         ["Ministry of Defence and Security", "University of Bern"],
         ["Ministry of Defence and Security", "University of Bern"]),
        ("The base (Spanish: Centro Espacial Lomas) opened.", ["Spanish: Centro Espacial Lomas"],
         ["Centro Espacial Lomas"]),
        ("It was bought by Harrow Group Ltd. Meltwater Sensing left.",
         ["Harrow Group Ltd. Meltwater Sensing"], ["Harrow Group Ltd.", "Meltwater Sensing"]),
        ("Nordlicht Optik AG The firm left.", ["Nordlicht Optik AG The"], ["Nordlicht Optik AG"]),
        ("Baltic Ground Works (BGW) left.", ["Baltic Ground Works (BGW)"],
         ["Baltic Ground Works", "BGW"]),
        ("Baltic Ground Works, BGW left.", ["Baltic Ground Works, BGW"],
         ["Baltic Ground Works", "BGW"]),
        ("Kerala Optics (India) Pvt. Ltd. left.", ["Kerala Optics (India) Pvt. Ltd"],
         ["Kerala Optics (India) Pvt. Ltd"]),
        ("Meltwater Sensing GmbH left as Vltava Optik, a.s. came.",
         ["Meltwater Sensing", "Vltava Optik"],
         ["Meltwater Sensing GmbH", "Vltava Optik, a.s."]),
        ("Only Meltwater SE left.", ["Meltwater"], ["Meltwater"]),
        ("Made by M/s Lomas Castings and M/s Harrow Tools.",
         ["M/s Lomas Castings and M/s Harrow Tools"], ["Lomas Castings", "Harrow Tools"]),
    ],
)  # fmt: skip
def test_names_begin_and_end_where_others_do_not(
    text: str, tagged: list[str], wanted: list[str]
) -> None:
    tokens = tokenize(read(text.encode(), "test.txt"))
    assert names(tokens, corrected(tokens, spans(tokens, tagged))) == set(wanted)


@pytest.mark.parametrize(
    ("text", "tagged", "wanted"),
    [
        ("The Baltic Ground and Sea Works (BGSW) left.", ["Sea Works", "BGSW"],
         ["Baltic Ground and Sea Works", "BGSW"]),
        ("The Unit for Land and Lake Survey, or ULLS, left.", ["Lake Survey", "ULLS"],
         ["Unit for Land and Lake Survey", "ULLS"]),
        ("LAKE, the Land and Air Keeping Experiment, left.", ["LAKE", "Land", "Air Keeping"],
         ["LAKE", "Land and Air Keeping Experiment"]),
        # the letters are those of the name in another language
        ("SGLC, the Ground Station of Lakes and Coasts, left.",
         ["SGLC", "Ground Station of Lakes", "Coasts"],
         ["SGLC", "Ground Station of Lakes and Coasts"]),
        ("Meltwater and the Baltic Space Works (BSW) left.", ["Meltwater", "Baltic Space Works"],
         ["Meltwater", "Baltic Space Works"]),
    ],
)  # fmt: skip
def test_an_acronym_says_what_belongs_to_its_name(
    text: str, tagged: list[str], wanted: list[str]
) -> None:
    tokens = tokenize(read(text.encode(), "test.txt"))
    assert names(tokens, spell_out(tokens, spans(tokens, tagged))) == set(wanted)


def test_a_name_of_brackets_only_costs_its_length() -> None:
    tokens = tokenize(read(("Acme (" * 5_000).encode(), "test.txt"))
    assert corrected(tokens, [(0, len(tokens), "ORG")]) == [(0, len(tokens), "ORG")]


def spans(tokens: Tokens, tagged: list[str]) -> list[tuple[int, int, str]]:
    """Where the names stand first, as a tagger would give them."""
    written = [tokens.text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    found = []
    for name in tagged:
        size = len(tokenize(read(name.encode(), "test.txt")))
        begin = next(
            i
            for i in range(len(written))
            if "".join(written[i : i + size]) == name.replace(" ", "")
        )
        found.append((begin, begin + size, "ORG"))
    return sorted(found)


def names(tokens: Tokens, found: list[tuple[int, int, str]]) -> set[str]:
    """The names as they are written."""
    return {tokens.text[tokens.starts[b] : tokens.ends[e - 1]] for b, e, _ in found}


def test_a_text_may_end_where_a_longer_name_would_go_on() -> None:
    text = "Borealis Orbit Works hired Aquilon. It left Borealis Orbit. They met Borealis Orbit"
    document = read(text.encode(), "one.txt")
    tokens = tokenize(document)
    found = [(0, 3, "ORG"), (8, 10, "ORG")]
    assert tokens.words[8:10] == ["Borealis", "Orbit"]
    recognised = tie(document, tokens, found)
    assert max(name.end for name in recognised.names) == len(tokens.words)


def test_members_of_a_family_are_no_other_names_of_it() -> None:
    for one in programmes():
        own = {fold(name) for name in (one.name, *one.aliases)}
        assert not own & {fold(name) for name in one.family}
    # one name of two things is rare
    names = Counter(n for p in programmes() for n in {fold(n) for n in (p.name, *p.aliases)})
    assert [name for name, bearers in names.items() if bearers > 1] == ["merlin", "destiny"]
