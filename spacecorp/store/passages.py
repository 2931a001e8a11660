"""The place of a fact in its document: the sentence, what stands around it, the names in it."""

import sqlite3
from dataclasses import dataclass

from .statements import Name

# Of the paragraph around the evidence, at most this many characters on each side.
AROUND = 200
_TABLES = ("partnerships", "ownership", "programmes", "participants")


@dataclass(frozen=True, slots=True)
class Marked:
    """A name in the evidence: `evidence[start:end]`, and the cluster that it means."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that state a fact, and those before and after them in the same paragraph."""

    before: str
    evidence: str
    after: str
    marked: tuple[Marked, ...]


def passage(connection: sqlite3.Connection, fact: str) -> Passage:
    """The passage that states the fact with this id. Raises KeyError where there is none."""
    document, start, end, text = _place(connection, fact)
    before, after = _around(text, start, end)
    marked: list[Marked] = []
    for at, to, *name in connection.execute(
        'SELECT m."start", m."end", c.id, c.name, c.type FROM entities e'
        " JOIN mentions m ON m.entity = e.id JOIN clusters c ON c.id = e.cluster"
        ' WHERE e.document = ? AND m."start" >= ? AND m."end" <= ?'
        ' ORDER BY m."start", m."end" DESC',
        (document, start, end),
    ):
        if not marked or at - start >= marked[-1].end:  # of nested names the outer one
            marked.append(Marked(at - start, to - start, Name(*name)))
    return Passage(
        before=before,
        evidence=text[start:end],
        after=after,
        marked=tuple(marked),
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the paragraph, cut between words where it is long."""
    low, high = max(start - AROUND, 0), min(end + AROUND, len(text))
    before = text[low:start].rpartition("\n")[2]
    after = text[end:high].partition("\n")[0]
    if low and len(before) == start - low:
        before = "…" + before.partition(" ")[2]
    if high < len(text) and len(after) == high - end:
        after = after.rpartition(" ")[0] + "…"
    return before, after


def _place(connection: sqlite3.Connection, fact: str) -> tuple[int, int, int, str]:
    for table in _TABLES:
        document = "t.document"
        join = ""
        if table == "participants":
            document, join = "g.document", "JOIN programmes g ON g.id = t.programme"
        row = connection.execute(
            f'SELECT d.id, t."start", t."end", d.text FROM {table} t {join}'
            f" JOIN documents d ON d.id = {document} WHERE t.fact = ?",
            (fact,),
        ).fetchone()
        if row:
            return row[0], row[1], row[2], row[3]
    raise KeyError(fact)
