"""The records that go into resolution and come out of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One entity of one document, with what the document tells of it.

    `mentions` are pairs (form, number of times it stands there); `apart` are ids of entities of
    the same document that facts forbid to be one with it (owner and owned, parties of one
    instrument); `context` names what stands around it: countries, partners, people.
    """

    document: str
    entity: str
    name: str
    type: str
    mentions: tuple[tuple[str, int], ...] = ()
    apart: frozenset[str] = frozenset()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """One real-world thing over all documents.

    `id` stays the same between runs ("org-3f9a2c"); `members` are (document, entity id), sorted;
    `aliases` the other forms, most used first; `reasons` one readable line for each merge;
    `known` the id of the organisation of the bundled table that it was tied to, or None.
    """

    id: str
    name: str
    type: str
    members: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    reasons: tuple[str, ...]
    known: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """What a decision is about: all that documents call `name`, or only what `document` does."""

    name: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has decided: that two names of a type are one thing, or that they are not."""

    same: bool
    type: str
    one: Named
    other: Named


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records, (document, entity id) each, of which resolution is not sure.

    `same` says what it did with them; `score` (0 to 1) how much speaks for one thing; `reason`
    what does, `against` what forbade it or speaks against it ("" where nothing does).
    """

    one: tuple[str, str]
    other: tuple[str, str]
    same: bool
    score: float
    reason: str
    against: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """All clusters, and what is worth a person's look: one doubt at most for two clusters."""

    clusters: tuple[Cluster, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What comparing two names gives: one organisation or not, how alike (0 to 1), and why."""

    same: bool
    score: float
    reason: str
