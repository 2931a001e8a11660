"""Candidate pairs: two things that a sentence, or two neighbouring ones, name together.

For each pair its closest references in each place, and the features that the scorer weighs:
the words and trigger classes between and around them, their distance, what stands between,
how they are referred to and what kind of things they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ..recognition.descriptions import Reference
from ..recognition.entities import Group
from ..recognition.kinds import Profile
from ..recognition.tokens import Tokens
from .frames import Frames
from .vocabulary import classes

ACTORS = ("organisation", "country")
SIDE = 6  # words looked at on either side of a pair
FAR = 40  # words between two references beyond which they are no candidates across sentences
NEIGHBOURS = 30  # references behind another that can be its pair in a sentence
GAP = 4  # sentences between them at the most
TOPIC_REACH = 10  # sentences back in which a sentence's programme is sought


@dataclass(frozen=True, slots=True)
class Pair:
    """One place where two things stand together.

    `first`, `second` are numbers of things in text order (for a programme pair: the programme
    first, whatever the order); `begin`, `end` bound the words of the sentences concerned, `gap`
    is how many sentences lie between the two, `text_first` which of them the features take first.
    """

    first: int
    second: int
    a: Reference
    b: Reference
    begin: int
    end: int
    gap: int
    text_first: int
    features: tuple[str, ...]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word in lower case without common English endings: enough to meet its inflections."""
    word = word.lower()
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ied",
        "ies",
        "ed",
        "es",
        "s",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _bucket(number: int) -> str:
    for limit in (0, 1, 2, 3, 5, 8, 12, 20, 30):
        if number <= limit:
            return str(limit)
    return "far"


