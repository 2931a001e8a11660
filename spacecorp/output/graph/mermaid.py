"""A network as a Mermaid flow chart, which GitHub, GitLab and many wikis draw inside a page."""

import re
from collections import defaultdict
from collections.abc import Iterator

from .looks import caption, label, look
from .network import Network

# What Mermaid draws unless it is told otherwise (its settings maxEdges and maxTextSize).
MOST_EDGES = 500
MOST_CHARACTERS = 50_000
_SHAPES = {
    "country": ("[", "]"),
    "programme": ("{{", "}}"),
    "person": ("([", "])"),
    "partnership": ("((", "))"),
}
# Labels may hold Markdown, HTML, icons and directives: of ASCII only what means nothing stays,
# the rest is written by number. A full stop behind a number would begin a list.
_ACTS = re.compile(r"[^A-Za-z0-9 ,()\u0080-\U0010ffff]")


def mermaid(network: Network) -> Iterator[str]:
    """The file, a line at a time."""
    yield "flowchart LR\n"
    place = {node.id: f"n{at}" for at, node in enumerate(network.nodes)}
    for node in network.nodes:
        opening, closing = _SHAPES.get(node.type, ("(", ")"))
        yield f"  {place[node.id]}{opening}{_label(caption(node))}{closing}\n"
    looks: dict[str, list[int]] = defaultdict(list)
    for at, edge in enumerate(network.edges):
        line = look(edge)
        dashed = line.style != "solid"
        arrow = ("-.-" if dashed else "---") if edge.mutual else ("-.->" if dashed else "-->")
        yield f"  {place[edge.source]} {arrow}|{_label(label(edge))}| {place[edge.target]}\n"
        looks[f"stroke:{line.colour},stroke-width:{line.width:g}px"].append(at)
    for style, edges in looks.items():
        yield f"  linkStyle {','.join(map(str, edges))} {style}\n"


def _label(text: str) -> str:
    return '"' + _ACTS.sub(lambda found: f"#{ord(found[0])};", text) + '"'
