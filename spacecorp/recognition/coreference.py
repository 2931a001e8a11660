"""Which forms of a document's names stand for one thing.

Forms that share a word, stand close together, can be an acronym of one another or are in one row
of a bundled table are candidates. A linear scorer weighs what the two names, their places and the
words between them say; then candidates are joined from the surest down, unless the forms that
would come together speak against it on the whole. Trained by `benchmarks/train.py`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sys import intern

from ..knowledge.countries import countries
from ..knowledge.organisations import by_id
from ..knowledge.programmes import programmes
from ..relations.linear import Linear
from ..resolution.acronyms import initials, initials_apart, looks_like_acronym
from ..resolution.folding import plain
from ..resolution.known import stands_for
from ..resolution.legal_forms import split_form
from ..resolution.names import acronym_of, fold, short_form, squash
from ..resolution.places import PLACES
from ..resolution.profiles import key_of
from ..resolution.tokens import canonical, singular
from ..resolution.typos import is_typo
from ..resolution.vocabulary import DIVISIONS, GENERIC, INSTITUTIONS, JOINERS, NUMBERS
from .defined import QUOTES
from .renaming import says, says_at_last, says_back
from .tokens import Tokens

MANY = 12  # forms that one is compared with for one word, so that long documents stay linear
PLACES_SEEN = 12  # occurrences of a form whose surroundings are looked at
GAP = 7  # words between two forms that are read for what they say
REACH = 20  # words between two forms of which a phrase says that they are one
JOIN = 0.0  # log-odds above which two forms are joined
# What log-odds lose: for two firms that differ in their legal form, ...
SISTERS = 40.0
# ... for a thing that is said to be the other's part, ...
PARTS = 2.0
# ... and where the bundled table has two things: no more, for a document may well
# say "Airbus" for Airbus Defence and Space, or tell of a renaming that the table does not have.
DOUBT = 1.5
APART = -1.5  # mean log-odds below which the candidates between two groups keep them apart

# Words that say of a name that it is another's old, new or other name.
RENAMING = frozenset(
    """aka alias became becoming called calling change changed changes changing dubbed formerly
    known later name named nickname nicknamed now once originally previously rebrand rebranded
    rebranding rename renamed renaming since then today trading until christened designated
    designation acronym abbreviated short nowadays""".split()
)
# Words that say that one of two names belongs to the other.
BELONGING = frozenset(
    """acquired affiliate arm bought branch company controlled division group holds holding
    joint majority minority owned owner owns parent part per percent shareholder shares sister
    stake subsidiaries subsidiary unit venture spun within under""".split()
)
# A bracket or comma behind a name, and perhaps an article: what follows is it in other words.
APPOSES = re.compile(r"^(?:[(]|,|–|-|:)[\s\"“‘']*(?:the|an?)?$")
# Words of trade that name a whole group of firms rather than one of its fields.
WHOLES = frozenset(
    """group company corporation enterprises industries international holdings holding
    limited conglomerate worldwide""".split()
)
# Verbs by which a second name is hardly ever another thing's.
STRICT = (
    "known as", "known by", "formerly", "renamed", "rebranded", "short for", "stand", "trad",
    "referred", "chang", "took the name", "aka", "acronym", "abbreviat", "in full", "originally",
    "previously",
)  # fmt: skip
COORDINATION = frozenset([",", "and", "or", "/", "-", "with", "&"])


@dataclass(frozen=True, slots=True)
class Form:
    """A folded name: its first surface, the tagger's type, where it stands (words begin to end,
    in order), and all its surfaces."""

    key: str
    surface: str
    type: str
    places: tuple[tuple[int, int], ...]
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two forms (by number, the one that comes first in the text first), their features, the kind
    of things that these count for by themselves too (none for persons), and what their log-odds
    lose for what is known to keep things apart."""

    first: int
    second: int
    features: tuple[str, ...]
    kind: str
    doubt: float

    def names(self) -> list[str]:
        """The features by their full names."""
        return [*self.features, *(f"{self.kind}:{name}" for name in self.features if self.kind)]


Rows = frozenset[str]


@lru_cache(maxsize=1)
def _programmes() -> dict[str, frozenset[str]]:
    """Folded name → rows of the bundled table of programmes that give it."""
    table: dict[str, set[str]] = defaultdict(set)
    for programme in programmes():
        for name in (programme.name, *programme.aliases):
            table[fold(name)].add("PROG " + programme.name)
        for name in programme.family:
            table[fold(name)].add("PROG " + name)
    return {name: frozenset(rows) for name, rows in table.items()}


