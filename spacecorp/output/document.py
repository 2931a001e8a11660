"""One document with its facts, for people: what `extract` shows on a terminal."""

from collections.abc import Iterator

from ..model import Extraction
from .tables import Line, plain
from .terms import share, words


def document_lines(extraction: Extraction, *, text: bool = False) -> Iterator[Line]:
    """The title, what was found, and with `text` the clean text."""
    document = extraction.document
    names = {entity.id: entity.name for entity in extraction.entities}
    about = " · ".join(
        part
        for part in (document.path, document.date, document.publisher, document.language)
        if part
    )
    yield plain(document.title or document.path, "bold underline")
    yield plain(about, "dim")
    if text:
        yield ()
        for line in document.text.split("\n"):
            yield plain(line)
    for p in extraction.partnerships:
        parties = " · ".join(names[party] for party in p.parties)
        yield from _fact(parties, words(p.kind), p.status, p.date, p.evidence)
    for o in extraction.ownership:
        said = f"{names[o.owner]} → {names[o.owned]}"
        yield from _fact(said, words(o.kind), share(o.share), o.status, o.date, o.evidence)
    for g in extraction.programmes:
        yield from _fact(names[g.entity], g.kind, g.evidence)
        for part in g.participants:
            yield plain(f"  {part.role}: ", "cyan") + plain(names[part.organisation])
    for kind in ("organisation", "country", "programme", "person"):
        found = [entity for entity in extraction.entities if entity.type == kind]
        if found:
            yield ()
            yield plain(f"{kind}: ", "cyan") + plain(" · ".join(e.name for e in found))
    yield ()


def _fact(head: str, *rest: str | None) -> Iterator[Line]:
    *terms, evidence = rest
    yield ()
    yield plain(head, "bold") + plain("  " + ", ".join(term for term in terms if term), "cyan")
    yield plain(f"“{evidence}”", "italic")
