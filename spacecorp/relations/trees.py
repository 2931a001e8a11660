"""Gradient-boosted trees as plain arrays, applied to all rows at once.

Trained with LightGBM by `benchmarks/train.py`, exported by `from_dump`; LightGBM is not needed
to apply them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


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
    depth: int

    @classmethod
    def from_dump(cls, dump: Mapping[str, Any]) -> "Trees":
        """From LightGBM's `Booster.dump_model()`; numeric splits only."""
        nodes: list[list[float]] = []
        deepest = 0

        def add(node: Mapping[str, Any], level: int) -> int:
            nonlocal deepest
            deepest = max(deepest, level)
            number = len(nodes)
            if "leaf_value" in node and "split_feature" not in node:
                nodes.append([-1, node["leaf_value"], number, number])
                return number
            nodes.append([node["split_feature"], node["threshold"], 0, 0])
            nodes[number][2] = add(node["left_child"], level + 1)
            nodes[number][3] = add(node["right_child"], level + 1)
            return number

        roots = [add(tree["tree_structure"], 0) for tree in dump["tree_info"]]
        table = np.array(nodes, dtype=np.float64)
        return cls(
            np.array(roots, dtype=np.int32),
            table[:, 0].astype(np.int32),
            table[:, 1],
            table[:, 2].astype(np.int32),
            table[:, 3].astype(np.int32),
            deepest,
        )

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """Named arrays for a file."""
        return {
            f"{prefix}roots": self.roots,
            f"{prefix}feature": self.feature.astype(np.int16),
            f"{prefix}value": self.value,
            f"{prefix}left": self.left,
            f"{prefix}right": self.right,
            f"{prefix}depth": np.array([self.depth], dtype=np.int32),
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
            int(data[f"{prefix}depth"][0]),
        )

    def scores(self, rows: Sequence[Sequence[float]]) -> Floats:
        """The summed score (log-odds) of each row."""
        if not len(rows):
            return np.zeros(0)
        table = np.asarray(rows, dtype=np.float64)
        at = np.tile(self.roots, (len(table), 1))
        line = np.arange(len(table))[:, None]
        for _ in range(self.depth):
            feature = self.feature[at]
            inner = feature >= 0
            goes_left = table[line, np.maximum(feature, 0)] <= self.value[at]
            at = np.where(inner, np.where(goes_left, self.left[at], self.right[at]), at)
        total: Floats = self.value[at].sum(axis=1)
        return total
