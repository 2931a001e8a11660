"""From a draft to an article: what is furniture is left out, what was glued is parted.

Being conservative is the point: a dropped paragraph costs facts, a kept menu costs little.
Short lines are judged by vocabulary, running text only by the plainest signs, and everything
that is left out is recorded with its reason.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ..model import BlockKind
from . import clutter
from .dates import DATE, dates
from .draft import Draft, Line
from .settings import MAX_CLUTTER_LINE

DECORATION = " \t[](){}<>*+~=•·–—-―►▶▲△»›«‹#|_→✉➜:\"“”'…!"
WORD = re.compile(r"\w[\w'’.&-]*")
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
ITEM = re.compile(r"(?:[*•●▪◦·✅⏳+#»>›▶►–—-]|\(?\d{1,2}[.)]|\(?[a-z]\)|\[\+\])\s+(?=\S)")
KEY_VALUE = re.compile(r"(?:\(?\d\)\s)?[^\W\d][\w()%#' -]{1,40}(?::\s|\s{3,})\S")
QUOTED = re.compile(r"[\"“„«].{20,}[\"”»]\.?$", re.S)
SPEAKER = re.compile(
    r"(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?\s*)?[A-Z][A-Z .'-]{1,30}(?:\([\w .]{2,40}\))?:\s"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the draft, or what is left of one after glued sentences are parted."""

    start: int
    end: int
    text: str
    kind: BlockKind | None
    new_block: bool
    glued: bool
    words: int
    prose: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the clean text: stretches of the draft that are joined by one space."""

    kind: BlockKind
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A stretch of the draft that was left out, and why."""

    kind: Literal["dropped", "repeated"]
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    pieces: tuple[Piece, ...]
    left: tuple[Left, ...]
    glue: tuple[int, ...]
    headed: bool
    masthead: str | None
    head: tuple[str, ...]
    lead: str
    tail: tuple[str, ...]


def clean(draft: Draft) -> Cleaned:
    """The article in `draft`, and what was left out of it."""
    parts, glue = _parts(draft)
    furniture = [
        None if draft.extracted and part.kind == "headline" else _furniture(part) for part in parts
    ]
    first, last = _body(parts, furniture)
    reasons = _reasons(parts, furniture, first, last)
    headline = _headline(parts, reasons, first, draft)
    if not draft.extracted:
        _masthead(parts, reasons, headline, first)
    pieces, left = _assemble(parts, reasons, headline, draft)
    return Cleaned(
        pieces,
        left,
        tuple(glue),
        headline is not None,
        _site_name(parts, reasons),
        tuple(part.text for part in parts[:first]),
        parts[first].text if first < len(parts) else "",
        tuple(part.text for part in parts[max(last + 1, len(parts) - 14) :]),
    )


# --- parting -----------------------------------------------------------------------------

_GLUES = (
    # "GlobalDataThe systems", "our correspondentThe European": a sentence's first word.
    re.compile(rf"(?:(?<=[a-zà-ÿ])|(?<=[A-Z]{{4}}))(?=(?:{clutter.STARTERS})\s)"),
    # "Staff WriterJanuary 8, 2021", "readShare on"
    re.compile(rf"(?<=[a-zà-ÿ])(?={clutter.MONTH}\.?\s\d)"),
    # "2021WASHINGTON —", "MADRID16.12.25", "14:32Updated at"
    re.compile(r"(?<=\b20\d\d|\d:\d\d)(?=[A-Z][A-Za-z]{3,}[ ,])"),
    # "MADRID16.12.25"
    re.compile(r"(?<=[A-Za-z]{3})(?=\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b)"),
    # "the delegation.The meeting", "the spaceport?It is": no space after a sentence.
    re.compile(r"(?<=[a-zà-ÿ]{3}[.?!])(?=[A-Z][a-z]*\s)|(?<=[a-zà-ÿ][)\]][.])(?=[A-Z][a-z]*\s)"),
    # "(Continental Wire)By our", "address ]How it works"
    re.compile(r"(?<=[)\]])(?=(?:By|How|The|In|What|Who)\s[a-zA-Z])"),
)
LONGEST_GLUED = 20_000  # characters of a line that is looked through for glue
# What every glue has at its joint.
_MAYBE_GLUED = re.compile(r"[a-zà-ÿ.?!)\]\d][A-Z]|[A-Z]{5}[a-z]|[A-Za-z]\d{1,2}[./]")
# Abbreviations that end in a full stop before a capital: "Prof.Smith".
_ABBREVIATED = re.compile(
    r"\b(?:[Pp]rof|[Ii]nc|[Ll]td|[Cc]orp|[Cc]apt|[Ss]ept|[Ff]eat|[Bb]ros|[Mm]essrs)\.$"
)
# "By Staff WriterMcLEAN, Va. - ", "releaseRome, October 7, 2025 –": a dateline after a
# byline or label. Only looked for at the front of a line.
_DATELINE = re.compile(
    r"(?<=[a-zà-ÿ.])(?=(?:[A-Z][A-Za-zÀ-ÿ'’.]{1,20}[ /-]?){1,4}(?:, [A-Z][\w. ]{1,20}){0,2}"
    rf"(?:, (?:{clutter.MONTH})\.? \d{{1,2}}(?:, \d{{4}})?)?(?: \([\w ./&-]{{2,40}}\))?\s?(?:–"
    rf"|—|--|- |: ))"
)
_LABELLED = re.compile(r"(?:by|from|for|share|reporter|updated|published)\b", re.I)


