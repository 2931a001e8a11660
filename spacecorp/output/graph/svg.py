"""A network as a picture: SVG that needs no script, no style sheet and no font of its own. Pure.

The places are those of the report's network; see report/layout.py.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt
from textwrap import wrap

from ..report.layout import layout
from ..terms import words
from .looks import COLOURS, GREY, INK, MUTED, PAPER, caption, in_words, label, look
from .markup import HEAD, empty, tag, text
from .network import Edge, Network, Node, degrees

# More nodes than this show nothing, and the layout takes long.
MOST_NODES = 2000
# With more edges than this only shares are written on them.
MOST_LABELS = 250

_MARGIN = 90.0
_FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_SIZE = 14  # of names; all sizes are pixels
_LINE = 18  # characters in a line of a name
_LINES = 3
_DASHES = {"dashed": "9 5", "dotted": "2 5"}
_ROW = 24.0  # of the legend
_NODE = "#4b5b6d"
_TYPES = ("organisation", "country", "programme", "person", "partnership")
_SHOWN = {"partnership": "partnership of three or more"}


@dataclass(frozen=True, slots=True)
class _At:
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and its size in pixels."""

    svg: str
    width: int
    height: int


def picture(network: Network) -> Picture:
    """The drawing of a network of at most MOST_NODES nodes."""
    at, width, height = _places(network)
    legend = list(_legend(network, width, height))
    size = round(width), round(max((y for _, y in legend), default=height) + _ROW)
    head = tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        width=size[0],
        height=size[1],
        viewBox=f"0 0 {size[0]} {size[1]}",
        role="img",
        font_family=_FONT,
        font_size=_SIZE,
        fill=INK,
    )
    said = f"{len(network.nodes)} names and {len(network.edges)} ties between them"
    body = "".join(_body(network, at))
    signs = "".join(drawn for drawn, _ in legend)
    return Picture(f"{HEAD}{head}\n<title>{said}</title>\n{body}{signs}</svg>\n", *size)


def _body(network: Network, at: dict[str, _At]) -> Iterator[str]:
    yield empty("rect", width="100%", height="100%", fill=PAPER) + "\n"
    names = {node.id: node.name for node in network.nodes}
    edges = _joined(network.edges)
    paths = _paths(edges, at)
    yield tag("g", fill="none", stroke_linecap="round") + "\n"
    for edge, path in zip(edges, paths, strict=True):
        said = f"{names[edge.source]} – {names[edge.target]}: {in_words(edge)}"
        yield from (tag("g"), f"<title>{text(said)}</title>")
        yield from (*_line(edge, path), "</g>\n")
    yield "</g>\n"
    spokes = {node.id for node in network.nodes if node.type == "partnership"}
    yield tag("g", font_size=11, text_anchor="middle", fill=MUTED, **_HALO) + "\n"
    for edge, path in zip(edges, paths, strict=True):
        if edge.target not in spokes and (edge.share or len(edges) <= MOST_LABELS):
            x, y = path.middle
            yield (
                tag("text", x=_n(x), y=_n(y + 3))
                + text(label(edge).replace(" %", "%"))
                + "</text>\n"
            )
    yield "</g>\n"
    yield tag("g", text_anchor="middle", **_HALO) + "\n"
    for node in network.nodes:
        yield from _drawn(node, at[node.id])
    yield "</g>\n"


# What is written stays readable on lines.
_HALO = {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}


def _places(network: Network) -> tuple[dict[str, _At], float, float]:
    """Where the nodes stand, and the size of the drawing without its legend."""
    degree = degrees(network)
    number = {node.id: at for at, node in enumerate(network.nodes)}
    ends = [(number[edge.source], number[edge.target]) for edge in network.edges]
    points = layout(len(network.nodes), ends) if network.nodes else []
    at = {
        node.id: _At(
            x + _MARGIN,
            y + _MARGIN / 2,
            5.0 if node.type == "partnership" else 7 + 2.5 * sqrt(degree[node.id]),
        )
        for node, (x, y) in zip(network.nodes, points, strict=True)
    }
    width = max((place.x for place in at.values()), default=0) + _MARGIN
    height = max((place.y for place in at.values()), default=0) + _MARGIN
    return at, max(width, 360), height


