"""Who owns whom through whom: trees of holdings with look-through shares. Pure.

A look-through share is the product of the shares along a chain of holdings; what an owner has of
a firm in all is the sum over the chains that lead there. Chains stop where they come back to a
firm that they have passed, and where a share is not known the product is not either. Sources that
differ give a span from the least to the most, never an average.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .aggregation import OwnershipRow
from .statements import Name

LONGEST_CHAIN = 16
# Firms that all own each other have more chains than anybody can count: the shortest are kept.
MOST_HOLDINGS = 2000
# Rounding of the shares behind it may well bring a sum a little over 100 %.
ROUNDING = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A share in per cent, from the least to the most that sources give; mostly both are one."""

    low: float
    high: float

    def of(self, share: "Span") -> "Span":
        """This share of a firm that itself holds `share` of another."""
        return Span(self.low * share.low / 100, self.high * share.high / 100)

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Holding:
    """One link of a chain, as it stands in a tree.

    `share` is what the owner has of the owned; `through` what the root has of `name` by this
    chain (or `name` of the root, in a tree of owners); both None where a share is not known.
    `rows` are the ids of the rows behind it, `conflict` says what contradicts it. `loop` marks a
    firm that the chain has passed already, `cut` one whose own links were left out as too many.
    """

    name: Name
    share: Span | None
    through: Span | None
    kind: str
    date: str | None
    rows: tuple[str, ...]
    conflict: str | None
    loop: bool = False
    cut: bool = False
    links: tuple["Holding", ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """What `root` holds, or who holds it: the first links of all chains."""

    root: Name
    links: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """What there is between the root of a tree and `name`, over all chains.

    `direct` is the root's own share, `through` the sum over all chains of which every share is
    known (None where there is none). `partial` says that other chains have unknown shares, or
    were cut, so that the sum is the least; `over` that it is more than 100 %, so that some source
    must be wrong. `last` marks the ends of chains: in a tree of owners, those that nobody is
    known to own.
    """

    name: Name
    direct: Span | None
    through: Span | None
    chains: int
    partial: bool
    over: bool
    last: bool


def holdings(rows: Iterable[OwnershipRow], root: Name, status: str = "current") -> Tree:
    """The tree of what `root` holds with this status, directly and through others."""
    links: dict[str, list[OwnershipRow]] = defaultdict(list)
    for row in rows:
        if row.status == status:
            links[row.owner.id].append(row)
    return _tree(root, {key: _links(found, down=True) for key, found in links.items()})


def owners(rows: Iterable[OwnershipRow], root: Name, status: str = "current") -> Tree:
    """The tree of who holds `root` with this status, directly and through others."""
    links: dict[str, list[OwnershipRow]] = defaultdict(list)
    for row in rows:
        if row.status == status:
            links[row.owned.id].append(row)
    return _tree(root, {key: _links(found, down=False) for key, found in links.items()})


def forest(rows: Iterable[OwnershipRow], status: str = "current") -> Iterator[Tree]:
    """The trees of all who hold something and whom nobody is known to hold, by name.

    Then, of firms that hold each other in a ring with nobody above, that of the first by name.
    One at a time: where many hold what itself holds much, all of them are long.
    """
    found: dict[str, list[OwnershipRow]] = defaultdict(list)
    for row in rows:
        if row.status == status:
            found[row.owner.id].append(row)
    links = {key: _links(held, down=True) for key, held in found.items()}
    held = {link.name.id for several in links.values() for link in several}
    roots = sorted({r.owner for several in found.values() for r in several}, key=_name_order)
    reached: set[str] = set()
    for root in sorted(roots, key=lambda name: name.id in held):
        if root.id not in reached:
            tree = _tree(root, links)
            reached |= {root.id, *(link.name.id for _, link in walked(tree))}
            yield tree


def stakes(tree: Tree) -> tuple[Stake, ...]:
    """What all chains of a tree come to, the largest first; loops are left out."""
    direct = {link.name: link.share for link in tree.links}
    cut = any(link.cut for _, link in walked(tree))
    ways: dict[Name, list[Holding]] = defaultdict(list)
    for _, link in walked(tree):
        if not link.loop:
            ways[link.name].append(link)
    found = []
    for name, links in ways.items():
        known = [link.through for link in links if link.through is not None]
        total = sum(known[1:], known[0]) if known else None
        found.append(
            Stake(
                name=name,
                direct=direct.get(name),
                through=total,
                chains=len(links),
                partial=cut or len(known) < len(links),
                over=total is not None and total.low > 100 + ROUNDING * len(links),
                last=not any(link.links or link.cut for link in links),
            )
        )
    return tuple(sorted(found, key=lambda s: _order(s.through, s.name)))


def walked(tree: Tree) -> list[tuple[int, Holding]]:
    """Every link of a tree with its depth (from 1), each before those beneath it."""
    out = []
    rest = [(1, link) for link in reversed(tree.links)]
    while rest:
        depth, link = rest.pop()
        out.append((depth, link))
        rest += [(depth + 1, beneath) for beneath in reversed(link.links)]
    return out


def _tree(root: Name, links: dict[str, list[Holding]]) -> Tree:
    """Grows chains from the shortest on, and puts them together from their ends."""
    grown: list[Holding] = []
    above: list[int] = []
    depth: list[int] = []
    at = -1
    while at < len(grown):
        here = root if at < 0 else grown[at].name
        found = links.get(here.id, [])
        if at >= 0 and (grown[at].loop or not found):
            at += 1
            continue
        passed = _passed(root, grown, above, at)
        if at >= 0 and (depth[at] >= LONGEST_CHAIN or len(grown) + len(found) > MOST_HOLDINGS):
            grown[at] = replace(grown[at], cut=True)
            at += 1
            continue
        for link in found:
            through = link.share
            if at >= 0:
                so_far = grown[at].through
                through = so_far.of(link.share) if so_far and link.share else None
            grown.append(replace(link, through=through, loop=link.name.id in passed))
            above.append(at)
            depth.append(1 if at < 0 else depth[at] + 1)
        at += 1
    beneath: dict[int, list[Holding]] = defaultdict(list)
    for at in range(len(grown) - 1, -1, -1):
        whole = replace(grown[at], links=tuple(reversed(beneath.pop(at, []))))
        beneath[above[at]].append(whole)
    return Tree(root, tuple(reversed(beneath[-1])))


def _passed(root: Name, grown: Sequence[Holding], above: Sequence[int], at: int) -> set[str]:
    """The firms on the chain from the root to the link `at`."""
    passed = {root.id}
    while at >= 0:
        passed.add(grown[at].name.id)
        at = above[at]
    return passed


def _links(rows: Sequence[OwnershipRow], *, down: bool) -> list[Holding]:
    """One link for each pair, with the span of the shares that sources give for it."""
    pairs: dict[Name, list[OwnershipRow]] = defaultdict(list)
    for row in rows:
        pairs[row.owned if down else row.owner].append(row)
    links = []
    for name, found in pairs.items():
        found.sort(key=lambda r: (r.share is None, -(r.share or 0), r.id))
        shares = [row.share for row in found if row.share is not None]
        span = Span(min(shares), max(shares)) if shares else None
        links.append(
            Holding(
                name=name,
                share=span,
                through=span,
                kind=found[0].kind,
                date=max((row.date for row in found if row.date), default=None),
                rows=tuple(row.id for row in found),
                conflict=next((row.conflict for row in found if row.conflict), None),
            )
        )
    return sorted(links, key=lambda link: _order(link.share, link.name))


def _order(share: Span | None, name: Name) -> tuple[bool, float, str, str, str]:
    """The largest first, those without a share last, else by name."""
    return (share is None, -(share.high if share else 0), *_name_order(name))


def _name_order(name: Name) -> tuple[str, str, str]:
    return (name.name.casefold(), name.name, name.id)
