"""Dates in sentences: calendar dates, months, years, and those relative to the document's own."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
PATTERNS = tuple(
    (
        re.compile(rf"(?<![\w.,-]){pattern}(?![\w-])", re.IGNORECASE),
        _YEAR in pattern,
        _MONTH in pattern,
    )
    for pattern in (
        rf"{_YEAR}-(?P<month_number>[01]\d)-(?P<day>[0-3]\d)",
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY}(?:, ?| ){_YEAR}",
        rf"{_MONTH},? (?:of )?{_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH}",
        rf"{_MONTH} {_DAY}",
        rf"(?:in|since|until|by|early|late|mid) (?:last |this |early |late )?{_MONTH}(?! \d)",
        rf"(?:on|last|this) (?P<weekday>{'|'.join(WEEKDAYS)})",
        r"(?P<word>today|yesterday|this week|this month|last month|last year|this year)",
        rf"(?:in|since|of|from|by|until|during|back in|early|late|mid|end of|year) {_YEAR}",
        rf"\({_YEAR}\)",
    )
)
# What text without a year, or without a month, has no match for.
_ANY_YEAR = re.compile(_YEAR)
_ANY_MONTH = re.compile("|".join(sorted({name[:3] for name in MONTHS})), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """Characters `start` to `end` that give the ISO date `value` (day, month or year)."""

    start: int
    end: int
    value: str


def _day(text: str | None) -> date | None:
    if not text or len(text) < 10:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _relative(word: str, told: str | None) -> str | None:
    """The date that a word such as "yesterday" or "last month" gives in a document of `told`."""
    if not told:
        return None
    if word in ("last year", "this year"):
        return str(int(told[:4]) - (word == "last year"))
    if word in ("this month", "last month"):
        if len(told) < 7:
            return None
        year, month = int(told[:4]), int(told[5:7]) - (word == "last month")
        return f"{year - (month == 0)}-{month or 12:02d}"
    today = _day(told)
    if word == "this week" or today is None:
        return told if word == "today" else None
    return (today - timedelta(days=word == "yesterday")).isoformat()


def _resolve(match: re.Match[str], told: str | None) -> str | None:
    parts = match.groupdict()
    if parts.get("word"):
        return _relative(parts["word"].lower(), told)
    if parts.get("weekday"):
        today = _day(told)
        if today is None:
            return None
        back = (today.weekday() - WEEKDAYS.index(parts["weekday"].lower())) % 7
        return (today - timedelta(days=back)).isoformat()
    month = 0
    if parts.get("month_number"):
        month = int(parts["month_number"])
    elif parts.get("month"):
        month = MONTHS[parts["month"].lower()]
    year = int(parts["year"]) if parts.get("year") else 0
    if not month:
        return str(year) if year else None
    if not year:
        if not told or len(told) < 7:
            return None
        # A month without a year is the last one before the document's own.
        year = int(told[:4]) - (month > int(told[5:7]))
    if not parts.get("day"):
        return f"{year}-{month:02d}"
    try:
        return date(year, month, int(parts["day"])).isoformat()
    except ValueError:
        return None


def dates(text: str, start: int, end: int, told: str | None) -> list[Dated]:
    """The dates in `text[start:end]`, in order; `told` is the document's own ISO date or None."""
    found: list[Dated] = []
    no_year = _ANY_YEAR.search(text, start, end) is None
    no_month = _ANY_MONTH.search(text, start, end) is None
    for pattern, with_year, with_month in PATTERNS:
        if (with_year and no_year) or (with_month and no_month):
            continue
        for match in pattern.finditer(text, start, end):
            if any(match.start() < d.end and d.start < match.end() for d in found):
                continue
            value = _resolve(match, told)
            if value is not None:
                found.append(Dated(match.start(), match.end(), value))
    return sorted(found, key=lambda d: d.start)
