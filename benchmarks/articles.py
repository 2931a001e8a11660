"""How well articles are cut out of pages with awkward structures, beside trafilatura.

    python benchmarks/articles.py [--misses]

The pages are our own, built below: the layouts that news sites and blogs have, around prose
that uses the words of furniture ("subscribe", "cookies", "buy") in running text. The measure is
that of the public article-extraction-benchmark: precision and recall of 4-word shingles, each
page of equal weight, F1 of their means. The wanted text is the article's body: paragraphs,
subheadings, lists, tables and quotations; no headline, byline, date, caption, advert, comment
or list of other stories.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable
from html import escape

import trafilatura

from spacecorp.reading import read

PROSE = [
    " ".join(paragraph.split())
    for paragraph in """
The council voted on Tuesday night to close the old harbour bridge to lorries from next spring,
after engineers found cracks in four of its eleven piers.

"Nobody wants to see that bridge go, least of all me," said the mayor, who grew up two streets
away. "But I will not sign a paper that says it is safe when it is not."

Traders on the east bank fear that the detour will cost them customers. Rosa Lindt, who has sold
fish at the corner for thirty years, reckons with a quarter less.

The closure comes after a winter in which the river rose three times above its highest mark, and
in which two tugs broke loose and struck the northern abutment.

An independent report, due in June, will say whether the piers can be strengthened or must be
built anew. Either way the bill is likely to exceed 40 million.

Phones have become so good that most people no longer notice the difference, and so dear that
they keep them for four years instead of two.

You can buy the smaller model from Friday for 499, and customers who order before the end of the
month get a free case and a trial of the music service.

The battery is the best part: it lasted a day and a half in our tests, with the screen on for
seven hours and the radio left running in the background.

Cookies, the small files that sites use to recognise visitors, store less than most people
think, but the new rules would oblige every publisher to ask before it sets one.

The company said it had 2.3 million subscribers at the end of March, up from 1.9 million a year
ago, and that advertising now brings less than a third of its income.

Sign language interpreters will stand beside the stage at every show this summer, a first for a
festival of this size.

Scientists who drilled through half a kilometre of ice have found a lake that has not seen
daylight for at least twenty thousand years.

The samples are on their way to three laboratories. "We have more questions than we had in the
morning," said the leader of the expedition, "and that is how a good day ends."

Share prices fell across the board on Monday. The index lost 2.1 percent, its worst day since
October, as investors sold banks and bought bonds.

Analysts had expected a profit of 61 cents a share. Read closely, however, the report shows that
most of the shortfall comes from a single write-off.

In the second half the visitors looked tired. A header from the captain, ten minutes before the
end, settled a match that had deserved a better crowd.

Her first novel sold eleven copies. Her ninth has been translated into twenty-six languages and
will reach the cinemas in the autumn.

The bill now goes to the upper house, where the coalition has a majority of one. Two of its own
senators have said that they will vote against it.

Prosecutors accuse the former minister of having accepted gifts worth 300,000 from a builder. He
denies it. If convicted he faces up to eight years in prison.

Temperatures are expected to climb to 38 degrees by Thursday. Hospitals have called back staff
from leave, and two public pools will stay open through the night.

What does it mean for you? Not much at first: contracts that run already keep their price until
the end of next year, whatever the regulator decides.

We tried the recipe with butter, with oil and with neither. The version with oil was lighter,
kept for longer and was easier to get out of the tin.

The museum has been closed since the fire. Its director hopes to show at least the ground floor
again before the winter, when most school classes come.

Follow the path uphill for an hour until you reach the chapel, then turn left at the stone wall;
the view from the ridge makes up for the climb.

All rights to the name stay with the family, which sold the brewery in 2011 and bought back a
tenth of it in the spring.

Published in 1953 and forgotten within a year, the book came back into print only because a
student found a copy in a skip behind the library.

Last week the firm laid off a fifth of its staff. Those who stay were told by e-mail; those who
go found that their passes no longer opened the door.

The photo shows her at the age of nine on the roof of the tram depot, a place where children
were not allowed and where all of them played.

For more than a century the lighthouse was kept by the same family. The last of them, now 91,
still climbs the 214 steps on his birthday.

