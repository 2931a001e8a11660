"""Trains the mention tagger: a linear-chain CRF by python-crfsuite, exported to plain arrays."""

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pycrfsuite
from corpus import Annotated, labels
from elsewhere import Labelled, Passage, given_names, labelled, wikigold

from spacecorp.recognition.features import OFFSETS, joint, word_features
from spacecorp.recognition.gazetteer import known_names
from spacecorp.recognition.tagger import Tagger
from spacecorp.recognition.tokens import Tokens, tokenize
from spacecorp.relations.linear import key_of

# L1 and L2 penalties and the number of L-BFGS steps; chosen by cross-validation on the bench.
SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}
SMALLEST = 1e-3  # weights below this are left out


@cache
def _word(word: str) -> dict[int, list[str]]:
    return word_features(word, known_names().rarity(word))


def features(tokens: Tokens) -> list[list[str]]:
    """All feature names of each word, just as the tagger adds them up."""
    out = list(joint(tokens, known_names()))
    for i, names in enumerate(out):
        for offset in OFFSETS:
            j = i + offset
            if 0 <= j < len(tokens) and tokens.sentence[j] == tokens.sentence[i]:
                names += _word(tokens.words[j])[offset]
    return out


@cache
def _sequences(annotated: Annotated) -> list[tuple[list[list[str]], list[str]]]:
    rows, gold = features(annotated.tokens), labels(annotated)
    bounds = annotated.tokens.bounds
    return [(rows[a:b], gold[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]


SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "but",
        "with",
        "by",
        "from",
        "as",
        "its",
        "is",
    ]
)


def _title_cased(annotated: Annotated) -> list[tuple[list[list[str]], list[str]]]:
    """The document's headlines once more, As English Papers Set Them.

    Our own documents set headlines like sentences; on pages that capitalise every word the
    shape of a word tells nothing, and the tagger must have seen that.
    """
    document, text = annotated.document, annotated.document.text
    out = list(text)
    lines = [block for block in document.blocks if block.kind == "headline"]
    for block in lines:
        for match in re.finditer(r"[^\W\d_]+", text[block.start : block.end]):
            if match[0] not in SMALL_WORDS or not match.start():
                out[block.start + match.start()] = match[0][0].upper()[0]
    if not lines:
        return []
    tokens = tokenize(replace(document, text="".join(out)))
    if len(tokens) != len(annotated.tokens):
        return []
    rows, gold = features(tokens), labels(annotated)
    inside = [s for s, b in enumerate(tokens.block) if document.blocks[b].kind == "headline"]
    return [
        (
            rows[tokens.bounds[s] : tokens.bounds[s + 1]],
            gold[tokens.bounds[s] : tokens.bounds[s + 1]],
        )
        for s in inside
    ]


def _known(one: Labelled) -> list[tuple[list[list[str]], list[str]]]:
    """The stretches of words whose labels are known, as far as they hold anything worth it."""
    rows, tokens, out = features(one.tokens), one.tokens, []
    for begin, end in pairwise(tokens.bounds):
        for known, some in groupby(range(begin, end), lambda i: one.labels[i] is not None):
            inside = list(some)
            if known and (len(inside) > 3 or any(one.labels[i] != "O" for i in inside)):
                out.append(([rows[i] for i in inside], [str(one.labels[i]) for i in inside]))
    return out


Labelling = tuple[list[list[str]], list[str]]  # the features of some words, and their labels
Learned = tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]


def train_tagger(documents: Sequence[Annotated], passages: Sequence[Passage] = ()) -> Tagger:
    """A tagger trained on `documents`; the same documents give the same bytes.

    With `passages` of CORE, of which only some words are known, its weights are the mean of those
    learned from `documents` alone and of those learned from all and from wikigold: alone, what
    nobody has said not to be a firm would be taken for one too often.
    """
    own = [one for a in documents for one in (*_sequences(a), *_title_cased(a))]
    if not passages:
        return _tagger(_learned(own))
    names = given_names(documents)
    elsewhere = (*wikigold(), *(labelled(passage, names) for passage in passages))
    return _tagger(_learned(own), _learned([*own, *(k for one in elsewhere for k in _known(one))]))


def _learned(sequences: Iterable[Labelling]) -> Learned:
    """The weights of labels by feature, and of a label after another."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, gold in sequences:
        trainer.append(rows, gold)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        opened = pycrfsuite.Tagger()
        opened.open(path)
        info = opened.info()
        opened.close()
    return info.state_features, info.transitions


def _tagger(*learned: Learned) -> Tagger:
    """A tagger whose weights are the means of those learned."""
    names = sorted({label for _, transitions in learned for two in transitions for label in two})
    number = {name: i for i, name in enumerate(names)}
    table: dict[int, np.ndarray] = {}
    transitions = np.zeros((len(names), len(names)), dtype=np.float32)
    for features, following in learned:
        for (feature, label), weight in sorted(features.items()):
            if abs(weight) >= SMALLEST:
                row = table.setdefault(key_of(feature), np.zeros(len(names), dtype=np.float32))
                row[number[label]] += weight / len(learned)
        for (a, b), weight in following.items():
            transitions[number[a], number[b]] += weight / len(learned)
    keys = np.array(sorted(table), dtype=np.uint32)
    weights = np.stack([table[int(key)] for key in keys]).astype(np.float16)
    return Tagger.of(names, keys, weights, transitions)
