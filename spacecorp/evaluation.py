"""Compares extracted facts with annotated documents: nine scores, pure functions.

Names are compared through the mentions: an entity that was found is the annotated one with
which it shares a mention, case, accents, punctuation and a leading "the" aside. Facts count
once a document; a fact of three parties counts as its three pairs.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath
from typing import Any

Record = Mapping[str, Any]

SCORES = (
    "entities",
    "merges",
    "partnerships",
    "partnership_kinds",
    "ownership",
    "ownership_shares",
    "programmes",
    "participants",
    "participant_roles",
)
HEADLINE = ("entities", "partnerships", "ownership_shares", "programmes", "participants")
OVERALL = "overall"  # the plain mean of the F1s of HEADLINE

_PLAYERS = ("organisation", "country", "person")
_PROGRAMMES = ("programme",)
_SCORED_TYPES = ("organisation", "country", "programme")

# An annotated entity by its number, one that nobody annotated by its folded name.
_Key = int | str


@dataclass(frozen=True, slots=True)
class Score:
    """How much of one kind of fact was found, and how much of what was found is right."""

    right: int
    annotated: int
    found: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A fact that was not found, or (`wrong`) one that was found and is not annotated."""

    document: str
    score: str
    wrong: bool
    fact: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The nine scores by name, and every miss, sorted by document and score."""

    scores: Mapping[str, Score]
    misses: tuple[Miss, ...]

    @property
    def overall(self) -> float:
        return sum(self.scores[name].f1 for name in HEADLINE) / len(HEADLINE)


def fold(name: str) -> str:
    """A name without case, accents, punctuation, possessive and leading article."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"['’]s?\b", " ", text)
    text = re.sub(r"[^\w&+]+", " ", text).strip()
    return text.removeprefix("the ")


def document_key(record: Record) -> str:
    """What pairs an annotated record with a found one: the last part of the path."""
    path = record.get("file") or record["document"]["path"]
    return PurePosixPath(path).name


def evaluate(annotated: Iterable[Record], found: Iterable[Record]) -> Evaluation:
    """Scores of `found` (as `extract` prints it) against `annotated` (the same keys).

    Documents are paired by the last part of their path; one that `found` lacks counts as one
    in which nothing was found. Raises KeyError or TypeError where a record lacks what the
    contract requires.
    """
    by_key = {document_key(record): record for record in found}
    right: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    given: Counter[str] = Counter()
    misses: list[Miss] = []
    for record in annotated:
        guess = by_key.get(document_key(record), {})
        names = _Names(record, guess)
        truth = _facts(record, names.annotated, lambda entity: str(entity["type"]))
        guessed = _facts(guess, names.found, names.type_of)
        label = str(record.get("id") or document_key(record))
        for score in SCORES:
            hits = truth[score] & guessed[score]
            right[score] += len(hits)
            expected[score] += len(truth[score])
            given[score] += len(guessed[score])
            for wrong, facts in ((False, truth[score] - hits), (True, guessed[score] - hits)):
                misses += (Miss(label, score, wrong, names.show(fact)) for fact in facts)
    return Evaluation(
        {score: Score(right[score], expected[score], given[score]) for score in SCORES},
        tuple(sorted(misses, key=lambda m: (m.document, m.score, m.wrong, m.fact))),
    )


class _Names:
    """Resolves the names of one document to keys that both sides share.

    An entity that was found is the annotated one with which it shares most mentions, where
    equal spelling and equal type count more. Where two entities of a side answer to one name
    (a firm and a spacecraft), spelling and the type that the fact calls for decide.
    """

    def __init__(self, annotated: Record, found: Record) -> None:
        entities = annotated["entities"]
        self._types = [str(entity["type"]) for entity in entities]
        self._labels = [str(entity["name"]) for entity in entities]
        self._annotated: dict[str, list[tuple[str, str | None, _Key]]] = {}
        self._forms: dict[str, list[tuple[str, int]]] = {}
        for number, entity in enumerate(entities):
            name = entity["name"]
            self._annotated.setdefault(fold(name), []).append((name, entity["type"], number))
            for form in {name, *entity["mentions"]}:
                self._forms.setdefault(fold(form), []).append((form, number))
        self._found: dict[str, list[tuple[str, str | None, _Key]]] = {}
        for entity in found.get("entities", ()):
            name, kind = entity["name"], entity.get("type")
            self._found.setdefault(fold(name), []).append((name, kind, self._same(entity)))

    def _same(self, entity: Record) -> _Key:
        votes: Counter[int] = Counter()
        for form in {entity["name"], *entity.get("mentions", ())}:
            for spelled, number in self._forms.get(fold(form), ()):
                votes[number] += 2 + (spelled == form)
        for number in votes:
            votes[number] += self._types[number] == entity.get("type")
        if votes:
            return min(votes, key=lambda number: (-votes[number], number))
        return "?" + fold(entity["name"])

    def annotated(self, name: str, types: tuple[str | None, ...]) -> _Key:
        return _best(self._annotated[fold(name)], name, types)

    def found(self, name: str, types: tuple[str | None, ...]) -> _Key:
        folded = fold(name)
        if folded in self._found:
            return _best(self._found[folded], name, types)
        if folded in self._forms:
            choices = [(form, self._types[n], n) for form, n in self._forms[folded]]
            return _best(choices, name, types)
        return "?" + folded

    def type_of(self, entity: Record) -> str:
        """The annotated type of a found entity; its own where nobody annotated it."""
        key = self.found(entity["name"], (entity.get("type"),))
        return self._types[key] if isinstance(key, int) else entity.get("type", "organisation")

    def show(self, fact: object) -> str:
        """A fact in words."""
        if isinstance(fact, int) and not isinstance(fact, bool):
            return self._labels[fact]
        if isinstance(fact, frozenset):
            return " / ".join(sorted(map(self.show, fact)))
        if isinstance(fact, tuple):
            return " / ".join(map(self.show, fact))
        return str(fact)


def _best(
    choices: Sequence[tuple[str, str | None, _Key]], name: str, types: tuple[str | None, ...]
) -> _Key:
    return max(choices, key=lambda choice: (choice[1] in types, choice[0] == name))[2]


def _pairs(keys: Iterable[Hashable]) -> set[frozenset[Hashable]]:
    return {frozenset(pair) for pair in combinations(sorted(set(keys), key=str), 2)}


def _facts(
    record: Record,
    key: Callable[[str, tuple[str | None, ...]], _Key],
    type_of: Callable[[Record], str],
) -> dict[str, set[Hashable]]:
    """The facts of one record as sets that can be compared."""
    out: dict[str, set[Hashable]] = {score: set() for score in SCORES}
    for entity in record.get("entities", ()):
        if type_of(entity) in _SCORED_TYPES:
            out["entities"].add(key(entity["name"], (entity.get("type"),)))
            out["merges"] |= _pairs(fold(form) for form in entity.get("mentions", ()))
    for partnership in record.get("partnerships", ()):
        for pair in _pairs(key(name, _PLAYERS) for name in partnership["parties"]):
            out["partnerships"].add(pair)
            out["partnership_kinds"].add((pair, partnership["kind"]))
    for holding in record.get("ownership", ()):
        owner, owned = key(holding["owner"], _PLAYERS), key(holding["owned"], _PLAYERS)
        share = holding.get("share")
        out["ownership"].add((owner, owned))
        rounded = None if share is None else round(float(share), 1)
        out["ownership_shares"].add((owner, owned, _Share(rounded)))
    for programme in record.get("programmes", ()):
        what = key(programme["name"], _PROGRAMMES)
        out["programmes"].add(what)
        for part in programme.get("participants", ()):
            who = key(part["organisation"], _PLAYERS)
            out["participants"].add((what, who))
            out["participant_roles"].add((what, who, part["role"]))
    return out


@dataclass(frozen=True, slots=True)
class _Share:
    """A share in a fact, told apart from the number of an entity."""

    per_cent: float | None

    def __str__(self) -> str:
        return "no share" if self.per_cent is None else f"{self.per_cent:g} %"
