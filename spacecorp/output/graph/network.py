"""Facts as a network: entities and what ties them. Pure.

What ties two entities is an edge. An arrangement of three parties or more is a node of its own,
of the type `partnership`, with an edge to each party: edges between all of them would say more
than the documents do, and a consortium of a hundred would have five thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...knowledge.organisations import by_id
from ...store.aggregation import (
    OwnershipRow,
    ParticipantRow,
    PartnershipRow,
    ProgrammeRow,
    counted,
)
from ...store.catalogue import EntityRow
from ...store.statements import Name, Support
from ..terms import words

Tie = PartnershipRow | OwnershipRow | ParticipantRow
Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, or a partnership of several parties.

    `type` is that of the entity or "partnership"; `kind` what sort of organisation, programme or
    partnership it is, `country` and `known` what the table of organisations says.
    """

    id: str
    name: str
    type: str
    kind: str | None = None
    country: str | None = None
    known: str | None = None
    aliases: tuple[str, ...] = ()
    documents: int = 0
    mentions: int = 0

    def attributes(self) -> dict[str, Value]:
        """What is known of it beside its id, as flat values."""
        return _known(
            name=self.name,
            type=self.type,
            kind=self.kind,
            country=self.country,
            known=self.known,
            aliases="; ".join(self.aliases),
            documents=self.documents,
            mentions=self.mentions,
        )


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact between two nodes.

    `relation` is partnership, ownership (from the owner to the owned) or participation (from the
    organisation to the programme). `kind` is the kind of the fact, for participations the role.
    `fact` is the id of the row, the same for all edges of one partnership, and `mutual` says that
    the direction means nothing. `share` is in per cent.
    """

    id: str
    fact: str
    source: str
    target: str
    relation: str
    kind: str
    mutual: bool
    status: str | None
    share: float | None
    date: str | None
    programmes: tuple[str, ...]
    conflict: str | None
    documents: int
    independent: int
    confidence: float

    def attributes(self) -> dict[str, Value]:
        """What is known of it beside its id and its ends, as flat values."""
        return _known(
            fact=self.fact,
            relation=self.relation,
            kind=self.kind,
            mutual=self.mutual,
            status=self.status,
            share=self.share,
            date=self.date,
            programmes="; ".join(self.programmes),
            conflict=self.conflict,
            documents=self.documents,
            independent=self.independent,
            confidence=round(self.confidence, 3),
        )


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by name, and edges by relation and name; every end of an edge is a node."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(
    entities: Iterable[EntityRow], ties: Sequence[Tie], programmes: Iterable[ProgrammeRow]
) -> Network:
    """The network of `ties` between `entities`; `programmes` say of what kind those are.

    Entities without a tie are nodes, too.
    """
    kinds = {row.id: row.kind for row in programmes}
    nodes = [_node(entity, kinds) for entity in entities]
    edges: list[Edge] = []
    for tie in ties:
        names = members(tie)
        if isinstance(tie, PartnershipRow) and len(tie.parties) > 2:
            nodes.append(
                Node(tie.id, f"{words(tie.kind)} of {len(names)}", "partnership", tie.kind)
            )
            edges += [
                _edge(f"{tie.id}-{at}", tie, party.id, tie.id)
                for at, party in enumerate(tie.parties, 1)
            ]
        else:
            edges.append(_edge(tie.id, tie, names[0].id, names[1].id))
    return Network(tuple(sorted(nodes, key=_node_order)), tuple(edges))


def members(tie: Tie) -> tuple[Name, ...]:
    """The entities that a fact ties, the owner or participant first."""
    if isinstance(tie, PartnershipRow):
        return tie.parties
    if isinstance(tie, OwnershipRow):
        return (tie.owner, tie.owned)
    return (tie.organisation, tie.statements[0].programme)


def neighbourhood(ties: Sequence[Tie], root: str, depth: int) -> list[Tie]:
    """The facts among the entities that at most `depth` facts part from `root` (its id)."""
    of: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        for name in members(tie):
            of[name.id].append(tie)
    near = {root}
    edge = [root]
    for _ in range(depth):
        found = {name.id for entity in edge for tie in of[entity] for name in members(tie)}
        edge = sorted(found - near)
        near |= found
        if not edge:  # however far is asked for, there is no more to reach
            break
    return [tie for tie in ties if all(name.id in near for name in members(tie))]


def best_connected(whole: Network, most: int) -> Network:
    """What is left of a network if only `most` nodes stay, those with the most edges."""
    degree = degrees(whole)
    kept = sorted(whole.nodes, key=lambda node: (-degree[node.id], _node_order(node)))[:most]
    ids = {node.id for node in kept}
    return Network(
        tuple(node for node in whole.nodes if node.id in ids),
        tuple(edge for edge in whole.edges if edge.source in ids and edge.target in ids),
    )


def degrees(whole: Network) -> Mapping[str, int]:
    """How many edges each node has."""
    degree = dict.fromkeys((node.id for node in whole.nodes), 0)
    for edge in whole.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    return degree


def _node(entity: EntityRow, kinds: Mapping[str, str]) -> Node:
    known = by_id().get(entity.known or "")
    own = entity.name if entity.type == "country" else None
    return Node(
        id=entity.id,
        name=entity.name,
        type=entity.type,
        kind=kinds.get(entity.id) or (known.kind if known else None) or None,
        country=own or (known.country if known else None) or None,
        known=entity.known,
        aliases=entity.aliases,
        documents=entity.documents,
        mentions=entity.mentions,
    )


def _edge(key: str, tie: Tie, source: str, target: str) -> Edge:
    supports: list[Support] = [statement.support for statement in tie.statements]
    counts = counted(supports)
    partnership = tie if isinstance(tie, PartnershipRow) else None
    holding = tie if isinstance(tie, OwnershipRow) else None
    dated = partnership or holding
    return Edge(
        id=key,
        fact=tie.id,
        source=source,
        target=target,
        relation="partnership" if partnership else "ownership" if holding else "participation",
        kind=tie.role if isinstance(tie, ParticipantRow) else tie.kind,
        mutual=partnership is not None,
        status=dated.status if dated else None,
        share=holding.share if holding else None,
        date=dated.date if dated else None,
        programmes=tuple(name.name for name in partnership.programmes) if partnership else (),
        conflict=holding.conflict if holding else None,
        documents=counts.documents,
        independent=counts.independent,
        confidence=tie.confidence,
    )


def _known(**values: Value | None) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None and value != ""}


def _node_order(node: Node) -> tuple[str, str, str]:
    return (node.name.casefold(), node.name, node.id)
