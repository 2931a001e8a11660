"""Markdown, as site exports and note takers leave it: blocks by their marks, inline marks undone.

The marks are those of CommonMark and of the front matter that Jekyll and Hugo know.
"""

import re
from collections.abc import Iterator

from ..model import BlockKind
from .characters import Anchors, compose, plain, printable
from .dates import machine_date
from .draft import Draft, Hints, Line
from .metadata import names, web_address

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_LINK = re.compile(r"\[[^\[\]\n]{1,300}\]\((?:https?://|/|#)[^()\s]{0,2000}\)")
_STRONG = re.compile(r"(?<!\*)\*\*(?=[^\s*])[^*\n]{1,300}\*\*(?!\*)|^```|^!\[", re.M)
_FRONT = re.compile(
    r"---[ \t]*\n(?P<fields>(?:[^\n]{0,4000}\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_FIELD = re.compile(r"^(?P<key>[A-Za-z_]{1,40}):[ \t]*(?P<value>[^\n]{1,4000})$", re.M)
_ITEM = re.compile(r"[ \t]{0,12}(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,5}")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,80}|(?:-[ \t]*){3,80}|(?:_[ \t]*){3,80})$")
_UNDERLINE = re.compile(r"(?:={2,200}|-{2,200})[ \t]*$")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_ADDRESS = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}?(?:[ \t]+[\"'][^\"'\n]{0,300}[\"'])?\)"
_INLINE = re.compile(
    rf"!\[[^\[\]\n]{{0,500}}\](?:{_ADDRESS}|\[[^\[\]\n]{{0,100}}\])"
    rf"|\[(?P<link>[^\[\]\n]{{1,500}})\](?:{_ADDRESS}|\[[^\[\]\n]{{0,100}}\])"
    r"|<(?P<address>https?://[^<>\s]{1,500})>|<!--.{0,5000}?-->"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])|`(?P<code>[^`\n]{1,300})`"
    r"|\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.!?,])_{1,3}(?!\w)",
    re.S,
)


def is_markdown(head: str) -> bool:
    """Whether a text has the marks of Markdown, and not just a dash or a star here and there."""
    if (front := _FRONT.match(head)) and _FIELD.search(front["fields"]):
        return True
    headings = sum(bool(_HEADING.match(line)) for line in head.splitlines())
    deeper = head.count("\n## ")  # a single # also stands before items, numbers and tags
    links = len(_LINK.findall(head))
    strong = len(_STRONG.findall(head))
    return bool(headings and links + strong) or bool(deeper and headings > 1) or links >= 3


def read_markdown(source: str) -> Draft:
    """The draft of a Markdown file; its anchors are exact."""
    text, ties = plain(source)
    front = _FRONT.match(text)
    out: list[str] = []
    lines: list[Line] = []
    anchors: list[tuple[int, int]] = []
    at = 0
    for kind, spans in _blocks(text, front.end() if front else 0):
        start = at
        for first, last in spans:
            if at > start:
                out.append(" ")
                at += 1
            for piece, there in _inline(text, first, last):
                anchors.append((at, there))
                out.append(piece)
                at += len(piece)
        lines.append(Line(start, at, kind))
        out.append("\n")
        at += 1
    body = "".join(out)
    hints = _front_matter(front["fields"]) if front else Hints()
    found = compose(_tidy(anchors), ties, len(text))
    return Draft("markdown", body, tuple(lines), found, hints, extracted=True)


def _tidy(anchors: list[tuple[int, int]]) -> Anchors:
    """The anchors in order, the last one for each offset."""
    return tuple(dict([(0, anchors[0][1] if anchors else 0), *anchors]).items())


def _blocks(text: str, at: int) -> Iterator[tuple[BlockKind | None, list[tuple[int, int]]]]:
    """The blocks of a text from `at` on: their kind and the stretches of their lines."""
    kind: BlockKind | None = None
    spans: list[tuple[int, int]] = []
    fenced = False
    for line in text[at:].splitlines(keepends=True):
        start, at = at, at + len(line)
        end = start + len(line.rstrip())
        bare = text[start:end]
        if _FENCE.match(bare):
            fenced = not fenced
        if fenced or _FENCE.match(bare):
            continue
        if spans and _UNDERLINE.match(bare) and kind is None:
            kind = "headline"
            bare = ""
        if not bare.strip() or _RULE.match(bare):
            if spans:
                yield kind, spans
            kind, spans = None, []
            continue
        new: BlockKind | None = None
        inner = start
        if match := _HEADING.match(text, start, end):
            new, inner = "headline", match.end()
            end = start + len(bare.rstrip("# \t"))
        elif match := _ITEM.match(text, start, end):
            new, inner = "item", match.end()
        elif match := _QUOTE.match(text, start, end):
            new, inner = "quotation", match.end()
        if spans and (new in ("headline", "item") or (new or kind) != kind or kind == "headline"):
            yield kind, spans
            spans, kind = [], None
        kind = new if not spans else kind
        if inner < end:
            spans.append((inner, end))
    if spans:
        yield kind, spans


def _inline(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The pieces of a line without its marks, and where they stand."""
    at = start
    for match in _INLINE.finditer(text, start, end):
        if match.start() > at:
            yield text[at : match.start()], at
        for name in ("link", "address", "escaped", "code"):
            if match[name] is not None:
                first, last = match.span(name)
                if name == "link":  # which may have marks of its own
                    yield from _inline(text, first, last)
                else:
                    yield text[first:last], first
        at = match.end()
    if at < end:
        yield text[at:end], at


def _front_matter(fields: str) -> Hints:
    said = {m["key"].lower(): m["value"].strip().strip("\"'") for m in _FIELD.finditer(fields)}
    authors = said.get("authors") or said.get("author") or ""
    return Hints(
        printable(said.get("title")),
        machine_date(said.get("date") or said.get("published")),
        printable(said.get("publisher") or said.get("site"), 120),
        said.get("lang") or said.get("language"),
        names(authors.strip("[]").replace('"', "")),
        web_address(said.get("canonical") or said.get("url") or said.get("source")),
    )
