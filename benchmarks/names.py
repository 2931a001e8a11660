"""Compare `spacecorp.resolution.match` with rapidfuzz on pairs of organisation names.

    python benchmarks/names.py ../shared/bench/names.csv [--misses]
    python benchmarks/names.py benchmarks/blind_names.csv

`blind_names.csv`: pairs written before `match` was asked about any of them, for its weak sides;
half of its misses are knowledge of the world (Royal Philips is Koninklijke Philips).

The file has columns name1, name2, same. Prints precision, recall and F1 of the class "same" and
microseconds a pair (caches emptied before each pass), beside every rapidfuzz scorer at the
threshold that is best for it on this very file.
"""

import csv
import gc
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import distance, fuzz, utils

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from spacecorp.resolution import folding, legal_forms, tokens, typos
from spacecorp.resolution.matching import match

Pair = tuple[str, str, bool]


def f1(truth: Sequence[bool], said: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean for the class True."""
    right = sum(t and s for t, s in zip(truth, said, strict=True))
    precision = right / max(sum(said), 1)
    recall = right / max(sum(truth), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def forget() -> None:
    """Empty the caches, so that every name is read anew."""
    for cached in (
        folding.words, legal_forms.split_form, tokens.canonical, typos.cost,
    ):  # fmt: skip
        cached.cache_clear()


def microseconds(pairs: Sequence[Pair], compare: Callable[[str, str], object]) -> float:
    """The middle of 21 passes over the pairs, in microseconds a pair, caches emptied before."""
    times = []
    gc.disable()
    for _ in range(21):
        forget()
        began = time.perf_counter()
        for a, b, _same in pairs:
            compare(a, b)
        times.append(time.perf_counter() - began)
    gc.enable()
    return sorted(times)[10] / len(pairs) * 1e6


def main(path: Path, misses: bool) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        pairs = [(r["name1"], r["name2"], r["same"] == "true") for r in csv.DictReader(handle)]
    truth = [same for _, _, same in pairs]
    match("warm", "up")
    verdicts = [match(a, b) for a, b, _ in pairs]
    if misses:
        for (a, b, same), verdict in zip(pairs, verdicts, strict=True):
            if verdict.same != same:
                print(f"  {same!s:5} {verdict.score:.2f} {a} | {b} | {verdict.reason}")
    print(f"{len(pairs)} pairs, {sum(truth)} the same")
    print(f"{'':28}{'precision':>10}{'recall':>8}{'F1':>7}{'threshold':>11}{'us/pair':>9}")
    p, r, f = f1(truth, [v.same for v in verdicts])
    print(
        f"{'spacecorp match':28}{p:10.3f}{r:8.3f}{f:7.3f}{'':>11}{microseconds(pairs, match):9.1f}"
    )
    scorers: dict[str, Callable[[str, str], float]] = {
        "fuzz.ratio": lambda a, b: fuzz.ratio(a, b, processor=utils.default_process),
        "fuzz.token_sort_ratio": lambda a, b: fuzz.token_sort_ratio(
            a, b, processor=utils.default_process
        ),
        "fuzz.token_set_ratio": lambda a, b: fuzz.token_set_ratio(
            a, b, processor=utils.default_process
        ),
        "fuzz.WRatio": lambda a, b: fuzz.WRatio(a, b, processor=utils.default_process),
        "JaroWinkler": lambda a, b: (
            100 * distance.JaroWinkler.similarity(a, b, processor=utils.default_process)
        ),
    }
    for name, scorer in scorers.items():
        scores = [scorer(a, b) for a, b, _ in pairs]
        best = max(
            ((f1(truth, [s >= t for s in scores]), t) for t in sorted(set(scores))),
            key=lambda x: x[0][2],
        )
        (p, r, f), threshold = best
        took = microseconds(pairs, scorer)
        print(f"{'rapidfuzz ' + name:28}{p:10.3f}{r:8.3f}{f:7.3f}{threshold:11.1f}{took:9.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--misses" in sys.argv)
