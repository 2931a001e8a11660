"""The grammar of relations: rules are data, matched against sentences in which names are slots.

A rule's pattern is a small language over the items of a line (see `lines` and `compile_pattern`),
turned into a regular expression whose repetitions are all bounded, so that matching is linear.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import groupby

from .lines import Line
from .sieve import TOKEN, Sieve

# What a slot of a rule may hold: organisations O (by name part of another: U), states C, persons
# P, programmes G, shares %.
SLOTS = {
    "owner": "OUCP", "owners": "OUCP", "holders": "OUCP", "parent": "OU", "parents": "OU",
    "person": "P", "owned": "OU", "owneds": "OU", "part": "U", "a": "OUC", "b": "OUC", "c": "OUC",
    "parties": "OUC", "as": "OUC", "bs": "OUC", "org": "OUC", "orgs": "OUC", "prog": "G",
    "progs": "G", "share": "%", "shares": "%", "former": "%", "any": "OUCGP", "topic": "",
}  # fmt: skip
TOPIC = -1  # the reference that `{topic}` stands for: what the sentences before are about


@dataclass(frozen=True)
class Rule:
    """One rule as the data file gives it, with the lists of words that its pattern may name.

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
    examples: tuple[dict[str, object], ...]
    words: Mapping[str, str] = field(repr=False)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression of the pattern, made when it is first asked for: it is dear."""
        return compile_pattern(self.pattern, self.words, self.possessors)

    @property
    def possessors(self) -> bool:
        """Whether a slot may hold a thing with "'s" behind it though the pattern has none."""
        return self.relation != "ownership"


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
_OF = r"(?:(?:of|in|from) (?:(?:[~^]\S+ ){1,3}|«C\d+» ))?"
# "(67%)", "of Norway", "in Bremen" behind a thing do not part it from its predicate.
_ASIDE = r"(?:\( «%\d+» (?:[^\s«)]+ ){0,3}\) )?" + _OF
# What joins a holder and its share, either way round.
_HAS = (
    r"(?:, which |, who |, |: |\( |with |at |has |have |had |holds? |held |owns? |owned |keeps? "
    r"|retains? |took |takes |gets? |got |receives? |received |came in for |comes in for |is |are "
    r"|on |would |will |to |emerged with |controls? |down for |content with |owning |holding "
    r"|having |being |each |sits? on |stays at ){0,4}"
    r"(?:(?!(?:and|or|of|by|but|who|which|that|from|rose|fell|grew|lost|gained|won) )"
    r"[^«\s,;:()]\S* ){0,3}?"
)
_BY = (
    r"(?:[^«\s,;:()]\S* ){0,3}?(?:by |for |to |with |is of |are of |was of |in hands of "
    r"|in those of |property of |is |from |at ){1,2}"
)
# "A , a platform of B , and C", "A ( the arm of B ) and C": B is no member of the list.
_IN_LIST = (
    r"(?:[,–-] (?!(?:is|was|are|were|has|have|had|will|would|said|says|told) )"
    r"(?:[^\s,;:()«]+ ){0,4}(?:of|in|at|behind|from) (?:[^\s,;:()«]+ ){0,3}"
    r"(?:«[OUCP]\d+» )?(?:[–-] |(?=[,;] ))"
    r"|\( (?:[^\s()«]+ ){1,6}(?:«[OUCP]\d+» )?\) )"
)


def _holder_list(name: str, one: str) -> str:
    """A list of things that each have a share; each item is read in one way only (`(?>…)`)."""
    joint = (
        r"(?:, |; |\) |/ |\| |- ){0,2}"
        r"(?:and |while |whereas |as well as |plus |but |followed by |& )?(?:of |by )?"
    )
    aside = _OF + r"(?:, (?:[^\s,;«]+ ){1,8}?(?=, )|\( (?:[^\s()«]+ ){1,5}?\) )?"
    several = rf"{one}{_OF}(?:(?:, and |, |and |& ){one}{_OF}){{1,5}}"
    item = (
        rf"(?>{several}{_HAS}«%\d+» (?:, )?(?:each|apiece) "
        rf"|{several}(?:, )?(?:each |both ){_HAS}«%\d+» "
        rf"|{one}{aside}{_HAS}«%\d+» "
        rf"|(?:to |at )?«%\d+» (?:{_BY})?{one}(?:'s )?{_OF})"
        r"(?:of (?:shares|capital|stock|votes|equity|voting) )?(?:,? ?(?:each|apiece) )?(?:\) )?"
    )
    return rf"(?P<{name}>(?>{item})(?:{joint}(?>{item})){{0,11}})"


def _slot(name: str) -> str:
    letters = SLOTS[name]
    if not letters:
        return rf"(?P<{name}>)"
    if letters == "%":
        more = r"(?:(?:and |, |, and |- |to |/ |: )?«%\d+» ){1,7}" if name.endswith("s") else ""
        return rf"(?P<{name}>«%\d+» {more})"
    one = rf"{_DESCRIBED}«[{letters}]\d+» "
    if name == "holders":
        return _holder_list(name, one)
    if not name.endswith("s"):
        return rf"(?P<{name}>{one}){_ASIDE}"
    joint = r"(?:, |; )?(?:and |as well as |plus |with |& )?"
    share = r"(?:(?:with )?(?:\( «%\d+» (?:[^\s«)]+ ){0,3}\) |«%\d+» ))?"
    # A share right behind a thing is that thing's: one reading only.
    before = r"(?:(?<!» )«%\d+» (?:by |of |for )?)?"
    item = rf"{before}{one}{share}{_OF}"
    return rf"(?P<{name}>{item}(?:(?>{_IN_LIST}?{joint}){item}){{0,11}})"


def compile_pattern(
    pattern: str, words: Mapping[str, str], possessors: bool = True
) -> re.Pattern[str]:
    """The regular expression of a rule's pattern.

    The language: a word stands for itself, `word*` for any ending; `(a b|c)` is a choice,
    `(…)?` may be missing, `!(…)` says that none of the choices follows; `$NAME` is a list of words
    of the data file.

    `{slot}` is a reference, with the words that describe it, or a share; in the plural
    (`{owners}`) a list of them, each with its share, if any; `{holders}` a list of owners each of
    which has its share ("A holds 60% and B 40%", "30% by C"); `{topic}` is nothing, but holds what
    the sentences before are about. `POSS` is a possessor that may be missing, `SHARE` any share.

    `_` is any one word, `..` up to three and `...` up to eight words that are no references, `__`
    up to three and `___` up to six of them without marks between, `ANY` up to 25 items of any
    kind; `~` is an aside between commas or brackets of up to twelve items, or nothing; `^` is the
    beginning of the line.

    Without `possessors` no slot takes a thing with "'s" behind it unless the pattern has that.
    Raises KeyError for an unknown slot or list, re.error for unbalanced brackets.
    """
    out: list[str] = []
    tokens = TOKEN.findall(pattern)
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
            if not (
                possessors
                or SLOTS[name] in ("", "%")
                or name == "holders"
                or "'s" in tokens[at + 1 : at + 3]
            ):
                slot += "(?!'s )"
            out.append(f"(?:{slot})?" if token.endswith("?") else slot)
        elif token in _GAPS:
            out.append(_GAPS[token])
        else:
            out.append(_word(token, words))
    return re.compile("(?:^|(?<= ))" + "".join(out))


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


def _word(token: str, words: Mapping[str, str]) -> str:
    """A word or a `$LIST` of words, followed by a space; with `?` behind it, may be missing."""
    optional = token.endswith("?") and len(token) > 1
    token = token[:-1] if optional else token
    listed = words[token[1:]].split() if token.startswith("$") else [token]
    # What may mark a word is written once for all of them: that compiles in half the time.
    choices = []
    for marked, some in groupby(listed, key=lambda word: word[:1].isalpha()):
        either = "|".join(map(_literal, some))
        choices.append(f"{_MARK}(?:{either})" if marked else either)
    body = "(?:" + "|".join(choices) + ") "
    return f"(?:{body})?" if optional else body


_MARK = "[~^]{0,2}"


def _literal(literal: str) -> str:
    """One word, or several with `_` between them; those behind the first may be marked."""
    out: list[str] = []
    for word in literal.split("_"):
        stem = re.escape(word.rstrip("*")) + (r"[^\s«]*" if word.endswith("*") else "")
        out.append((_MARK if out and word[:1].isalpha() else "") + stem)
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
                    tuple(row.get("examples", ())),
                    data.get("words", {}),
                )
                for pattern in patterns
            ]
    return tuple(out)


_FILLER = re.compile(
    r"(?:«%(\d+)» (?:by |of |for )?)?«[OUCGP](\d+)» (?:with )?"
    r"(?:\( «%(\d+)»|«%(\d+)»(?! (?:by |of |for )?«[OUC]))?"
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


@lru_cache(maxsize=1 << 12)
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
    r"(?<!\S)\^?(?:not|no(?! longer)|never|neither|nor|nobody|none|deny|denies|denied|denying|t"
    r"|cannot|rumou?r\S*|without|unlike|rival|competitor|contrary|false|wrong|nonsense|ruled out"
    r"|refused|rejected|mistaken)(?!\S)"
)
# Words that make of a purchase a wish or a guess.
_GUESSED = re.compile(
    r"(?<!\S)\^?(?:would|might|could|wants?|wished|wishes|option|right to|if|tries|tried|attempt\S*"
    r"|failed|talks|interested|considering|approach\S*|said to|offered to|hoped|hopes|abandoned"
    r"|bidding)(?!\S)"
)


def _clause(text: str, start: int) -> int:
    """Where to begin to look for a denial of what stands from `start`: a few words before."""
    near = max(start - 24, 0)
    return max(near, *(text.rfind(mark, near, start) for mark in ";:,"))


@lru_cache(maxsize=1)
def _sieve() -> Sieve:
    return Sieve.of((rule.pattern, rule.words, SLOTS, rule.possessors) for rule in rules())


def possible(sentences: Sequence[Line]) -> list[list[int]]:
    """For each sentence the numbers of the rules that may match it; few of the others do not."""
    return _sieve().possible([s.text.split() if "«" in s.text else () for s in sentences])


def matches(sentence: Line, numbers: Sequence[int]) -> list[Hit]:
    """All matches of these rules in a sentence, in order of rules and places.

    After a match a rule goes on behind the first slot of it, so that what closes one fact may
    open the next ("A, a unit of B, a subsidiary of C").
    """
    out: list[Hit] = []
    text, every = sentence.text, rules()
    for rule in [every[number] for number in numbers]:
        at = 0
        while at < len(text) and (found := rule.expression.search(text, at)):
            slots: dict[str, tuple[Filler, ...]] = {}
            ends = []
            for slot, value in found.groupdict().items():
                if value is not None:
                    slots[slot] = _fillers(slot, value)
                    ends.append(found.end(slot))
            at = max(found.start() + 1, min(ends, default=0))
            if rule.relation == "ownership":
                span = (text, _clause(text, found.start()), found.end())
                guessed = rule.kind == "acquisition" and _GUESSED.search(*span)
                if guessed or _DENIED.search(*span):
                    continue
            first = _item(sentence, found.start())
            last = _item(sentence, max(found.end() - 2, found.start()))
            out.append(Hit(rule, slots, sentence.words[first], sentence.words[last] + 1))
    return out


def _item(sentence: Line, offset: int) -> int:
    return max(bisect_right(sentence.offsets, offset) - 1, 0)
