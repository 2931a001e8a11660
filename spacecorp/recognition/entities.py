"""Ties the mentions of one document together: which names mean the same thing.

Evidence, strongest first: the same folded name; a legal form more or less; an acronym in
brackets behind a name, or made of its initials; a short form that only one longer name fits.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..knowledge.countries import countries
from ..knowledge.organisations import organisations
from ..knowledge.programmes import programmes
from ..model import EntityType
from ..resolution.names import acronym_of, fold, is_short_form, short_form, strip_legal_form
from .tokens import Tokens

TYPES: dict[str, EntityType] = {
    "ORG": "organisation",
    "PROG": "programme",
    "PER": "person",
    "CTY": "country",
}
# Words that make of a firm's name that of its branch, division or affiliate.
BRANCH = frozenset(
    [
        "us",
        "usa",
        "uk",
        "europe",
        "european",
        "asia",
        "pacific",
        "america",
        "americas",
        "north",
        "south",
        "east",
        "west",
        "eastern",
        "western",
        "nordic",
        "international",
        "canada",
        "france",
        "germany",
        "deutschland",
        "italia",
        "italy",
        "iberia",
        "espana",
        "españa",
        "india",
        "japan",
        "china",
        "australia",
        "brasil",
        "brazil",
        "polska",
        "emea",
        "global",
        "federal",
        "government",
        "defence",
        "defense",
        "bank",
        "ventures",
        "capital",
        "foundation",
        "aviation",
        "airlines",
        "energy",
        "research",
        "services",
        "institute",
        "solutions",
        "space",
        "electronics",
        "electric",
        "electromagnetic",
        "robotics",
        "maritime",
        "leasing",
        "finance",
    ]
)
# What a programme's name may leave out in its short form.
KIND_WORDS = frozenset(
    [
        "satellite",
        "satellites",
        "mission",
        "programme",
        "program",
        "project",
        "constellation",
        "spacecraft",
        "probe",
        "rover",
        "lander",
        "orbiter",
        "launcher",
        "rocket",
        "cosmodrome",
        "spaceport",
        "launch",
        "vehicle",
        "site",
        "space",
        "telescope",
        "station",
        "centre",
        "center",
        "system",
        "series",
        "network",
        "instrument",
    ]
)
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
# What stands between a name and the one it had before or has now.
RENAMINGS = frozenset(
    """formerly|formerly known as|formerly called|formerly the|previously|previously known as
    then called|then known as|then named|now called|now known as|now named|today called
    since renamed|renamed|later renamed|which was renamed|was renamed|is now called
    until then called|once called|once known as|at the time called|also called|also known as
    known as|aka|a.k.a .|alias|known until|known then as|later called""".replace(
        "\n    ", "|"
    ).split("|")
)
MANY = 200  # names that one is compared with at the most, so that long documents stay linear
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


@lru_cache(maxsize=1)
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
def _states() -> frozenset[str]:
    return frozenset(
        fold(name) for country in countries() for name in (country.name, *country.aliases)
    )


@lru_cache(maxsize=1)
def known_programmes() -> frozenset[str]:
    """The folded names of the bundled programmes."""
    return frozenset(
        fold(name) for programme in programmes() for name in (programme.name, *programme.aliases)
    )


class _Union:
    """Disjoint sets of folded names; sets tied to different bundled organisations stay apart."""

    def __init__(self, items: Iterable[str]) -> None:
        self.parent = {item: item for item in items}
        self.known = {item: known_ids(item) for item in self.parent}

    def find(self, item: str) -> str:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def may_join(self, a: str, b: str) -> bool:
        """Whether no two bundled organisations would fall together."""
        here, there = self.known[self.find(a)], self.known[self.find(b)]
        return not here or not there or bool(here & there)

    def join(self, a: str, b: str) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        if a != b:
            self.parent[b] = a
            both = self.known[a] & self.known[b]
            self.known[a] = both or self.known[a] | self.known[b]


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


def _spelled_from(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in order, the first at a word's start."""
    letters = [char for char in short.casefold() if char.isalnum()]
    rest = iter(long.casefold())
    starts = {word[0] for word in long.casefold().split()}
    return letters[0] in starts and all(char in rest for char in letters)


