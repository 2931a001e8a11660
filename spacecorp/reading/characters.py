"""Characters made plain, with the way back to where each of them came from."""

import re
import unicodedata
from bisect import bisect_right

Anchors = tuple[tuple[int, int], ...]

SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
BREAKS = "\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# Latin ligatures of the Unicode block Alphabetic Presentation Forms.
LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi",
    "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
# Not printable or not wanted: controls, soft hyphen, zero-width and bidirectional marks,
# variation selectors, interlinear marks, lone surrogates, tags, private use, noncharacters.
DROPPED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
# A soft hyphen is shown at the end of a line, where it parts a word: it becomes a hyphen there.
_ODD = (
    f"(?P<parting>\u00ad)(?=[ \t]{{0,4}}\r?\n)|\r\n|\x1b\\[[0-9;]{{0,20}}[A-Za-z]"
    f"|[{SPACES}{BREAKS}{DROPPED}{''.join(LIGATURES)}]"
)
ODD = re.compile(_ODD)
# A letter and its accents in characters of their own; more than a few are no word of a language.
ACCENTS = re.compile("[\u0300-\u036f]")
ODD_ACCENTED = re.compile(rf"[^\W\d_][\u0300-\u036f]{{1,4}}|{_ODD}")
SPACE = re.compile(f"[{SPACES}]")
BREAK = re.compile(f"[{BREAKS}]")
UNPRINTABLE = re.compile(f"[{DROPPED}\x00-\x1f\x7f-\x9f\u2028\u2029]+")

IDENTITY: Anchors = ((0, 0),)


def plain(text: str) -> tuple[str, Anchors]:
    """`text` with spaces and line breaks of one kind, ligatures undone, letters composed with
    their accents (NFC) and what cannot be printed left out; and the anchors (offset here, offset
    in `text`)."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text, IDENTITY  # as most are
    out: list[str] = []
    anchors: list[tuple[int, int]] = [(0, 0)]
    at = length = 0
    accented = not text.isascii() and ACCENTS.search(text)
    for match in (ODD_ACCENTED if accented else ODD).finditer(text):
        char = match[0]
        if accented and ACCENTS.match(char, len(char) - 1):
            new = unicodedata.normalize("NFC", char)
        elif SPACE.match(char):
            new = " "
        elif char == "\r\n" or BREAK.match(char):
            new = "\n"
        else:
            new = LIGATURES.get(char, "") if match.lastgroup != "parting" else "-"
        kept = text[at : match.start()]
        out += [kept, new]
        length += len(kept) + len(new)
        at = match.end()
        if len(new) != len(char):
            if anchors[-1][0] == length:
                anchors.pop()
            anchors.append((length, at))
    if not out:
        return text, IDENTITY
    out.append(text[at:])
    return "".join(out), tuple(anchors)


def compose(outer: Anchors, inner: Anchors, length: int) -> Anchors:
    """The anchors of going through `outer` and then through `inner`.

    `length` is how long the text is that `outer` starts from. Linear in both.
    """
    if inner == IDENTITY:
        return outer
    starts = [start for start, _ in inner]
    out: list[tuple[int, int]] = []
    for index, (here, there) in enumerate(outer):
        end = there + (outer[index + 1][0] if index + 1 < len(outer) else length) - here
        at = max(bisect_right(starts, there) - 1, 0)
        out.append((here, inner[at][1] + max(there - inner[at][0], 0)))
        at += 1
        while at < len(inner) and starts[at] < end:
            if starts[at] > there:
                out.append((here + starts[at] - there, inner[at][1]))
            at += 1
    return tuple(out)


def printable(text: str | None, limit: int = 300) -> str | None:
    """One line of `text` fit for a title or name: no controls, single spaces, or None."""
    if not text:
        return None
    line = " ".join(UNPRINTABLE.sub(" ", plain(text[: 4 * limit])[0]).split())
    return line[:limit].strip() or None
