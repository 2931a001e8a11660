"""How kinds and states look in every drawing: colours, lines, short words.

Colours are those of Okabe and Ito (jfly.uni-koeln.de/color), which people with any kind of colour
vision tell apart, as in the report; labels, shapes and dashes say the same again.
"""

from dataclasses import dataclass

from ..safe import inert
from ..terms import share, words
from .network import Edge, Node

INK, MUTED, PAPER, GREY = "#17202b", "#586470", "#ffffff", "#8a929a"
COLOURS = {
    "contract": "#0072b2",
    "agreement": "#56b4e9",
    "letter_of_intent": "#e69f00",
    "memorandum_of_understanding": "#f0e442",
    "joint_venture": "#d55e00",
    "consortium": "#cc79a7",
    "alliance": "#009e73",
    "cooperation": GREY,
}
SHORT = {
    "letter_of_intent": "LoI",
    "memorandum_of_understanding": "MoU",
    "joint_venture": "JV",
    "cooperation": "coop.",
}
STYLES = {"proposed": "dashed", "planned": "dashed", "ended": "dotted", "former": "dotted"}
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Look:
    """The line of an edge: `style` is solid, dashed or dotted, `width` in pixels."""

    colour: str
    style: str
    width: float


def look(edge: Edge) -> Look:
    """How the line of an edge is drawn."""
    style = STYLES.get(edge.status or "", "solid")
    if edge.relation == "partnership":
        return Look(COLOURS.get(edge.kind, GREY), style, 2.5)
    if edge.relation == "ownership":
        return Look(INK, style, 2.5)
    return Look(MUTED, style, 1)


def caption(node: Node) -> str:
    """The name of a node in one harmless line that is not endless."""
    name = inert(node.name)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def label(edge: Edge) -> str:
    """A word or two for an edge: the share, the instrument, the role."""
    return share(edge.share) or SHORT.get(edge.kind, words(edge.kind))


def in_words(edge: Edge) -> str:
    """All that an edge says, for who points at it."""
    said = [share(edge.share), words(edge.kind), edge.status, edge.date]
    said += [f"for {name}" for name in edge.programmes]
    return inert(", ".join(part for part in said if part))
