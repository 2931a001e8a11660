"""Dates as documents write them, turned into ISO 8601."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero janeiro gennaio januar",
            "february feb février fevrier febrero fevereiro febbraio februar",
            "march mar mars marzo março marco märz",
            "april apr avril abril aprile",
            "may mai mayo maio maggio",
            "june jun juin junio junho giugno juni",
            "july jul juillet julio julho luglio juli",
            "august aug août aout agosto",
            "september sep sept septembre septiembre setembro settembre",
            "october oct octobre octubre outubro ottobre oktober okt",
            "november nov novembre noviembre novembro",
            "december dec décembre diciembre dezembro dicembre dezember dez",
        ),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"""
    (?<![\w./-])(?:
      (?P<y1>(?:19|20)\d\d)-(?P<m1>\d{{2}})(?:-(?P<d1>\d{{2}}))?(?=[T\s,;.)]|$)
    | (?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]{{1,2}}(?:of\s|de\s)?
        (?P<m2>{_NAME})\.?,?[\s-]{{1,2}}(?:of\s|de\s)?(?P<y2>(?:19|20)\d\d)\b
    | (?P<m3>{_NAME})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>(?:19|20)\d\d)(?!\d)
    | (?P<y4>(?:19|20)\d\d)(?P<s4>[./])(?P<m4>\d{{1,2}})(?P=s4)(?P<d4>\d{{1,2}})\b
    | (?P<a5>\d{{1,2}})(?P<s5>[./-])(?P<b5>\d{{1,2}})(?P=s5)(?P<y5>(?:19|20)\d\d)\b
    | (?P<d6>\d{{1,2}})(?P<s6>\.)(?P<m6>\d{{1,2}})\.(?P<y6>\d\d)(?=\s|$)
    | (?P<m7>{_NAME})\.?,?\s(?:of\s|de\s)?(?P<y7>(?:19|20)\d\d)\b
    )""",
    re.I | re.X,
)
# The month before the day is American; so are these.
AMERICAN = re.compile(r"\b(?:[ap]\.m\.|[ECMP][SD]?T\b|U\.S\.)")


@dataclass(frozen=True, slots=True)
class Found:
    """A date at a place of a text; `iso` stops at the month where no day is given."""

    start: int
    end: int
    iso: str


def dates(text: str) -> list[Found]:
    """The dates with a year that `text` gives, in order.

    All-figure dates are read day first, as most of the world writes them, unless only the
    other order is a date or an American time stands beside it.
    """
    found = []
    for match in DATE.finditer(text):
        iso = _iso(match, text)
        if iso:
            found.append(Found(match.start(), match.end(), iso))
    return found


def _iso(match: re.Match[str], text: str) -> str | None:
    part = match.groupdict()
    for index in "1234567":
        year = part.get(f"y{index}")
        if year:
            break
    else:
        return None
    if index == "5":
        first, second = int(part["a5"] or 0), int(part["b5"] or 0)
        day, month = first, second
        if second > 12 or (
            first <= 12 and part["s5"] == "/" and AMERICAN.search(text[match.end() :][:24])
        ):
            day, month = second, first
    else:
        name = part[f"m{index}"] or ""
        month = int(name) if name.isdigit() else MONTHS[name.lower()]
        day = int(part.get(f"d{index}") or 0)
    return iso_date((2000 if len(year) == 2 else 0) + int(year), month, day)


def iso_date(year: int, month: int, day: int = 0) -> str | None:
    """ "2024-03-05", "2024-03" without a day, None where there is no such day."""
    if not 1900 <= year <= 2100:
        return None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


STAMP = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T ]\d|Z|$)")


def machine_date(value: object) -> str | None:
    """The day of a machine-made stamp: ISO 8601, seconds or milliseconds since 1970, or words.

    The day is the one that the stamp writes: no time zone is applied.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        seconds = value / 1000 if value > 1e11 else value
        if not 315532800 <= seconds <= 4102444800:  # 1980 to 2100
            return None
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if not isinstance(value, str):
        return None
    text = value.strip()[:80]
    if match := STAMP.match(text):
        return iso_date(int(match[1]), int(match[2]), int(match[3]))
    found = dates(text)
    return found[0].iso if found else None
