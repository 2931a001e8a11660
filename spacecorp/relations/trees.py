"""Gradient-boosted trees as plain arrays, applied to all rows at once.

Trained with LightGBM by `benchmarks/train.py`, exported by `from_dump`; LightGBM is not needed
to apply them. Applied feature by feature, not node by node: a tree's leaves are the bits of a
number, each question that a row answers with "right" takes away the leaves to its left, and the
lowest leaf that remains is the row's (QuickScorer, Lucchese and others 2015). What all questions
about a feature leave over is looked up by the rank of its value among their thresholds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Masks = npt.NDArray[np.unsignedinteger[Any]]
JOINT = 256  # features are looked up together while their ranks have no more combinations
CHUNK = 512  # rows that are worked on at once, so that their masks stay in the cache
# Numbers of enough bits for a tree's leaves, the float that shows the place of a single bit in
# its exponent, that float as an integer, and the width and offset of its fraction.
WIDTHS = (
    (16, np.uint16, np.float32, np.int32, 23, 127),
    (32, np.uint32, np.float32, np.int32, 23, 127),
    (64, np.uint64, np.float64, np.int64, 52, 1023),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """Features that are looked up together.

    Each with its thresholds in order and what a rank among them counts; `left` is what remains
    of each tree (column) by the sum of these (row).
    """

    ranks: tuple[tuple[int, Floats, int], ...]
    left: Masks


@dataclass(frozen=True, slots=True)
class _Lookup:
    """The trees by feature, and the scores of all leaves with each tree's first."""

    columns: tuple[_Column, ...]
    scores: Floats
    first: Ints
    width: tuple[Any, ...]


@dataclass(slots=True)
class Trees:
    """All trees in one table of nodes: `feature` is -1 at a leaf, whose score is in `value`;
    elsewhere a row goes `left` where its feature is at most `value`, else `right`. `roots` are
    the first nodes of the trees."""

    roots: Ints
    feature: Ints
    value: Floats
    left: Ints
    right: Ints
    lookup: _Lookup | None = field(default=None, repr=False, compare=False)

    @classmethod
    def from_dump(cls, dump: Mapping[str, Any]) -> "Trees":
        """From LightGBM's `Booster.dump_model()`; numeric splits only."""
        nodes: list[list[float]] = []

        def add(node: Mapping[str, Any]) -> int:
            number = len(nodes)
            if "leaf_value" in node and "split_feature" not in node:
                nodes.append([-1, node["leaf_value"], number, number])
                return number
            nodes.append([node["split_feature"], node["threshold"], 0, 0])
            nodes[number][2] = add(node["left_child"])
            nodes[number][3] = add(node["right_child"])
            return number

        roots = [add(tree["tree_structure"]) for tree in dump["tree_info"]]
        table = np.array(nodes, dtype=np.float64)
        return cls(
            np.array(roots, dtype=np.int32),
            table[:, 0].astype(np.int32),
            table[:, 1],
            table[:, 2].astype(np.int32),
            table[:, 3].astype(np.int32),
        )

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """Named arrays for a file."""
        return {
            f"{prefix}roots": self.roots,
            f"{prefix}feature": self.feature.astype(np.int16),
            f"{prefix}value": self.value,
            f"{prefix}left": self.left,
            f"{prefix}right": self.right,
        }

    @classmethod
    def from_arrays(cls, data: Mapping[str, npt.NDArray[Any]], prefix: str) -> "Trees":
        """From arrays that `arrays` named."""
        return cls(
            data[f"{prefix}roots"],
            data[f"{prefix}feature"].astype(np.int32),
            data[f"{prefix}value"],
            data[f"{prefix}left"],
            data[f"{prefix}right"],
        )

    @classmethod
    def joined(cls, forests: Sequence["Trees"]) -> "Trees":
        """The trees of several forests, to be applied together: see `scores_of`."""
        before = np.cumsum([0, *(len(one.feature) for one in forests)]).tolist()
        offsets = list(zip(forests, before, strict=False))
        return cls(
            np.concatenate([one.roots + at for one, at in offsets]).astype(np.int32),
            np.concatenate([one.feature for one in forests]),
            np.concatenate([one.value for one in forests]),
            np.concatenate([one.left + at for one, at in offsets]).astype(np.int32),
            np.concatenate([one.right + at for one, at in offsets]).astype(np.int32),
        )

    def scores(self, rows: Sequence[Sequence[float]] | Floats) -> Floats:
        """The summed score (log-odds) of each row.

        Raises ValueError for trees of more than 64 leaves.
        """
        return self.scores_of(rows, [len(self.roots)])[:, 0]

    def scores_of(self, rows: Sequence[Sequence[float]] | Floats, sizes: Sequence[int]) -> Floats:
        """The summed scores of each row by forest, of which `sizes` tells the numbers of trees.

        Raises ValueError for trees of more than 64 leaves.
        """
        if not len(rows):
            return np.zeros((0, len(sizes)))
        if self.lookup is None:
            self.lookup = _lookup(self)
        lookup = self.lookup
        _, kind, floating, integer, fraction, _ = lookup.width
        features = np.ascontiguousarray(np.asarray(rows, dtype=np.float64).T)
        total = np.empty((features.shape[1], len(sizes)))
        begins = np.cumsum([0, *sizes[:-1]])
        for start in range(0, len(total), CHUNK):
            part = features[:, start : start + CHUNK]
            remaining = np.full((part.shape[1], len(self.roots)), np.iinfo(kind).max, dtype=kind)
            for column in lookup.columns:
                feature, thresholds, _ = column.ranks[0]
                rank = thresholds.searchsorted(part[feature])
                for feature, thresholds, step in column.ranks[1:]:
                    rank += thresholds.searchsorted(part[feature]) * step
                remaining &= column.left.take(rank, axis=0)
            remaining &= np.negative(remaining)  # the lowest bit alone
            exponent = remaining.astype(floating).view(integer) >> fraction
            leaf = exponent + lookup.first
            found = lookup.scores.take(leaf)
            total[start : start + CHUNK] = np.add.reduceat(found, begins, axis=1)
        return total


