"""What a decoded file is, told from its content and never from its name."""

import re
from typing import Literal

Format = Literal["text", "markdown", "html", "json"]

JSON_OBJECT = re.compile(r"\s*\{\s*[\"}]")
JSON_ARRAY = re.compile(r"\s*\[\s*(?:[{\[\"]|-?\d|\]|true\b|false\b|null\b)")
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--|<!doctype\s+html|<\?xml|<html\b|<head\b|<body\b)", re.I
)
ELEMENT = (
    r"(?:a|abbr|address|article|aside|b|blockquote|body|br|center|dd|div|dl|dt|em|figcaption|figure|font"
    r"|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|li|link|main|meta|nav|ol|p|pre|script"
    r"|section|small|span|strong|style|sub|sup|table|tbody|td|th|thead|time|title|tr|u|ul|video)"
)
TAG = re.compile(rf"</?{ELEMENT}(?:\s[^<>]{{0,2000}})?/?>", re.I)
_MARKS = re.compile(r"^#{1,6}[ \t]|\]\(|\*\*|\A---", re.M)
_HEADER = re.compile(rb"(?:From [^\r\n]|[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]*[^\r\n])")
BLOCK = re.compile(r"<(?:p|div|li|h[1-6]|td|article|section|html|body|head)\b[^<>]{0,2000}>", re.I)


def sniff(text: str) -> Format:
    """ "json" for what begins as JSON does, "html" for pages and fragments, else "text".

    A "<" or a bracket in running text makes neither: a fragment must begin with a tag or
    hold several tags of HTML, some of them of blocks.
    """
    head = text[:20_000]
    if JSON_OBJECT.match(head):
        return "json"
    if PAGE.match(head):
        return "html"
    tags = len(TAG.findall(head))
    if tags >= 2 and TAG.match(head.lstrip()) and "</" in head:
        return "html"
    if tags >= 6 and "</" in head and len(BLOCK.findall(head)) >= 2 and tags * 400 > len(head):
        return "html"
    if JSON_ARRAY.match(head):
        return "json"
    return "markdown" if _MARKS.search(head) and _is_markdown(head) else "text"


_SIGNS = str.maketrans("", "", "{};=()")
CODE = 0.04  # of the characters; prose has a tenth of it, scripts and style sheets twice as much


def is_code(text: str) -> bool:
    """Whether a text is a script or a style sheet, as saved pages keep them beside themselves."""
    head = text[:20_000]
    signs = len(head) - len(head.translate(_SIGNS))
    return signs > CODE * len(head) and head.count("{") > 1 and ";" in head


def is_mail_like(data: bytes) -> bool:
    """Whether a file may begin with the headers of a message: a cheap look before the real one."""
    head = data[:200].lstrip(b"\xef\xbb\xbf\r\n")
    return bool(_HEADER.match(head)) and data[:1] not in b"{[<"


def _is_markdown(head: str) -> bool:
    from .markdown import is_markdown

    return is_markdown(head)
