"""Generated news of invented firms, plain and inside pages: the same bytes for the same seed.

Every story is of its own, has the words asked for and states facts in the ways that news do.
A page puts its story among the menus, teasers, scripts and legal lines that sites have.
"""

import json
import random
from collections.abc import Iterator
from html import escape

FIRST = "Astra Boreal Celest Delta Echo Ferro Gala Helio Iono Juno Kepler Luma Meridian".split()
FIRST += "Nova Orbis Polar Quanta Rigel Stella Terra Umbra Vela West Xeno York Zenith".split()
SECOND = "dyne gate line mark nautics point sat scope space tech trans ware works yard".split()
FORMS = ("", "", "", " Systems", " Space", " Aerospace", " GmbH", " Inc.", " Ltd", " SpA")
PLACES = "Bremen Turin Toulouse Glasgow Kiruna Leuven Delft Zaragoza Tampere Graz Brno".split()
SURNAMES = "Almeida Bergstrom Castell Duval Eriksen Ferrand Gallo Hartwig Ivers Jansen".split()
GIVEN = "Anna Bruno Carla David Elena Franz Greta Hugo Irene Jonas Katrin Luca Marta".split()
THINGS = "antenna battery camera computer controller receiver sensor thruster transponder".split()
MONTHS = "January February March April May June July August September October".split()
FILLER = """
The {thing} has to stand {n} cycles of heat and cold before anybody will trust it in orbit.
Engineers in {place} spent {n} days on the vibration table, and not all of them were calm ones.
"We knew what the {thing} could do, and we knew what it could not," said {person} of {a}.
{person}, who runs the plant in {place}, expects the first {n} units before the end of {month}.
Nobody outside {place} had seen the {thing} work until the doors were opened in {month}.
A second line would cost another {n} million euros, a figure that {a} does not dispute.
The price of a kilogram to orbit has fallen by {n} per cent since the last such order.
Insurers asked for {n} more tests; the customer asked for fewer, and paid for the difference.
Of the {n} people who work on the {thing}, every third came from the car industry around {place}.
Deliveries slipped from {month} to the spring, which surprised few of those who build a {thing}.
What remains open is who will operate the ground segment once the {n} stations are ready.
The hall in {place} is cold, bright and so clean that visitors lower their voices.
""".strip().splitlines()
FACTS = """
{a} has signed a contract with {b} worth {n} million euros for the {p} mission.
{a} and {b} signed a memorandum of understanding in {place} on the use of the {thing}.
{a} holds {share} per cent of {b}, and the rest belongs to {c}.
{b}, a wholly owned subsidiary of {a}, will supply the {thing} for the {p} constellation.
{p} is led by {a}; {b} and {c} are partners in the programme.
{c} acquired {b} in {month} for {n} million euros.
{a} will launch the {p} satellite from {place} under an agreement with {c}.
""".strip().splitlines()
MENU = """
News Business Science Technology Launches Satellites Opinion Video Podcasts Events Jobs Archive
Markets Politics Climate Defence Navigation Telecoms Education Newsletters About Contact Shop
""".split()


def story(number: int, words: int = 500) -> tuple[str, str, list[str]]:
    """Title, ISO date and paragraphs of the story with this number."""
    chance = random.Random(f"story {number}")

    def firm() -> str:
        return chance.choice(FIRST) + chance.choice(SECOND) + chance.choice(FORMS)

    a, b, c = firm(), firm(), firm()
    programme = chance.choice(FIRST) + f"-{chance.randint(1, 99)}"

    def sentence(pattern: str) -> str:
        return pattern.format(
            a=a,
            b=b,
            c=c,
            p=programme,
            n=chance.randint(3, 990),
            share=chance.randint(5, 95),
            place=chance.choice(PLACES),
            thing=chance.choice(THINGS),
            month=chance.choice(MONTHS),
            person=f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}",
        )

    paragraphs: list[str] = []
    length = 0
    while length < words:
        pieces = [sentence(chance.choice(FACTS))] if chance.random() < 0.45 else []
        pieces += [sentence(one) for one in chance.sample(FILLER, chance.randint(2, 4))]
        paragraphs.append(" ".join(pieces))
        length += len(paragraphs[-1].split())
    date = f"20{chance.randint(15, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    place = chance.choice(PLACES)
    return f"{a} and {b} take {programme} from {place} to orbit", date, paragraphs


