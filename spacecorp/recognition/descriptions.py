"""Resolves descriptions and pronouns ("the agency", "both companies", "its") to earlier names.

A heuristic ranking of the things named before, by distance, subject position, kind and
country, in the spirit of Lappin and Leass (1994); what is uncertain is left to the scorer,
which knows that an argument was reached through a description.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .defined import defined, used
from .entities import ACTORS, Group, Name
from .kinds import NATIONS, Profile
from .tokens import Tokens


@dataclass(frozen=True, slots=True)
class Reference:
    """Words `begin` to `end` that stand for entities (by number).

    `how` is "name", "description" or "pronoun"; `head` the last word in lower case.
    """

    begin: int
    end: int
    entities: tuple[int, ...]
    how: str
    head: str


COMPANY = frozenset(
    [
        "company",
        "firm",
        "group",
        "manufacturer",
        "operator",
        "provider",
        "startup",
        "contractor",
        "builder",
        "maker",
        "corporation",
        "giant",
        "supplier",
        "conglomerate",
        "enterprise",
        "business",
        "house",
        "developer",
        "integrator",
        "specialist",
        "carrier",
        "newcomer",
        "outfit",
        "venture",
        "concern",
        "unit",
        "subsidiary",
        "division",
        "parent",
        "bidder",
        "player",
        "broadcaster",
        "investor",
        "fund",
    ]
)
BODY = frozenset(
    [
        "agency",
        "ministry",
        "organisation",
        "organization",
        "institute",
        "university",
        "administration",
        "authority",
        "department",
        "institution",
        "centre",
        "center",
        "academy",
        "command",
        "office",
        "laboratory",
        "council",
        "bureau",
        "commission",
        "government",
        "regulator",
    ]
)
PLURAL = frozenset(
    [
        "companies",
        "firms",
        "parties",
        "partners",
        "sides",
        "agencies",
        "organisations",
        "organizations",
        "groups",
        "manufacturers",
        "operators",
        "shareholders",
        "owners",
        "parents",
        "allies",
        "signatories",
        "institutions",
        "institutes",
        "universities",
        "ministries",
        "governments",
        "countries",
        "nations",
        "states",
        "two",
        "three",
        "pair",
        "duo",
        "trio",
        "both",
        "partner-companies",
        "startups",
        "houses",
    ]
)
CRAFT = frozenset(
    [
        "satellite",
        "spacecraft",
        "probe",
        "rover",
        "lander",
        "orbiter",
        "rocket",
        "launcher",
        "vehicle",
        "constellation",
        "mission",
        "programme",
        "program",
        "project",
        "system",
        "station",
        "telescope",
        "instrument",
        "payload",
        "network",
        "fleet",
        "capsule",
        "module",
        "observatory",
        "facility",
        "spaceport",
        "site",
        "satellites",
        "camera",
        "sensor",
        "radar",
        "booster",
        "network",
        "cosmodrome",
        "plant",
        "demonstrator",
        "craft",
    ]
)
DETERMINERS = frozenset(["the", "this", "that", "these", "both", "its", "their", "our"])
SINGULAR_PRONOUNS = frozenset(["it", "its", "itself"])
PLURAL_PRONOUNS = frozenset(["they", "their", "them", "themselves", "both"])
FIRST_PERSON = frozenset(["we", "our", "us", "ours"])
REACH = 3  # sentences back in which an antecedent is sought
WIDTH = 5  # words a description may have between determiner and head


def _rank(
    profile: Profile, head: str, words: Sequence[str], distance: int, first: bool, uses: int
) -> float:
    score = 3.0 - distance + (0.75 if first else 0.0) + min(uses, 5) * 0.1
    if head in BODY:
        score += 2.0 if profile.kind in ("agency", "academic", "military") else -2.0
    elif head in COMPANY:
        score += 0.5 if profile.kind == "company" else -2.0
    nation = next((word for word in words if word in NATIONS), None)
    if nation and profile.country:
        score += 3.0 if NATIONS[nation] == profile.country else -3.0
    if any(len(word) > 4 and word.lower() in profile.words for word in words if word[:1].isupper()):
        score += 2.0
    return score


def references(
    tokens: Tokens, groups: Sequence[Group], names: Sequence[Name], profiles: Sequence[Profile]
) -> list[Reference]:
    """All names, and the descriptions and pronouns that can be tied to them, in text order."""
    words = tokens.words
    taken: dict[int, Name] = {}
    for name in names:
        for i in range(name.begin, name.end):
            taken[i] = name
    out: list[Reference] = []
    history: list[tuple[int, int, int]] = []  # sentence, entity, place in the sentence
    uses: dict[int, int] = {}
    order = {"organisation": 0, "country": 0, "programme": 1}
    current, place = -1, 0
    speaker = _speaker(groups, names)
    standing = defined(tokens, groups, names)
    i = 0
    while i < len(words):
        sentence = tokens.sentence[i]
        if sentence != current:
            current, place = sentence, 0
        if i in taken:
            name = taken[i]
            head = tokens.lower[name.end - 1]
            out.append(Reference(name.begin, name.end, (name.entity,), "name", head))
            if groups[name.entity].type in order:
                history.append((sentence, name.entity, place))
                uses[name.entity] = uses.get(name.entity, 0) + 1
                place += 1
            i = name.end
            continue
        lower = tokens.lower[i]
        found: Reference | None = None
        term = i + 1 if lower == "the" and i + 1 < len(words) and i + 1 not in taken else i
        if standing and words[term] in standing and used(tokens, i, term):
            thing = standing[words[term]]
            out.append(Reference(i, term + 1, (thing,), "description", tokens.lower[term]))
            history.append((sentence, thing, place))
            place += 1
            i = term + 1
            continue
        if lower in SINGULAR_PRONOUNS or lower in PLURAL_PRONOUNS:
            plural = lower in PLURAL_PRONOUNS
            wanted = int(not plural and _about_programme(history, groups, sentence))
            entities = _antecedents(
                history, uses, groups, profiles, sentence, lower, (), plural, wanted
            )
            found = Reference(i, i + 1, entities, "pronoun", lower)
        elif lower in FIRST_PERSON and speaker is not None:
            found = Reference(i, i + 1, (speaker,), "pronoun", lower)
        if lower in DETERMINERS and (found is None or lower in ("its", "their", "both")):
            described = _description(tokens, i, taken)
            if described is not None:
                end, head = described
                if lower not in ("its", "their", "our"):
                    plural = head in PLURAL
                    wanted = 1 if head in CRAFT else 0
                    inside = words[i + 1 : end - 1]
                    entities = _antecedents(
                        history, uses, groups, profiles, sentence, head, inside, plural, wanted
                    )
                    found = Reference(i, end, entities, "description", head)
        if found is not None and found.entities:
            out.append(found)
            if found.how == "description":
                history += [(sentence, entity, place) for entity in found.entities]
                place += 1
            i = found.end
        else:
            i += 1
    return out


def _speaker(groups: Sequence[Group], names: Sequence[Name]) -> int | None:
    """Who "we" is, as a guess: the organisation that the document names most, if often."""
    uses = Counter(name.entity for name in names if groups[name.entity].type == "organisation")
    if not uses:
        return None
    entity, count = min(uses.items(), key=lambda item: (-item[1], item[0]))
    return entity if count >= 3 else None


def _about_programme(
    history: list[tuple[int, int, int]], groups: Sequence[Group], sentence: int
) -> bool:
    """Whether the last sentence with a name before this place has a programme for its subject."""
    for where, entity, place in reversed(history):
        if sentence - where > 2:
            return False
        if place == 0:
            return groups[entity].type == "programme"
    return False


def _description(tokens: Tokens, begin: int, taken: dict[int, Name]) -> tuple[int, str] | None:
    """End and head of the description that starts with the determiner at `begin`, if any."""
    words = tokens.words
    stop = min(begin + 2 + WIDTH, len(words))
    if tokens.lower[begin] == "that" and words[begin + 1 : stop][:1] == ["the"]:
        return None  # "said that the company"
    best: tuple[int, str] | None = None
    for i in range(begin + 1, stop):
        if i in taken or tokens.sentence[i] != tokens.sentence[begin]:
            break
        lower = tokens.lower[i]
        if not (lower[0].isalnum() or lower == "-"):
            break
        if lower in COMPANY or lower in BODY or lower in PLURAL or lower in CRAFT:
            best = (i + 1, lower)
        elif best is not None or lower in STOPS:
            break
    return best


STOPS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "to",
        "from",
        "and",
        "or",
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "had",
        "will",
        "that",
        "which",
        "who",
    ]
)


def _antecedents(
    history: list[tuple[int, int, int]],
    uses: dict[int, int],
    groups: Sequence[Group],
    profiles: Sequence[Profile],
    sentence: int,
    head: str,
    inside: Sequence[str],
    plural: bool,
    wanted: int,
) -> tuple[int, ...]:
    """The entities that a description or pronoun stands for; empty where none is near."""
    types = ("programme",) if wanted else ACTORS
    recent: dict[int, tuple[int, bool]] = {}
    steps = 0
    for where, entity, place in reversed(history):
        steps += 1
        if sentence - where > REACH or steps > 40:
            break
        if groups[entity].type in types and entity not in recent:
            recent[entity] = (where, place == 0)
        elif entity in recent and place == 0 and recent[entity][0] == where:
            recent[entity] = (where, True)
    if not recent:
        return ()
    ranked = sorted(
        recent,
        key=lambda e: (
            -_rank(
                profiles[e],
                head,
                inside,
                sentence - recent[e][0],
                recent[e][1],
                uses.get(e, 0),
            ),
            e,
        ),
    )
    if not plural:
        return (ranked[0],)
    count = 3 if "three" in inside or head in ("three", "trio") else 2
    if len(ranked) < 2:
        return ()
    return tuple(sorted(ranked[:count]))
