"""What `ownership --tree` prints: who owns a firm, what it owns, and what the chains come to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..store.holdings import Holding, Stake, Tree, stakes
from .holdings import span, stake_json, stake_note, tree_json, tree_lines
from .rows import Column, Listing
from .tables import Field, Layout, Line, draw, plain


@dataclass(frozen=True, slots=True)
class Chains:
    """The trees of one root; `above` is None where it was not asked for."""

    above: Tree | None
    below: Tree


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the flat listing: a link, and the names that lead to it from the root."""

    chain: tuple[str, ...]
    down: bool
    holding: Holding


SUMS: Layout[Stake] = Layout(
    (
        Field("Over all chains", lambda s: [plain(s.name.name, "bold")]),
        Field("Direct", lambda s: [plain(span(s.direct))], "right", fixed=True),
        Field("In all", lambda s: [plain(span(s.through))], "right", fixed=True),
        Field("Chains", lambda s: [plain(str(s.chains))], "right", fixed=True),
    ),
    notes=lambda s: (
        [plain(f"≠ {stake_note(s)}", "red" if s.over else "yellow")] if stake_note(s) else []
    ),
)


def chain_lines(found: Sequence[Chains], *, width: int) -> Iterator[Line]:
    """The trees one after the other, with sums where several chains lead to one firm."""
    for at, chains in enumerate(found):
        if at:
            yield ()
        yield plain(chains.below.root.name, "bold underline")
        if chains.above and chains.above.links:
            yield from summed_tree(chains.above, width=width, down=False)
            if chains.below.links:
                yield ()
        if chains.below.links:
            yield from summed_tree(chains.below, width=width, down=True)


def summed_tree(tree: Tree, *, width: int, down: bool) -> Iterator[Line]:
    """A tree (of owners with `down` false), and sums where several chains lead to one firm."""
    yield from tree_lines(tree, width=width, down=down)
    sums = [stake for stake in stakes(tree) if stake.chains > 1 or stake.over]
    if sums:
        yield ()
        yield from draw(SUMS, sums, width=width)


def chains_json(chains: Chains) -> dict[str, Any]:
    """The root, the trees above and below it, and what the chains of each come to."""
    root = chains.below.root
    above = chains.above
    return {
        "id": root.id,
        "name": root.name,
        "owners": tree_json(above) if above else None,
        "holdings": tree_json(chains.below),
        "owner_sums": [stake_json(s) for s in stakes(above)] if above else None,
        "holding_sums": [stake_json(s) for s in stakes(chains.below)],
    }


def links(found: Iterable[Chains]) -> list[Link]:
    """The trees as flat lines, one for each link of each chain."""
    return [
        Link(chain, down, holding)
        for chains in found
        for tree, down in ((chains.above, False), (chains.below, True))
        if tree
        for chain, holding in _walked(tree)
    ]


def _walked(tree: Tree) -> Iterator[tuple[tuple[str, ...], Holding]]:
    rest: list[tuple[tuple[str, ...], Holding]]
    rest = [((tree.root.name, link.name.name), link) for link in reversed(tree.links)]
    while rest:
        chain, link = rest.pop()
        yield chain, link
        rest += [((*chain, beneath.name.name), beneath) for beneath in reversed(link.links)]


CHAINS: Listing[Chains] = Listing("holdings", chains_json, ())
LINKS: Listing[Link] = Listing(
    "holdings",
    lambda link: {},
    (
        Column("root", lambda k: k.chain[0]),
        Column("direction", lambda k: "owns" if k.down else "owned by"),
        Column("depth", lambda k: len(k.chain) - 1),
        Column("chain", lambda k: " > ".join(k.chain if k.down else reversed(k.chain))),
        Column("name", lambda k: k.holding.name.name),
        Column("share", lambda k: k.holding.share and k.holding.share.low),
        Column("share_high", lambda k: k.holding.share and k.holding.share.high, plain=True),
        Column("through", lambda k: k.holding.through and round(k.holding.through.low, 6)),
        Column(
            "through_high",
            lambda k: k.holding.through and round(k.holding.through.high, 6),
            plain=True,
        ),
        Column("kind", lambda k: k.holding.kind),
        Column("date", lambda k: k.holding.date),
        Column("conflict", lambda k: k.holding.conflict),
        Column("loop", lambda k: "loop" if k.holding.loop else None),
        Column("id", lambda k: k.holding.name.id, plain=True),
        Column("rows", lambda k: "; ".join(k.holding.rows), plain=True),
    ),
)
