"""The lines of a draft, taken apart where two of them were glued together.

Scrapers lose the space between a byline and its story, or between two paragraphs: "By our
correspondentThe agency". What every later step of cleaning asks of a line stands here too:
how many words it has, and whether it is running text.
"""

import re
from dataclasses import dataclass

from ..model import BlockKind
from . import clutter
from .draft import Draft
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
# The capital or figure behind a joint, with what every glue has around it.
_JOINT = re.compile(
    r"[A-Z\d](?:(?<=[a-zà-ÿ.?!)\]\d][A-Z])|(?<=[A-Z]{5})(?=[a-z])|(?<=[A-Za-z]\d)(?=\d?[./]))"
)
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


def parted(draft: Draft) -> tuple[list[Part], list[int]]:
    """The parts of all lines that are not blank, and the offsets where lines were parted."""
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
                prose = is_prose(inner, words)
                parts.append(
                    Part(at, at + len(inner), inner, line.kind, new, index > 0, words, prose)
                )
                gap = False
    return parts, glue


def _cuts(text: str) -> list[int]:
    """Where two sentences or labels were glued together in one line."""
    if len(text) > LONGEST_GLUED:
        return []
    joints = [joint.start() for joint in _JOINT.finditer(text)]
    if not joints:
        return []
    found = {
        at
        for at in joints
        if any(glue.match(text, at) for glue in _GLUES)
        and not _ABBREVIATED.search(text[max(at - 8, 0) : at])
    }
    if _LABELLED.match(text) and (dateline := _DATELINE.search(text[:160])):
        found.add(dateline.start())
    return sorted(found)


LOOKED_AT = 600  # characters of a line that its length in words is told from
_GOES_ON = re.compile(r"[a-z\d)][.;?!] [A-Z\"“]|, ")


def is_prose(text: str, words: int) -> bool:
    """Whether a line is running text: a sentence of some length, or more than one."""
    if words < 9:
        return False
    if SENTENCE_END.search(text[-12:]):
        return True
    return words >= 18 and bool(_GOES_ON.search(text[:LOOKED_AT]))


def _is_paragraph(part: Part) -> bool:
    """Running text that can only be the article's: one long sentence or several."""
    return part.words >= 30 or (part.words >= 16 and bool(SENTENCE_END.search(part.text[-12:])))


def _is_disclaimer(text: str) -> bool:
    said = text.lower()
    return any(sign in said for sign in clutter.DISCLAIMER_SIGNS) and bool(
        clutter.DISCLAIMER.search(text)
    )


def body(parts: list[Part], furniture: list[str | None]) -> tuple[int, int]:
    """The indexes of the first and the last part that are running text of the article.

    `furniture` has the reason for each part that is none. Without running text the first is
    the number of parts.
    """
    spoken = sum(bool(SPEAKER.match(part.text)) for part in parts) >= 4
    prose = [
        index
        for index, part in enumerate(parts)
        if (part.prose or (spoken and SPEAKER.match(part.text)))
        and not furniture[index]
        and not (len(part.text) < MAX_CLUTTER_LINE and _is_disclaimer(part.text))
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


_ANY_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """The words of a text in small letters, for comparing."""
    return " ".join(_ANY_WORD.findall(text.lower()))


def says(text: str, words: str) -> bool:
    """Whether a text has these words, which are `folded`, and no others."""
    first = _ANY_WORD.search(text)
    return first is not None and words.startswith(first[0].lower()) and folded(text) == words


def caption(part: Part) -> bool:
    """Whether a line is the text under a picture, by markup or by its label."""
    return part.kind == "caption" or bool(clutter.CAPTION.match(part.text))
