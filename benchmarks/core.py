"""A check from outside our field: the relations of company passages in CORE (CC-BY 4.0).

    python benchmarks/core.py PASSAGES [--wrong] [--missed]        # the shipped models
    python benchmarks/core.py --cache FOLDER [--wrong] [--missed]  # crossvalidate.py --cache FOLDER

Each passage asks about two names, with one relation that holds between them. Prints precision and
recall of ownership in the right direction (for shareholder_of, subsidiary_of, acquired_by) and of
partnership (for collaboration), counted over passages; a find in a passage with another relation is
wrong. A third of the passages ask about a pronoun or description ("It", "the company") that mostly
stands for nothing in the passage; recall is told over all passages and over those that ask about
two names. Told twice: with names that have to be spelled as CORE marks them, and with those that
overlap the marked name ("Regal" is marked within "Regal Entertainment Group").

The shipped tagger is trained on core-train.jsonl, so that of it only `--cache` tells anything:
each passage is read by the models of its fold, which have not seen its text.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import FOLDS
from elsewhere import CORE, OWNING, bare, is_name, passage_fold

from spacecorp.evaluation import fold
from spacecorp.extraction import Models, analyse, shipped
from spacecorp.model import Block, Document, Extraction
from spacecorp.recognition.tagger import Tagger
from spacecorp.relations.linear import Linear
from spacecorp.relations.scoring import Scorer


@dataclass(frozen=True, slots=True)
class Answer:
    """What we find between the names of a passage.

    `down`: the head owns the tail, `up`: the reverse, `both`: a partnership; `recognised`: whether
    both names are found at all.
    """

    down: bool
    up: bool
    both: bool
    recognised: bool


def answer(passage: dict, found: Extraction, near: bool) -> Answer:
    """What an extraction says of the two names that a passage asks about.

    A name is the entity that has it for a form, as the scores compare names; a marked name may
    hold a bracket or a comma too much. With `near`, also the entity of the longest mention that
    overlaps the marked name where it stands ("Regal" in "Regal Entertainment Group").
    """
    forms: dict[str, set[str]] = defaultdict(set)
    for entity in found.entities:
        for form in (entity.name, *entity.mentions):
            forms[fold(form)].add(entity.id)

    def meant(marked: str) -> set[str]:
        name = bare(marked)
        exact = forms.get(fold(marked)) or forms.get(fold(name), set())
        if exact or not (near and is_name(marked)):
            return exact
        start = passage["text"].find(name)
        over = [m for m in found.mentions if m.start < start + len(name) and start < m.end]
        return {max(over, key=lambda m: (m.end - m.start, -m.start)).entity} if over else set()

    head, tail = meant(passage["head"]), meant(passage["tail"])
    return Answer(
        any(o.owner in head and o.owned in tail for o in found.ownership),
        any(o.owner in tail and o.owned in head for o in found.ownership),
        head.isdisjoint(tail)
        and any(head & set(p.parties) and tail & set(p.parties) for p in found.partnerships),
        bool(head and tail and head.isdisjoint(tail)),
    )


def extractions(passages: list[dict], models: list[Models]) -> Iterator[tuple[dict, Extraction]]:
    """Each passage with what the models of its fold find (those of all where there is one)."""
    for passage in passages:
        text = passage["text"]
        document = Document("", "text", text, (Block("paragraph", 0, len(text)),))
        yield passage, analyse(document, models[passage_fold(text) if len(models) > 1 else 0])


def judged(passage: dict, said: Answer) -> dict[str, Counter[str]]:
    """By task what an answer counts: facts wanted, found, right, wrong and missed."""
    relation = passage["relation"]
    named = is_name(passage["head"]) and is_name(passage["tail"])
    down, _ = OWNING.get(relation, (None, ""))
    joined = relation == "collaboration"
    owned = (down is True and said.down) or (down is False and said.up)
    out = {}
    for task, wanted, right, found in (
        ("ownership", down is not None, owned, said.down + said.up),
        ("partnership", joined, joined and said.both, int(said.both)),
    ):
        out[task] = Counter(
            wanted=wanted,
            named=wanted and named,
            recognised=wanted and said.recognised,
            found=found,
            right=right,
            wrong=found - right,
            missed=wanted and named and not right,
        )
    return out


def of_folds(folder: Path) -> list[Models]:
    """The models of each fold, as `crossvalidate.py --cache FOLDER` left them."""
    out = []
    for k in range(FOLDS):
        tagger = Tagger.load(folder / f"tagger{k}.npz")
        tagger.types = Linear.load(folder / f"types{k}.npz")
        scorer, forms = Scorer.load(folder / f"scorer{k}"), Linear.load(folder / f"forms{k}.npz")
        out.append(Models(tagger, scorer, forms))
    return out


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=CORE)
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="the models of the folds")
    parser.add_argument("--wrong", action="store_true", help="print what is found wrongly")
    parser.add_argument("--missed", action="store_true", help="print what is not found")
    args = parser.parse_args()
    passages = [json.loads(line) for line in args.path.read_text(encoding="utf-8").splitlines()]
    models = of_folds(args.cache) if args.cache else [shipped()]
    counts: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for passage, found in extractions(passages, models):
        for near in (False, True):
            said = answer(passage, found, near)
            for task, result in judged(passage, said).items():
                counts[task, near] += result
                shown = (args.wrong and result["wrong"]) or (args.missed and result["missed"])
                if near and shown:
                    what = "wrong" if result["wrong"] else "missed"
                    what += "" if said.recognised else " unrecognised"
                    names = f"{passage['head']} | {passage['tail']}"
                    print(task, what, passage["relation"], names, "|", passage["text"])
    for (task, near), one in sorted(counts.items()):
        print(
            f"{task:<12}{'overlapping' if near else 'as marked':<12}"
            f"precision {one['right'] / max(one['found'], 1):.3f}"
            f"  recall {one['right'] / one['wanted']:.3f}"
            f"  of two names {one['right'] / one['named']:.3f}"
            f"  ({one['wanted']} wanted, {one['named']} of two names,"
            f" {one['recognised']} recognised, {one['found']} found)"
        )


if __name__ == "__main__":
    main()
