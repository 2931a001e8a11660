"""Names from many documents → entities, with the reason for each merge and each refusal.

`resolve(records, decisions=…) -> list[Cluster]` clusters the entities of many documents, and obeys
what people have decided; `match(a, b) -> Match` compares two names. Both are loaded when first
asked for, since callers that only fold names should not pay for them.
"""

from typing import TYPE_CHECKING, Any

from spacecorp.resolution.records import Cluster, Decision, Match, Named, Record

if TYPE_CHECKING:
    from spacecorp.resolution.matching import match
    from spacecorp.resolution.resolving import resolve

__all__ = ["Cluster", "Decision", "Match", "Named", "Record", "match", "resolve"]


def __getattr__(name: str) -> Any:
    if name == "match":
        from spacecorp.resolution.matching import match

        return match
    if name == "resolve":
        from spacecorp.resolution.resolving import resolve

        return resolve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