def rows_of(form: Form) -> Rows:
    """The rows of the bundled tables that a form of its type may stand for."""
    if form.type == "ORG":
        return frozenset("ORG " + one for one in stands_for(form.surface))
    return _programmes().get(form.key, frozenset()) if form.type == "PROG" else frozenset()


@lru_cache(maxsize=1 << 14)
def _words(key: str) -> tuple[str, ...]:
    """The words of a folded name without its legal form, numbers behind letters on their own."""
    return canonical(
        tuple(_NUMBERED.sub(r"\1 \2", " ".join(split_form(tuple(key.split()))[0])).split())
    )


_NUMBERED = re.compile(r"\b([^\W\d_]{4,})(\d+)\b")


def sisters(one: str, two: str) -> bool:
    """Whether two names differ in their legal forms only, and these are of two firms: "Astrium
    GmbH" and "Astrium Ltd"; not "Ltd" and "Limited" or "Co., Ltd."."""
    (core, a), (other, b) = (split_form(tuple(key.split())) for key in (one, two))
    if core != other or not a or not b or a == b:
        return False
    here, there = ({_SAME_FORM.get(w, w) for w in f.split()} - JOINERS for f in (a, b))
    return not (here <= there or there <= here)


_SAME_FORM = {
    "limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
    "private": "pvt", "proprietary": "pty", "aktiengesellschaft": "ag",
}  # fmt: skip


def kind_of_word(word: str) -> str:
    """What a word of a name tells: a number, a place, a part, a body, the trade, or something."""
    if not word.isalpha() or word in NUMBERS:
        return "number"
    if word in PLACES:
        return "place"
    if word in DIVISIONS:
        return "part"
    if word in WHOLES:
        return "whole"
    if word in GENERIC:
        return "trade"
    if word in INSTITUTIONS:
        return "body"
    return "joiner" if word in JOINERS else "own"


