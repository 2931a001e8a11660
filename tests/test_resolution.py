"""Clusters over documents, and pairs of names."""

import csv
import random
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from commands import Run
from costs import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st

from spacecorp.resolution import Cluster, Growing, Record, match, resolve


def record(
    document: str,
    name: str,
    *forms: str,
    kind: str = "organisation",
    entity: str = "",
    apart: tuple[str, ...] = (),
    context: tuple[str, ...] = (),
) -> Record:
    mentions = tuple((form, 1) for form in (name, *forms))
    return Record(document, entity or name, name, kind, mentions, frozenset(apart), context)


def names(clusters: list[Cluster]) -> list[str]:
    return [c.name for c in clusters]


def together(clusters: list[Cluster], *entities: tuple[str, str]) -> bool:
    return any(set(entities) <= set(c.members) for c in clusters)


def test_an_acronym_and_its_full_name_are_one() -> None:
    clusters = resolve(
        [record("a", "ESA"), record("b", "European Space Agency"), record("c", "Esa")]
    )
    assert names(clusters) == ["European Space Agency"]
    assert clusters[0].known == "ESA"
    assert set(clusters[0].aliases) == {"ESA", "Esa"}
    assert any("bundled table" in reason for reason in clusters[0].reasons)


def test_a_document_that_explains_an_acronym_speaks_for_the_others() -> None:
    clusters = resolve(
        [
            record("a", "Borealis Orbit Works", "BOW"),
            record("b", "BOW"),
            record("c", "Borealis Orbit Works Ltd"),
        ]
    )
    assert len(clusters) == 1
    assert len(clusters[0].members) == 3


def test_an_acronym_of_two_firms_stays_alone() -> None:
    clusters = resolve(
        [
            record("a", "Borealis Orbit Works", "BOW"),
            record("b", "Boreal Ocean Watch", "BOW"),
            record("c", "BOW"),
        ]
    )
    assert len(clusters) == 3


def test_surroundings_choose_between_two_bearers_of_an_acronym() -> None:
    clusters = resolve(
        [
            record("a", "Borealis Orbit Works", "BOW", context=("Norway", "Andøya Space")),
            record("b", "Boreal Ocean Watch", "BOW", context=("Chile",)),
            record("c", "BOW", context=("Andøya Space",)),
        ]
    )
    assert together(clusters, ("a", "Borealis Orbit Works"), ("c", "BOW"))
    assert len(clusters) == 2


@pytest.mark.parametrize(
    "apart",
    [
        ("Thales", "Thales Alenia Space", "Telespazio"),
        ("Gazprom", "Gazprom Space Systems"),
        ("ispace", "ispace-Europe"),
        ("OHB Sweden", "OHB System", "OHB Italia"),
        ("Airbus", "Airbus Defence and Space"),
        ("Boeing", "Boeing Defense, Space & Security"),
        ("Nordlys", "Nordlys Space"),
        ("Nordlys Norway", "Nordlys Chile"),
        ("SES", "Space Engine Systems"),
    ],
)
def test_parents_daughters_and_divisions_stay_apart(apart: tuple[str, ...]) -> None:
    clusters = resolve([record(f"d{i}", name) for i, name in enumerate(apart)])
    assert sorted(names(clusters)) == sorted(apart)


def test_facts_forbid_a_merge_that_names_suggest() -> None:
    alike = [record("a", "Nordlys AS"), record("b", "Nordlys")]
    assert len(resolve(alike)) == 1
    owner_and_owned = [
        record("a", "Nordlys AS", entity="e1", apart=("e2",)),
        record("a", "Nordlys", entity="e2"),
    ]
    assert len(resolve(owner_and_owned)) == 2


def test_firms_of_two_states_in_one_document_are_two() -> None:
    clusters = resolve([record("a", "Nordlys GmbH"), record("a", "Nordlys Ltd")])
    assert len(clusters) == 2
    clusters = resolve([record("a", "Nordlys GmbH"), record("b", "Nordlys Ltd")])
    assert len(clusters) == 1


def test_alike_names_never_chain_past_a_fact() -> None:
    clusters = resolve(
        [
            record("a", "Borealis Works", entity="e1", apart=("e2",)),
            record("a", "Borealis Workes", entity="e2"),
            record("b", "Borealis Workss", entity="e3"),
        ]
    )
    assert not together(clusters, ("a", "e1"), ("a", "e2"))


