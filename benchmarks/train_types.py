"""Trains the second look at tagged names: organisation or programme?

Learnt from what taggers find in documents that they were not trained on, since it will work on
what a tagger finds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import scipy.sparse
from corpus import Annotated
from sklearn.linear_model import LogisticRegression

from spacecorp.recognition.entities import surface
from spacecorp.recognition.gazetteer import known_names
from spacecorp.recognition.organisation_or_programme import doubts
from spacecorp.recognition.tagger import Tagger, spans
from spacecorp.relations.linear import Linear, key_of
from spacecorp.resolution.names import fold

PENALTY = 1.0  # inverse strength of the L2 penalty, chosen by cross-validation
SMALLEST = 0.02  # weights below this are left out
Seen = tuple[list[list[str]], list[bool]]
_SEEN: dict[tuple[str, int], Seen] = {}


def seen(annotated: Annotated, tagger: Tagger) -> Seen:
    """The features of the names in doubt that the gold has under one of both types, and whether
    each is a programme; worked out once."""
    key = annotated.id, id(tagger)
    if key in _SEEN:
        return _SEEN[key]
    types: dict[str, set[str]] = defaultdict(set)
    for entity in annotated.gold["entities"]:
        for form in {entity["name"], *entity["mentions"]}:
            types[fold(form)].add(entity["type"])
    tokens = annotated.tokens
    emissions = tagger.emissions(tokens, known_names())
    found = spans(tagger.tag(tokens, emissions))
    rows, right = [], []
    for one in doubts(tokens, found, tagger.leaning(emissions)):
        begin, end, _ = found[one.places[0]]
        told = types.get(fold(surface(tokens, begin, end)), set())
        if told == {"organisation"} or told == {"programme"}:
            rows.append(one.features)
            right.append(told == {"programme"})
    _SEEN[key] = rows, right
    return _SEEN[key]


def train_types(documents: Sequence[Annotated], taggers: Mapping[Annotated, Tagger]) -> Linear:
    """The scorer, from features that stand in two documents at least.

    `taggers` are for each document one that was not trained on it.
    """
    last: dict[str, int] = {}
    kept: set[str] = set()
    every = [seen(annotated, taggers[annotated]) for annotated in documents]
    for number, (rows, _) in enumerate(every):
        for features in rows:
            kept.update(name for name in features if last.setdefault(name, number) != number)
    names = sorted(kept)
    column = {name: i for i, name in enumerate(names)}
    flat: list[int] = []
    pointers = [0]
    for rows, _ in every:
        for features in rows:
            flat += [column[name] for name in features if name in column]
            pointers.append(len(flat))
    right = np.array([yes for _, told in every for yes in told])
    matrix = scipy.sparse.csr_matrix(
        (np.ones(len(flat), dtype=np.float32), flat, pointers), shape=(len(right), len(names))
    )
    model = LogisticRegression(
        C=PENALTY, solver="liblinear", tol=0.01, max_iter=200, random_state=0
    ).fit(matrix, right)
    weights = model.coef_[0]
    strong = [i for i in range(len(names)) if abs(weights[i]) >= SMALLEST]
    keys = [key_of(names[i]) for i in strong]
    return Linear.of(("programme",), keys, weights[strong][:, None], model.intercept_).quantised()
