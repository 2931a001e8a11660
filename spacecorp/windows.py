"""A long document in windows of whole blocks, and what these say put together again.

Memory then grows with a window, not with the document. What is approximate about it: a
description or pronoun finds nothing before its window, two things meet only within one, and what
is ranked among all of a document is ranked among all of a window. Names are one thing in all
windows where a form of theirs is spelled alike.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from .model import (
    Block,
    Document,
    Entity,
    Extraction,
    Fact,
    Mention,
    Ownership,
    Participation,
    Partnership,
    Programme,
)
from .relations.splits import settled
from .resolution.folding import fold

WINDOW = 400_000  # characters; what is not much longer is analysed as a whole
_PAUSE = re.compile(r"[.!?…;]\s+|\s+")
_REACH = 2_000  # characters before the end of a window in which an endless block is cut
Known = TypeVar("Known", bound=Fact)
Windows = Iterator[tuple[int, Document]]


def windows(document: Document, size: int = WINDOW) -> Windows:
    """Stretches of a document of about `size` characters, each with the place where it begins.

    A document of up to one and a half times as many is one stretch. A window ends where a block
    does; a block that is longer is cut behind a sentence, a word, or, where it has neither,
    anywhere.
    """
    if len(document.text) <= size * 3 // 2:
        yield 0, document
        return
    some: list[Block] = []
    for block in _short(document, size):
        if some and block.end - some[0].start > size:
            yield _window(document, some)
            some = []
        some.append(block)
    if some:
        yield _window(document, some)


def _short(document: Document, size: int) -> Iterator[Block]:
    """The blocks of a document, those longer than `size` in parts."""
    for block in document.blocks:
        start = block.start
        while block.end - start > size:
            near = max(start + size - _REACH, start + 1)
            pauses = list(_PAUSE.finditer(document.text, near, start + size))
            sentences = [pause.end() for pause in pauses if not pause[0].isspace()]
            words = [pause.end() for pause in pauses]
            end = (sentences or words or [start + size])[-1]
            yield Block(block.kind, start, end)
            start = end
        yield Block(block.kind, start, block.end)


def _window(document: Document, blocks: Sequence[Block]) -> tuple[int, Document]:
    start, end = blocks[0].start, blocks[-1].end
    return start, replace(
        document,
        text=document.text[start:end],
        blocks=tuple(Block(b.kind, b.start - start, b.end - start) for b in blocks),
        anchors=(),
        edits=tuple(
            replace(edit, start=edit.start - start, end=edit.end - start)
            for edit in document.edits
            if start <= edit.start and edit.end <= end
        ),
    )


def joined(document: Document, found: Iterable[tuple[int, Extraction]]) -> Extraction:
    """What the windows of a document say as one: each fact once, from where it is surest."""
    out = _Joined()
    for start, extraction in found:
        out.add(start, extraction)
    return out.extraction(document)


@dataclass(slots=True)
class _Joined:
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    forms: list[dict[str, None]] = field(default_factory=list)
    by_form: dict[tuple[str, str], int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # one string for each, however often
    shown: set[str] = field(default_factory=set)
    partnerships: dict[tuple[object, ...], Partnership] = field(default_factory=dict)
    ownership: dict[tuple[object, ...], Ownership] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)

    def add(self, start: int, window: Extraction) -> None:
        """Add what a window says that begins at `start`."""
        ids = {entity.id: self._entity(entity) for entity in window.entities}
        for one in window.mentions:
            text = self.texts.setdefault(one.text, one.text)
            place = one.start + start, one.end + start
            self.mentions.append(Mention(*place, text, one.type, ids[one.entity]))
        for pair in window.partnerships:
            parties = tuple(sorted({ids[party] for party in pair.parties}, key=_number))
            if len(parties) > 1:
                moved = replace(
                    _moved(pair, start),
                    parties=parties,
                    programme=ids[pair.programme] if pair.programme else None,
                )
                _keep(self.partnerships, (parties, pair.kind), moved)
        for own in window.ownership:
            owner, owned = ids[own.owner], ids[own.owned]
            if owner != owned:
                _keep(
                    self.ownership,
                    (owner, owned, own.status, own.share),
                    replace(_moved(own, start), owner=owner, owned=owned),
                )
        for programme in window.programmes:
            self._programme(ids, start, programme)

    def _entity(self, entity: Entity) -> str:
        """The id of an entity of a window in the whole document."""
        forms = dict.fromkeys((entity.type, fold(form)) for form in (entity.name, *entity.mentions))
        number = next((self.by_form[form] for form in forms if form in self.by_form), None)
        if number is None:
            number = len(self.entities)
            name = (
                entity.name if entity.name not in self.shown else f"{entity.name} ({entity.type})"
            )
            self.shown.add(name)
            self.entities.append(replace(entity, id=f"e{number + 1}", name=name))
            self.forms.append({})
        self.forms[number].update(dict.fromkeys(entity.mentions))
        for form in forms:
            self.by_form.setdefault(form, number)
        return f"e{number + 1}"

    def _programme(self, ids: dict[str, str], start: int, programme: Programme) -> None:
        entity = ids[programme.entity]
        known = self.programmes.get(entity) or replace(
            _moved(programme, start), entity=entity, participants=()
        )
        members: dict[tuple[object, ...], Participation] = {
            (m.organisation, m.role): m for m in known.participants
        }
        for one in programme.participants:
            organisation = ids[one.organisation]
            moved = replace(_moved(one, start), organisation=organisation)
            _keep(members, (organisation, one.role), moved)
        self.programmes[entity] = replace(
            known,
            participants=tuple(members.values()),
            confidence=max(known.confidence, programme.confidence),
        )

    def extraction(self, document: Document) -> Extraction:
        """All of it, in text order."""
        sure: dict[tuple[str, str], float] = {}
        given = set()
        for own in self.ownership.values():
            pair = own.owner, own.owned
            sure[pair] = max(own.confidence, sure.get(pair, 0.0))
            if own.share is not None:
                given.add((*pair, own.status))
        ownership = [
            own
            for own in self.ownership.values()
            # As in one window: nobody owns its owner, and a share may be told elsewhere.
            if sure.get((own.owned, own.owner), 0.0) <= sure[own.owner, own.owned]
            and (own.share is not None or (own.owner, own.owned, own.status) not in given)
        ]
        return Extraction(
            document=document,
            entities=tuple(
                replace(entity, mentions=tuple(forms))
                for entity, forms in zip(self.entities, self.forms, strict=True)
            ),
            mentions=tuple(self.mentions),
            partnerships=tuple(sorted(self.partnerships.values(), key=lambda p: p.start)),
            ownership=tuple(sorted(settled(ownership), key=lambda o: o.start)),
            programmes=tuple(
                replace(
                    programme,
                    participants=tuple(sorted(programme.participants, key=lambda m: m.start)),
                )
                for programme in self.programmes.values()
            ),
        )


def _number(entity: str) -> int:
    return int(entity[1:])


def _moved(fact: Known, start: int) -> Known:
    return replace(fact, start=fact.start + start, end=fact.end + start)


def _keep(table: dict[tuple[object, ...], Known], key: tuple[object, ...], fact: Known) -> None:
    """Keep the surer of a fact and the one that has its key; of two alike the first."""
    if key not in table or fact.confidence > table[key].confidence:
        table[key] = fact
