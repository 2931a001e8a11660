"""Puts the report together: one HTML file that needs nothing else."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib import resources
from typing import Any

from ... import __version__
from ...store.corpus import Corpus
from ..safe import inert_json

# In the order in which they run: each may use what stands before it.
SCRIPTS = (
    "data",
    "dom",
    "terms",
    "filters",
    "evidence",
    "facts",
    "glance",
    "network",
    "ownership",
    "timeline",
    "programmes",
    "conflicts",
    "lists",
    "panel",
    "search",
    "start",
)
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_ACTIVE = re.compile("[&<>]")


def page(corpus: Corpus, data: dict[str, Any], texts: list[dict[str, Any]]) -> str:
    """The whole page, from what `page_data` and `texts` give."""
    style = _file("page.css")
    vendor = _file("vendor", "cytoscape.min.js")
    parts = "\n".join(_file("script", f"{name}.js") for name in SCRIPTS)
    script = f'(() => {{\n"use strict";\n{parts}}})();\n'
    slots = {
        "policy": _policy([vendor, script], style),
        "version": escape(__version__),
        "library": escape(_file("vendor", "cytoscape.version").strip()),
        "title": escape(data["title"]),
        "lead": escape(_lead(corpus, data)),
        "tiles": _tiles(corpus),
        "style": style,
        "data": _json(data),
        "texts": _json(texts),
        "vendor": vendor,
        "script": script,
    }
    # In one pass: what a document says never becomes a slot.
    return _SLOT.sub(lambda slot: slots[slot[1]], _file("page.html"))


def _policy(scripts: list[str], style: str) -> str:
    """A content security policy under which only our own script and style run, and no other.

    Trusted types make the browser refuse to turn a string into markup, should we ever try.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_digest, scripts))}",
            f"style-src {_digest(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _json(value: Any) -> str:
    """JSON that stays within its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ACTIVE.sub(lambda c: f"\\u{ord(c[0]):04x}", inert_json(text))


def _lead(corpus: Corpus, data: dict[str, Any]) -> str:
    """What the page is about, in one sentence."""
    dates = sorted(document.date[:10] for document in corpus.documents if document.date)
    span = ""
    if dates:
        span = f", dated {dates[0]}" + (f" to {dates[-1]}" if dates[-1] != dates[0] else "")
    number = len(corpus.documents)
    lead = f"What {number} {'document says' if number == 1 else 'documents say'}{span}."
    return " ".join([lead, *(f"Only {line}." for line in data["filters"])])


def _tiles(corpus: Corpus) -> str:
    organisations = sum(entity.type == "organisation" for entity in corpus.entities)
    conflicts = {
        (row.owned.id, None if row.conflict.startswith("shares") else row.owner.id)
        for row in corpus.ownership
        if row.conflict
    }
    tiles = (
        ("documents", "document", len(corpus.documents)),
        ("names", "organisation", organisations),
        ("timeline", "partnership", len(corpus.partnerships)),
        ("ownership", "holding", len(corpus.ownership)),
        ("programmes", "programme", len(corpus.programmes)),
        ("programmes", "participation", sum(len(g.participants) for g in corpus.programmes)),
        ("conflicts", "conflict", len(conflicts)),
    )
    return "".join(
        f'<div><dt><a href="#{section}">{noun}{"" if number == 1 else "s"}</a></dt>'
        f"<dd>{number:,}</dd></div>"
        for section, noun, number in tiles
    )


def _file(*path: str) -> str:
    return resources.files(__package__).joinpath(*path).read_text(encoding="utf-8")
