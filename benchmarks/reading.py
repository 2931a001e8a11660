"""How well documents are read: titles, dates, evidence kept, clean text, false repairs, speed.

    python benchmarks/reading.py [--misses] [--shared FOLDER]

Needs the shared benchmark folder beside the repository. Prints one line for each figure.
"""

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from spacecorp.reading import Unreadable, read

WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def f1(found: str, wanted: str) -> float:
    """Word-level F1: the words of the two texts as bags."""
    a, b = Counter(WORD.findall(found)), Counter(WORD.findall(wanted))
    same = sum((a & b).values())
    return 2 * same / max(sum(a.values()) + sum(b.values()), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print every miss")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    args = parser.parse_args()
    bench = args.shared / "bench"
    gold = [json.loads(line) for line in (bench / "gold.jsonl").open(encoding="utf-8")]
    gold += [json.loads(line) for line in (bench / "seeds.jsonl").open(encoding="utf-8")]
    titles = dates = titled = dated = 0
    spurious: list[str] = []
    evidence = mentions = 0
    lost: list[str] = []
    swaps = 0
    spent: dict[str, list[float]] = {}
    for record in gold:
        path = bench / record["file"]
        data = path.read_bytes()
        read(data, path.name)  # imports and tables are loaded once
        started = time.process_time()
        document = read(data, path.name)
        spent.setdefault(document.format, []).append(time.process_time() - started)
        written = document.as_written(0, len(document.text))
        if record["title"]:
            titled += 1
            title = document.title or ""
            right = record["title"] in (title, document.as_written(0, len(title)))
            titles += right
            if not right and args.misses:
                print(f"title  {record['id']}: {document.title!r} not {record['title']!r}")
        elif document.title:
            spurious.append(f"title  {record['id']}: {document.title!r} not None")
        if record["date"]:
            dated += 1
            dates += document.date == record["date"]
            if document.date != record["date"] and args.misses:
                print(f"date   {record['id']}: {document.date} not {record['date']}")
        elif document.date:
            spurious.append(f"date   {record['id']}: {document.date} not None")
        clean = f" {fold(document.text)} "
        raw = f" {fold(written)} "
        quotes = {
            f["evidence"]
            for key in ("partnerships", "ownership", "programmes")
            for f in record[key]
        }
        names = {name for entity in record["entities"] for name in entity["mentions"]}
        for what, strings in (("evidence", quotes), ("mention", names)):
            for string in sorted(strings):
                if what == "evidence":
                    evidence += 1
                else:
                    mentions += 1
                if f" {fold(string)} " not in clean and f" {fold(string)} " not in raw:
                    lost.append(f"{what} {record['id']}: {string}")
        if record["id"] not in ("f01", "f02", "seed-001"):
            swaps += sum(edit.kind == "swap" for edit in document.edits)
    print(f"titles exact {titles}/{titled} = {titles / titled:.3f}")
    print(f"dates exact {dates}/{dated} = {dates / dated:.3f}")
    print(f"titles and dates where there are none: {len(spurious)}")
    print(f"lost of {evidence} evidence strings and {mentions} mentions: {len(lost)}")
    if args.misses:
        print("\n".join(spurious + lost))
    for path in sorted((bench / "clean").glob("*.txt")):
        source = next((bench / "docs").glob(path.stem + ".*"))
        document = read(source.read_bytes(), source.name)
        wanted = path.read_text(encoding="utf-8")
        if path.stem.startswith("f"):
            wanted = read(wanted.encode(), path.name).text
        print(f"clean text {path.stem}: F1 {f1(document.text, wanted):.4f}")
    for path in sorted((bench / "clean").glob("*.txt")):
        swaps += sum(e.kind == "swap" for e in read(path.read_bytes(), path.name).edits)
    for text in wikigold(args.shared / "data" / "wikigold.conll.txt"):
        try:
            swaps += sum(e.kind == "swap" for e in read(text.encode(), "").edits)
        except Unreadable:
            continue
    print(f"false repairs in undamaged documents: {swaps}")
    for kind, times in sorted(spent.items()):
        times.sort()
        rate, middle = len(times) / sum(times), times[len(times) // 2] * 1000
        print(f"{kind}: {rate:.0f} a second of processor time, median {middle:.1f} ms")


def wikigold(path: Path) -> list[str]:
    """The corpus in texts of some forty sentences, and all of it in one."""
    sentences = [
        " ".join(line.split(" ")[0] for line in block.splitlines())
        for block in path.read_text(encoding="utf-8").split("\n\n")
    ]
    texts = ["\n".join(sentences[at : at + 40]) for at in range(0, len(sentences), 40)]
    return [*texts, "\n".join(sentences)]


if __name__ == "__main__":
    main()
