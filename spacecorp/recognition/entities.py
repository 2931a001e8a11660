"""Ties the mentions of one document together: which names mean the same thing.

Names with one folded spelling do, of different spellings `coreference` says so; states are told
by the table of countries.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from ..knowledge.countries import countries
from ..knowledge.organisations import derived, organisations
from ..knowledge.programmes import programmes
from ..model import EntityType
from ..relations.linear import Linear
from ..resolution.folding import words
from ..resolution.known import known, known_by
from ..resolution.names import acronym_of, fold, is_short_form, strip_legal_form
from ..resolution.profiles import key_of
from .boundaries import corrected
from .coreference import Form, candidates, join, shipped, spelled_from
from .defined import terms
from .listed import listed
from .short_uses import short_uses
from .spelled_out import spell_out
from .tokens import Tokens

AT_ONCE = 1_000  # pairs of forms that are weighed at once; a bound on memory, not on results
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
# What a number in front of it counts: such a number belongs to no name.
COUNTED = frozenset(
    """million billion trillion percent per pct % dollars euros pounds yen roubles rubles
    years months weeks days hours minutes people employees staff km kg
    kilometres kilometers kilograms kilogrammes metres meters tonnes tons""".split()
)
# A second type of one name counts if it has so large a part of the uses of the first.
TWO_TYPES = 1.0
OPENERS = frozenset(["or", "the", "formerly", '"', "“", "‘", "'", "in", "short", ":"])
CLOSERS = frozenset([")", ",", ";", '"', "”", "’"])


ACTORS: tuple[EntityType, ...] = ("organisation", "country")  # the types that act by themselves


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
    return frozenset(fold(name) for programme in programmes() for name in programme.names())


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
            if end > len(tokens.words):
                continue
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

    A term that the document defines is no name, a rover is no organisation, and an organisation
    that the bundled table knows is no programme unless one of that name is known too.
    """
    out = []
    standing = {term for term, _ in terms(tokens)}
    for begin, end, kind in found:
        if end - begin > 1 and _counts(tokens, end - 1):
            end -= 1
        name = fold(surface(tokens, begin, end))
        if not name or name in SKY:
            continue
        if (
            standing
            and tokens.words[end - 1] in standing
            and end - begin <= 1 + (tokens.lower[begin] == "the")
        ):
            continue  # "the Issuer" stands for a firm and is none itself
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


def _counts(tokens: Tokens, i: int) -> bool:
    """Whether word `i` is a number that counts what follows ("Firefly 93 million dollars")."""
    after = tokens.lower[i + 1] if i + 1 < len(tokens) else ""
    return tokens.words[i].isdecimal() and after in COUNTED


def group(
    tokens: Tokens, found: list[tuple[int, int, str]], scorer: Linear | None = None
) -> tuple[list[Group], list[Name]]:
    """The things that tagged names mean, and each name with the number of its thing.

    `found` are stretches of words with the tagger's type (ORG, PROG, PER, or CTY where states are
    given), `scorer` what weighs whether two forms are one, else the shipped one.
    """
    found, forms, numbers = name_forms(tokens, found)
    return _collect(tokens, found, forms, numbers, _leaders(tokens, forms, scorer or shipped()))


def name_forms(
    tokens: Tokens, found: list[tuple[int, int, str]]
) -> tuple[list[tuple[int, int, str]], list[Form], list[int]]:
    """The names as they are once what stands around them has corrected the tagger's, their forms,
    and for each name the number of its form."""
    found = listed(tokens, _settled(tokens, spell_out(tokens, corrected(tokens, found))))
    found = short_uses(tokens, found)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for begin, end, kind in found:
        votes[fold(surface(tokens, begin, end))][kind] += 1
    types = {
        name: max(sorted(count), key=lambda kind: (count[kind], kind))
        for name, count in votes.items()
    }
    kinds = {name: _types(count) for name, count in votes.items() if len(count) > 1}
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
            fits = acronym_of(short, long) or is_short_form(short, long)
            if types.get(fold(short), kind) != kind and not fits:
                continue  # an instrument in brackets behind the institute that built it
            types[fold(short)] = kind
            if not any(i in taken for i in range(begin, end)):
                found.append((begin, end, kind))
    found = _spread(tokens, sorted(found), types)
    return found, *_forms(tokens, found, types, kinds)


def _types(votes: Counter[str]) -> set[str]:
    """The types that a name has in a document: a second one only if it is as frequent."""
    most = max(votes.values())
    return {kind for kind, count in votes.items() if count > 1 and count >= TWO_TYPES * most}


