"""Writes a sentence as the line that the grammar of relations matches.

Every reference to a thing becomes a slot of its type («O3» organisation, «U3» one that is by its
name part of another, «C3» state, «G3» programme, «P3» person, where 3 is the reference), every
share becomes «%1», every other word its small letters, with `^` before a capitalised one and `~`
before one that only describes the name to come ("~french ~operator «O1»"); articles, quotation
marks and a few adverbs are left out, and so is a bracket that only repeats the thing before it.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from ..recognition.descriptions import BODY, COMPANY, Reference
from ..recognition.entities import Group
from ..recognition.kinds import NATIONS
from ..recognition.tokens import Tokens
from .numbers import Share, word_set
from .vocabulary import classes

LONGEST = 120  # items of a sentence that are looked at
DROPPED = word_set(
    """the a an also now currently already recently then still today just again however meanwhile
    too likewise itself reportedly officially successfully formally finally soon yet once thus
    therefore instead initially subsequently thereby respectively " “ ” ‘ « » „ * ' ’"""
)
LETTER = {"organisation": "O", "country": "C", "programme": "G", "person": "P"}
# Words in the name of an organisation that is commonly part of another one.
PART_WORDS = word_set(
    """institute institut instituto laboratory laboratories lab center centre department
    division faculty school directorate office branch command unit bureau section wing
    college observatory institution centro zentrum establishment corps squadron brigade
    programme-office"""
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a line of items, and where each item of it begins: offset and word."""

    text: str
    offsets: list[int]
    words: list[int]


_PERSONS = word_set(
    """founder founders chairman billionaire entrepreneur ceo tycoon brother brothers magnate
    financier president businessman engineer minister director"""
)
# Nouns that, before a name, only say what it is ("the French operator Eutelsat").
_HEADS = (COMPANY | BODY | _PERSONS) - {
    "unit", "subsidiary", "division", "parent", "bidder", "investor", "venture",
} | word_set(
    """group up startup bank airline utility conglomerate insurer telco telecom telecoms
    shipper association foundation society school academy accelerator incubator manager
    tycoon trader marketplace brand spinoff spinout upstart unicorn rival chain builder
    shipyard insurer bureau works"""
)  # fmt: skip
# Trigger words of these classes end the run of such words leftwards.
_VERBAL = word_set(
    """sign agree award order jv joint consort alliance partner own hold stake acquire merge
    sell subsid parent part found for by to from with between of in on and neg end plan
    past compet said"""
)
# Before these the name of a state is an adjective.
_NATIONAL = (COMPANY | word_set("arm branch affiliate offshoot entity daughter joint")) - {"house"}
_BASED = word_set(
    """equity private venture capital investment joint state based listed headquartered owned
    led backed born run quoted"""
)
_ARTICLES = frozenset(["the", "a", "an"])
_COPULAS = word_set(
    """is was are were be been became becomes become remains remain as being called form
    formed"""
)


def _mark(items: list[str], places: list[int], tokens: Tokens) -> None:
    """Mark the words at the end of `items` that only describe the name to come."""
    words = tokens.words
    at = len(items)

    def plain(k: int) -> bool:
        return k >= 0 and items[k][0] not in "«~,;:().|" and items[k] != "'s"

    if at and plain(at - 1):
        last = items[at - 1].lstrip("^")
        if last in _HEADS or words[places[at - 1]] in NATIONS:
            at -= 1
            while len(items) - at < 8 and plain(at - 1):
                if places[at] - places[at - 1] > 1 and tokens.lower[places[at] - 1] in _ARTICLES:
                    break
                word = items[at - 1].lstrip("^")
                if word != "-" and word not in _BASED and not _VERBAL.isdisjoint(classes(word)):
                    break
                at -= 1
        elif last in _BASED and at > 2 and items[at - 2] == "-":
            at -= 3
            while at and items[at - 1][0] == "^" and len(items) - at < 6:
                at -= 1
    # "Britain's", "San Diego's", "the U.S. firm"
    if at > 1 and items[at - 1] == "'s":
        first = at - 2
        if items[first].startswith("«C"):
            at = first
            items[first] = "state"
        elif items[first][0] == "^":
            while first and items[first - 1][0] == "^" and at - first < 4:
                first -= 1
            at = first
    for k in range(at, len(items)):
        if items[k][0] != "~":
            items[k] = "~" + items[k].lstrip("^")


def _descriptive(
    references: Sequence[Reference],
    number: int,
    owner: Sequence[int],
    tokens: Tokens,
    items: list[str],
) -> bool:
    """Whether a description says what a thing is and does not stand for one by itself.

    So before a name ("the operator SES"), behind one ("SES, the operator that …"), and where
    it is a predicate ("is the company which …").
    """
    reference = references[number]
    if reference.how != "description":
        return False
    end = reference.end
    same = end < len(tokens) and tokens.sentence[end] == tokens.sentence[reference.begin]
    if same and owner[end] >= 0 and references[owner[end]].how == "name":
        return True
    after = tokens.lower[end] if same else ""
    if items and items[-1] in _COPULAS:
        return True
    if len(items) > 1 and items[-1] in (",", "(", "-", "–", "—") and items[-2][0] == "«":
        return True
    return after == "of" and reference.head not in BODY


_CAPITAL = word_set("shares stock capital equity votes share")
_HOLDING = word_set(
    """contribution stake holding interest share shareholding participation position majority
    control"""
)


def _tidy(items: list[str], places: list[int], pronouns: Set[str]) -> None:
    """Leave out what hides a construction.

    "for its part", "half of A('s shares)", "A raised (its) stake in B".
    """
    for k in range(len(items) - 3, -1, -1):
        if items[k + 1][0] != "«" or items[k + 2] != "'s":
            continue
        following = items[k + 3] if k + 3 < len(items) else ""
        if items[k] in ("for", "in", "on") and following in ("part", "turn", "side"):
            cut = slice(k, k + 4)
        elif items[k] in ("of", "in") and following in _CAPITAL:
            cut = slice(k + 2, k + 4)
        elif items[k + 1] in pronouns and not _HOLDING.isdisjoint(items[k + 3 : k + 6]):
            cut = slice(k + 1, k + 3)
        else:
            continue
        del items[cut]
        del places[cut]


def lines(
    tokens: Tokens,
    groups: Sequence[Group],
    references: Sequence[Reference],
    shares: Sequence[Share],
) -> Iterator[Line]:
    """The sentences of a document as the grammar sees them."""
    owner = [-1] * len(tokens)
    for number, reference in enumerate(references):
        for i in range(reference.begin, reference.end):
            owner[i] = number
    numbered = {share.begin: (number, share) for number, share in enumerate(shares)}
    for begin, end in zip(tokens.bounds, tokens.bounds[1:], strict=False):
        yield _line(tokens, groups, references, owner, numbered, begin, end)


def _line(
    tokens: Tokens,
    groups: Sequence[Group],
    references: Sequence[Reference],
    owner: Sequence[int],
    shares: dict[int, tuple[int, Share]],
    begin: int,
    end: int,
) -> Line:
    """Words `begin` to `end` as the grammar sees them.

    `owner` gives for each word the number of its reference or -1, `shares` by their first word
    each share with its number.
    """
    items: list[str] = []
    places: list[int] = []
    pronouns: set[str] = set()
    previous = -1
    plain_until = begin
    i = begin
    while i < end and len(items) < LONGEST:
        number = owner[i]
        if number >= 0 and references[number].begin == i and i >= plain_until:
            reference = references[number]
            thing = groups[reference.entities[0]]
            kind = LETTER[thing.type]
            if kind == "O" and not PART_WORDS.isdisjoint(thing.name.lower().split()):
                kind = "U"
            if (
                len(items) >= 2
                and items[-1] == "("
                and previous >= 0
                and references[previous].entities == reference.entities
                and reference.end < end
                and tokens.words[reference.end] == ")"
            ):
                items.pop()
                places.pop()
                i = reference.end + 1
                continue
            emphatic = reference.head in ("itself", "themselves") and items and items[-1][0] in "«,"
            both = reference.head == "both" and (
                (reference.end < end and owner[reference.end] >= 0)
                or (bool(items) and items[-1] in _COPULAS)
            )
            if reference.how == "pronoun" and (emphatic or both):
                i = reference.end
                continue
            after = tokens.words[reference.end] if reference.end < end else ""
            if kind == "C" and reference.how == "name" and after in _NATIONAL:
                plain_until = reference.end  # "the Luxembourg subsidiary"
                continue
            if _descriptive(references, number, owner, tokens, items):
                plain_until = reference.end
                continue
            if reference.how == "name":
                _mark(items, places, tokens)
            items.append(f"«{kind}{number}»")
            places.append(i)
            previous = number
            if reference.how == "pronoun" and reference.head in ("its", "their", "our"):
                pronouns.add(items[-1])
                items.append("'s")
                places.append(i)
            i = reference.end
            continue
        if i in shares:
            number, share = shares[i]
            items.append(f"«%{number}»")
            places.append(i)
            i = share.end
            continue
        word, lower = tokens.words[i], tokens.lower[i]
        if lower in ("'s", "’s"):
            items.append("'s")
            places.append(i)
        elif lower not in DROPPED:
            items.append("^" + lower if word[0].isupper() and i > begin else lower)
            places.append(i)
        i += 1
    _tidy(items, places, pronouns)
    offsets: list[int] = []
    at = 0
    for item in items:
        offsets.append(at)
        at += len(item) + 1
    return Line(" ".join(items) + " " if items else "", offsets, places)
