"""Formats: each as people have it, and its hostile twin, which costs no more than its line."""

import bz2
import gzip
import json
import lzma
import os
import random
import sys
import threading
from email.message import EmailMessage
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from commands import Result, Run
from packing import (
    STORY,
    answer,
    lines,
    page,
    paragraphs,
    pdf,
    record,
    story,
    tarred,
    warc,
    zipped,
)

from spacecorp.cli import worker
from spacecorp.cli.expansion import Wanted, expand
from spacecorp.cli.walk import Ended, File, Problem, walk
from spacecorp.cli.worker import Task
from spacecorp.extraction import extract

Read = dict[str, dict[str, object]]


@pytest.fixture
def read(spacecorp: Run, tmp_path: Path):
    """A function that reads one file through `extract` and gives its documents by their paths,
    and what was said."""

    def run(data: bytes | str, name: str = "file", *options: object) -> tuple[Read, Result]:
        data = data.encode() if isinstance(data, str) else data
        (tmp_path / name).write_bytes(data)
        done = spacecorp("extract", name, "--no-facts", "--text", "-f", "jsonl", *options)
        documents = [json.loads(line)["document"] for line in done.out.splitlines()]
        assert done.status == (1 if done.err else 0)
        return {document["path"]: document for document in documents}, done

    return run


def holds(document: dict[str, object], place: str) -> bool:
    """Whether the story of that place was read as a whole."""
    text = str(document["text"])
    return all(one.strip() in text for one in STORY.format(place=place).split("\n\n"))


# --- archives ----------------------------------------------------------------------------------

SITE = {
    "news/a.html": page("Bremen"),
    "news/b.txt": story("Rostock"),
    "news/logo.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "news/style.css": "p { color: red }",
    "news/.hidden.txt": story("Nowhere"),
    "__MACOSX/news/a.html": "x",
}


PACKS = {
    "zip": zipped,
    "tar": tarred,
    "tar.gz": partial(tarred, packing="gz"),
    "tar.bz2": partial(tarred, packing="bz2"),
    "tar.xz": partial(tarred, packing="xz"),
}


@pytest.mark.parametrize("pack", PACKS)
def test_archives(read, pack: str) -> None:
    documents, done = read(PACKS[pack](SITE), "site.bin")
    assert list(documents) == ["site.bin!/news/a.html", "site.bin!/news/b.txt"]
    assert holds(documents["site.bin!/news/a.html"], "Bremen")
    assert holds(documents["site.bin!/news/b.txt"], "Rostock")
    assert done.err == ""


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_single_files(read, pack) -> None:
    documents, _ = read(pack(page("Bremen").encode()), "page.gz")
    assert holds(documents["page.gz"], "Bremen")


def test_archives_in_archives(read) -> None:
    inner = tarred({"d/x.jsonl.gz": gzip.compress(lines(
        {"title": f"T {n}", "text": STORY.format(place=n)} for n in ("Kiel", "Riga")
    ).encode())}, "gz")  # fmt: skip
    documents, done = read(zipped({"a/inner.tar.gz": inner, "b.html": page("Bremen")}), "all.zip")
    assert list(documents) == [
        "all.zip!/a/inner.tar.gz!/d/x.jsonl.gz#1",
        "all.zip!/a/inner.tar.gz!/d/x.jsonl.gz#2",
        "all.zip!/b.html",
    ]
    assert done.err == ""


def test_names_that_lead_out_of_an_archive_stay_names(read) -> None:
    documents, done = read(tarred({"../../etc/a.txt": story("Bremen"), "/b\x1b[5m.txt": "..."}))
    assert list(documents) == ["file!/etc/a.txt"]
    assert "\x1b" not in done.err


def test_a_member_that_is_damaged_costs_itself(read) -> None:
    data = bytearray(zipped({"a.txt": story("Kiel"), "b.txt": story("Riga")}, packed=False))
    data[data.index(b"Northstar")] ^= 1
    documents, done = read(bytes(data), "a.zip")
    assert list(documents) == ["a.zip!/b.txt"]
    assert done.err == "a.zip!/a.txt: is cut off or damaged\n"


