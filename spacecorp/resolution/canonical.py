"""Choose the name that a cluster is shown under, and an identifier that stays."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacecorp.resolution.acronyms import acronym_of, looks_like_acronym
from spacecorp.resolution.folding import fold
from spacecorp.resolution.records import Record

_PREFIXES = {"organisation": "org", "country": "country", "programme": "prog", "person": "person"}


def canonical_name(records: Sequence[Record]) -> tuple[str, tuple[str, ...]]:
    """The name of a cluster and its other forms, most used first.

    The name is the one that most documents give as theirs; of names used alike, the one with
    more mentions, then the longer. An acronym yields to the full name unless more than twice as
    many documents use it. The order of `records` plays no part.
    """
    documents: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for record in records:
        documents[record.name] += 1
        mentions[record.name] += 0
        for form, count in record.mentions:
            mentions[form] += count
    ranked = sorted(mentions, key=lambda n: (-documents[n], -mentions[n], -len(n), n))
    best = ranked[0]
    if looks_like_acronym(best):
        for name in ranked[1:]:
            full = documents[name] and len(name) > len(best) and acronym_of(best, name)
            if full and documents[best] <= 2 * documents[name]:
                best = name
                break
    aliases = sorted(
        (n for n in mentions if n != best), key=lambda n: (-documents[n] - mentions[n], n)
    )
    return best, tuple(aliases)


def identifiers(clusters: Iterable[tuple[str, str, str, str]]) -> list[str]:
    """Stable identifiers, one for each (type, known id or "", key, smallest member).

    Made of the type and a hash of the known id, or of the key of the canonical name. Where two
    clusters have the same, all but the first by smallest member hash that in as well.
    """
    rows = list(clusters)
    order = sorted(range(len(rows)), key=lambda i: rows[i])
    out = [""] * len(rows)
    for i, name in zip(order, identifiers_in_order(rows[i] for i in order), strict=True):
        out[i] = name
    return out


def identifiers_in_order(clusters: Iterable[tuple[str, str, str, str]]) -> Iterator[str]:
    """What `identifiers` gives, for clusters that are sorted."""
    used: set[str] = set()
    for kind, known, key, member in clusters:
        salt = ""
        while True:
            name = identifier(kind, known, key, salt)
            if name not in used:
                break
            salt += "\x1f" + member
        used.add(name)
        yield name


def identifier(kind: str, known: str, key: str, salt: str = "") -> str:
    """The identifier of a cluster that nothing else has the same of, `salt` being empty."""
    stem = f"{kind}\x1f{'known:' + known if known else key}"
    digest = hashlib.blake2b(f"{stem}{salt}".encode(), digest_size=8).hexdigest()
    return f"{_PREFIXES.get(kind, 'entity')}-{digest[:8]}"


def stable_key(name: str) -> str:
    """What an identifier is made of where the table does not know the name."""
    return fold(name)
