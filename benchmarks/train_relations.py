"""Trains the relation scorer on recognised documents: linear weights, then trees on top.

The gold says which pairs of things are related, and quotes one sentence for it; which of a pair's
places express the relation is settled by that evidence, else by the scorer itself in rounds
(multiple-instance learning). The trees are trained on linear scores of documents that the linear
scorer was not trained on (stacking).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zlib import crc32

import lightgbm
import numpy as np
import scipy.sparse
from corpus import FOLDS, Annotated
from sklearn.linear_model import LogisticRegression

from spacecorp.evaluation import fold
from spacecorp.recognition.recognised import Recognised
from spacecorp.relations.frames import Frames, frames
from spacecorp.relations.linear import Linear, key_of, probability
from spacecorp.relations.network import Network
from spacecorp.relations.pairs import Candidates, Pair
from spacecorp.relations.scoring import (
    HEADS,
    ROLES,
    TASKS,
    Key,
    Scored,
    Scorer,
    places,
    role_rows,
    rows,
    weigh,
)
from spacecorp.relations.stakes import Claimed, chosen, claimed
from spacecorp.relations.trees import Trees

PARTNERSHIPS = (
    "letter_of_intent", "memorandum_of_understanding", "contract", "joint_venture",
    "consortium", "alliance", "agreement", "cooperation",
)  # fmt: skip
PENALTY = 0.3  # inverse strength of the L2 penalty of the pair heads
DETAIL_PENALTY = 0.1
ROUNDS = 2
TREES = {
    "objective": "binary", "num_leaves": 23, "learning_rate": 0.04, "min_data_in_leaf": 60,
    "feature_fraction": 0.7, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5,
    "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_col_wise": True,
}  # fmt: skip
TREE_COUNT = 250


@dataclass(eq=False)
class Gold:
    """The gold relations of a document over numbers of gold entities.

    Each fact comes with the sentences of its evidence, first and last, or None.
    """

    partnerships: dict[Key, list[tuple[str, str, tuple[int, int] | None]]]
    ownership: dict[Key, list[tuple[str, str, float | None, tuple[int, int] | None]]]
    participation: dict[Key, set[str]]

    def pairs(self, task: str) -> Collection[Key]:
        """The pairs of things between which the relation of a task holds."""
        return {
            "partnership": self.partnerships.keys(),
            "ownership": self.ownership.keys(),
            "participation": self.participation.keys(),
        }[task]


@dataclass(eq=False)
class Example:
    """A recognised document, its candidate pairs and its gold relations over its own things."""

    annotated: Annotated
    recognised: Recognised
    frames: Frames
    pairs: list[Pair]
    ties: list[int | None]
    gold: Gold


def _sentences(annotated: Annotated, evidence: str) -> tuple[int, int] | None:
    text, tokens = annotated.document.text, annotated.tokens
    at = text.find(evidence)
    end = at + len(evidence)
    if at < 0:
        words = evidence.split()
        match = re.search(r"\s+".join(map(re.escape, words[:8])), text)
        if not match:
            return None
        at, end = match.start(), min(match.start() + len(evidence), len(text))
    return tokens.sentence[tokens.at(at)], tokens.sentence[tokens.at(end - 1)]


def gold_of(annotated: Annotated) -> Gold:
    """The gold relations of a document."""
    gold = annotated.gold
    number = {entity["name"]: i for i, entity in enumerate(gold["entities"])}
    out = Gold(defaultdict(list), defaultdict(list), defaultdict(set))
    for p in gold["partnerships"]:
        where = _sentences(annotated, p["evidence"])
        ids = sorted({number[name] for name in p["parties"]})
        for i, a in enumerate(ids):
            for b in ids[i + 1 :]:
                out.partnerships[a, b].append((p["kind"], p["status"], where))
    for o in gold["ownership"]:
        out.ownership[number[o["owner"]], number[o["owned"]]].append(
            (o["kind"], o["status"], o["share"], _sentences(annotated, o["evidence"]))
        )
    for g in gold["programmes"]:
        for p in g["participants"]:
            out.participation[number[g["name"]], number[p["organisation"]]].add(p["role"])
    return out


def ties_of(annotated: Annotated, recognised: Recognised) -> list[int | None]:
    """For each recognised thing the number of the gold entity it is, as the scores tie them."""
    forms: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, entity in enumerate(annotated.gold["entities"]):
        for form in {entity["name"], *entity["mentions"]}:
            forms[fold(form)].append((form, number))
    out: list[int | None] = []
    for one in recognised.groups:
        votes: Counter[int] = Counter()
        for form in {one.name, *one.surfaces}:
            for spelled, number in forms.get(fold(form), ()):
                votes[number] += 2 + (spelled == form)
        for number in votes:
            votes[number] += annotated.gold["entities"][number]["type"] == one.type
        out.append(min(votes, key=lambda n: (-votes[n], n)) if votes else None)
    return out


def example(annotated: Annotated, recognised: Recognised) -> Example:
    """Everything that training needs of one document."""
    found = frames(recognised.tokens, recognised.groups, recognised.references)
    candidates = Candidates(
        recognised.tokens, recognised.groups, recognised.profiles, recognised.references, found
    )
    pairs = list(candidates.pairs())
    return Example(
        annotated, recognised, found, pairs, ties_of(annotated, recognised), gold_of(annotated)
    )


@dataclass(eq=False)
class _Place:
    """A place of a pair as training sees it, with what the gold says of each head."""

    document: int
    pair: Pair
    positive: dict[str, bool]  # head → whether the evidence stands here
    kinds: list[str]
    statuses: list[str]
    owned: list[tuple[str, str]]
    roles: set[str]


def _places(examples: list[Example]) -> list[_Place]:
    out = []
    for number, one in enumerate(examples):
        tokens = one.recognised.tokens
        for pair in one.pairs:
            x, y = one.ties[pair.first], one.ties[pair.second]
            place = _Place(number, pair, {}, [], [], [], set())
            out.append(place)
            if x is None or y is None or x == y:
                continue
            low, high = tokens.sentence[pair.begin], tokens.sentence[pair.end - 1]

            def here(where: tuple[int, int] | None, low: int = low, high: int = high) -> bool:
                return where is not None and where[0] <= high and low <= where[1]

            if facts := one.gold.partnerships.get((min(x, y), max(x, y))):
                near = [f for f in facts if here(f[2])]
                place.positive["partnership"] = bool(near)
                place.kinds = [f[0] for f in (near or facts)]
                place.statuses = [f[1] for f in (near or facts)]
            for head, key in (("owns", (x, y)), ("owned", (y, x))):
                if rows_ := one.gold.ownership.get(key):
                    near_rows = [f for f in rows_ if here(f[3])]
                    place.positive[head] = bool(near_rows)
                    place.owned = [(f[0], f[1]) for f in (near_rows or rows_)]
            if roles := one.gold.participation.get((x, y)):
                place.positive["participation"] = False
                place.roles = roles
    return out


def _asks(place: _Place, examples: list[Example], head: str) -> bool:
    groups = examples[place.document].recognised.groups
    first, second = groups[place.pair.first].type, groups[place.pair.second].type
    if head == "participation":
        return first == "programme" and second != "person"
    if head == "partnership":
        return first != "programme" and "person" not in (first, second)
    return first != "programme"


def _matrix(indices: list[list[int]], width: int) -> scipy.sparse.csr_matrix:
    flat = [i for row in indices for i in row]
    pointers = np.cumsum([0, *map(len, indices)])
    return scipy.sparse.csr_matrix(
        (np.ones(len(flat), dtype=np.float32), np.array(flat, dtype=np.int64), pointers),
        shape=(len(indices), width),
    )


def _vocabulary(places_: list[_Place]) -> dict[int, int]:
    """Features that stand in two documents at least, by key, with their columns."""
    last: dict[int, int] = {}
    kept: set[int] = set()
    for place in places_:
        for key in place.pair.features.tolist():
            if last.setdefault(key, place.document) != place.document:
                kept.add(key)
    return {key: column for column, key in enumerate(sorted(kept))}


def _fit(matrix: scipy.sparse.csr_matrix, y: np.ndarray, weight: np.ndarray, penalty: float):
    model = LogisticRegression(
        C=penalty, solver="liblinear", tol=0.01, max_iter=100, random_state=0
    )
    model.fit(matrix, y, sample_weight=weight)
    return model.coef_[0], model.intercept_[0]


def _pair_head(places_, examples, matrix, head: str, penalty: float):
    """Weights of one head, the places of each positive pair chosen in rounds."""
    asked = np.array([_asks(place, examples, head) for place in places_])
    numbers = np.flatnonzero(asked)
    y = np.array([head in places_[i].positive for i in numbers])
    near = np.array([places_[i].positive.get(head, False) for i in numbers])
    names = [
        (
            places_[i].document,
            min(places_[i].pair.first, places_[i].pair.second),
            max(places_[i].pair.first, places_[i].pair.second),
        )
        for i in numbers
    ]
    told = {name for name, yes, hit in zip(names, y, near, strict=True) if yes and hit}
    many = Counter(name for name, yes in zip(names, y, strict=True) if yes)
    weight = np.ones(len(numbers))
    for i, name in enumerate(names):
        if y[i]:
            weight[i] = float(near[i]) if name in told else 1.0 / many[name]
    rows_ = matrix[numbers]
    for round_ in range(ROUNDS):
        use = weight > 0
        coefficients, offset = _fit(rows_[use], y[use], weight[use], penalty)
        if round_ + 1 == ROUNDS:
            break
        positives = np.flatnonzero(y)
        chance = probability(np.asarray(rows_[positives] @ coefficients + offset, dtype=np.float32))
        top: dict[tuple[int, int, int], float] = defaultdict(float)
        for i, c in zip(positives, chance, strict=True):
            top[names[i]] = max(top[names[i]], float(c))
        for i, c in zip(positives, chance, strict=True):
            if (names[i] in told and near[i]) or (
                names[i] not in told and c >= top[names[i]] - 1e-9
            ):
                weight[i] = 1.0
            else:
                weight[i] = 0.7 if c > 0.5 else 0.0
    return coefficients, offset


def train_pair(examples: list[Example], penalty: float = PENALTY) -> Linear:
    """The linear scorer that tells whether a place expresses each relation."""
    places_ = _places(examples)
    vocabulary = _vocabulary(places_)
    indices = [
        sorted({vocabulary[k] for k in place.pair.features.tolist() if k in vocabulary})
        for place in places_
    ]
    matrix = _matrix(indices, len(vocabulary))
    columns, offsets = [], []
    for head in HEADS:
        coefficients, offset = _pair_head(places_, examples, matrix, head, penalty)
        columns.append(coefficients)
        offsets.append(offset)
    return _linear(HEADS, vocabulary, np.stack(columns, axis=1), np.array(offsets))


def _linear(heads, vocabulary, weights, offsets) -> Linear:
    """Without the features that say next to nothing, as it will be once saved."""
    strong = np.abs(weights).max(axis=1) >= 0.02
    keys = [key for key, column in vocabulary.items() if strong[column]]
    return Linear.of(heads, keys, weights[strong], offsets).quantised()


QUESTIONS = {
    "kind": PARTNERSHIPS,
    "status": ("proposed", "signed", "active", "completed", "ended"),
    "owned_kind": ("joint_venture", "subsidiary", "shareholding", "acquisition"),
    "owned_status": ("current", "planned", "former"),
    "role": ROLES,
}


def surest(places_: list[_Place], pair: Linear) -> list[float]:
    """For each place how likely it is what expresses its relation, beside its pair's best."""
    chances = probability(pair.sums([place.pair.features for place in places_]))
    column = {head: i for i, head in enumerate(pair.heads)}
    own = [
        max((float(chances[i, column[head]]) for head in place.positive), default=0.0)
        for i, place in enumerate(places_)
    ]
    best: dict[tuple[int, int, int], float] = defaultdict(float)
    names = [(p.document, *sorted((p.pair.first, p.pair.second))) for p in places_]
    for name, chance in zip(names, own, strict=True):
        best[name] = max(best[name], chance)
    return [c / best[name] if best[name] else 0.0 for name, c in zip(names, own, strict=True)]