@pytest.mark.parametrize("pack", ["tar", "tar.gz", "tar.xz"])
def test_a_truncated_archive_gives_what_is_there(read, pack: str) -> None:
    data = PACKS[pack](
        {
            "a.txt": story("Kiel"),
            "z.txt": random.Random(1).randbytes(60_000),
            "b.txt": story("Riga"),
        }
    )
    documents, done = read(data[: len(data) // 2], "a.tar")
    assert [d for d in documents.values() if holds(d, "Kiel")]
    assert "cut off or damaged" in done.err
    assert done.status == 1


def test_a_truncated_zip_archive(read) -> None:
    assert "cut off or damaged" in read(zipped(SITE)[:-30])[1].err


def test_zips_that_are_something_else(read) -> None:
    office = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
    assert read(zipped(office), "a.zip")[1].err == "a.zip: is an Office file, not text\n"


def test_an_archive_without_documents(read) -> None:
    assert read(zipped({"a.png": b"\x89PNG\r\n\x1a\n"}))[1].err == "file: holds no documents\n"


# --- bombs -------------------------------------------------------------------------------------


def nested(levels: int) -> bytes:
    """A zip in a zip in a zip …, built without building each by zipfile: stored members."""
    data = zipped({"a.txt": story("Bremen")})
    for _ in range(levels):
        data = zipped({"z.zip": data}, packed=False)
    return data


def test_archives_nested_deeply(read) -> None:
    documents, done = read(nested(1000), "deep.zip")
    assert documents == {}
    assert "stands in more than" in done.err
    assert len(done.err.splitlines()) == 1


NOTHING = bytes(40_000_000)
BOMBS = {
    "gzip": lambda: gzip.compress(NOTHING, 1),
    "xz": lambda: lzma.compress(NOTHING, preset=0),
    "zip": lambda: zipped({"a.txt": NOTHING, "b.txt": "x"}),
    "tar.bz2": lambda: tarred({"a.txt": NOTHING}, "bz2"),
    "many small": lambda: zipped({f"{n}.txt": b"a" * 3_000_000 for n in range(12)}),
    "gzip in gzip": lambda: gzip.compress(gzip.compress(NOTHING, 1)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_defused(read, name: str) -> None:
    documents, done = read(BOMBS[name](), "bomb", "--max-size", "8")
    assert len(documents) < 6
    said = done.err.splitlines()
    assert any("unpacks to more than" in line or "too large" in line for line in said)
    assert len(said) <= 12


def test_a_header_of_any_length_is_not_believed(read) -> None:
    import tarfile

    info = tarfile.TarInfo("a.txt")
    info.type = tarfile.XHDTYPE
    info.size = 1 << 33
    data = info.tobuf(tarfile.GNU_FORMAT) + b"x" * 5000
    assert "cut off or damaged" in read(data)[1].err


# --- web archives ------------------------------------------------------------------------------


def crawl() -> list[bytes]:
    chunked = page("Rostock").encode()
    half = len(chunked) // 2
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (chunked[:half], chunked[half:]))
    latin = page("Tromsø").replace('<meta charset="utf-8">', "").encode("iso-8859-4")
    url = "https://post.example.test/"
    return [
        record("warcinfo", "", b"software: test\r\n"),
        record("request", url, b"GET / HTTP/1.1\r\n\r\n"),
        record("response", url + "a", answer(page("Bremen").encode())),
        record("response", url + "b",
               answer(chunks + b"0\r\n\r\n", Transfer_Encoding="chunked")),
        record("response", url + "c",
               answer(gzip.compress(page("Kiel").encode()), Content_Encoding="gzip")),
        record("response", url + "d", answer(page("Riga").encode(), Transfer_Encoding="chunked")),
        record("response", url + "e", answer(latin, "text/html; charset=ISO-8859-4")),
        record("response", url + "x.png", answer(b"\x89PNG\r\n", "image/png")),
        record("response", url + "gone", answer(page("Gone").encode(), status="404 Not Found")),
        record("conversion", url + "f", story("Oslo").encode(), **{"Content-Type": "text/plain"}),
    ]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_web_archives(read, packed: bool) -> None:
    documents, done = read(warc(crawl(), packed=packed), "crawl")
    places = ["Bremen", "Rostock", "Kiel", "Riga", "Tromsø", "Oslo"]
    assert list(documents) == [f"crawl#{n}" for n in (3, 4, 5, 6, 7, 10)]
    for document, place in zip(documents.values(), places, strict=True):
        assert holds(document, place)
    assert documents["crawl#3"]["url"] == "https://post.example.test/a"
    assert done.err == ""


def test_truncated_and_mangled_web_archives(read) -> None:
    data = warc(crawl(), packed=False)
    documents, done = read(data[: data.index(b"Riga")], "crawl")
    assert list(documents) == ["crawl#3", "crawl#4", "crawl#5"]
    assert done.err == "crawl#6: is cut off or damaged\ncrawl: is cut off or damaged\n"
    endless = b"WARC/1.0\r\nA: " + b"x" * 3_000_000
    assert "cut off or damaged" in read(endless)[1].err
    assert "cut off" in read(b"WARC/1.0\r\nContent-Length: -5\r\n\r\nx")[1].err


# --- feeds -------------------------------------------------------------------------------------


def rss(items: str, prologue: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Baltic Post</title>'
        f"<link>https://post.example.test/</link><language>en-GB</language>{items}</channel></rss>"
    )


FULL = (
    "<item><title>Polaris &amp;amp; co</title><link>https://post.example.test/1</link>"
    "<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate><dc:creator>Ada Lind</dc:creator>"
    "<description>Only the beginning …</description>"
    f"<content:encoded><![CDATA[{paragraphs('Bremen')}]]></content:encoded></item>"
)
PARTIAL = (
    f"<item><title>Second</title><description>{STORY.format(place='Kiel')}</description></item>"
)


def test_rss(read) -> None:
    documents, done = read(rss(FULL + PARTIAL), "feed")
    first, second = documents["feed#1"], documents["feed#2"]
    assert holds(first, "Bremen")
    assert "beginning" not in str(first["text"])
    assert (first["title"], first["date"], first["publisher"], first["language"]) == (
        "Polaris & co", "2026-03-03", "Baltic Post", "en",
    )  # fmt: skip
    assert (first["authors"], first["url"]) == (["Ada Lind"], "https://post.example.test/1")
    assert holds(second, "Kiel")
    assert done.err == ""


def test_atom(read) -> None:
    entry = (
        '<entry><title type="html">Polaris &lt;b&gt;flies&lt;/b&gt;</title><id>urn:1</id>'
        '<link rel="self" href="https://x.example.test/"/><link href="https://post.example.test/2"/>'
        "<published>2026-03-02T08:00:00Z</published><updated>2026-04-02T08:00:00Z</updated>"
        "<author><name>Bo Ek</name><email>bo@example.test</email></author>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{paragraphs("Riga")}</div>'
        "</content></entry>"
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entry}</feed>'
    documents, _ = read(feed, "feed")
    assert holds(documents["feed#1"], "Riga")
    assert documents["feed#1"]["title"] == "Polaris flies"
    assert documents["feed#1"]["date"] == "2026-03-02"
    assert documents["feed#1"]["url"] == "https://post.example.test/2"
    assert documents["feed#1"]["authors"] == ["Bo Ek"]


def test_json_feed(read) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Baltic Post",
        "items": [{"id": "1", "url": "https://post.example.test/3", "title": "Flights",
                   "content_html": paragraphs("Oslo"), "date_published": "2026-03-02T08:00:00Z"}],
    }  # fmt: skip
    documents, _ = read(json.dumps(feed), "feed")
    assert holds(documents["feed#1"], "Oslo")
    assert documents["feed#1"]["publisher"] == "Baltic Post"


def test_feeds_open_nothing_and_expand_nothing(read, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret is out")
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 500}">' for n in range(9)
    )
    prologue = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "{tmp_path}/secret">{laughs}]>'
    item = f"<item><title>T &s;</title><description>{STORY} &s; &l8;</description></item>"
    documents, _ = read(rss(item, prologue), "feed")
    assert "secret" not in str(documents)
    assert "hahaha" not in str(documents)


