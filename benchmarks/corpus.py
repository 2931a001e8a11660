"""The annotated documents that models are trained and judged on.

`spacebench/` holds the bench (judged by cross-validation), `training/part*/` further documents
of our own in the same form (only ever trained on).
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from spacecorp.model import Document
from spacecorp.reading import read
from spacecorp.recognition.tokens import WORD, Tokens, tokenize

HERE = Path(__file__).parent
LABELS = {"organisation": "ORG", "programme": "PROG", "person": "PER"}
FOLDS = 5
Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Annotated:
    """A document with its gold record."""

    id: str
    path: Path
    gold: dict
    document: Document
    tokens: Tokens


def _load(folder: Path) -> list[Annotated]:
    out = []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        path = folder / gold["file"]
        document = read(path.read_bytes(), gold["file"])
        out.append(Annotated(gold["id"], path, gold, document, tokenize(document)))
    return out


@lru_cache(maxsize=1)
def bench() -> tuple[Annotated, ...]:
    """The bench's documents, by id."""
    return tuple(sorted(_load(HERE / "spacebench"), key=lambda a: a.id))


@lru_cache(maxsize=1)
def further() -> tuple[Annotated, ...]:
    """The documents that are only trained on, by id."""
    folders = sorted(path.parent for path in (HERE / "training").glob("part*/gold.jsonl"))
    return tuple(sorted((a for f in folders for a in _load(f)), key=lambda a: a.id))


def fold_of(number: int) -> int:
    """The fold of the bench's document with this place in order of id: every part in every fold."""
    return number % FOLDS


def labels(annotated: Annotated) -> list[str]:
    """The gold mentions as B-, I- and O labels: each form wherever it stands, longest first."""
    words = annotated.tokens.words
    index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for entity in annotated.gold["entities"]:
        kind = LABELS.get(entity["type"], "O")
        for form in {entity["name"], *entity["mentions"]}:
            if name := tuple(WORD.findall(form)):
                index[name[0]].append((name, kind))
    for rows in index.values():
        rows.sort(key=lambda row: (-len(row[0]), row))
    out = ["O"] * len(words)
    i = 0
    while i < len(words):
        for name, kind in index.get(words[i], ()):
            if tuple(words[i : i + len(name)]) == name:
                if kind != "O":
                    out[i : i + len(name)] = ["B-" + kind] + ["I-" + kind] * (len(name) - 1)
                i += len(name)
                break
        else:
            i += 1
    return out


def over_folds(work: Callable[[int], Made]) -> list[Made]:
    """What `work` makes of each fold's number, the folds shared out over the processor's cores."""
    global _work
    _work = work
    with get_context("fork").Pool(min(FOLDS, os.cpu_count() or 1)) as pool:
        return pool.map(_at_work, range(FOLDS), chunksize=1)


def _at_work(fold: int):
    return _work(fold)


_work: Callable[[int], Any] = int  # handed to forked processes, since closures can't be pickled