class Candidates:
    """All candidate pairs of one document."""

    def __init__(
        self,
        tokens: Tokens,
        groups: Sequence[Group],
        profiles: Sequence[Profile],
        references: Sequence[Reference],
        found: Frames,
    ) -> None:
        self.tokens = tokens
        self.groups = groups
        self.profiles = profiles
        self.references = references
        self.stems = [stem(word) for word in tokens.words]
        self.classes = [classes(word.lower()) for word in tokens.words]
        # The reference that a word belongs to, if any.
        self.owner: list[int] = [-1] * len(tokens)
        for number, reference in enumerate(references):
            for i in range(reference.begin, reference.end):
                self.owner[i] = number
        self.uses = [0] * len(groups)
        for reference in references:
            if reference.how == "name":
                self.uses[reference.entities[0]] += 1
        top = max(self.uses, default=0)
        self.main = {i for i, count in enumerate(self.uses) if count == top and top > 2}
        # How many names of actors start before each word.
        starts = [0] * (len(tokens) + 1)
        for reference in references:
            if self.groups[reference.entities[0]].type in ACTORS and reference.how != "pronoun":
                starts[reference.begin + 1] += 1
        self.before = list(accumulate(starts))
        self.most = max(
            (uses for i, uses in enumerate(self.uses) if self._is_programme(i)), default=0
        )
        self.placeholders = [self._placeholder(reference) for reference in references]
        self.rules = self._rules(found)

    def _rules(self, found: Frames) -> dict[tuple[int, int, int], list[str]]:
        """What the rules say of each pair of things (the smaller number first), by sentence."""
        out: dict[tuple[int, int, int], list[str]] = {}

        def add(a: int, b: int, begin: int, *names: str) -> None:
            key = (min(a, b), max(a, b), self.tokens.sentence[begin])
            out.setdefault(key, []).extend(names)

        for own in found.ownership:
            side = "<" if own.owner < own.owned else ">"
            add(own.owner, own.owned, own.begin, f"ro={own.rule}{side}", f"ro{side}")
        for pair in found.partnerships:
            add(pair.a, pair.b, pair.begin, f"rp={pair.rule}", f"rk={pair.kind}", "rp")
        for part in found.participations:
            add(
                part.organisation,
                part.programme,
                part.begin,
                f"rr={part.rule}",
                f"rr={part.role}",
                "rr",
            )
        return out

    def _placeholder(self, reference: Reference) -> str:
        kind = self.groups[reference.entities[0]].type
        return {"organisation": "ORG", "country": "CTY", "programme": "PROG", "person": "PER"}[kind]

    def pairs(self) -> list[Pair]:
        """Candidate pairs in text order; one for each pair of things and place."""
        tokens, references = self.tokens, self.references
        by_sentence: dict[int, list[int]] = {}
        for number, reference in enumerate(references):
            by_sentence.setdefault(tokens.sentence[reference.begin], []).append(number)
        out: list[Pair] = []
        for sentence in sorted(by_sentence):
            best: dict[tuple[int, int], tuple[int, int, int]] = {}
            here = by_sentence[sentence]
            for x, i in enumerate(here):
                for j in here[x + 1 : x + 1 + NEIGHBOURS]:
                    self._offer(best, i, j)
            inside = set(best)
            back = sentence - 1
            cross: dict[tuple[int, int], tuple[int, int, int]] = {}
            while back >= 0 and sentence - back <= GAP:
                for i in by_sentence.get(back, ())[-NEIGHBOURS:]:
                    for j in here[:NEIGHBOURS]:
                        distance = references[j].begin - references[i].end
                        if sentence - back == 1 or distance <= FAR:
                            self._offer(cross, i, j)
                back -= 1
            for i in self._topics(by_sentence, sentence):
                for j in here:
                    self._offer(cross, i, j, topic=True)
            for key, (_, i, j) in sorted(best.items(), key=lambda row: row[1][1:]):
                out.append(self._pair(key, i, j))
            for key, (_, i, j) in sorted(cross.items(), key=lambda row: row[1][1:]):
                if key not in inside:
                    out.append(self._pair(key, i, j))
        return out

    def _topics(self, by_sentence: dict[int, list[int]], sentence: int) -> list[int]:
        """The programmes that a sentence may be about without naming them: the last one named
        before it, and the one that the document names most."""
        out: list[int] = []
        most = self.most
        for back in range(sentence - 1, max(sentence - TOPIC_REACH, 0) - 1, -1):
            for number in reversed(by_sentence.get(back, ())):
                reference = self.references[number]
                entity = reference.entities[0]
                if reference.how != "name" or not self._is_programme(entity):
                    continue
                if not out or (self.uses[entity] == most and most > 1):
                    out.append(number)
                if self.uses[entity] == most:
                    return out
        return out

    def _is_programme(self, entity: int) -> bool:
        return self.groups[entity].type == "programme"

    def _offer(
        self,
        best: dict[tuple[int, int], tuple[int, int, int]],
        i: int,
        j: int,
        topic: bool = False,
    ) -> None:
        """Keep references i and j for each pair of their things where none is closer.

        With `topic`, only pairs of a programme (i) and an actor.
        """
        a, b = self.references[i], self.references[j]
        if topic and self.groups[b.entities[0]].type not in ACTORS:
            return
        distance = b.begin - a.end
        distance += (10 if a.how == "pronoun" else 4 if a.how == "description" else 0) + (
            10 if b.how == "pronoun" else 4 if b.how == "description" else 0
        )
        for x in a.entities:
            for y in b.entities:
                if x == y:
                    continue
                actors = (self.groups[x].type in ACTORS) + (self.groups[y].type in ACTORS)
                programmes = (self.groups[x].type == "programme") + (
                    self.groups[y].type == "programme"
                )
                persons = (self.groups[x].type == "person") + (self.groups[y].type == "person")
                if actors == 2 or (actors == 1 and programmes + persons == 1):
                    key = (min(x, y), max(x, y))
                    if key not in best or distance < best[key][0]:
                        best[key] = (distance, i, j)

    def _pair(self, key: tuple[int, int], i: int, j: int) -> Pair:
        a, b = self.references[i], self.references[j]
        x = key[0] if key[0] in a.entities else key[1]
        y = key[1] if x == key[0] else key[0]
        if y not in b.entities:
            x, y = y, x
        tokens = self.tokens
        begin = tokens.bounds[tokens.sentence[a.begin]]
        end = tokens.bounds[tokens.sentence[b.begin] + 1]
        features = self._features(x, y, i, j, begin, end)
        text_first = x
        if self.groups[y].type == "programme":
            x, y = y, x
        gap = tokens.sentence[b.begin] - tokens.sentence[a.begin]
        return Pair(x, y, a, b, begin, end, gap, text_first, tuple(features))

    def _features(self, x: int, y: int, i: int, j: int, begin: int, end: int) -> list[str]:
        a, b = self.references[i], self.references[j]
        tokens, stems, kinds, owner = self.tokens, self.stems, self.classes, self.owner
        words = tokens.words
        types = (self.groups[x].type, self.groups[y].type)
        order = "PO" if types[0] == "programme" else "OP" if types[1] == "programme" else "OO"
        gap = tokens.sentence[b.begin] - tokens.sentence[a.begin]
        out = [order, f"gap={min(gap, 3)}"]
        # What stands between, names as their types, brackets after a name left out.
        path: list[str] = []
        between: list[str] = []
        mentions = 0
        at = a.end
        coordinated = gap == 0
        if b.begin - at > 80:
            at = b.begin - 80
        while at < b.begin:
            number = owner[at]
            if number >= 0 and self.references[number].how != "pronoun":
                path.append(self.placeholders[number])
                mentions += 1
                at = self.references[number].end
                continue
            word = words[at]
            if word not in (",", "and", "&", "(", ")", "/", "-", "or") and number < 0:
                coordinated = False
            between.append(stems[at])
            path += kinds[at][:1] or (
                [word] if word in (",", "(", ")", ":", ";", "%", "-", "–", "—", "'s", "’s") else []
            )
            at += 1
        distance = b.begin - a.end
        pa, pb = self.profiles[x], self.profiles[y]
        out += [
            "d=" + _bucket(distance),
            f"m={min(mentions, 6)}",
            f"ka={pa.kind}",
            f"kb={pb.kind}",
            f"kk={pa.kind}|{pb.kind}",
            f"ra={a.how}",
            f"rb={b.how}",
            f"rr={a.how}|{b.how}",
        ]
        out += self.kinship(x, y)
        if order != "OO":
            craft, firm = (pa, pb) if order == "PO" else (pb, pa)
            out += [f"does={one}|{craft.kind}" for one in sorted(firm.does) or ["?"]]
        if a.how != "name":
            out.append("ha=" + a.head)
        if b.how != "name":
            out.append("hb=" + b.head)
        if types[0] == "country" or types[1] == "country":
            out.append("country")
        if types[0] == "person" or types[1] == "person":
            out.append("person")
        if coordinated:
            out.append("coord")
        if self.main:
            out += [f"main={(x in self.main)}|{(y in self.main)}"]
        if pa.country and pa.country == pb.country:
            out.append("same country")
        close = distance <= 14 and gap == 0
        mark = "" if gap == 0 else "x"
        limit = between if len(between) <= 16 else between[:8] + between[-8:]
        for word in dict.fromkeys(limit):
            out.append(f"{mark}bw={word}")
        if gap == 0:
            for one, two in zip(between[:12], between[1:13], strict=False):
                out.append(f"bb={one} {two}")
            if between:
                out += ["b1=" + between[0], "bl=" + between[-1]]
                if len(between) <= 5:
                    out.append("bt=" + " ".join(between))
            else:
                out.append("bt=")
        short = path if len(path) <= 9 else [*path[:4], "…", *path[-4:]]
        if gap == 0:
            out.append("path=" + " ".join(short))
            skeleton = [step for step in short if step not in (",", "(", ")")]
            out.append("skel=" + " ".join(skeleton))
        tail = range(max(a.end, b.begin - 40), b.begin)  # a long way is seen from its end
        trigger_between = {name for k in tail for name in kinds[k]}
        for name in sorted(trigger_between):
            out.append(f"{mark}c={name}")
            if close:
                out.append(f"cc={name}|{min(mentions, 2)}")
            out.append(f"{mark}ck={name}|{pa.kind}|{pb.kind}")
        ordered = [name for k in tail if owner[k] < 0 for name in kinds[k][:1]]
        for one, two in zip(ordered[:8], ordered[1:9], strict=False):
            out.append(f"{mark}c2={one} {two}")
        # A rule's finding, told from the side that stands first.
        for name in self.rules.get((min(x, y), max(x, y), tokens.sentence[b.begin]), ()):
            if name.startswith("ro"):
                side = ">" if (name[-1] == "<") == (x < y) else "<"
                out.append(name[:-1] + side)
            else:
                out.append(name)
                if name.startswith("rr="):
                    out += [f"{name}|{pa.kind}|{pb.kind}", f"{name}|{order}"]
        out += self._competition(a, b, begin, end, mark)
        # Around the pair.
        for k in range(max(begin, a.begin - SIDE), a.begin):
            place = "near" if a.begin - k <= 2 else "far"
            if owner[k] >= 0:
                continue
            out.append(f"L{place}={stems[k]}")
            out += [f"Lc={name}" for name in kinds[k]]
        for k in range(b.end, min(end, b.end + SIDE)):
            place = "near" if k - b.end < 2 else "far"
            if owner[k] >= 0:
                continue
            out.append(f"R{place}={stems[k]}")
            out += [f"Rc={name}" for name in kinds[k]]
        for k in range(b.end + SIDE, min(end, b.end + 30)):
            out += [f"RR={name}" for name in kinds[k]]
        for k in range(max(begin, a.begin - 30), max(begin, a.begin - SIDE)):
            out += [f"LL={name}" for name in kinds[k]]
        # The word before each and after each.
        for name, k in (("a-", a.begin - 1), ("a+", a.end), ("b-", b.begin - 1), ("b+", b.end)):
            if begin <= k < end:
                seen = stems[k] if owner[k] < 0 else self.placeholders[owner[k]]
                out.append(f"{name}={seen}")
                out += [f"{name}c={c}" for c in kinds[k]]
        if begin <= a.begin - 2 and b.end + 1 < end:
            out.append(f"a-2={stems[a.begin - 2]} {stems[a.begin - 1]}")
            out.append(f"b+2={stems[b.end]} {stems[b.end + 1]}")
        if self._percent(a.end, end):
            out.append("%a")
        if self._percent(b.end, end):
            out.append("%b")
        if any(words[k] in ("%", "percent") or words[k] == "per" for k in range(a.end, b.begin)):
            out.append("%between")
        if a.begin == begin or (a.begin == begin + 1 and words[begin].lower() == "the"):
            out.append("a first")
        return list(dict.fromkeys(out))

    def _competition(
        self, a: Reference, b: Reference, begin: int, end: int, mark: str
    ) -> list[str]:
        """For each trigger about the pair, how many other names stand between it and the two."""
        out = []
        before = self.before
        between = min(before[b.begin] - before[a.end], 2)
        near = range(max(begin, a.begin - 15), min(end, b.end + 15))
        if len(near) > 80:
            near = range(max(begin, b.begin - 30), min(end, b.end + 15))
        for k in near:
            if self.owner[k] >= 0 or not self.classes[k]:
                continue
            if k < a.begin:
                place = f"L{min(before[a.begin] - before[k], 2)}{between}"
            elif k < b.begin:
                place = f"M{min(before[k] - before[a.end], 2)}{min(before[b.begin] - before[k], 2)}"
            else:
                place = f"R{between}{min(before[k] - before[b.end], 2)}"
            out += [f"{mark}t={name}{place}" for name in self.classes[k]]
        return out

    def kinship(self, x: int, y: int) -> list[str]:
        """What names and the bundled table say of one being the other's parent: ">" x of y."""
        out = []
        pa, pb = self.profiles[x], self.profiles[y]
        if pa.id and pa.id == pb.parent:
            out.append("table>")
        if pb.id and pb.id == pa.parent:
            out.append("table<")
        for a, b, side in ((x, y, ">"), (y, x, "<")):
            if any(
                long.startswith((short + " ", short + "-"))
                for short in self.groups[a].surfaces[:3]
                for long in self.groups[b].surfaces[:3]
            ):
                out.append("prefix" + side)
        return out

    def _percent(self, begin: int, end: int) -> bool:
        """Whether a percentage in brackets or plain stands right behind a name."""
        words = self.tokens.words[begin : min(begin + 4, end)]
        return any(word in ("%", "percent") for word in words)