def test_namesakes_are_told_by_their_surroundings() -> None:
    clusters = resolve(
        [
            record("a", "ispace", context=("Japan", "Tokyo", "JAXA")),
            record("b", "ispace, inc.", context=("Japan",)),
            record("c", "iSpace", "Interstellar Glory", context=("China", "Beijing")),
        ]
    )
    assert together(clusters, ("a", "ispace"), ("b", "ispace, inc."))
    assert {c.known for c in clusters} == {"ISPACE", "XJRY"}


def test_what_the_table_says_went_before_is_one_until_a_document_says_that_it_was_bought() -> None:
    later, before = "General Dynamics Ordnance and Tactical Systems", "Rocket Research Corp."
    alone = [record("a", later), record("b", before), record("d", before)]
    assert together(resolve(alone), ("a", later), ("b", before), ("d", before))
    both = [record("c", later, apart=(before,)), record("c", before)]
    for records in (alone + both, both + alone, [*both, *alone[::-1]]):
        clusters = resolve(records)
        assert together(clusters, ("a", later), ("c", later))
        assert together(clusters, ("b", before), ("c", before), ("d", before))
        assert not together(clusters, ("a", later), ("b", before))


def test_a_site_is_folded_into_its_firm() -> None:
    clusters = resolve(
        [
            record("a", "Boeing"),
            record("b", "Boeing Huntsville"),
            record("c", "Airbus Defense and Space (F) Toulouse"),
            record("d", "Airbus Defence and Space"),
        ]
    )
    assert together(clusters, ("a", "Boeing"), ("b", "Boeing Huntsville"))
    assert [c.known for c in clusters] == ["ADS", "BOE"]


def test_a_ministry_of_another_state_is_another_ministry() -> None:
    clusters = resolve(
        [
            record("a", "Ministry of Defence", context=("Norway",)),
            record("b", "Ministry of Defence", context=("Norway",)),
            record("c", "Ministry of Defence", context=("Chile",)),
        ]
    )
    assert sorted(len(c.members) for c in clusters) == [1, 2]


def test_types_never_mix() -> None:
    clusters = resolve([record("a", "Leonardo"), record("b", "Leonardo", kind="programme")])
    assert [c.type for c in clusters] == ["organisation", "programme"]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Ariane 6", "Ariane-6", True),
        ("Ariane 5", "Ariane 6", False),
        ("KOMPSAT-5", "KOMPSAT-6", False),
        ("Galileo", "Galileo Second Generation", False),
        ("Artemis III", "Artemis 3", True),
        ("Moonlight", "Moonlight constellation", True),
        ("Vega C", "Vega E", False),
    ],
)
def test_numbers_and_generations_tell_programmes_apart(one: str, two: str, same: bool) -> None:
    clusters = resolve([record("a", one, kind="programme"), record("b", two, kind="programme")])
    assert (len(clusters) == 1) is same


def test_countries_by_their_many_names() -> None:
    clusters = resolve(
        [
            record("a", "UK", kind="country"),
            record("b", "United Kingdom", kind="country"),
            record("c", "British government", kind="country"),
            record("d", "Norway", kind="country"),
        ]
    )
    assert sorted(len(c.members) for c in clusters) == [1, 3]


def test_a_surname_joins_the_full_name_near_the_same_names() -> None:
    clusters = resolve(
        [
            record("a", "Ada Lovelind", kind="person", context=("Nordlys",)),
            record("b", "Lovelind", kind="person", context=("Nordlys",)),
            record("c", "Lovelind", kind="person", context=("Borealis",)),
            record("d", "Ida Lovelind", kind="person", context=("Borealis Works",)),
        ]
    )
    assert together(clusters, ("a", "Ada Lovelind"), ("b", "Lovelind"))
    assert len(clusters) == 3


def test_the_name_shown_is_the_one_that_documents_use() -> None:
    clusters = resolve(
        [record("a", "Thales"), record("b", "Thales"), record("c", "Thales Group", "Thales")]
    )
    assert names(clusters) == ["Thales"]
    clusters = resolve([record("a", "KARI"), record("b", "Korea Aerospace Research Institute")])
    assert names(clusters) == ["Korea Aerospace Research Institute"]


def test_identifiers_stay_when_documents_are_added() -> None:
    first = [record("a", "European Space Agency"), record("b", "Nordlys AS")]
    more = [*first, record("c", "Borealis Works"), record("d", "Nordlys AS"), record("e", "ESA")]
    before = {c.name: c.id for c in resolve(first)}
    after = {c.name: c.id for c in resolve(more)}
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == len(after)
    assert all(one.startswith("org-") for one in after.values())


