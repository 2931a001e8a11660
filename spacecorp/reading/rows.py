"""Which lines of a draft are rows of one table, so that no row is taken for a menu or a date.

A row alone looks like furniture: short segments between bars, a date, a name in capitals. Its
neighbours tell: lines that follow one another and have as many cells are a table.
"""

import re

from .parts import Part
from .settings import MAX_CLUTTER_LINE

_DIVIDERS = tuple(map(re.compile, (r"\|", r"\t+|(?<=\S) {2,}(?=\S)", r"(?<=\s)/(?=\s)")))
_SIGNS = (("|", "|"), ("\t", "  "), ("/", "/"))  # one of which is in a line that has the divider
_BLANKS = 1  # the divider of which lines may lack one, since cells are left empty
_RULE = re.compile(r"[-=+|_: ]*")
FEWEST = 3  # lines of a table
# What a row may be taken for when it is looked at alone.
_MISTAKEN = frozenset(["menu", "share buttons", "date line", "advert", "masthead", "byline"])


def rows(parts: list[Part], furniture: list[str | None], extracted: bool = False) -> frozenset[int]:
    """The numbers of the parts that are rows of a table. Linear in the text.

    `furniture` has for each part why it alone would be left out; where most of the lines would
    be, they are a menu of several lines. Of what was `extracted` from markup every line is a
    block of its own.
    """
    out: set[int] = set()
    for number, divider in enumerate(_DIVIDERS):
        least = 3 if divider is _DIVIDERS[-1] else 2
        signs = _SIGNS[number]
        counts = [_cells(part.text, divider, signs) for part in parts]
        start = 0
        for at in range(1, len(parts) + 1):
            if at < len(parts) and (extracted or not parts[at].new_block):
                if _go_on(counts[at - 1], counts[at], number):
                    continue
            lines = [k for k in range(start, at) if counts[k] >= least]
            plain = sum(furniture[k] in (None, "date line") for k in lines)
            if len(lines) >= FEWEST and 2 * plain >= len(lines):
                out.update(range(start, at))
            start = at
    return frozenset(out)


def _cells(text: str, divider: re.Pattern[str], signs: tuple[str, str]) -> int:
    """The cells of a line; 0 for a line of dashes, which parts rows."""
    if len(text) > MAX_CLUTTER_LINE:
        return 1
    if _RULE.fullmatch(text):
        return 0
    one, other = signs
    return 1 + len(divider.findall(text)) if one in text or other in text else 1


def _go_on(before: int, here: int, number: int) -> bool:
    """Whether lines of so many cells may be rows of one table."""
    if before == here or not before or not here:
        return True
    return number == _BLANKS and before > 1 and here > 1 and abs(before - here) < 2


def spare(reasons: list[str | None], table: frozenset[int]) -> None:
    """Take back the reasons that a row of a table was given for what it looks like alone."""
    for index in table:
        if reasons[index] in _MISTAKEN:
            reasons[index] = None
