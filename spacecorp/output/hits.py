"""What `search` found: for people with the words marked, for programs with their places."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..store.search import Hit, Snippet
from .rows import Column, Listing
from .tables import Line, coloured, plain, wrapped

MARK = "bold cyan"


def hit_lines(hits: Sequence[Hit], *, width: int) -> Iterator[Line]:
    """Each document with its best places, at most `width` columns of a terminal."""
    for at, hit in enumerate(hits):
        if at:
            yield ()
        yield from wrapped(plain(hit.title or hit.path, "bold"), width)
        places = f"{hit.places} place" + ("" if hit.places == 1 else "s")
        about = (hit.path, hit.date, hit.publisher, places)
        yield from wrapped(plain(" · ".join(part for part in about if part), "dim"), width)
        if hit.copies:
            yield from wrapped(plain("also in " + " · ".join(hit.copies), "dim"), width)
        for snippet in hit.snippets:
            for line in wrapped(_marked(snippet, brackets=not coloured()), max(width - 2, 10)):
                yield (("  ", ""), *line)


def hit_json(hit: Hit) -> dict[str, Any]:
    """The hit; `start` and `end` place a snippet in the clean text, `marks` count within it."""
    return {
        "path": hit.path,
        "copies": list(hit.copies),
        "title": hit.title,
        "date": hit.date,
        "publisher": hit.publisher,
        "score": hit.score,
        "places": hit.places,
        "snippets": [
            {
                "text": s.text,
                "start": s.start,
                "end": s.start + len(s.text),
                "marks": [{"start": start, "end": end} for start, end in s.marks],
            }
            for s in hit.snippets
        ],
    }


HITS: Listing[Hit] = Listing(
    "documents",
    hit_json,
    (
        Column("path", lambda h: h.path),
        Column("copies", lambda h: "; ".join(h.copies), plain=True),
        Column("title", lambda h: h.title),
        Column("date", lambda h: h.date),
        Column("publisher", lambda h: h.publisher),
        Column("score", lambda h: h.score),
        Column("places", lambda h: h.places),
        Column("snippet", lambda h: _flat(h.snippets[0]) if h.snippets else None),
        Column("start", lambda h: h.snippets[0].start if h.snippets else None, plain=True),
    ),
)


def _flat(snippet: Snippet) -> str:
    return "".join(text for text, _ in _marked(snippet, brackets=True))


def _marked(snippet: Snippet, *, brackets: bool) -> Line:
    pieces: list[Line] = [plain("…" if snippet.cut_before else "", "dim")]
    at = 0
    for start, end in snippet.marks:
        word = snippet.text[start:end]
        pieces.append(plain(snippet.text[at:start]))
        pieces.append(plain(f"[{word}]" if brackets else word, MARK))
        at = end
    pieces += [plain(snippet.text[at:]), plain("…" if snippet.cut_after else "", "dim")]
    return tuple(piece for line in pieces for piece in line)
