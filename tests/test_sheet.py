"""Tables made by people are read, and cells come back exactly as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacecorp.output.formats import flat
from spacecorp.output.names import Format
from spacecorp.output.rows import Column, Listing
from spacecorp.output.safe import UNSAFE
from spacecorp.sheet import BadRow, NotATable, Row, literal, rows, verbatim

LISTING: Listing[str] = Listing("cells", lambda r: {}, (Column("a", verbatim), Column("b", len)))
awkward = st.text(
    st.one_of(st.characters(), st.sampled_from("=+-@'\"\\,;\t\r\n\u202e\x1b\ud800")), max_size=12
)


@given(st.lists(awkward, min_size=1, max_size=4), st.sampled_from([Format.csv, Format.tsv]))
def test_any_text_comes_back_from_a_cell_and_shows_nothing_dangerous(texts, form):
    import re

    written = "".join(flat(LISTING, texts, form))
    assert not re.search(UNSAFE, written)
    assert "\r" not in written
    if form is Format.tsv:
        return
    read = rows(written, ["a"])
    assert [isinstance(row, Row) and literal(row.cells["a"]) for row in read] == texts
    assert not any(row.cells["a"].startswith(("=", "+", "-", "@")) for row in read)


def test_what_spreadsheets_write_is_read():
    table = '\ufeffName;Kind\r\n\r\nAvio;company\r\n;;\r\n"A\nB";\r\n'
    assert rows(table, ["name"]) == [
        Row(3, {"name": "Avio", "kind": "company"}),
        Row(5, {"name": "A\nB", "kind": ""}),
    ]


def test_bad_rows_are_named_and_the_others_are_read():
    found = rows('name,kind\nAvio,company,"Italy, Rome"\nOHB\n"x"y,z\nSES,company\n', ["name"])
    assert [type(row) for row in found] == [BadRow, Row, BadRow, Row]
    assert [row.line for row in found] == [2, 3, 4, 5]


@pytest.mark.parametrize(("text", "why"), [("", "empty"), ("\n\n", "empty"), ("a,b\n", "name")])
def test_no_table(text, why):
    with pytest.raises(NotATable, match=why):
        rows(text, ["name"])