def test_a_truncated_feed_gives_its_whole_items(read) -> None:
    feed = rss(FULL + PARTIAL)
    documents, done = read(feed[: feed.rindex("carries the insurance")], "feed")
    assert list(documents) == ["feed#1"]
    assert done.err.startswith("feed: is broken XML after item 1")
    deep = rss("<item>" + "<a>" * 10_000)
    assert "feed: is broken XML after item 0" in read(deep, "feed")[1].err


# --- records -----------------------------------------------------------------------------------

COLUMNS = {"title": "Flights", "date": "2026-03-02", "url": "https://post.example.test/4"}


def check(document: dict[str, object], place: str) -> None:
    assert holds(document, place)
    assert (document["title"], document["date"], document["url"]) == tuple(COLUMNS.values())


def test_json_lines(read) -> None:
    places = ("Bremen", "Kiel")
    data = lines({**COLUMNS, "text": STORY.format(place=place)} for place in places)
    documents, _ = read(data, "a.txt")
    for n, place in enumerate(places, 1):
        check(documents[f"a.txt#{n}"], place)


def test_columns_called_otherwise(read) -> None:
    other = {"kopf": "Flights", "tag": "2026-03-02", "adresse": COLUMNS["url"], "text": "wrong"}
    data = lines({**other, "rumpf": {"html": paragraphs(place)}} for place in ("Bremen", "Kiel"))
    said = "text=rumpf.html,title=kopf,date=tag,url=adresse"
    documents, _ = read(data, "a.txt", "--map", said)
    check(documents["a.txt#2"], "Kiel")
    table = f'kopf;tag;adresse;rumpf\nFlights;2026-03-02;{COLUMNS["url"]};"{paragraphs("Riga")}"\n'
    documents, _ = read(table, "a.csv", "--map", "text=rumpf,title=kopf,date=tag,url=adresse")
    check(documents["a.csv#1"], "Riga")


def test_a_map_that_means_nothing_is_wrong_usage(spacecorp: Run) -> None:
    for said in ("body", "texts=body", "text="):
        done = spacecorp("extract", "x", "--map", said)
        assert done.status == 2
        assert "--map" in done.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv(read, encoding: str) -> None:
    text = STORY.format(place="Tromsø").replace('"', '""')
    data = f'Title,Date,URL,Body\nFlights,2026-03-02,{COLUMNS["url"]},"{text}"\nno,text,here,\n'
    documents, done = read(data.encode(encoding), "table")
    check(documents["table#1"], "Tromsø")
    assert done.err == "table#2: has no text (column text)\n"


