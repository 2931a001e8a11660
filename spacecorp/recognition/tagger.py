"""The mention tagger: a linear-chain conditional random field (Lafferty and others 2001).

Trained by `benchmarks/train.py`; here is only what applies it. The weight of a feature is
found by the CRC-32 of its name, so that the file holds no strings.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from .features import OFFSETS, joint, word_features
from .gazetteer import Gazetteer
from .tokens import Tokens

Floats = npt.NDArray[np.float32]
CACHE = 200_000  # distinct words whose weights are kept; a bound on memory, not on results


def feature_key(name: str) -> int:
    """The number under which the weights of a feature are stored."""
    return crc32(name.encode("utf-8", "surrogatepass"))


@dataclass(slots=True)
class Tagger:
    """Weights per feature and label, and for each label after another.

    `labels` are "O", and "B-…" and "I-…" of each type; `keys` are sorted.
    """

    labels: tuple[str, ...]
    weights: Floats
    transitions: Floats
    rows: dict[int, int]
    cache: dict[str, Floats] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        labels: Iterable[str],
        keys: npt.NDArray[np.uint32],
        weights: Floats,
        transitions: Floats,
    ) -> "Tagger":
        """From sorted feature keys with a row of weights each."""
        rows = {key: row for row, key in enumerate(keys.tolist())}
        return cls(tuple(labels), weights.astype(np.float32), transitions.astype(np.float32), rows)

    @classmethod
    def load(cls, path: Path) -> "Tagger":
        """From a file that `save` wrote."""
        with np.load(path, allow_pickle=False) as data:
            return cls.of(
                data["labels"].tolist(), data["keys"], data["weights"], data["transitions"]
            )

    def save(self, path: Path) -> None:
        """Write keys and weights (half precision) to a compressed file, always the same bytes."""
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            keys=np.array(list(self.rows), dtype=np.uint32),
            weights=self.weights.astype(np.float16),
            transitions=self.transitions,
        )

    def _sum(self, names: list[str]) -> Floats:
        rows = [row for name in names if (row := self.rows.get(feature_key(name))) is not None]
        if not rows:
            return np.zeros(len(self.labels), dtype=np.float32)
        total: Floats = self.weights[rows].sum(axis=0)
        return total

    def _word(self, word: str, gazetteer: Gazetteer) -> Floats:
        """The summed weights of a word at each of the seven places: a 7 by labels table."""
        known = self.cache.get(word)
        if known is None:
            features = word_features(word, gazetteer.rarity(word))
            known = np.stack([self._sum(features[place]) for place in OFFSETS])
            if len(self.cache) < CACHE:
                self.cache[word] = known
        return known

    def emissions(self, tokens: Tokens, gazetteer: Gazetteer) -> Floats:
        """The score of each label at each word, before transitions."""
        count = len(tokens)
        distinct = {word: number for number, word in enumerate(dict.fromkeys(tokens.words))}
        table = np.stack([self._word(word, gazetteer) for word in distinct])
        numbers = np.fromiter(
            (distinct[word] for word in tokens.words), dtype=np.int64, count=count
        )
        sentence = np.asarray(tokens.sentence)
        total = np.zeros((count, len(self.labels)), dtype=np.float32)
        for place, offset in enumerate(OFFSETS):
            if abs(offset) >= count:
                continue
            to = slice(max(0, -offset), count - max(0, offset))
            source = slice(max(0, offset), count + min(0, offset))
            same = (sentence[to] == sentence[source])[:, None]
            total[to] += table[numbers[source], place] * same
        flat: list[int] = []
        owner: list[int] = []
        for i, names in enumerate(joint(tokens, gazetteer)):
            for name in names:
                row = self.rows.get(feature_key(name))
                if row is not None:
                    flat.append(row)
                    owner.append(i)
        np.add.at(total, owner, self.weights[flat])
        return total

    def tag(self, tokens: Tokens, gazetteer: Gazetteer) -> list[str]:
        """The most likely sequence of labels, sentence by sentence (Viterbi)."""
        if not len(tokens):
            return []
        emissions = self.emissions(tokens, gazetteer)
        outside = self.labels.index("O")
        transitions = self.transitions
        out = np.full(len(tokens), outside)
        for begin, end in zip(tokens.bounds, tokens.bounds[1:], strict=False):
            scores = emissions[begin:end]
            if (scores.argmax(axis=1) == outside).all() and (
                scores.max(axis=1) - np.partition(scores, -2, axis=1)[:, -2]
            ).min() > 2 * np.abs(transitions).max():
                continue  # no other sequence can win
            best = scores[0]
            back = np.empty((end - begin, len(self.labels)), dtype=np.int64)
            for i in range(1, end - begin):
                paths = best[:, None] + transitions
                back[i] = paths.argmax(axis=0)
                best = paths.max(axis=0) + scores[i]
            label = int(best.argmax())
            for i in range(end - begin - 1, -1, -1):
                out[begin + i] = label
                if i:
                    label = int(back[i, label])
        return [self.labels[label] for label in out.tolist()]


def spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """The stretches of words that a sequence of B-, I- and O labels marks: start, end, type."""
    out: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label == "O":
            continue
        kind = label[2:]
        if label[0] == "I" and out and out[-1][1] == i and out[-1][2] == kind:
            out[-1] = (out[-1][0], i + 1, kind)
        else:
            out.append((i, i + 1, kind))
    return out
