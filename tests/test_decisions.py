"""What people decide about names: kept, obeyed, listed, taken back."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from commands import Run
from extractions import Story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import store

from spacecorp.resolution import Cluster, Decision, Named, Record, resolve, resolved
from spacecorp.store import decisions as store_decisions
from spacecorp.store import opened


def record(document: str, name: str, *forms: str, apart: Iterable[str] = (), entity: str = "e1"):
    mentions = tuple((form, 1) for form in (name, *forms))
    return Record(document, entity, name, "organisation", mentions, frozenset(apart))


def decide(one: str, other: str, *, same: bool) -> Decision:
    def named(text: str) -> Named:
        name, _, document = text.partition("@")
        return Named(name, document)

    return Decision(same, "organisation", named(one), named(other))


def groups(clusters: Iterable[Cluster]) -> set[frozenset[str]]:
    """The documents of each cluster: enough where a document has one record."""
    return {frozenset(document for document, _ in c.members) for c in clusters}


def together(clusters: Iterable[Cluster], one: tuple[str, str], other: tuple[str, str]) -> bool:
    return any({one, other} <= set(c.members) for c in clusters)


def test_a_decision_is_stronger_than_fact_and_table():
    records = [
        record("a", "Telespazio", apart=["e2"]),
        record("a", "Thales Alenia Space", apart=["e1"], entity="e2"),
        record("b", "Telespazio S.p.A."),
    ]
    assert groups(resolve(records)) == {frozenset("ab"), frozenset("a")}
    (one,) = resolve(records, decisions=[decide("Telespazio", "Thales Alenia Space", same=True)])
    assert len(one.members) == 3
    assert "a person decided: Telespazio is Thales Alenia Space" in one.reasons


def test_two_of_the_table_that_are_bound_are_one_for_records_that_no_decision_names():
    records = [record("a", "Thales"), record("b", "Leonardo"), record("c", "Finmeccanica")]
    (one,) = resolve(records, decisions=[decide("Thales", "Leonardo", same=True)])
    assert len(one.members) == 3


def test_names_decided_to_differ_are_never_one():
    records = [record("a", "ESA"), record("b", "European Space Agency"), record("c", "ESA")]
    assert len(resolve(records)) == 1
    clusters = resolve(records, decisions=[decide("ESA", "European Space Agency", same=False)])
    assert groups(clusters) == {frozenset("ac"), frozenset("b")}
    assert {c.name: c.known for c in clusters} == {"ESA": None, "European Space Agency": "ESA"}


def test_a_name_of_one_document_can_leave_its_namesakes():
    records = [record(document, "Orion Labs") for document in "abc"]
    decision = decide("Orion Labs@b", "Orion Labs", same=False)
    assert groups(resolve(records, decisions=[decision])) == {frozenset("ac"), frozenset("b")}


def test_a_form_decided_to_be_another_name_ties_nothing():
    records = [record("a", "Nova Star Systems", "NSS"), record("b", "NSS")]
    assert len(resolve(records)) == 1
    decision = decide("NSS", "Nova Star Systems", same=False)
    assert len(resolve(records, decisions=[decision])) == 2


def test_a_different_spelling_is_meant_too_unless_the_spelling_is_the_difference():
    records = [record("a", "Calder Orbital GmbH"), record("b", "Brennus")]
    (one,) = resolve(records, decisions=[decide("Calder Orbital", "BRENNUS", same=True)])
    assert len(one.members) == 2
    records = [record("a", "Vast"), record("b", "VAST"), record("c", "Vast")]
    clusters = resolve(records, decisions=[decide("Vast", "VAST", same=False)])
    assert groups(clusters) == {frozenset("ac"), frozenset("b")}


NAMES = (
    "ESA",
    "European Space Agency",
    "Thales",
    "Thales Alenia Space",
    "TAS",
    "Brennus",
    "Brenus",
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Record]:
    drawn = draw(
        st.lists(
            st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
            min_size=1,
            max_size=6,
        )
    )
    records = []
    for number, names in enumerate(drawn):
        facts = draw(st.booleans())
        ids = [f"e{at}" for at in range(len(names))]
        for name, entity in zip(names, ids, strict=True):
            apart = [other for other in ids if facts and other != entity]
            records.append(record(f"{number}.txt", name, apart=apart, entity=entity))
    return records


@st.composite
def verdicts(draw: st.DrawFn) -> list[Decision]:
    """Decisions that do not contradict each other: each name belongs to a thing, or to none."""
    thing = {name: draw(st.sampled_from((None, 1, 2))) for name in NAMES}
    pairs = [(a, b) for a in NAMES for b in NAMES if a < b and thing[a] and thing[b]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if pairs else []
    return [decide(a, b, same=thing[a] == thing[b]) for a, b in chosen]


@given(corpora(), verdicts(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_decisions_hold_in_every_corpus_and_order(records, decisions, random):
    clusters = resolve(records, decisions=decisions)
    members = [member for c in clusters for member in c.members]
    assert sorted(members) == sorted((r.document, r.entity) for r in records)
    bearers = {name: [(r.document, r.entity) for r in records if r.name == name] for name in NAMES}
    for decision in decisions:
        for one in bearers[decision.one.name]:
            for other in bearers[decision.other.name]:
                assert together(clusters, one, other) == decision.same
    random.shuffle(records)
    random.shuffle(decisions)
    assert resolve(records, decisions=decisions) == clusters


@pytest.mark.parametrize("same", [True, False])
def test_a_decision_about_names_nobody_bears_changes_nothing(same):
    records = [record("a", "ESA"), record("b", "European Space Agency"), record("c", "Avio")]
    assert resolve(records, decisions=[decide("Nobody", "ESA", same=same)]) == resolve(records)


def doubted(records: list[Record], *decisions: Decision) -> list[tuple[frozenset[str], bool]]:
    names = {(r.document, r.entity): r.name for r in records}
    doubts = resolved(records, decisions=decisions).doubts
    return [(frozenset((names[d.one], names[d.other])), d.same) for d in doubts]


def test_doubts_are_pairs_held_apart_or_merged_on_little_and_end_when_decided():
    held = [record("a", "Brennus", apart=["e2"]), record("a", "Brennus", entity="e2")]
    assert doubted(held) == [(frozenset(["Brennus"]), False)]
    merged = [record("a", "Nova Star Systems", "Stella"), record("b", "Stella")]
    pair = frozenset(["Stella", "Nova Star Systems"])
    assert doubted(merged) == [(pair, True)]
    for same in (True, False):
        assert doubted(merged, decide("Stella", "Nova Star Systems", same=same)) == []
    assert doubted([record("a", "Avio"), record("b", "Avio S.p.A."), record("c", "Thales")]) == []


def names(run: Run) -> set[str]:
    return {row["name"] for row in run("entities", "--kind", "organisation", "--json").json}


def corpus(folder: Path) -> Path:
    calder = Story("d.txt")
    calder.name("Calder Orbital", "Calder")
    calder.owns("Avio", "Calder Orbital", 10)
    return store(
        folder / "spacecorp.db",
        [
            Story("a.txt").owns("Nova Star Systems", "Brennus", 51),
            Story("b.txt").partners("Vega Fabrik", "Brennus"),
            Story("c.txt").partners("Vega Fabrik", "Avio"),
            calder,
        ],
    )


def test_merge_and_split_say_what_they_decide_and_survive_the_next_ingest(tmp_path, spacecorp):
    database = corpus(tmp_path)
    merged = spacecorp("merge", "nova star", "vega fabrik", "--note", "one group")
    assert "decided: Nova Star Systems is Vega Fabrik (d-" in merged.err
    assert (merged.status, merged.out) == (0, "")
    assert names(spacecorp) == {"Vega Fabrik", "Brennus", "Avio", "Calder Orbital"}
    assert "a person decided" in spacecorp("show", "Vega Fabrik", "--why").out
    store(database, [Story("e.txt").owns("Vega Fabrik", "Nova Star Systems", 30)])
    assert "Nova Star Systems" not in names(spacecorp)
    parted = spacecorp("split", "Vega Fabrik")
    assert "takes the place of: Nova Star Systems is Vega Fabrik" in parted.err
    assert "Nova Star Systems" in names(spacecorp)
    (row,) = spacecorp("decisions", "--json").json
    assert (row["verdict"], row["one"], row["other"]) == (
        "different",
        "Nova Star Systems",
        "Vega Fabrik",
    )
    forgotten = spacecorp("decisions", "--forget", row["id"][:5])
    assert "forgotten: Nova Star Systems is not Vega Fabrik" in forgotten.err
    assert spacecorp("decisions").err == "no decisions found\n"


def test_a_namesake_leaves_by_its_document(tmp_path, spacecorp):
    corpus(tmp_path)
    assert spacecorp("split", "Vega Fabrik").status == 2
    assert spacecorp("split", "Vega Fabrik", "--document", "c.txt").status == 0
    found = spacecorp("entities", "Avio", "--document", "c.txt", "--json").json
    assert len(found) == 1
    both = [r for r in spacecorp("entities", "--json").json if r["name"] == "Vega Fabrik"]
    assert [r["documents"] for r in both] == [1, 1]
    assert spacecorp("split", both[0]["id"], "--document", "b.txt").status == 1  # it is alone
    assert "in c.txt" in spacecorp("decisions").out
    ids = [r["id"] for r in both]
    refused = spacecorp("merge", *ids)
    assert "Vega Fabrik is not Vega Fabrik (in c.txt)" in refused.err
    assert refused.status == 1


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (("merge", "Brennus"), 2, "two names"),
        (("merge", "Brennus", "Nobody"), 1, "Nobody: not found"),
        (("merge", "Brennus", "brennus"), 0, "one thing already"),
        (("split", "Brennus", "--name", "Avio"), 1, "is no name of Brennus"),
        (("split", "Brennus", "--name", "Brennus"), 1, "no name would stay"),
        (("split", "Brennus", "--document", "d.txt"), 1, "no such document names Brennus"),
        (("split", "Brennus", "--document", "txt"), 1, "none would stay"),
        (("split", "Calder Orbital", "--name", "Calder"), 0, "Calder is not Calder Orbital"),
        (("decisions", "--forget", "x"), 1, "no such decision"),
        (("decisions", "--import", "missing.csv"), 1, "no such file"),
        (("decisions", "--import", "x", "--forget", "y"), 2, "not together"),
    ],
)
def test_what_cannot_be_decided_is_said(tmp_path, spacecorp, command, status, said):
    corpus(tmp_path)
    result = spacecorp(*command)
    assert said in result.err
    assert (result.status, result.out) == (status, "")


def test_a_decision_that_contradicts_others_is_refused_with_them(tmp_path, spacecorp):
    corpus(tmp_path)
    table = "verdict,one,other\nsame,Brennus,Avio\ndifferent,Avio,Calder Orbital\n"
    (tmp_path / "d.csv").write_text(table)
    assert spacecorp("decisions", "--import", "d.csv").status == 0
    refused = spacecorp("merge", "Calder Orbital", "Brennus")
    assert refused.status == 1
    for said in ("Avio is Brennus", "Avio is not Calder Orbital", "--forget"):
        assert said in refused.err
    assert len(spacecorp("decisions", "--json").json) == 2


def test_rows_that_are_no_decisions_get_a_line_each(tmp_path, spacecorp):
    (tmp_path / "d.csv").write_text(
        "type,one,verdict,other\n"
        ",A,same,B\n,B,y,C\n,A,different,C\n,A,maybe,D\nfirm,A,same,D\n,,same,D\n,X,,Y\n,Q,same,Q\n"
    )
    result = spacecorp("decisions", "--import", "d.csv")
    assert result.status == 1
    *bad, summary = result.err.splitlines()
    assert [line.split(":")[0] for line in bad] == [f"d.csv, line {n}" for n in (4, 5, 6, 7, 9)]
    assert "contradicts A is B; B is C" in bad[0]
    assert summary == "decisions: 2 new, 0 kept before, 5 refused"
    (tmp_path / "d.csv").write_text("one,other\nA,B\n")
    assert "has no column verdict" in spacecorp("decisions", "--import", "d.csv").err


names_of_things = (
    st.text(
        st.one_of(
            st.characters(exclude_characters="\x00"), st.sampled_from("=+-@'\"\\,\n\t\u202e")
        ),
        min_size=1,
        max_size=8,
    )
    .map(str.strip)
    .filter(bool)
)


@given(
    st.lists(
        st.tuples(
            names_of_things, names_of_things, st.sampled_from(["", "a,b.txt"]), st.booleans()
        ),
        max_size=6,
    )
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_exported_comes_back_byte_for_byte(tmp_path, spacecorp, made):
    for left in tmp_path.glob("*.db"):
        left.unlink()
    with opened("one.db", create=True) as connection:
        about = [
            store_decisions.decision("organisation", Named(a, path), Named(b), same=same)
            for a, b, path, same in made
            if a != b
        ]
        new = [store_decisions.Kept(d, "2026-01-02", d.other.name) for d in about]
        store_decisions.keep(connection, new)
    exported = spacecorp("decisions", "--format", "csv", "--db", "one.db").out
    (tmp_path / "exported.csv").write_text(exported, newline="")
    assert spacecorp("decisions", "--import", "exported.csv", "--db", "two.db").status == 0
    assert spacecorp("decisions", "--format", "csv", "--db", "two.db").out == exported


FIRMS = ("Brennus", "Brennus Ltd", "Nova Star", "Nova Star Systems", "Avio", "ESA", "Calder")


@st.composite
def stories(draw: st.DrawFn, paths: str) -> list[Story]:
    out = []
    for path in paths:
        story = Story(f"{path}.txt")
        for name in draw(st.lists(st.sampled_from(FIRMS), min_size=1, max_size=4, unique=True)):
            story.name(name)
        if draw(st.booleans()):
            one, other = draw(st.permutations(FIRMS))[:2]
            story.owns(one, other, 20)
        out.append(story)
    return out


def clusters_of(database: Path) -> dict[tuple[str, str], str]:
    """The cluster of each name of each document."""
    with opened(str(database)) as connection:
        return {
            (path, name): cluster
            for path, name, cluster in connection.execute(
                "SELECT s.path, e.name, e.cluster FROM entities e"
                " JOIN sources s ON s.document = e.document"
            )
        }


@given(stories("abc"), stories("bcd"), st.data(), st.randoms(use_true_random=False))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_later_ingest_undoes_a_decision_and_order_changes_no_id(
    tmp_path, first, later, data, random
):
    thing = {name: data.draw(st.sampled_from((None, 1, 2)), label=name) for name in FIRMS}
    told = [(a, b) for a in FIRMS for b in FIRMS if a < b and thing[a] and thing[b]]
    made = data.draw(st.lists(st.sampled_from(told), max_size=3, unique=True)) if told else []
    about = [
        store_decisions.decision("organisation", Named(a), Named(b), same=thing[a] == thing[b])
        for a, b in made
    ]
    found = []
    for run in ("one.db", "other.db"):
        database = tmp_path / run
        database.unlink(missing_ok=True)
        random.shuffle(first)
        with opened(str(database), create=True) as connection:
            store_decisions.keep(connection, [store_decisions.Kept(d, "2026-01-02") for d in about])
        for stories_now in (first, later[::-1]):
            store(database, stories_now)
            there = clusters_of(database)
            for d in about:
                ones = {c for (_, name), c in there.items() if name == d.one.name}
                others = {c for (_, name), c in there.items() if name == d.other.name}
                if ones and others:
                    assert (ones | others == ones & others) if d.same else not ones & others
        found.append(there)
    assert found[0] == found[1]