def answers(place: _Place, question: str) -> set[str]:
    """What the gold answers to a question at a place; nothing where it is not to be asked."""
    if question == "kind":
        return set(place.kinds)
    if question == "status":
        return set(place.statuses)
    if question == "role":
        return place.roles
    return {row[question == "owned_status"] for row in place.owned}


def choose(examples: list[Example], pair: Linear) -> list[tuple[_Place, dict[str, float]]]:
    """Every place with what it counts for each head that it bears on.

    Of the places of a related pair those count at which the evidence stands; where it stands at
    none, those that `pair` thinks likely.
    """
    places_ = _places(examples)
    chances = probability(pair.sums([place.pair.features for place in places_]))
    counts: list[dict[str, float]] = [{} for _ in places_]
    for head in HEADS:
        column = chances[:, pair.heads.index(head)].tolist()
        told: set[tuple[int, int, int]] = set()
        top: dict[tuple[int, int, int], float] = defaultdict(float)
        names = [(p.document, *sorted((p.pair.first, p.pair.second))) for p in places_]
        for place, name, chance in zip(places_, names, column, strict=True):
            if head in place.positive:
                top[name] = max(top[name], chance)
                if place.positive[head]:
                    told.add(name)
        for number, place in enumerate(places_):
            if not _asks(place, examples, head):
                continue
            count = 1.0
            if head in place.positive:
                name, chance = names[number], column[number]
                sure = place.positive[head] if name in told else chance >= top[name] - 1e-9
                count = 1.0 if sure else 0.7 if chance > 0.5 else 0.0
            counts[number][head] = count
    return list(zip(places_, counts, strict=True))