def _parts(draft: Draft) -> tuple[list[Part], list[int]]:
    parts: list[Part] = []
    glue: list[int] = []
    gap = True
    for line in draft.lines:
        text = draft.text[line.start : line.end]
        core = text.strip()
        if not core:
            gap = True
            continue
        start = line.start + len(text) - len(text.lstrip())
        cuts = _cuts(core)
        glue += [start + cut for cut in cuts]
        for index, (a, b) in enumerate(zip([0, *cuts], [*cuts, len(core)], strict=True)):
            piece = core[a:b]
            inner = piece.strip()
            if inner:
                at = start + a + len(piece) - len(piece.lstrip())
                new = gap or draft.extracted
                words = len(WORD.findall(inner[:LOOKED_AT]))
                prose = _is_prose(inner, words)
                parts.append(
                    Part(at, at + len(inner), inner, line.kind, new, index > 0, words, prose)
                )
                gap = False
    return parts, glue


def _cuts(text: str) -> list[int]:
    """Where two sentences or labels were glued together in one line."""
    if len(text) > LONGEST_GLUED or not _MAYBE_GLUED.search(text):
        return []
    found: set[int] = set()
    for pattern in _GLUES:
        for match in pattern.finditer(text):
            at = match.start()
            if not _ABBREVIATED.search(text[max(at - 8, 0) : at]):
                found.add(at)
    if _LABELLED.match(text) and (dateline := _DATELINE.search(text[:160])):
        found.add(dateline.start())
    return sorted(found)


LOOKED_AT = 600  # characters of a line that its length in words is told from
_GOES_ON = re.compile(r"[a-z\d)][.;?!] [A-Z\"“]|, ")


def _is_prose(text: str, words: int) -> bool:
    """Whether a line is running text: a sentence of some length, or more than one."""
    if words < 9:
        return False
    if SENTENCE_END.search(text[-12:]):
        return True
    return words >= 18 and bool(_GOES_ON.search(text[:LOOKED_AT]))


def _is_paragraph(part: Part) -> bool:
    """Running text that can only be the article's: one long sentence or several."""
    return part.words >= 30 or (part.words >= 16 and bool(SENTENCE_END.search(part.text[-12:])))


def _body(parts: list[Part], furniture: list[str | None]) -> tuple[int, int]:
    """The first and the last part that are running text of the article."""
    spoken = sum(bool(SPEAKER.match(part.text)) for part in parts) >= 4
    prose = [
        index
        for index, part in enumerate(parts)
        if (part.prose or (spoken and SPEAKER.match(part.text)))
        and not furniture[index]
        and not (len(part.text) < MAX_CLUTTER_LINE and clutter.DISCLAIMER.search(part.text))
    ]
    first = next(
        (
            index
            for index in prose
            if _is_paragraph(parts[index]) or (spoken and SPEAKER.match(parts[index].text))
        ),
        prose[0] if prose else len(parts),
    )
    return first, prose[-1] if prose else len(parts) - 1


# --- judging -----------------------------------------------------------------------------


