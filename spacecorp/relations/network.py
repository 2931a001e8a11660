"""A small convolution network that reads the words of a place in their order.

It sees each word with its meaning (a vector learnt from a sentence encoder), its trigger classes
and what the thing that it names is, but no names: three layers of convolution, each wider than
the one before, make of these what a word says beside its seven neighbours. A place is judged by
what its two references say, by the words between and around them, and by what kinds of things
the two are. Trained by `benchmarks/train_network.py`; here is only what applies it. Convolutions
for relations: Zeng and others, "Relation Classification via Convolutional Deep Neural Network"
(2014); dilation: Strubell and others, "Fast and Accurate Entity Recognition with Iterated Dilated
Convolutions" (2017).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..recognition.kinds import ACTIVITIES
from ..recognition.recognised import Recognised
from ..remembered import Remembered
from .features import KINDS
from .linear import Floats
from .pairs import Pair
from .vocabulary import classes

TYPES = ("organisation", "country", "programme", "person")
HOW = {"name": 0, "description": 1, "pronoun": 2}
NAMED, UNKNOWN = 0, 1  # the rows of the words of names, and of words that training did not know
DILATIONS = (1, 2, 4)
HALO = 10  # words on either side that are read along, more than the convolutions reach
WAY = 40  # words of a long way between two references that are read, its end
SIDE = 8  # words read before and behind a pair
Numbers = npt.NDArray[np.int64]


def shape(word: str) -> int:
    """How a word is written: 0 small, 1 with a capital, 2 in capitals, 3 a number, 4 a sign."""
    if word[0].isupper():
        return 1 if len(word) > 1 and not word.isupper() else 2
    if word[0].isdigit():
        return 3
    return 0 if word[0].isalnum() else 4


def codes(recognised: Recognised) -> npt.NDArray[np.uint8]:
    """For each word 0, or what refers with it: one of 12, by type of thing and way of referring."""
    out = np.zeros(len(recognised.tokens), dtype=np.uint8)
    # Names last, since they count where references overlap.
    for how in ("pronoun", "description", "name"):
        for reference in recognised.references:
            if reference.how == how:
                kind = TYPES.index(recognised.groups[reference.entities[0]].type)
                out[reference.begin : reference.end] = 1 + 3 * kind + HOW[how]
    return out


def is_name(code: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Whether each word, by its code, belongs to a name."""
    return np.asarray((code > 0) & (code % 3 == 1))


class Circumstances:
    """What is known of a place but for its words: distance, ways of referring, kinds of things."""

    WIDTH = 19 + 2 * len(KINDS) + len(ACTIVITIES)  # how many numbers `of` gives for a place

    def __init__(self, recognised: Recognised) -> None:
        profiles = recognised.profiles
        uses = np.zeros(len(recognised.groups), dtype=np.int64)
        for name in recognised.names:
            uses[name.entity] += 1
        states = {"": 0}  # by number; nought for none
        # Of each thing: whether it is known, whether none is named more often, its state, ...
        self.known = np.array([profile.known for profile in profiles], dtype=bool)
        self.main = uses == uses.max(initial=0)
        self.country = np.array([states.setdefault(p.country or "", len(states)) for p in profiles])
        # ... its kind, and what it does.
        self.kind = np.eye(len(KINDS), dtype=np.float32)[[KINDS[p.kind] for p in profiles]]
        self.does = np.array([[one in p.does for one in ACTIVITIES] for p in profiles], dtype=bool)

    def of(self, pairs: Sequence[Pair]) -> Floats:
        """A row of numbers for each place, most of them 0 or 1."""
        said = [
            (
                pair.first, pair.second, pair.a.end, pair.b.begin, pair.gap, HOW[pair.a.how],
                HOW[pair.b.how], pair.first in pair.a.entities, *pair.kinship,
            )
            for pair in pairs
        ]  # fmt: skip
        x, y, end, begin, gap, a, b, forth, *kinship = np.array(said, dtype=np.int64).T
        distance = np.maximum(0, begin - end)
        country = self.country[x]
        before: list[npt.NDArray[Any]] = [
            forth, np.log1p(distance), gap > 0, gap > 1, gap, a == HOW["description"],
            b == HOW["description"], a == HOW["pronoun"], b == HOW["pronoun"],
            np.minimum(distance, 10) / 10,
        ]  # fmt: skip
        behind = [
            self.known[x], self.known[y], self.main[x], self.main[y], *kinship,
            (country > 0) & (country == self.country[y]),
        ]  # fmt: skip
        first, last = np.stack(before, axis=1), np.stack(behind, axis=1)
        parts = [first, self.kind[x], self.kind[y], last, self.does[y]]
        return np.concatenate(parts, axis=1, dtype=np.float32, casting="same_kind")