def train_detail(examples: list[Example], pair: Linear, penalty: float = DETAIL_PENALTY) -> Linear:
    """The linear scorer that tells kind, status and role of a place that expresses a relation.

    A pair's places count by how sure `pair` is that they are what expresses the relation.
    """
    every = [place for place in _places(examples) if place.positive]
    sure = surest(every, pair)
    vocabulary = _vocabulary(every)
    indices = [
        sorted({vocabulary[k] for k in place.pair.features.tolist() if k in vocabulary})
        for place in every
    ]
    matrix = _matrix(indices, len(vocabulary))
    heads, columns, offsets = [], [], []

    for question, choices in QUESTIONS.items():
        asked = [i for i, place in enumerate(every) if answers(place, question)]
        weight = np.array(
            [
                max(
                    sure[i] if sure[i] >= 0.4 else 0.05,
                    1.0 if any(every[i].positive.values()) else 0,
                )
                for i in asked
            ]
        )
        for choice in choices:
            y = np.array([choice in answers(every[i], question) for i in asked])
            coefficients, offset = _fit(matrix[asked], y, weight, penalty)
            heads.append(f"{question}={choice}")
            columns.append(coefficients)
            offsets.append(offset)
    return _linear(heads, vocabulary, np.stack(columns, axis=1), np.array(offsets))


