"""What is printed, whatever the text: it fits, it says the same, and it does nothing."""

import csv
import io
import json
import unicodedata

from costs import grows_evenly
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from spacecorp.output.formats import flat, json_array
from spacecorp.output.names import Format
from spacecorp.output.rows import Column, Listing
from spacecorp.output.safe import inert, inert_json, markdown_cell, spreadsheet_cell
from spacecorp.output.tables import Field, Layout, draw, plain, wrapped

TEXT = st.text(st.characters(exclude_categories=[]), max_size=60)
# Wide and narrow letters, blanks, controls, and what formulas and markup begin with.
AWKWARD = st.text("ab 日本\t\n\x1b\x9b\u202e\ud800[]=+-@|*_`<&\"',é…", max_size=40)


@given(st.lists(AWKWARD, min_size=1, max_size=4), st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_nothing(texts, width):
    line = tuple(piece for text in texts for piece in plain(text, "bold"))
    lines = wrapped(line, width)
    shown = ["".join(text for text, _ in pieces) for pieces in lines]
    assert all(cell_len(text) <= width for text in shown)
    assert "".join("".join(shown).split()) == "".join(inert("".join(texts)).split())


@given(TEXT | AWKWARD)
def test_inert_text_has_nothing_that_acts(text):
    safe = inert(text)
    assert not [c for c in safe if unicodedata.category(c) in ("Cc", "Cs")]
    assert not set(safe) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
    assert inert(safe) == safe


@given(st.lists(TEXT | AWKWARD, max_size=4))
def test_escaped_json_means_the_same(texts):
    written = "".join(json_array(texts))
    assert inert_json(written) == written
    assert json.loads(written) == texts
    assert not [c for c in written if unicodedata.category(c) == "Cc" and c != "\n"]
    written.encode()


@given(st.lists(TEXT | AWKWARD, min_size=2, max_size=4))
def test_cells_stay_cells(texts):
    listing = Listing(
        "cells",
        lambda row: {},
        tuple(Column(str(n), lambda row, n=n: row[n]) for n in range(len(texts))),
    )
    for form, separator in ((Format.csv, ","), (Format.tsv, "\t")):
        written = "".join(flat(listing, [texts], form))
        rows = list(
            csv.reader(io.StringIO(written), delimiter=separator, quoting=3 * (form == "tsv"))
        )
        assert len(rows) == 2
        assert rows[1] == [spreadsheet_cell(text) for text in texts]
        assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    *_, row = "".join(flat(listing, [texts], Format.markdown)).splitlines()
    assert row.replace("\\|", "").count("|") == len(texts) + 1
    assert "<" not in markdown_cell("".join(texts))


@given(st.lists(st.tuples(AWKWARD, AWKWARD, st.integers(0, 99)), min_size=1, max_size=6))
def test_tables_fit_whatever_they_hold(rows):
    layout = Layout(
        (
            Field("Name", lambda r: [plain(r[0])], grouped=True),
            Field("Other", lambda r: [plain(r[1])]),
            Field("Number", lambda r: [plain(str(r[2]))], "right", fixed=True),
        ),
        evidence=lambda r: [plain(r[0] + r[1])],
        notes=lambda r: [plain(r[1])],
    )
    for width in (40, 80, 160):
        for evidence in (None, True, False):
            for line in draw(layout, rows, width=width, evidence=evidence):
                assert cell_len("".join(text for text, _ in line)) <= width


def test_wrapping_is_linear():
    def wrap(size: int) -> None:
        for text in (" " * size, "a" * size, "a " * (size // 2), "日" * size):
            wrapped(plain(text), 60)

    wrap(1000)  # loads what is loaded once
    assert grows_evenly(wrap, 10_000)
