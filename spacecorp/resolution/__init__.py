"""Names from many documents → entities, with the reason for each merge and each refusal.

`resolve(records, decisions=…) -> list[Cluster]` clusters the entities of many documents, and obeys
what people have decided; `resolved(…) -> Resolution` gives the doubts that are left, too;
`match(a, b) -> Match` compares two names; `Growing` takes records as they come. They are loaded
when first asked for, since callers that only fold names should not pay for them.
"""

from typing import TYPE_CHECKING, Any

from spacecorp.resolution.records import (
    Cluster,
    Decision,
    Doubt,
    Match,
    Named,
    Record,
    Resolution,
)

if TYPE_CHECKING:
    from spacecorp.resolution.growing import Growing
    from spacecorp.resolution.matching import match
    from spacecorp.resolution.resolving import resolve, resolved

__all__ = [
    "Cluster",
    "Decision",
    "Doubt",
    "Growing",
    "Match",
    "Named",
    "Record",
    "Resolution",
    "match",
    "resolve",
    "resolved",
]


def __getattr__(name: str) -> Any:
    if name == "match":
        from spacecorp.resolution.matching import match

        return match
    if name in ("resolve", "resolved"):
        from spacecorp.resolution import resolving

        return getattr(resolving, name)
    if name == "Growing":
        from spacecorp.resolution.growing import Growing

        return Growing
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
