"""Trains a linear scorer of one head from instances that are given by the names of their features.

What `train_forms.py` and `train_types.py` share: logistic regression over features that stand in
two documents at least.
"""

from collections.abc import Sequence

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from spacecorp.relations.linear import Linear, key_of

SMALLEST = 0.02  # weights below this are left out
# Of one document: the names of the features of each instance, and whether each is right.
Instances = tuple[Sequence[Sequence[str]], Sequence[bool]]


def train_linear(head: str, documents: Sequence[Instances], penalty: float) -> Linear:
    """The scorer, its weights as they will be once saved; `penalty` is the inverse strength of
    the L2 penalty. The same documents give the same bytes."""
    last: dict[str, int] = {}
    kept: set[str] = set()
    for number, (rows, _) in enumerate(documents):
        for features in rows:
            kept.update(name for name in features if last.setdefault(name, number) != number)
    names = sorted(kept)
    column = {name: i for i, name in enumerate(names)}
    flat: list[int] = []
    pointers = [0]
    for rows, _ in documents:
        for features in rows:
            flat += [column[name] for name in features if name in column]
            pointers.append(len(flat))
    right = np.array([yes for _, answers in documents for yes in answers])
    matrix = scipy.sparse.csr_matrix(
        (np.ones(len(flat), dtype=np.float32), flat, pointers), shape=(len(right), len(names))
    )
    model = LogisticRegression(
        C=penalty, solver="liblinear", tol=0.01, max_iter=200, random_state=0
    ).fit(matrix, right)
    weights = model.coef_[0]
    strong = [i for i in range(len(names)) if abs(weights[i]) >= SMALLEST]
    keys = [key_of(names[i]) for i in strong]
    return Linear.of((head,), keys, weights[strong][:, None], model.intercept_).quantised()
