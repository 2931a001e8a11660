"""Finds documents by their words: FTS5 ranks them, the places of the words are cut out here."""

import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .statements import Filters

SNIPPETS = 3  # of one document
AROUND = 90  # characters of the paragraph on each side of a place
LONGEST = 320  # characters of a snippet
TITLE_WEIGHT = 4.0  # a word of the title says this many times more than one of the text

MOST_TERMS = 64  # of a query: each costs a pass over what the index has of it
MOST_MARKS = 10_000  # places of one document among which the best are looked for

# A quotation (its end may be missing), a bracket, or a word; each may end in "*".
_TERM = re.compile(r'"([^"]*)"?(\*?)|([()])|([^\s()"]+)')
_OPERATORS = ("AND", "OR", "NOT")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # in no stored text either
# What the tokenizer unicode61 takes for a word, combining accents included.
_WORD = re.compile("[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*)*")


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


class TooMuch(Exception):
    """A query that is too long; the message says why."""


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
    Raises TooMuch where the query is longer than anybody would type.
    """
    words = _UNSTORABLE.sub(" ", words)
    terms = list(_terms(words))
    if len(terms) > MOST_TERMS:
        raise TooMuch(f"has more than {MOST_TERMS} words and operators")
    literal = False
    try:
        ranked = _ranked(connection, _expression(terms))
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        literal = True
        terms = [_quoted(word) for word in _WORD.findall(words)]
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
    phrases = _phrases(terms)
    best = []
    for (score, path, key), *others in list(stories.values())[:most]:
        (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", (key,)).fetchone()
        marks, places = _places(text, phrases)
        of = about[key]
        best.append(
            Hit(
                path=path,
                copies=tuple(other for _, other, _ in others),
                title=of.title,
                date=of.date,
                publisher=of.publisher,
                score=round(-score, 3),
                places=places,
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


def _phrases(terms: Iterable[str]) -> dict[tuple[str, ...], bool]:
    """The phrases of a query, folded, and whether the last word of each is but a beginning."""
    phrases: dict[tuple[str, ...], bool] = {}
    for term in terms:
        if term.startswith('"'):
            phrase = tuple(_folded(word) for word in _WORD.findall(term))
            phrases[phrase] = phrases.get(phrase, False) or term.endswith("*")
    return phrases


def _places(
    text: str, phrases: Mapping[tuple[str, ...], bool]
) -> tuple[list[tuple[int, int]], int]:
    """Where the phrases stand in a text, the first MOST_MARKS of them, and how many there are.

    FTS5's own highlight() takes the square of that number.
    """
    marks: list[tuple[int, int]] = []
    places = 0
    begun: list[tuple[tuple[str, ...], int, int]] = []  # phrase, words of it seen, start
    firsts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    beginnings = []
    for phrase, cut in phrases.items():
        if cut and len(phrase) == 1:
            beginnings.append(phrase)
        elif phrase:
            firsts[phrase[0]].append(phrase)
    for match in _WORD.finditer(text):
        word = _folded(match[0])
        candidates = begun
        if word in firsts:
            candidates = [*candidates, *((phrase, 0, match.start()) for phrase in firsts[word])]
        candidates += [(p, 0, match.start()) for p in beginnings if word.startswith(p[0])]
        begun = []
        for phrase, seen, start in candidates:
            whole = seen + 1 == len(phrase)
            wanted = phrase[seen]
            if word != wanted and not (whole and phrases[phrase] and word.startswith(wanted)):
                continue
            if not whole:
                begun.append((phrase, seen + 1, start))
                continue
            end = match.end()
            while marks and start < marks[-1][1] and len(marks) == places:  # they overlap
                start, end = min(start, marks[-1][0]), max(end, marks.pop()[1])
                places -= 1
            places += 1
            if places == len(marks) + 1 <= MOST_MARKS:
                marks.append((start, end))
    return marks, places


def _folded(word: str) -> str:
    """A word without case and accents, as the index has it."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word).lower()
    return "".join(c for c in parts if not unicodedata.combining(c))


def _snippets(text: str, marks: Sequence[tuple[int, int]]) -> list[Snippet]:
    """The stretches with the most different places, in the order of the text."""
    groups: list[list[tuple[int, int]]] = []
    for mark in marks:
        if groups:
            first, last = groups[-1][0][0], groups[-1][-1][1]
            near = mark[0] - last <= 2 * AROUND and mark[1] - first <= LONGEST - 2 * AROUND
            if near and "\n" not in text[first : mark[1]]:
                groups[-1].append(mark)
                continue
        groups.append([mark])

    def different(group: list[tuple[int, int]]) -> int:
        return len({text[start:end].casefold() for start, end in group})

    best = sorted(groups, key=lambda g: (-different(g), -len(g), g[0]))[:SNIPPETS]
    # Beside a place with all the words one that has but an "of" of them says nothing.
    worth = [group for group in best if 2 * different(group) > different(best[0])]
    return [_snippet(text, group) for group in sorted(worth)]


def _snippet(text: str, marks: Sequence[tuple[int, int]]) -> Snippet:
    """The places with what stands around them in the paragraph, cut between words."""
    first, last = marks[0][0], min(marks[-1][1], marks[0][0] + LONGEST)
    low, high = max(first - AROUND, 0), min(last + AROUND, len(text))
    before = text.rfind("\n", low, first) + 1 or low
    after = text.find("\n", last, high)
    after = high if after < 0 else after
    cut_before = before == low and low > 0 and text[low - 1] != "\n"
    cut_after = after == high and high < len(text) and text[high] != "\n"
    if cut_before:
        before = text.find(" ", low - 1, first) + 1 or low
    if cut_after:
        space = text.rfind(" ", last, high + 1)
        after = high if space < 0 else space
    return Snippet(
        text=text[before:after],
        start=before,
        marks=tuple((start - before, min(end, last) - before) for start, end in marks),
        cut_before=cut_before,
        cut_after=cut_after,
    )