def _forms(
    tokens: Tokens,
    found: list[tuple[int, int, str]],
    types: dict[str, str],
    kinds: dict[str, set[str]],
) -> tuple[list[Form], list[int]]:
    """The forms by first use, and for each found name the number of its form.

    Names with one folded spelling are one form, unless they are of two types (a firm and its
    satellite) or the bundled table knows two bearers that write it differently (ispace, iSpace).
    """
    texts = [surface(tokens, begin, end) for begin, end, _ in found]
    bearers: dict[str, set[str]] = defaultdict(set)
    for text in dict.fromkeys(texts):
        if len(ids := known(text)) == 1 and len(known_by(words(text))) > 1:
            bearers[fold(text)].add(ids[0])
    idents: dict[tuple[str, str, str], int] = {}
    places: list[list[tuple[int, int]]] = []
    shown: list[dict[str, None]] = []
    numbers = []
    for text, (begin, end, kind) in zip(texts, found, strict=True):
        key = fold(text)
        kind = kind if kind in kinds.get(key, ()) else types[key]
        bearer = ""
        if kind == "ORG" and len(bearers.get(key, ())) > 1:
            bearer = " ".join(known(text))
        number = idents.setdefault((key, kind, bearer), len(idents))
        if number == len(places):
            places.append([])
            shown.append({})
        places[number].append((begin, end))
        shown[number][text] = None
        numbers.append(number)
    return [
        Form(key, next(iter(shown[n])), kind, tuple(places[n]), tuple(shown[n]))
        for (key, kind, _), n in idents.items()
    ], numbers


def _leaders(tokens: Tokens, forms: list[Form], scorer: Linear) -> list[int]:
    """For each form the number of the one that stands for its group."""
    at = [i for i, form in enumerate(forms) if form.type != "CTY"]
    names = [forms[i] for i in at]
    weighed: list[tuple[int, int]] = []
    scores: list[float] = []
    rest = candidates(tokens, names)
    while some := list(islice(rest, AT_ONCE)):
        weighed += [(candidate.first, candidate.second) for candidate in some]
        asked = [candidate.features for candidate in some]
        found = scorer.scores(asked, [candidate.kind for candidate in some])[:, 0].tolist()
        scores += [z - one.doubt for z, one in zip(found, some, strict=True)]
    leaders = _states(forms)
    for i, leader in zip(at, join(len(names), weighed, scores), strict=True):
        leaders[i] = at[leader]
    return leaders


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Folded adjectives and capitals of states with the folded name of the state."""
    return {
        fold(word): key_of(country.name, "country")
        for country in countries()
        for word in (*country.adjectives, *country.capitals)
    }


def _states(forms: list[Form]) -> list[int]:
    """For each form of a state's name the number of the first one of that state; what names none
    by itself ("the Federal Government", "the Kingdom") goes with the state that is named most."""
    leaders = list(range(len(forms)))
    first: dict[str, int] = {}
    uses: Counter[int] = Counter()
    rest = []
    for i, form in enumerate(forms):
        if form.type != "CTY":
            continue
        state = key_of(form.surface, "country")
        if state not in state_names():
            state = next((_adjectives()[w] for w in state.split() if w in _adjectives()), state)
        if state in state_names():
            leaders[i] = first.setdefault(state, i)
            uses[leaders[i]] += len(form.places)
        else:
            rest.append(i)
    most = max(uses, key=lambda i: (uses[i], -i), default=None)
    for i in rest:
        leaders[i] = i if most is None else most
    return leaders


def _collect(
    tokens: Tokens,
    found: list[tuple[int, int, str]],
    forms: list[Form],
    numbers: list[int],
    leaders: list[int],
) -> tuple[list[Group], list[Name]]:
    order: dict[int, int] = {}
    members: dict[int, dict[int, None]] = defaultdict(dict)
    names = []
    for (begin, end, _), number in zip(found, numbers, strict=True):
        leader = leaders[number]
        members[leader][number] = None
        entity = order.setdefault(leader, len(order))
        names.append(Name(begin, end, surface(tokens, begin, end), entity))
    groups = []
    for leader in order:
        surfaces = list(dict.fromkeys(s for n in members[leader] for s in forms[n].surfaces))
        votes = Counter[str]()
        for n in members[leader]:
            votes[forms[n].type] += len(forms[n].places)
        kind = max(sorted(votes), key=lambda k: (votes[k], k))
        implied: list[str] = []
        for form in surfaces if kind == "ORG" else ():
            # "QPS Institute, Inc." names QPS Institute too.
            core = strip_legal_form(form)[0]
            if (
                core not in surfaces
                and core not in implied
                and form.startswith((core + ",", core + " Inc"))
            ):
                implied.append(core)
        shown = fullest([*surfaces, *implied])
        groups.append(Group(TYPES[kind], (*surfaces, *implied), shown, tuple(implied)))
    return groups, names


def fullest(forms: list[str]) -> str:
    """The form that says most: most words once the legal form is off, then the longest."""

    def size(form: str) -> tuple[int, int, str]:
        core = strip_legal_form(form)[0] or form
        return len(core.split()), len(core), form

    best = max(forms, key=size)
    core = strip_legal_form(best)[0]
    return core if core in forms else best
