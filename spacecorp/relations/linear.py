"""The linear scorer: logistic regression over the features of a candidate pair.

One weight per feature and head; heads are grouped into questions ("is it a partnership",
"which kind"). Trained by `benchmarks/train.py`; here is only what applies it. Features are found by
the CRC-32 of their names and weights are kept in eight bits a head, so the file stays small.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint32]
Weights = Floats | npt.NDArray[np.float64]
AT_ONCE = 2_000  # instances whose features are looked up at once; a bound on memory
CACHE = 400_000  # names of features whose keys are kept; a bound on memory, not on results


@dataclass(slots=True)
class Linear:
    """Weights per feature (row) and head (column), and an offset per head."""

    heads: tuple[str, ...]
    weights: Floats
    offsets: Floats
    rows: dict[int, int]
    names: "dict[str, _Names]" = field(default_factory=dict, repr=False, compare=False)
    # The keys in order, behind them one that is none, the rows of their weights, and the weights
    # with a row of noughts at the end for features that have none.
    table: "tuple[Keys, Ints, Weights] | None" = field(default=None, repr=False, compare=False)

    @classmethod
    def of(
        cls, heads: Sequence[str], keys: Sequence[int], weights: Floats, offsets: Floats
    ) -> "Linear":
        """From a row of weights for each feature key."""
        rows = {int(key): row for row, key in enumerate(keys)}
        return cls(tuple(heads), weights.astype(np.float32), offsets.astype(np.float32), rows)

    @classmethod
    def load(cls, path: Path) -> "Linear":
        """From a file that `save` wrote."""
        with np.load(path, allow_pickle=False) as data:
            weights = data["weights"].astype(np.float32) * data["scale"]
            return cls.of(data["heads"].tolist(), data["keys"].tolist(), weights, data["offsets"])

    def save(self, path: Path) -> None:
        """Write to a compressed file, always the same bytes."""
        scale = np.maximum(np.abs(self.weights).max(axis=0), 1e-9) / 127
        np.savez_compressed(
            path,
            heads=np.array(self.heads),
            keys=np.array(list(self.rows), dtype=np.uint32),
            weights=np.round(self.weights / scale).astype(np.int8),
            scale=scale.astype(np.float32),
            offsets=self.offsets,
        )

    def quantised(self) -> "Linear":
        """The scorer as it will be once saved and loaded."""
        scale = np.maximum(np.abs(self.weights).max(axis=0), 1e-9) / 127
        scale = scale.astype(np.float32)
        weights = np.round(self.weights / scale).astype(np.int8).astype(np.float32) * scale
        return Linear.of(self.heads, list(self.rows), weights, self.offsets)

    def scores(
        self, instances: Sequence[Sequence[str]], kinds: Sequence[str] | None = None
    ) -> Floats:
        """Log-odds for each instance (row of names of features) and head (column).

        Where `kinds` gives an instance one, each of its features counts as that of the kind too
        ("ORG:how=first"), which is quicker than to name it twice.
        """
        total = np.tile(self.offsets, (len(instances), 1))
        plain = self._names("")
        of_kind: dict[str, _Names] = {}
        for start in range(0, len(instances), AT_ONCE):
            some = instances[start : start + AT_ONCE]
            flat: list[int] = []
            counts: list[int] = []
            for number, names in enumerate(some, start):
                before = len(flat)
                flat += map(plain.__getitem__, names)
                if kinds and (kind := kinds[number]):
                    if kind not in of_kind:
                        of_kind[kind] = self._names(kind + ":")
                    flat += map(of_kind[kind].__getitem__, names)
                counts.append(len(flat) - before)
            weights = self._table()[-1].take(np.array(flat, dtype=np.int64), axis=0)
            _add(total[start : start + AT_ONCE], weights, np.array(counts, dtype=np.int64))
        return total

    def _names(self, prefix: str) -> "_Names":
        """The rows of features that are called by what follows a prefix."""
        made = self.names.get(prefix)
        if made is None or len(made) > CACHE:
            made = self.names[prefix] = _Names(self, prefix)
        return made

    def sums(self, instances: Sequence[Keys]) -> Floats:
        """Log-odds for each instance (keys of features) and head (column)."""
        keys, rows, weights = self._table()
        total = np.tile(self.offsets, (len(instances), 1))
        for start in range(0, len(instances), AT_ONCE):
            some = instances[start : start + AT_ONCE]
            counts = np.fromiter(map(len, some), dtype=np.int64, count=len(some))
            flat = np.concatenate(some)
            if len(keys):
                at = np.minimum(keys.searchsorted(flat), len(keys) - 1)
                flat = np.where(keys[at] == flat, rows[at], len(self.weights))
            _add(total[start : start + AT_ONCE], weights.take(flat, axis=0), counts)
        return total

    def _table(self) -> "tuple[Keys, Ints, Weights]":
        if self.table is None:
            keys = np.array(list(self.rows), dtype=np.uint32)
            order = keys.argsort()
            nothing = np.zeros((1, len(self.heads)), dtype=np.float32)
            self.table = (
                np.append(keys[order], keys[order[-1:]]),
                np.append(order, order[-1:]),
                np.concatenate([self.weights, nothing]),
            )
        return self.table

    def numbered(self, keys: Keys) -> "Linear":
        """The same scorer for features that are told by their places among `keys`, counted from
        one, and by nought where they are not among them."""
        weights = np.zeros((len(keys) + 1, len(self.heads)))
        own = np.array(list(self.rows), dtype=np.uint32)
        weights[1 + keys.searchsorted(own)] = self.weights
        none = np.zeros(0, dtype=np.uint32)
        made = Linear(self.heads, self.weights, self.offsets, self.rows)
        made.table = (none, none.astype(np.int64), weights)
        return made


class _Names(dict[str, int]):
    """The rows of weights of features by their names behind a prefix; past the last for none."""

    def __init__(self, scorer: Linear, prefix: str) -> None:
        super().__init__()
        self.rows, self.none, self.prefix = scorer.rows, len(scorer.weights), prefix

    def __missing__(self, name: str) -> int:
        row = self[name] = self.rows.get(key_of(self.prefix + name), self.none)
        return row


def _add(total: Floats, weights: Weights, counts: Ints) -> None:
    """Add to each row the next so many of the rows of weights, whose order should not tell."""
    held = np.flatnonzero(counts)
    if len(held):
        starts = counts[held].cumsum() - counts[held]
        total[held] += np.add.reduceat(weights, starts, axis=0, dtype=np.float64)


def key_of(name: str) -> int:
    """The number under which a feature's weights are stored."""
    return crc32(name.encode("utf-8", "surrogatepass"))


def probability(scores: Floats) -> Floats:
    """Log-odds as probabilities (the logistic function)."""
    within = np.minimum(np.maximum(scores, -30), 30)
    return (1.0 / (1.0 + np.exp(-within))).astype(np.float32)
