"""How terms and figures of the contract are written for people."""

from ..resolution.records import Named


def words(term: str) -> str:
    """A term of the contract: letter_of_intent → letter of intent."""
    return term.replace("_", " ")


def share(value: float | None) -> str:
    """A share: 67 %, 33.3 %; nothing for None."""
    return "" if value is None else f"{value:g} %"


def named(what: Named) -> str:
    """What a decision is about: a name, with the document where only its bearer is meant."""
    return f"{what.name} (in {what.document})" if what.document else what.name
