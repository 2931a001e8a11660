"""The headline of a text without markup, and what stands around it at the head of a page.

A line scores points for its length, for standing alone, for a date or byline below it and
for being near the text; a site's name, a subtitle or a row of labels loses them. The weights
were set on scraped pages of many kinds; the order they give matters, not the figures.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import clutter
from .dates import DATE, dates
from .draft import Draft
from .parts import ITEM, KEY_VALUE, LOOKED_AT, SENTENCE_END, WORD, Part, caption, folded

# Where a newsletter's name ends and its number or date begins.
_ISSUE = re.compile(r"\s*(?:[|·•]|//|\s{2,}|\s[-–—]\s|,\s|\bno\.\s?\d|\bissue\b|\bvol\.)", re.I)
_LABEL = re.compile(r"(?:subject|re|title)\s?:\s+", re.I)
_SITE = re.compile(
    r"\b(?:edition|english service|translat\w+|encyclop\w+|news ?agency|press room"
    r"|newsroom|web ?site"
    r"|home ?page|(?:a|the) (?:[\w ]{1,25} )?(?:blog|podcast|newsletter|magazine)"
    r"|notes on|the (?:daily|weekly|monthly|sunday) (?:letter|digest)"
    r"|official|press release)\b|^transcript\b",
    re.I,
)
_KEYED_TITLE = re.compile(
    r"(?:explainer|opinion|analysis|interview|q&a|questions and answers"
    r"|(?:[\w '&-]{2,40}[\s,–-]{1,3})?episode \d{1,4})\s?:",
    re.I,
)
# Names of companies and offices, which head their own releases.
_ISSUER = re.compile(
    r"(?:\b(?:Inc|Ltd|Limited|LIMITED|LLC|Corp|Corporation|CORPORATION|HOLDINGS|LTD"
    r"|INC|plc|PLC|GmbH|AG|SE|S\.A|S\.p\.A|AS|ASA|AB|Oy|N\.V|B\.V|Pty|K\.K"
    r"|Holdings)\b\.?"
    r"|\b(?i:Government|Ministry|Department|Agency|Parliament|Assembly|Senate|Congress"
    r"|Sabha|Commission|Institute|University|Agência|Agencia|Agence|Agenzia)\b)",
)
# "SATELLITE BRIEFING - Who owns what": a masthead before its headline.
_SHOUTED = re.compile(r"[A-Z]{2,}(?: [A-Z&]{2,}){1,5}\s[-–—]\s(?=[A-Z][a-z])")
LEAST = 0.75  # points of a headline
HEAD_PARTS = 14  # lines in which the headline is looked for
_DATED = re.compile(
    r"(?:updated?|published|posted|created|entered|date(?: of [a-z]+)?|issued)\b", re.I
)
_PAIR = re.compile(r"\s+[|»]\s+")


@dataclass(frozen=True, slots=True)
class Headline:
    """The parts that the headline was found in, and the stretches of the draft that it is."""

    indexes: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def find_headline(
    parts: list[Part],
    reasons: list[str | None],
    first: int,
    draft: Draft,
    table: frozenset[int] = frozenset(),
) -> Headline | None:
    """The headline: the title that markup gives where the text has it too, else the line of
    the head (the parts before `first`) that is most like one; None where none is. No part of a
    `table` is one."""
    if draft.hints.title or draft.extracted:
        wanted = folded(draft.hints.title or "")
        for index, part in enumerate(parts[: first + 3]):
            if folded(part.text) == wanted or (not wanted and part.kind == "headline"):
                return Headline((index,), ((part.start, part.end),))
        return None
    best: tuple[float, int, int, int] | None = None
    lead = parts[first].text if first < len(parts) else ""
    taken = False
    rank = 0
    for index, part in enumerate(parts[: min(first, HEAD_PARTS)]):
        taken = taken and not part.new_block
        title = _title(parts, reasons, index, lead) if index not in table else None
        if title is None:
            continue
        score, start, end = title
        if index + 1 == first and (best is None or best[0] < 3):
            score += 1.0
        good = score >= 1.5 and not _issuer(part.text)
        if taken:
            score -= 1.2  # a line right under a headline is its subtitle
        else:
            rank += 1
        taken = taken or good
        score += 0.5 * min(rank, 3)  # the headline stands near its text
        if best is None or score > best[0] + 0.55:
            best = (score, index, start, end)
    if best is None or best[0] < LEAST:
        return None
    _, at, start, end = best
    spans = [(start, end)]
    indexes = [at]
    following = parts[at + 1] if at + 1 < first else None
    if (
        following is not None
        and draft.wrapped
        and not following.new_block
        and reasons[at + 1] is None
        and not SENTENCE_END.search(parts[at].text)
        and len(following.text) < 80
    ):
        spans.append((following.start, following.end))
        indexes.append(at + 1)
    return Headline(tuple(indexes), tuple(spans))


def _title(
    parts: list[Part], reasons: list[str | None], index: int, lead: str
) -> tuple[float, int, int] | None:
    """How much a line of the head is like a headline, and the stretch of it that would be."""
    part = parts[index]
    text, start, end = part.text, part.start, part.end
    if len(text) > 220 or _no_title(text):
        return None
    dated = next(iter(dates(text)), None)
    allowed = (None, "menu") if dated else (None, "related") if index < 3 else (None,)
    if reasons[index] not in allowed:
        return None
    score = 0.0
    if dated:
        cut = _ISSUE.search(text, 4)
        if cut is None or cut.start() > dated.start:
            return None
        end = start + cut.start()
    elif label := _LABEL.match(text):
        start += label.end()
        score += 4
    elif len(halves := _PAIR.split(text)) == 2:
        longer = max(halves, key=lambda half: len(half.split()))
        start += text.index(longer)
        end = start + len(longer)
        score -= 0.5
    elif re.search(r"\s[|·»>]\s|\s{3,}", text):
        return None
    elif KEY_VALUE.match(text) and not _KEYED_TITLE.match(text):
        score -= 0.8 if part.words <= 6 else 0
        if not part.new_block and KEY_VALUE.match(parts[index - 1].text):
            return None
        after = parts[index + 1] if index + 1 < len(parts) else None
        if after is not None and not after.new_block and KEY_VALUE.match(after.text):
            score -= 1.2
    elif (pair := re.search(r"\s[-–—]\s", text)) and _begins(lead, text[: pair.start()]):
        end = start + pair.start()
    elif shouted := _SHOUTED.match(text):
        start += shouted.end()
    title = text[start - part.start : end - part.start]
    words = len(WORD.findall(title))
    if words < 1 or (dated and words < 2):
        return None
    score += 3 if 5 <= words <= 24 else 1.8 if words in (3, 4) else 1.0 if words == 2 else 0
    if _begins(lead, title):
        score += 2  # an encyclopedia's entry
    elif _SITE.search(text):
        score -= 2.5
    if text[-1] == "." and not re.search(r"\b[A-Z]\.$", text):
        if words >= 9:
            return None  # a sentence
        score -= 2.5
    if _issuer(title) or len(re.findall(r"\s[-–—/]\s", title)) > 1:
        score -= 1.5
    after = parts[index + 1] if index + 1 < len(parts) else None
    if part.new_block and (after is None or after.new_block):
        score += 1.0
    if _stamp_follows(parts, index):
        score += 1.5
    if text[0].islower() and text.split()[0].isalpha() and not text.split()[0].startswith("is"):
        score -= 1.5
    if title.isupper() and words <= 3 and not dated:
        score -= 0.7
    return score, start, end


def _issuer(text: str) -> bool:
    """Whether a line is but the name of a company or office."""
    names = all(word[0].isupper() for word in text.split() if len(word) > 3 and word[0].isalpha())
    return names and len(text.split()) <= 9 and bool(_ISSUER.search(text))


def _no_title(text: str) -> bool:
    return (
        text[0] in "[*•●>"
        or text[-1] == ":"
        or (text[0] == "(" and text[-1] == ")")
        or bool(
            re.fullmatch(
                r"(?:annex|appendix|chapter|part|section|table|page|vol\.?|no\.?) [\w.]{1,5}",
                text,
                re.I,
            )
        )
        or bool(re.match(r"in this (?:issue|number|edition|episode)\b", text, re.I))
        or bool(clutter.BYLINE.match(text) or clutter.CAPTION.match(text) or ITEM.match(text))
    )


def _begins(lead: str, title: str) -> bool:
    name, start = folded(title), folded(re.sub(r"^(?:the|an?) ", "", lead[:200], flags=re.I))
    return len(name) > 2 and start.startswith(f"{name} ")


def _stamp_follows(parts: list[Part], index: int) -> bool:
    """Whether a date or byline stands below, in the same block or at the head of the next."""
    for after in parts[index + 1 : index + 5]:
        if _stamped(after.text):
            return True
        if after.new_block:
            return False
    return False


def _stamped(text: str) -> bool:
    """Whether a line is what stands under a headline: a date or a byline, and little else."""
    if clutter.BYLINE.match(text):
        return True
    found = DATE.search(text[:160])
    return (
        bool(found)
        and (found.start() < 60 if found else False)
        and not clutter.SEPARATOR.match(text)
    )


def mark_masthead(
    parts: list[Part], reasons: list[str | None], headline: Headline | None, first: int
) -> None:
    """Give reasons to what stands at the head besides the headline: the site's name and
    sections before it, dates and bylines around it."""
    top = headline.indexes[0] if headline else -1
    for index in range(min(first, len(parts))):
        part = parts[index]
        if reasons[index] is not None or (headline and index in headline.indexes):
            continue
        stamped = part.words <= 14 and DATE.search(part.text[:LOOKED_AT])
        if stamped and _DATED.match(part.text):
            reasons[index] = "date line"
            continue
        if KEY_VALUE.match(part.text) and ":" in part.text[:44]:
            continue
        if stamped:
            reasons[index] = "date line"
            if part.glued and reasons[index - 1] is None and parts[index - 1].words <= 6:
                reasons[index - 1] = "byline"
        elif (_SITE.search(part.text) and part.words <= 18 and not _issuer(part.text)) or (
            index < top
            and part.words <= 9
            and not caption(part)
            and not _issuer(part.text)
            and re.search("[A-Za-z]", part.text)
        ):
            reasons[index] = "masthead"


def mark_stamps(parts: list[Part], reasons: list[str | None], around: Iterable[int]) -> None:
    """Give a reason to the date lines among the parts `around` the running text."""
    for index in around:
        part = parts[index]
        if (
            reasons[index] is None
            and part.kind in (None, "paragraph")
            and not part.prose
            and part.words <= 14
            and not KEY_VALUE.match(part.text)
            and DATE.search(part.text)
        ):
            reasons[index] = "date line"


def site_name(parts: list[Part], reasons: list[str | None]) -> str | None:
    """The site's name where the first line of a text is a masthead and no menu."""
    if not parts or reasons[0] not in ("masthead", "menu"):
        return None
    name = clutter.SEPARATOR.split(parts[0].text)[0].strip()
    words = name.lower().split()
    if not 1 < len(words) <= 6 or sum(w in clutter.MENU_WORDS for w in words) > len(words) / 2:
        return None
    return name