def stretches(pairs: Sequence[Pair]) -> Numbers:
    """For each place the begins and ends of what is read: the references of the first thing and of
    the second, the way between, what stands before and behind."""
    rows = []
    for pair in pairs:
        a, b = pair.a, pair.b
        one, other = (a, b) if pair.first in a.entities else (b, a)
        rows.append(
            (
                one.begin, one.end, other.begin, other.end,
                max(a.end, b.begin - WAY), max(b.begin, a.end),
                a.begin - SIDE, a.begin, b.end, b.end + SIDE,
            )
        )  # fmt: skip
    return np.array(rows, dtype=np.int64).reshape(len(rows), 5, 2)


@dataclass(slots=True)
class Network:
    """The trained network: what it answers (`heads`), the words and classes it knows, its weights.

    `arrays` holds by name: words, types, shapes, classes, start (what a word is given), conv0 to
    conv2 with their scales and shifts, pool, and three layers that judge a place.
    """

    heads: tuple[str, ...]
    words: tuple[str, ...]
    classes: tuple[str, ...]
    arrays: dict[str, Floats]
    rows: dict[str, int] = field(default_factory=dict, repr=False)
    # What a word is given, in a name or in none.
    vectors: Remembered[tuple[str, bool]] = field(default_factory=Remembered, repr=False)

    @classmethod
    def load(cls, path: Path) -> "Network":
        """From a file that `save` wrote."""
        with np.load(path, allow_pickle=False) as data:
            arrays = {name[2:]: data[name].astype(np.float32) for name in data if name[:2] == "w_"}
            arrays["words"] *= data["scale"]
            heads, words, marks = (
                tuple(data[name].tolist()) for name in ("heads", "words", "classes")
            )
            return cls(heads, words, marks, arrays)

    def save(self, path: Path) -> None:
        """Write to a compressed file, always the same bytes: words in eight bits, the rest in
        sixteen."""
        words = self.arrays["words"]
        scale = _scale(words)
        np.savez_compressed(
            path,
            heads=np.array(self.heads),
            words=np.array(self.words),
            classes=np.array(self.classes),
            scale=scale,
            w_words=np.round(words / scale).astype(np.int8),
            **{
                f"w_{name}": array.astype(np.float16)  # type: ignore[arg-type]
                for name, array in self.arrays.items()
                if name != "words"
            },
        )

    def quantised(self) -> "Network":
        """The network as it will be once saved and loaded."""
        scale = _scale(self.arrays["words"])
        arrays = {name: _half(array) for name, array in self.arrays.items()}
        arrays["words"] = np.round(self.arrays["words"] / scale).astype(np.float32) * scale
        return Network(self.heads, self.words, self.classes, arrays)

    def judge(
        self,
        recognised: Recognised,
        code: npt.NDArray[np.uint8],
        around: Circumstances,
        pairs: Sequence[Pair],
    ) -> Floats:
        """The log-odds of each head (column) at each place (row) of a document.

        `code` is what `codes` tells of the document's words.
        """
        if not pairs:
            return np.zeros((0, len(self.heads)), dtype=np.float32)
        spans = stretches(pairs)
        low = max(int(spans[:, :, 0].min()), 0)
        high = min(int(spans[:, :, 1].max()), len(code))
        said, seen = self._read(recognised.tokens.words, code, low, high)
        spans = np.clip(spans, low, high) - low
        length = np.maximum(spans[:, :2, 1] - spans[:, :2, 0], 1)[:, :, None]
        parts = [
            *(_sums(said, spans[:, i]) / length[:, i] for i in (0, 1)),
            *(np.log1p(_sums(seen, spans[:, i])) for i in (2, 3, 4)),
            around.of(pairs),
        ]
        row = np.concatenate(parts, axis=1, dtype=np.float32)
        for layer in ("first", "second"):
            row = np.maximum(row @ self.arrays[layer] + self.arrays[layer + "_shift"], 0)
        return np.asarray(row @ self.arrays["last"] + self.arrays["last_shift"])

    def _read(
        self, words: Sequence[str], code: npt.NDArray[np.uint8], low: int, high: int
    ) -> tuple[Floats, Floats]:
        """What each word from `low` to `high` says beside its neighbours, and what of that is
        counted between references; each with a row of noughts at the end."""
        begin, end = max(low - HALO, 0), min(high + HALO, len(words))
        before, behind = begin - (low - HALO), (high + HALO) - end
        arrays = self.arrays
        # Beyond both ends of the document stand signs that say nothing, as in training.
        named = is_name(code[begin:end]).tolist()
        nothing = [("", True)]
        asked = nothing * before + list(zip(words[begin:end], named, strict=True))
        rows = self.vectors.rows(asked + nothing * behind, self._made)
        kinds = np.concatenate(
            [np.zeros(before, np.uint8), code[begin:end], np.zeros(behind, np.uint8)]
        )
        say = np.maximum(
            self.vectors.values.take(rows, axis=0) + arrays["types"].take(kinds, axis=0), 0
        )
        for number, reach in enumerate(DILATIONS):
            even = say - say.mean(axis=1, keepdims=True)
            spread = np.sqrt((even * even).mean(axis=1, keepdims=True) + 1e-5)
            even = even / spread * arrays[f"scale{number}"] + arrays[f"shift{number}"]
            left, middle, right = arrays[f"conv{number}"]
            more = even @ middle + arrays[f"conv{number}_shift"]
            more[reach:] += (even @ left)[:-reach]
            more[:-reach] += (even @ right)[reach:]
            say = say + np.maximum(more, 0)
        said = say[HALO:-HALO]
        seen = np.maximum(said @ arrays["pool"] + arrays["pool_shift"], 0)
        nought = np.zeros((1, said.shape[1]), dtype=np.float32)
        return np.concatenate([said, nought]), np.concatenate([seen, nought])

    def _made(self, asked: tuple[str, bool]) -> Floats:
        """What a word is given, which may belong to a name."""
        arrays, (word, named) = self.arrays, asked
        if not self.rows:
            self.rows.update({word: row for row, word in enumerate(self.words, UNKNOWN + 1)})
        row = NAMED if named else self.rows.get(word.lower(), UNKNOWN)
        out = arrays["words"][row] + arrays["start"] + arrays["shapes"][shape(word or ".")]
        for name in classes(word.lower()):
            if name in self.classes:
                out = out + arrays["classes"][self.classes.index(name)]
        return np.asarray(out)


def _sums(values: Floats, spans: Numbers) -> Floats:
    """The sum of the rows of `values` in each stretch (begin, end); its last row is nought."""
    # Many places share a reference, and so a stretch.
    codes = spans[:, 0] * len(values) + spans[:, 1]
    # From the last to the first, so that nothing is summed from one's end to the next one's begin.
    _, some, which = np.unique(-codes, return_index=True, return_inverse=True)
    begins, ends = spans[some].T
    out = np.add.reduceat(values, spans[some].ravel(), axis=0)[::2]
    out[begins >= ends] = 0
    return np.asarray(out.take(which, axis=0))


def _scale(array: Floats) -> Floats:
    """By column: what a step of eight bits is worth."""
    return np.asarray(np.maximum(np.abs(array).max(axis=0), 1e-9) / 127, dtype=np.float32)


def _half(array: Floats) -> Floats:
    return np.asarray(array.astype(np.float16), dtype=np.float32)
