"""Finds the office that a text gives a person in an organisation: "Anna Rossi, head of space at X".

Only what stands right between the two names, or right behind them, is read, so that no office goes
to a person of the next clause.
"""

import re

# Before the head of an office, and the heads themselves; the longest that fits is taken.
_RANKS = r"acting|associate|assistant|co|deputy|executive|first|founding|group|honorary|interim|" \
    r"joint|managing|outgoing|regional|senior|vice"  # fmt: skip
_HEADS = (
    r"chief\s+(?:\w+\s+){1,2}officer|chief\s+(?:executive|engineer|scientist|designer|economist|of\s+staff)"
    r"|c[efto]o|cso|president|chairman|chairwoman|chairperson|chair|founder|co-founder"
    r"|director[\s-]general|director|general\s+manager|manager|administrator|commissioner"
    r"|secretary[\s-]general|secretary|minister|head|leader|partner|owner|member\s+of\s+the\s+board"
    r"|board\s+member|spokesman|spokeswoman|spokesperson|analyst|adviser|advisor|counsel"
    r"|professor|astronaut|cosmonaut|governor|ambassador|commander"
)
_ONE = (
    rf"(?:(?:{_RANKS})[\s-]+)*(?:[\w&-]+\s+)?(?:{_HEADS})"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?(?!the\b)[\w&-]+(?:\s+(?:and\s+)?[\w&-]+){0,4}?)?"
)
_OFFICE = rf"(?P<office>{_ONE}(?:\s*(?:,|and|&|,\s*and)\s*{_ONE})?)"
_ARTICLE = r"(?:(?:who\s+is|the|a|an|its|their|then|now|new|former|current)\s+)*"
_TIE = r"(?:\s+(?:of|at|for|with|from|in)(?:\s+the)?)?"
# "P, chief executive of O" and "P is the president of O"
_PERSON_FIRST = re.compile(rf"\s*(?:,|is|was)\s+{_ARTICLE}{_OFFICE}{_TIE}\s+", re.IGNORECASE)
# "O's chief executive P" and "O president P"
_ORGANISATION_FIRST = re.compile(rf"(?:['’]s?)?,?\s+{_ARTICLE}{_OFFICE},?\s+", re.IGNORECASE)
# "P, O's chief executive" and "P of O, its president"
_BEHIND = re.compile(rf"(?:['’]s?)?,?\s+(?:its\s+)?{_OFFICE}(?=[\s,.;:)”\"]|$)", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s+|\s+(?:of|from|at)\s+(?:the\s+)?", re.IGNORECASE)
# "the head of O, P"
_BEFORE = re.compile(rf"(?<!\w){_OFFICE}\s+(?:of|at|for)\s+(?:the\s+)?$", re.IGNORECASE)

_LEADING = re.compile(r"^(?:(?:the|an?|its|their|new|former|current)\s+)+", re.IGNORECASE)

# Characters between the names, or behind them, in which an office can stand.
REACH = 90


def office(text: str, person: tuple[int, int], organisation: tuple[int, int]) -> str | None:
    """The office that `text` gives the person in the organisation, both by start and end, or None.

    >>> office("Telespazio's chief executive Gabriele Pieralli", (29, 46), (0, 10))
    'chief executive'
    """
    if person[1] <= organisation[0]:
        between = text[person[1] : organisation[0]]
        if len(between) > REACH:
            return None
        found = _PERSON_FIRST.fullmatch(between)
        if not found and _COMMA.fullmatch(between):
            found = _BEHIND.match(text[organisation[1] : organisation[1] + REACH])
    elif organisation[1] <= person[0]:
        between = text[organisation[1] : person[0]]
        if len(between) > REACH:
            return None
        found = _ORGANISATION_FIRST.fullmatch(between)
        if not found and between.strip() in ("", ","):
            found = _BEFORE.search(text[max(organisation[0] - REACH, 0) : organisation[0]])
    else:
        return None
    return _LEADING.sub("", " ".join(found["office"].split())) if found else None
