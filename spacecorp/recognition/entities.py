"""Ties the mentions of one document together: which names mean the same thing.

Names with one folded spelling do, of different spellings `coreference` says so; states are told
by the table of countries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..knowledge.countries import countries
from ..knowledge.organisations import derived, organisations
from ..knowledge.programmes import programmes
from ..model import EntityType
from ..relations.linear import Linear
from ..resolution.names import acronym_of, fold, is_short_form, strip_legal_form
from ..resolution.profiles import key_of
from .coreference import Form, candidates, join, shipped, spelled_from
from .tokens import Tokens

TYPES: dict[str, EntityType] = {
    "ORG": "organisation",
    "PROG": "programme",
    "PER": "person",
    "CTY": "country",
}
# Last words of names that tell what is named, whatever stands around it.
EVENTS = frozenset(
    "forum exhibition conference symposium summit airshow expo fair workshop awards".split()
)
CRAFT = frozenset(
    "rover orbiter lander telescope spacecraft probe spaceport cosmodrome constellation".split()
)
SKY = frozenset(
    """earth|moon|sun|mars|venus|jupiter|saturn|uranus|neptune|solar system|red planet|milky way
    universe|low earth orbit""".replace("\n    ", "|").split("|")
)
OPENERS = frozenset(["or", "the", "formerly", '"', "“", "‘", "'", "in", "short", ":"])
CLOSERS = frozenset([")", ",", ";", '"', "”", "’"])


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place: words `begin` to `end`, its surface and the entity's number."""

    begin: int
    end: int
    surface: str
    entity: int


@dataclass(frozen=True, slots=True)
class Group:
    """One thing of the document: its type, its surfaces by first use, the name to show.

    `implied` are those of its surfaces that stand only within longer ones.
    """

    type: EntityType
    surfaces: tuple[str, ...]
    name: str
    implied: tuple[str, ...] = ()


@derived
def _known_ids() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for organisation in organisations():
        # Not its former names: an old name may have become another firm's since.
        for name in (organisation.name, *organisation.aliases):
            table[fold(name)].add(organisation.id)
    return {name: frozenset(ids) for name, ids in table.items()}


def known_ids(folded: str) -> frozenset[str]:
    """The ids of the bundled organisations that have this folded name."""
    return _known_ids().get(folded, frozenset())


@lru_cache(maxsize=1)
def state_names() -> frozenset[str]:
    """The folded names of states."""
    return frozenset(
        fold(name) for country in countries() for name in (country.name, *country.aliases)
    )


@lru_cache(maxsize=1)
def known_programmes() -> frozenset[str]:
    """The folded names of the bundled programmes."""
    return frozenset(
        fold(name) for programme in programmes() for name in (programme.name, *programme.aliases)
    )


def surface(tokens: Tokens, begin: int, end: int) -> str:
    """The words `begin` to `end` as the clean text has them, on one line."""
    return " ".join(tokens.text[tokens.starts[begin] : tokens.ends[end - 1]].split())


def _spread(
    tokens: Tokens, found: list[tuple[int, int, str]], types: dict[str, str]
) -> list[tuple[int, int, str]]:
    """`found`, and untagged places where a name found elsewhere stands word for word."""
    taken: set[int] = set()
    for begin, end, _ in found:
        taken.update(range(begin, end))
    known: set[tuple[str, ...]] = set()
    lengths: dict[str, set[int]] = defaultdict(set)
    for begin, end, _ in found:
        words = tuple(tokens.words[begin:end])
        if any(word[0].isupper() or word[0].isdigit() for word in words) and (
            len(words) > 1 or len(words[0]) > 2
        ):
            known.add(words)
            lengths[words[0]].add(len(words))
    longest_first = {word: sorted(sizes, reverse=True) for word, sizes in lengths.items()}
    out = list(found)
    for i, word in enumerate(tokens.words):
        if i in taken or word not in longest_first:
            continue
        for size in longest_first[word]:
            end = i + size
            if tuple(tokens.words[i:end]) in known and not any(j in taken for j in range(i, end)):
                kind = types[fold(surface(tokens, i, end))]
                out.append((i, end, kind))
                taken.update(range(i, end))
                break
    return sorted(out)