def _furniture(part: Part) -> str | None:
    """The reason to leave a line out whatever stands around it, None to keep it."""
    text, prose = part.text, part.prose
    if len(text) > MAX_CLUTTER_LINE:
        return None
    core = text.strip(DECORATION)
    if not core or clutter.PAGE_NUMBER.fullmatch(text):
        return "ornament"
    if not any(map(str.isalpha, core)) and clutter.PICTOGRAPHS.search(text):
        return "counters"
    if text[0] == "[" and text[-1] == "]" and len(text) < 120 and not clutter.CAPTION.match(text):
        return "aside"
    if clutter.DIRECTION.fullmatch(text):
        return "stage direction"
    said = core.lower()
    if _any(said, clutter.COOKIE_SIGNS) and clutter.COOKIES.search(core):
        return "cookie banner"
    if clutter.ADVERT_LABEL.match(core) or clutter.ADVERT.match(core):
        return "advert"
    if (
        len(words := core.split()) > 1
        and words[-1] == words[0]
        and clutter.ADVERT_LABEL.match(words[0])
    ):
        return "advert"
    if clutter.FENCED.match(text) and (
        clutter.FENCE_END.search(text) or (text[0] == ">" and not prose and len(text) < 160)
    ):
        return "advert"
    if _any(said, clutter.NEWSLETTER_SIGNS) and clutter.NEWSLETTER.search(core):
        return "newsletter"
    if clutter.COMMENTS.match(core):
        return "comments"
    if (
        _any(said, clutter.COPYRIGHT_SIGNS)
        and clutter.COPYRIGHT.search(core)
        and not clutter.CAPTION.match(text)
    ):
        return "copyright"
    if clutter.WIKI.match(core):
        return "wiki furniture"
    if clutter.META_LINE.match(core):
        return "label"
    listed = r"[|·•»]|\s{2,}" if prose else r"[|·•»:>/]|\s{2,}"
    if (
        clutter.RELATED.match(core)
        and not SENTENCE_END.search(text[-12:])
        and re.search(listed, text)
    ):
        return "related"
    if prose:
        return None
    if clutter.PAGE.match(core):
        return "page furniture"
    if _share(core):
        return "share buttons"
    if _contact(core):
        return "contact"
    if clutter.STAMP.match(core):
        return "time stamp"
    if _menu(text):
        return "menu"
    return None


def _any(text: str, signs: tuple[str, ...]) -> bool:
    """Whether one of `signs` is in `text`: spares slow searches in running text."""
    return any(sign in text for sign in signs)


def _share(core: str) -> bool:
    if len(core) > 160:
        return False
    words = re.findall(r"[^\W\d_][\w+-]*", core.lower())
    if not words:
        return False
    known = sum(word in clutter.NETWORKS for word in words)
    if clutter.SHARE.match(core) and known * 10 >= len(words) * 7:
        return True
    return len(words) > 1 and known == len(words)


def _contact(core: str) -> bool:
    reach = clutter.EMAIL.search(core) or clutter.PHONE.search(core)
    if reach:
        left = WORD.findall(clutter.PHONE.sub(" ", clutter.EMAIL.sub(" ", core)))
        return len(left) <= 16 or bool(clutter.CONTACT.match(core))
    return bool(clutter.CONTACT_OPENER.match(core)) and len(core) < 80


def _menu(text: str) -> bool:
    """Whether a line is a row of links: short segments, many of them of menus and buttons."""
    if clutter.BREADCRUMB.match(text.strip("> ")):
        return True
    if len(text) > 300:
        return False
    segments = [s for s in clutter.SEPARATOR.split(text.strip("|·•> ")) if s]
    if len(segments) < 3 and text.count("  ") > 3:
        segments = [s for s in re.split(r"\s{2,}", text) if s]
    if len(segments) < 2:
        return False
    figures = r"\w: \S|%" if ">" in text else r"\w: \S|%|\d{3}"
    known = 0
    for segment in segments:
        words = segment.lower().split()
        if len(words) <= 5 and not re.search(figures, segment):
            known += any(word in clutter.MENU_WORDS for word in words)
        elif len(words) <= 9 and _button(segment):
            known += 1
        elif len(words) > 9:
            return False
    if len(segments) == 2:
        return known == 2 and all(
            _button(s) or all(w in clutter.MENU_WORDS for w in s.lower().split()) for s in segments
        )
    return known * 2 >= len(segments)


def _button(text: str) -> bool:
    """Whether a segment of a line would be furniture alone."""
    core = text.strip(DECORATION)
    return bool(
        clutter.PAGE.match(core)
        or clutter.COMMENTS.match(core)
        or clutter.META_LINE.match(core)
        or clutter.SHARE.match(core)
        or clutter.RELATED.match(core)
        or clutter.NEWSLETTER.search(core)
        or clutter.COPYRIGHT.search(core)
        or re.fullmatch(r"[\w ]{3,20} \(\d{1,4}\)?", core)
    )