def spelled_from(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in order, the first at a word's start."""
    lowered, starts = _beginnings(long)
    letters = _letters(short)
    if not letters or letters[0] not in starts:
        return False
    rest = iter(lowered)
    return all(char in rest for char in letters)


@lru_cache(maxsize=1 << 12)
def openings(long: str) -> frozenset[str]:
    """What a short form of a name may begin with."""
    return _beginnings(long)[1] | initials(long)


@lru_cache(maxsize=1 << 12)
def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


@lru_cache(maxsize=1 << 12)
def _beginnings(name: str) -> tuple[str, frozenset[str]]:
    """A name without its capitals, and what its words begin with."""
    lowered = name.casefold()
    return lowered, frozenset(word[0] for word in lowered.split())


@lru_cache(maxsize=1)
def shipped() -> Linear:
    """The scorer that comes with the package."""
    return Linear.load(Path(__file__).parent.parent / "weights" / "forms.npz")


def candidates(tokens: Tokens, forms: Sequence[Form]) -> Iterator[Candidate]:
    """The pairs of forms worth weighing, each with its features. `forms` by first place.

    One after another, since a long document has more than memory should hold.
    """
    found: set[tuple[int, int]] = set()
    by_word: dict[str, list[int]] = defaultdict(list)
    acronyms: list[int] = []
    others: list[int] = []
    rows = [rows_of(form) for form in forms]
    for i, form in enumerate(forms):
        for word in {singular(w) for w in form.key.split() if w not in JOINERS}:
            by_word[word].append(i)
        squashed = squash(form.surface)
        by_word["<" + squashed[:4]].append(i)
        for row in rows[i]:
            by_word["#" + row].append(i)
        (others if " " in form.key else acronyms).append(i)
    for bearers in by_word.values():
        for at, i in enumerate(bearers):
            found.update((i, j) for j in bearers[at + 1 : at + 1 + MANY])
    begins = [(j, openings(forms[j].surface)) for j in others[:200]]
    for i in acronyms:
        short = forms[i].surface
        if len(short) > 14:
            continue
        first = next(filter(str.isalnum, short), "")
        letters = {_letters(short)[:1], plain(first)}
        for j in [j for j, opening in begins if not letters.isdisjoint(opening)]:
            long = forms[j].surface
            if acronym_of(short, long) or (short[:1].isupper() and spelled_from(short, long)):
                found.add((min(i, j), max(i, j)))
    gaps = _gaps(tokens, forms)
    found.update(gaps)
    pairs = sorted(p for p in found if _comparable(forms[p[0]], forms[p[1]]))
    return _described(tokens, forms, rows, pairs, gaps)


def _comparable(one: Form, two: Form) -> bool:
    """Whether two forms are of one type, or one name begins with the other or is its acronym:
    then a tagger may have mistaken the type of one."""
    if one.type == two.type:
        return True
    a, b = sorted((_words(one.key), _words(two.key)), key=len)
    if not a or ("PER" in (one.type, two.type) and len(a) > 1):
        return False
    short, long = sorted((one, two), key=_brevity)
    fits = " " not in short.key and " " in long.key and acronym_of(short.surface, long.surface)
    return b[: len(a)] == a or bool(fits)


@dataclass(frozen=True, slots=True)
class _Gap:
    """The words `end` to `begin` between two forms, whether they say that the second is another
    name of the first (`says`), whether other names stand between, and whether the first stands
    elsewhere than right before what says so (`back`: in the sentence before, where that began
    with "it" or "the firm", or at the begin of a sentence that ends so). `listed` tells whether
    names are listed with the first and with the second, `belongs` whether one is said to be the
    other's part."""

    end: int
    begin: int
    says: str
    others: bool
    back: str = ""
    listed: str = ""
    belongs: str = ""


def _gaps(tokens: Tokens, forms: Sequence[Form]) -> dict[tuple[int, int], list[_Gap]]:
    """For two forms (by number) the stretches of words between them that may say what they have
    to do with each other: few words in one sentence, or more if they say that it is a name."""
    line = sorted((p, i) for i, form in enumerate(forms) for p in form.places)
    begins = {p[0] for p, _ in line}
    ends = {p[1] for p, _ in line}
    gaps: dict[tuple[int, int], list[_Gap]] = defaultdict(list)

    def note(i: int, j: int, gap: _Gap) -> None:
        found = gaps[min(i, j), max(i, j)]
        if i != j and len(found) < 4:
            found.append(gap)

    for at, (one, i) in enumerate(line):
        sentence = tokens.sentence[one[0]]
        between: list[tuple[int, int]] = []
        for other, j in line[at + 1 : at + 5]:
            if other[0] < one[1]:
                continue
            if other[0] - one[1] > REACH or tokens.sentence[other[0]] != sentence:
                break
            loose = [p for p in between if not _in_brackets(tokens, p, one[1])]
            verb = "" if loose else says(tokens.words[one[1] : other[0]])
            own = "" if len(between) > 2 else belongs(tokens.words[one[1] : other[0]])
            if verb or own or (len(between) < 2 and other[0] - one[1] <= GAP):
                listed = _listed(tokens, one[0], other[1], begins, ends)
                note(i, j, _Gap(one[1], other[0], verb, bool(between), "", listed, own))
            between.append(other)
        # "It was renamed ..." speaks of what the sentence before speaks of
        if at and tokens.sentence[line[at - 1][0][0]] != sentence:
            start = tokens.bounds[sentence]
            verb = says_back(tokens.words[start : one[0]]) if one[0] - start <= REACH else ""
            if verb:
                before = [
                    k
                    for p, k in line[max(at - 6, 0) : at]
                    if tokens.sentence[p[0]] == sentence - 1 and forms[k].type == forms[i].type
                ]
                for where, k in zip(("first", "last"), before[:1] + before[-1:], strict=False):
                    note(k, i, _Gap(start, one[0], verb, False, where))
        # "X, which bought Y in May, changed its name to Z" speaks of the first name or the nearest
        start = tokens.bounds[sentence]
        verb = says_at_last(tokens.words[max(start, one[0] - 9) : one[0]])
        if verb:
            before = [
                k
                for p, k in line[max(at - 8, 0) : at]
                if tokens.sentence[p[0]] == sentence and forms[k].type == forms[i].type and k != i
            ]
            for where, k in zip(("start", "near"), before[:1] + before[1:][-1:], strict=False):
                note(k, i, _Gap(one[0], one[0], verb, len(before) > 1, where))
    return {pair: found for pair, found in gaps.items() if found}


def belongs(words: Sequence[str]) -> str:
    """Whether the words between two names say that the first is a part of the second ("part"),
    that the second is one of the first ("owner"), or neither ("")."""
    if TELLING.isdisjoint(words):
        return ""
    between = " ".join(words).lower()[-160:]
    if _PART_OF.search(between):
        return "part"
    return "owner" if _OWNER_OF.search(between) else ""


# One of these stands in all that the patterns below find: most gaps need no second look.
TELLING = frozenset(
    """of by from within between owns holds hold held bought buys acquired acquires acquiring in
    off out subsidiary arm unit division offshoot branch daughter subsidiaries""".split()
)
_WORDS = r"(?: [\w.,%-]+){0,6} ?$"
_PART_OF = re.compile(
    r"\b(?:subsidiary|subsidiaries|unit|arm|division|branch|daughter|offshoot|affiliate|part|owned"
    r"|controlled|held|venture|department|vehicle|company|spin-off|spin - off|business|member)"
    r" (?:of|by|from|within|between)\b" + _WORDS
)
_OWNER_OF = re.compile(
    r"\b(?:owns|holds|hold|held|bought|buys|acquired|acquires|acquiring|parent of|owner of"
    r"|shareholder of|shareholder in|stake in|(?:percent|%|share|half|third|shares) of"
    r"|spun off|spun out|(?:its|whose|a|the|and) (?:\w+ ){0,3}(?:subsidiary|arm|unit|division"
    r"|offshoot|branch|daughter|subsidiaries))\b" + _WORDS
)


def _listed(tokens: Tokens, begin: int, end: int, begins: set[int], ends: set[int]) -> str:
    """Whether names are listed before the first of two forms and behind the second, so that the
    comma between them may be one of a list: two letters."""
    words = tokens.words
    before = begin - (begin > 0 and tokens.lower[begin - 1] == "the")
    row = before > 1 and words[before - 1] in COORDINATION
    first = row and bool({before - 1, before - 2}.intersection(ends))
    after = end
    while after < len(words) and after < end + 2 and words[after] in COORDINATION:
        after += 1
    if after > end and after < len(words) and words[after] == "the":
        after += 1
    return f"{'fn'[not first]}{'an'[not (after > end and after in begins)]}"


def _parts(tokens: Tokens, form: Form, ends: set[int]) -> frozenset[str]:
    """What the words right around a form call it: another firm's part, or one that has parts."""
    out: set[str] = set()
    lower = tokens.lower
    for begin, end in form.places[:PLACES_SEEN]:
        sentence = tokens.sentence[begin]
        first = max(begin - 4, tokens.bounds[sentence])
        before = lower[first:begin]
        if before and before[-1] in (",", "("):
            before.pop()
        # "subsidiaries are A, B in the United Kingdom and C", "the subsidiary there is called A"
        for at in range(begin - 1, max(begin - 25, tokens.bounds[sentence] - 1), -1):
            word = lower[at]
            if word in _PARTS:
                of = lower[at + 1] in ("of", "'s", "’s", ",")
                between = sum(end in ends for end in range(at + 2, begin))
                if not of and (between == 0 or word in _PLURAL_PARTS):
                    out.add(f"behind parts {min(between, 1)}")
                break
        out.update(_parent(lower[max(begin - 8, tokens.bounds[sentence]) : begin]))
        while before and before[-1] in _PARTS:
            out.add("named part" if before[-1] in _SINGLE else "listed part")
            before.pop()
        if len(before) > 1 and before[-1] in ("of", "by", "between") and before[-2] in _OWNED:
            out.add("has parts")
        after = lower[end : end + 8]
        if after[:1] and after[0] in (",", "is", "(", "was", "–", "—"):
            for k, word in enumerate(after[1:7], 1):
                if word in _PARTS and after[k + 1 : k + 2] != ["'s"]:
                    out.add("called part")
                if word in (",", ")", "and", "."):
                    break
        elif after[:1] in (["'s"], ["’s"]) and _PARTS.intersection(after[1:5]):
            out.add("has parts")
        if len(after) > 2 and after[0] in ("in", "of", ",", "("):
            if fold(after[1]) in PLACES or (after[1] == "the" and fold(after[2]) in PLACES):
                out.add("at place")
        if after[1:2] and after[0] in _PARTS:
            out.add("before part")
        if _HOLDS.intersection(after[:3]):
            out.add("holds")
    return frozenset(out)


def _parent(before: list[str]) -> set[str]:
    """What the words before a name say of parents: that it is one ("its parent company,", "the
    parent of the latter,") or has one ("the parent of")."""
    if "parent" not in before:
        return set()
    behind = before[len(before) - before[::-1].index("parent") :]
    if behind[:1] == ["of"]:
        return {"called parent"} if behind[-1] == "," else {"has a parent"}
    return {"called parent"} if set(behind) <= _AS_PARENT else set()


_AS_PARENT = frozenset(["company", "firm", "group", "organisation", "organization", ",", "is"])
_SINGLE = frozenset(
    """subsidiary unit arm branch offshoot daughter sister affiliate division spin-off""".split()
)
_OWNED = frozenset(
    """owned held subsidiary subsidiaries unit arm branch daughter affiliate division venture
    part company controlled possession""".split()
)
_HOLDS = frozenset(
    """holds held owns owned parent shareholder shareholders stake percent per percentage percent
    %""".split()
)
_PLURAL_PARTS = frozenset(
    "subsidiaries units arms branches offshoots daughters sisters affiliates divisions".split()
)
_PARTS = _SINGLE | _PLURAL_PARTS | frozenset("department company business".split())


def _in_brackets(tokens: Tokens, place: tuple[int, int], end: int) -> bool:
    inner = tokens.words[end : place[0]]
    return inner.count("(") > inner.count(")")


def _described(
    tokens: Tokens,
    forms: Sequence[Form],
    rows: Sequence[Rows],
    pairs: Sequence[tuple[int, int]],
    gaps: dict[tuple[int, int], list[_Gap]],
) -> Iterator[Candidate]:
    names = {(i, j): _name_features(forms[i], forms[j], rows[i], rows[j]) for i, j in pairs}
    rivals: dict[tuple[int, str], dict[tuple[str, ...], int]] = defaultdict(dict)
    fits: dict[int, dict[tuple[str, ...], int]] = defaultdict(dict)
    for i, j in pairs:
        how = names[i, j][0]
        if how in ("how=", "how=none"):
            continue
        short, long = _short_first(forms, i, j)
        core = _words(forms[long].key)
        rivals[short, how].setdefault(core, long)
        if (fit := _fit(names[i, j])) < len(FITS):
            fits[short][core] = min(fit, fits[short].get(core, fit))
    sentences = [
        frozenset(tokens.sentence[p[0]] for p in form.places[:PLACES_SEEN]) for form in forms
    ]
    said = _said(tokens)
    ends = {end for form in forms for _, end in form.places}
    parts = [_parts(tokens, form, ends) for form in forms]
    for i, j in pairs:
        features = list(names[i, j])
        how = features[0]
        short, long = _short_first(forms, i, j)
        others = rivals.get((short, how), {})
        crowd = "alone" if len(others) < 2 else "few" if len(others) < 4 else "many"
        rank = list(others.values()).index(long) if long in others.values() else 9
        order = "later" if short > long else "earlier"
        together = sentences[i] & sentences[j]
        meets = "meet" if together else "part"
        features += [
            f"crowd={crowd}", f"order={order}", f"meets={meets}", f"rank={min(rank, 2)}",
            f"uses={min(len(forms[short].places), 4)},{min(len(forms[long].places), 3)}",
            f"{how}&{order}", f"{how}&{crowd}", f"{how}&{meets}", f"{how}&{order}&{crowd}",
            f"{how}&{meets}&{order}", f"{how}&{min(rank, 2)}",
            f"{how}&{order}&{crowd}&{meets}",
        ]  # fmt: skip
        if (fit := _fit(names[i, j])) < len(FITS):
            here = _words(forms[long].key)
            other = min((f for core, f in fits[short].items() if core != here), default=9)
            than = "only" if other == 9 else "best" if fit < other else "tied"
            if other < fit:
                than = "worse"
            features += [f"fits {than}", f"{how}&fits {than}", f"{how}&fits {than}&{order}",
                         f"{how}&fits {fit}", f"fits {fit} {other}"]  # fmt: skip
        told = [n for n in names[i, j] if n.startswith(("more=", "table=")) and "&" not in n]
        features += [f"{how}&{order}&{n}" for n in told]
        features += [f"{how}&{order}&{meets}&{n}" for n in told]
        features += [f"{how}&{crowd}&{n}" for n in told]
        features += _gap_features(tokens, gaps.get((i, j), ()), features, how, order)
        features += _sentence_features(said, together)
        for which, k in (("short", short), ("long", long)):
            features += [f"{which} {part}&{how}" for part in sorted(parts[k])]
            features += [f"{which} {part}" for part in sorted(parts[k])]
        kind = forms[i].type if forms[i].type == forms[j].type else "MIXED"
        if kind == "MIXED":
            kinds = f"{forms[short].type},{forms[long].type}"
            uses = len(forms[short].places), len(forms[long].places)
            features += [f"types={kinds}", f"types={kinds}&{how}", f"types={kinds}&{meets}",
                         f"types={kinds}&{names[i, j][1]}", f"types={kinds}&{how}&{order}",
                         f"types={kinds}&{min(uses[0], 3)},{min(uses[1], 3)}"]  # fmt: skip
        doubt = _doubt(forms[i], forms[j], rows[i], rows[j], gaps.get((i, j), ()))
        if "behind by" in features:  # Woven by Toyota
            doubt = SISTERS
        asked = kind if kind != "PER" else ""
        yield Candidate(i, j, tuple(dict.fromkeys(features)), asked, doubt)


def _doubt(one: Form, two: Form, here: Rows, there: Rows, gaps: Iterable[_Gap]) -> float:
    if sisters(one.key, two.key):
        return SISTERS
    if any(gap.belongs for gap in gaps):
        return PARTS
    if not (here and there) or here & there:
        return 0.0
    return DOUBT  # the bundled table knows the names as those of two things


def _parents(here: Rows, there: Rows) -> bool:
    """Whether the bundled table has one of two things as the other's parent."""
    table = by_id()
    above = {
        "ORG " + table[row[4:].partition("\t")[0]].parent
        for row in (*here, *there)
        if row.startswith("ORG ")
    }
    return bool(above & (here | there))


def _fit(names: Sequence[str]) -> int:
    """How well a longer form fits a shorter one, by what it has more: the less the better."""
    if names[0] not in ("how=form", "how=legal form", "how=trade", "how=first", "how=last"):
        return len(FITS)
    if "table=other" in names:
        return len(FITS) - 1
    return next(n for n, fits in enumerate(FITS) if any(f in names for f in fits) or not fits)


# What a longer form has more than a shorter one, what speaks for it first.
FITS = (("more=",), ("more=whole",), ("more=trade", "more=trade,whole"), ("more=own",), ())


def _short_first(forms: Sequence[Form], i: int, j: int) -> tuple[int, int]:
    return (i, j) if _brevity(forms[i]) <= _brevity(forms[j]) else (j, i)


def _brevity(form: Form) -> tuple[int, str]:
    """The order of forms by length."""
    return len(form.key), form.key


def _name_features(a: Form, b: Form, here: Rows, there: Rows) -> list[str]:
    """What the two names alone say, and the `rows_of` them; the first feature is how one is made
    of the other."""
    short, long = a, b
    if _brevity(b) < _brevity(a):
        short, long, here, there = b, a, there, here
    few, many = short.key.split(), long.key.split()
    core_few, core_many = _words(short.key), _words(long.key)
    form_few = split_form(tuple(few))[1]
    form_many = split_form(tuple(many))[1]
    squashed, whole = "".join(core_few), "".join(core_many)
    out: list[str] = []
    is_acronym = (
        " " not in short.key and short.key not in many and acronym_of(short.surface, long.surface)
    )
    if core_few == core_many:
        how = "form" if bool(form_few) != bool(form_many) else "forms"
        if not form_few and not form_many:
            how = "words"  # of another language or spelling
    elif squashed == whole or squash(short.surface) == squash(long.surface):
        how = "spacing"
    elif sorted(core_few) == sorted(core_many):
        how = "order"
    elif is_acronym:
        how = "acronym"
    else:
        how = str(short_form(short.surface, long.surface))
        if not how and len(core_few) < len(core_many):
            if core_many[: len(core_few)] == core_few:
                how = "first"
            elif core_many[-len(core_few) :] == core_few:
                how = "last"
            elif set(core_few) < set(core_many):
                how = "within"
        if not how and " " not in short.key and spelled_from(short.surface, long.surface):
            how = "spelled"
        if not how and _initials_of(short.surface, long.surface):
            how = "initials"
        if not how and _half_acronym(short.surface, long.surface):
            how = "half an acronym"
        if not how and _a_slip(core_few, core_many):
            how = "slip"
        if not how and set(core_few) & set(core_many):
            how = "overlap"
        how = how or "none"
    out.append(f"how={how}")
    if how in ("last", "body", "within"):
        # "Woven by Toyota" is not Toyota, nor is the University of Bern Bern
        before = [many[i - 1] for i, w in enumerate(many) if i and w == few[0]]
        if before and before[0] in JOINERS:
            out += ["behind a small word", f"behind {before[0]}", f"how={how}&behind a small word"]
    if how in ("first", "trade") and len(many) > len(few) + 1 and many[len(few)] in JOINERS:
        rest = [w for w in many[len(few) :] if w not in JOINERS]
        where = "a place" if all(w in PLACES for w in rest) else "something"
        out += [f"{many[len(few)]} {where}", f"how={how}&joins {where}"]
    if len(short.key) == 2 and short.surface.isupper() and short.key.upper() in _codes():
        out += ["a state's code", f"a state's code&how={how}"]
    if form_few and form_many and form_few != form_many:
        out.append("two legal forms")
    extra = [w for w in core_many if w not in core_few]
    missing = [w for w in core_few if w not in core_many]
    kinds = sorted({kind_of_word(w) for w in extra})
    less = sorted({kind_of_word(w) for w in missing})
    out += [
        f"more={','.join(kinds)}",
        f"less={','.join(less)}",
        f"how={how}&more={','.join(kinds)}&less={','.join(less)}",
        f"how={how}&extra={min(len(extra), 4)}&missing={min(len(missing), 3)}",
    ]
    if how not in ("none", "acronym", "spelled"):
        out += [f"extra {w}" for w in extra[:4]]
        out += [f"how={how}&extra {w}" for w in extra[-1:]]
        out += [f"missing {w}" for w in missing[:3]]
    size = len(squashed)
    out.append(f"how={how}&size={size if size < 4 else 4 if size < 6 else 6}")
    if looks_like_acronym(short.surface):
        out += ["short in capitals", f"how={how}&capitals"]
    if looks_like_acronym(long.surface):
        out.append("both in capitals" if looks_like_acronym(short.surface) else "long in capitals")
    if whole.startswith(squashed) and how not in ("form", "forms"):
        out.append(f"begins so&{how}")
    if len(squashed) > 3 and whole[:3] == squashed[:3]:
        out.append(f"begins alike&{how}")
    if a.type == "PROG":
        if key_of(a.surface, "programme") == key_of(b.surface, "programme"):
            out.append("one key")
        numbers = [[w for w in c if not w.isalpha()] for c in (core_few, core_many)]
        told = (bool(numbers[0]), bool(numbers[1]), numbers[0] == numbers[1])
        out += [f"numbers={told}", f"how={how}&numbers={told}"]
    out += _table_features(here, there, short.type == long.type == "ORG", how)
    return [intern(name) for name in out]  # few names recur for many pairs


def _a_slip(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two names differ by slips in some of their long words ("Kayhan", "Keyhan")."""
    pairs = [(x, y) for x, y in zip(one, two, strict=False) if x != y]
    return len(one) == len(two) and all(len(x) > 4 and is_typo(x, y) for x, y in pairs)


def _initials_of(short: str, long: str) -> bool:
    """Whether `short` is the initials of `long` in another order, one left out at most: it stands
    for the name in another language ("SGDC")."""
    letters = sum(char.isalpha() for char in short)
    if not looks_like_acronym(short) or letters < 3 or " " not in long:
        return False
    return initials_apart(short, long) <= (letters > 3)


def _half_acronym(short: str, long: str) -> bool:
    """Whether `short` is `long` with some of its words as an acronym: "UP Diliman" for the
    University of the Philippines Diliman, "SmartSat CRC"."""
    few, many = short.split(), long.split()
    if len(few) < 2 or len(many) < len(few) or (few[0] != many[0] and few[-1] != many[-1]):
        return False
    at = next((i for i, (x, y) in enumerate(zip(few, many, strict=False)) if x != y), len(few))
    rest = len(few) - at - 1  # words behind the one that differs
    if rest < 0 or few[at + 1 :] != many[len(many) - rest :]:
        return False
    replaced = " ".join(many[at : len(many) - rest])
    return looks_like_acronym(few[at]) and (
        acronym_of(few[at], replaced) or initials_apart(few[at], replaced) == 0
    )


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    """The two letters of each state."""
    return frozenset(country.code for country in countries())


@lru_cache(maxsize=1)
def _tongues() -> frozenset[str]:
    """What a bracket calls the language or country of another name: "Spanish", "Korea"."""
    names = (n for c in countries() for n in (c.name, *c.adjectives))
    return frozenset(name.casefold() for name in names)


def _table_features(here: Rows, there: Rows, firms: bool, how: str) -> list[str]:
    """What the bundled tables say of a short and a long name, by the rows of each."""
    if here and there:
        said = "same" if here & there else "other"
    else:
        said = "short" if here else "long" if there else "neither"
    out = [f"table={said}", f"table={said}&how={how}"]
    if said == "other" and firms and _parents(here, there):
        out += ["table=parent", f"table=parent&how={how}"]
    return out


def _gap_features(
    tokens: Tokens, gaps: Iterable[_Gap], names: Sequence[str], how: str, order: str
) -> list[str]:
    """What the words between two forms that stand close together say."""
    out: list[str] = []
    for gap in gaps:
        end, begin = gap.end, gap.begin
        words = [w.lower() if w.isalpha() else w for w in tokens.words[end:begin]]
        after = tokens.words[begin : begin + 6]
        if gap.says:
            if gap.back in ("start", "near"):
                if gap.says.startswith(STRICT) and not gap.others:
                    out += ["says strictly at last", f"says strictly at last&{how}"]
                out += [f"says at last&{gap.back}", f"says at last&{gap.back}&{how}",
                        f"says at last&{gap.back}&others={gap.others}",
                        f"says at last&{gap.says[:12]}"]  # fmt: skip
                continue
            if gap.says != "or" and not gap.others and not gap.back:
                out += ["says so", f"says so&{how}", f"says so&coordinated={'and' in words}"]
            out += ["says", f"says&{how}", f"says&near={begin - end < 5}&back={gap.back}",
                    f"says {gap.says[:12]}", f"says&others={gap.others}"]  # fmt: skip
        if gap.says.startswith(STRICT) and not gap.others and "and" not in words:
            out += ["says strictly", f"says strictly&back={bool(gap.back)}",
                    f"says strictly&{how}"]  # fmt: skip
        if gap.belongs:
            out += [f"belongs {gap.belongs}", f"belongs {gap.belongs}&{how}",
                    f"belongs {gap.belongs}&{order}&{how}",
                    f"belongs {gap.belongs}&others={gap.others}"]  # fmt: skip
        if begin - end > GAP or gap.others or gap.back:
            continue
        behind = next((w for w in after if w in (")", ",", ";", ".")), "")
        said = " ".join(words)
        if len(words) <= 4:
            out += [f"gap={said}", f"gap={said}&{how}", f"gap={said}&{order}"]
        out += [f"gap has {w}" for w in words]
        opened = "(" in words and ")" not in words
        if opened and words[-1] in QUOTES and begin - end < 6:
            out += ["bracket quoted", f"bracket quoted&{how}"]
        if opened:
            out += ["bracket", f"bracket&{how}", f"bracket={min(len(words), 4)}&{how}"]
            if words[-1] == "(":
                out += [f"bracket only&{how}", f"closed={behind}&{how}"]
                out += [
                    f"bracket only&{name}"
                    for name in names
                    if name.startswith(
                        ("short in", "long in", "both in", "table=", "crowd=", "order=")
                    )
                ]
        if opened and ":" in words and not _tongues().isdisjoint(words):
            out += ["in another language", f"in another language&{how}"]
        if APPOSES.match(said):
            capitals = "short in capitals" in names
            ends = behind and after.index(behind) < 5
            listed = f"listed={gap.listed}"
            out += [f"apposed&{listed}&{how}&{capitals}", f"apposed&{listed}&{words[0]}&{how}",
                    f"apposed&{listed}&article={len(words) > 1}&{how}&{capitals}",
                    f"apposed&{listed}&article={len(words) > 1}&{behind}&{how}",
                    ]  # fmt: skip
            body = any(n.startswith("more=") and "body" in n for n in names[:4])
            out += [f"apposed&{listed}&{capitals}&body={body}&{how}",
                    f"apposed&{listed}&{capitals}&body={body}&{behind}"]  # fmt: skip
            out += [f"apposed&{how}", f"apposed&{how}&{capitals}&{behind}&{ends}",
                    f"apposed&{words[0]}&{capitals}",
                    f"apposed&article={len(words) > 1}&{how}"]  # fmt: skip
        if RENAMING.intersection(words):
            out += ["renaming", f"renaming&{how}", f"renaming&bracket={opened}"]
            out += [f"renaming&near={len(words) < 5}&coordinated={'and' in words}"]
        if BELONGING.intersection(words):
            out += ["belonging", f"belonging&{how}"]
        if words and all(w in COORDINATION for w in words):
            out += ["coordinated", f"coordinated&{how}"]
        around = (*tokens.lower[max(end - 12, 0) : end], *tokens.lower[begin : begin + 6])
        if not RENAMING.isdisjoint(around):
            out += ["renaming around", f"renaming around&{how}"]
    return out


def _sentence_features(said: Sequence[frozenset[str]], together: frozenset[int]) -> list[str]:
    """What the sentences with both forms say of ownership and renaming."""
    found = [said[number] for number in sorted(together)[:4]]
    return [
        f"sentence {what}" for what in ("belonging", "renaming") if any(what in f for f in found)
    ]


def _said(tokens: Tokens) -> list[frozenset[str]]:
    """For each sentence whether it speaks of belonging or renaming."""
    words = tokens.lower
    return [
        frozenset(
            what
            for what, vocabulary in (("belonging", BELONGING), ("renaming", RENAMING))
            if not vocabulary.isdisjoint(words[begin:end])
        )
        for begin, end in zip(tokens.bounds, tokens.bounds[1:], strict=False)
    ]


def join(count: int, weighed: Sequence[tuple[int, int]], log_odds: Sequence[float]) -> list[int]:
    """For each of `count` forms the number of the form that stands for its group.

    Candidates are taken from the surest down; two groups become one where the candidates between
    them speak for it on average.
    """
    leader = list(range(count))
    members = {i: [i] for i in leader}
    score = dict(zip(weighed, log_odds, strict=True))
    for (i, j), value in sorted(score.items(), key=lambda s: (-s[1], s[0])):
        if value < JOIN:
            break
        a, b = leader[i], leader[j]
        if a == b:
            continue
        between = [
            score[min(x, y), max(x, y)]
            for x in members[a]
            for y in members[b]
            if (min(x, y), max(x, y)) in score
        ]
        if sum(between) / len(between) < APART:
            continue
        a, b = min(a, b), max(a, b)
        for x in members.pop(b):
            leader[x] = a
            members[a].append(x)
    return leader