def text(number: int) -> str:
    """The story as scraped text."""
    title, date, paragraphs = story(number)
    return "\n\n".join([title, f"Published {date}", *paragraphs]) + "\n"


def page(number: int, size: int = 30_000) -> str:
    """The story in a page of about `size` characters."""
    title, date, paragraphs = story(number)
    chance = random.Random(f"page {number}")
    site = f"{chance.choice(FIRST)} Daily"

    def link(label: str) -> str:
        path = "-".join(label.lower().split())
        return (
            f'<li class="nav__item"><a class="nav__link" href="/{path}" data-track="nav">'
            f"{escape(label)}</a></li>"
        )

    def teaser() -> str:
        headline = story(chance.randrange(10**9), 1)[0]
        return (
            f'<div class="teaser card"><a class="card__link" href="/n/{chance.randrange(10**6)}">'
            f'<img loading="lazy" src="/img/{chance.randrange(10**6)}.jpg" alt="" width="320">'
            f'<h3 class="card__title">{escape(headline)}</h3></a>'
            f'<time class="card__time">{chance.randint(1, 23)} hours ago</time></div>'
        )

    body = []
    for at, paragraph in enumerate(paragraphs):
        body.append(f"<p>{escape(paragraph)}</p>")
        if at == 1:
            body.append(
                '<figure><img src="/img/hall.jpg" alt="The hall"><figcaption>The hall on '
                "a working day. Photo: agency</figcaption></figure>"
            )
        if at == 2:
            body.append('<div class="ad-slot" id="ad-3"><span>Advertisement</span></div>')
        if at == 3:
            body.append(f'<p class="readmore"><a href="/news/7">Read also: {escape(title)}</a></p>')
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{date}T08:00:00Z",
        "publisher": {"@type": "Organization", "name": site},
    }
    menu = "".join(map(link, MENU))
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | '
        f'{site}</title><meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{date}T08:00:00Z">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        "<style>.nav{display:flex}.card{margin:0 0 1em}</style></head><body>"
    )
    front = (
        '<div class="cookie-banner" role="dialog"><p>We use cookies to improve this site.</p>'
        "<button>Accept all</button></div>"
        f'<header class="site-header"><nav><ul class="nav">{menu}</ul></nav></header>'
        f'<main><article class="article"><h1>{escape(title)}</h1><div class="byline">By '
        f'{chance.choice(GIVEN)} {chance.choice(SURNAMES)}</div><time datetime="{date}">{date}'
        f'</time><div class="article-body">{"".join(body)}</div>'
        '<ul class="tags"><li><a href="/t/space">space</a></li></ul></article></main>'
    )
    back = (
        f'<footer class="site-footer"><ul>{menu}</ul><p>© {site}. All rights reserved.</p>'
        "</footer></body></html>"
    )
    aside = ['<aside class="related"><h2>More stories</h2>']
    scripts = []
    left = size - len(head) - len(front) - len(back)
    while left > 0:
        one = teaser()
        script = (
            f"<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{id:"
            f"{chance.randrange(10**9)},slot:'{chance.randrange(10**9)}',page:'article'}});</script>"
        )
        aside.append(one)
        scripts.append(script)
        left -= len(one) + len(script)
    return head + front + "".join([*aside, "</aside>", *scripts]) + back


def documents(count: int) -> Iterator[tuple[str, str]]:
    """File names and contents: half of the stories as text, half as pages."""
    for number in range(count):
        if number % 2:
            yield f"{number:06}.html", page(number)
        else:
            yield f"{number:06}.txt", text(number)
