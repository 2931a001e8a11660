"""Places the nodes of a network on a plane, the same way every time. Pure.

Each connected part is laid out by the method of Fruchterman and Reingold ("Graph drawing by
force-directed placement", 1991) with repulsion weighted by degree as in ForceAtlas2 (Jacomy and
others, 2014), which keeps hubs apart; the parts are then packed in rows. Nothing is random: the
start is a sunflower spiral in the order of a walk from the best connected node.
"""

from collections.abc import Iterable, Sequence
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

Point = tuple[int, int]
_Array = NDArray[np.float32]

SPACING = 90.0  # between neighbours, in pixels at zoom 1
GAP = 110.0  # between parts
ASPECT = 1.5  # width of the whole to its height
STEPS = 200
REACH = 6 * SPACING  # nodes this far apart hardly push each other: else long arms grow
GRAVITY = 0.04
BLOCK = 32
_GOLDEN_ANGLE = pi * (3 - sqrt(5))


def layout(count: int, edges: Iterable[tuple[int, int]]) -> list[Point]:
    """Whole-numbered positions of the nodes 0 … count - 1 that `edges` join.

    Takes time quadratic in the size of a connected part: meant for some thousand nodes.
    """
    neighbours: list[set[int]] = [set() for _ in range(count)]
    for one, other in edges:
        if one != other:
            neighbours[one].add(other)
            neighbours[other].add(one)
    parts = [(part, _laid_out(part, neighbours)) for part in _parts(neighbours)]
    return _packed(count, parts)


def _parts(neighbours: Sequence[set[int]]) -> list[list[int]]:
    """The connected parts, largest first, each in breadth-first order from its best connected."""
    by_degree = sorted(range(len(neighbours)), key=lambda node: (-len(neighbours[node]), node))
    rank = {node: place for place, node in enumerate(by_degree)}
    seen: set[int] = set()
    parts = []
    for start in by_degree:
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for node in part:  # grows while it is walked
            for near in sorted(neighbours[node] - seen, key=rank.__getitem__):
                seen.add(near)
                part.append(near)
        parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), rank[part[0]]))


def _laid_out(part: Sequence[int], neighbours: Sequence[set[int]]) -> _Array:
    """Positions of one part's nodes, in the order of `part`."""
    place = {node: at for at, node in enumerate(part)}
    radius = SPACING * 0.7
    at: _Array = np.array(
        [
            (radius * sqrt(i) * cos(i * _GOLDEN_ANGLE), radius * sqrt(i) * sin(i * _GOLDEN_ANGLE))
            for i in range(len(part))
        ],
        dtype=np.float32,
    )
    if len(part) == 2:
        return np.array([(0, 0), (SPACING * 1.4, 0)], dtype=np.float32)
    pairs = [(place[n], place[m]) for n in part for m in neighbours[n] if place[n] < place[m]]
    ends = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    degree = np.array([len(neighbours[node]) for node in part], dtype=np.float32)
    weight = np.sqrt(degree + 1)
    heat = SPACING * sqrt(len(part)) * 0.35
    for step in range(STEPS):
        push = _repulsion(at, weight)
        _attract(push, at, ends, degree)
        # A little gravity keeps loose ends near.
        push -= at * (GRAVITY * weight[:, None])
        length = np.sqrt(push[:, 0] ** 2 + push[:, 1] ** 2) + 1e-6
        limit = max(heat * (1 - step / STEPS) ** 1.5, 1.0)
        at += push * (np.minimum(length, limit) / length)[:, None]
    _spread(at)
    return _lying(at)


def _repulsion(at: _Array, weight: _Array) -> _Array:
    pushed = np.empty_like(at)
    # Rows in blocks that stay in the processor's cache.
    for low in range(0, len(at), BLOCK):
        block = at[low : low + BLOCK]
        dx = block[:, 0, None] - at[None, :, 0]
        dy = block[:, 1, None] - at[None, :, 1]
        square = dx * dx
        square += dy * dy
        square += 1.0
        force = square * np.float32(1 / (REACH * REACH))
        force += 1.0
        force *= square
        np.divide(weight[None, :], force, out=force)
        dx *= force
        dy *= force
        pushed[low : low + BLOCK, 0] = dx.sum(axis=1)
        pushed[low : low + BLOCK, 1] = dy.sum(axis=1)
    pushed *= SPACING * SPACING
    return pushed


def _attract(push: _Array, at: _Array, ends: NDArray[np.intp], degree: _Array) -> None:
    apart = at[ends[:, 1]] - at[ends[:, 0]]
    distance = np.sqrt(apart[:, 0] ** 2 + apart[:, 1] ** 2)
    # Between two hubs the tie is looser, so that their leaves find room.
    slack = np.sqrt(np.minimum(degree[ends[:, 0]], degree[ends[:, 1]]))
    pull = apart * (distance / (SPACING * slack))[:, None]
    np.add.at(push, ends[:, 0], pull)
    np.subtract.at(push, ends[:, 1], pull)


def _spread(at: _Array) -> None:
    """Moves nodes that ended up on top of each other a little apart."""
    least = SPACING * 0.55
    for _ in range(12):
        moved = np.zeros_like(at)
        for low in range(0, len(at), BLOCK):
            block = at[low : low + BLOCK]
            dx = block[:, 0, None] - at[None, :, 0]
            dy = block[:, 1, None] - at[None, :, 1]
            distance = np.sqrt(dx * dx + dy * dy)
            lack = np.maximum(least - distance, 0) / np.maximum(distance, 1)
            moved[low : low + BLOCK, 0] = (dx * lack).sum(axis=1)
            moved[low : low + BLOCK, 1] = (dy * lack).sum(axis=1)
        if not moved.any():
            break
        at += 0.45 * moved


def _lying(at: _Array) -> _Array:
    """Turned so that it is wider than high: about the axis along which it spreads most."""
    centred = at - at.mean(axis=0)
    x, y = centred[:, 0], centred[:, 1]
    angle = 0.5 * np.arctan2(2 * (x * y).sum(), (x * x).sum() - (y * y).sum())
    turn, tilt = np.cos(angle), np.sin(angle)
    lying: _Array = np.stack((turn * x + tilt * y, turn * y - tilt * x), axis=1)
    return lying


def _packed(count: int, parts: Sequence[tuple[Sequence[int], _Array]]) -> list[Point]:
    """The parts side by side in rows, highest first."""
    boxes = []
    for part, at in parts:
        low = at.min(axis=0)
        width, height = (float(v) + GAP for v in at.max(axis=0) - low)
        boxes.append((height, width, part, at - low))
    boxes.sort(key=lambda box: (-box[0], -box[1], box[2][0]))
    area = sum(height * width for height, width, *_ in boxes)
    full = max([sqrt(area * ASPECT), *(width for _, width, *_ in boxes)])
    points: list[Point] = [(0, 0)] * count
    x = y = row = 0.0
    for height, width, part, at in boxes:
        if x and x + width > full:
            x, y, row = 0.0, y + row, 0.0
        for node, (dx, dy) in zip(part, at.tolist(), strict=True):
            points[node] = (round(x + dx), round(y + dy))
        x += width
        row = max(row, height)
    return points
