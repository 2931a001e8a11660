"""Doubtful pairs of names: side by side for a person who decides, and as lists and data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..knowledge.organisations import by_id
from ..resolution.records import Named
from ..sheet import verbatim
from ..store.doubts import Context, Doubtful, Sentence
from ..store.statements import Name
from .rows import Column, Json, Listing
from .tables import Field, Layout, Line, draw, plain, wrapped
from .terms import named

Find = Callable[[int, bool], Context]
_MARK = "bold cyan"


def doubt_lines(doubt: Doubtful, context: Find, *, width: int) -> Iterator[Line]:
    """Both sides of a pair beside each other, what speaks for and against, what was done."""
    sides = [context(key, doubt.same) for key in doubt.keys]
    one, other = sides
    rows = [
        _Row("", _part(doubt.one_entity, doubt.one), _part(doubt.other_entity, doubt.other)),
        _Row("also", _forms(one, doubt.one.name), _forms(other, doubt.other.name)),
        _Row("known as", _known(one), _known(other)),
        _Row("countries", _names(one.countries), _names(other.countries)),
        _Row("with", _names(one.partners), _names(other.partners)),
        _Row("people", _names(one.people), _names(other.people)),
        _Row("said", _said(one), _said(other)),
    ]
    layout: Layout[_Row] = Layout(
        (
            Field("", lambda r: [plain(r.label, "dim")], fixed=True),
            Field(named(doubt.one), lambda r: r.one),
            Field(named(doubt.other), lambda r: r.other),
        )
    )
    yield from draw(layout, [row for row in rows if row.one or row.other], width=width)
    yield ()
    yield from _indented("for      ", f"{doubt.reason} ({doubt.score:g})", "green", width)
    if doubt.against:
        yield from _indented("against  ", doubt.against, "red", width)
    done = "took them for one thing" if doubt.same else "keeps them apart"
    hang = f"; {doubt.facts} facts hang on it" if doubt.facts > 1 else ""
    yield from _indented("now      ", f"spacecorp {done}{hang}", "", width)


def doubt_json(doubt: Doubtful, context: Find) -> Json:
    """A pair with both contexts."""
    one, other = (context(key, doubt.same) for key in doubt.keys)
    return {
        "id": doubt.id,
        "type": doubt.type,
        "one": {"name": doubt.one.name, "document": doubt.one.document or None,
                "entity": doubt.one_entity.name, "entity_id": doubt.one_entity.id,
                **_context_json(one)},
        "other": {"name": doubt.other.name, "document": doubt.other.document or None,
                  "entity": doubt.other_entity.name, "entity_id": doubt.other_entity.id,
                  **_context_json(other)},
        "now": _now(doubt),
        "score": doubt.score,
        "facts": doubt.facts,
        "reason": doubt.reason,
        "against": doubt.against or None,
    }  # fmt: skip


def listing(context: Find) -> Listing[Doubtful]:
    """Pairs as data. As CSV it is a table of decisions in which the verdicts are still blank."""
    return Listing(
        "doubts",
        lambda r: doubt_json(r, context),
        (
            Column("id", lambda r: r.id, plain=True),
            Column("verdict", lambda r: ""),
            Column("type", lambda r: r.type),
            Column("one", lambda r: verbatim(r.one.name)),
            Column("one_document", lambda r: verbatim(r.one.document)),
            Column("other", lambda r: verbatim(r.other.name)),
            Column("other_document", lambda r: verbatim(r.other.document)),
            Column("now", _now),
            Column("score", lambda r: r.score),
            Column("facts", lambda r: r.facts),
            Column("reason", lambda r: r.reason),
            Column("against", lambda r: r.against),
        ),
    )


DOUBTS: Layout[Doubtful] = Layout(
    (
        Field("Name", lambda r: [plain(named(r.one), "bold")]),
        Field("Other name", lambda r: [plain(named(r.other), "bold")]),
        Field("Now", lambda r: [plain("one" if r.same else "two", "cyan")], fixed=True),
        Field("Score", lambda r: [plain(f"{r.score:.2f}")], "right", fixed=True),
        Field("Facts", lambda r: [plain(str(r.facts))], "right", fixed=True),
    ),
    notes=lambda r: (
        [plain(f"for: {r.reason}", "dim")]
        + ([plain(f"against: {r.against}", "dim")] if r.against else [])
    ),
)


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    one: Sequence[Line]
    other: Sequence[Line]


def _part(entity: Name, named: Named) -> list[Line]:
    return [plain(f"now {entity.name}", "dim")] if entity.name != named.name else []


def _forms(context: Context, name: str) -> list[Line]:
    return _names([form for form in context.forms if form != name])


def _known(context: Context) -> list[Line]:
    organisation = by_id().get(context.known or "")
    if not organisation:
        return []
    facts = ", ".join(filter(None, (organisation.kind, organisation.country)))
    return [plain(organisation.name) + plain(f" ({facts})" if facts else "", "dim")]


def _names(names: Sequence[str]) -> list[Line]:
    return [plain(" · ".join(names))] if names else []


def _said(context: Context) -> list[Line]:
    lines: list[Line] = []
    for sentence in context.sentences:
        marked = plain(sentence.text[sentence.start : sentence.end], _MARK)
        before, after = sentence.text[: sentence.start], sentence.text[sentence.end :]
        lines += [
            plain("“" + before) + marked + plain(after + "”"),
            plain(_place(sentence), "dim"),
        ]
    more = context.documents - len({s.document for s in context.sentences})
    return lines + (
        [plain(f"and in {more} more document{'s' * (more > 1)}", "dim")] if more > 0 else []
    )


def _place(sentence: Sentence) -> str:
    return sentence.document + (f", {sentence.published}" if sentence.published else "")


def _indented(label: str, text: str, style: str, width: int) -> Iterator[Line]:
    first = plain(label, "dim")
    for piece in wrapped(plain(text, style), width - len(label)):
        yield first + piece
        first = ((" " * len(label), ""),)


def _now(doubt: Doubtful) -> str:
    return "same" if doubt.same else "different"


def _context_json(context: Context) -> Json:
    return {
        "forms": list(context.forms),
        "known": context.known,
        "documents": context.documents,
        "countries": list(context.countries),
        "partners": list(context.partners),
        "people": list(context.people),
        "sentences": [
            {"text": s.text, "start": s.start, "end": s.end, "document": s.document,
             "published": s.published}
            for s in context.sentences
        ],
    }  # fmt: skip
