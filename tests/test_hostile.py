"""Documents made to crash, hang or deceive: each costs its length, and nothing in it acts."""

import csv
import io
import json
import sys
import time
from functools import cache
from itertools import count
from pathlib import Path

import pexpect
import pytest
from commands import ROOT, Run, environment
from extractions import Story
from stores import store

from spacecorp.extraction import extract
from spacecorp.reading import Unreadable

SIZE = 50_000
# How much more than ordinary text a character may cost, in processor time; texts that are nothing
# but new names are dearer. Quadratic work on the long texts costs a hundred times as much.
DEARER = 6.0
DENSE = 30.0
DOCUMENTS = ROOT / "samples" / "documents"


def filled(pattern: str, size: int = SIZE) -> str:
    return (pattern * (size // len(pattern) + 1))[:size]


def ordinary(size: int) -> str:
    """News of that length: paragraphs of the samples over and over, each told apart by a number."""
    paragraphs = [
        paragraph
        for path in sorted(DOCUMENTS.glob("[01][0-9]-*.txt"))
        if path.name not in ("05-tramontane-page-data.txt", "15-francais.txt")
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if len(paragraph) > 150
    ]
    out: list[str] = []
    length = 0
    for number in count():
        if length >= size:
            return "\n\n".join(out)[:size]
        out.append(f"{paragraphs[number % len(paragraphs)]} Batch {number}.")
        length += len(out[-1]) + 2
    raise AssertionError


def seconds(text: str) -> float:
    """Processor time of one extraction; that nothing but `Unreadable` comes out of it, too."""
    data = text.encode("utf-8")
    before = time.process_time()
    try:
        json.dumps(extract(data, "hostile.txt").to_json())
    except Unreadable as reason:
        print(reason)
    return time.process_time() - before


@cache
def pace(attempt: int) -> float:
    """Seconds for a character of ordinary text, measured once for each attempt of a test."""
    extract(b"Thales and Leonardo signed an agreement.", "")  # the models are loaded only once
    return seconds(ordinary(SIZE)) / SIZE


LONG = 4 * SIZE
HOSTILE = {
    "one endless sentence": filled(
        "and the agency signed a contract for satellites that a company of the group owns while ",
        LONG,
    ),
    "one endless sentence of names": filled("Telespazio, Leonardo and Thales own ", LONG),
    "different names in one sentence": filled(
        " and ".join(f"Acme{i} Space{i % 97}" for i in range(2300))
    ),
    "different names in many sentences": filled(
        " ".join(f"Firm {chr(65 + i % 26)}{i} owns 5% of Corp {i}." for i in range(1700))
    ),
    "only capitals": filled("THE AGENCY SIGNED A CONTRACT WITH THALES FOR TWO SATELLITES. ", LONG),
    "one capital letter": "A" * LONG,
    "only opening brackets": "(" * LONG,
    "only brackets": filled("([{<>}])", LONG),
    "brackets nested around names": filled("Thales (TAS ("),
    "acronyms in brackets": filled("Alpha Beta Corp (ABC) "),
    "one name repeated": filled("Telespazio ", LONG),
    "one name in a list": filled("Telespazio, ", LONG),
    "one name in sentences": filled("Telespazio won. "),
    "possessives": filled("Thales's "),
    "shareholders": filled("owned by Thales (67%), Leonardo (33%), "),
    "shares": filled("67% "),
    "one agreement repeated": filled("Thales and Leonardo signed an agreement. "),
    "digits": "1" * SIZE,
    "dates": filled("12 May 2024, "),
    "quotation marks": filled("“Thales"),
    "one line for each name": filled("Thales\n"),
    "hyphens": filled("Thales-"),
    "combining accents": "a" + filled("\u0301", SIZE),
    "addresses": filled("http://a.example/b c@d.example "),
    "spaces": " " * SIZE + "x",
    "unclosed tags": "<html><body>" + filled("<div>") + "Thales",
    "unclosed angle brackets": "<html>" + filled("<"),
    "nested tags": "<html><body>" + filled("<b>", SIZE // 2) + "Thales" + filled("</b>", SIZE // 2),
    "a tag around every sentence": "<html><body>" + filled("<div><p>Thales signed it. "),
    "character references": "<p>" + filled("&amp;"),
    "nested JSON lists": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "nested JSON objects": filled('{"a":', SIZE // 2) + "1" + "}" * (SIZE // 10),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_costs_its_length(name: str) -> None:
    assert any(is_cheap(name, attempt) for attempt in range(2))


def is_cheap(name: str, attempt: int) -> bool:
    """Whether a text costs no more than it may; a busy machine deserves a second attempt."""
    text = HOSTILE[name]
    dearer = DENSE if name.startswith("different names") else DEARER
    allowed = max(dearer * pace(attempt) * len(text), 1.0)
    # A quarter first: what grows too fast must not hold up the tests.
    for part in (text[: len(text) // 4], text):
        taken = seconds(part)
        print(f"{taken:.2f} s, {taken / len(part) / pace(attempt):.1f} times ordinary text")
        if taken > allowed * (len(part) + len(text)) / (2 * len(text)):
            return False
    return True


# What names may do to a terminal or a spreadsheet -------------------------------------------------

NAMES = {
    "markup": "[bold red]Kestrel[/bold red]",
    "link": "[link=https://example.org]Lumen[/link]",
    "emoji": "Orbita :rocket:",
    "escape": "Vega\x1b[5mBlink",
    "title": "Nova\x1b]0;owned\x07Title",
    "c1": "Luna\x9b5mForge",
    "turned": "Terra\u202eecapS",
    "formula": '=HYPERLINK("https://example.org")',
    "at": "@SUM(1+1)",
    "plus": "+Plus Orbital",
}
ALIVE = ("\x1b[5m", "\x1b]", "\x07", "\x9b", "\u202e")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    story = Story("evil[red].txt", "2024-05", title="[blink]Evil[/blink] \x1b[5mtitle")
    names = list(NAMES.values())
    for one, other in zip(names, names[1:], strict=False):
        story.partners(one, other)
    return store(tmp_path / "evil.db", [story])


def test_names_reach_the_table_inert(spacecorp: Run, database: Path) -> None:
    for options in ((), ("--evidence",), ("--format", "markdown"), ("--format", "tsv")):
        done = spacecorp("partners", "--db", database, *options, columns=160)
        assert done.status == 0
        assert not [sign for sign in ALIVE if sign in done.out]
    table = spacecorp("partners", "--db", database, columns=160).out
    assert NAMES["markup"] in table
    assert NAMES["emoji"] in table


def test_names_reach_a_terminal_inert(database: Path) -> None:
    shown = pexpect.run(
        f'"{sys.executable}" -m spacecorp partners --evidence --db "{database}"',
        env=environment(TERM="xterm-256color", COLUMNS="160", LC_ALL="C.UTF-8"),
        dimensions=(200, 160),
        timeout=30,
    ).decode("utf-8")
    assert not [sign for sign in ALIVE if sign in shown]
    assert NAMES["markup"] in shown
    assert "\x1b]8" not in shown


def test_names_reach_a_spreadsheet_inert(spacecorp: Run, database: Path) -> None:
    for listing in ("partners", "entities", "documents"):
        out = spacecorp(listing, "--db", database, "--format", "csv").out
        rows = list(csv.reader(io.StringIO(out)))
        assert len(rows) > 1
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
        assert not [sign for sign in ALIVE if sign in out]


def test_a_hostile_document_passes_the_whole_way_inert(spacecorp: Run, tmp_path: Path) -> None:
    text = (DOCUMENTS / "01-moonlight-letter.txt").read_text(encoding="utf-8")
    text = text.replace("Telespazio", "[bold]Telespazio[/bold]\x1b[5m").replace(
        "ispace", "\x9bispace"
    )
    (tmp_path / "evil.txt").write_text(text, encoding="utf-8")
    assert spacecorp("ingest", "evil.txt").status == 0
    for listing in ("partners", "ownership", "programmes", "entities", "documents"):
        for form in ("table", "json", "jsonl", "csv", "tsv", "markdown"):
            done = spacecorp(listing, "--format", form, columns=160)
            assert done.status == 0
            assert not [sign for sign in ALIVE if sign in done.out + done.err]
