"""Trees give each row the scores of the leaves that it reaches, however many leaves there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacecorp.relations.trees import Trees

LEAF = st.floats(-1, 1).map(lambda value: {"leaf_value": value})


def _inner(below):
    return st.fixed_dictionaries(
        {
            "split_feature": st.integers(0, 3),
            "threshold": st.sampled_from([-1.5, 0.0, 0.5, 2.0]),
            "left_child": below,
            "right_child": below,
        }
    )


TREE = st.recursive(LEAF, _inner, max_leaves=40)
VALUE = st.sampled_from([-2.0, -1.5, 0.0, 0.25, 0.5, 1.0, 2.0, 3.0, float("nan")])


def _reached(node, row) -> float:
    while "leaf_value" not in node:
        low = row[node["split_feature"]] <= node["threshold"]
        node = node["left_child"] if low else node["right_child"]
    return node["leaf_value"]


@given(st.lists(TREE, min_size=1, max_size=6), st.lists(st.lists(VALUE, min_size=4, max_size=4)))
def test_a_row_scores_the_leaves_that_it_reaches(trees, rows):
    forest = Trees.from_dump({"tree_info": [{"tree_structure": tree} for tree in trees]})
    expected = [np.array([_reached(tree, row) for tree in trees]).sum() for row in rows]
    assert forest.scores(rows).tolist() == pytest.approx(expected)


def test_more_leaves_than_bits_are_refused():
    tree = {"leaf_value": 0.0}
    for step in range(64):
        tree = {
            "split_feature": 0,
            "threshold": float(step),
            "left_child": tree,
            "right_child": {"leaf_value": 1.0},
        }
    with pytest.raises(ValueError, match="65 leaves"):
        Trees.from_dump({"tree_info": [{"tree_structure": tree}]}).scores([[0.0]])
