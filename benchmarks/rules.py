"""How the rules of the grammar do by themselves, with the gold mentions given.

    python benchmarks/rules.py [ownership|partnership|participation] [--on train|tune|check|bench]
                               [--misses] [--wrong] [--rule NAME] [--lines ID]

Documents: `train` those of our own outside the bench, `tune` the bench's parts a-d and g-i,
`check` its other parts, `bench` both. Prints each rule's hits and precision, then precision,
recall and F1 of all rules together, counted over pairs of things (for participation: with the
role), for ownership also with the share.
"""

import argparse
from collections import defaultdict

from corpus import Annotated, bench, further, labels

from spacecorp.recognition.countries import add_countries
from spacecorp.recognition.descriptions import references
from spacecorp.recognition.entities import fold, group
from spacecorp.recognition.kinds import profile
from spacecorp.recognition.tagger import spans
from spacecorp.relations.frames import frames
from spacecorp.relations.lines import lines
from spacecorp.relations.numbers import shares


def analyse(annotated: Annotated):
    """Groups (tied to gold entities by name), references and frames of one document."""
    tokens = annotated.tokens
    groups, names = group(tokens, spans(labels(annotated)))
    groups, names = add_countries(tokens, groups, names)
    own = [[name for name in names if name.entity == i] for i in range(len(groups))]
    profiles = [profile(g, tokens, own[i]) for i, g in enumerate(groups)]
    refs = references(tokens, groups, names, profiles)
    forms = {}
    for number, entity in enumerate(annotated.gold["entities"]):
        for form in (entity["name"], *entity["mentions"]):
            forms.setdefault(fold(form), number)
    ties = [next((forms[fold(f)] for f in g.surfaces if fold(f) in forms), None) for g in groups]
    return groups, refs, ties, frames(tokens, groups, refs)


def gold_facts(annotated: Annotated, relation: str) -> dict[tuple, str]:
    """Gold facts as comparable keys, with their evidence."""
    gold = annotated.gold
    number = {entity["name"]: i for i, entity in enumerate(gold["entities"])}
    out: dict[tuple, str] = {}
    if relation == "ownership":
        for o in gold["ownership"]:
            out[number[o["owner"]], number[o["owned"]], o["share"]] = o["evidence"]
    elif relation == "partnership":
        for p in gold["partnerships"]:
            ids = sorted({number[n] for n in p["parties"]})
            for i, a in enumerate(ids):
                for b in ids[i + 1 :]:
                    out[a, b, p["kind"]] = p["evidence"]
    else:
        for g in gold["programmes"]:
            for p in g["participants"]:
                out[number[g["name"]], number[p["organisation"]], p["role"]] = g["evidence"]
    return out


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("relation", choices=["ownership", "partnership", "participation"])
    parser.add_argument("--on", default="train")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--rule")
    parser.add_argument("--lines", help="print a document's sentences as the grammar sees them")
    args = parser.parse_args()
    documents = {
        "train": lambda: further(),
        "tune": lambda: [a for a in bench() if a.id[0] in "abcdghi"],
        "check": lambda: [a for a in bench() if a.id[0] in "efjk"],
        "bench": lambda: bench(),
    }[args.on]()
    hits: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    counts = {"pair": [0, 0, 0], "full": [0, 0, 0]}
    for annotated in documents:
        groups, refs, ties, found = analyse(annotated)
        tokens = annotated.tokens
        if args.lines == annotated.id:
            for sentence in lines(tokens, groups, refs, shares(tokens)):
                print(sentence.text)
        gold = gold_facts(annotated, args.relation)
        pairs = {key[:2] for key in gold}
        seen: dict[tuple, tuple] = {}
        if args.relation == "ownership":
            rows = [((f.owner, f.owned), f.share, f) for f in found.ownership]
        elif args.relation == "partnership":
            rows = [((f.a, f.b), f.kind, f) for f in found.partnerships]
        else:
            rows = [((f.programme, f.organisation), f.role, f) for f in found.participations]
        for key, value, frame in rows:
            a, b = (ties[i] if ties[i] is not None else f"?{groups[i].name}" for i in key)
            if args.relation == "partnership" and isinstance(a, int) and isinstance(b, int):
                a, b = min(a, b), max(a, b)
            right = (a, b) in pairs
            hits[frame.rule][0] += 1
            hits[frame.rule][1] += right
            seen.setdefault((a, b, value), (right, frame))
            if ((args.wrong and not right) or args.rule == frame.rule) and args.rule in (
                None,
                frame.rule,
            ):
                names = " / ".join(groups[i].name for i in key)
                text = " ".join(tokens.words[frame.begin : frame.end])
                print(
                    "right" if right else "WRONG",
                    annotated.id,
                    frame.rule,
                    "|",
                    names,
                    value,
                    "|",
                    text,
                )
        got = {key[:2] for key in seen}
        counts["pair"][0] += len(got & pairs)
        counts["pair"][1] += len(got)
        counts["pair"][2] += len(pairs)
        full = set(seen)
        counts["full"][0] += len(full & set(gold))
        counts["full"][1] += len(full)
        counts["full"][2] += len(gold)
        if args.misses:
            names = [e["name"] for e in annotated.gold["entities"]]
            for key, evidence in gold.items():
                if key[:2] not in got:
                    print(
                        "MISS",
                        annotated.id,
                        names[key[0]],
                        "/",
                        names[key[1]],
                        key[2],
                        "|",
                        evidence,
                    )
    for rule, (count, right) in sorted(hits.items()):
        print(f"{rule:<40}{count:>6}{right / count:>8.2f}")
    for name, (right, found_, wanted) in counts.items():
        p, r = right / max(found_, 1), right / max(wanted, 1)
        f1 = 2 * p * r / max(p + r, 1e-9)
        print(f"{name}: precision {p:.3f} recall {r:.3f} F1 {f1:.3f} ({wanted} facts)")


if __name__ == "__main__":
    main()
