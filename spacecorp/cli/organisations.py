"""Reads the table of organisations that a user gives with --organisations."""

from dataclasses import dataclass

from ..knowledge.organisations import Organisation
from ..resolution.own import own_organisations
from ..sheet import NotATable
from .guard import Refused, complain
from .tables import read_text


@dataclass(frozen=True, slots=True)
class Own:
    """The organisations of a user's table; `whole` where no row of it was left out."""

    organisations: tuple[Organisation, ...]
    whole: bool


def read_own(file: str) -> Own:
    """The organisations in a CSV file; a row that cannot be used gets a line on standard error.

    Raises Refused where the file is no such table.
    """
    try:
        good, bad = own_organisations(read_text(file))
    except NotATable as reason:
        raise Refused(f"{file}: {reason}") from None
    for problem in bad:
        complain(f"{file}, line {problem.line}: {problem.reason}")
    return Own(tuple(good), not bad)
