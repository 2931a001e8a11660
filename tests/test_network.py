"""The network that reads words in order: what it says of a place, and what it must not see."""

from pathlib import Path

import numpy as np
import pytest

from spacecorp.extraction import shipped
from spacecorp.reading import read
from spacecorp.recognition.recognised import Recognised, recognise
from spacecorp.relations.frames import frames
from spacecorp.relations.linear import Floats
from spacecorp.relations.network import Circumstances, Network, codes
from spacecorp.relations.pairs import Candidates, Pair

FIRST = (
    "Telespazio signed a memorandum of understanding with the Italian Space Agency on Monday. "
    "The two will study how the Moonlight constellation can serve landers. "
    "Thales Alenia Space builds the satellites and Arianespace launches them."
)
ELSEWHERE = "\n\nRain fell on the town for a week, and the river rose. " * 20


def _read(text: str) -> tuple[Recognised, list[Pair]]:
    recognised = recognise(read(text.encode(), "one.txt"), shipped().tagger)
    found = frames(recognised.tokens, recognised.groups, recognised.references)
    candidates = Candidates(
        recognised.tokens, recognised.groups, recognised.profiles, recognised.references, found
    )
    return recognised, list(candidates.pairs())


def _judge(recognised: Recognised, pairs: list[Pair]) -> Floats:
    network = shipped().scorer.network
    return network.judge(recognised, codes(recognised), Circumstances(recognised), pairs)


def test_a_place_is_judged_alike_alone_and_among_others() -> None:
    recognised, pairs = _read(FIRST)
    assert len(pairs) > 5
    together = _judge(recognised, pairs)
    alone = np.concatenate([_judge(recognised, [pair]) for pair in pairs])
    assert together == pytest.approx(alone, abs=1e-4)


def test_words_far_away_change_nothing() -> None:
    recognised, pairs = _read(FIRST)
    longer, more = _read(FIRST + ELSEWHERE)
    first = pairs[0]
    same = next(
        pair for pair in more if (pair.a.begin, pair.b.begin) == (first.a.begin, first.b.begin)
    )
    before, behind = _judge(recognised, [first]), _judge(longer, [same])
    assert before == pytest.approx(behind, abs=1e-3)


def test_names_say_nothing_but_what_they_name() -> None:
    """The same sentence over other firms of the same kind is judged the same."""
    one, pairs = _read("Aquilon Dynamics signed a contract with Boreal Systems for two satellites.")
    other, others = _read(
        "Sirocco Dynamics signed a contract with Mistral Systems for two satellites."
    )
    assert _judge(one, pairs[:1]) == pytest.approx(_judge(other, others[:1]), abs=1e-4)


def test_words_in_another_order_say_something_else() -> None:
    network = shipped().scorer.network
    owns = network.heads.index("owns")
    one, pairs = _read("Aquilon Dynamics was bought by Boreal Systems in March.")
    other, others = _read("Aquilon Dynamics in March bought Boreal Systems.")
    assert _judge(one, pairs[:1])[0, owns] < _judge(other, others[:1])[0, owns]


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    network = shipped().scorer.network
    network.save(tmp_path / "one.npz")
    again = Network.load(tmp_path / "one.npz")
    again.save(tmp_path / "other.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    assert again.heads == network.heads
    assert all((again.arrays[name] == array).all() for name, array in network.arrays.items())
