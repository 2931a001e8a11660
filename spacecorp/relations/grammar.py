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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..recognition.descriptions import Reference
from ..recognition.entities import Group
from ..recognition.tokens import Tokens
from .numbers import Share

LONGEST = 120  # items of a sentence that are looked at
DROPPED = frozenset(
    """the a an also now currently already recently then still today just again however meanwhile
    too likewise itself reportedly officially successfully formally finally soon yet once thus
    therefore instead initially subsequently thereby respectively " “ ” ‘ « » „ * ' ’""".split()
)
LETTER = {"organisation": "O", "country": "O", "programme": "G", "person": "P"}
# What a slot of a rule may hold.
SLOTS = {
    "owner": "OP", "owners": "OP", "owned": "O", "owneds": "O", "a": "O", "b": "O", "c": "O",
    "parties": "O", "as": "O", "bs": "O", "org": "O", "orgs": "O", "prog": "G", "progs": "G", "share": "%",
    "former": "%", "any": "OGP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the data file gives it.

    `relation` is ownership, partnership or participation; `kind`, `status`, `role` are what
    the facts get; `needs` are words one of which must stand in the sentence.
    """

    name: str
    relation: str
    pattern: str
    kind: str
    status: str
    role: str
    expression: re.Pattern[str]
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


def _reference(letters: str) -> str:
    return rf"«[{letters}]\d+»"


def _slot(name: str) -> str:
    letters = SLOTS[name]
    one = _reference(letters)
    if letters == "%":
        return rf"(?P<{name}>«%\d+») "
    # "(67%)", "of Norway", "of Bremen" behind a thing do not part it from its predicate.
    aside = r"(?: \( «%\d+»(?: [^\s«)]+){0,3} \))?(?: of (?:\^\S+|«O\d+»))?"
    if not name.endswith("s"):
        return rf"(?P<{name}>{one}){aside} "
    joint = r"(?: ,| ;)?(?: and| as well as| plus| with| &)?"
    share = r"(?: with)?(?: \( «%\d+»(?: [^\s«)]+){0,3} \)| «%\d+»)?"
    before = r"(?:«%\d+» (?:by |of |for )?)?"
    item = rf"{before}{one}{share}(?: of \^\S+)?"
    return rf"(?P<{name}>{item}(?:{joint} {item}){{0,11}}) "


def compile_pattern(pattern: str, words: dict[str, str]) -> re.Pattern[str]:
    """The regular expression of a rule's pattern.

    The language: a word stands for itself, `word*` for any ending; `(a b|c)` is a choice and
    `(…)?` may be missing; `$NAME` is a list of words of the data file; `{slot}` a reference or a
    share, in the plural (`{owners}`) a list of them, each with its share, if any; `_` is any
    one word, `..` up to three and `...` up to eight words that are no references; `~` is an
    aside between commas or brackets of up to twelve items, or nothing. Raises KeyError for an
    unknown slot or list, re.error for unbalanced brackets.
    """
    out: list[str] = []
    for token in _TOKEN.findall(pattern):
        if token == "(":
            out.append("(?:")
        elif token in (")", ")?", "|"):
            out.append(token)
        elif token.startswith("{"):
            name = token.rstrip("?").strip("{}")
            out.append(f"(?:{_slot(name)})?" if token.endswith("?") else _slot(name))
        elif token in _GAPS:
            out.append(_GAPS[token])
        else:
            out.append(_word(token, words))
    return re.compile("(?:^|(?<= ))" + "".join(out))


_TOKEN = re.compile(r"\)\?|[()|]|[^\s()|]+")
_GAPS = {
    "_": r"[^«\s]\S* ",
    "..": r"(?:[^«\s;]\S* ){0,3}?",
    "...": r"(?:[^«\s;]\S* ){0,8}?",
    "~": r"(?:, (?:[^\s,;]+ ){1,12}?, |\( (?:[^\s()]+ ){1,12}?\) )?",
    "LP": r"\( ",
    "RP": r"\) ",
}


def _word(token: str, words: dict[str, str]) -> str:
    """A word or a `$LIST` of words, followed by a space; with `?` behind it, may be missing."""
    optional = token.endswith("?") and len(token) > 1
    token = token[:-1] if optional else token
    listed = words[token[1:]].split() if token.startswith("$") else [token]
    body = "(?:" + "|".join(_literal(word) for word in listed) + ") "
    return f"(?:{body})?" if optional else body


def _literal(word: str) -> str:
    word = word.replace("_", " ")
    stem = re.escape(word.rstrip("*")) + (r"[^\s«]*" if word.endswith("*") else "")
    return (r"\^?" if word[:1].isalpha() else "") + stem


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
                    compile_pattern(pattern, data.get("words", {})),
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
    previous = -1
    i = begin
    while i < end and len(items) < LONGEST:
        number = owner[i]
        if number >= 0 and references[number].begin == i:
            reference = references[number]
            kind = LETTER[groups[reference.entities[0]].type]
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
            items.append(f"«{kind}{number}»")
            places.append(i)
            previous = number
            if reference.how == "pronoun" and reference.head in ("its", "their"):
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
    offsets: list[int] = []
    at = 0
    for item in items:
        offsets.append(at)
        at += len(item) + 1
    return Line(" ".join(items) + " " if items else "", offsets, places)


_FILLER = re.compile(r"(?:«%(\d+)» (?:by |of |for )?)?«[OGP](\d+)»(?: with)?(?: \( «%(\d+)»| «%(\d+)»(?! (?:by |of |for )?«O))?")


def matches(sentence: Line) -> list[Hit]:
    """All matches of all rules in a sentence, in order of rules and places."""
    out = []
    text = sentence.text
    if text.count("«") < 2:
        return out
    for rule in rules():
        for found in rule.expression.finditer(text):
            slots: dict[str, tuple[Filler, ...]] = {}
            for slot, value in found.groupdict().items():
                if value is None:
                    continue
                if SLOTS[slot] == "%":
                    slots[slot] = (Filler(-1, int(value[2:-1])),)
                else:
                    slots[slot] = tuple(
                        Filler(int(m[2]), int(m[1] or m[3] or m[4]) if m[1] or m[3] or m[4] else None)
                        for m in _FILLER.finditer(value)
                    )
            first = _item(sentence, found.start())
            last = _item(sentence, max(found.end() - 2, found.start()))
            out.append(Hit(rule, slots, sentence.words[first], sentence.words[last] + 1))
    return out


def _item(sentence: Line, offset: int) -> int:
    return max(bisect_right(sentence.offsets, offset) - 1, 0)