def _lookup(trees: Trees) -> _Lookup:
    scores: list[float] = []
    first: list[int] = []
    # By feature: threshold, tree, and the leaves that a row above the threshold does not reach.
    questions: dict[int, list[tuple[float, int, int]]] = {}

    def walk(tree: int, root: int) -> None:
        """Number the leaves of a tree from left to right and note its questions."""
        # Nodes to visit; those seen before with the number of leaves that stood left of them.
        stack: list[tuple[int, int]] = [(root, -1)]
        while stack:
            node, before = stack.pop()
            feature = int(trees.feature[node])
            count = len(scores) - first[tree]
            if feature < 0:
                scores.append(float(trees.value[node]))
            elif before < 0:
                stack += [(int(trees.right[node]), -1), (node, count), (int(trees.left[node]), -1)]
            else:
                gone = (1 << count) - (1 << before)
                questions.setdefault(feature, []).append((float(trees.value[node]), tree, gone))

    for tree, root in enumerate(trees.roots.tolist()):
        first.append(len(scores))
        walk(tree, root)
    most = max(np.diff([*first, len(scores)]))
    width = next((row for row in WIDTHS if row[0] >= most), None)
    if width is None:
        raise ValueError(f"a tree has {most} leaves, more than 64")
    kind, offset = width[1], width[-1]
    whole = np.iinfo(kind).max
    single: list[tuple[int, Floats, Masks]] = []
    for feature, asked in questions.items():
        thresholds = np.unique([threshold for threshold, _, _ in asked])
        left = np.full((len(thresholds) + 1, len(first)), whole, dtype=kind)
        for threshold, tree, gone in asked:
            left[int(thresholds.searchsorted(threshold)) + 1 :, tree] &= kind(whole ^ gone)
        single.append((feature, thresholds, left))
    single.sort(key=lambda row: (len(row[2]), row[0]))
    columns: list[_Column] = []
    for feature, thresholds, left in single:
        if columns and len(columns[-1].left) * len(left) <= JOINT:
            last = columns[-1]
            joint = (left[:, None, :] & last.left[None, :, :]).reshape(-1, len(first))
            ranks = (*last.ranks, (feature, thresholds, len(last.left)))
            columns[-1] = _Column(ranks, joint)
        else:
            columns.append(_Column(((feature, thresholds, 1),), left))
    return _Lookup(
        tuple(columns),
        np.array(scores),
        np.array(first, dtype=np.int32) - offset,
        width,
    )