def _bracketed(tokens: Tokens, found: list[tuple[int, int, str]]) -> list[tuple[int, int, int]]:
    """Short names in brackets: the number of the name before, first and last word of the short."""
    words = tokens.words
    out = []
    for number, (_, end, _) in enumerate(found):
        if end + 2 < len(words) and words[end] == "(":
            begin = end + 1
            while begin < end + 4 and words[begin] in OPENERS and begin + 1 < len(words):
                begin += 1
            stop = begin
            while stop < len(words) and stop < begin + 4 and words[stop] not in CLOSERS:
                stop += 1
            exchange = ":" in words[begin:stop]  # (NASDAQ: LUNR) names no organisation
            if begin < stop < len(words) and words[stop] in CLOSERS and not exchange:
                out.append((number, begin, stop))
    return out


def _defines(tokens: Tokens, short: tuple[int, int], long: str, kind: str, first: bool) -> bool:
    """Whether the bracket behind `long` introduces a short name for it.

    Initials always do; else one word in capitals that the document has not used before, unless
    it is the known name of something else.
    """
    begin, end = short
    form = surface(tokens, begin, end)
    if acronym_of(form, long) or is_short_form(form, long):
        return True
    word = tokens.words[begin]
    capitals = sum(char.isupper() for char in word)
    if capitals < 2 or not word[0].isalpha() or end - begin > 3:
        return False
    here, there = known_ids(fold(form)), known_ids(fold(long))
    if kind != "ORG":
        here = there = frozenset()
    if fold(form) in state_names() or (here and there and not here & there):
        return False
    return spelled_from(form, long) or (first and (not here or bool(here & there)))


def _is_event(tokens: Tokens, end: int) -> bool:
    """Whether the words behind a name call it an event ("the MAKS 2017 international air show")."""
    for word in tokens.words[end : end + 3]:
        if not word.islower():
            return False
        if word in EVENTS or word in ("show", "congress", "event"):
            return True
    return False