COMMERCE = re.compile(
    r"\b(?:download|sample|free|buy|submit|form|offer|price|prices|discount|subscribe"
    r"|code|off|ticket|tickets|hours"
    r"|edge|profiles|market|business|customers?|e-?mail|shortly|quality|trial|save"
    r"|click|deal|bargain|book)\b",
    re.I,
)
ADDRESS = re.compile(r"\b(?:you|your|we|our|us)\b", re.I)
YOU = re.compile(r"\byou(?:r|rs)?\b", re.I)


def _promotion(text: str) -> bool:
    """Whether a line sells something to the reader: it addresses "you" in terms of trade."""
    if len(text) > MAX_CLUTTER_LINE or text[0] in '"“' or SPEAKER.match(text):
        return False
    terms = {m.lower() for m in COMMERCE.findall(text)}
    return len(terms) >= 2 and bool(YOU.search(text))


def _reasons(
    parts: list[Part], furniture: list[str | None], first: int, last: int
) -> list[str | None]:
    """Why each part is left out, None for those that stay."""
    reasons = list(furniture)
    total = len(parts)
    index = 0
    while index < total:
        part = parts[index]
        core = part.text.strip(DECORATION)
        reason = reasons[index]
        after = index >= first
        if clutter.ADVERT_LABEL.match(core) and reason == "advert":
            index = _advert_block(parts, reasons, index)
            continue
        if after and clutter.COMMENT_OPENER.match(core) and index * 10 > total * 4:
            _until(parts, reasons, index, total, "comments", 400)
        elif (
            after
            and reason in (None, "related", "menu", "page furniture", "label")
            and _opens_related(part, core)
        ):
            reasons[index] = "related"
            _follow(parts, reasons, index, last)
        elif after and clutter.REFERENCES.match(core):
            reasons[index] = "references"
            _follow_numbers(parts, reasons, index)
        elif clutter.WIKI.match(core) and core.lower().startswith(("contents", "hide")):
            _follow_numbers(parts, reasons, index)
        elif clutter.CONTACT_OPENER.match(core) and reason == "contact" and after:
            _follow_contact(parts, reasons, index)
        elif (
            reason is None
            and clutter.BYLINE.match(part.text)
            and part.words <= 16
            and (index <= first or index > last or part.text[0] == "(")
        ):
            reasons[index] = "byline"
        elif reason is None and index > last and clutter.SIGN_OFF.fullmatch(part.text):
            reasons[index] = "sign-off"
        elif reason is None and clutter.CREDIT_LINE.match(part.text) and _only_credit(part):
            reasons[index] = "credit"
        elif reason is None and _promotion(part.text) and not _is_question(part.text):
            reasons[index] = "advert"
        index += 1
    _around_promotions(parts, reasons)
    return reasons


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?")


def _around_promotions(parts: list[Part], reasons: list[str | None]) -> None:
    """Short lines between or before lines that sell belong to them ("Thank you!")."""
    for index in range(len(parts) - 2, -1, -1):
        near = parts[index]
        if reasons[index] is None and reasons[index + 1] == "advert" and near.words <= 9:
            following = parts[index + 1].text
            if _promotion(following) and (
                (YOU.search(near.text) and (near.text[-1] in "?!" or _promotion(near.text)))
                or (index and reasons[index - 1] == "advert")
            ):
                reasons[index] = "advert"


def _advert_block(parts: list[Part], reasons: list[str | None], index: int) -> int:
    """Drop what an advert label stands over: to the closing label, or to the block's end."""
    for ahead in range(index + 1, min(index + 4, len(parts))):
        core = parts[ahead].text.strip(DECORATION)
        if clutter.ADVERT_LABEL.match(core) and not any(
            len(p.text) > 200 for p in parts[index + 1 : ahead]
        ):
            for inside in range(index, ahead + 1):
                reasons[inside] = "advert"
            return ahead + 1
    after = index + 1
    while (
        after < len(parts)
        and after <= index + 2
        and not parts[after].new_block
        and len(parts[after].text) <= 160
    ):
        reasons[after] = "advert"
        after += 1
    return after


def _opens_related(part: Part, core: str) -> bool:
    return (
        len(part.text) <= 200
        and part.words <= 14
        and not SENTENCE_END.search(part.text)
        and bool(clutter.RELATED.match(core))
    )


