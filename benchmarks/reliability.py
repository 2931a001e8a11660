"""Whether confidence means what it says: of the facts given 0.9, nine in ten should be right.

    python benchmarks/crossvalidate.py --save predictions.jsonl
    python benchmarks/reliability.py predictions.jsonl

Bins cross-validated predictions on the bench by confidence and prints how many of each bin are
right, over pairs of things (kinds, roles and shares aside).
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from corpus import bench

from spacecorp.evaluation import fold


def entities(record: dict) -> dict[str, int]:
    """Folded forms of the gold entities with their numbers."""
    return {
        fold(form): number
        for number, entity in enumerate(record["entities"])
        for form in (entity["name"], *entity["mentions"])
    }


def tenth(confidence: float) -> int:
    """The number of the bin that a confidence falls into; 1.0 falls into the last."""
    return min(int(confidence * 10), 9)


def main() -> None:
    """Print the table."""
    gold = {a.gold["file"]: a.gold for a in bench()}
    bins: dict[str, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        record = gold[found["document"]["path"]]
        numbers = entities(record)
        tied = {
            e["name"]: next(
                (numbers[fold(f)] for f in (e["name"], *e["mentions"]) if fold(f) in numbers), -1
            )
            for e in found["entities"]
        }
        own = {e["name"]: n for n, e in enumerate(record["entities"])}
        pairs = {
            frozenset((own[a], own[b]))
            for p in record["partnerships"]
            for a in p["parties"]
            for b in p["parties"]
            if a != b
        }
        held = {(own[o["owner"]], own[o["owned"]]) for o in record["ownership"]}
        parts = {
            (own[g["name"]], own[p["organisation"]])
            for g in record["programmes"]
            for p in g["participants"]
        }
        for p in found["partnerships"]:
            ids = [tied[name] for name in p["parties"]]
            right = all(frozenset((a, b)) in pairs for i, a in enumerate(ids) for b in ids[i + 1 :])
            bins["partnership"][tenth(p["confidence"])].append(right)
        for o in found["ownership"]:
            right = (tied[o["owner"]], tied[o["owned"]]) in held
            bins["ownership"][tenth(o["confidence"])].append(right)
        for g in found["programmes"]:
            for p in g["participants"]:
                right = (tied[g["name"]], tied[p["organisation"]]) in parts
                bins["participation"][tenth(p["confidence"])].append(right)
    print(f"{'confidence':<12}" + "".join(f"{name:>22}" for name in bins))
    for low in range(10):
        cells = []
        for table in bins.values():
            rows = table.get(low, [])
            cells.append(f"{sum(rows) / len(rows):.2f} of {len(rows)}" if rows else "-")
        print(
            f"{low / 10:.1f}–{low / 10 + 0.1:.1f}     " + "".join(f"{cell:>22}" for cell in cells)
        )


if __name__ == "__main__":
    main()