@dataclass(frozen=True, slots=True)
class _Path:
    """A curve from `start` over `bend` to `end`; `middle` is where its label stands, `arrow` the
    corners of its head."""

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    middle: tuple[float, float]
    arrow: tuple[tuple[float, float], ...]


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """The edges, with all that one takes part in another in one of them."""
    roles: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.relation == "participation":
            roles[edge.source, edge.target].append(edge)
    parts = [
        replace(several[0], kind=", ".join(part.kind for part in several))
        for several in roles.values()
    ]
    return [*(edge for edge in edges if edge.relation != "participation"), *parts]


def _paths(edges: Sequence[Edge], at: dict[str, _At]) -> list[_Path]:
    """A path for each edge; those between the same two nodes side by side."""
    together = Counter(frozenset((edge.source, edge.target)) for edge in edges)
    drawn: dict[frozenset[str], int] = defaultdict(int)
    paths = []
    for edge in edges:
        pair = frozenset((edge.source, edge.target))
        side = drawn[pair] - (together[pair] - 1) / 2
        drawn[pair] += 1
        # Seen from the same end, whichever way the edge points.
        turned = edge.source > edge.target
        paths.append(_path(at[edge.source], at[edge.target], -side if turned else side))
    return paths


def _path(source: _At, target: _At, side: float) -> _Path:
    away_x, away_y = target.x - source.x, target.y - source.y
    length = hypot(away_x, away_y) or 1.0
    aside = 34 * side
    bend = (
        (source.x + target.x) / 2 - away_y / length * aside,
        (source.y + target.y) / 2 + away_x / length * aside,
    )
    start = _towards(source, bend, source.radius)
    tip = _towards(target, bend, target.radius + 2)
    end = _towards(target, bend, target.radius + 9)
    across_x, across_y = (tip[1] - end[1]) * 0.6, (end[0] - tip[0]) * 0.6
    return _Path(
        start,
        bend,
        end,
        _along(start, bend, end, 0.5 + 0.07 * max(-5.0, min(side, 5.0))),
        (
            tip,
            (end[0] + across_x, end[1] + across_y),
            (end[0] - across_x, end[1] - across_y),
        ),
    )


def _along(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], part: float
) -> tuple[float, float]:
    """The point of a curve (Bézier's quadratic) at `part` of its way; beside each other, labels of
    neighbours do not cover each other."""
    rest = 1 - part
    x, y = (
        rest * rest * one + 2 * part * rest * two + part * part * three
        for one, two, three in zip(start, bend, end, strict=True)
    )
    return x, y


def _towards(place: _At, other: tuple[float, float], distance: float) -> tuple[float, float]:
    """The point `distance` from a node on the way to another point."""
    x, y = other[0] - place.x, other[1] - place.y
    part = distance / (hypot(x, y) or 1.0)
    return (place.x + x * part, place.y + y * part)


def _line(edge: Edge, path: _Path) -> Iterator[str]:
    drawn = look(edge)
    end = path.end if not edge.mutual else path.arrow[0]
    way = f"M{_point(path.start)} Q{_point(path.bend)} {_point(end)}"
    dashes = _DASHES.get(drawn.style)
    if drawn.colour in _PALE:
        # On white, light colours need a rim.
        yield empty(
            "path", d=way, stroke=INK, stroke_width=drawn.width + 1, opacity=0.45,
            stroke_dasharray=dashes,
        )  # fmt: skip
    yield empty(
        "path", d=way, stroke=drawn.colour, stroke_width=drawn.width, stroke_dasharray=dashes
    )
    if not edge.mutual:
        corners = " ".join(map(_point, path.arrow))
        yield empty("polygon", points=corners, fill=drawn.colour)


_PALE = {COLOURS["memorandum_of_understanding"], COLOURS["agreement"]}