def test_wordpress_posts(read) -> None:
    posts = [
        {"id": n, "date": "2026-03-02T08:00:00", "link": COLUMNS["url"], "status": "publish",
         "title": {"rendered": "Flights &#8211; three"}, "author": 3,
         "content": {"rendered": paragraphs(place), "protected": False},
         "excerpt": {"rendered": paragraphs(place)}}
        for n, place in enumerate(("Bremen", "Kiel"))
    ]  # fmt: skip
    documents, _ = read(json.dumps(posts), "posts.json")
    for n, place in enumerate(("Bremen", "Kiel"), 1):
        document = documents[f"posts.json#{n}"]
        assert holds(document, place)
        assert document["title"] == "Flights – three"
        assert document["url"] == COLUMNS["url"]
    documents, _ = read(json.dumps(posts[0], indent=1), "post.json")
    assert holds(documents["post.json"], "Bremen")
    assert str(documents["post.json"]["text"]).count("three flights of its") == 1


def test_records_that_are_damaged_cost_themselves(read) -> None:
    good = json.dumps({**COLUMNS, "text": STORY.format(place="Kiel")})
    data = "\n".join([good, good[:50], "[" * 10_000, '{"title": 3}', good, "\0", ""])
    documents, done = read(data, "a.jsonl")
    assert list(documents) == ["a.jsonl#1", "a.jsonl#5"]
    assert [line.split(": ")[0] for line in done.err.splitlines()] == [
        f"a.jsonl#{n}" for n in (2, 3, 4, 6)
    ]


def test_a_line_of_any_length_is_passed_over(read) -> None:
    good = json.dumps({**COLUMNS, "text": STORY.format(place="Kiel")})
    data = f'{good}\n{{"text": "{"a" * 3_000_000}"}}\n{good}\n'
    documents, done = read(data, "a.jsonl", "--max-size", "1")
    assert list(documents) == ["a.jsonl#1", "a.jsonl#3"]
    assert done.err == "a.jsonl#2: is longer than 1 MB\n"
    documents, done = read(
        "[" + good + ", " + good[:-1] + "a" * 3_000_000, "a.json", "--max-size", "1"
    )
    assert list(documents) == ["a.json#1"]
    assert "more than 1 MB" in done.err
    open_ended = f'title,date,text\nA,2026-03-02,"{STORY}\n' + "x\n" * 700_000
    documents, done = read(open_ended, "a.csv", "--max-size", "1")
    assert "is a broken table after row 0" in done.err


def test_a_line_of_200_megabytes_costs_no_memory(spacecorp: Run, tmp_path: Path) -> None:
    with open(tmp_path / "line.txt", "wb") as file:
        file.truncate(200 << 20)  # takes no room on the disk
    done = spacecorp("extract", "line.txt")
    assert done.err == "line.txt: is too large (200.0 MB; --max-size allows 64 MB)\n"


# --- messages ----------------------------------------------------------------------------------


