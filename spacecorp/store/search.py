"""Finds documents by their words: FTS5 ranks them, the places of the words are cut out here."""

import re
import sqlite3
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .statements import Filters

SNIPPETS = 3  # of one document
AROUND = 90  # characters of the paragraph on each side of a place
LONGEST = 320  # characters of a snippet
TITLE_WEIGHT = 4.0  # a word of the title says this many times more than one of the text

# A quotation (its end may be missing), a bracket, or a word; each may end in "*".
_TERM = re.compile(r'"([^"]*)"?(\*?)|([()])|([^\s()"]+)')
_OPERATORS = ("AND", "OR", "NOT")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # in no stored text either
# Noncharacters: no document means them. Where one has them all the same, the next pair is used.
_MARKS = [("\ufdd0", "\ufdd1"), ("\ufdd2", "\ufdd3"), ("\ufdd4", "\ufdd5"), ("\ufdd6", "\ufdd7")]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document: `text` stands at `start` of its clean text.

    `marks` are the places in `text` that were asked for; `cut_before` and `cut_after` say that
    the paragraph goes on.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that has the words. A higher `score` is a better match; `places` counts them.

    `copies` are the paths of others that have them and tell the same story, best first.
    """

    path: str
    copies: tuple[str, ...]
    title: str | None
    date: str | None
    publisher: str | None
    score: float
    places: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits, best first, and how many there are in all; `literal`: see `search`."""

    best: tuple[Hit, ...]
    total: int
    literal: bool


@dataclass(frozen=True, slots=True)
class _About:
    path: str
    title: str | None
    date: str | None
    publisher: str | None
    story: str | None


def search(
    connection: sqlite3.Connection,
    words: str,
    filters: Filters,
    *,
    publisher: str | None = None,
    most: int | None = None,
) -> Hits:
    """The documents that have `words`, at most `most`; those that tell one story are one.

    Words may be "quoted phrases", beginnings (`tele*`), and be joined by AND (which may be left
    out), OR, NOT and brackets. What cannot be understood so is read as plain words, and the
    result says so. Of `filters` only dates and documents count; `publisher` is a piece of a name.
    """
    words = _UNSTORABLE.sub(" ", words)
    terms = list(_terms(words))
    literal = False
    try:
        ranked = _ranked(connection, _expression(terms))
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        literal = True
        terms = [_quoted(word) for word in re.findall(r"\w+", words)]
        ranked = _ranked(connection, _expression(terms))
    about = {
        key: _About(*rest)
        for key, *rest in connection.execute(
            "SELECT d.id, min(s.path), d.title, d.date, d.publisher, t.story"
            " FROM documents d JOIN sources s ON s.document = d.id"
            " LEFT JOIN stories t ON t.document = d.id GROUP BY d.id"
        )
    }
    kept = [
        (score, about[key].path, key)
        for key, score in ranked
        if (filters.documents is None or key in filters.documents)
        and filters.dated(about[key].date)
        and (not publisher or publisher.casefold() in (about[key].publisher or "").casefold())
    ]
    stories: dict[str | int, list[tuple[float, str, int]]] = {}
    for hit in sorted(kept):  # equally good ones by path
        stories.setdefault(about[hit[2]].story or hit[2], []).append(hit)
    best = []
    for (score, path, key), *others in list(stories.values())[:most]:
        text, marks = _marked(connection, _expression(terms), key)
        of = about[key]
        best.append(
            Hit(
                path=path,
                copies=tuple(other for _, other, _ in others),
                title=of.title,
                date=of.date,
                publisher=of.publisher,
                score=round(-score, 3),
                places=len(marks),
                snippets=tuple(_snippets(text, marks)),
            )
        )
    return Hits(tuple(best), len(stories), literal)


def is_searchable(words: str) -> bool:
    """Whether there is a letter or a figure to look for."""
    return any(character.isalnum() for character in words)


