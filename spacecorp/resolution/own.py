"""A user's own table of organisations: read from CSV and checked against the bundled one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ..knowledge.countries import countries
from ..knowledge.organisations import KINDS, Organisation, bundled
from ..sheet import BadRow, Row, literal, rows
from .folding import fold

COLUMNS = ("id", "name", "aliases", "native", "kind", "country", "parent", "start", "end", "former")
LONGEST_NAME = 300
_YEAR = re.compile(r"\d{4}")
_FORMER = re.compile(r"(.+?)\s*(?:=\s*(\d{4})?)?")


def own_organisations(text: str) -> tuple[list[Organisation], list[BadRow]]:
    """The organisations of a table with the columns COLUMNS, and the lines that cannot be used.

    Only `name` (or the `id` of a bundled organisation) must be there. Lists have | between,
    `former` is "Old Name=2016|Older Name". A row whose id, or whose name, is a bundled
    organisation's changes that one: its cells win where they are not blank, its names are added.
    Raises NotATable where there is no line of headings with a name.
    """
    table = {o.id: o for o in bundled()}
    bearers: dict[str, set[str]] = {}
    for organisation in bundled():
        for name in (organisation.name, *organisation.aliases):
            bearers.setdefault(fold(name), set()).add(organisation.id)
    good: dict[str, tuple[int, Organisation]] = {}
    bad: list[BadRow] = []
    for row in rows(text, ("name",)):
        made = row if isinstance(row, BadRow) else _organisation(row, table, bearers)
        if isinstance(made, BadRow):
            bad.append(made)
        elif made.id in good:
            bad.append(
                BadRow(row.line, f"is line {good[made.id][0]} again: {made.name or made.id}")
            )
        else:
            good[made.id] = (row.line, made)
    found = []
    known = {*table, *good}
    for name, ids in _by_name(good.values()).items():
        bearers.setdefault(name, set()).update(ids)
    for line, made in good.values():
        parents = {made.parent} & known or bearers.get(fold(made.parent), set())
        if made.parent and (len(parents) != 1 or parents == {made.id}):
            reason = f"no organisation to be its parent, kept without: {made.parent}"
            bad.append(BadRow(line, reason))
            parents = set()
        found.append(replace(made, parent=min(parents, default="")))
    return sorted(found, key=lambda o: o.id), sorted(bad, key=lambda b: b.line)


def _by_name(good: Iterable[tuple[int, Organisation]]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for _, made in good:
        for name in filter(None, (made.name, *made.aliases)):
            names.setdefault(fold(name), set()).add(made.id)
    return names


def _organisation(
    row: Row, table: dict[str, Organisation], bearers: dict[str, set[str]]
) -> Organisation | BadRow:
    cells = {key: " ".join(literal(cell).split()) for key, cell in row.cells.items()}
    key, name = cells.get("id", ""), cells["name"]
    if not key and fold(name):
        ids = bearers.get(fold(name), set())
        key = min(ids) if len(ids) == 1 else "own-" + fold(name).replace(" ", "-")
    kind, country = cells.get("kind", "").casefold(), cells.get("country", "")
    state = _state(country)
    names = _listed(cells.get("aliases", ""))
    former = [_FORMER.fullmatch(f) for f in _listed(cells.get("former", ""))]
    years = [cells.get("start", ""), cells.get("end", "")]
    for wrong, reason in (
        (not fold(name) and (name or key not in table), "has no name"),
        (kind and kind not in KINDS, f"'{kind}' is no kind: {', '.join(KINDS)}"),
        (country and not state, f"'{country}' is no state"),
        (any(y and not _YEAR.fullmatch(y) for y in years), "a year is four digits"),
        (any(len(n) > LONGEST_NAME for n in (key, name, *names)), "a name is too long"),
    ):
        if wrong:
            return BadRow(row.line, reason)
    return Organisation(
        id=key,
        name=name,
        aliases=tuple(names),
        native=cells.get("native", ""),
        kind=kind,
        country=state,
        parent=cells.get("parent", ""),
        start=years[0],
        end=years[1],
        former=tuple((f[1], f[2] or "") for f in former if f),
        source="own",
        activities=(),
    )


def _state(written: str) -> str:
    """The state that a cell names, "" for none."""
    folded = fold(written)
    if folded == "international":
        return folded
    return next((c.name for c in countries() if folded in map(fold, (c.name, *c.aliases))), "")


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
