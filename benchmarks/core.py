"""A check from outside our field: the relations of company passages in CORE (CC-BY 4.0).

    python benchmarks/core.py [../shared/data/core-train.jsonl] [--wrong]

Each passage asks about two names, with one relation that holds between them. Prints precision and
recall of ownership in the right direction (for shareholder_of, subsidiary_of, acquired_by) and of
partnership (for collaboration), counted over passages; a find in a passage with another relation is
wrong. The shipped models are not trained on CORE.
"""

import argparse
import json
from pathlib import Path

from spacecorp.evaluation import fold
from spacecorp.extraction import analyse, shipped
from spacecorp.model import Block, Document

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "core-train.jsonl"
# Who owns whom where this relation is told: True where the head owns the tail.
OWNING = {"shareholder_of": True, "subsidiary_of": False, "acquired_by": False}


def asked(passage: dict) -> tuple[str, bool, bool, bool]:
    """The relation, and whether we find head owns tail, tail owns head, a partnership."""
    text = passage["text"]
    document = Document("", "text", text, (Block("paragraph", 0, len(text)),))
    found = analyse(document, shipped())
    forms: dict[str, set[str]] = {}
    for entity in found.entities:
        for form in (entity.name, *entity.mentions):
            forms.setdefault(fold(form), set()).add(entity.id)
    head = forms.get(fold(passage["head"]), set())
    tail = forms.get(fold(passage["tail"]), set())
    down = any(o.owner in head and o.owned in tail for o in found.ownership)
    up = any(o.owner in tail and o.owned in head for o in found.ownership)
    both = any(head & set(p.parties) and tail & set(p.parties) for p in found.partnerships)
    return passage["relation"], down, up, both


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    counts = {"ownership": [0, 0, 0], "partnership": [0, 0, 0]}  # right, found, wanted
    for line in args.path.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        relation, down, up, both = asked(passage)
        owned = counts["ownership"]
        owned[2] += relation in OWNING
        for told, found in ((True, down), (False, up)):
            owned[1] += found
            owned[0] += found and OWNING.get(relation) is told
            if args.wrong and found and OWNING.get(relation) is not told:
                print(
                    "ownership",
                    relation,
                    passage["head"],
                    "|",
                    passage["tail"],
                    "|",
                    passage["text"],
                )
        two = counts["partnership"]
        two[2] += relation == "collaboration"
        two[1] += both
        two[0] += both and relation == "collaboration"
        if args.wrong and both and relation != "collaboration":
            print(
                "partnership", relation, passage["head"], "|", passage["tail"], "|", passage["text"]
            )
    for name, (right, found, wanted) in counts.items():
        precision, recall = right / max(found, 1), right / wanted
        told = f"{wanted} wanted, {found} found"
        print(f"{name:<12} precision {precision:.3f}  recall {recall:.3f}  ({told})")


if __name__ == "__main__":
    main()