def letter(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Baltic Space Letter <letter@post.example.test>"
    message["To"] = "reader@example.test"
    message["Subject"] = "Drei Flüge: three flights from Tromsø"
    message["Date"] = "Tue, 03 Mar 2026 10:00:00 +0100"
    message["Message-ID"] = "<1@post.example.test>"
    for kind, text in parts.items():
        if message.is_multipart() or message.get_payload():
            message.add_alternative(text, subtype=kind, cte="quoted-printable")
        else:
            message.set_content(text, subtype=kind, charset="iso-8859-1", cte="base64")
    return message.as_bytes()


@pytest.mark.parametrize("kinds", [("plain",), ("html",), ("plain", "html")])
def test_newsletters(read, kinds: tuple[str, ...]) -> None:
    written = {"plain": STORY.format(place="Tromsø"), "html": page("Tromsø")}
    documents, done = read(letter(**{kind: written[kind] for kind in kinds}), "a.txt")
    document = documents["a.txt"]
    assert holds(document, "Tromsø")
    assert (document["format"], document["date"], document["publisher"]) == (
        "mail", "2026-03-03", "Baltic Space Letter",
    )  # fmt: skip
    assert document["title"] == "Drei Flüge: three flights from Tromsø"
    assert "Home" not in str(document["text"])
    assert done.err == ""


def test_saved_pages(read) -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://post.example.test/5"
    message["Subject"] = "Something the browser calls it"
    message["MIME-Version"] = "1.0"
    message.set_content(page("Tromsø"), subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(bytes(3000), "image", "png", cid="<a@mhtml.blink>")
    documents, _ = read(message.as_bytes(), "a.mhtml")
    assert holds(documents["a.mhtml"], "Tromsø")
    assert documents["a.mhtml"]["format"] == "mhtml"
    assert documents["a.mhtml"]["title"] == "Three flights from Tromsø"
    assert documents["a.mhtml"]["url"] == "https://post.example.test/5"


def test_messages_that_are_damaged_or_hostile(read) -> None:
    whole = letter(plain=STORY, html=page("Kiel"))
    documents, _ = read(whole[: whole.rindex(b"</p>")], "a.eml")
    assert "three flights of its Polaris" in str(documents["a.eml"]["text"])
    nested = "MIME-Version: 1.0\n" + "".join(
        f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(10_000)
    )
    assert read(nested)[1].err == "file: is a message of more than 100 parts in parts\n"
    bare = "MIME-Version: 1.0\nContent-Type: image/png\nSubject: =?utf-8?b?//?=\n\nx"
    assert read(bare)[1].err == "file: is a message without text\n"


def test_a_text_with_a_label_is_no_message(read) -> None:
    documents, _ = read("Subject: Flights\n\n" + STORY, "a.txt")
    assert documents["a.txt"]["format"] == "text"


# --- PDF ---------------------------------------------------------------------------------------

WRAPPED = [
    "Northstar Launch of Bremen has signed a contract with the Baltic Space Agency for",
    "three flights of its Polaris rocket, the company said on Monday. The first satel-",
    "lite is planned for the spring of 2027 and watches the sea; the Earth-observing",
    "instruments come from Hansa Optics, the agency pays 40 million euros for all of it",
    "and carries the insurance. A second flight may follow in the summer if the money is",
    "there, and a third one in the autumn of that year. The director of the agency said",
    "that nothing like this has been tried before on the coast of the Baltic Sea, and the",
    "mayor of the town was content. The company has two hundred people and wants more",
    "of them soon, mostly engineers.",
]


def test_pdf(read) -> None:
    pages = [["Baltic Post", *WRAPPED[at : at + 3], f"page {at}"] for at in (0, 3, 6)]
    pages[0].insert(1, "Three flights for Polaris")
    documents, done = read(pdf(pages), "a.pdf")
    text = str(documents["a.pdf"]["text"])
    assert documents["a.pdf"]["format"] == "pdf"
    assert "Space Agency for three flights" in text
    assert "page 2" not in text
    assert done.err == ""


def test_pdf_that_is_damaged(read) -> None:
    whole = pdf([WRAPPED])
    for data in (whole[:300], b"%PDF-1.7\n" + bytes(2000), b"%PDF-1.4\n" + b"[" * 20_000):
        assert "PDF file" in read(data, "a.pdf")[1].err
    assert read(pdf([[]]), "a.pdf")[1].err == "a.pdf: is a PDF file without text\n"


def test_pdf_without_the_extra_names_it(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    said = read(pdf([WRAPPED]), "a.pdf")[1].err
    assert said == "a.pdf: is a PDF file; to read it: pip install 'spacecorp[pdf]'\n"


# --- Markdown ----------------------------------------------------------------------------------

MARKDOWN = """---
title: "Three flights from Bremen"
date: 2026-03-02
author: Ada Lind
canonical: https://post.example.test/6
---

# Three flights from Bremen

![A rocket](rocket.jpg)
**Northstar Launch** of [Bremen](https://bremen.example.test/) has signed a contract
with the *Baltic Space Agency* for three flights of its `Polaris` rocket.

Money
-----

- The agency pays 40 million euros\\* for it
- It carries the insurance of snake_case_names

> It is the largest order that our young company ever had.

```python
print("no text")
```
"""


def test_markdown(read) -> None:
    documents, _ = read(MARKDOWN, "a.txt")
    document = documents["a.txt"]
    assert (document["format"], document["title"], document["date"], document["url"]) == (
        "markdown", "Three flights from Bremen", "2026-03-02", "https://post.example.test/6",
    )  # fmt: skip
    assert document["authors"] == ["Ada Lind"]
    assert str(document["text"]).split("\n")[-5:] == [
        "Northstar Launch of Bremen has signed a contract with the Baltic Space Agency for three "
        "flights of its Polaris rocket.",
        "Money",
        "The agency pays 40 million euros* for it",
        "It carries the insurance of snake_case_names",
        "It is the largest order that our young company ever had.",
    ]
    whole = extract(MARKDOWN.encode()).document
    for word in ("Northstar", "signed", "Polaris", "snake_case_names", "largest"):
        at = whole.source_offset(whole.text.index(word))
        assert MARKDOWN[at:].startswith(word)


# --- page data ---------------------------------------------------------------------------------


def runs(text: str, key: str) -> list[dict[str, str]]:
    """A paragraph in three runs, as editors keep it where words are bold."""
    return [{key: text[:20]}, {key: text[20:30], "bold": "true"}, {key: text[30:]}]


PARAGRAPHS = [one.strip() for one in STORY.format(place="Bremen").split("\n\n")]
TREES: dict[str, object] = {
    "HTML": paragraphs("Bremen"),
    "Contentful": {"nodeType": "document", "data": {}, "content": [
        {"nodeType": "paragraph", "data": {}, "content": [
            {"nodeType": "text", "marks": [], "data": {}, **run} for run in runs(p, "value")]}
        for p in PARAGRAPHS]},
    "Slate": [{"type": "paragraph", "children": runs(p, "text")} for p in PARAGRAPHS],
    "Slate without types": [{"children": runs(p, "text")} for p in PARAGRAPHS],
    "ProseMirror": {"type": "doc", "content": [
        {"type": "paragraph", "attrs": {"textAlign": "left"}, "content": [
            {"type": "text", "marks": [{"type": "bold"}], **run} for run in runs(p, "text")]}
        for p in PARAGRAPHS]},
    "Portable Text": [
        {"_type": "block", "_key": f"k{n}", "style": "normal", "markDefs": [], "children": [
            {"_type": "span", "_key": f"k{n}s", "marks": [], **run} for run in runs(p, "text")]}
        for n, p in enumerate(PARAGRAPHS)],
    "Draft.js": {"entityMap": {"0": {"type": "LINK", "data": {"url": "https://example.test"}}},
        "blocks": [{"key": f"k{n}", "text": p, "type": "unstyled", "depth": 0,
                    "inlineStyleRanges": [{"offset": 0, "length": 3, "style": "BOLD"}],
                    "entityRanges": [{"offset": 3, "length": 4, "key": 0}], "data": {}}
                   for n, p in enumerate(PARAGRAPHS)]},
    "Lexical": {"root": {"type": "root", "children": [
        {"type": "paragraph", "version": 1, "children": [
            {"type": "text", "version": 1, "format": 0, **run} for run in runs(p, "text")]}
        for p in PARAGRAPHS]}},
    "Editor.js": {"time": 1772438400000, "blocks": [
        {"id": f"k{n}", "type": "paragraph",
         "data": {"text": p.replace("Polaris", "<b>Polaris</b>")},
         "tunes": {}}
        for n, p in enumerate(PARAGRAPHS)]},
    "blocks of HTML": [{"blockName": "core/paragraph", "innerHTML": f"<p>{p}</p>"}
                       for p in PARAGRAPHS],
}  # fmt: skip


@pytest.mark.parametrize("shape", TREES)
@pytest.mark.parametrize("inside", [False, True])
def test_page_data_of_every_shape(read, shape: str, inside: bool) -> None:
    record = {
        "headline": "Three flights",
        "publishedAt": "2026-03-02T08:00:00Z",
        "byline": {"name": "Ada Lind"},
        "slug": "three-flights",
        "canonicalUrl": "https://post.example.test/7",
        "deep": {"er": [{"payload": TREES[shape]}]},
    }
    menu = [{"label": f"Topic {n}", "url": f"/t/{n}"} for n in range(30)]
    data = json.dumps({"props": {"pageProps": {"menu": menu, "x": {"y": record}}}})
    if inside:
        data = (
            '<html><body><div id="__next"></div><script id="__NEXT_DATA__" '
            f'type="application/json">{data}</script></body></html>'
        )
    documents, done = read(data, "page")
    document = documents["page"]
    assert str(document["text"]).split("\n") == PARAGRAPHS
    assert (document["title"], document["date"], document["authors"], document["url"]) == (
        "Three flights", "2026-03-02", ["Ada Lind"], "https://post.example.test/7",
    )  # fmt: skip
    assert done.err == ""


JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Baltic Post", "url": "https://post.example.test/"},
        {"@type": "NewsArticle", "headline": "Three flights", "url": "https://post.example.test/8",
         "datePublished": "2026-03-02T08:00:00+01:00", "articleBody": "\n\n".join(PARAGRAPHS),
         "author": [{"@type": "Person", "name": "Ada Lind"}],
         "publisher": {"@type": "Organization", "name": "Baltic Post"}},
    ],
}  # fmt: skip


@pytest.mark.parametrize("inside", [False, True])
def test_articles_as_linked_data(read, inside: bool) -> None:
    data = json.dumps(JSON_LD)
    if inside:  # a page that shows its article only to those who run its scripts
        data = (
            f'<html><head><script type="application/ld+json">{data}</script></head><body>'
            "<p>Please switch JavaScript on.</p></body></html>"
        )
    documents, _ = read(data, "page")
    document = documents["page"]
    assert str(document["text"]).split("\n") == PARAGRAPHS
    assert (document["title"], document["date"], document["authors"], document["publisher"]) == (
        "Three flights", "2026-03-02", ["Ada Lind"], "Baltic Post",
    )  # fmt: skip
    assert document["url"] == "https://post.example.test/8"


def test_page_data_nested_deeply(read) -> None:
    deep = '{"a": ' * 10_000 + "1" + "}" * 10_000
    assert read(deep)[1].err == "file: is JSON that is nested too deeply\n"
    data = f'<html><body><p>{STORY}</p><script id="__NEXT_DATA__">{deep}</script></body></html>'
    assert "Polaris" in str(read(data)[0]["file"]["text"])


# --- wrong labels and odd bytes ----------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a.png", "a.pdf", "a.zip", "a.json", "a.eml", "a.csv", "a.warc.gz"]
)
def test_names_do_not_decide(read, name: str) -> None:
    for data in (page("Bremen"), story("Kiel"), zipped({"a": page("Riga")}), rss(FULL)):
        documents, done = read(data, name)
        assert len(documents) == 1
        assert "three flights of its Polaris" in str(documents)
        assert done.err == ""


