"""Look-through shares: chains, sums, loops and spans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacecorp.output.holdings import tree_lines
from spacecorp.output.tables import rendered
from spacecorp.store.aggregation import OwnershipRow, ownership_rows
from spacecorp.store.holdings import MOST_HOLDINGS, Span, Tree, holdings, owners, stakes, walked
from spacecorp.store.statements import Name, StatedOwnership, Support


def name(text: str) -> Name:
    return Name(f"org-{text}", text, "organisation")


def rows(*said: tuple) -> list[OwnershipRow]:
    """Rows from (owner, owned, share[, status]) as documents of their own state them."""
    statements = []
    for at, (owner, owned, share, *status) in enumerate(said):
        support = Support(f"f-{at}", f"{at}.txt", None, None, None, "…", 0, 1, "test", 0.9)
        held = "shareholding", *(status or ["current"]), None
        statements.append(StatedOwnership(name(owner), name(owned), share, *held, support))
    return ownership_rows(statements)


def figures(span: Span | None) -> list[float]:
    return [span.low, span.high] if span else []


def totals(tree: Tree) -> dict[str, Span | None]:
    return {stake.name.name: stake.through for stake in stakes(tree)}


def outline(tree: Tree) -> list[str]:
    marks = {(True, False): " loop", (False, True): " cut", (False, False): ""}
    return [". " * (d - 1) + h.name.name + marks[h.loop, h.cut] for d, h in walked(tree)]


def test_shares_multiply_along_a_chain_and_add_up_over_chains():
    said = rows(("A", "B", 60), ("B", "D", 50), ("A", "C", 40), ("C", "D", 25), ("A", "D", 5))
    tree = holdings(said, name("A"))
    assert outline(tree) == ["B", ". D", "C", ". D", "D"]
    found = {stake.name.name: stake for stake in stakes(tree)}
    assert figures(found["D"].through) == pytest.approx([45, 45])
    assert (found["D"].direct, found["D"].chains, found["D"].partial) == (Span(5, 5), 3, False)
    assert found["B"].direct == found["B"].through == Span(60, 60)
    back = {s.name.name: s for s in stakes(owners(said, name("D")))}
    assert figures(back["A"].through) == pytest.approx([45, 45])
    assert [key for key, stake in back.items() if stake.last] == ["A"]


def test_an_unknown_share_makes_the_sum_the_least():
    said = rows(("A", "B", None), ("B", "D", 50), ("A", "D", 10), ("B", "E", 100))
    found = {stake.name.name: stake for stake in stakes(holdings(said, name("A")))}
    assert (found["D"].through, found["D"].partial) == (Span(10, 10), True)
    assert (found["E"].through, found["E"].partial) == (None, True)


def test_sources_that_differ_give_a_span():
    said = rows(("A", "B", 60), ("A", "B", 75), ("B", "C", 50))
    (link,) = holdings(said, name("A")).links
    assert link.share == Span(60, 75)
    assert "60 %, 75 %" in (link.conflict or "")
    assert link.links[0].through == Span(30, 37.5)


def test_a_loop_is_marked_and_counts_once():
    said = rows(("A", "B", 50), ("B", "A", 20), ("B", "C", 10), ("C", "B", 5))
    tree = holdings(said, name("A"))
    assert outline(tree) == ["B", ". A loop", ". C", ". . B loop"]
    assert totals(tree) == {"B": Span(50, 50), "C": Span(5, 5)}
    assert outline(owners(said, name("A"))) == ["B", ". A loop", ". C", ". . B loop"]


def test_more_than_all_of_a_firm_is_marked():
    said = rows(("A", "B", 80), ("A", "C", 90), ("B", "C", 70))
    (over,) = [s for s in stakes(holdings(said, name("A"))) if s.over]
    assert over.name.name == "C"
    assert figures(over.through) == pytest.approx([146, 146])
    assert [s.over for s in stakes(holdings(rows(("A", "B", 100)), name("A")))] == [False]


def test_former_and_planned_holdings_are_trees_of_their_own():
    said = rows(("A", "B", 50, "former"), ("A", "C", 10, "planned"), ("B", "D", 10))
    assert outline(holdings(said, name("A"))) == []
    assert outline(holdings(said, name("A"), status="planned")) == ["C"]


def test_firms_that_all_own_each_other_end():
    crowd = [f"F{n}" for n in range(30)]
    said = rows(*((a, b, 3) for a in crowd for b in crowd if a != b))
    tree = holdings(said, name("F0"))
    assert len(walked(tree)) <= MOST_HOLDINGS
    assert any(link.cut for _, link in walked(tree))
    assert all(stake.partial for stake in stakes(tree))


firms = st.sampled_from("ABCDEF")
shares = st.one_of(st.none(), st.integers(1, 100))
stated = st.lists(st.tuples(firms, firms, shares), max_size=12)


@given(stated, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_tree_does_not_depend_on_the_order_of_documents(said, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    for root in "AB":
        one, other = holdings(rows(*said), name(root)), holdings(rows(*shuffled), name(root))
        assert (outline(one), totals(one)) == (outline(other), totals(other))


@given(stated)
@settings(max_examples=80, deadline=None)
def test_what_one_holds_of_another_is_what_the_other_is_held_by_it(said):
    every = rows(*said)
    for one in "ABC":
        down = {s.name.name: s for s in stakes(holdings(every, name(one)))}
        for other in "DEF":
            up = {s.name.name: s for s in stakes(owners(every, name(other)))}
            assert (one in up) == (other in down)
            if one not in up:
                continue
            mine, theirs = down[other], up[one]
            assert (mine.chains, mine.direct) == (theirs.chains, theirs.direct)
            assert figures(mine.through) == pytest.approx(figures(theirs.through))


@given(stated)
@settings(max_examples=80, deadline=None)
def test_chains_only_lose_on_the_way_and_pass_nothing_twice(said):
    tree = holdings(rows(*said), name("A"))

    def check(links, most, passed):
        for link in links:
            assert link.loop == (link.name.name in passed)
            if link.through is not None:
                assert link.through.low <= most.low + 1e-9
                assert link.through.high <= most.high + 1e-9
            if not link.loop:
                check(link.links, link.through or most, passed | {link.name.name})

    check(tree.links, Span(100, 100), {"A"})


def drawn(tree: Tree, width: int) -> list[str]:
    return [line.rstrip("\n") for line in rendered(tree_lines(tree, width=width))]


def test_a_tree_shows_direct_and_look_through_shares():
    said = rows(("A", "B", 60), ("A", "B", 75), ("B", "C", 0.5), ("C", "A", 2), ("A", "D", None))
    assert drawn(holdings(said, name("A")), 80) == [
        "Holding                   Share     Through  Kind",
        "├─ B                    60–75 %              shareholding",
        "│  │  ≠ sources differ: 60 %, 75 %",
        "│  └─ C                   0.5 %  0.3–0.38 %  shareholding",
        "│     └─ A ↺ see above      2 %              shareholding",
        "└─ D                                         shareholding",
    ]


@given(stated)
@settings(max_examples=40, deadline=None)
def test_a_tree_fits_the_terminal(said):
    long = [(f"{a} Società per azioni " * 3, f"{b} Società per azioni " * 3, c) for a, b, c in said]
    tree = holdings(rows(*long), name("A Società per azioni " * 3))
    assert all(len(line) <= 80 for line in drawn(tree, 80))