def _until(
    parts: list[Part], reasons: list[str | None], start: int, end: int, why: str, longest: int
) -> None:
    for index in range(start, end):
        if len(parts[index].text) > longest:
            return
        reasons[index] = reasons[index] or why


def _follow(parts: list[Part], reasons: list[str | None], index: int, last: int) -> None:
    """Headlines of other stories after "Related": short lines that are no sentences."""
    inline = re.search(r":\s*\S|\|", parts[index].text)
    for ahead in range(index + 1, min(index + 16, len(parts))):
        part = parts[ahead]
        if part.new_block and (inline or (ahead <= last and ahead > index + 1)):
            return
        if part.words > 22 or (part.prose and part.words > 14):
            return
        if ahead <= last and not ITEM.match(part.text) and part.new_block:
            return
        reasons[ahead] = reasons[ahead] or "related"


def _follow_numbers(parts: list[Part], reasons: list[str | None], index: int) -> None:
    for ahead in range(index + 1, min(index + 60, len(parts))):
        if not re.match(r"(?:\d{1,3}(?:\.\d{1,2})*[. ]|\[\d|\^)", parts[ahead].text):
            return
        if parts[ahead].words > 30 and "^" not in parts[ahead].text[:8]:
            return
        reasons[ahead] = reasons[ahead] or "references"


def _follow_contact(parts: list[Part], reasons: list[str | None], index: int) -> None:
    for ahead in range(index + 1, min(index + 8, len(parts))):
        if parts[ahead].new_block and reasons[ahead] != "contact":
            return
        if parts[ahead].prose or parts[ahead].words > 14:
            return
        reasons[ahead] = reasons[ahead] or "contact"


def _only_credit(part: Part) -> bool:
    rest = clutter.CREDIT_LINE.sub("", part.text, count=1)
    return (
        len(WORD.findall(rest)) <= 5 and not SENTENCE_END.search(part.text.rstrip("."))
    ) or part.text[0] == "©"


# --- headline ----------------------------------------------------------------------------

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


def _headline(
    parts: list[Part], reasons: list[str | None], first: int, draft: Draft
) -> Headline | None:
    if draft.hints.title or draft.extracted:
        wanted = _folded(draft.hints.title or "")
        for index, part in enumerate(parts[: first + 3]):
            if _folded(part.text) == wanted or (not wanted and part.kind == "headline"):
                return Headline((index,), ((part.start, part.end),))
        return None
    best: tuple[float, int, int, int] | None = None
    lead = parts[first].text if first < len(parts) else ""
    taken = False
    rank = 0
    for index, part in enumerate(parts[: min(first, HEAD_PARTS)]):
        taken = taken and not part.new_block
        title = _title(parts, reasons, index, lead)
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
    name, start = _folded(title), _folded(re.sub(r"^(?:the|an?) ", "", lead[:200], flags=re.I))
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


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _masthead(
    parts: list[Part], reasons: list[str | None], headline: Headline | None, first: int
) -> None:
    """Before the headline stand the site's name, sections and stamps; around it, dates."""
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
            and not _caption(part)
            and not _issuer(part.text)
            and re.search("[A-Za-z]", part.text)
        ):
            reasons[index] = "masthead"


def _site_name(parts: list[Part], reasons: list[str | None]) -> str | None:
    """The site's name where the first line of a text is a masthead and no menu."""
    if not parts or reasons[0] not in ("masthead", "menu"):
        return None
    name = clutter.SEPARATOR.split(parts[0].text)[0].strip()
    words = name.lower().split()
    if not 1 < len(words) <= 6 or sum(w in clutter.MENU_WORDS for w in words) > len(words) / 2:
        return None
    return name


def _caption(part: Part) -> bool:
    return part.kind == "caption" or bool(clutter.CAPTION.match(part.text))


# --- assembly ----------------------------------------------------------------------------