WORDS = ["Nordlys", "Borealis", "Space", "Systems", "AS", "Ltd", "ESA", "Orbit", "Norway", "2"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@st.composite
def corpora(draw: st.DrawFn) -> list[Record]:
    out = []
    for d in range(draw(st.integers(1, 5))):
        size = draw(st.integers(1, 4))
        for e in range(size):
            forms = draw(st.lists(NAMES, max_size=2))
            apart = draw(st.frozensets(st.sampled_from([f"e{i}" for i in range(size)]), max_size=2))
            out.append(
                Record(
                    f"d{d}",
                    f"e{e}",
                    draw(NAMES),
                    draw(st.sampled_from(["organisation", "programme", "person", "country"])),
                    tuple((form, 1) for form in forms),
                    apart - {f"e{e}"},
                    tuple(draw(st.lists(st.sampled_from(["Norway", "JAXA", "ESA"]), max_size=2))),
                )
            )
    return out


@settings(max_examples=150, deadline=None)
@given(corpora(), st.integers(0, 1 << 30))
def test_order_plays_no_part_and_clusters_part_the_records(
    records: list[Record], seed: int
) -> None:
    clusters = resolve(records)
    shuffled = list(records)
    random.Random(seed).shuffle(shuffled)
    assert resolve(shuffled) == clusters
    members = [m for c in clusters for m in c.members]
    assert sorted(members) == sorted((r.document, r.entity) for r in records)
    assert len({c.id for c in clusters}) == len(clusters)
    by_member = {(r.document, r.entity): r for r in records}
    for cluster in clusters:
        assert {by_member[m].type for m in cluster.members} == {cluster.type}
        for one, two in combinations(cluster.members, 2):
            if one[0] == two[0]:
                assert two[1] not in by_member[one].apart
                assert one[1] not in by_member[two].apart


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Nordlys Space AS", "Nordlys Space", True),
        ("OOO Sputniks", "ООО «Спутникс»", True),
        ("Space X", "SpaceX", True),
        ("Nordlys & Sons", "Nordlys and Sons", True),
        ("Nordlys Optronics", "Optronics Nordlys", True),
        ("Borealis Defense Systems", "Borealis Defence Systems", True),
        ("Boraelis Works", "Borealis Works", True),
        ("Borealis Wroks Corporation", "Borealis Works Corp.", True),
        ("Three Rivers Orbit", "3 Rivers Orbit", True),
        ("Roskosmos", "Roscosmos", True),
        ("CNES", "French space agency", True),
        ("Finmeccanica", "Leonardo", True),
        ("EADS", "Airbus", True),
        ("International Orbit Machines", "IOM", True),
        ("Gazprom", "Gazprom Neft", False),
        ("Gazprom", "Gazprom Space Systems", False),
        ("Thales", "Thales Alenia Space", False),
        ("Nordlys Norway", "Nordlys Chile", False),
        ("Nordlys 1", "Nordlys 2", False),
        ("National Space Bank", "National Satellite Bank", False),
        ("Borealis Business Solutions", "Borealis Business Enterprises", False),
        ("Space Force", "Space Forge", False),
        ("Nordlys Insurance", "Nordlys Assurance", False),
        ("Shanxi Orbit Works", "Shaanxi Orbit Works", False),
        ("Northwestern University", "Northeastern University", False),
        ("Space Micro", "Micro-Space", False),
        ("Nordlys Technolgies", "Nordlys Technologies Ltd", True),
        ("ESA", "ISA", False),
        ("", "Nordlys", False),
        ("东方", "西方", False),
    ],
)
def test_match_tells_one_organisation_from_two(a: str, b: str, same: bool) -> None:
    verdict = match(a, b)
    assert verdict.same is same
    assert 0 <= verdict.score <= 1
    assert verdict.reason
    assert "\n" not in verdict.reason
    assert match(b, a) == verdict


@given(st.text(max_size=40), st.text(max_size=40))
def test_match_takes_any_text_both_ways(a: str, b: str) -> None:
    assert match(a, b) == match(b, a)
    if any(c.isalnum() for c in a) and a.isascii():
        assert match(a, a).same


BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "names.csv"


@pytest.mark.skipif(not BENCH.exists(), reason="the shared bench is not beside the repository")
def test_match_reaches_its_quality_on_the_name_bench() -> None:
    with BENCH.open(encoding="utf-8", newline="") as handle:
        pairs = [(r["name1"], r["name2"], r["same"] == "true") for r in csv.DictReader(handle)]
    said = [match(a, b).same for a, b, _ in pairs]
    right = sum(same and yes for (_, _, same), yes in zip(pairs, said, strict=True))
    f1 = 2 * right / (sum(said) + sum(same for _, _, same in pairs))
    assert f1 >= 0.95


