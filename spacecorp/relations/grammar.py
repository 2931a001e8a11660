"""The grammar of relations: rules are data, matched against sentences in which names are slots.

A sentence is written as a line of items: every reference to a thing becomes a slot of its type
(`«O3»` organisation or state, `«G3»` programme, `«P3»` person, where 3 is the reference), every
share becomes `«%1»`, every other word its small letters, with `^` before a capitalised one;
articles, quotation marks and a few adverbs are left out, and so is a bracket that only repeats
the thing before it. A rule's pattern is a small language over such items (see `compile_pattern`),
turned into a regular expression whose repetitions are all bounded, so that matching is linear.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..recognition.descriptions import BODY, COMPANY, Reference
from ..recognition.entities import Group
from ..recognition.kinds import NATIONS
from ..recognition.tokens import Tokens
from .numbers import Share
from .vocabulary import classes

LONGEST = 120  # items of a sentence that are looked at
DROPPED = frozenset(
    """the a an also now currently already recently then still today just again however meanwhile
    too likewise itself reportedly officially successfully formally finally soon yet once thus
    therefore instead initially subsequently thereby respectively " “ ” ‘ « » „ * ' ’""".split()
)
LETTER = {"organisation": "O", "country": "C", "programme": "G", "person": "P"}
# Words in the name of an organisation that is commonly part of another one.
PART_WORDS = frozenset(
    """institute institut instituto laboratory laboratories lab center centre department division faculty
    school directorate office branch command unit bureau section wing college observatory institution
    centro zentrum establishment corps squadron brigade programme-office""".split()
)
# What a slot of a rule may hold: organisations O (parts of others by name U), states C, persons P, programmes G, shares %.
SLOTS = {
    "owner": "OUCP", "owners": "OUCP", "holders": "OUCP", "parent": "OU", "parents": "OU",
    "person": "P", "owned": "OU", "owneds": "OU", "part": "U", "a": "OUC", "b": "OUC", "c": "OUC",
    "parties": "OUC", "as": "OUC", "bs": "OUC", "org": "OUC", "orgs": "OUC", "prog": "G",
    "progs": "G", "share": "%", "shares": "%", "former": "%", "any": "OUCGP", "topic": "",
}  # fmt: skip
TOPIC = -1  # the reference that `{topic}` stands for: what the sentences before are about


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the data file gives it.

    `needs` are sets of words of each of which a line must hold one to be worth trying;
    `relation` is ownership, partnership or participation; `kind`, `status`, `role` are what
    the facts get; `share` says how much an owner has where the sentence gives no figure: "whole"
    or "equal" parts; `named` that pronouns fill none of its slots.
    """

    name: str
    relation: str
    pattern: str
    kind: str
    status: str
    role: str
    share: str
    named: bool
    expression: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    examples: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """What a slot holds: the number of the reference and the share given with it, if any."""

    reference: int
    share: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched: what its slots hold, and the words it spans."""

    rule: Rule
    slots: dict[str, tuple[Filler, ...]]
    begin: int
    end: int


# Words before a name that only describe it ("~french ~operator «O1»").
_DESCRIBED = r"(?:~\S+ ){0,8}+"
# "(67%)", "of Norway", "of Bremen" behind a thing do not part it from its predicate.
_ASIDE = r"(?:\( «%\d+» (?:[^\s«)]+ ){0,3}\) )?(?:of (?:\^\S+|«C\d+») )?"
# What joins a holder and its share, either way round.
_HAS = (
    r"(?:, which |, who |, |: |\( |with |at |has |have |had |holds? |held |owns? |owned |keeps? |retains? |took |takes |gets? "
    r"|got |receives? |received |came in for |comes in for |is |are |on |would |will |to |emerged with "
    r"|controls? |down for |content with |owning |holding |having |being |each |sits? on |stays at ){0,4}"
    r"(?:(?!(?:and|or|of|by|but|who|which|that|from) )[^«\s,;:()]\S* ){0,3}?"
)
_BY = (
    r"(?:[^«\s,;:()]\S* ){0,3}?(?:by |for |to |with |is of |are of |was of |in hands of |in those of |property of |is "
    r"|from |at ){1,2}"
)
_OF = r"(?:(?:of|in|from) (?:(?:[~^]\S+ ){1,3}|«C\d+» ))?"
_ASIDE = r"(?:\( «%\d+» (?:[^\s«)]+ ){0,3}\) )?" + _OF  # does not part a name from its predicate


# "A , a platform of B , and C", "A ( the arm of B ) and C": B is no member of the list.
_IN_LIST = (
    r"(?:[,–-] (?:[^\s,;:()«]+ ){0,4}(?:of|in|at|behind|from) (?:[^\s,;:()«]+ ){0,3}(?:«[OUCP]\d+» )?(?:[–-] |(?=[,;] ))"
    r"|\( (?:[^\s()«]+ ){1,6}(?:«[OUCP]\d+» )?\) )"
)


