"""Reading: what becomes of files of each format, of furniture, damage and hostile bytes."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from costs import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st

from spacecorp.model import Document
from spacecorp.reading import Unreadable, read

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared folder")

STORY = (
    "Northstar Launch of Bremen has signed a contract with the Baltic Space Agency for three "
    "flights of its Polaris rocket, the company said on Monday.",
    "The first flight is planned for the spring of 2027 from Andøya; the agency pays 40 million "
    "euros for it and carries the insurance.",
    "Northstar belongs to Hansa Holding, which owns 60 percent of the shares, and to the founders.",
)


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def text(*parts: str) -> Document:
    return read("\n".join(parts).encode(), "story.txt")


def check(document: Document, source: str) -> None:
    """What holds of every document: blocks make up the text, words stand where anchors say."""
    assert "\n".join(lines(document)) == document.text
    offsets = [here for here, _ in document.anchors]
    assert offsets == sorted(set(offsets))
    for block in document.blocks:
        word = document.text[block.start : block.end].split()[0]
        if word.isascii() and word.isalpha():
            at = document.source_offset(block.start)
            assert document.as_written(block.start, block.start + len(word)) == word
            assert source[at : at + len(word)] == word


# --- formats --------------------------------------------------------------------------------

PAGE = f"""<!doctype html><html lang="en"><head>
<title>Three flights for Polaris | Baltic Post</title>
<meta property="og:site_name" content="Baltic Post">
<meta name="author" content="By Ada Lind and Bo Ek"><link rel="canonical"
href="https://post.example.test/polaris"><meta property="og:url" content="https://x.example.test/">
<meta property="article:published_time" content="2026-03-02T08:00:00+01:00"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Three flights for Polaris</h1>
<p>{STORY[0]}</p><h2>Money</h2><p>{STORY[1]}</p>
<ul><li>Launch site: Andøya in the far north of Norway</li></ul>
<blockquote><p>It is the largest order that our young company ever had.</p></blockquote>
<p>{STORY[2]}</p></article>
<footer>© 2026 Baltic Post. All rights reserved.</footer></body></html>"""


def test_page() -> None:
    document = read(PAGE.encode(), "anything.txt")
    assert document.format == "html"
    assert document.title == "Three flights for Polaris"
    assert document.date == "2026-03-02"
    assert document.publisher == "Baltic Post"
    assert document.language == "en"
    assert document.authors == ("Ada Lind", "Bo Ek")
    assert document.url == "https://post.example.test/polaris"
    assert document.text.startswith("Three flights for Polaris\n" + STORY[0])
    assert "Home" not in document.text
    assert "rights reserved" not in document.text
    assert kinds(document)[0] == "headline"
    assert "item" in kinds(document)
    assert "quotation" in kinds(document)
    check(document, PAGE)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("<!doctype html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">'),
        ('<html lang="en">', '<html lang="en" />\n'),
        ("<body>", "<body>\x01\x0b\x1f"),
        ("<body>", "<body>\ufffe\uffff"),
    ],
)
def test_a_page_that_has_to_be_mended(written: str, mended: str) -> None:
    source = PAGE.replace(written, mended)
    assert source != PAGE
    document, plain = read(source.encode()), read(PAGE.encode())
    assert (document.text, document.blocks) == (plain.text, plain.blocks)
    assert (document.title, document.date, document.language) == (
        plain.title,
        plain.date,
        plain.language,
    )
    check(document, source)


def test_fragment_of_a_page() -> None:
    source = f"<p>{STORY[0]}</p>\n<p>{STORY[1].replace('ø', '&oslash;')}</p>"
    document = read(source.encode())
    assert document.format == "html"
    assert lines(document) == [STORY[0], STORY[1]]
    at = document.source_offset(document.text.index("40 million"))
    assert source[at:].startswith("40 million")


def test_an_article_right_after_its_title_is_no_headline() -> None:
    body = "".join(f"<p>{one}</p>" for one in STORY)
    document = read(f"<title>More</title><article><h1>More of it</h1>{body}</article>".encode())
    assert all(one in document.text for one in STORY)
    assert [block.kind for block in document.blocks].count("headline") == 1


def test_a_less_than_sign_makes_no_page() -> None:
    sentence = "Masses below 50 kg (m < 50) and dates > 2027 are open, the agency said on Monday."
    document = text(sentence, STORY[0])
    assert document.format == "text"
    assert sentence in document.text


def page_data(body: object) -> bytes:
    teaser = {"title": "Other story", "summary": "Something else happened.", "date": "2019-01-01"}
    data = {
        "props": {
            "labels": {"cookieText": "We use cookies to improve your experience. " * 4},
            "pageProps": {
                "menu": [{"name": "Home"}, {"name": "News"}],
                "story": {"title": "Three flights for Polaris", "created": "2026-03-02", "b": body},
                "related": [teaser] * 5,
                "seo": {"title": "Three flights for Polaris | Baltic Post"},
            },
        }
    }
    return json.dumps(data).encode()


BLOCKS = [
    {"type": "paragraph", "text": STORY[0]},
    {"type": "heading", "text": "Money"},
    {"type": "advert", "text": "Rooms with sea view from 79 euros, book today and save a lot."},
    {"type": "paragraph", "text": STORY[1]},
    {"type": "image", "caption": "The rocket on its pad", "url": "https://example.test/a.jpg"},
    {"type": "paragraph", "text": STORY[2]},
]
TREE = {
    "nodeType": "document",
    "content": [
        {
            "nodeType": "paragraph",
            "content": [
                {"nodeType": "text", "value": STORY[0][:20], "marks": []},
                {"nodeType": "text", "value": STORY[0][20:30], "marks": [{"type": "bold"}]},
                {"nodeType": "text", "value": STORY[0][30:], "marks": []},
            ],
        },
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": STORY[1]}]},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": STORY[2]}]},
    ],
}
HTML_BODY = "".join(f"<p>{paragraph}</p>\r\n" for paragraph in STORY)


@pytest.mark.parametrize("body", [HTML_BODY, BLOCKS, TREE, list(STORY)])
def test_page_data(body: object) -> None:
    data = page_data(body)
    document = read(data, "page.txt")
    assert document.format == "json"
    assert document.title == "Three flights for Polaris"
    assert document.date == "2026-03-02"
    assert document.publisher == "Baltic Post"
    assert [line for line in lines(document) if line in STORY] == list(STORY)
    for furniture in ("cookies", "Home", "sea view", "Something else", "https:"):
        assert furniture not in document.text
    at = document.source_offset(document.text.index("Hansa Holding"))
    assert data.decode()[at:].startswith("Hansa Holding")


@pytest.mark.parametrize("written", [lambda line: line, lambda line: {"text": line}])
def test_items_of_a_list_in_page_data_are_lines(written: Callable[[str], object]) -> None:
    items = ["Builder: Northstar", "Launch: Hansa Holding"]
    body = [*BLOCKS, {"type": "list", "items": [written(item) for item in items]}]
    assert lines(read(page_data(body)))[-2:] == items


def test_page_data_inside_a_page() -> None:
    script = page_data(HTML_BODY * 2).decode()
    source = (
        "<html><body><div id=__next>Loading</div>"
        f'<script id="__NEXT_DATA__" type="application/json">{script}</script></body></html>'
    )
    document = read(source.encode())
    assert document.format == "html"
    assert document.title == "Three flights for Polaris"
    assert STORY[1] in document.text
    assert "Loading" not in document.text


# --- furniture ---------------------------------------------------------------------------------


def test_furniture_of_scraped_text_is_left_out_with_its_reason() -> None:
    document = text(
        "Home | News | Sport | Contact",
        "We use cookies to improve your experience. [Accept all]",
        "",
        "Three flights for Polaris",
        "By Jane Miller - 2 March 2026",
        "Share  Facebook  X  LinkedIn",
        STORY[0],
        "",
        "ADVERTISEMENT",
        "Trade shares for nothing! Open an account",
        "",
        STORY[1],
        "",
        STORY[1],
        STORY[2],
        "",
        "(Reporting by Jane Miller; editing by Tom Smith)",
        "Press contact: press@northstar.example, +49 421 000 0000",
        "MOST READ",
        "1. Rocket falls over",
        "2. Moon still there",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "© 2026 Baltic Post. All rights reserved.",
    )
    assert lines(document) == ["Three flights for Polaris", *STORY]
    assert document.title == "Three flights for Polaris"
    assert document.date == "2026-03-02"
    assert document.publisher == "Baltic Post"
    reasons = {edit.reason for edit in document.edits}
    assert {"menu", "cookie banner", "advert", "contact", "related", "copyright"} <= reasons
    assert {edit.kind for edit in document.edits} == {"dropped", "repeated"}


@pytest.mark.parametrize(
    "table",
    [
        (
            "Launch | Rocket | Customer | Signed",
            "Market | Events | Subscribe | 3 March 2025",
            "Aurora | Kestrel 2 | Polaris Space Agency | 14 Jan 2025",
            "Dora-4 | Kestrel 2 | Hansa Weather | -",
        ),
        (
            "Customer          Payload      Site",
            "Polaris Agency    Dora-4       Andoya",
            "Space Weather     Launch       See note",
            "Hansa Weather     Dora-5       2 June 2025",
        ),
        (
            "Polaris Holding / 51.0% / Satellite services",
            "Space News / 30.0% / 41 employees",
            "Hansa Weather / 19.0% / Industry",
        ),
    ],
    ids=["bars", "blanks", "slashes"],
)
def test_rows_of_a_table_are_no_menus_and_no_date_lines(table: tuple[str, ...]) -> None:
    assert lines(text(*table, "", *STORY)) == [*table, *STORY]


def test_a_menu_of_several_lines_is_left_out() -> None:
    menu = ("Home | News | Sport | Contact", "World | Science | Business | Opinion")
    rest = "Jobs | Events | Shop | Subscribe"
    assert lines(text(*menu, rest, "", *STORY)) == list(STORY)


def test_an_offer_in_the_middle_of_an_article() -> None:
    document = text(
        STORY[0],
        "How well do you know the market?",
        "Access the best market profiles. Save hours of research. Gain a competitive edge.",
        "Thank you!",
        "Your download will arrive in your e-mail shortly",
        STORY[1],
        STORY[2],
    )
    assert lines(document) == list(STORY)


def test_facts_are_kept() -> None:
    facts = (
        "About Northstar Launch",
        "Northstar Launch (Bremen): Hansa Holding 60%, founders 40%",
        "- Polaris, a rocket for small satellites that Northstar has been building since 2021",
        "[00:04:12] ANNA: So who owns Northstar? Hansa does, most of it.",
        "Owner: Hansa Holding",
    )
    document = text(STORY[0], "", *facts, "", STORY[1])
    for fact in facts:
        assert fact.removeprefix("- ") in document.text


def test_captions_lose_their_label_and_credit() -> None:
    document = text(
        "Three flights for Polaris",
        "",
        "Photo: Engineers of Northstar look at the first stage. Credit: Northstar/A. Berg",
        *STORY,
    )
    assert kinds(document)[1] == "caption"
    assert lines(document)[1] == "Engineers of Northstar look at the first stage."


@pytest.mark.parametrize(
    ("glued", "kept"),
    [
        ("By GlobalNewsThe agency pays 40 million euros for it.", "The agency pays"),
        ("© Agency / Northstar CorporationThis undated photo shows the rocket.", "This undated"),
        ("By Staff WriterJanuary 8, 2026BREMEN — The agency pays for it all.", "BREMEN — The"),
    ],
)
def test_glued_lines_are_parted(glued: str, kept: str) -> None:
    document = text(STORY[0], glued, STORY[1])
    assert any(line.startswith(kept) for line in lines(document))
    assert any(edit.kind == "glue" for edit in document.edits)


def test_names_in_camel_case_are_not_parted() -> None:
    sentence = (
        "SpaceX, OneWeb, LinkedIn, TerraSAR-X, L3Harris and McKenna Ltd. were not asked at all."
    )
    document = text(STORY[0], sentence, STORY[1])
    assert sentence in lines(document)
    assert not document.edits


def test_wrapped_lines_are_joined() -> None:
    wrapped = [textwrap.fill(paragraph, 60) for paragraph in (*STORY, *reversed(STORY[:2]))]
    source = "\n\n".join([*wrapped[:3], textwrap.fill(" ".join(STORY[::-1]), 60)])
    document = read(source.encode())
    assert lines(document)[:3] == list(STORY)
    check(document, source)


HYPHENATED = """\
Northstar Launch of Bremen has signed a contract for three satel-
lites with the Baltic Space Agency, which pays for all the Earth-
observing instruments. Most of them are built in Italy by Teles­
pazio, and the others, which are smaller, by the firm called Hor-
tensia Optics in what the director of the agency called his low-
cost hall, and the satellites, which are the sixth of the Airbus-
built series, are tested by Hortensia there in the next co­
ordination round. A spokesman for the committee of the Franco-
German partners said that they have been asked for money as well
and that nobody knows what the answer will be in May, or whether
a second round of talks will follow that in the autumn. He said.
"""


def test_line_ends_that_part_words_are_undone() -> None:
    document = text(HYPHENATED)
    for word in (
        "satellites with", "Earth-observing", "Telespazio", "Hortensia Optics", "low-cost",
        "Airbus-built", "coordination", "Franco-German",
    ):  # fmt: skip
        assert word in document.text
        if word.isascii():
            at = document.source_offset(document.text.index(word))
            assert HYPHENATED[at : at + 2] == word[:2]
    at = document.source_offset(document.text.index("spokesman"))
    assert HYPHENATED[at:].startswith("spokesman")
    assert document.text.count("\n") == 0


def test_letters_are_composed_with_their_accents() -> None:
    loose = unicodedata.normalize("NFD", "Éva Šimková of Tromsø and Łódź says so: ") + STORY[0]
    document = text(loose, STORY[1])
    assert document.text.startswith("Éva Šimková of Tromsø and Łódź says so: Northstar")
    assert loose[document.source_offset(document.text.index("Northstar")) :].startswith("Northstar")
    assert loose[document.source_offset(document.text.index("of Tromsø")) :].startswith("of Troms")


# --- title and date ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Posted on 7 March 2026 by Anna", "2026-03-07"),
        ("March 7th, 2026", "2026-03-07"),
        ("07.03.2026 09:14", "2026-03-07"),
        ("07/03/2026, 14:05 CET", "2026-03-07"),
        ("2026-03-07T09:14:00Z", "2026-03-07"),
        ("2026.03.07", "2026-03-07"),
        ("13/03/2026", "2026-03-13"),
        ("03/13/2026", "2026-03-13"),
        ("Updated 9 March 2026 | Published 7 March 2026", "2026-03-07"),
        ("March 2026", "2026-03"),
        ("31/02/2026", None),
        ("Launch date: 7 March 2026", None),
    ],
)
def test_date_at_the_head(line: str, date: str | None) -> None:
    assert text("Three flights for Polaris", line, "", *STORY).date == date


def test_date_of_a_dateline_but_not_of_the_story() -> None:
    assert text(f"BREMEN, March 7, 2026 (BP) - {STORY[0]}", STORY[1]).date == "2026-03-07"
    assert text(STORY[0] + " It had been founded on 3 May 2019.", STORY[1]).date is None


def test_no_title_where_the_text_begins_at_once() -> None:
    assert text(*STORY).title is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Miller - 2 March 2026", ("Jane Miller",)),
        ("By Jan de Boer and Ana Lucía Pérez | Baltic Post", ("Jan de Boer", "Ana Lucía Pérez")),
        ("By our correspondent in Bremen", ()),
        ("By Staff Writer", ()),
        ("By the end of the year all will be ready.", ()),
    ],
)
def test_authors_of_a_byline(line: str, authors: tuple[str, ...]) -> None:
    assert text("Three flights for Polaris", line, "", *STORY).authors == authors


# --- damage ------------------------------------------------------------------------------------

SOUND = (
    "The constellation of twelve satellites will work together with two others, said the agency.",
    "Artificial intelligence tells clouds from smoke; the satellites get their power from the Sun.",
    "The budget for the constellation was set in May, and its targets have not changed since.",
)


def swapped(sentence: str, swaps: dict[str, str]) -> str:
    for old, new in swaps.items():
        sentence = sentence.replace(old, new).replace(old.capitalize(), new.capitalize())
    return sentence


def test_swapped_letters_are_put_back() -> None:
    swaps = {"tell": "inform", "get": "receive"}
    damaged = [swapped(sentence, swaps) for sentence in SOUND]
    document = text(*damaged)
    wanted = [
        sentence.replace("tells", "informs").replace(" get ", " receive ") for sentence in SOUND
    ]
    assert lines(document) == wanted
    assert document.as_written(0, len(document.text)) == "\n".join(damaged)
    repairs = [edit for edit in document.edits if edit.kind == "swap"]
    assert ("sainformites", "satellites") in {(edit.written, edit.read) for edit in repairs}
    for edit in repairs:
        assert document.text[edit.start : edit.end] == edit.read
        at = document.source_offset(edit.start)
        assert "\n".join(damaged)[at:].startswith(edit.written)


def test_other_swaps_are_found_by_the_same_means() -> None:
    sentences = (
        "The partners start to transport parts of the smart antenna to Earth orbit this year.",
        "An important report says that the airport supports the article of the treaty.",
    )
    damaged = [swapped(s, {"art": "craft", "port": "harbour"}) for s in sentences]
    assert lines(text(*damaged)) == list(sentences)


def test_one_damaged_word_that_stands_often_is_enough() -> None:
    sentences = (
        "The satellites were launched on Monday and a fourth satellite will follow in the autumn.",
        "No other satellite has been ordered, and the company that builds satellites is content.",
    )
    assert lines(text(*(swapped(s, {"tell": "inform"}) for s in sentences))) == list(sentences)


def test_a_short_swap_needs_more_words_to_be_proved() -> None:
    sentences = (
        "The agency manages the package with the manager of the village and his management team.",
        "There is no shortage of damage on average, and the storage is the advantage of the stage.",
    )
    assert lines(text(*(swapped(s, {"age": "era"}) for s in sentences))) == list(sentences)
    few = swapped(
        "The agency is on page one and on the stage of the town on Monday.", {"age": "era"}
    )
    assert lines(text(few)) == [few]


def test_a_sound_document_is_not_repaired() -> None:
    names = "Informa, Artic Craftworks, Starlinkers and Harbourside spoke of spaceports, cubesats, "
    names += "smallsats, megaconstellations, rideshares, deorbiting and spaceborne laserlinks."
    document = text(*SOUND, names, *STORY)
    assert not any(edit.kind == "swap" for edit in document.edits)


# --- bytes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert "from Andøya; the agency" in read("\n".join(STORY).encode(encoding)).text


def test_declared_encoding() -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>Kraków. {STORY[0]}</p></body>'
    assert "Kraków" in read(page.encode("iso-8859-2")).text


def test_odd_characters() -> None:
    source = (
        "The agen\u00adcy\u200b pays\u00a0the \ufb01rm \x1b[31mtoday\x1b[0m \u202eand \x00 says so."
    )
    source += "\n"
    document = read(source.encode() + STORY[0].encode())
    assert document.text.startswith("The agency pays the firm today and  says so.")
    assert source[document.source_offset(document.text.index("pays")) :].startswith("pays")


def test_mojibake() -> None:
    broken = STORY[1].encode().decode("cp1252")
    assert "Andøya" in text(broken, STORY[0]).text


def test_lone_surrogates_are_left_out() -> None:
    body = HTML_BODY.replace("Monday", "\\ud83dMonday")
    data = json.dumps({"title": "A \ud800 title", "body": body}).replace("\\\\ud83d", "\\ud83d")
    document = read(data.encode())
    assert document.title == "A title"
    document.text.encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n\0", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "looks like a PNG image, not text"),
        (b"%PDF-1.7\n...", "is a PDF file that is cut off, damaged or not supported"),
        (b"PK\x03\x04...", "looks like a zip archive, not text"),
        (bytes(range(256)) * 40, "is not text"),
        (b"... --- ...", "holds no text"),
        (b'{"a": ' * 5000, "is JSON that is nested too deeply"),
        (b'{"props": {"title": "An art', "is broken JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "holds several JSON records"),
        (b'{"name": "value"}', "is JSON without running text"),
        (b"<html><body></body></html>", "holds no text"),
        (b"<html>" + b"<p>x" * 400_000, "holds more than 300,000 tags"),
        (b"a" * 5_000_000, "holds 5,000,000 characters"),
        (b"a\n" * 500_000, "lines"),
    ],
)
def test_unreadable(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as caught:
        read(data, "file")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "unit",
    [
        "<", "<!--", "<script>", "<p ", "&", "a | ", ". ", "12 May 2024 ", "By A", "agencyThe ",
        "a@b.", "+1 ", '"', "© ", "word\n", "Related: x\n", "Leave a Reply\n", "Advertisement\n",
        "A: b\n", "<div>", "<b>a</b>", "\u00a0a", "zxqcontractly ",
    ],
)  # fmt: skip
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    def once(size: int) -> None:
        data = (unit * (size // len(unit))).encode()
        for one in (data, b"<html><body>" + data):
            try:
                document = read(one)
                assert document.text
            except Unreadable:
                pass

    once(2_000)  # loads what is loaded once
    assert grows_evenly(once, 15_000)


@pytest.mark.parametrize("tag", ["aside", "footer", "template", "div"])
def test_text_beside_the_article_is_read_where_there_is_no_article(tag: str) -> None:
    said = f"<{tag}><p>{STORY[0]}</p></{tag}>"
    assert STORY[0] in read(f"<html><body>{said}</body></html>".encode()).text
    both = (
        f"<html><body><main>{''.join(f'<p>{p}</p>' for p in STORY[1:])}</main>{said}</body></html>"
    )
    text = read(both.encode()).text
    assert STORY[1] in text
    assert (STORY[0] in text) is (tag == "div")


def test_deeply_nested_page() -> None:
    data = b"<html><body>" + b"<div>" * 10_000 + STORY[0].encode() + b"</div>" * 10_000
    assert STORY[0] in read(data).text


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data)
    except Unreadable:
        return
    assert "\n".join(lines(document)) == document.text
    text = document.text.replace("\n", "")
    assert not {unicodedata.category(char) for char in text} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert read(data) == document


# --- the shared documents -------------------------------------------------------------------------


def gold() -> list[dict[str, object]]:
    records = []
    for name in ("gold.jsonl", "seeds.jsonl"):
        with (SHARED / "bench" / name).open(encoding="utf-8") as file:
            records += [json.loads(line) for line in file]
    return records


@needs_shared
def test_shared_titles_dates_and_evidence() -> None:
    def fold(string: str) -> str:
        return " ".join(re.findall(r"\w+", string.casefold()))

    titles, dates, lost, asked = [], [], [], 0
    for record in gold():
        path = SHARED / "bench" / str(record["file"])
        source = path.read_bytes()
        document = read(source, path.name)
        if record["title"]:
            title = document.title or ""
            titles.append(record["title"] in (title, document.as_written(0, len(title))))
        if record["date"]:
            dates.append(document.date == record["date"])
        both = fold(document.text) + " " + fold(document.as_written(0, len(document.text)))
        for key in ("partnerships", "ownership", "programmes"):
            for fact in record[key]:  # type: ignore[attr-defined]
                asked += 1
                if fold(fact["evidence"]) not in both:
                    lost.append((record["id"], fact["evidence"]))
        check_places(document, source.decode())
    assert sum(titles) >= 0.95 * len(titles)
    assert sum(dates) >= 0.95 * len(dates)
    assert asked > 1000
    assert lost == []


def check_places(document: Document, source: str) -> None:
    repaired = {edit.start for edit in document.edits if edit.kind == "swap"}
    words = [m for m in re.finditer(r"[A-Za-z]{4,}", document.text) if m.start() not in repaired]
    wrong = [m for m in words if source[document.source_offset(m.start())] != m[0][0]]
    assert len(wrong) <= 0.01 * len(words)


@needs_shared
@pytest.mark.parametrize("name", ["f01", "f02"])
def test_shared_damage(name: str) -> None:
    damaged = read((SHARED / "bench" / "docs" / f"{name}.txt").read_bytes())
    sound = read((SHARED / "bench" / "clean" / f"{name}.txt").read_bytes())
    assert sum(edit.kind == "swap" for edit in damaged.edits) > 10
    assert not any(edit.kind == "swap" for edit in sound.edits)
    words = sound.text.split()
    assert len(set(words) - set(damaged.text.split())) < 0.06 * len(words)
