"""What people decide about names: kept, obeyed, listed, taken back."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacecorp.resolution import Cluster, Decision, Named, Record, resolve, resolved


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
    merged = [record("a", "Nova Star Systems", "NSS"), record("b", "NSS")]
    pair = frozenset(["NSS", "Nova Star Systems"])
    assert doubted(merged) == [(pair, True)]
    for same in (True, False):
        assert doubted(merged, decide("NSS", "Nova Star Systems", same=same)) == []
    assert doubted([record("a", "Avio"), record("b", "Avio S.p.A."), record("c", "Thales")]) == []
