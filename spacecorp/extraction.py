"""The way of one document: bytes in, facts out. Pure: no database, no global state."""

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from .collecting import uncollected
from .knowledge.organisations import derived
from .model import Document, Entity, Extraction, Mention
from .reading import Hints, read

if TYPE_CHECKING:
    from .recognition.recognised import Recognised
    from .recognition.tagger import Tagger
    from .relations.assembly import Facts
    from .relations.linear import Linear
    from .relations.scoring import Scorer

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Models:
    """The trained parts: what finds mentions, what weighs candidate relations, and what ties the
    forms of a name together (where None, the shipped scorer)."""

    tagger: "Tagger"
    scorer: "Scorer"
    forms: "Linear | None" = None


@derived  # the tagger remembers how common words are in the table
def shipped() -> Models:
    """The models that come with the package."""
    from .recognition.tagger import Tagger
    from .relations.linear import Linear
    from .relations.scoring import Scorer

    tagger = Tagger.load(WEIGHTS / "tagger.npz")
    tagger.types = Linear.load(WEIGHTS / "types.npz")
    return Models(tagger, Scorer.load(WEIGHTS))


def extract(
    data: bytes, path: str = "", models: Models | None = None, hints: Hints | None = None
) -> Extraction:
    """Read one document and find what it says.

    `data` is the file as it is, `path` the name that the results carry, `models` other trained
    parts than the shipped ones, `hints` what the container says that the document was taken
    from. Raises `reading.Unreadable` where the bytes hold no text that
    can be read.
    """
    document = read(data, path, hints)
    if document.language not in (None, "en"):
        note = f"is in another language than English ({document.language}): kept, not analysed"
        return Extraction(document=document, notes=(note,))
    return analyse(document, models or shipped())


def analyse(document: Document, models: Models) -> Extraction:
    """Find what a document that has been read says; of a long one in windows (see `windows`)."""
    from .windows import joined, windows

    some = windows(document)
    start, first = next(some, (0, document))
    if first is document:
        return _analyse(document, models)
    parts = chain([(start, first)], some)
    return joined(document, ((start, _analyse(part, models)) for start, part in parts))


@uncollected()
def _analyse(document: Document, models: Models) -> Extraction:
    """Find what a document says as a whole."""
    from .recognition.recognised import recognise
    from .relations.assembly import assemble
    from .relations.frames import frames
    from .relations.pairs import Candidates
    from .relations.scoring import score

    recognised = recognise(document, models.tagger, models.forms)
    found = frames(recognised.tokens, recognised.groups, recognised.references)
    numbered = models.scorer.numbered()
    pairs = Candidates(
        recognised.tokens,
        recognised.groups,
        recognised.profiles,
        recognised.references,
        found,
        numbered.key,
    ).pairs()
    scored = score(numbered.scorer, recognised, found, pairs)
    return _extraction(recognised, assemble(numbered.scorer, recognised, found, scored))


def _extraction(recognised: "Recognised", facts: "Facts") -> Extraction:
    """The records that leave extraction: entities numbered by first mention, states that do
    nothing left out."""
    used = {i for p in facts.partnerships for i in p.parties}
    used |= {i for o in facts.ownership for i in (o.owner, o.owned)}
    used |= {m.organisation for g in facts.programmes for m in g.participants}
    document, tokens = recognised.document, recognised.tokens
    ids: dict[str, str] = {}
    forms: dict[str, dict[str, None]] = {}
    mentions = []
    for name in recognised.names:
        number = str(name.entity)
        one = recognised.groups[name.entity]
        if one.type == "country" and number not in used:
            continue
        entity = ids.setdefault(number, f"e{len(ids) + 1}")
        start, end = tokens.starts[name.begin], tokens.ends[name.end - 1]
        written = " ".join(document.as_written(start, end).split())
        forms.setdefault(number, {})[written] = None
        mentions.append(Mention(start, end, written, one.type, entity))
    entities, taken = [], set[str]()
    for number, entity in ids.items():
        one = recognised.groups[int(number)]
        # A firm and its satellite may share a name; in one document each needs its own.
        shown = one.name if one.name not in taken else f"{one.name} ({one.type})"
        taken.add(shown)
        implied = [s for s in one.surfaces if s not in forms[number] and s in one.implied]
        entities.append(Entity(entity, shown, one.type, (*forms[number], *implied)))
    return Extraction(
        document=document,
        entities=tuple(entities),
        mentions=tuple(mentions),
        partnerships=tuple(
            replace(
                p,
                parties=tuple(ids[i] for i in p.parties),
                programme=ids[p.programme] if p.programme else None,
            )
            for p in facts.partnerships
        ),
        ownership=tuple(
            replace(o, owner=ids[o.owner], owned=ids[o.owned]) for o in facts.ownership
        ),
        programmes=tuple(
            replace(
                g,
                entity=ids[g.entity],
                participants=tuple(
                    replace(m, organisation=ids[m.organisation]) for m in g.participants
                ),
            )
            for g in facts.programmes
        ),
    )