def _drawn(node: Node, at: _At) -> Iterator[str]:
    said = [node.name, node.type, words(node.kind) if node.kind else None, node.country]
    yield f"<g><title>{text(', '.join(part for part in said if part))}</title>"
    yield _shape(node.type, node.kind, at)
    if node.type != "partnership":
        for row, line in enumerate(_wrapped(caption(node))):
            y = at.y + at.radius + _SIZE + 1 + row * (_SIZE + 1)
            yield tag("text", x=_n(at.x), y=_n(y)) + text(line) + "</text>"
    yield "</g>\n"


def _shape(type: str, kind: str | None, at: _At) -> str:
    x, y, r = at.x, at.y, at.radius
    if type == "country":
        box = {"x": _n(x - r), "y": _n(y - r * 0.8), "width": _n(2 * r), "height": _n(1.6 * r)}
        return empty("rect", **box, rx=3, fill=PAPER, stroke=_NODE, stroke_width=3)
    if type == "programme":
        return _polygon((x, y - r), (x + r, y), (x, y + r), (x - r, y))
    if type == "person":
        return _polygon((x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8))
    fill = COLOURS.get(kind or "", GREY) if type == "partnership" else _NODE
    return empty("circle", cx=_n(x), cy=_n(y), r=_n(r), fill=fill, stroke=PAPER, stroke_width=1.5)


def _polygon(*points: tuple[float, float]) -> str:
    corners = " ".join(map(_point, points))
    return empty("polygon", points=corners, fill=_NODE, stroke=PAPER, stroke_width=1.5)


def _wrapped(name: str) -> list[str]:
    lines = wrap(name, _LINE) or [name]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][: _LINE - 1] + "…"]
    return lines


def _legend(network: Network, width: float, top: float) -> Iterator[tuple[str, float]]:
    """What shapes and lines mean, of those that occur: each drawn, and how far down it reaches."""
    types = {node.type for node in network.nodes}
    lines: dict[str, Edge] = {}
    for edge in network.edges:
        key = edge.kind if edge.relation == "partnership" else edge.relation
        lines.setdefault(key, replace(edge, status=None))
    styles = {look(edge).style for edge in network.edges}
    x, y = _MARGIN / 2, top
    for type in _TYPES:
        if type in types:
            sign = _shape(type, None, _At(x + 15, y, 7))
            x, y, drawn = _entry(sign, _SHOWN.get(type, type), x, y, width)
            yield drawn, y
    for key in (*COLOURS, *_LEGEND):
        if key in lines:
            sign = "".join(_line(lines[key], _sample(x, y)))
            x, y, drawn = _entry(sign, _LEGEND.get(key, words(key)), x, y, width)
            yield drawn, y
    for style, said in (("dashed", "proposed or planned"), ("dotted", "ended or former")):
        if style in styles:
            ends = {"x1": _n(x), "y1": _n(y), "x2": _n(x + 30), "y2": _n(y)}
            sign = empty(
                "line", **ends, stroke=INK, stroke_width=2.5, stroke_dasharray=_DASHES[style]
            )
            x, y, drawn = _entry(sign, said, x, y, width)
            yield drawn, y


_LEGEND = {"ownership": "owns (share)", "participation": "takes part in (role)"}


def _sample(x: float, y: float) -> _Path:
    tip, back = x + 30, x + 23
    return _Path(
        (x, y), ((x + tip) / 2, y), (back, y), (x, y), ((tip, y), (back, y - 4), (back, y + 4))
    )


def _entry(sign: str, said: str, x: float, y: float, width: float) -> tuple[float, float, str]:
    """Where the next entry stands, and this one drawn; both in one row as long as there is room."""
    drawn = f"<g>{sign}{tag('text', x=_n(x + 38), y=_n(y + 4))}{text(said)}</text></g>\n"
    x += 60 + 6.6 * len(said)
    if x > width - 190:
        x, y = _MARGIN / 2, y + _ROW
    return x, y, drawn


def _point(point: tuple[float, float]) -> str:
    return f"{_n(point[0])},{_n(point[1])}"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