def test_what_draws_a_page_is_no_document(read) -> None:
    script = "function f(a) { return a.map((b) => { c = b; d(c); }); }\n" * 30
    style = ".menu > li { margin: 0; padding: 3px 4px; }\n.b { color: red; }\n" * 30
    for code in (script, style):
        assert read(code)[1].err == "file: looks like a script or a style sheet, not text\n"


def test_zero_bytes_and_lone_surrogates(read) -> None:
    text = STORY.format(place="Kiel").replace("Polaris", "Pol\0aris")
    good = json.dumps({**COLUMNS, "text": text}).replace("Monday", "Mon\\ud83dday")
    for data in (
        good + "\n" + good,
        f'title,date,text\n"Fl\0ights",2026-03-02,"{text}"\n',
        rss(f"<item><title>Flights</title><description>{text}</description></item>").replace(
            "\0", ""
        ),
        zipped({"a.txt": text.encode() + b"\xed\xa0\xbd \xff"}),
    ):
        documents, _ = read(data)
        assert documents
        for document in documents.values():
            assert "three flights of its Polaris rocket, the company said on Monday" in str(
                document
            )


@pytest.mark.parametrize("vanishes", [False, True])
def test_a_container_that_changes_or_vanishes_is_said(tmp_path: Path, vanishes: bool) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": story("Kiel"), "b.txt": story("Riga")}))
    (file,) = walk([str(path)])
    assert isinstance(file, File)
    found = expand(file, Wanted(1 << 20, {}))
    assert isinstance(next(found), Task)
    if vanishes:
        path.unlink()
    else:
        path.write_bytes(zipped({"c.txt": story("Oslo")}))
    rest = list(found)
    (problem,) = [one for one in rest if isinstance(one, Problem) and one.name == str(path)]
    assert problem.reason == (
        "no such file or folder" if vanishes else "changed while it was read; try again"
    )
    assert not any(isinstance(one, Ended) and one.whole for one in rest)


