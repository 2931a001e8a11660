"""The article and nothing else: what is kept of a page, and what goes, on layouts of our own."""

import json
import re
from html import escape

import pytest
from commands import Run

from spacecorp.reading import read

STORY = [
    "Hansa Orbital of Bremen will build three relay satellites for the European Space Agency, the "
    "two said on Tuesday in a joint statement.",
    "Cookies, the small files by which sites know their visitors, will not be set by the ground "
    "segment's web pages, the agency added.",
    "You can buy time on the link from Friday for 499 euros an hour, and customers who order "
    "before the end of the month get a free trial and a discount on the second.",
    "The operator had 40,000 more subscribers at the end of March than a year before, and sees "
    "advertising as the lesser part of its income.",
    "Comments from the public were overwhelmingly hostile: of 4,112 letters only 96 were in "
    "favour of the antenna field near the village.",
    "All rights to the name stay with the family that founded the firm in 1953.",
]
TITLE = "Three relays for the agency"


def page(main: str) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{TITLE} - The Times of Harbour</title>"
        f"<meta property='og:title' content='{TITLE}'></head><body><header><nav><ul><li>"
        f"<a href='/'>Home</a></li></ul></nav></header>{main}<footer><p>© The Times of Harbour</p>"
        "</footer></body></html>"
    )


def body(main: str) -> list[str]:
    return read(page(main).encode()).body.split("\n")


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def test_running_text_that_speaks_of_cookies_trials_and_comments_is_kept():
    assert body(f"<article><h1>{TITLE}</h1>{paragraphs(STORY)}</article>") == STORY


FURNITURE = {
    "byline": "<p class='byline'>By Jonas Weber</p>",
    "date line": "<p>Posted on April 2, 2019 at 9:14 am</p>",
    "other headline": "<p><a href='/7'>Minister resigns over leaked letter</a></p>",
    "related box": "<div class='related'><h4>Related</h4><p>The letter that was leaked</p></div>",
    "list of other stories": "<ul><li><a href='/1'>The letter that was leaked</a></li><li>"
    "<a href='/2'>Why the new port will not open</a></li></ul>",
    "list under its heading": "<h3>Recommended</h3><ul><li>The letter of the minister</li></ul>",
    "paywall": "<div class='paywall'><h2>Read on</h2><p>Try it for a month, free.</p></div>",
    "caption": "<p><img src='a.jpg'><small>The field in May | A. Ruiz / Agency</small></p>",
    "hidden": "<span class='sr-only'>Opens in a new window</span>",
    "prompt": "<p>Sign up for our newsletter and get the news in your inbox every morning.</p>",
    "rights": "<p>Copyright 2019 The Times. This may not be published or redistributed.</p>",
    "date line in words": "<div class='x'>Posted on April 2, 2019, at 9:14 a.m.</div>",
    "block that is a link": "<a href='/8'><div><h4>Win a trip to the Cape</h4><p>Two of our "
    "readers will see the next launch from the roof of the hangar.</p></div></a>",
    "teaser": "<div class='k'><h4><b>Ports</b> <a href='/9'>Why the port will not open soon</a>"
    "</h4><p>The cranes are there. Nobody has paid for the road that leads to them yet.</p></div>",
    "link with a label": "<p>IN PICTURES: <a href='/7'>The field on the day of the storm</a></p>",
    "table that is a link": "<table><tr><td><a href='/b'>ADD TO CART: a model of the relay</a>"
    "</td></tr></table>",
    "caption by its name": "<div class='wp-caption'><p class='wp-caption-text'>The antennas, seen "
    "from the village on a very clear winter morning in 2018</p></div>",
    "slide show": "<div class='slideshow'><ul class='slides'><li><h4>The field in May</h4><p>Slide "
    "one of four is of the dish.</p></li><li><p>Slide two is of the fence.</p></li></ul></div>",
    "headline of its own": "<h1>The agency, its relays and a village that wants neither</h1>",
}


@pytest.mark.parametrize("name", FURNITURE)
@pytest.mark.parametrize("at", [0, 3, 6])
def test_furniture_inside_the_article_goes(name, at):
    if name == "headline of its own" and at:
        pytest.skip("a headline stands above its article")
    if name == "list under its heading" and not at:
        pytest.skip("above an article a list may be its key points")
    if name == "date line" and at == 3:
        pytest.skip("within running text a date line may be a heading")
    main = paragraphs(STORY[:at]) + FURNITURE[name] + paragraphs(STORY[at:])
    assert body(f"<article><h1>{TITLE}</h1>{main}</article>") == STORY


def test_text_that_stands_loose_between_paragraphs_is_kept():
    lead, second, *rest = STORY
    main = f"{lead}<p>{second}</p><b>{rest[0][:12]}</b>{rest[0][12:]}{paragraphs(rest[1:])}"
    assert body(f"<div class='x'><h1>{TITLE}</h1><div class='bd'>{main}</div></div>") == STORY


def test_comments_go_however_many_there_are():
    said = "".join(
        f"<p>Reader {n} has lived near the antennas since {1950 + n} and minds them less and less, "
        f"as one does with age.</p><p class='on'>Posted by: Reader {n}, 27 Sep | 15:22</p>"
        for n in range(30)
    )
    main = f"<div class='text'><h1>{TITLE}</h1>{paragraphs(STORY)}</div>"
    below = f"<div class='visitors_comment_block'><h3>Visitors</h3>{said}</div>"
    assert body(f"<div class='left'>{main}{below}</div>") == STORY


def test_the_name_under_every_picture_goes():
    credit = "<p>Ana Ruiz/Harbour Pictures</p>"
    main = "".join(f"<p>{escape(text)}</p>{credit}" for text in STORY)
    assert body(f"<article><h1>{TITLE}</h1>{main}</article>") == STORY


