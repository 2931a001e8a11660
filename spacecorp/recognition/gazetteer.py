"""Known names, matched longest first over words: hints for the tagger, never mentions."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..knowledge.countries import countries
from ..knowledge.organisations import derived, organisations
from ..knowledge.programmes import programmes
from .tokens import WORD


@dataclass(slots=True)
class Gazetteer:
    """The names that may stand where two words do, the longest first, by the first word and the
    second ("" for any other than those that names have), and how often a word stands in names."""

    index: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> "Gazetteer":
        """From pairs of a name and its class (a short code that becomes part of the tags)."""
        entries: dict[tuple[str, ...], set[str]] = {}
        for name, kind in names:
            words = tuple(WORD.findall(name))
            if words and len(words) <= 12:
                entries.setdefault(words, set()).add(kind)
        made = cls()
        for words, kinds in entries.items():
            rows = made.index.setdefault(words[0], {}).setdefault("".join(words[1:2]), [])
            rows.extend((words, kind) for kind in sorted(kinds))
            for word in {word.lower() for word in words}:
                made.counts[word] = made.counts.get(word, 0) + 1
        for seconds in made.index.values():
            for second, rows in seconds.items():
                rows.sort(key=lambda row: (-len(row[0]), row))
                if second:
                    rows += seconds.get("", [])
        return made

    def rarity(self, word: str) -> str:
        """How common a word is in known names: "0" never, "1" in one or two, "2", "3" in many."""
        count = self.counts.get(word.lower(), 0)
        return "0" if count == 0 else "1" if count < 3 else "2" if count < 15 else "3"

    def tag(self, words: list[str]) -> list[list[str]]:
        """For each word the tags of the longest known names it stands in.

        A tag is B, I (first word, further word) or U (a name of one word) and the class.
        """
        out: list[list[str]] = [[] for _ in words]
        done = 0
        index = self.index
        for i, (word, second) in enumerate(zip(words, [*words[1:], ""], strict=True)):
            if word not in index or i < done:
                continue
            longest = 0
            seconds = index[word]
            for name, kind in seconds.get(second) or seconds.get("", []):
                if len(name) < longest:
                    break
                if len(name) < 3 or tuple(words[i : i + len(name)]) == name:
                    longest = len(name)
                    for j in range(longest):
                        place = "U" if longest == 1 else "I" if j else "B"
                        out[i + j].append(place + kind)
            done = max(done, i + longest)
        return out


# What is in the sky by itself: often named, never an organisation or a programme.
HEAVENS = (
    "Earth", "Moon", "Sun", "Mercury", "Venus", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune",
    "Pluto", "Ceres", "Phobos", "Deimos", "Europa", "Ganymede", "Callisto", "Titan", "Enceladus",
    "Bennu", "Ryugu", "Apophis", "Didymos", "Dimorphos", "Solar System", "Red Planet",
    "Milky Way", "Shackleton", "South Pole", "North Pole",
)  # fmt: skip


@derived
def known_names() -> Gazetteer:
    """The gazetteer of all bundled tables: organisations by kind, programmes by kind, states.

    Classes: O + the first two letters of an organisation's kind, P + those of a programme's;
    CN a state, CA its adjective, CC its capital, SK a body in the sky.
    """
    names = [
        (name, "O" + org.kind[:2])
        for org in organisations()
        for name in org.names()
        if len(name) > 1
    ]
    for programme in programmes():
        kind = "P" + programme.kind[:2]
        names += [(name, kind) for name in programme.names()]
    for country in countries():
        names += [(name, "CN") for name in (country.name, *country.aliases)]
        names += [(name, "CA") for name in country.adjectives]
        names += [(name, "CC") for name in country.capitals]
    names += [(name, "SK") for name in HEAVENS]
    return Gazetteer.of(names)