def _slot(name: str) -> str:
    letters = SLOTS[name]
    if not letters:
        return rf"(?P<{name}>)"
    if letters == "%":
        more = r"(?:(?:and |, |, and |- |to |/ |: )?«%\d+» ){1,7}" if name.endswith("s") else ""
        return rf"(?P<{name}>«%\d+» {more})"
    one = rf"{_DESCRIBED}«[{letters}]\d+» "
    if name == "holders":
        joint = r"(?:, |; |\) |/ |\| |- ){0,2}(?:and |while |whereas |as well as |plus |but |followed by |& )?(?:of |by )?"
        aside = _OF + r"(?:, (?:[^\s,;«]+ ){1,8}?(?=, )|\( (?:[^\s()«]+ ){1,5}?\) )?"
        several = rf"{one}{_OF}(?:(?:, and |, |and |& ){one}{_OF}){{1,5}}{_HAS}«%\d+» (?:, )?(?:each|apiece) "
        each = rf"{one}{_OF}(?:(?:, and |, |and |& ){one}{_OF}){{1,5}}(?:, )?(?:each |both ){_HAS}«%\d+» "
        item = rf"(?>{several}|{each}|{one}{aside}{_HAS}«%\d+» |(?:to |at )?«%\d+» (?:{_BY})?{one}(?:'s )?{_OF})"
        item += r"(?:of (?:shares|capital|stock|votes|equity|voting) )?(?:,? ?(?:each|apiece) )?(?:\) )?"
        return rf"(?P<{name}>(?>{item})(?:{joint}(?>{item})){{0,11}})"
    if not name.endswith("s"):
        return rf"(?P<{name}>{one}){_ASIDE}"
    joint = r"(?:, |; )?(?:and |as well as |plus |with |& )?"
    share = r"(?:(?:with )?(?:\( «%\d+» (?:[^\s«)]+ ){0,3}\) |«%\d+» ))?"
    before = r"(?:(?<!» )«%\d+» (?:by |of |for )?)?"  # not what the one before has: one reading only
    item = rf"{before}{one}{share}{_OF}"
    return rf"(?P<{name}>{item}(?:(?>{_IN_LIST}?{joint}){item}){{0,11}})"


def compile_pattern(
    pattern: str, words: dict[str, str], possessors: bool = True
) -> re.Pattern[str]:
    """The regular expression of a rule's pattern.

    The language: a word stands for itself, `word*` for any ending; `(a b|c)` is a choice and
    `(…)?` may be missing; `$NAME` is a list of words of the data file; `{slot}` a reference or a
    share, with the words that describe it, in the plural (`{owners}`) a list of them, each with
    its share, if any; `{holders}` a list of owners each of which has its share ("A holds 60% and B
    40%", "30% by C"), `{topic}` what the sentences before are about; `_` is any
    one word, `..` up to three and `...` up to eight words that are no references, `__` up to
    three and `___` up to six words without marks between; `^` is the beginning, `ANY` up to 25 items of any kind, `SHARE` any share, `POSS` a possessor that may be missing; `~` is an
    aside between commas or brackets of up to twelve items, or nothing; `!(…)` says that what
    follows is none of the choices. Without `possessors` no slot takes a
    thing with "'s" behind it unless the pattern has that. Raises KeyError for an
    unknown slot or list, re.error for unbalanced brackets.
    """
    out: list[str] = []
    tokens = _TOKEN.findall(pattern)
    for at, token in enumerate(tokens):
        if token == "(":
            out.append("(?:")
        elif token == "!(":
            out.append("(?!")
        elif token in (")", ")?", "|"):
            out.append(token)
        elif token.startswith("{"):
            name = token.rstrip("?").strip("{}")
            slot = _slot(name)
            if not (possessors or SLOTS[name] in ("", "%") or name == "holders" or "'s" in tokens[at + 1 : at + 3]):
                slot += "(?!'s )"
            out.append(f"(?:{slot})?" if token.endswith("?") else slot)
        elif token in _GAPS:
            out.append(_GAPS[token])
        else:
            out.append(_word(token, words))
    return re.compile("(?:^|(?<= ))" + "".join(out))


_TOKEN = re.compile(r"\)\?|!\(|[()|]|[^\s()|]+")
_GAPS = {
    "_": r"[^«\s]\S* ",
    "__": r"(?:[^«\s,;:()|.][^\s«]* ){0,3}?",
    "___": r"(?:[^«\s,;:()|.][^\s«]* ){0,6}?",
    "^": r"\A",
    "SHARE": r"«%\d+» ",
    "ANY": r"(?:\S+ ){0,25}?",
    "POSS": r"(?:«[OUCP]\d+» 's )?",
    "..": r"(?:[^«\s;]\S* ){0,3}?",
    "...": r"(?:[^«\s;]\S* ){0,8}?",
    "~": r"(?:, (?:[^\s,;]+ ){1,12}?, |\( (?:[^\s()]+ ){1,12}?\) )?",
    "LP": r"\( ",
    "RP": r"\) ",
}


