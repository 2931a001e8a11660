"""Where the words of an extracted article stand in the file that they came from."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable

from .characters import Anchors, compose

# What the source writes between or instead of characters: tags, entities, JSON escapes.
# The first character is told apart before all else, since a search skips to it then.
TOKEN = re.compile(
    r"[<&\s](?:(?<=<)(?:!--|script\b|style\b|/?[a-zA-Z!][^<>]{0,5000}>\s*)"
    r"|(?<=&)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    r"|(?<=[^\S ])\s*|(?<= )\s+)",
    re.I,
)
CLOSERS = {"<!--": "-->", "<script": "</script>", "<style": "</style>"}
ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\"\\/bfnrt])"
)
INLINE = re.compile(
    r"</?(?:a|abbr|b|em|i|strong|span|small|sub|sup|u|mark|font|code|q|s|cite|time|wbr)\b", re.I
)
SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "\n"}
WORD = re.compile(r"\S+")
SEARCHES = 40  # times its length that the source may be searched in all
BODY = re.compile(r"<body\b[^>]{0,2000}>", re.I)
PLAIN = re.compile(r"[\w .,:;-]{12,}", re.A)
MOST_KNOWN = 1_000  # different tags and escapes that are remembered
REACH = 90  # characters of a line that it is looked up by
TRIES = 8  # places that may turn out to lie in attributes and scripts
NEAR = 4_000  # how far ahead of the last word the next one is looked for


def align(text: str, source: str, *, escaped: bool = False) -> Anchors:
    """Anchors from `text`, an article, to `source`, the markup (or `escaped` JSON strings).

    The lines of `text` are looked up one after the other in the source without its tags and
    escapes; a line that differs is aligned word by word. Words that cannot be found keep
    the place of the word before. Linear but for a fixed allowance of searches.
    """
    low = 0
    if escaped:
        plain, first = _strip(source, ESCAPE, _escape)
        bare, second = _strip(plain, TOKEN, _token)
        ties = compose(second, first, len(bare))
    else:
        low, high = _stretch(text, source)
        bare, ties = _strip(source[low:high], TOKEN, _token)
    starts = [here for here, _ in ties]
    out: list[tuple[int, int]] = []

    def run(at: int, start: int, end: int) -> None:
        """Tie bare[start:end], which stands at `at` of the article."""
        index = bisect_right(starts, start) - 1
        out.append((at, ties[index][1] + start - starts[index]))
        index += 1
        while index < len(ties) and starts[index] < end:
            out.append((at + starts[index] - start, ties[index][1]))
            index += 1

    cursor = at = 0
    allowance = SEARCHES * len(bare)
    for line in text.split("\n"):
        if line and allowance > 0:
            found = bare.find(line, cursor)
            allowance -= (found if found >= 0 else len(bare)) - cursor
            if found < 0 and cursor:
                found = bare.find(line, 0, cursor)
                allowance -= cursor
            if found >= 0:
                run(at, found, found + len(line))
                cursor = found + len(line)
            else:
                window = cursor + NEAR if cursor else len(bare)
                for word in WORD.finditer(line):
                    found = bare.find(word[0], cursor, window)
                    if found >= 0:
                        run(at + word.start(), found, found + len(word[0]))
                        cursor = found + len(word[0])
                        window = cursor + NEAR
                    else:
                        allowance -= window - cursor
        at += len(line) + 1
    if not out or out[0][0] > 0:
        out.insert(0, (0, out[0][1] if out else 0))
    return _tidy([(here, there + low) for here, there in out])


def _stretch(text: str, source: str) -> tuple[int, int]:
    """The part of a page that holds the article, all of it where that cannot be told.

    Menus and scripts are most of a page; only what stands from the headline or the first
    paragraph to the last needs to be looked at closely.
    """
    everything = 0, len(source)
    opening = BODY.search(source)
    lines = [line for line in text.split("\n") if line]
    if opening is None or not lines:
        return everything
    low = len(source)
    for line in lines[:2]:
        found = _plainly(line, source, opening.end())
        if found < 0:
            return everything
        low = min(low, found)
    last = -1
    for probe in _probes(lines[-1]):
        last = max(source.rfind(probe, max(last, low)), last)
    if last < low:
        return everything
    # Tags and entities within the last line make it longer than its text.
    high = source.find("</", min(last + 2 * len(lines[-1]), len(source)))
    return source.rfind("<", 0, low), len(source) if high < 0 else high


def _plainly(line: str, source: str, start: int) -> int:
    """Where a line stands in the text of a page from `start` on; -1 where that is not plain."""
    for probe in _probes(line):
        found = start
        for _ in range(TRIES):
            found = source.find(probe, found)
            if found < 0:
                break
            in_tag = source.rfind("<", 0, found) > source.rfind(">", 0, found)
            script = -1 if in_tag else source.rfind("<script", 0, found)
            in_script = script >= 0 and source.find("</script", script, found) < 0
            if not (in_tag or in_script):
                return found
            found += 1
    return -1


def _probes(line: str) -> list[str]:
    """What of a line's beginning markup may write as it is read: the longest stretch without
    odd characters, then a few words at a time, since a tag may stand among them."""
    plain = max(PLAIN.findall(line[:REACH]), key=len, default="").strip()
    words = plain.split(" ")
    few = (" ".join(words[at : at + 3]) for at in range(0, len(words) - 2, 2))
    return [plain, *(one for one in few if len(one) >= 12)] if plain else []


def bare_lines(source: str) -> list[str]:
    """The text of markup that no parser makes sense of: its lines without tags."""
    bare, _ = _strip(source, TOKEN, lambda found: "\n" if found[0] == "<" else _token(found))
    return [line for one in bare.split("\n") if (line := one.strip())]


def _strip(source: str, pattern: re.Pattern[str], new: Callable[[str], str]) -> tuple[str, Anchors]:
    """`source` with every match replaced, spaces never doubled; and its anchors."""
    out: list[str] = []
    anchors = [(0, 0)]
    at = length = 0
    last = ""
    unclosed: set[str] = set()
    known: dict[str, tuple[str, str | None]] = {}  # the same few tags, over and over
    while True:
        for found in pattern.finditer(source, at):
            start, end = found.span()
            written = found[0]
            told = known.get(written)
            if told is None:
                told = new(written), CLOSERS.get(written.lower())
                if len(known) < MOST_KNOWN:
                    known[written] = told
            char, closer = told
            if start > at:
                last = source[start - 1]
                out.append(source[at:start])
                length += start - at
            at = end
            if closer and closer not in unclosed:
                end = source.find(closer, at)
                if end < 0:
                    unclosed.add(closer)  # looked for once: another search would be in vain
                else:
                    at = end + len(closer)
            if char == " " and last == " ":
                char = ""
            if char:
                last = char[-1]
                out.append(char)
                length += len(char)
            if len(char) != at - start:
                if anchors[-1][0] == length:
                    anchors.pop()
                anchors.append((length, at))
            if at != found.end():
                break  # and go on behind what was closed
        else:
            break
    out.append(source[at:])
    return "".join(out), tuple(anchors)


def _token(found: str) -> str:
    if found[0] == "&":
        return html.unescape(found).replace("\u00a0", " ").replace("\u00ad", "")
    if found[0] == "<":
        return "" if INLINE.match(found) and found[-1] == ">" else " "
    return " "


def _escape(found: str) -> str:
    if found[1] != "u":
        return SIMPLE.get(found[1], found[1])
    if len(found) > 6:
        high, low = int(found[2:6], 16), int(found[8:12], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return chr(int(found[2:6], 16))


def _tidy(anchors: list[tuple[int, int]]) -> Anchors:
    """Anchors in order, one for each offset, and none that only repeats the last."""
    out: list[tuple[int, int]] = []
    for here, there in anchors:
        if out:
            if here < out[-1][0]:
                continue
            if here == out[-1][0]:
                out[-1] = (here, there)
                continue
            if there - out[-1][1] == here - out[-1][0]:
                continue
        out.append((here, there))
    return tuple(out)
