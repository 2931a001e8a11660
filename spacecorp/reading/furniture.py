"""Which lines of a draft are furniture, and why: menus, adverts, lists of other stories.

Being conservative is the point: a dropped paragraph costs facts, a kept menu costs little.
Short lines are judged by vocabulary (`clutter.py`), running text by the plainest signs only.
"""

import re

from . import clutter
from .parts import DECORATION, ITEM, SENTENCE_END, SPEAKER, WORD, Part
from .settings import MAX_CLUTTER_LINE


def furniture(part: Part, *, extracted: bool = False) -> str | None:
    """The reason to leave a line out whatever stands around it, None to keep it.

    Of what was `extracted` from markup, running text goes by the surest signs only, and nothing
    for being a row of short links: an extractor has seen to those, and tables look like them.
    """
    text, prose = part.text, part.prose
    if len(text) > MAX_CLUTTER_LINE:
        return None
    core = text.strip(DECORATION)
    if extracted and prose:
        return _surely(core)
    if not any(map(str.isalnum, core)) or clutter.PAGE_NUMBER.fullmatch(text):
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
    if not extracted and _menu(text):
        return "menu"
    return None


def _surely(core: str) -> str | None:
    """The reason to leave out a sentence that no article would have of its own."""
    if clutter.PROMPT.match(core) or (len(core) < 120 and clutter.NEWSLETTER.search(core)):
        return "newsletter"
    if _any(core.lower(), clutter.RIGHTS_SIGNS) and clutter.RIGHTS.search(core):
        return "copyright"
    if clutter.COMMENT_PROMPT.match(core):
        return "comments"
    if clutter.ADVERT_LABEL.match(core):
        return "advert"
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
# A sentence that begins with an order: "Save hours. Gain an edge." Another stands before it.
ORDER = re.compile(
    r"[.!] (?:access|buy|book|compare|discover|download|explore|find|gain|get|join|learn"
    r"|order|save|shop|start|subscribe|try|unlock|upgrade|visit)\b",
    re.I,
)
YOU = re.compile(r"\byou(?:r|rs)?\b", re.I)


def _promotion(text: str) -> bool:
    """Whether a line sells something: it tells "you" of trade, or orders you to buy."""
    if len(text) > MAX_CLUTTER_LINE or text[0] in '"“' or SPEAKER.match(text):
        return False
    told = "you" in text.lower() and YOU.search(text)
    if not told and len(ORDER.findall(f". {text}")) < 2:
        return False
    terms = {found.lower() for found in COMMERCE.findall(text)}
    return len(terms) >= (2 if told and len(text) < 100 else 3)


def reasons_to_drop(
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
            index = _until(parts, reasons, index, "comments", 400)
            continue
        if (
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
        elif reason is None and _byline(parts, index, first, last):
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


def _byline(parts: list[Part], index: int, first: int, last: int) -> bool:
    """Whether a line names who wrote: at the head, at the end, or glued to what follows."""
    part = parts[index]
    if not clutter.BYLINE.match(part.text):
        return False
    if index <= first or index > last or part.text[0] == "(":
        return part.words <= 16
    return part.words <= 6 and index + 1 < len(parts) and parts[index + 1].glued


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


def _until(parts: list[Part], reasons: list[str | None], start: int, why: str, longest: int) -> int:
    """Drop everything from `start` on up to a paragraph of some length; where that is."""
    for index in range(start, len(parts)):
        if len(parts[index].text) > longest and index > start:
            return index
        reasons[index] = reasons[index] or why
    return len(parts)


def _follow(parts: list[Part], reasons: list[str | None], index: int, last: int) -> None:
    """Headlines of other stories after "Related": short lines that are no sentences."""
    inline = re.search(r":\s*\S|\|", parts[index].text)
    for ahead in range(index + 1, min(index + 16, len(parts))):
        part = parts[ahead]
        if part.kind == "item" and part.words <= 22 and not part.prose:
            reasons[ahead] = reasons[ahead] or "related"
            continue
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
