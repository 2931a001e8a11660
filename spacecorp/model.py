"""The plain records that pass between the parts of spacecorp.

bytes ─ reading ─▶ Document ─ recognition ─▶ Mentions, Entities ─ relations ─▶ facts.
Nothing here knows how a record is found, stored or printed. All offsets are counted in
characters (Unicode code points), ends exclusive.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

EntityType = Literal["organisation", "country", "programme", "person"]
BlockKind = Literal["headline", "paragraph", "item", "caption", "quotation"]
EditKind = Literal["swap", "glue", "dropped", "repeated"]


# The parts that a participant can have in a programme, in the order in which they are shown.
ROLES = ("prime", "customer", "operator", "supplier", "launcher", "partner")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of `Document.text` that belongs together: `text[start:end]`."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that cleaning changed, so that every repair can be shown and undone.

    `start`, `end` are the place in `Document.text` (equal where something was left out);
    `written` is what the source says there, `read` what the clean text says instead,
    `reason` one readable line.
    """

    kind: EditKind
    start: int
    end: int
    written: str
    read: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document after reading: the article's clean text and what is known about it.

    `text` is the clean text: the blocks joined by newlines, the headline first where there is
    one. `anchors` ties it to the decoded source: a pair (c, s) says that the characters of
    `text` from c up to the next pair's c stand in the source from s on, one for one. Empty
    where the source has no text of its own. `authors` are those of a byline, `url` is the
    address that the document gives as its own (the canonical one, where it says so).
    """

    path: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    language: str | None = None
    anchors: tuple[tuple[int, int], ...] = ()
    edits: tuple[Edit, ...] = ()
    authors: tuple[str, ...] = ()
    url: str | None = None

    @property
    def body(self) -> str:
        """The running text of the article: `text` without its headline and captions."""
        headed = self.title is not None and self.blocks and self.blocks[0].kind == "headline"
        return "\n".join(
            self.text[block.start : block.end]
            for block in self.blocks[1 if headed else 0 :]
            if block.kind != "caption"
        )

    def source_offset(self, offset: int) -> int:
        """Where the character at `offset` of the clean text stands in the decoded source.

        Returns `offset` itself where the document keeps no tie to its source.
        """
        if not self.anchors:
            return offset
        at = bisect_right(self.anchors, (offset, 1 << 62)) - 1
        clean, source = self.anchors[max(at, 0)]
        return source + max(offset - clean, 0)

    def as_written(self, start: int, end: int) -> str:
        """The words at `text[start:end]` as the source spells them, repairs undone."""
        out, at = [], start
        for edit in self.edits:
            if edit.kind == "swap" and start <= edit.start and edit.end <= end:
                out += [self.text[at : edit.start], edit.written]
                at = edit.end
        return "".join([*out, self.text[at:end]])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at one place of a document: `text[start:end]`, and the entity it belongs to."""

    start: int
    end: int
    text: str
    type: EntityType
    entity: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One real-world thing as one document names it.

    `id` is unique within the document ("e1", "e2", … by first mention). `mentions` are the
    different forms as the source writes them, in order of first use.
    """

    id: str
    name: str
    type: EntityType
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every kind of fact carries: where it is said, what found it, how sure that is.

    `start`, `end` place `evidence` in the clean text of the document; `confidence` is the
    share of such facts that are right, between 0 and 1.
    """

    evidence: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Fact):
    """Two or more parties (entity ids) that agree or work together."""

    parties: tuple[str, ...]
    kind: str
    status: str
    date: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership(Fact):
    """`owner` holds part or all of `owned` (entity ids); `share` in per cent, if given."""

    owner: str
    owned: str
    share: float | None
    kind: str
    status: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Fact):
    """`organisation` (entity id) has `role` in a programme."""

    organisation: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Fact):
    """Something named that is built, flown, run or funded, and who takes part in it.

    `entity` is the id of the programme's own entity.
    """

    entity: str
    kind: str
    participants: tuple[Participation, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says: what `extract` gives and what the store keeps."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    programmes: tuple[Programme, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, object]:
        """The JSON object of the contract: names where people read, ids for machines."""
        names = {entity.id: entity.name for entity in self.entities}
        document = self.document

        def place(fact: Fact) -> dict[str, object]:
            return {
                "evidence": fact.evidence,
                "start": document.source_offset(fact.start),
                "end": document.source_offset(max(fact.end - 1, fact.start)) + 1,
                "rule": fact.rule,
                "confidence": round(fact.confidence, 3),
            }

        return {
            "document": {
                "path": document.path,
                "format": document.format,
                "title": document.title,
                "date": document.date,
                "publisher": document.publisher,
                "language": document.language,
                "authors": list(document.authors),
                "url": document.url,
            },
            "entities": [
                {"id": e.id, "name": e.name, "type": e.type, "mentions": list(e.mentions)}
                for e in self.entities
            ],
            "partnerships": [
                {
                    "parties": [names[i] for i in p.parties],
                    "party_ids": list(p.parties),
                    "kind": p.kind,
                    "status": p.status,
                    "date": p.date,
                    "programme": names[p.programme] if p.programme else None,
                    "programme_id": p.programme,
                    **place(p),
                }
                for p in self.partnerships
            ],
            "ownership": [
                {
                    "owner": names[o.owner],
                    "owner_id": o.owner,
                    "owned": names[o.owned],
                    "owned_id": o.owned,
                    "share": o.share,
                    "kind": o.kind,
                    "status": o.status,
                    "date": o.date,
                    **place(o),
                }
                for o in self.ownership
            ],
            "programmes": [
                {
                    "name": names[g.entity],
                    "id": g.entity,
                    "kind": g.kind,
                    "participants": [
                        {
                            "organisation": names[p.organisation],
                            "organisation_id": p.organisation,
                            "role": p.role,
                            **place(p),
                        }
                        for p in g.participants
                    ],
                    **place(g),
                }
                for g in self.programmes
            ],
        }
