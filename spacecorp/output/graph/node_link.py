"""A network as node-link JSON: what networkx's `node_link_graph` and D3 read."""

from collections.abc import Iterator

from ..formats import json_object
from .network import Network


def node_link(network: Network) -> Iterator[str]:
    """The file. Edges have their id as `key`, since several may join the same two nodes."""
    yield json_object(
        {
            "directed": True,
            "multigraph": True,
            "graph": {},
            "nodes": [{"id": node.id, **node.attributes()} for node in network.nodes],
            "edges": [
                {"source": edge.source, "target": edge.target, "key": edge.id, **edge.attributes()}
                for edge in network.edges
            ],
        }
    )