def _renamed(tokens: Tokens, found: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Pairs of names (by number) of which the text says that one is the other's old or new name."""
    out = []
    for number, (one, other) in enumerate(zip(found, found[1:], strict=False)):
        gap = [word.lower() for word in tokens.words[one[1] : other[0]]]
        if (
            one[2] == other[2]
            and 0 < len(gap) <= 6
            and tokens.sentence[one[0]] == tokens.sentence[other[0]]
        ):
            if " ".join(gap).strip("(, ") in RENAMINGS:
                out.append((number, number + 1))
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
    if fold(form) in _states() or (here and there and not here & there):
        return False
    return _spelled_from(form, long) or (first and (not here or bool(here & there)))


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


def group(tokens: Tokens, found: list[tuple[int, int, str]]) -> tuple[list[Group], list[Name]]:
    """The things that tagged names mean, and each name with the number of its thing.

    `found` are stretches of words with the tagger's type (ORG, PROG, PER).
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
    defined: list[tuple[str, str]] = []
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
            defined.append((fold(long), fold(short)))
            if not any(i in taken for i in range(begin, end)):
                found.append((begin, end, kind))
    found = _spread(tokens, sorted(found), types)
    for one, other in _renamed(tokens, found):
        before, after = (fold(surface(tokens, *found[i][:2])) for i in (one, other))
        defined.append((before, after))
    surfaces: dict[str, dict[str, None]] = defaultdict(dict)
    uses: Counter[str] = Counter()
    first: dict[str, int] = {}
    for begin, end, _ in found:
        form = surface(tokens, begin, end)
        key = fold(form)
        surfaces[key][form] = None
        uses[key] += 1
        first.setdefault(key, begin)
    union = _Union(surfaces)
    for long, short in defined:
        if short in surfaces:
            union.join(long, short)
    _join_variants(union, surfaces, types, first)
    return _collect(tokens, found, union, surfaces, types, uses)


def _join_variants(
    union: _Union,
    surfaces: dict[str, dict[str, None]],
    types: dict[str, str],
    first: dict[str, int],
) -> None:
    """Join legal-form variants, acronyms and short forms of the same type."""
    by_core: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in sorted(surfaces, key=lambda key: first[key]):
        core, form = strip_legal_form(next(iter(surfaces[key])))
        by_core[fold(core) or key, types[key]][form or ""].append(key)
    for forms in by_core.values():
        # "Space Forge Inc" and "Space Forge Ltd" are sister firms; the bare name is the first's.
        bare = forms.pop("", [])
        for number, same in enumerate(forms.values()):
            for key in [*same[1:], *(bare if number == 0 else [])]:
                union.join(same[0], key)
        for key in bare[1:]:
            union.join(bare[0], key)
    ids: dict[str, list[str]] = defaultdict(list)
    for key in surfaces:
        if types[key] == "ORG":
            known = known_ids(key)
            if len(known) == 1:
                ids[next(iter(known))].append(key)
    for same in ids.values():
        # A row of the table may hold a firm's branches; only acronyms are safe to expand by it.
        acronyms = [key for key in same if " " not in key and next(iter(surfaces[key])).isupper()]
        for key in same:
            if acronyms and key != acronyms[0]:
                union.join(acronyms[0], key)
    keys = sorted(surfaces, key=lambda key: first[key])
    longer = [key for key in keys if " " in key or len(key) > 6]
    place = {key: i for i, key in enumerate(longer)}
    sharing: dict[str, list[str]] = defaultdict(list)
    for key in longer:
        for word in set(key.split()):
            sharing[word].append(key)
    for short in keys:
        form = next(iter(surfaces[short]))
        if len(short.split()) > 3:
            continue
        # Initials may stand for any longer name, a short form only for one that has its words.
        candidates = {key for word in short.split() for key in sharing[word][:MANY]}
        if " " not in short:
            candidates.update(longer[:MANY])
        fits: dict[str, list[str]] = defaultdict(list)
        for long in sorted(candidates, key=lambda key: place[key]):
            if long == short or types[long] != types[short] or len(long) <= len(short):
                continue
            whole = next(iter(surfaces[long]))
            initials = " " not in short and " " in long and acronym_of(form, whole)
            if (
                initials or _short(form, whole, types[short], first[short] > first[long])
            ) and union.may_join(short, long):
                fits[union.find(long)].append(long)
        fits.pop(union.find(short), None)
        if len(fits) == 1:
            union.join(next(iter(fits)), short)


def _short(form: str, whole: str, kind: str, later: bool) -> bool:
    """Whether `form` is used for `whole`, as far as the two names and their order tell."""
    how = short_form(form, whole)
    short, long = fold(form), fold(whole)
    if not how and long.startswith(short + " "):
        how = "first"
    if not how:
        return False
    if kind == "PER":
        return True
    extra = [word for word in long.split() if word not in short.split()]
    if kind == "PROG":
        return all(word in KIND_WORDS for word in extra)
    here, there = known_ids(short), known_ids(long)
    if here & there:
        return True
    if any(word in BRANCH for word in extra):
        return False
    if how in ("first", "last"):
        return later and not here
    return later or not here


def _collect(
    tokens: Tokens,
    found: list[tuple[int, int, str]],
    union: _Union,
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
        root = union.find(key)
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
