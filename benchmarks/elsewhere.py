"""Texts from outside our field that the tagger learns from as well: CORE and wikigold (CC-BY 4.0).

They are read from ../shared/data and not part of the project. CORE (Borchert and others) marks two
names in each passage of a company article and the one relation that holds between them, wikigold
(Balasuriya and others) all names of its articles. Without them training goes on with our own
documents alone, and gives other weights.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from corpus import FOLDS, Annotated

from spacecorp.model import Block, Document
from spacecorp.recognition.tokens import Tokens, tokenize

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
CORE = DATA / "core-train.jsonl"
WIKIGOLD = DATA / "wikigold.conll.txt"
AT_ONCE = 20  # sentences of wikigold that are read as one document

# Who owns whom where this relation is told (true where the head owns the tail), and our kind.
OWNING = {
    "shareholder_of": (True, "shareholding"),
    "subsidiary_of": (False, "subsidiary"),
    "acquired_by": (False, "acquisition"),
}
# Relations between two organisations, and the one of which only the tail is one.
BETWEEN = frozenset(
    """shareholder_of subsidiary_of acquired_by collaboration merged_with competitor_of
    client_of""".split()
)
PRODUCT = "product_or_service_of"
# Words with which a description or pronoun begins, which names nothing.
OPENERS = frozenset(
    """the a an it its they their them this that these those he she his her we our you your both
    each other another company""".split()
)
# Words with which a sentence may begin without being part of a name.
FIRST = OPENERS | frozenset(
    """in on at as by for from to of with after before since during when while although though
    however also and but or if until under between through following founded based headquartered
    some many most all several one two three there then later today now currently initially
    originally previously formerly according other first its is was has had""".split()
)
CALENDAR = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
# What may stand within one name.
JOINING = frozenset("of and & de la du des van von for in the y - / . : + ' ’ ! 's ’s".split())


@dataclass(frozen=True, eq=False)
class Passage:
    """A text of CORE with all rows that ask about it."""

    tokens: Tokens
    rows: tuple[dict, ...]


@dataclass(frozen=True, eq=False)
class Labelled:
    """Words with their labels; None where nobody has said what a word is."""

    tokens: Tokens
    labels: list[str | None]


def is_name(marked: str) -> bool:
    """Whether what a passage of CORE marks is a name rather than a description or pronoun."""
    words = re.findall(r"[^\W_]+", marked)
    rest = words[1:] if words and words[0].lower() in OPENERS else words
    return any(not word.islower() for word in rest)


def bare(marked: str) -> str:
    """A marked name without article, possessive, closing punctuation and bracketed short name."""
    name = re.sub(r"\s+\(.*$", "", marked.strip()) or marked
    name = re.sub(r"\s*['’]s?$", "", name.rstrip(" ,;:"))
    name = re.sub(r"(?<=\s)\.$", "", name).strip()
    return re.sub(r"^[Tt]he\s+(?=\S)", "", name)


def _document(text: str) -> Document:
    return Document("", "text", text, (Block("paragraph", 0, len(text)),))


@lru_cache(maxsize=1)
def core(path: Path = CORE) -> tuple[Passage, ...]:
    """The passages of CORE, one for each text, in order of the texts."""
    if not path.exists():
        print(f"{path.name} is not there: training without it gives other weights", file=sys.stderr)
        return ()
    rows: dict[str, list[dict]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["text"]].append(row)
    return tuple(
        Passage(tokenize(_document(text)), tuple(some)) for text, some in sorted(rows.items())
    )


def passage_fold(text: str) -> int:
    """The fold of a passage: by its text, so that no text is in two."""
    return crc32(text.encode()) % FOLDS


def _stretches(tokens: Tokens, names: Iterable[str]) -> dict[tuple[int, int], str]:
    """Where names stand, as stretches of words that do not overlap; the longest first."""
    out: dict[tuple[int, int], str] = {}
    taken: set[int] = set()
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", tokens.text):
            inside = range(tokens.at(match.start()), tokens.at(match.end() - 1) + 1)
            if not taken.intersection(inside):
                taken.update(inside)
                out[inside.start, inside.stop] = name
    return out


def labelled(passage: Passage, given_names: frozenset[str]) -> Labelled:
    """The words of a passage as far as CORE says what they are.

    The marked names of organisations are names, products are none, words in small letters stand
    outside; other capitalised words are left open, and so are marked names that begin like a
    person's.
    """
    tokens = passage.tokens
    words = tokens.words
    capital = [word[0].isupper() or word[0].isdigit() for word in words]
    labels: list[str | None] = ["O"] * len(words)
    for i, word in enumerate(words):
        first = i == 0 or tokens.sentence[i] != tokens.sentence[i - 1]
        lower = word.lower()
        if word[0].isupper():
            if lower in CALENDAR or (lower in FIRST and (first or lower in ("the", "it", "its"))):
                continue
            labels[i] = None
        elif word[0].isdigit():
            before = words[i - 1] if not first else ""
            after = words[i + 1] if i + 1 < len(words) else ""
            if before.lower() not in FIRST | CALENDAR and (
                before[:1].isupper() or after[:1].isupper()
            ):
                labels[i] = None
        elif word in JOINING and 0 < i < len(words) - 1 and capital[i - 1] and capital[i + 1]:
            labels[i] = None
    kinds: dict[str, str | None] = {}
    for row in passage.rows:
        relation = row["relation"]
        for marked, is_tail in ((row["head"], False), (row["tail"], True)):
            name = bare(marked)
            if not is_name(marked):
                continue
            if relation in BETWEEN or (relation == PRODUCT and is_tail):
                person = 2 <= len(name.split()) <= 3 and name.split()[0] in given_names
                kinds[name] = None if person else "ORG"
            elif relation == PRODUCT:
                kinds.setdefault(name, "O")
    for (begin, end), name in _stretches(tokens, kinds).items():
        if kinds[name] == "ORG":
            labels[begin:end] = ["B-ORG"] + ["I-ORG"] * (end - begin - 1)
        else:
            labels[begin:end] = [kinds[name]] * (end - begin)
    return Labelled(tokens, labels)


@lru_cache(maxsize=1)
def wikigold(path: Path = WIKIGOLD) -> tuple[Labelled, ...]:
    """The sentences of wikigold, whose organisations and persons are ours; all else is outside."""
    if not path.exists():
        print(f"{path.name} is not there: training without it gives other weights", file=sys.stderr)
        return ()
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, label = line.rpartition(" ")
        if not word or word == "-DOCSTART-":
            sentences.append([])
        else:
            sentences[-1].append((word, label))
    full = [sentence for sentence in sentences if sentence]
    return tuple(_labelled(full[i : i + AT_ONCE]) for i in range(0, len(full), AT_ONCE))


def _labelled(sentences: list[list[tuple[str, str]]]) -> Labelled:
    kinds: dict[int, str] = {}  # by character
    begins: set[int] = set()
    text, blocks = "", []
    for sentence in sentences:
        begin, last = len(text), "O"
        for word, label in sentence:
            kind = label[2:] if label[2:] in ("ORG", "PER") else "O"
            if kind != "O":
                if label != last:
                    begins.add(len(text))
                kinds |= dict.fromkeys(range(len(text), len(text) + len(word)), kind)
            last = label
            text += word + " "
        blocks.append(Block("paragraph", begin, len(text)))
        text += "\n"
    tokens = tokenize(Document("", "text", text, tuple(blocks)))
    labels: list[str | None] = []
    for start in tokens.starts:
        kind = kinds.get(start, "O")
        labels.append("O" if kind == "O" else ("B-" if start in begins else "I-") + kind)
    return Labelled(tokens, labels)


def given_names(documents: Iterable[Annotated]) -> frozenset[str]:
    """The first words of the persons that our own documents and wikigold name."""
    out = set()
    for annotated in documents:
        for entity in annotated.gold["entities"]:
            if entity["type"] == "person" and " " in entity["name"]:
                out.add(entity["name"].split()[0])
    for one in wikigold():
        for i, label in enumerate(one.labels[:-1]):
            if label == "B-PER" and one.labels[i + 1] == "I-PER":
                out.add(one.tokens.words[i])
    return frozenset(out)
