"""A network as GEXF 1.3 (gexf.net), for Gephi, networkx and sigma.js."""

from collections.abc import Iterator

from .markup import HEAD, empty, literal, tag, typed
from .network import Network, Value


def gexf(network: Network) -> Iterator[str]:
    """The file, a piece at a time; all edges directed as in GraphML, `mutual` where it means
    nothing."""
    nodes = [(node, node.attributes()) for node in network.nodes]
    edges = [(edge, edge.attributes()) for edge in network.edges]
    keys: dict[tuple[str, str], str] = {}
    yield HEAD + tag("gexf", xmlns="http://gexf.net/1.3", version="1.3") + "\n"
    yield " " + tag("graph", defaultedgetype="directed", mode="static") + "\n"
    for domain, rows in (("node", [row for _, row in nodes]), ("edge", [row for _, row in edges])):
        yield "  " + tag("attributes", class_=domain, mode="static") + "\n"
        for name, kind in typed(rows).items():
            keys[domain, name] = f"{domain[0]}_{name}"
            yield "   " + empty("attribute", id=keys[domain, name], title=name, type=kind) + "\n"
        yield "  </attributes>\n"

    def values(domain: str, row: dict[str, Value]) -> str:
        inner = "".join(
            empty("attvalue", for_=keys[domain, name], value=literal(value))
            for name, value in row.items()
        )
        return f"<attvalues>{inner}</attvalues>"

    yield "  <nodes>\n"
    for node, row in nodes:
        yield "   " + tag("node", id=node.id, label=node.name) + values("node", row) + "</node>\n"
    yield "  </nodes>\n  <edges>\n"
    for edge, row in edges:
        opening = tag("edge", id=edge.id, source=edge.source, target=edge.target)
        yield "   " + opening + values("edge", row) + "</edge>\n"
    yield "  </edges>\n </graph>\n</gexf>\n"
