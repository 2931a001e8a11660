"""Lists of names in a sentence ("A, B (C) and D"): what is said of one mostly holds of all."""

from collections.abc import Sequence

from ..recognition.descriptions import Reference
from ..recognition.entities import ACTORS, Group
from ..recognition.tokens import Tokens

JOINING = frozenset([",", ";", "and", "&", "/", "or", "plus"])
BESIDE = JOINING | frozenset(["the", "'s", "’s"])  # what else may stand between two members
WIDE = 12  # words between two members, brackets included


def lists(
    tokens: Tokens, groups: Sequence[Group], references: Sequence[Reference]
) -> list[tuple[int, ...]]:
    """For each reference the things of the list it stands in, in text order.

    A reference that stands alone makes a list of its own. Linear in the references.
    """
    out: list[tuple[int, ...]] = [reference.entities for reference in references]
    members: list[int] = []
    for number, reference in enumerate(references):
        if members:
            last = references[members[-1]]
            between = _between(tokens, last, reference)
            if between is None:
                continue  # in a bracket behind a member
            alike = _kind(groups, last) == _kind(groups, reference)
            if not (alike and BESIDE.issuperset(between) and not JOINING.isdisjoint(between)):
                _close(out, references, members)
                members = []
        members.append(number)
    _close(out, references, members)
    return out


def _kind(groups: Sequence[Group], reference: Reference) -> str:
    kind = groups[reference.entities[0]].type
    return "actor" if kind in ACTORS else kind


def _between(tokens: Tokens, one: Reference, other: Reference) -> list[str] | None:
    """The words between two references without those in brackets; None inside a bracket.

    Nothing where the two are too far apart to be members of one list.
    """
    if tokens.sentence[one.begin] != tokens.sentence[other.begin] or other.begin - one.end > WIDE:
        return []
    outside: list[str] = []
    depth = 0
    for word in tokens.words[one.end : other.begin]:
        depth += (word == "(") - (word == ")")
        if depth == 0 and word != ")":
            outside.append(word)
    return None if depth > 0 else outside


def _close(out: list[tuple[int, ...]], references: Sequence[Reference], members: list[int]) -> None:
    things = tuple(dict.fromkeys(e for n in members for e in references[n].entities))
    for number in members:
        out[number] = things
