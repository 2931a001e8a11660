"""How terms and figures of the contract are written for people."""


def words(term: str) -> str:
    """A term of the contract: letter_of_intent → letter of intent."""
    return term.replace("_", " ")


def share(value: float | None) -> str:
    """A share: 67 %, 33.3 %; nothing for None."""
    return "" if value is None else f"{value:g} %"
