"""The records that go into and come out of entity resolution."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One entity as one document names it.

    `mentions` are its forms with how often each is used. `apart` holds the ids of entities
    of the same document that facts forbid to merge with it. `context` names what stands
    around it: countries, people, partners.
    """

    document: str
    entity: str
    name: str
    type: str
    mentions: tuple[tuple[str, int], ...]
    apart: frozenset[str] = frozenset()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """One real-world thing: the (document, entity id) pairs that name it.

    `id` is stable between runs ("org-3f9a2c"), `name` canonical, `reasons` says why its
    members were put together, `known` is the key of the bundled table where one fits.
    """

    id: str
    name: str
    type: str
    members: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    known: str | None = None
