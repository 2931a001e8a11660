"""What the report's page is given: the corpus as plain JSON values. Pure.

Entities and documents are referred to by their number in `entities` and `documents`. Offsets
count UTF-16 units, as JavaScript does, in texts in which nothing acts. script/data.js reads this.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ...store.aggregation import OwnershipRow, ParticipantRow, PartnershipRow, ProgrammeRow
from ...store.catalogue import EntityRow
from ...store.corpus import Corpus, NamedAt, Text, supports
from ...store.holdings import Holding, Stake, Tree, forest, owners, stakes, walked
from ...store.statements import Name, Support
from ..holdings import span
from ..safe import inert, inert_lines
from .layout import layout

Json = dict[str, Any]

# Above this many characters of all documents the page would be slow to open.
LONGEST_TEXTS = 10_000_000
# Of a paragraph, at most this many characters on each side of the evidence.
AROUND = 1000
# A network of more nodes shows nothing; the best connected ones are kept.
MOST_NODES = 2000
MOST_KNOTS = 1000
# Holdings in all trees together; what lies beneath further ones is in the dossiers.
MOST_HOLDINGS = 20_000


def page_data(corpus: Corpus, *, title: str, filters: Sequence[str], excerpts: bool) -> Json:
    """Everything that the page shows but the texts; `filters` says in words what was left out.

    `excerpts` says whether the texts are those of `excerpts_of` or whole.
    """
    numbers = _Numbers(corpus)
    return {
        "title": inert(title),
        "filters": [inert(line) for line in filters],
        "excerpts": excerpts,
        "entities": [_entity(row) for row in corpus.entities],
        "documents": [_document(text, numbers) for text in corpus.documents],
        "partnerships": [_partnership(row, numbers) for row in corpus.partnerships],
        "ownership": [_holding(row, numbers) for row in corpus.ownership],
        "programmes": [_programme(row, numbers) for row in corpus.programmes],
        "network": _network(corpus, numbers),
        "trees": _trees(corpus.ownership, numbers),
        "indirect": _indirect(corpus.ownership, numbers),
    }


def too_long(corpus: Corpus) -> bool:
    """Whether the page must do with excerpts of the texts."""
    return sum(len(document.text) for document in corpus.documents) > LONGEST_TEXTS


def texts(corpus: Corpus, *, excerpts: bool) -> list[Json]:
    """For each document its pieces of text, each with its place, and the names in them.

    `names` is flat: start, end and entity of each. With `excerpts` only the paragraphs that
    state facts are kept; documents that state none have no pieces.
    """
    number = {entity.id: at for at, entity in enumerate(corpus.entities)}
    stated: dict[int, list[tuple[int, int]]] = {}
    for support in supports(corpus.partnerships, corpus.ownership, corpus.programmes):
        place = corpus.places[support.fact]
        stated.setdefault(place.document, []).append((place.start, place.end))
    found = []
    for document in corpus.documents:
        text = inert_lines(document.text)
        spans = [(0, len(text))]
        if excerpts:
            spans = _paragraphs(text, stated.get(document.key, ()))
        units = _units(text)
        found.append(
            {
                "pieces": [[units(start), text[start:end]] for start, end in spans if end > start],
                "names": [
                    value
                    for name in _within(document.names, spans)
                    for value in (units(name.start), units(name.end), number[name.cluster])
                ],
            }
        )
    return found


class _Numbers:
    """Numbers of entities and documents, and places in JavaScript's units."""

    def __init__(self, corpus: Corpus) -> None:
        self.places = corpus.places
        self.entity = {entity.id: at for at, entity in enumerate(corpus.entities)}
        self.document = {document.key: at for at, document in enumerate(corpus.documents)}
        self._units = {document.key: _units(document.text) for document in corpus.documents}

    def of(self, name: Name) -> int:
        return self.entity[name.id]

    def said(self, support: Support, **values: object) -> Json:
        place = self.places[support.fact]
        units = self._units[place.document]
        return {
            "id": support.fact,
            "document": self.document[place.document],
            "start": units(place.start),
            "end": units(place.end),
            "rule": support.rule,
            "confidence": round(support.confidence, 3),
            **{key: value for key, value in values.items() if value is not None},
        }