@dataclass(eq=False)
class Stacked:
    """The rows that the trees see of one document, and which of them are right."""

    keys: dict[str, list[Key]]
    lines: dict[str, list[list[float]]]
    right: dict[str, list[bool]]


def stack(one: Example, pair: Linear, network: Network) -> Stacked:
    """Rows of a document under a linear scorer and a network that have not seen it."""
    if not one.pairs:
        return Stacked({t: [] for t in TASKS}, {t: [] for t in TASKS}, {t: [] for t in TASKS})
    weighed = weigh(pair, network, one.pairs, one.recognised)
    table = places(weighed.pairs, one.recognised, weighed.both)
    seen = rows(weighed, network.heads, one.recognised, one.frames, table)
    right: dict[str, list[bool]] = {}
    for task in TASKS:
        gold = one.gold.pairs(task)
        right[task] = []
        for a, b in seen[task][0]:
            x, y = one.ties[a], one.ties[b]
            if x is None or y is None:
                right[task].append(False)
            elif task == "partnership":
                right[task].append((min(x, y), max(x, y)) in gold)
            else:
                right[task].append((x, y) in gold)
    return Stacked({t: seen[t][0] for t in TASKS}, {t: seen[t][1] for t in TASKS}, right)


def train_trees(stacked: list[Stacked]) -> dict[str, Trees]:
    """The trees of each task."""
    out = {}
    for task in TASKS:
        x = np.array([line for one in stacked for line in one.lines[task]], dtype=np.float64)
        y = np.array([right for one in stacked for right in one.right[task]])
        booster = lightgbm.train(TREES, lightgbm.Dataset(x, y), TREE_COUNT)
        out[task] = Trees.from_dump(booster.dump_model())
    return out


def fold_number(annotated: Annotated) -> int:
    """The fold of a document that is only trained on: by its id, whatever else there is."""
    return crc32(annotated.id.encode()) % FOLDS


ROLE_TREES = TREES | {
    "objective": "multiclass", "num_class": len(ROLES), "num_leaves": 15, "min_data_in_leaf": 25,
}  # fmt: skip
ROLE_TREE_COUNT = 250


@dataclass(eq=False)
class Roled:
    """The rows that the role trees see of one document, and the right roles of each."""

    lines: list[list[float]]
    roles: list[set[str]]


def stack_roles(one: Example, scorer: Scorer, scored: dict[str, list[Scored]]) -> Roled:
    """Rows of the participations that are right, under a scorer that has not seen the document."""
    asked: list[Scored] = []
    roles: list[set[str]] = []
    for found in scored["participation"]:
        x, y = one.ties[found.first], one.ties[found.second]
        if x is not None and y is not None and (right := one.gold.participation.get((x, y))):
            asked.append(found)
            roles.append(right)
    return Roled(role_rows(one.recognised, one.frames, asked, scorer, scored), roles)


