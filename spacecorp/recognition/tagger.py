"""The mention tagger: a linear-chain conditional random field (Lafferty and others 2001).

Trained by `benchmarks/train.py`; here is only what applies it. The weight of a feature is
found by the CRC-32 of its name, so that the file holds no strings.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..relations.linear import Floats, Linear, key_of
from ..remembered import Remembered
from .features import OFFSETS, Column, columns, word_features
from .gazetteer import Gazetteer
from .organisation_or_programme import retyped
from .tokens import Tokens

Ints = npt.NDArray[np.int64]
CACHE = 200_000  # features whose weights are kept; a bound on memory, not on results
BLOCK = 20_000  # words whose own features are held at once
ABREAST = 256  # sentences that are labelled at once


@dataclass(slots=True)
class Tagger:
    """Weights per feature and label, and for each label after another.

    `labels` are "O", and "B-…" and "I-…" of each type; `keys` are sorted. `types` takes the second
    look at what may be an organisation or a programme; without it the first decides.
    """

    labels: tuple[str, ...]
    weights: Floats
    transitions: Floats
    rows: dict[int, int]
    types: Linear | None = None
    words: Remembered[str] = field(default_factory=Remembered, repr=False)
    names: "_Names" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.names = _Names(self.rows)

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
        """From a file that `save` wrote, without a second look."""
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
        rows = [row for name in names if (row := self.rows.get(key_of(name))) is not None]
        if not rows:
            return np.zeros(len(self.labels), dtype=np.float32)
        total: Floats = self.weights[rows].sum(axis=0)
        return total

    def _word(self, word: str, gazetteer: Gazetteer) -> Floats:
        """The summed weights of a word at each of the seven places: a 7 by labels table."""
        features = word_features(word, gazetteer.rarity(word))
        return np.stack([self._sum(features[place]) for place in OFFSETS])

    def emissions(self, tokens: Tokens, gazetteer: Gazetteer) -> Floats:
        """The score of each label at each word, before transitions."""
        count = len(tokens)
        rows = self.words.rows(tokens.words, lambda word: self._word(word, gazetteer))
        numbers = np.array(rows, dtype=np.int64) * len(OFFSETS)
        table = self.words.values.reshape(-1, len(self.labels))
        sentence = np.asarray(tokens.sentence)
        total = np.zeros((count, len(self.labels)), dtype=np.float32)
        for place, offset in enumerate(OFFSETS):
            if abs(offset) >= count:
                continue
            to = slice(max(0, -offset), count - max(0, offset))
            source = slice(max(0, offset), count + min(0, offset))
            same = (sentence[to] == sentence[source])[:, None]
            total[to] += table.take(numbers[source] + place, axis=0) * same
        for column in columns(tokens, gazetteer):
            self._add(total, column)
        return total

    def _add(self, total: Floats, column: Column) -> None:
        """Add the weights of the features of one kind to those of the words that have them."""
        known = self.names
        if len(known) > CACHE:
            known.clear()
        own = np.array(list(map(known.__getitem__, column.names)), dtype=np.int64)[column.which]
        for begin in range(0, len(own), BLOCK):
            some = own[begin : begin + BLOCK]
            words = column.words[begin : begin + BLOCK][some >= 0]
            weights = self.weights.take(some[some >= 0], axis=0)
            if column.several:
                np.add.at(total, words, weights)
            else:
                total[words] += weights

    def mentions(self, tokens: Tokens, gazetteer: Gazetteer) -> list[tuple[int, int, str]]:
        """The mentions in a document: first word, the word behind the last one, type."""
        if not len(tokens):
            return []
        emissions = self.emissions(tokens, gazetteer)
        found = spans(self.tag(tokens, emissions))
        if self.types is None:
            return found
        return retyped(tokens, found, self.leaning(emissions), self.types)

    def leaning(self, emissions: Floats) -> Floats:
        """How much likelier an organisation is at each word than a programme (log-odds)."""
        organisation, programme = (
            emissions[:, [self.labels.index(f"{place}-{kind}") for place in "BI"]].max(axis=1)
            for kind in ("ORG", "PROG")
        )
        return np.asarray(organisation - programme)

    def tag(self, tokens: Tokens, emissions: Floats) -> list[str]:
        """The most likely sequence of labels, sentence by sentence (Viterbi)."""
        outside = self.labels.index("O")
        top = np.partition(emissions, -2, axis=1)
        unsure = (emissions.argmax(axis=1) != outside) | (
            top[:, -1] - top[:, -2] <= 2 * np.abs(self.transitions).max()
        )
        bounds = np.asarray(tokens.bounds)
        # Elsewhere no other sequence can win.
        open_ = np.flatnonzero(np.logical_or.reduceat(unsure, bounds[:-1]))
        out = np.full(len(tokens), outside)
        for at in range(0, len(open_), ABREAST):
            some = open_[at : at + ABREAST]
            self._label(emissions, bounds[some], bounds[some + 1], out)
        return [self.labels[label] for label in out.tolist()]

    def _label(self, emissions: Floats, begins: Ints, ends: Ints, out: Ints) -> None:
        """Write the most likely labels of the words `begins` to `ends` of some sentences."""
        longest_first = np.argsort(begins - ends, kind="stable")
        begins, sizes = begins[longest_first], (ends - begins)[longest_first]
        longest, kinds = int(sizes[0]), len(self.labels)
        places = np.arange(longest)[:, None]
        inside = places < sizes
        words = (begins + places) * inside  # of each place (row) of the sentences (columns)
        said = emissions[words]
        best = said[0]
        last = best.copy()  # the scores of the labels of each sentence's last word
        # From which label a path comes, counted through all sentences; behind a sentence's end its
        # paths stay as they are.
        first = np.arange(len(begins))[:, None] * kinds
        back = np.tile(first + np.arange(kinds), (longest, 1, 1))
        for i, going in enumerate(inside[1:].sum(axis=1).tolist(), start=1):
            paths = best[:going, :, None] + self.transitions
            back[i, :going] = paths.argmax(axis=1) + first[:going]
            best = paths.max(axis=1) + said[i, :going]
            last[:going] = best
        came = back.reshape(longest, -1)
        labels = np.empty((longest, len(begins)), dtype=np.int64)
        labels[-1] = last.argmax(axis=1) + first[:, 0]
        for i in range(longest - 1, 0, -1):
            labels[i - 1] = came[i].take(labels[i])
        out[words[inside]] = labels[inside] % kinds


class _Names(dict[str, int]):
    """The rows of the weights of features by their names; -1 for none."""

    def __init__(self, rows: dict[int, int]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, name: str) -> int:
        row = self[name] = self.rows.get(key_of(name), -1)
        return row


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