def _needs(pattern: str, words: dict[str, str]) -> tuple[frozenset[str], ...]:
    """What a line must hold for a pattern to match: one word of each of these sets.

    Only words outside brackets and in plain choices count; they are given as `_plain` leaves them.
    """
    out: list[frozenset[str]] = []
    depth, choice, simple = 0, [], False
    tokens = _TOKEN.findall(pattern)
    for before, token in zip(["", *tokens], tokens, strict=False):
        if token in ("(", "!("):
            depth += 1
            choice, simple = [], depth == 1 and token == "("
        elif token in (")", ")?"):
            if token == ")" and depth == 1 and simple and choice:
                out.append(frozenset(choice))
            simple = simple and depth > 1
            depth -= 1
        elif token == "|":
            continue
        elif token in _GAPS or token.startswith("{") or token.endswith("?"):
            simple = simple and before not in ("(", "|")
        elif depth == 0 or before in ("(", "|"):
            listed = words[token[1:]].split() if token.startswith("$") else [token]
            first = [word.split("_")[0].lstrip("^~") for word in listed]
            if any(word.endswith("*") or not word for word in first):
                simple = False
            elif depth:
                choice += first
            else:
                out.append(frozenset(first))
    return tuple(out)


def _word(token: str, words: dict[str, str]) -> str:
    """A word or a `$LIST` of words, followed by a space; with `?` behind it, may be missing."""
    optional = token.endswith("?") and len(token) > 1
    token = token[:-1] if optional else token
    listed = words[token[1:]].split() if token.startswith("$") else [token]
    body = "(?:" + "|".join(_literal(word) for word in listed) + ") "
    return f"(?:{body})?" if optional else body


def _literal(literal: str) -> str:
    """One word, or several with `_` between them; any of them may be marked."""
    out = []
    for word in literal.split("_"):
        stem = re.escape(word.rstrip("*")) + (r"[^\s«]*" if word.endswith("*") else "")
        out.append((r"[~^]{0,2}" if word[:1].isalpha() else "") + stem)
    return " ".join(out)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules of the data files, in their order."""
    out = []
    for name in ("ownership", "partnership", "participation"):
        path = files(__package__) / "rules" / f"{name}.toml"
        if not path.is_file():
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in data.get("rule", []):
            patterns = row["pattern"] if isinstance(row["pattern"], list) else [row["pattern"]]
            out += [
                Rule(
                    row["name"],
                    name,
                    pattern,
                    row.get("kind", ""),
                    row.get("status", ""),
                    row.get("role", ""),
                    row.get("share", ""),
                    row.get("named", False),
                    compile_pattern(pattern, data.get("words", {}), name != "ownership"),
                    _needs(pattern, data.get("words", {})),
                    tuple(row.get("examples", ())),
                )
                for pattern in patterns
            ]
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a line of items, and where each item of it begins: offset and word."""

    text: str
    offsets: list[int]
    words: list[int]


