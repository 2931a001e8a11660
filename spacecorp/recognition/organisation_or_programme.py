"""A second look at tagged names: is it an organisation or a programme?

The tagger decides word by word within a few words' reach, and "GeoCarb, a carbon monitor" or "the
Orbital Test Bed (OTB) spacecraft" are told by words further off, or at another place of the
document. A linear scorer weighs what all places of a name say together. Trained by
`benchmarks/train.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..relations.linear import Floats, Linear
from ..resolution.names import fold
from .entities import known_ids, known_programmes
from .features import shape
from .kinds import ORGANISATION_WORDS, PROGRAMME_WORDS
from .tokens import Tokens

Span = tuple[int, int, str]
SURE = 4.0  # how far the tagger leans to one side where it is hardly ever wrong
PLACES = 6  # places of a name that are looked at
REACH = 8  # words behind a name in which the noun of its apposition is sought
AROUND = 5  # words to both sides that are seen whatever their order
EDGE = "|"  # stands for what is beyond the sentence
# What firms and people are called, beside the words that kinds are told by.
FIRMS = """company firm startup maker builder manufacturer operator provider contractor subsidiary
    unit division arm group corporation consortium venture affiliate supplier specialist developer
    integrator""".split()
PEOPLE = """engineer director chief minister president chairman spokesman spokeswoman executive
    officer founder head manager analyst professor""".split()
# Words that end an apposition's first noun phrase.
ENDS = frozenset("which that who of for by from in to on with whose and , ; . ( ) :".split())
# Words and signs between a noun and the name behind it ("a carbon monitor called GeoCarb").
LEADS = frozenset('" “ , ( the a its or called named dubbed known'.split())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name whose type is in doubt: the numbers of its places among the found, its features."""

    places: tuple[int, ...]
    features: list[str]


@lru_cache(maxsize=1)
def _telling() -> dict[str, str]:
    """What each noun, and its plural, calls a thing: a kind of programme, organisation, person."""
    out: dict[str, str] = {}
    for mark, table in (
        ("P", PROGRAMME_WORDS),
        ("O", ORGANISATION_WORDS),
        ("O", {"firm": " ".join(FIRMS)}),
        ("H", {"human": " ".join(PEOPLE)}),
    ):
        for kind, words in table.items():
            for word in words.split():
                out.setdefault(word, mark + kind)
                out.setdefault(word + "s", mark + kind)
    return out


def doubts(tokens: Tokens, found: Sequence[Span], leaning: Floats) -> Iterator[Doubt]:
    """The names that may be either, each with what its places say.

    `found` are stretches of words with their types, `leaning` says of each word how much the
    tagger prefers an organisation there over a programme (log-odds).
    """
    lower = tokens.lower
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (begin, end, _) in enumerate(found):
        places[tuple(lower[begin:end])].append(number)
    summed = [0.0, *leaning.cumsum(dtype=float).tolist()]
    top: list[str] = [""] * len(found)
    unsure = []
    for numbers in places.values():
        votes = Counter(found[n][2] for n in numbers)
        best = max(sorted(votes), key=lambda kind: votes[kind])
        for n in numbers:
            top[n] = best
        if best == "PER" or min(votes["ORG"], votes["PROG"]) > 1:
            continue  # a firm and its satellite of one name stay two things
        lean = sum((summed[e] - summed[b]) / (e - b) for b, e, _ in (found[n] for n in numbers))
        if abs(lean := lean / len(numbers)) < SURE:
            unsure.append((numbers, votes, lean))
    seen = _Surroundings(tokens, lower, found, top)
    for numbers, votes, lean in unsure:
        features = {
            f"lean={int(2 * lean // 1)}",
            f"uses={min(len(numbers), 5)}",
            *(f"tag={kind}:{4 * count // len(numbers)}" for kind, count in votes.items()),
            *seen.name(numbers[0]),
        }
        for n in numbers[:PLACES]:
            features |= seen.place(n)
        yield Doubt(tuple(numbers), sorted(features))