# --- the hostile twins of every format -----------------------------------------------------------


def spoilt(data: bytes, with_: bytes) -> bytes:
    """The bytes with others between them, from some way in."""
    return data[:300] + with_.join(data[at : at + 97] for at in range(300, len(data), 97))


SOUND = {
    "text": story("Bremen").encode(),
    "utf-16": story("Bremen").encode("utf-16"),
    "markdown": MARKDOWN.encode(),
    "page": page("Kiel").encode(),
    "page-data": json.dumps({"props": {"article": {"body": TREES["HTML"]}}}).encode(),
    "page-data-inside": f"<html><script id='__NEXT_DATA__'>{json.dumps(TREES)}</script>".encode(),
    "linked-data": json.dumps(JSON_LD).encode(),
    "json-lines": lines({**COLUMNS, "text": story(p)} for p in ("Oslo", "Riga")).encode(),
    "csv": f'title,date,text\nA,2026-03-02,"{STORY}"\nB,2026-03-02,"{story("Oslo")}"\n'.encode(),
    "rss": rss(FULL + PARTIAL).encode(),
    "mail": letter(plain=STORY, html=page("Kiel")),
    "warc": warc(crawl(), packed=False),
    "warc.gz": warc(crawl(), packed=True),
    "pdf": pdf([WRAPPED]),
    "gz": gzip.compress(page("Riga").encode()),
    "zip": zipped(SITE),
    "zip-in-tar.gz": tarred({"a.zip": zipped(SITE), "b.txt": story("Oslo")}, "gz"),
}
TWINS = {
    "cut": lambda data: data[: len(data) // 2],
    "tail-lost": lambda data: data[: -max(len(data) // 20, 9)],
    "head-lost": lambda data: data[7:],
    "zeros": lambda data: spoilt(data, b"\0"),
    "zeros-before": lambda data: bytes(3000) + data,
    "surrogates": lambda data: spoilt(data, b"\xed\xa0\xbd\\ud83d"),
    "escapes": lambda data: spoilt(data, b"\x1b[5m\x9b"),
    "shaken": lambda data: bytes(
        one ^ (at * at % 251 < 2) << at % 8 for at, one in enumerate(data)
    ),
    "twice": lambda data: data + data,
    "deep": lambda data: data[:300] + b'[{"a":<div>' * 10_000 + data[300:],
}


@pytest.mark.parametrize("twin", TWINS)
def test_every_twin_is_read_or_said_and_the_rest_is_read(
    spacecorp: Run, tmp_path: Path, twin: str
) -> None:
    (tmp_path / "twins").mkdir()
    endings = ["txt", "html", "json", "zip", "warc.gz", "pdf", "eml", "csv"]
    for at, (name, data) in enumerate(SOUND.items()):
        mislabelled = f"{name}.{endings[at % len(endings)]}"
        (tmp_path / "twins" / mislabelled).write_bytes(TWINS[twin](data))
        (tmp_path / "twins" / f"{name}-after.txt").write_text(story(f"Port {at}"))
    done = spacecorp("extract", "twins", "--no-facts", "--text", "-f", "jsonl")
    documents = [json.loads(line)["document"] for line in done.out.splitlines()]
    found = {document["path"] for document in documents}
    said = {line.split(": ", 1)[0] for line in done.err.splitlines()}
    assert done.status == (1 if said else 0)
    assert "fault of spacecorp" not in done.err
    for path in sorted((tmp_path / "twins").iterdir()):
        name = f"twins/{path.name}"
        if name.endswith("-after.txt"):
            assert name in found
            assert name not in said
        else:
            assert any(one == name or one[len(name)] in "#!" for one in found | said
                       if one.startswith(name))  # fmt: skip
    for text in (done.err, *(document["text"] for document in documents)):
        assert not set(text) & set("\0\x1b\x9b\ud83d")


@pytest.mark.parametrize("vanishes", [False, True])
def test_a_file_that_changes_or_vanishes_while_it_is_read_is_said(
    tmp_path: Path, vanishes: bool
) -> None:
    path = tmp_path / "a.txt"
    with open(path, "wb") as made:
        made.truncate(30_000_000)  # long enough to change meanwhile
    (file,) = walk([str(path)])
    assert isinstance(file, File)
    task = Task(file, 64 << 20)
    if vanishes:
        path.unlink()
        assert worker.read(task) == Problem(str(path), "no such file or folder")
        return
    ended = threading.Event()

    def touch() -> None:
        for number in count():
            os.utime(path, ns=(number, number))
            if ended.is_set():
                return

    toucher = threading.Thread(target=touch)
    toucher.start()
    try:
        found = (worker.read(task) for _ in range(50))
        assert Problem(str(path), "changed while it was read; try again") in found
    finally:
        ended.set()
        toucher.join()


# --- in the database ---------------------------------------------------------------------------


def paths(spacecorp: Run) -> list[str]:
    return [row["path"] for row in spacecorp("documents", "--json").json]


def test_a_container_is_read_once_and_again_when_it_changes(spacecorp: Run, tmp_path: Path):
    (tmp_path / "news").mkdir()
    file = tmp_path / "news" / "site.zip"
    members = {f"{place}.txt": story(place) for place in ("Bremen", "Kiel", "Riga")}
    file.write_bytes(zipped(members))
    os.utime(file, (1e9, 1e9))
    assert spacecorp("ingest", "news").err.startswith("read 3, unchanged 0, skipped 0\n")
    assert spacecorp("ingest", "news").err == "read 0, unchanged 3, skipped 0\n"
    del members["Kiel.txt"]
    file.write_bytes(zipped({**members, "Oslo.txt": story("Oslo")}))
    assert spacecorp("ingest", "news").err.startswith("read 1, unchanged 2, skipped 0\n")
    assert paths(spacecorp) == [f"news/site.zip!/{p}.txt" for p in ("Bremen", "Oslo", "Riga")]
    assert len(spacecorp("documents", "news/site.zip", "--json").json) == 3
    assert spacecorp("ingest", "news", "--prune").err == "read 0, unchanged 3, skipped 0\n"
    file.write_text(story("Turku"))  # one document in place of many
    assert spacecorp("ingest", "news").err.startswith("read 1, ")
    assert paths(spacecorp) == ["news/site.zip"]
    file.write_bytes(gzip.compress(story("Turku").encode()))  # the same bytes, packed
    assert "skipped 0" in spacecorp("ingest", "news").err
    assert paths(spacecorp) == ["news/site.zip"]
    file.unlink()
    (tmp_path / "news" / "a.txt").write_text(story("Vaasa"))
    assert "forgotten 1" in spacecorp("ingest", "news", "--prune").err
    assert paths(spacecorp) == ["news/a.txt"]


def test_columns_named_anew_are_read_anew(spacecorp: Run, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(lines(
        {"title": "T", "one": STORY.format(place=p), "other": STORY.format(place=p + "sund")}
        for p in ("Kiel", "Riga")
    ))  # fmt: skip
    os.utime(tmp_path / "a.jsonl", (1e9, 1e9))
    assert "read 2," in spacecorp("ingest", "a.jsonl", "--map", "text=one").err
    assert "unchanged 2," in spacecorp("ingest", "a.jsonl", "--map", "text=one").err
    assert "read 2," in spacecorp("ingest", "a.jsonl", "--map", "text=other").err


def test_what_is_wrong_in_a_container_is_said_every_time(spacecorp: Run, tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": story("Kiel"), "b.txt": "..."}))
    os.utime(tmp_path / "a.zip", (1e9, 1e9))
    for counts in ("read 1, unchanged 0, skipped 1", "read 0, unchanged 1, skipped 1"):
        done = spacecorp("ingest", "a.zip")
        assert done.status == 1
        assert done.err.splitlines()[:2] == ["a.zip!/b.txt: holds no text", counts]


def test_members_do_not_depend_on_processes(spacecorp: Run, tmp_path: Path):
    (tmp_path / "a.tgz").write_bytes(
        tarred({f"{n}.txt": story(f"Port {n}") for n in range(40)} | {"x.txt": b"..."}, "gz")
    )
    (tmp_path / "feed").write_text(rss(FULL))
    one, two = (spacecorp("extract", "a.tgz", "feed", "--jobs", jobs) for jobs in (1, 2))
    assert one == two
    assert len(one.out.splitlines()) == 41