def test_a_heading_over_what_was_taken_out_goes_too():
    teasers = "".join(
        f"<div class='b'><h4><a href='/{n}'>Why port number {n} will not open</a></h4>"
        "<p>The cranes are there. The road is not.</p></div>"
        for n in range(3)
    )
    main = f"<div class='story'><h1>{TITLE}</h1>{paragraphs(STORY)}<h2>Opinion</h2>{teasers}</div>"
    assert body(main) == STORY


@pytest.mark.parametrize(
    ("above", "field", "value"),
    [
        ("<h1><a href='/'>The Times of Harbour</a></h1>", "title", TITLE),
        ("<p class='byline'>By <a rel='author'>Ada Lind</a></p>", "authors", ("Ada Lind",)),
        ("<link rel='canonical' href='https://h.example/2019/04/02/relays'>", "date", "2019-04-02"),
    ],
)
def test_what_a_page_without_data_says_of_its_article(above, field, value):
    main = f"{above}<div class='text'><h2>{TITLE}</h2>{paragraphs(STORY)}</div>"
    source = page(main).replace("property='og:title'", "property='none'")
    assert getattr(read(source.encode()), field) == value


def test_a_page_of_links_keeps_them():
    linked = [f"Firm number {n} wins an order for antennas" for n in range(12)]
    main = "".join(f"<p><a href='/{n}'>{text}</a></p>" for n, text in enumerate(linked))
    found = body(f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}{main}</article>")
    assert found[:8] == [*STORY[:2], *linked[:6]]


def test_lists_tables_and_headings_stay():
    main = (
        f"<p>{STORY[0]}</p><h2>What follows</h2><ul><li>Two antennas in the north</li><li>A launch "
        f"in May</li></ul><table><tr><td>Market</td><td>Launch</td></tr><tr><td>Earth</td>"
        f"<td>3</td></tr></table><blockquote>{STORY[5]}</blockquote><p>{STORY[2]}</p>"
    )
    assert body(f"<article><h1>{TITLE}</h1>{main}</article>") == [
        STORY[0],
        "What follows",
        "Two antennas in the north",
        "A launch in May",
        "Market | Launch",
        "Earth | 3",
        STORY[5],
        STORY[2],
    ]


def test_every_word_leads_back_to_its_place_in_the_page():
    """The article's words also stand in the head, in attributes and in scripts before it."""
    clutter = (
        f"<script>var teaser = {json.dumps(STORY[0])};</script><img alt='{escape(STORY[0])}'>"
        f"<ul>{''.join(f'<li><a href=/{n}>Menu {n}</a></li>' for n in range(50))}</ul>"
    )
    marked = "".join(f"<p>{escape(t).replace('the ', '<b>the</b> ')}</p>" for t in STORY)
    source = page(f"{clutter}<article id='here'><h1>{TITLE}</h1>{marked}</article>")
    document = read(source.encode())
    article = source.index("id='here'")
    for word in re.finditer(r"[A-Za-z]{4,}", document.text):
        at = document.source_offset(word.start())
        assert at > article
        assert source[at : at + len(word[0])] == word[0]


def test_the_text_of_extract_is_the_article_without_its_headline(spacecorp: Run, tmp_path):
    (tmp_path / "page.html").write_text(
        page(f"<article><h1>{TITLE}</h1>{paragraphs(STORY)}</article>")
    )
    (record,) = spacecorp("extract", "page.html", "--text", "--no-facts", "--json").json
    assert record["document"]["title"] == TITLE
    assert record["document"]["text"] == "\n".join(STORY)


def stated(text: str, main: str) -> list[str]:
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": text})
    script = f"<script type='application/ld+json'>{data}</script>"
    return body(f"{script}{main}")


def test_what_the_page_states_as_its_article_tells_paragraphs_apart():
    blurb = "<p>The Harbour Prize went to three reporters of this paper for their work on ice.</p>"
    main = paragraphs(STORY[:4]) + blurb + paragraphs(STORY[4:])
    main = f"<article><h1>{TITLE}</h1>{main}</article>"
    assert len(body(main)) == len(STORY) + 1
    for text in ("\n".join(STORY), "".join(STORY), paragraphs(STORY)):
        assert stated(text, main) == STORY


def test_an_abridged_statement_takes_nothing_away():
    main = f"<article><h1>{TITLE}</h1><p>{STORY[0]}</p><ul>"
    main += "".join(f"<li>{escape(text)}</li>" for text in STORY[1:]) + "</ul></article>"
    for text in (STORY[0], "\n".join(STORY[:4]), "Quite another text. " * 30, 7):
        assert stated(text, main) == STORY


def test_an_article_that_only_the_data_hold_is_found_there():
    main = "<div id='app'>Loading</div><div><p>Most read</p><p>Old news</p></div>"
    assert stated("\n\n".join(STORY), main) == STORY


def test_paragraphs_for_subscribers_are_the_articles_own():
    main = "".join(f"<p class='paywall'>{escape(text)}</p>" for text in STORY)
    assert body(f"<article><h1>{TITLE}</h1>{main}</article>") == STORY


def test_page_data_with_teasers_do_not_stand_for_the_article():
    teasers = [f"The council met for the {n}th time to speak of its bridge." for n in range(9)]
    data = {"props": {"pageProps": {"teasers": [{"title": "Old", "body": t} for t in teasers]}}}
    script = f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(data)}</script>"
    assert body(f"<article><h1>{TITLE}</h1>{paragraphs(STORY)}</article>{script}") == STORY
