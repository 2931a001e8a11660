"""Stable identifiers of facts: the same statement has the same id in every run."""

from hashlib import blake2b


def stable_id(prefix: str, *parts: object) -> str:
    """`prefix` and ten hex digits that depend on nothing but `parts`.

    Forty bits: among a million facts, about one chance in two that any two of them share one.
    """
    digest = blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=5)
    return f"{prefix}-{digest.hexdigest()}"
