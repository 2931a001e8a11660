"""What the rules of the grammar find in a document: owned pairs, partner pairs, roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ..recognition.descriptions import Reference
from ..recognition.entities import Group
from ..recognition.tokens import Tokens
from .grammar import TOPIC, Filler, Hit, matches, possible
from .lines import Line, lines
from .numbers import Share, shares
from .tables import Layout, layout


@dataclass(frozen=True, slots=True)
class OwnershipFrame:
    """`owner` holds `owned` (numbers of things), by a rule, in words `begin` to `end`."""

    owner: int
    owned: int
    share: float | None
    kind: str
    status: str
    rule: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class PartnershipFrame:
    """`a` and `b` (numbers of things) are parties, by a rule, in words `begin` to `end`."""

    a: int
    b: int
    kind: str
    status: str
    rule: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class ParticipationFrame:
    """`organisation` has `role` in `programme` (numbers of things), by a rule."""

    organisation: int
    programme: int
    role: str
    rule: str
    begin: int
    end: int


BATCH = 64  # sentences whose rules are looked for at once


@dataclass(slots=True)
class Frames:
    """All that the rules find in one document, in text order, and the shares in its text.

    `joined` are pairs of references that the layout puts together, however far apart they stand;
    `rows` has the table and the row of each sentence that is a part of one.
    """

    ownership: list[OwnershipFrame] = field(default_factory=list)
    partnerships: list[PartnershipFrame] = field(default_factory=list)
    participations: list[ParticipationFrame] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    joined: list[tuple[int, int]] = field(default_factory=list)
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)


def frames(tokens: Tokens, groups: Sequence[Group], references: Sequence[Reference]) -> Frames:
    """Run every rule over every sentence of a document."""
    found = shares(tokens)
    before = topics(tokens, groups, references)
    out = Frames(shares=found)
    holding: int | None = None

    def tried() -> Iterator[tuple[Line, list[int]]]:
        """Each sentence with the rules that may match it."""
        sentences = lines(tokens, groups, references, found)
        while batch := list(islice(sentences, BATCH)):
            yield from zip(batch, possible(batch), strict=True)

    for (sentence, numbers), topic in zip(tried(), before, strict=True):
        # A list of holders goes on about the same thing: "B has 4 per cent."
        topic = holding if holding is not None else topic
        named: list[OwnershipFrame] = []
        meant: list[OwnershipFrame] = []
        for hit in matches(sentence, numbers):
            if hit.rule.relation == "ownership":
                kind = meant if "topic" in hit.slots else named
                kind += _ownership(hit, references, found, topic)
            elif hit.rule.relation == "partnership":
                out.partnerships += _partnership(hit, references)
            else:
                out.participations += _participation(hit, references)
        # What the sentence itself says of an owner goes before what it may leave out.
        known = {frame.owner for frame in named}
        meant = [frame for frame in meant if frame.owner not in known]
        named, meant = _figured(named), _figured(meant)
        out.ownership += named + meant
        spoken = {frame.owned for frame in meant or named if frame.share is not None}
        holding = spoken.pop() if len(spoken) == 1 else None
    _laid_out(out, layout(tokens, groups, references), references)
    out.ownership = _settle(out.ownership)
    return out


def _laid_out(out: Frames, found: Layout, references: Sequence[Reference]) -> None:
    """Add what the layout tells. Each frame lies where the later of its two names stands."""
    out.rows = found.rows
    for told in found.told:
        a, b = told.first, told.second
        pair = (min(a.reference, b.reference), max(a.reference, b.reference))
        out.joined.append(pair)
        later = references[pair[1]]
        where = (told.rule, later.begin, later.end)
        if told.relation == "ownership":
            own = OwnershipFrame(a.entity, b.entity, told.share, told.what, told.status, *where)
            out.ownership.append(own)
        elif told.relation == "partnership":
            agreed = PartnershipFrame(a.entity, b.entity, told.what, told.status, *where)
            out.partnerships.append(agreed)
        else:
            out.participations.append(ParticipationFrame(a.entity, b.entity, told.what, *where))


def _things(
    hit: Hit, references: Sequence[Reference], topic: int | None, *slots: str
) -> Iterator[tuple[int, Filler]]:
    """Each thing that one of the slots holds, with the filler that named it."""
    for slot in slots:
        for filler in hit.slots.get(slot, ()):
            if filler.reference == TOPIC:
                if topic is not None:
                    yield topic, filler
                continue
            for entity in references[filler.reference].entities:
                yield entity, filler


def topics(
    tokens: Tokens, groups: Sequence[Group], references: Sequence[Reference]
) -> list[int | None]:
    """For each sentence the organisation that the sentences before it are about.

    That is the first one named or meant in the last of the three sentences before that has any;
    the idea that what comes first stays in focus is that of centering (Grosz, Joshi and
    Weinstein, 1995).
    """
    first: dict[int, int] = {}
    for reference in references:
        if groups[reference.entities[0]].type == "organisation" and len(reference.entities) == 1:
            first.setdefault(tokens.sentence[reference.begin], reference.entities[0])
    out: list[int | None] = []
    for sentence in range(len(tokens.bounds) - 1):
        before = (first[k] for k in range(sentence - 1, max(sentence - 4, -1), -1) if k in first)
        out.append(next(before, None))
    return out


def _ownership(
    hit: Hit, references: Sequence[Reference], found: Sequence[Share], topic: int | None
) -> Iterator[OwnershipFrame]:
    owners = list(
        _things(hit, references, topic, "owner", "owners", "holders", "parent", "parents", "person")
    )
    owned = list(_things(hit, references, topic, "owned", "owneds", "part"))
    for entity, _ in _things(hit, references, topic, "topic"):
        if owners:
            owned.append((entity, Filler(TOPIC, None)))
        else:
            owners.append((entity, Filler(TOPIC, None)))
    if hit.rule.named and any(
        filler.reference >= 0 and references[filler.reference].how == "pronoun"
        for fillers in hit.slots.values()
        for filler in fillers
    ):
        return
    # "A and B are its owners": what is owned is none of them but what was spoken of before.
    holders = {entity for entity, _ in owners}
    owned = [
        (topic, filler)
        if entity in holders and topic is not None and topic not in holders
        and filler.reference >= 0 and references[filler.reference].how != "name"
        else (entity, filler)
        for entity, filler in owned
    ]  # fmt: skip
    named = {filler.share for _, filler in owners if filler.share is not None}
    given = sum(found[number].value or 0 for number in named)
    stated = [filler.share for filler in hit.slots.get("share", ()) if filler.share is not None]
    listed = [filler.share for filler in hit.slots.get("shares", ()) if filler.share is not None]
    former = [filler.share for filler in hit.slots.get("former", ()) if filler.share is not None]
    given += sum(found[number].value or 0 for number in stated)
    rule = hit.rule

    def frame(owner: int, thing: int, share: float | None, status: str) -> OwnershipFrame:
        return OwnershipFrame(owner, thing, share, rule.kind, status, rule.name, hit.begin, hit.end)

    for at, (owner, filler) in enumerate(owners):
        for thing, other in owned:
            if owner == thing:
                continue
            number = filler.share if filler.share is not None else other.share
            share: float | None = None
            if number is not None:
                share = found[number].value
            elif len(listed) == len(owners):
                number = listed[at]
                share = found[number].value
            elif stated:
                number = stated[0]
                one = found[number]
                # One figure for several owners together says nothing of each.
                if len(owners) == 1 or one.each or (one.value == 50.0 and not one.together):
                    share = one.value
            elif rule.share == "whole":
                share = 100.0
            elif rule.share == "equal" and len(owners) > 1:
                share = round(100 / len(owners), 2)
            if number is not None and found[number].rest:
                rest = 100 - given
                share = round(rest, 2) if 0 < rest < 100 and given else REST
            yield frame(owner, thing, share, rule.status)
            for number in former:
                yield frame(owner, thing, found[number].value, "former")


def _figured(ownership: list[OwnershipFrame]) -> list[OwnershipFrame]:
    """One sentence's frames, those without a share given what another says of the same pair."""
    figures: dict[tuple[int, int], float] = {}
    for frame in ownership:
        if frame.share is not None and frame.status != "former":
            figures.setdefault((frame.owner, frame.owned), frame.share)
    return [
        replace(frame, share=figures.get((frame.owner, frame.owned)))
        if frame.share is None and frame.status != "former"
        else frame
        for frame in ownership
    ]