def train_roles(stacked: list[Roled]) -> dict[str, Trees]:
    """The trees of each role; a participation with two roles counts half for each."""
    x, y, weight = [], [], []
    for one in stacked:
        for line, roles in zip(one.lines, one.roles, strict=True):
            for role in sorted(roles):
                x.append(line)
                y.append(ROLES.index(role))
                weight.append(1 / len(roles))
    data = lightgbm.Dataset(np.array(x), np.array(y), weight=np.array(weight))
    dump = lightgbm.train(ROLE_TREES, data, ROLE_TREE_COUNT).dump_model()
    return {
        role: Trees.from_dump({"tree_info": dump["tree_info"][number :: len(ROLES)]})
        for number, role in enumerate(ROLES)
    }


STAKE_TREES = TREES | {"num_leaves": 15, "learning_rate": 0.08, "min_data_in_leaf": 40}
STAKE_TREE_COUNT = 100


@dataclass(eq=False)
class Staked:
    """The claims to shares of one document and which of them are right; `facts` counts the owners,
    owned and shares that the gold has."""

    made: Claimed | None
    right: list[bool]
    facts: int


def stack_stakes(one: Example, scorer: Scorer, scored: dict[str, list[Scored]]) -> Staked:
    """Claims to shares, under a scorer that has not seen the document."""

    def exact(share: float | None) -> float | None:
        return None if share is None else round(float(share), 1)

    gold = {(*key, exact(row[2])) for key, rows_ in one.gold.ownership.items() for row in rows_}
    made = claimed(one.recognised, one.frames, scored["ownership"], scorer)
    right = [
        (one.ties[claim.one.first], one.ties[claim.one.second], exact(claim.value)) in gold
        for claim in (made.claims if made else ())
    ]
    return Staked(made, right, len(gold))


def train_claim(stacked: list[Staked]) -> Linear:
    """The linear scorer of claims by what stands about them."""
    documents = [
        [[key_of(name) for name in names] for names in one.made.names] if one.made else []
        for one in stacked
    ]
    often = Counter(key for rows_ in documents for key in {k for row in rows_ for k in row})
    found = sorted(key for key, count in often.items() if count > 1)
    vocabulary = {key: column for column, key in enumerate(found)}
    indices = [
        sorted({vocabulary[k] for k in row if k in vocabulary})
        for rows_ in documents
        for row in rows_
    ]
    y = np.array([right for one in stacked for right in one.right])
    coefficients, offset = _fit(_matrix(indices, len(found)), y, np.ones(len(y)), PENALTY)
    return _linear(("claim",), vocabulary, coefficients[:, None], np.array([offset]))


def stake_lines(
    stacked: list[Staked], folds: Sequence[int], linear: list[Linear]
) -> list[np.ndarray | None]:
    """For each document the rows that the trees of claims see, None where it has no claims;
    `linear` has for each fold the scorer that was trained on the others."""
    return [
        one.made.rows(linear[f]) if one.made else None
        for one, f in zip(stacked, folds, strict=True)
    ]


def train_stakes(stacked: list[Staked], lines: list[np.ndarray | None]) -> Trees:
    """The trees that weigh claims to shares, from the rows of each document."""
    x = np.concatenate([some for some in lines if some is not None])
    y = np.array([right for one in stacked for right in one.right])
    booster = lightgbm.train(STAKE_TREES, lightgbm.Dataset(x, y), STAKE_TREE_COUNT)
    return Trees.from_dump(booster.dump_model())


def weigh_stakes(
    stacked: list[Staked], folds: Sequence[int], judged: Collection[int]
) -> tuple[list[Linear], list[Trees], float]:
    """For each fold the scorers of claims that are trained on the others, and the best limit.

    `judged` are the documents on which the limit is chosen: the probability at which F1 over
    owners, owned and shares is best.
    """
    others = [[i for i, f in enumerate(folds) if f != k] for k in range(FOLDS)]
    linear = [train_claim([stacked[i] for i in some]) for some in others]
    lines = stake_lines(stacked, folds, linear)
    trees = [train_stakes([stacked[i] for i in some], [lines[i] for i in some]) for some in others]
    chances: dict[int, list[float]] = {}
    for i in judged:
        if (some := lines[i]) is not None:
            chances[i] = probability(trees[folds[i]].scores(some).astype(np.float32)).tolist()
    total = sum(stacked[i].facts for i in judged)
    f1 = {}
    for t in range(15, 61):
        given = found = 0
        for i, some in chances.items():
            made = stacked[i].made.claims
            right = {id(c.one): set() for c in made}
            for claim, yes in zip(made, stacked[i].right, strict=True):
                if yes:
                    right[id(claim.one)].add(claim.value)
            kept = chosen(made, some, t / 100)
            given += len(kept)
            found += sum(claim.value in right[id(claim.one)] for claim in kept)
        f1[t / 100] = 2 * found / max(given + total, 1)
    return linear, trees, max(f1, key=lambda t: f1[t])
