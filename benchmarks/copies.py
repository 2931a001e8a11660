"""How many copies of a story are found, and how many other stories are taken for one.

    python benchmarks/copies.py [--generated 20000]

Takes the annotated documents, edits or shortens each, and asks which are copies of which; then
asks the same of the untouched ones, and of generated stories that share their sentences' patterns
but neither names nor figures. Prints times as well: they should grow with the number of stories.
"""

import argparse
import random
import time
from collections.abc import Callable

import stories
from corpus import bench, further

from spacecorp.model import Document
from spacecorp.reading.fingerprint import fingerprint
from spacecorp.resolution.copies import copies


def edited(text: str, share: float) -> str:
    """The text with this share of its words replaced or left out."""
    chance = random.Random(f"{share} {text[:40]}")
    words = []
    for word in text.split(" "):
        if chance.random() >= share:
            words.append(word)
        elif chance.random() < 0.5:
            words.append("reportedly")
    return " ".join(words)


def shortened(text: str, share: float) -> str:
    """The first lines of a text, at least this share of it."""
    kept, length = [], 0
    for line in text.split("\n"):
        kept.append(line)
        length += len(line) + 1
        if length >= share * len(text):
            break
    return "\n".join(kept)


WAYS: dict[str, Callable[[str], str]] = {
    "the same": str,
    "another headline": lambda text: "Something else\n" + text.partition("\n")[2],
    "5 % of words edited": lambda text: edited(text, 0.05),
    "10 % of words edited": lambda text: edited(text, 0.10),
    "15 % of words edited": lambda text: edited(text, 0.15),
    "shortened to 70 %": lambda text: shortened(text, 0.7),
    "shortened to half": lambda text: shortened(text, 0.5),
    "shortened to 30 %": lambda text: shortened(text, 0.3),
}


def groups(texts: list[tuple[str, str | None]]) -> list[list[int]]:
    prints = [fingerprint(text, title) for text, title in texts]
    found = copies(len(prints), prints.__getitem__)
    return [[one.index for one in group] for group in found]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generated", type=int, default=2000)
    args = parser.parse_args()
    documents: list[Document] = [a.document for a in bench()]
    originals = [(d.text, d.title) for d in documents]
    count = len(originals)
    for name, way in WAYS.items():
        both = groups([*originals, *((way(text), None) for text, _ in originals)])
        right = sum({at % count for at in group} == {group[0] % count} for group in both)
        print(f"{name:22} {right:4} of {count} copies found, {len(both) - right} groups mixed")
    everything = [(a.document.text, a.document.title) for a in (*bench(), *further())]
    print(f"groups among {len(everything)} untouched documents: {len(groups(everything))}")
    number = args.generated // 8
    while number <= args.generated:
        made = []
        for at in range(number):
            title, _, paragraphs = stories.story(at)
            made.append(("\n".join([title, *paragraphs]), title))
        started = time.process_time()
        prints = [fingerprint(text, title) for text, title in made]
        middle = time.process_time()
        found = copies(len(prints), prints.__getitem__)
        ended = time.process_time()
        print(
            f"{number:7,} generated stories: {len(found)} groups; fingerprints "
            f"{(middle - started) / number * 1000:.2f} ms each, groups {ended - middle:.2f} s"
        )
        number *= 2


if __name__ == "__main__":
    main()