def _units(text: str) -> Callable[[int], int]:
    """Turns offsets in `text` into offsets in UTF-16 units."""
    if text.isascii() or max(text) <= "\uffff":
        return int
    wide = [at for at, character in enumerate(inert_lines(text)) if character > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)


def _entity(row: EntityRow) -> Json:
    return {
        "id": row.id,
        "name": inert(row.name),
        "type": row.type,
        "aliases": [inert(alias) for alias in row.aliases],
        "reasons": [inert(reason) for reason in row.reasons],
        "documents": row.documents,
        "mentions": row.mentions,
    }


def _document(text: Text, numbers: _Numbers) -> Json:
    named = {numbers.entity[name.cluster] for name in text.names if name.cluster in numbers.entity}
    return {
        "path": inert(text.path),
        "title": text.title and inert(text.title),
        "date": text.date,
        "publisher": text.publisher and inert(text.publisher),
        "language": text.language,
        "notes": [inert(note) for note in text.notes],
        "names": sorted(named),
    }


def _partnership(row: PartnershipRow, numbers: _Numbers) -> Json:
    return {
        "id": row.id,
        "parties": [numbers.of(party) for party in row.parties],
        "kind": row.kind,
        "status": row.status,
        "date": row.date,
        "programmes": [numbers.of(programme) for programme in row.programmes],
        "said": [
            numbers.said(
                s.support,
                kind=s.kind,
                status=s.status,
                date=s.date,
                programme=s.programme and numbers.of(s.programme),
            )
            for s in row.statements
        ],
    }


def _holding(row: OwnershipRow, numbers: _Numbers) -> Json:
    return {
        "id": row.id,
        "owner": numbers.of(row.owner),
        "owned": numbers.of(row.owned),
        "share": row.share,
        "kind": row.kind,
        "status": row.status,
        "date": row.date,
        "conflict": row.conflict,
        "said": [
            numbers.said(s.support, kind=s.kind, status=s.status, date=s.date, share=s.share)
            for s in row.statements
        ],
    }


def _programme(row: ProgrammeRow, numbers: _Numbers) -> Json:
    return {
        "id": row.id,
        "programme": numbers.of(row.programme),
        "kind": row.kind,
        "participants": [_participant(part, numbers) for part in row.participants],
        "said": [numbers.said(s.support, kind=s.kind) for s in row.statements],
    }


def _participant(row: ParticipantRow, numbers: _Numbers) -> Json:
    return {
        "id": row.id,
        "organisation": numbers.of(row.organisation),
        "role": row.role,
        "said": [numbers.said(s.support) for s in row.statements],
    }


def _trees(rows: Sequence[OwnershipRow], numbers: _Numbers) -> list[Json]:
    """Who holds what through whom, the largest trees first.

    `sums` are what several chains come to. Shares are in words, empty where none is known; `bar`
    is the least of them, in per cent.
    """
    sized = [(len(walked(tree)), tree) for tree in forest(rows)]
    sized.sort(key=lambda pair: -pair[0])
    left = MOST_HOLDINGS
    trees = []
    for size, tree in sized:
        left -= size
        trees.append(_tree(tree, numbers, whole=left >= 0))
    return trees


def _tree(tree: Tree, numbers: _Numbers, *, whole: bool) -> Json:
    def link(holding: Holding) -> Json:
        cut = holding.cut or (not whole and bool(holding.links))
        marks = {"loop": holding.loop, "cut": cut}
        return {
            "name": numbers.of(holding.name),
            "share": span(holding.share),
            "bar": holding.share.low if holding.share else None,
            "through": span(holding.through),
            "kind": holding.kind,
            "date": holding.date,
            "rows": list(holding.rows),
            "conflict": holding.conflict,
            **{mark: True for mark, is_so in marks.items() if is_so},
            "links": [link(beneath) for beneath in holding.links] if whole else [],
        }

    return {
        "root": numbers.of(tree.root),
        "links": [link(holding) for holding in tree.links],
        "sums": [_stake(stake, numbers) for stake in stakes(tree) if stake.chains > 1],
    }