def _terms(words: str) -> Iterator[str]:
    """The parts of a query in FTS5's language; no word keeps a meaning there but operators."""
    for phrase, star, bracket, word in _TERM.findall(words):
        if bracket or word in _OPERATORS:
            yield bracket or word
        elif is_searchable(phrase or word):
            yield _quoted(phrase or word) + ("*" if star or word.endswith("*") else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _expression(terms: Iterable[str]) -> str:
    """Terms with every AND in place: FTS5 knows none between a bracket and its neighbour."""
    out: list[str] = []
    for term in terms:
        begins = term == "(" or term.startswith('"')
        if out and begins and (out[-1] == ")" or out[-1].startswith('"')):
            out.append("AND")
        out.append(term)
    return " ".join(out)


def _ranked(connection: sqlite3.Connection, expression: str) -> list[tuple[int, float]]:
    return connection.execute(
        "SELECT rowid, bm25(documents_fts, ?, 1.0) FROM documents_fts WHERE documents_fts MATCH ?",
        (TITLE_WEIGHT, expression),
    ).fetchall()


def _marked(
    connection: sqlite3.Connection, expression: str, key: int
) -> tuple[str, list[tuple[int, int]]]:
    """The clean text of a document, and the places in it that FTS5 would highlight."""
    (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", (key,)).fetchone()
    begin, end = next((m for m in _MARKS if m[0] not in text and m[1] not in text), ("", ""))
    if not begin:
        return text, []
    (marked,) = connection.execute(
        "SELECT highlight(documents_fts, 1, ?, ?) FROM documents_fts"
        " WHERE documents_fts MATCH ? AND rowid = ?",
        (begin, end, expression, key),
    ).fetchone()
    marks: list[tuple[int, int]] = []
    at = 0
    for piece in marked.split(begin)[1:] if begin in marked else []:
        inside, _, behind = piece.partition(end)
        if not marks:
            at = marked.index(begin)
        marks.append((at, at + len(inside)))
        at += len(inside) + len(behind)
    return text, marks


def _snippets(text: str, marks: list[tuple[int, int]]) -> list[Snippet]:
    """The stretches with the most different places, in the order of the text."""
    breaks = [at for at, character in enumerate(text) if character == "\n"]
    groups: list[list[tuple[int, int]]] = []
    for mark in marks:
        near = groups and mark[0] - groups[-1][-1][1] <= 2 * AROUND
        short = groups and mark[1] - groups[-1][0][0] <= LONGEST - 2 * AROUND
        if near and short and bisect(breaks, mark[0]) == bisect(breaks, groups[-1][0][0]):
            groups[-1].append(mark)
        else:
            groups.append([mark])

    def different(group: list[tuple[int, int]]) -> int:
        return len({text[start:end].casefold() for start, end in group})

    best = sorted(groups, key=lambda g: (-different(g), -len(g), g[0]))[:SNIPPETS]
    # Beside a place with all the words one that has but an "of" of them says nothing.
    worth = [group for group in best if 2 * different(group) > different(best[0])]
    return [_snippet(text, breaks, group) for group in sorted(worth)]


def _snippet(text: str, breaks: list[int], marks: list[tuple[int, int]]) -> Snippet:
    first, last = marks[0][0], marks[-1][1]
    before, after = bisect(breaks, first - 1) - 1, bisect(breaks, last - 1)
    paragraph = (
        breaks[before] + 1 if before >= 0 else 0,
        breaks[after] if after < len(breaks) else len(text),
    )
    low, high = max(first - AROUND, paragraph[0]), min(last + AROUND, paragraph[1])
    if low > paragraph[0]:  # not in the middle of a word
        low = min((at + 1 for at in (text.find(" ", low - 1, first),) if at >= 0), default=low)
    if high < paragraph[1]:
        high = max((at for at in (text.rfind(" ", last, high + 1),) if at >= 0), default=high)
    return Snippet(
        text=text[low:high],
        start=low,
        marks=tuple((start - low, end - low) for start, end in marks),
        cut_before=low > paragraph[0],
        cut_after=high < paragraph[1],
    )
