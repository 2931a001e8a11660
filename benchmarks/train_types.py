"""Trains the second look at tagged names: organisation or programme?

Learnt from what taggers find in documents that they were not trained on, since it will work on
what a tagger finds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus import Annotated
from train_linear import Instances, train_linear

from spacecorp.recognition.entities import surface
from spacecorp.recognition.gazetteer import known_names
from spacecorp.recognition.organisation_or_programme import doubts
from spacecorp.recognition.tagger import Tagger, spans
from spacecorp.relations.linear import Linear
from spacecorp.resolution.names import fold

PENALTY = 1.0  # inverse strength of the L2 penalty, chosen by cross-validation
_SEEN: dict[tuple[str, int], Instances] = {}


def seen(annotated: Annotated, tagger: Tagger) -> Instances:
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
    every = [seen(annotated, taggers[annotated]) for annotated in documents]
    return train_linear("programme", every, PENALTY)