def _settle(ownership: list[OwnershipFrame]) -> list[OwnershipFrame]:
    """Work out what is left over for "the rest", and take a share that stands elsewhere.

    A frame without a share gets the only present one that the document gives for its pair.
    """
    given: dict[int, dict[int, set[float]]] = {}
    for frame in ownership:
        if frame.share is not None and frame.share != REST and frame.status != "former":
            given.setdefault(frame.owned, {}).setdefault(frame.owner, set()).add(frame.share)
    sums = {owned: sum(map(min, held.values())) for owned, held in given.items()}
    out = []
    for frame in ownership:
        share = frame.share
        own = given.get(frame.owned, {}).get(frame.owner, set())
        if share == REST:
            others = sums.get(frame.owned, 0.0) - min(own, default=0.0)
            share = round(100 - others, 2) if 0 < others < 100 else None
        elif share is None and frame.status != "former":
            share = min(own) if len(own) == 1 else None
        out.append(frame if share == frame.share else replace(frame, share=share))
    return out


REST = -1.0  # stands for a share that is still to be worked out


def _partnership(hit: Hit, references: Sequence[Reference]) -> Iterator[PartnershipFrame]:
    lists = [
        [entity for entity, _ in _things(hit, references, None, *slots)]
        for slots in (("a", "as"), ("b", "bs"), ("c",), ("parties",))
    ]
    left, right, third, together = lists
    pairs = {(a, b) for a in left for b in right}
    pairs |= {(a, c) for a in left + right for c in third}
    pairs |= {(a, b) for i, a in enumerate(together) for b in together[i + 1 :]}
    for a, b in sorted(pairs):
        if a != b:
            yield PartnershipFrame(
                a, b, hit.rule.kind, hit.rule.status, hit.rule.name, hit.begin, hit.end
            )


def _participation(hit: Hit, references: Sequence[Reference]) -> Iterator[ParticipationFrame]:
    for programme, _ in _things(hit, references, None, "prog", "progs"):
        for organisation, _ in _things(hit, references, None, "org", "orgs"):
            yield ParticipationFrame(
                organisation, programme, hit.rule.role, hit.rule.name, hit.begin, hit.end
            )