Comments from the public were overwhelmingly hostile: of 4,112 letters only 96 were in favour,
and of these a third came from one address.
""".strip().split("\n\n")
]
ITEMS = """
Check the date of the last inspection before you sign anything
Keep the receipts of every repair, however small
Ask the neighbours what they pay
Two eggs, a pinch of salt and 200 grams of flour
A map of the region at a scale of 1:25,000
The names of three people who can be called at night
Nothing that cannot be carried by one person
A second pair of dry socks
""".strip().splitlines()
HEADLINES = """
Ten things to do before the clocks go back
Why the new airport will not open this year
Striker out for six weeks with broken toe
What your dentist will not tell you about sugar
Minister resigns over leaked letter
The quiet street that became the dearest in town
""".strip().splitlines()

Page = tuple[str, str]  # the source, and the body that is wanted


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in texts)


def links(texts: list[str]) -> str:
    return "".join(f'<li><a href="/n/{len(one)}">{escape(one)}</a></li>' for one in texts)


def whole(title: str, main: str, *, head: str = "", before: str = "", after: str = "") -> str:
    menu = links("News Sport Culture Science Opinion Weather Travel Jobs Video Shop".split())
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} - '
        f'The Harbour Times</title><meta property="og:title" content="{escape(title)}">{head}'
        f'</head><body class="page"><header class="top"><a href="/">The Harbour Times</a>'
        f"<nav><ul>{menu}</ul></nav></header>{before}{main}{after}<footer><ul>"
        f"{links(['About us', 'Imprint', 'Privacy', 'Terms of use', 'Contact'])}</ul><p>© 2019 The "
        "Harbour Times. All rights reserved.</p></footer></body></html>"
    )


def pages() -> dict[str, Page]:
    """Every page by the name of its layout."""
    out: dict[str, Page] = {}

    def take(start: int, count: int) -> list[str]:
        return [PROSE[(start + at) % len(PROSE)] for at in range(count)]

    def add(name: str, source: str, wanted: list[str]) -> None:
        out[name] = (source, "\n".join(wanted))

    title = "Harbour bridge closes to lorries after engineers find cracks"
    body = take(0, 5)
    add(
        "plain article element",
        whole(
            title,
            f"<main><article><h1>{title}</h1><p class='byline'>By Jonas Weber</p>"
            f"<time>12 March 2019</time>{paragraphs(body)}</article></main>",
        ),
        body,
    )
    body = take(5, 6)
    add(
        "divs without names",
        whole(
            "Two phones, one winner",
            f"<div id='c1'><div class='x9'><h1>Two phones, one winner</h1><div>Jonas Weber, 12 "
            f"March 2019</div>{paragraphs(body)}</div><div class='x7'><h3>More from us</h3><ul>"
            f"{links(HEADLINES)}</ul></div></div>",
        ),
        body,
    )
    body = take(8, 7)
    add(
        "related box inside",
        whole(
            "New rules for small files",
            "<article class='post'><header><h1>New rules for small files</h1><div class='meta'>"
            "<span class='author'>Carla Duval</span> <span class='date'>March 3, 2019</span></div>"
            f"</header><div class='entry-content'>{paragraphs(body[:3])}"
            f"<div class='related-inline'><h4>Related</h4><ul>{links(HEADLINES[:3])}</ul></div>"
            f"{paragraphs(body[3:])}"
            "<p><a href='/n/5'>READ MORE: Minister resigns over leaked letter</a></p>"
            "<p><em>Sign up for our newsletter and get the news in your inbox every morning.</em>"
            "</p></div><section class='author-box'><p>Carla Duval has written about technology "
            "since 2009. Follow her on Twitter.</p></section></article>",
        ),
        body,
    )
    body = take(10, 4)
    first, second = ITEMS[:4], ITEMS[4:]
    add(
        "lists and subheadings",
        whole(
            "How to move house without tears",
            "<div class='article-body'><h1>How to move house without tears</h1>"
            f"{paragraphs(body[:2])}<h2>Before the day</h2><ul>"
            + "".join(f"<li>{escape(i)}</li>" for i in first)
            + f"</ul>{paragraphs(body[2:3])}<h2>What to pack</h2><ol>"
            + "".join(f"<li>{escape(i)}</li>" for i in second)
            + f"</ol>{paragraphs(body[3:])}</div>",
        ),
        [*body[:2], "Before the day", *first, body[2], "What to pack", *second, body[3]],
    )
    body = take(13, 4)
    rows = [("Club", "Played", "Points"), ("Harbour", "21", "44"), ("Mill Lane", "21", "40")]
    table = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    add(
        "table",
        whole(
            "Late header settles it",
            f"<article><h1>Late header settles it</h1>{paragraphs(body[:3])}<table>{table}</table>"
            f"{paragraphs(body[3:])}</article>",
        ),
        [*body[:3], *(" ".join(row) for row in rows), *body[3:]],
    )
    body = take(16, 6)
    quote = (
        "I wrote it for the drawer, and the drawer had the good taste to keep it for twenty years."
    )
    add(
        "quotations and a pull quote",
        whole(
            "The ninth book",
            f"<article><h1>The ninth book</h1>{paragraphs(body[:2])}<blockquote><p>{quote}</p>"
            f"</blockquote>{paragraphs(body[2:4])}<aside class='pullquote'>“{quote}”</aside>"
            f"{paragraphs(body[4:])}</article>",
        ),
        [*body[:2], quote, *body[2:]],
    )
    body = take(19, 5)
    comments = "".join(
        f"<div class='comment'><b>user{n}</b><p>{escape(PROSE[(n * 7) % len(PROSE)])}</p>"
        "<a>Reply</a></div>"
        for n in range(5)
    )
    add(
        "comments below",
        whole(
            "A warm week ahead",
            f"<div class='post-body'><h1>A warm week ahead</h1>{paragraphs(body)}</div>"
            f"<div id='comments' class='comments-area'><h3>5 thoughts on “A warm week ahead”</h3>"
            f"{comments}<form><p>Leave a reply</p><textarea></textarea></form></div>",
        ),
        body,
    )
    body = take(22, 5)
    add(
        "captions and credits",
        whole(
            "Museum hopes for winter",
            f"<article><h1>Museum hopes for winter</h1><figure><img src='a.jpg'><figcaption>The "
            f"museum after the fire. Photo: Ana Ruiz/Agency</figcaption></figure>"
            f"{paragraphs(body[:2])}<div class='image'><img src='b.jpg'><p class='caption'>"
            "A guide in the empty hall. (Photo by Ana Ruiz)</p></div>"
            f"{paragraphs(body[2:4])}<p><img src='c.jpg'><br><small>The ridge in May | Ana Ruiz / "
            f"Agency</small></p>{paragraphs(body[4:])}</article>",
        ),
        body,
    )
    body = take(25, 7)
    times = ["14.05", "13.40", "13.12", "12.55"]
    entries = "".join(
        f"<div class='live-entry'><h3>{time} The talks go on</h3>{paragraphs([text])}</div>"
        for time, text in zip(times, body[3:], strict=True)
    )
    add(
        "live blog",
        whole(
            "Talks at the port: as it happened",
            f"<main><h1>Talks at the port: as it happened</h1><div class='intro'>"
            f"{paragraphs(body[:3])}</div><div class='live-entries'>{entries}</div></main>",
        ),
        [*body[:3], *(f"{t} The talks go on\n{b}" for t, b in zip(times, body[3:], strict=True))],
    )
    body = take(28, 6)
    add(
        "adverts in the text",
        whole(
            "Letters from the public",
            f"<article><h1>Letters from the public</h1>{paragraphs(body[:2])}<div class='ad'>"
            f"<p>Advertisement</p></div>{paragraphs(body[2:4])}<p>ADVERTISEMENT</p>"
            f"<p>Story continues below advertisement</p>{paragraphs(body[4:])}"
            "<p>Share this: <a>Facebook</a> <a>Twitter</a> <a>E-mail</a></p></article>",
        ),
        body,
    )
    body = take(2, 3)
    add(
        "paywall teaser",
        whole(
            "Traders fear the detour",
            f"<article><h1>Traders fear the detour</h1>{paragraphs(body)}<div class='paywall'><h2>"
            "Read on with a subscription</h2><p>Already a subscriber? <a>Log in</a></p><p>Try it "
            "for one month free of charge, then 9.99 a month. Cancel at any time.</p></div>"
            "</article>",
        ),
        body,
    )
    body = take(6, 5)
    add(
        "line breaks instead of paragraphs",
        whole(
            "The smaller model",
            "<div class='content'><h1>The smaller model</h1><div class='text'>"
            + "<br><br>".join(escape(one) for one in body)
            + "</div></div>",
        ),
        body,
    )
    body = take(11, 5)
    deck = "Half a kilometre below the glacier lies water that nobody has ever seen"
    add(
        "deck, date line and sources",
        whole(
            "Lake found under the ice",
            f"<article><h1>Lake found under the ice</h1><p class='date'>Posted on April 2, 2019 at "
            f"9:14 am</p>{paragraphs(body)}<p>Tags: <a>ice</a>, <a>science</a></p>"
            "<p>Filed under: Science</p><p>Copyright 2019 The Harbour Times. All rights reserved. "
            "This material may not be published or redistributed.</p></article>",
            head=f'<meta name="description" content="{deck}">',
        ),
        body,
    )
    body = take(14, 6)
    slides = "".join(
        f"<li class='gallery-item'><img src='{n}.jpg'><p class='gallery-caption'>Picture {n} of 4: "
        "the crowd at the gate</p></li>"
        for n in range(1, 5)
    )
    add(
        "gallery",
        whole(
            "A summer of music",
            f"<article><h1>A summer of music</h1>{paragraphs(body[:3])}<ul class='gallery'>{slides}"
            f"</ul>{paragraphs(body[3:])}</article>",
        ),
        body,
    )
    body = take(17, 6)
    follow = take(23, 6)
    add(
        "the next story below",
        whole(
            "Bill goes to the upper house",
            f"<article><h1>Bill goes to the upper house</h1>{paragraphs(body)}</article>"
            f"<section class='next-story'><article><h1>{HEADLINES[1]}</h1>{paragraphs(follow)}"
            "</article></section>",
        ),
        body,
    )
    body = take(20, 5)
    add(
        "an interview",
        whole(
            "Five questions for a baker",
            "<article><h1>Five questions for a baker</h1>"
            + "".join(
                f"<p><strong>Why the {word}?</strong></p><p>{escape(text)}</p>"
                for word, text in zip("oil salt tin flour oven".split(), body, strict=True)
            )
            + "</article>",
        ),
        [
            f"Why the {word}?\n{text}"
            for word, text in zip("oil salt tin flour oven".split(), body, strict=True)
        ],
    )
    body = take(1, 6)
    add(
        "headline unlike the title",
        whole(
            "Mayor: bridge is not safe",
            f"<article><h1>The bridge that divides a town — and the mayor who will not sign</h1>"
            f"<h2>Engineers found cracks in four of its eleven piers</h2>"
            f"<p>Jonas Weber in Harbour, Tuesday 12 March 2019 18.30 GMT</p>"
            f"{paragraphs(body)}</article>",
        ),
        ["Engineers found cracks in four of its eleven piers", *body],
    )
    return out


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def scores(found: str, wanted: str) -> tuple[float, float]:
    """Precision and recall of shingles."""
    a, b = shingles(found), shingles(wanted)
    same = sum((a & b).values())
    return same / max(sum(a.values()), 1), same / max(sum(b.values()), 1)


def ours(source: str) -> str:
    return read(source.encode(), "page.html").body


WAYS: dict[str, Callable[[str], str]] = {
    "trafilatura": lambda s: trafilatura.extract(s, include_comments=False) or "",
    "fast": lambda s: trafilatura.extract(s, include_comments=False, fast=True) or "",
    "precision": lambda s: (
        trafilatura.extract(s, include_comments=False, favor_precision=True) or ""
    ),
    "spacecorp": ours,
}


def main() -> None:
    """Print a line for each page, and the means of each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what spacecorp got wrong")
    args = parser.parse_args()
    samples = pages()
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    spent = dict.fromkeys(WAYS, 0.0)
    print(f"{'precision / recall':36}" + "".join(f"{way:>16}" for way in WAYS))
    for name, (source, wanted) in samples.items():
        line = f"{name:36}"
        for way, extract in WAYS.items():
            extract(source)
            started = time.process_time()
            text = extract(source)
            spent[way] += time.process_time() - started
            found[way].append(scores(text, wanted))
            line += "     {:.3f} {:.3f}".format(*found[way][-1])
            if args.misses and way == "spacecorp":
                extra = [one for one in text.split("\n") if one not in wanted]
                lost = [one for one in wanted.split("\n") if one not in text]
                line += "".join(f"\n  + {one[:90]}" for one in extra)
                line += "".join(f"\n  - {one[:90]}" for one in lost)
        print(line)
    for way, pairs in found.items():
        precision = sum(p for p, _ in pairs) / len(pairs)
        recall = sum(r for _, r in pairs) / len(pairs)
        f1 = 2 * precision * recall / (precision + recall)
        each = spent[way] / len(pairs) * 1000
        ratio = spent[way] / spent["trafilatura"]
        print(
            f"{way:12} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"
            f"  {each:.1f} ms, {ratio:.2f} of trafilatura's"
        )


if __name__ == "__main__":
    main()
