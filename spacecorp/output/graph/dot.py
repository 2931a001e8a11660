"""A network in the DOT language of Graphviz."""

from collections.abc import Iterator

from .looks import GREY, INK, PAPER, caption, in_words, label, look
from .network import Network

_SHAPES = {"country": "box", "programme": "diamond", "person": "triangle", "partnership": "point"}


def dot(network: Network) -> Iterator[str]:
    """The file, a piece at a time; `dot`, `neato` and `sfdp` draw it."""
    yield (
        "digraph spacecorp {\n"
        ' graph [overlap=false, splines=true, bgcolor="#ffffff"];\n'
        f' node [fontname="Helvetica,sans-serif", fontsize=11, color="{INK}", style=filled,'
        f' fillcolor="{PAPER}"];\n'
        ' edge [fontname="Helvetica,sans-serif", fontsize=9];\n'
    )
    for node in network.nodes:
        shape = _SHAPES.get(node.type, "ellipse")
        said = ", ".join(part for part in (node.type, node.kind, node.country) if part)
        yield (
            f" {_quoted(node.id)} [label={_quoted(caption(node))}, shape={shape},"
            f" tooltip={_quoted(said)}];\n"
        )
    for edge in network.edges:
        line = look(edge)
        colour = line.colour if line.colour != GREY else "#6b747d"
        yield (
            f" {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(label(edge))},"
            f' color="{colour}", style={line.style}, penwidth={line.width:g},'
            f" dir={'none' if edge.mutual else 'forward'}, tooltip={_quoted(in_words(edge))},"
            f" id={_quoted(edge.id)}];\n"
        )
    yield "}\n"


def _quoted(text: str) -> str:
    """A string in which nothing acts: Graphviz reads backslashes in labels as orders, and
    `&…;` as characters."""
    escaped = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
