"""`spacecorp review`: asks people about the pairs of names of which resolution is not sure."""

import datetime
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import typer

from ..output.names import Format
from ..store import clustering, decisions, doubts
from ..store.decisions import Kept
from ..store.doubts import Doubtful
from .decisions import sentence
from .guard import Refused, complain
from .listing import database, one_entity, use_own_table
from .printing import emit_data, emit_lines, emit_table
from .progress import progress

_KEYS = {
    "y": "yes",
    "n": "no",
    "s": "skip",
    "u": "undo",
    "q": "quit",
    "\x04": "quit",
    "\x1b": "quit",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs: of one name, of some types, at most so many."""

    name: str | None
    kinds: frozenset[str]
    limit: int | None


@dataclass(frozen=True, slots=True)
class _Step:
    """What was answered to the pair at `at`: a decision, with the one that it replaced, or none."""

    at: int
    new: Kept | None
    old: Kept | None


def listing(path: str, wanted: Wanted, form: Format) -> None:
    """Print the pairs, most consequential first."""
    from ..output import doubts as layouts

    with database(path) as connection:
        use_own_table(connection)
        found = _found(connection, wanted)
        if form is Format.table:
            emit_table("doubts", layouts.DOUBTS, found)
        else:
            emit_data(layouts.listing(partial(_context, connection)), found, form)


def review(path: str, wanted: Wanted) -> None:
    """Walk through the pairs, one key an answer. Raises Refused where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(
            "review asks on a terminal; without one:",
            "  spacecorp review --list --format csv > pairs.csv",
            "lists the pairs; fill in same or different as verdict, then",
            "  spacecorp decisions --import pairs.csv",
        )
    with database(path) as connection:
        use_own_table(connection)
        found = _found(connection, wanted)
        if not found:
            complain("nothing is in doubt")
            return
        steps = _walk(connection, found)
        made = [step.new for step in steps if step.new]
        for new in made:
            complain(f"decided: {sentence(new)} ({new.id})")
        if made:
            with progress("resolving names"):
                clustering.refresh(connection)


def _walk(connection: sqlite3.Connection, found: Sequence[Doubtful]) -> list[_Step]:
    """Ask about one pair after the other. Each decision is kept at once, whatever comes after."""
    from ..output.doubts import doubt_lines
    from ..output.tables import plain, table_width

    steps: list[_Step] = []
    at = 0
    while at < len(found):
        doubt = found[at]
        if decisions.is_settled(connection, doubt.decided(True)):
            at += 1
            continue
        width = table_width()
        emit_lines([(), plain(f"{at + 1} of {len(found)}", "dim")])
        emit_lines(doubt_lines(doubt, partial(_context, connection), width=width))
        emit_lines([()])
        answer = _key()
        if answer == "quit":
            break
        if answer == "undo":
            if not steps:
                complain("nothing to undo")
                continue
            step = steps.pop()
            if step.new:
                decisions.drop(connection, [step.new])
            if step.old:
                decisions.keep(connection, [step.old])
            at = step.at
            continue
        new = old = None
        if answer in ("yes", "no"):
            new = Kept(doubt.decided(answer == "yes"), datetime.date.today().isoformat())
            outcome = decisions.keep(connection, [new], whole=True)
            old = next(iter(outcome.replaced), None)
            for _, chain in outcome.refused:
                new = None
                complain(f"not kept, it contradicts {'; '.join(map(sentence, chain))}")
        steps.append(_Step(at, new, old))
        at += 1
    return steps


def _key() -> str:
    """Wait for a key that answers, and say which it was."""
    sys.stdout.write("one thing?  [y]es  [n]o  [s]kip  [u]ndo  [q]uit  ")
    sys.stdout.flush()
    while True:
        try:
            pressed = typer.getchar()
        except EOFError:
            pressed = "q"
        answer = _KEYS.get(pressed.lower())
        if answer:
            print(answer)
            return answer


def _found(connection: sqlite3.Connection, wanted: Wanted) -> list[Doubtful]:
    cluster = None if wanted.name is None else one_entity(connection, wanted.name, ())
    found = doubts.doubtful(connection, cluster)
    kept = [d for d in found if not wanted.kinds or d.type in wanted.kinds]
    return kept[: wanted.limit]


def _context(connection: sqlite3.Connection, entity: int, alone: bool) -> doubts.Context:
    return doubts.context(connection, entity, alone=alone)