class _Surroundings:
    """Features of names and of their places in one document."""

    def __init__(
        self, tokens: Tokens, lower: list[str], found: Sequence[Span], top: list[str]
    ) -> None:
        self.tokens, self.lower, self.found, self.top = tokens, lower, found, top
        self.telling = _telling()

    def name(self, number: int) -> Iterator[str]:
        """What a name itself says: its words, their shapes and affixes, who is known by it."""
        begin, end, _ = self.found[number]
        words, lower = self.tokens.words[begin:end], self.lower[begin:end]
        yield from ("w=" + word for word in lower)
        yield from ("first=" + lower[0], "last=" + lower[-1], f"words={min(len(lower), 5)}")
        yield from ("shape=" + shape(words[0]), "shape<" + shape(words[-1]))
        for size in (2, 3, 4):
            yield "starts=" + lower[0][:size]
            yield "ends=" + lower[-1][-size:]
        folded = fold(" ".join(words))
        yield f"known={min(len(known_ids(folded)), 2)}{folded in known_programmes()}"

    def place(self, number: int) -> set[str]:
        """What the words around one place say, near ones and the nouns that call it something."""
        begin, end, _ = self.found[number]
        lower, telling = self.lower, self.telling
        sentence = self.tokens.sentence[begin]
        low, high = self.tokens.bounds[sentence], self.tokens.bounds[sentence + 1]
        behind = [*lower[end : min(end + REACH + 12, high)], EDGE, EDGE, EDGE]
        before = [*reversed(lower[max(begin - REACH, low) : begin]), EDGE, EDGE, EDGE]
        out = {
            "-1=" + before[0],
            "-2=" + before[1],
            "+1=" + behind[0],
            "+2=" + behind[1],
            f"-21={before[1]} {before[0]}",
            f"+12={behind[0]} {behind[1]}",
            f"-+={before[0]} {behind[0]}",
            *("<" + word for word in before[:AROUND]),
            *(">" + word for word in behind[:AROUND]),
        }
        # The word that follows, whatever stands in brackets or quotes between.
        at = 0
        if behind[0] in ('"', "”"):
            at = 1
        if behind[at] == "(" and ")" in behind[at : at + REACH]:
            at = behind.index(")", at) + 1
        elif behind[at] == ")":
            at += 1
        head = behind[at]
        out.add("head=" + head)
        if head in telling:
            out.add("calls=" + telling[head])
        elif behind[at + 1] in telling and head.isalpha():
            out.add("calls+1=" + telling[behind[at + 1]])
        if head in (",", "is", "was", "are", "were", "–", "—", "-", ":", "("):
            article = behind[at + 1]
            for step in range(at + 1, min(at + 1 + REACH, len(behind))):
                word = behind[step]
                if word in telling:
                    out |= {"is=" + telling[word], f"is={telling[word]} {article}"}
                    break
                if word == EDGE or (word in ENDS and step > at + 1):
                    break
            for step in range(at + 2, min(at + 1 + REACH, len(behind))):
                if behind[step] in ENDS or behind[step] == EDGE:
                    out.add("noun=" + behind[step - 1])
                    break
        at = 0
        while at < REACH and before[at] in LEADS:
            out.add("lead=" + before[at])
            at += 1
        out.add("after=" + before[at])
        if before[at] in telling:
            out.add("called=" + telling[before[at]])
        elif before[at] not in ENDS and before[at] != EDGE and before[at + 1] in telling:
            out.add("called+1=" + telling[before[at + 1]])
        return out | self._neighbours(number, sentence)

    def _neighbours(self, number: int, sentence: int) -> set[str]:
        """The types of the names right before and behind, and what stands between."""
        begin, end, _ = self.found[number]
        out = set()
        if number + 1 < len(self.found):
            other = self.found[number + 1][0]
            if end <= other <= end + 2 and self.tokens.sentence[other] == sentence:
                between = " ".join(self.lower[end:other])
                out.add(f"then={between} {self.top[number + 1]}")
        if number:
            other = self.found[number - 1][1]
            if other <= begin <= other + 2 and self.tokens.sentence[other - 1] == sentence:
                between = " ".join(self.lower[other:begin])
                out.add(f"since={self.top[number - 1]} {between}")
        return out


def retyped(tokens: Tokens, found: Sequence[Span], leaning: Floats, scorer: Linear) -> list[Span]:
    """`found` with the names in doubt of the type that all their places together tell.

    `scorer` gives the log-odds that a name is a programme.
    """
    unsure = list(doubts(tokens, found, leaning))
    if not unsure:
        return list(found)
    out = list(found)
    scores = scorer.scores([one.features for one in unsure])[:, 0].tolist()
    for one, score in zip(unsure, scores, strict=True):
        for number in one.places:
            begin, end, kind = found[number]
            if kind != "PER":
                out[number] = (begin, end, "PROG" if score > 0 else "ORG")
    return out
