"""Words a second from clean text to facts on one core, beside a spaCy pipeline of the same kind.

    python benchmarks/speed.py [--peer] [--growth]

`--peer` builds spaCy's en_core_web_sm architecture untrained (tok2vec, tagger, parser, ner: the
cost is the same) and runs it on the same text; needs `pip install spacy`. `--growth` doubles a
document from 100 KB upwards and runs three hostile shapes of the same size, to show linear time.
"""

import argparse
import gc
import time

from corpus import bench

from spacecorp.extraction import analyse, shipped
from spacecorp.model import Block, Document


def document(text: str) -> Document:
    """A text as a document, a block a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Document("", "text", text, tuple(blocks))


def peer(texts: list[str]) -> float:
    """Words a second of the spaCy pipeline."""
    import spacy

    nlp = spacy.blank("en")
    for pipe in ("tok2vec", "tagger", "parser", "ner"):
        nlp.add_pipe(pipe)
    nlp.get_pipe("tagger").add_label("NN")
    for label in ("nsubj", "dobj", "ROOT"):
        nlp.get_pipe("parser").add_label(label)
    for label in ("ORG", "PERSON", "GPE"):
        nlp.get_pipe("ner").add_label(label)
    nlp.initialize()
    words = sum(len(text.split()) for text in texts)
    started = time.process_time()
    list(nlp.pipe(texts))
    return words / (time.process_time() - started)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--growth", action="store_true")
    args = parser.parse_args()
    models = shipped()
    documents = [a.document for a in bench()]
    for one in documents[:10]:
        analyse(one, models)
    gc.freeze()  # as the workers do
    words = sum(len(one.text.split()) for one in documents)
    rates = []
    for _ in range(3):
        started = time.process_time()
        for one in documents:
            analyse(one, models)
        rates.append(words / (time.process_time() - started))
    print(f"spacecorp {max(rates):,.0f} words a second over the bench ({words:,} words)")
    if args.peer:
        other = peer([one.text for one in documents])
        print(f"spaCy     {other:,.0f} words a second; ratio {max(rates) / other:.1f}")
    if args.growth:
        whole = "\n".join(one.text for one in documents)
        size = 100_000
        while size <= 1_600_000:
            text = (whole * (size // len(whole) + 1))[:size]
            started = time.process_time()
            analyse(document(text), models)
            each = (time.process_time() - started) / size * 1e6
            print(f"{size:>10,} characters {each:8.1f} µs each")
            size *= 2
        shapes = {
            "ordinary": whole,
            "one sentence": whole.replace(".", "")
            .replace("\n", " ")
            .replace("!", "")
            .replace("?", ""),
            "capitals": "".join(c if not c.isalpha() else c.upper() for c in whole).replace(
                ".", ""
            ),
            "brackets": "()[]{}(" * (len(whole) // 7),
            "one name": "Thales Alenia Space and " * (len(whole) // 24),
        }
        for name, text in shapes.items():
            started = time.process_time()
            analyse(document(text[:200_000]), models)
            print(f"{name:>14} {(time.process_time() - started) / 0.2:8.2f} µs a character")


if __name__ == "__main__":
    main()
