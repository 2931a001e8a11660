"""Trains the scorer that ties the forms of one name together within a document.

Learnt from the annotated forms, given where they stand in the clean text, and from what taggers
find.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from corpus import Annotated
from train_linear import train_linear

from spacecorp.recognition.coreference import Candidate, Form, candidates
from spacecorp.recognition.entities import name_forms, surface
from spacecorp.recognition.gazetteer import known_names
from spacecorp.recognition.tagger import Tagger
from spacecorp.recognition.tokens import WORD
from spacecorp.relations.linear import Linear
from spacecorp.resolution.names import fold

PENALTY = 0.15  # inverse strength of the L2 penalty, chosen by cross-validation
KINDS = {"organisation": "ORG", "programme": "PROG", "person": "PER", "country": "CTY"}


def positions(annotated: Annotated, form: str) -> list[tuple[int, int]]:
    """Where a form stands in the text, as stretches of words; a damaged form that reading has
    repaired stands where the damage was."""
    tokens = annotated.tokens
    words = WORD.findall(form)
    size = len(words)
    places = [
        (i, i + size)
        for i, word in enumerate(tokens.words)
        if word == words[0] and tokens.words[i : i + size] == words
    ]
    return places or [
        (i, i + size)
        for i in range(len(tokens) - size + 1)
        if tokens.words[i : i + size][1:] == words[1:] or tokens.words[i] == words[0]
        if as_written(annotated, i, i + size) == form
    ]


def as_written(annotated: Annotated, begin: int, end: int) -> str:
    """The words `begin` to `end` as the source has them."""
    start, stop = annotated.tokens.starts[begin], annotated.tokens.ends[end - 1]
    return " ".join(annotated.document.as_written(start, stop).split())


def given(annotated: Annotated) -> list[tuple[int, int, str]]:
    """The annotated forms where they stand, the longest first; a form that stands nowhere else is
    given within a longer one, a form of two types everywhere with both."""
    forms = sorted(
        {(form, KINDS[e["type"]]) for e in annotated.gold["entities"] for form in e["mentions"]},
        key=lambda f: (-len(f[0]), f),
    )
    taken: set[int] = set()
    out: list[tuple[int, int, str]] = []
    last = ""
    for form, kind in forms:
        places = positions(annotated, form)
        free = [p for p in places if not taken.intersection(range(*p))]
        for begin, end in free or (places if form == last else places[:1]):
            out.append((begin, end, kind))
            taken.update(range(begin, end))
        last = form
    return sorted(set(out))


def forms_of(annotated: Annotated) -> list[Form]:
    """The annotated forms but those of states, by first place."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    kinds: dict[str, str] = {}
    surfaces: dict[str, str] = {}
    for begin, end, kind in given(annotated):
        text = surface(annotated.tokens, begin, end)
        if kind != "CTY" and fold(text):
            places[fold(text)].append((begin, end))
            kinds.setdefault(fold(text), kind)
            surfaces.setdefault(fold(text), text)
    return [
        Form(key, surfaces[key], kinds[key], tuple(at), (surfaces[key],))
        for key, at in places.items()
    ]


@cache
def candidates_of(annotated: Annotated) -> tuple[list[Candidate], list[bool]]:
    """The candidates of a document, and which of them are forms of one thing."""
    forms = forms_of(annotated)
    found = list(candidates(annotated.tokens, forms))
    return found, _same(annotated, forms, found)


def _same(annotated: Annotated, forms: list[Form], found: list[Candidate]) -> list[bool]:
    bearers: dict[str, set[int]] = defaultdict(set)
    for number, entity in enumerate(annotated.gold["entities"]):
        for form in entity["mentions"]:
            bearers[fold(form)].add(number)
    return [bool(bearers[forms[c.first].key] & bearers[forms[c.second].key]) for c in found]


_TAGGED: dict[tuple[str, int], tuple[list[Candidate], list[bool]]] = {}


def tagged_candidates(annotated: Annotated, tagger: Tagger) -> tuple[list[Candidate], list[bool]]:
    """The same for what a tagger finds, mistakes and all; worked out once."""
    key = annotated.id, id(tagger)
    if key not in _TAGGED:
        tokens = annotated.tokens
        _, forms, _ = name_forms(tokens, tagger.mentions(tokens, known_names()))
        found = list(candidates(tokens, forms))
        _TAGGED[key] = found, _same(annotated, forms, found)
    return _TAGGED[key]


def train_forms(
    documents: Sequence[Annotated],
    taggers: Mapping[Annotated, Tagger] | None = None,
    penalty: float = PENALTY,
) -> Linear:
    """The scorer, from features that stand in two documents at least.

    `taggers` are for each document one that was not trained on it: the scorer learns from what
    they find as well, since it will work on what a tagger finds.
    """
    found = [candidates_of(annotated) for annotated in documents]
    found += [tagged_candidates(a, taggers[a]) for a in documents] if taggers else []
    named = [([candidate.names() for candidate in some], same) for some, same in found]
    return train_linear("same", named, penalty)