def _settled(tokens: Tokens, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The tagged names without events and heavenly bodies, with what their last words settle.

    A rover is no organisation, and an organisation that the bundled table knows is no programme
    unless one of that name is known too.
    """
    out = []
    for begin, end, kind in found:
        name = fold(surface(tokens, begin, end))
        if not name or name in SKY:
            continue
        last = name.rsplit(" ", 1)[-1]
        if (last in EVENTS and " " in name) or (kind == "PROG" and _is_event(tokens, end)):
            continue
        if kind == "ORG" and last in CRAFT and " " in name:
            kind = "PROG"
        elif (
            kind == "PROG"
            and len(name) > 4  # shorter ones are anybody's initials
            and known_ids(name)
            and name not in known_programmes()
        ):
            kind = "ORG"
        out.append((begin, end, kind))
    return out


def group(
    tokens: Tokens, found: list[tuple[int, int, str]], scorer: Linear | None = None
) -> tuple[list[Group], list[Name]]:
    """The things that tagged names mean, and each name with the number of its thing.

    `found` are stretches of words with the tagger's type (ORG, PROG, PER, or CTY where states are
    given), `scorer` what weighs whether two forms are one, else the shipped one.
    """
    found = _settled(tokens, found)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for begin, end, kind in found:
        votes[fold(surface(tokens, begin, end))][kind] += 1
    types = {
        name: max(sorted(count), key=lambda kind: (count[kind], kind))
        for name, count in votes.items()
    }
    found = _spread(tokens, found, types)
    # An acronym in brackets that the tagger passed over is a name all the same.
    taken = {i for begin, end, _ in found for i in range(begin, end)}
    places: dict[str, int] = {}
    for i, word in enumerate(tokens.words):
        places.setdefault(word, i)
    for number, begin, end in _bracketed(tokens, found):
        long = surface(tokens, found[number][0], found[number][1])
        short = surface(tokens, begin, end)
        new = places[tokens.words[begin]] == begin
        kind = types[fold(long)]
        if fold(short) and kind != "PER" and _defines(tokens, (begin, end), long, kind, new):
            types[fold(short)] = kind
            if not any(i in taken for i in range(begin, end)):
                found.append((begin, end, kind))
    found = _spread(tokens, sorted(found), types)
    surfaces: dict[str, dict[str, None]] = defaultdict(dict)
    uses: Counter[str] = Counter()
    stretches: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for begin, end, _ in found:
        form = surface(tokens, begin, end)
        key = fold(form)
        surfaces[key][form] = None
        uses[key] += 1
        stretches[key].append((begin, end))
    forms = [
        Form(key, next(iter(shown)), types[key], tuple(stretches[key]))
        for key, shown in surfaces.items()
    ]
    root = _roots(tokens, forms, scorer or shipped())
    return _collect(tokens, found, root, surfaces, types, uses)


def _roots(tokens: Tokens, forms: list[Form], scorer: Linear) -> dict[str, str]:
    """For each folded form the one that stands for its group."""
    names = [form for form in forms if form.type != "CTY"]
    weighed = candidates(tokens, names)
    scores = scorer.scores([candidate.features for candidate in weighed])[:, 0].tolist()
    leaders = join(names, weighed, scores)
    roots = {form.key: names[i].key for form, i in zip(names, leaders, strict=True)}
    return roots | _states(form for form in forms if form.type == "CTY")


def _states(forms: Iterable[Form]) -> dict[str, str]:
    """For each form of a state's name the first one of that state; what names none by itself
    ("the Federal Government", "the Kingdom") goes with the state that is named most."""
    roots: dict[str, str] = {}
    first: dict[str, str] = {}
    uses: Counter[str] = Counter()
    rest = []
    for form in forms:
        state = key_of(form.surface, "country")
        if state in state_names():
            roots[form.key] = first.setdefault(state, form.key)
            uses[roots[form.key]] += len(form.places)
        else:
            rest.append(form.key)
    most = max(uses, key=lambda key: uses[key], default=None)
    return roots | {key: most or key for key in rest}


def _collect(
    tokens: Tokens,
    found: list[tuple[int, int, str]],
    roots: dict[str, str],
    surfaces: dict[str, dict[str, None]],
    types: dict[str, str],
    uses: Counter[str],
) -> tuple[list[Group], list[Name]]:
    numbers: dict[str, int] = {}
    members: dict[str, list[str]] = defaultdict(list)
    names = []
    for begin, end, _ in found:
        form = surface(tokens, begin, end)
        key = fold(form)
        root = roots[key]
        if root not in numbers:
            numbers[root] = len(numbers)
        if key not in members[root]:
            members[root].append(key)
        names.append(Name(begin, end, form, numbers[root]))
    groups = []
    for root in numbers:
        forms = [form for key in members[root] for form in surfaces[key]]
        votes = Counter[str]()
        for key in members[root]:
            votes[types[key]] += uses[key]
        kind = max(sorted(votes), key=lambda k: (votes[k], k))
        implied = []
        for form in forms if kind == "ORG" else ():
            # "QPS Institute, Inc." names QPS Institute too.
            core = strip_legal_form(form)[0]
            if (
                core not in forms
                and core not in implied
                and form.startswith((core + ",", core + " Inc"))
            ):
                implied.append(core)
        shown = fullest([*forms, *implied])
        groups.append(Group(TYPES[kind], (*forms, *implied), shown, tuple(implied)))
    return groups, names


def fullest(forms: list[str]) -> str:
    """The form that says most: most words once the legal form is off, then the longest."""

    def size(form: str) -> tuple[int, int, str]:
        core = strip_legal_form(form)[0] or form
        return len(core.split()), len(core), form

    best = max(forms, key=size)
    core = strip_legal_form(best)[0]
    return core if core in forms else best
