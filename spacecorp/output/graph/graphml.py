"""A network as GraphML (graphml.graphdrawing.org), for yEd, Gephi, Cytoscape, igraph, networkx."""

from collections.abc import Iterator

from .markup import HEAD, empty, literal, tag, text, typed
from .network import Network, Value

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(network: Network) -> Iterator[str]:
    """The file, a piece at a time.

    All edges are directed, since some readers refuse a mixture; `mutual` marks those that have
    no direction.
    """
    nodes = [(node.id, node.attributes()) for node in network.nodes]
    edges = [(edge, edge.attributes()) for edge in network.edges]
    keys: dict[tuple[str, str], str] = {}
    yield HEAD + tag("graphml", xmlns=_NAMESPACE) + "\n"
    for domain, rows in (("node", [row for _, row in nodes]), ("edge", [row for _, row in edges])):
        for name, kind in typed(rows).items():
            key = keys[domain, name] = f"{domain[0]}_{name}"
            said = {"id": key, "for_": domain, "attr.name": name, "attr.type": kind}
            yield " " + empty("key", **said) + "\n"
    yield " " + tag("graph", id="spacecorp", edgedefault="directed") + "\n"

    def data(domain: str, row: dict[str, Value]) -> str:
        return "".join(
            tag("data", key=keys[domain, name]) + text(literal(value)) + "</data>"
            for name, value in row.items()
        )

    for key, row in nodes:
        yield "  " + tag("node", id=key) + data("node", row) + "</node>\n"
    for edge, row in edges:
        opening = tag("edge", id=edge.id, source=edge.source, target=edge.target)
        yield "  " + opening + data("edge", row) + "</edge>\n"
    yield " </graph>\n</graphml>\n"