def test_many_noisy_names_fall_into_their_firms() -> None:
    dice = random.Random(7)
    stems = ["Nordlys", "Borealis", "Kestrel", "Halcyon", "Meridian", "Castellan", "Zephyrus"]
    trades = ["Orbit Works", "Space Systems", "Launch Services", "Photonics", "Ground Stations"]
    firms = [f"{stem} {trade}" for stem in stems for trade in trades]
    records, truth = [], []
    for i in range(1500):
        firm = dice.choice(firms)
        name = firm + dice.choice(["", "", " Ltd", " AG", " Inc."])
        if dice.random() < 0.1:
            name = name.upper()
        if dice.random() < 0.1:
            at = dice.randrange(2, 6)
            name = name[:at] + name[at] + name[at:]
        records.append(record(f"d{i:04}", name, entity="e1"))
        truth.append(firm)
    made = right = 0
    for cluster in resolve(records):
        here = Counter(truth[int(d[1:])] for d, _ in cluster.members)
        made += len(cluster.members) * (len(cluster.members) - 1)
        right += sum(n * (n - 1) for n in here.values())
    wanted = sum(n * (n - 1) for n in Counter(truth).values())
    assert right / made >= 0.999
    assert right / wanted >= 0.95


def test_crowds_of_namesakes_cost_no_square() -> None:
    def crowd(size: int) -> list[Record]:
        norway = ("Norway",)
        out = []
        for i in range(size):
            here = (*norway, f"c{i % 9}")
            out.append(record(f"d{i}", "Lovelind", kind="person", context=here))
            out.append(record(f"f{i}", f"A{i}x Lovelind", kind="person", context=here))
            out.append(record(f"g{i}", f"Kestrel {i}x", "Kestrel", context=norway))
            out.append(record(f"h{i}", "Kestrel", context=norway))
        return out

    resolve(crowd(30))  # loads what is loaded once
    assert grows_evenly(lambda size: resolve(crowd(size)), 375)


@settings(max_examples=150, deadline=None)
@given(corpora(), st.integers(0, 4), st.integers(1, 3))
def test_names_that_come_later_end_where_all_at_once_would(
    records: list[Record], first: int, step: int
) -> None:
    documents = sorted({r.document for r in records})
    grown = Growing()
    for at in range(0, len(documents), step):
        grown.add(r for r in records if r.document in documents[at : at + step])
    assert grown.clusters() == resolve(records)
    later = [replace(r, document=f"n{r.document}") for r in records if r.document == "d0"]
    touched = grown.add(later)
    assert touched >= len(later)
    assert grown.clusters() == resolve([*records, *later])


def test_only_what_new_names_are_linked_with_is_resolved_again() -> None:
    stems = ["Nordlys", "Borealis", "Kestrel", "Halcyon", "Meridian", "Castellan", "Zephyrus"]
    old = [record(f"d{i}", f"{stem} Orbit Works") for i, stem in enumerate(stems)]
    grown = Growing()
    assert grown.add(old) == len(old)
    new = [record("n", "Kestrell Orbit Works Ltd")]
    assert grown.add(new) == 2
    assert grown.clusters() == resolve([*old, *new])
    assert len(grown.clusters()) == len(old)


def test_a_block_that_grows_crowded_is_left_out_for_its_old_names_too() -> None:
    ends = [f"{a}{b}{c}" for a in "aeiou" for b in "bdgkl" for c in "mnrst"]
    crowd = [record(f"d{i:03}", f"Meridiox{end} Orbit") for i, end in enumerate(ends)]
    grown = Growing()
    for at in range(0, len(crowd), 20):
        grown.add(crowd[at : at + 20])
        assert grown.clusters() == resolve(crowd[: at + 20])


def test_two_firms_of_one_name_stay_two_in_the_database(spacecorp: Run, tmp_path: Path) -> None:
    for name, text in (
        (
            "tokyo",
            "TOKYO, 3 March 2025 - The Japanese company ispace signed a contract with JAXA on"
            " Monday. ispace of Tokyo will carry a rover of JAXA to the Moon.",
        ),
        (
            "beijing",
            "BEIJING, 4 March 2025 - The Chinese launch company iSpace signed an agreement with"
            " CASC. iSpace of Beijing builds the Hyperbola-3 rocket in China.",
        ),
        (
            "luxembourg",
            "LUXEMBOURG, 5 March 2025 - ispace, inc. of Japan signed a memorandum of understanding"
            " with the Luxembourg Space Agency. ispace already works for JAXA.",
        ),
    ):
        (tmp_path / f"{name}.txt").write_text(f"A firm and its partner\n\n{text}\n", "utf-8")
    db = tmp_path / "names.db"
    assert spacecorp("ingest", tmp_path, "--db", db).status == 0
    entities = spacecorp("entities", "--db", db, "--json").json
    found = {e["name"]: e["documents"] for e in entities if e["name"].lower() == "ispace"}
    assert found == {"ispace": 2, "iSpace": 1}