def _indirect(rows: Sequence[OwnershipRow], numbers: _Numbers) -> list[Json]:
    """For each firm that is held through others, by whom and with how much in all."""
    above: dict[str, list[OwnershipRow]] = {}
    for row in rows:
        above.setdefault(row.owned.id, []).append(row)
    left = MOST_HOLDINGS
    found = []
    for name in dict.fromkeys(row.owned for row in rows):
        tree = owners(_up_from(name, above), name)
        left -= len(walked(tree))
        through = [stake for stake in stakes(tree) if stake.chains > 1 or not stake.direct]
        through = [stake for stake in through if stake.through and stake.name != name]
        if left < 0:
            break
        if through:
            held = [_stake(stake, numbers) for stake in through]
            found.append({"owned": numbers.of(name), "owners": held})
    return found


def _up_from(name: Name, above: dict[str, list[OwnershipRow]]) -> list[OwnershipRow]:
    """The holdings on all chains that lead to `name`."""
    found: list[OwnershipRow] = []
    seen = {name.id}
    rest = [name.id]
    while rest:
        for row in above.get(rest.pop(), ()):
            found.append(row)
            if row.owner.id not in seen:
                seen.add(row.owner.id)
                rest.append(row.owner.id)
    return found


def _stake(stake: Stake, numbers: _Numbers) -> Json:
    return {
        "name": numbers.of(stake.name),
        "share": span(stake.through),
        "chains": stake.chains,
        "partial": stake.partial,
        "over": stake.over,
    }


def _network(corpus: Corpus, numbers: _Numbers) -> Json:
    """Where partners and owners stand, and the knots that tie three parties and more.

    `nodes` are entity, x, y; `knots` the number of the partnership, x, y.
    """
    ties: list[tuple[tuple[int, ...], int | None]] = [
        (tuple(numbers.of(party) for party in row.parties), at if len(row.parties) > 2 else None)
        for at, row in enumerate(corpus.partnerships)
    ]
    ties += [((numbers.of(row.owner), numbers.of(row.owned)), None) for row in corpus.ownership]
    degree: dict[int, int] = {}
    for parties, _ in ties:
        for party in parties:
            degree[party] = degree.get(party, 0) + 1
    nodes = sorted(sorted(degree, key=lambda entity: (-degree[entity], entity))[:MOST_NODES])
    place = {entity: at for at, entity in enumerate(nodes)}
    knots: list[int] = []
    edges = []
    for parties, knot in ties:
        shown = [place[party] for party in parties if party in place]
        if len(shown) < len(parties):
            continue
        if knot is None:
            edges.append((shown[0], shown[1]))
        elif len(knots) < MOST_KNOTS:
            edges += [(len(nodes) + len(knots), party) for party in shown]
            knots.append(knot)
    points = layout(len(nodes) + len(knots), edges)
    return {
        "nodes": [[entity, *points[at]] for at, entity in enumerate(nodes)],
        "knots": [[row, *points[len(nodes) + at]] for at, row in enumerate(knots)],
    }


def _within(names: Iterable[NamedAt], spans: Sequence[tuple[int, int]]) -> Iterator[NamedAt]:
    """The names that lie in one of the spans; both are in the order of the text."""
    at = 0
    for name in names:
        while at < len(spans) and spans[at][1] < name.end:
            at += 1
        if at < len(spans) and spans[at][0] <= name.start:
            yield name


def _paragraphs(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs around `spans`, those that touch joined, in their order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        low = max(text.rfind("\n", 0, start) + 1, start - AROUND)
        high = text.find("\n", end)
        high = min(high if high >= 0 else len(text), end + AROUND)
        if found and low <= found[-1][1] + 1:
            low, high = found[-1][0], max(high, found[-1][1])
            found[-1] = (low, high)
        else:
            found.append((low, high))
    return found
