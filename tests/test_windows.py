"""Long documents: cut into windows, and what these say put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacecorp.extraction import analyse, shipped
from spacecorp.model import Block, Document, Extraction
from spacecorp.reading import read
from spacecorp.windows import joined, windows

PARTS = [
    "Telespazio is owned by Leonardo (67%) and Thales (33%). Telespazio signed a memorandum of "
    "understanding with OHB SE in Bremen on 3 March 2021.",
    "Thales Alenia Space builds the Galileo Second Generation satellites for the European Space "
    "Agency. The weather was fine that day and nobody said a word about it.",
    "Leonardo holds 67% of Telespazio. Arianespace will launch Galileo satellites.",
    "Telespazio and OHB SE have signed a memorandum of understanding.",
]


def found(text: str, size: int) -> Extraction:
    document = read(text.encode(), "long.txt")
    parts = ((start, analyse(part, shipped())) for start, part in windows(document, size))
    return joined(document, parts)


@given(
    st.lists(st.text("ab .\n", max_size=60), max_size=12),
    st.integers(min_value=8, max_value=90),
)
def test_windows_lose_nothing(lines: list[str], size: int) -> None:
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        if line:
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    document = Document("", "text", text, tuple(blocks))
    kept = []
    for start, part in windows(document, size):
        assert part is document or len(part.text) <= size
        kept += [part.text[b.start : b.end] for b in part.blocks]
        assert text[start : start + len(part.text)] == part.text
    assert "".join(kept) == "".join(text[b.start : b.end] for b in blocks)


def test_windows_say_what_the_whole_says() -> None:
    text = "\n\n".join(PARTS)
    whole, some = found(text, 10_000), found(text, 160)
    assert sum(1 for _ in windows(whole.document, 160)) > 2
    assert {e.name for e in some.entities} == {e.name for e in whole.entities}
    names = {e.id: e.name for e in some.entities}
    holdings = [(names[o.owner], names[o.owned], o.share) for o in some.ownership]
    assert ("Leonardo", "Telespazio", 67.0) in holdings
    assert len(holdings) == len(set(holdings))
    pairs = [tuple(sorted(names[p] for p in one.parties)) for one in some.partnerships]
    assert pairs.count(("OHB SE", "Telespazio")) == 1
    assert [names[g.entity] for g in some.programmes].count("Galileo") <= 1


def test_places_are_those_of_the_document() -> None:
    extraction = found("\n\n".join(PARTS), 160)
    text = extraction.document.text
    assert extraction.mentions
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
    members = [m for g in extraction.programmes for m in g.participants]
    facts = [*extraction.partnerships, *extraction.ownership, *extraction.programmes, *members]
    assert facts
    for fact in facts:
        assert " ".join(text[fact.start : fact.end].split()) == fact.evidence


@pytest.mark.parametrize("piece", ["word ", "x", "A. ", "("])
def test_one_endless_block_is_cut(piece: str) -> None:
    text = (piece * 16_000)[:16_000]
    document = Document("", "text", text, (Block("paragraph", 0, len(text)),))
    parts = list(windows(document, 3000))
    assert len(parts) > 3
    assert all(len(part.text) <= 3000 for _, part in parts)
