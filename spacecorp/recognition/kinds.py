"""What kind of thing a named thing is: an agency, a company, a launcher …, and of which country."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..knowledge.countries import countries
from ..knowledge.organisations import by_id
from ..knowledge.programmes import programmes
from ..resolution.names import fold
from .entities import Group, Name, known_ids
from .tokens import Tokens

ORGANISATION_KINDS = ("company", "agency", "academic", "military", "fund")
PROGRAMME_KINDS = (
    "mission", "constellation", "satellite", "launcher", "station", "instrument", "facility",
    "programme",
)  # fmt: skip
# What an organisation does, in the letters of the bundled table (see `Profile`).
ACTIVITIES = ("O", "LA", "LV", "PL", "E")
# Words of a name that tell its kind; the last one that fits decides.
ORGANISATION_WORDS = {
    "agency": """agency ministry administration department office commission authority government
        directorate council organisation organization bureau secretariat state parliament bundestag
        senate province city region union board inspectorate court""",
    "academic": """university institute college school academy laboratory universität université
        politecnico observatory polytechnic laboratories research universidad università faculty
        instituto institut observatoire museum""",
    "military": "force army navy command defence-force armed forces bundeswehr squadron brigade",
    "fund": "capital ventures bank fund partners investments investment equity holdings advisors",
}
PROGRAMME_WORDS = {
    "constellation": "constellation network system layer swarm fleet",
    "launcher": "rocket launcher vehicle booster",
    "station": "station habitat gateway module outpost",
    "instrument": """instrument camera spectrometer payload sensor radar telescope radiometer engine
        imager laser altimeter magnetometer detector antenna terminal experiment sounder thruster
        motor spectrograph receiver transponder analyser analyzer seismometer dosimeter counter
        polarimeter accelerometer interferometer lidar retroreflector microphone coronagraph""",
    "facility": """facility centre center plant spaceport cosmodrome base site factory campus
        observatory launchpad pad complex port laboratory hall station-site teleport range yard
        works shipyard park hub area building laboratories hangar cleanroom dish airport""",
    "mission": "mission expedition flight",
    "programme": "programme program project initiative scheme framework phase",
    "satellite": """satellite satellites spacecraft probe rover lander orbiter cubesat nanosatellite
        smallsat capsule shuttle tug demonstrator microsatellite platform bus freighter""",
}
# A station whose name has one of these stands on the ground.
GROUND = frozenset(
    ["ground", "earth", "tracking", "receiving", "reception", "control", "uplink", "air"]
)
# What a firm is called tells what it does.
CALLED = {
    word: frozenset([does])
    for does, words in (
        ("O", "operator fleet broadcaster carrier"),
        ("PL", "maker builder manufacturer satellite-maker"),
        ("LA", "launch launcher launchers rideshare"),
        ("LV", "rocket rockets rocketmaker"),
        ("E", "engine engines propulsion thrusters"),
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Profile:
    """`kind` of an organisation (company, agency, academic, military, fund) or of a programme.

    `country` is an English state name or ""; `words` the small words of its names; `known` says
    whether the kind comes from the bundled tables; `does` is what an organisation is known or said
    to do (O operates, LA launches, LV builds launchers, PL payloads, E engines); `id` and `parent`
    are its own and its parent's in the bundled table.
    """

    kind: str
    country: str
    words: frozenset[str]
    known: bool
    does: frozenset[str] = frozenset()
    id: str = ""
    parent: str = ""


@lru_cache(maxsize=1)
def _nations() -> dict[str, str]:
    return {
        adjective: country.name for country in countries() for adjective in country.adjectives
    } | {country.name: country.name for country in countries()}


NATIONS = _nations()


@lru_cache(maxsize=1)
def _programme_kinds() -> dict[str, str]:
    return {fold(name): programme.kind for programme in programmes() for name in programme.names()}


def _by_words(words: Sequence[str], table: dict[str, str]) -> str | None:
    for word in reversed(words):
        for kind, listed in table.items():
            if word in listed.split():
                return kind
    return None


@lru_cache(maxsize=1)
def _kinds_of_words() -> dict[str, str]:
    """What kind each word of PROGRAMME_WORDS and its plural tell; the first kind that lists it."""
    out: dict[str, str] = {}
    for kind, listed in PROGRAMME_WORDS.items():
        for word in listed.split():
            out.setdefault(word, kind)
            out.setdefault(word + "s", kind)
    return out


def _by_surroundings(tokens: Tokens, names: Sequence[Name]) -> str:
    """The kind that the words beside a programme's names tell, each by its nearness.

    A noun right before or behind the name counts most, then one in an apposition behind it ("G,
    a small lander"), then the preposition before it ("at G" a place, "aboard a G" a ride); where
    nothing tells, a satellite, which most named programmes are.
    """
    telling = _kinds_of_words()
    votes = dict.fromkeys(PROGRAMME_WORDS, 0.0)
    votes["satellite"] += 0.5

    def word_at(i: int, sentence: int) -> str:
        inside = 0 <= i < len(tokens) and tokens.sentence[i] == sentence
        return tokens.lower[i] if inside else ""

    for name in names[:8]:
        sentence = tokens.sentence[name.begin]
        for step in range(1, 5):
            word = word_at(name.begin - step, sentence)
            if word in telling:
                votes[telling[word]] += 3.0 / step
                break
            if not word or not (word.isalnum() or word == "-"):
                break
        behind = word_at(name.end, sentence)
        if behind in telling:
            votes[telling[behind]] += 3.0
        elif behind in (",", "(", "is", "was", "–", "—", ":"):
            for step in range(1, 7):
                word = word_at(name.end + step, sentence)
                if word in telling:
                    votes[telling[word]] += 1.5
                    break
                if not word or word in (",", ")", "which", "that", "of", "for", "by", "from"):
                    break
        before = word_at(name.begin - 1, sentence)
        if before in ("the", "a", "an", "its", "'s"):
            before = word_at(name.begin - 2, sentence)
        if before in ("at", "from", "in", "near"):
            votes["facility"] += 0.75
        elif before in ("on", "aboard", "atop"):
            votes["launcher"] += 0.75
    return max(votes, key=lambda kind: votes[kind])


def profile(group: Group, tokens: Tokens, names: Sequence[Name]) -> Profile:
    """The profile of one thing, from the bundled tables, its names and the words beside them.

    `names` are its own names in the document.
    """
    forms = [fold(form) for form in group.surfaces]
    words = [word for form in forms for word in form.split()]
    country = ""
    for name in names[:6]:
        for i in range(max(name.begin - 4, 0), min(name.end + 4, len(tokens))):
            if tokens.words[i] in NATIONS and tokens.sentence[i] == tokens.sentence[name.begin]:
                country = country or NATIONS[tokens.words[i]]
    if group.type == "programme":
        known = next(
            (_programme_kinds()[form] for form in forms if form in _programme_kinds()), None
        )
        kind = known or _by_words(words, PROGRAMME_WORDS) or _by_surroundings(tokens, names)
        if kind == "station" and known is None and not GROUND.isdisjoint(words):
            kind = "facility"
        return Profile(kind, country, frozenset(words), known is not None)
    if group.type != "organisation":
        return Profile(group.type, country, frozenset(words), False)
    for form in forms:
        ids = known_ids(form)
        if len(ids) == 1:
            row = by_id()[next(iter(ids))]
            kind = "agency" if row.kind == "intergovernmental" else row.kind
            does = frozenset(row.activities).intersection(ACTIVITIES)
            return Profile(
                kind, row.country or country, frozenset(words), True, does, row.id, row.parent
            )
    kind = _by_words(words, ORGANISATION_WORDS) or "company"
    return Profile(kind, country, frozenset(words), False, _said_to_do(tokens, names))


def _said_to_do(tokens: Tokens, names: Sequence[Name]) -> frozenset[str]:
    """What the words right before and behind a firm's names call it ("rocket builder X")."""
    out: set[str] = set()
    for name in names[:6]:
        sentence = tokens.sentence[name.begin]
        for i in (*range(max(name.begin - 3, 0), name.begin), *range(name.end, name.end + 6)):
            if i < len(tokens) and tokens.sentence[i] == sentence:
                out |= CALLED.get(tokens.lower[i], frozenset())
    return frozenset(out)