_PERSONS = frozenset(
    """founder founders chairman billionaire entrepreneur ceo tycoon brother brothers magnate financier
    president businessman engineer minister director""".split()
)
# Nouns that, before a name, only say what it is ("the French operator Eutelsat").
_HEADS = (COMPANY | BODY | _PERSONS) - {
    "unit", "subsidiary", "division", "parent", "bidder", "investor", "venture",
} | frozenset(
    """group up startup bank airline utility conglomerate insurer telco telecom telecoms shipper
    association foundation society school academy accelerator incubator manager tycoon trader marketplace brand spinoff
    spinout upstart unicorn rival chain builder shipyard insurer bureau works""".split()
)  # fmt: skip
# Trigger words of these classes end the run of such words leftwards.
_VERBAL = frozenset(
    """sign agree award order jv joint consort alliance partner own hold stake acquire merge sell
    subsid parent part found for by to from with between of in on and neg end plan past compet said""".split()
)
# Before these the name of a state is an adjective.
_NATIONAL = (COMPANY | frozenset("arm branch affiliate offshoot entity daughter joint".split())) - {"house"}
_BASED = frozenset("based listed headquartered owned led backed born run quoted".split())
_ARTICLES = frozenset(["the", "a", "an"])
_RESTRICTS = frozenset("of that which in where whose whom behind".split())
_COPULAS = frozenset(
    "is was are were be been became becomes become remains remain as being called form formed".split()
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
                if places[at] - places[at - 1] > 1 and words[places[at] - 1].lower() in _ARTICLES:
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
    references: Sequence[Reference], number: int, owner: Sequence[int], tokens: Tokens, items: list[str]
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
    after = tokens.words[end].lower() if same else ""
    if items and items[-1] in _COPULAS:
        return True
    if len(items) > 1 and items[-1] in (",", "(", "-", "–", "—") and items[-2][0] == "«":
        return True
    return after == "of" and reference.head not in BODY


_CAPITAL = frozenset("shares stock capital equity votes share".split())
_HOLDING = frozenset("contribution stake holding interest share shareholding participation position majority control".split())


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


def line(
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
                reference.end < end and owner[reference.end] >= 0 or items and items[-1] in _COPULAS
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
            if reference.how == "pronoun" and reference.head in ("its", "their"):
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
        word = tokens.words[i]
        lower = word.lower()
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


_FILLER = re.compile(
    r"(?:«%(\d+)» (?:by |of |for )?)?«[OUCGP](\d+)» (?:with )?(?:\( «%(\d+)»|«%(\d+)»(?! (?:by |of |for )?«[OUC]))?"
)
_LIST_ASIDE = re.compile(_IN_LIST)
_ITEM = re.compile(r"«([OUCP%])(\d+)»")
_SHARE = re.compile(r"«%(\d+)»")


def _holders(value: str) -> Iterator[Filler]:
    """The holders of a list, each with the share that follows it or, if none, that precedes it."""
    waiting: list[int] = []
    share: int | None = None
    for item in _ITEM.finditer(value):
        number = int(item[2])
        if item[1] != "%":
            if share is None:
                waiting.append(number)
            else:
                yield Filler(number, share)
                share = None
        elif waiting:
            for reference in waiting:
                yield Filler(reference, number)
            waiting = []
        else:
            share = number


def _fillers(slot: str, value: str) -> tuple[Filler, ...]:
    if slot == "topic":
        return (Filler(TOPIC, None),)
    if SLOTS[slot] == "%":
        return tuple(Filler(-1, int(m[1])) for m in _SHARE.finditer(value))
    if slot == "holders":
        return tuple(_holders(value))
    return tuple(
        Filler(int(m[2]), int(share) if (share := m[1] or m[3] or m[4]) else None)
        for m in _FILLER.finditer(_LIST_ASIDE.sub("", value))
    )


# Words that take back what a sentence says of ownership; "no longer" only says that it is past.
_DENIED = re.compile(
    r"(?<!\S)\^?(?:not|no(?! longer)|never|neither|nor|nobody|none|deny|denies|denied|denying|t(?= )|cannot|rumou?r\S*"
    r"|without|unlike|rival|competitor|contrary|false|wrong|nonsense|ruled out|refused|rejected|mistaken)(?!\S)"
)


# Words that make of a purchase a wish or a guess.
_GUESSED = re.compile(
    r"(?<!\S)\^?(?:would|might|could|wants?|wished|wishes|option|right to|if|tries|tried|attempt\S*|failed|talks"
    r"|interested|considering|approach\S*|said to|offered to|hoped|hopes|abandoned|bidding)(?!\S)"
)


def _clause(text: str, start: int) -> int:
    """Where to begin to look for a denial of what stands from `start`: a few words before."""
    near = max(start - 24, 0)
    return max(near, *(text.rfind(mark, near, start) for mark in ";:,"))


def matches(sentence: Line) -> list[Hit]:
    """All matches of all rules in a sentence, in order of rules and places.

    After a match a rule goes on at the last slot of it, so that what closes one fact may open
    the next ("A, a unit of B, a subsidiary of C").
    """
    out = []
    text = sentence.text
    if "«" not in text:
        return out
    held = {item.lstrip("~^") for item in text.split()}
    for rule in rules():
        if any(held.isdisjoint(words) for words in rule.needs):
            continue
        at = 0
        while at < len(text) and (found := rule.expression.search(text, at)):
            slots: dict[str, tuple[Filler, ...]] = {}
            at = found.start() + 1
            for slot, value in found.groupdict().items():
                if value is not None:
                    slots[slot] = _fillers(slot, value)
                    at = max(at, found.start(slot))
            if rule.relation == "ownership":
                span = (text, _clause(text, found.start()), found.end())
                if _DENIED.search(*span) or rule.kind == "acquisition" and _GUESSED.search(*span):
                    continue
            first = _item(sentence, found.start())
            last = _item(sentence, max(found.end() - 2, found.start()))
            out.append(Hit(rule, slots, sentence.words[first], sentence.words[last] + 1))
    return out


def _item(sentence: Line, offset: int) -> int:
    return max(bisect_right(sentence.offsets, offset) - 1, 0)
