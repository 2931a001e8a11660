"""What the rules of the grammar find in a document: owned pairs, partner pairs, roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..recognition.descriptions import Reference
from ..recognition.entities import Group
from ..recognition.tokens import Tokens
from .grammar import Filler, Hit, line, matches
from .numbers import Share, shares


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


@dataclass(slots=True)
class Frames:
    """All that the rules find in one document, in text order."""

    ownership: list[OwnershipFrame] = field(default_factory=list)
    partnerships: list[PartnershipFrame] = field(default_factory=list)
    participations: list[ParticipationFrame] = field(default_factory=list)


def frames(
    tokens: Tokens, groups: Sequence[Group], references: Sequence[Reference]
) -> Frames:
    """Run every rule over every sentence of a document."""
    owner = [-1] * len(tokens)
    for number, reference in enumerate(references):
        for i in range(reference.begin, reference.end):
            owner[i] = number
    found = shares(tokens)
    by_word = {share.begin: (number, share) for number, share in enumerate(found)}
    out = Frames()
    for begin, end in zip(tokens.bounds, tokens.bounds[1:], strict=False):
        sentence = line(tokens, groups, references, owner, by_word, begin, end)
        for hit in matches(sentence):
            if hit.rule.relation == "ownership":
                out.ownership += _ownership(hit, references, found)
            elif hit.rule.relation == "partnership":
                out.partnerships += _partnership(hit, references)
            else:
                out.participations += _participation(hit, references)
    return out


def _things(
    hit: Hit, references: Sequence[Reference], *slots: str
) -> Iterator[tuple[int, Filler]]:
    """Each thing that one of the slots holds, with the filler that named it."""
    for slot in slots:
        for filler in hit.slots.get(slot, ()):
            for entity in references[filler.reference].entities:
                yield entity, filler


def _ownership(
    hit: Hit, references: Sequence[Reference], found: Sequence[Share]
) -> Iterator[OwnershipFrame]:
    stated = hit.slots.get("share", ())
    owners = list(_things(hit, references, "owner", "owners"))
    given = [found[f.share].value for _, f in owners if f.share is not None]
    for owner, filler in owners:
        for owned, other in _things(hit, references, "owned", "owneds"):
            if owner == owned:
                continue
            share: float | None = None
            number = filler.share if filler.share is not None else other.share
            if number is None and stated:
                number = stated[0].share
            if number is not None:
                share = found[number].value
                if found[number].rest:
                    rest = 100 - sum(value for value in given if value is not None)
                    share = round(rest, 2) if 0 < rest < 100 else None
            elif hit.rule.status == "whole":
                share = 100.0
            status = "current" if hit.rule.status == "whole" else hit.rule.status
            yield OwnershipFrame(
                owner, owned, share, hit.rule.kind, status, hit.rule.name, hit.begin, hit.end
            )


def _partnership(hit: Hit, references: Sequence[Reference]) -> Iterator[PartnershipFrame]:
    lists = [
        [entity for entity, _ in _things(hit, references, *slots)]
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
    for programme, _ in _things(hit, references, "prog", "progs"):
        for organisation, _ in _things(hit, references, "org", "orgs"):
            yield ParticipationFrame(
                organisation, programme, hit.rule.role, hit.rule.name, hit.begin, hit.end
            )