def _assemble(
    parts: list[Part],
    reasons: list[str | None],
    headline: Headline | None,
    draft: Draft,
) -> tuple[tuple[Piece, ...], tuple[Left, ...]]:
    pieces: list[Piece] = []
    left: list[Left] = []
    if headline:
        pieces.append(Piece("headline", headline.spans))
    seen: set[str] = set()
    title = _folded(" ".join(draft.text[a:b] for a, b in headline.spans)) if headline else ""
    credited = False
    for index, part in enumerate(parts):
        if headline and index in headline.indexes:
            continue
        reason = reasons[index]
        if reason:
            credited = (
                reason in ("credit", "copyright")
                and index + 1 < len(parts)
                and parts[index + 1].glued
            )
            left.append(Left("dropped", part.start, part.end, reason))
            continue
        if title and _folded(part.text) == title:
            left.append(Left("repeated", part.start, part.end, "the headline once more"))
            continue
        kind, start, end = _shape(part, credited)
        credited = False
        if start >= end:
            left.append(Left("dropped", part.start, part.end, "credit"))
            continue
        if start > part.start and kind == "caption":
            left.append(Left("dropped", part.start, start, "label"))
        if end < part.end:
            left.append(Left("dropped", end, part.end, "credit"))
        pieces.append(Piece(kind, ((start, end),)))
    kept: list[Piece] = []
    for piece in pieces:
        text = " ".join(draft.text[a:b] for a, b in piece.spans)
        if _seen(text, seen):
            left.append(Left("repeated", piece.spans[0][0], piece.spans[-1][1], "said before"))
            continue
        kept.append(piece)
    left.sort(key=lambda one: one.start)
    return tuple(_subheads(kept, draft)), tuple(left)


_SENTENCES = re.compile(r"(?<=[.!?])[\"”’)]*\s+")


def _seen(text: str, seen: set[str]) -> bool:
    """Whether each sentence of `text` was said before in the document; remembers them."""
    sentences = [_folded(s) for s in _SENTENCES.split(text)]
    again = len(text) >= 40 and all(s in seen for s in sentences if s)
    seen.update(s for s in sentences if len(s) > 12)
    return again


_FRAME = re.compile(r"(?:\*{1,3}|=+|~+|―|\[\+\])\s+(?=\S)")
_FRAME_END = re.compile(r"\s+(?:\*{1,3}|=+|~+|―)$|\s?\[edit\]$")


def _shape(part: Part, credited: bool) -> tuple[BlockKind, int, int]:
    """The kind of a part, and the stretch of it that is kept."""
    text = part.text
    if credited or _caption(part) or (part.words <= 40 and clutter.CREDITED.search(text)):
        return _caption_shape(part)
    start, end = 0, len(text)
    if (frame := _FRAME.match(text)) and (frame[0][0] != "*" or text[-1] == "*"):
        start = frame.end()
    if frame := _FRAME_END.search(text[-12:]):
        end -= len(text[-12:]) - frame.start()
    kind: BlockKind = part.kind or "paragraph"
    if part.kind is None and (match := ITEM.match(text, start)):
        bullet = match[0].strip()
        if bullet[0] in "(0123456789" or len(bullet) == 2:
            kind = "item"
        elif not QUOTED.match(text):
            kind = "item" if bullet[0] not in "–—" else "paragraph"
            start = match.end() if kind == "item" else start
    elif part.kind is None and QUOTED.match(text) and not _INNER_QUOTE.search(text[1:-1]):
        kind = "quotation"
    return kind, part.start + start, part.start + max(end, start)


_INNER_QUOTE = re.compile(r"[\"”»](?=[^\"“„«]*[\"“„«])")


def _caption_shape(part: Part) -> tuple[BlockKind, int, int]:
    """A caption without its label and its credit; empty where nothing else is left."""
    text = part.text
    label = clutter.CAPTION_LABEL.match(text)
    start = label.end() if label else 0
    core = text[start:]
    end = len(text)
    if (tail := clutter.CREDIT.search(core)) and tail.start() >= 12:
        end = start + tail.start() + (1 if core[tail.start()] in ".)" else 0)
    elif text[-1] == "]" and "[" not in text[start:]:
        end -= 1
    if len(WORD.findall(text[start:end])) < 3:
        end = start
    return "caption", part.start + start, part.start + end


def _subheads(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """Marks the short lines over running text that head its sections."""
    out = []
    for index, piece in enumerate(pieces):
        text = draft.text[piece.spans[0][0] : piece.spans[-1][1]]
        if (
            piece.kind == "paragraph"
            and index + 1 < len(pieces)
            and len(text) <= 90
            and text[-1] not in ".?!:;,…"
            and not KEY_VALUE.match(text)
            and not SPEAKER.match(text)
            and 1 <= len(WORD.findall(text)) <= 12
        ):
            after = pieces[index + 1]
            following = draft.text[after.spans[0][0] : after.spans[-1][1]]
            if after.kind == "item" or _is_prose(
                following, len(WORD.findall(following[:LOOKED_AT]))
            ):
                piece = Piece("headline", piece.spans)
        out.append(piece)
    return out


__all__ = ["Cleaned", "Left", "Line", "Piece", "clean"]