NAMESAKES = {
    "Orbital": (
        (
            "DULLES, Virginia, 3 March 2014 - Orbital Sciences Corporation signed a contract with"
            " NASA for Cygnus. Orbital builds the Antares rocket.",
            "DULLES, Virginia, 4 June 2016 - Orbital ATK won a contract from NASA. Orbital ATK was"
            " formed in 2015, when Orbital Sciences merged with ATK.",
            "PALO ALTO, California, 9 May 2019 - The company Orbital Insight signed an agreement"
            " with Airbus for images. Orbital Insight sells geospatial analytics.",
            "BORDEAUX, 9 May 2023 - The French start-up Orbital Dynamics Works signed a contract"
            " with CNES.",
        ),
        {
            "Orbital Sciences Corporation": 2,
            "Orbital ATK": 1,
            "Orbital Insight": 1,
            "Orbital Dynamics Works": 1,
        },
    ),
    "Orion": (
        (
            "HOUSTON, 3 March 2022 - NASA's Orion spacecraft is built by Lockheed Martin. The"
            " European Service Module of Orion comes from Airbus Defence and Space.",
            "OSLO, 4 March 2023 - The Norwegian company Orion AS signed a contract with Kongsberg"
            " Satellite Services. Orion AS, which Nammo owns to 40%, makes antennas in Norway.",
        ),
        {"Orion": 1, "Orion AS": 1},
    ),
    "Mercury": (
        (
            "WASHINGTON, 3 March 1962 - Project Mercury, the first programme of NASA for crewed"
            " flight, used the Atlas rocket. McDonnell Aircraft was prime contractor of Mercury.",
            "ANDOVER, Massachusetts, 4 March 2023 - The company Mercury Systems signed a contract"
            " with Lockheed Martin. The firm Mercury Systems makes processors.",
            "BERLIN, 5 March 2023 - The German company Mercury Lift signed a contract with DLR.",
        ),
        {"Mercury Systems": 1, "Mercury Lift": 1},
    ),
    "Sentinel": (
        (
            "TOULOUSE, 3 March 2025 - ESA signed a contract with Airbus Defence and Space for the"
            " satellite Sentinel-2B. Airbus Defence and Space is prime contractor of Sentinel-2B.",
            "KOUROU, 4 March 2026 - ESA ordered the satellite Sentinel-2C from Airbus Defence and"
            " Space. Airbus Defence and Space is prime contractor of Sentinel-2C.",
        ),
        {"Sentinel-2B": 1, "Sentinel-2C": 1},
    ),
}


@pytest.mark.parametrize("name", NAMESAKES)
def test_namesakes_stay_apart_in_the_database(spacecorp: Run, tmp_path: Path, name: str) -> None:
    texts, expected = NAMESAKES[name]
    for number, text in enumerate(texts):
        (tmp_path / f"d{number}.txt").write_text(f"A note\n\n{text}\n", "utf-8")
    db = tmp_path / "names.db"
    assert spacecorp("ingest", tmp_path, "--db", db).status == 0
    entities = spacecorp("entities", "--db", db, "--json").json
    found = {e["name"]: e["documents"] for e in entities if name in e["name"]}
    assert expected.items() <= found.items()


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("Tramontane", "Tramontane B"),
        ("PRIMA", "PRIMA-3"),
        ("Sentinel-2", "Sentinel-2B"),
        ("Galileo", "Galileo Second Generation"),
    ],
)
def test_one_of_a_series_is_not_all_of_it(whole: str, part: str) -> None:
    """Whatever one document calls it for short."""
    clusters = resolve(
        [
            Record("a", "e1", part, "programme", ((part, 2), (whole, 1))),
            Record("b", "e1", whole, "programme"),
            Record("c", "e1", part, "programme"),
        ]
    )
    assert sorted(len(c.members) for c in clusters) == [1, 2]


def test_a_firm_a_person_and_a_module_of_one_name_are_three() -> None:
    clusters = resolve(
        [
            Record("a", "e1", "Leonardo S.p.A.", "organisation", (("Leonardo", 2),)),
            Record("b", "e1", "Leonardo", "organisation", context=("Italy", "Thales")),
            Record("c", "e1", "Leonardo", "programme", context=("NASA",)),
            Record("d", "e1", "Leonardo da Vinci", "person", (("Leonardo", 3),)),
        ]
    )
    assert sorted(len(c.members) for c in clusters) == [1, 1, 2]
