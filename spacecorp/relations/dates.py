"""Dates in sentences: calendar dates, months, years, and those told from the document's own date."""

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
    re.compile(rf"(?<![\w.,-]){pattern}(?![\w-])", re.IGNORECASE)
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


def _resolve(match: re.Match[str], told: str | None) -> str | None:
    parts = match.groupdict()
    today = _day(told)
    if word := parts.get("word"):
        word = word.lower()
        if word in ("last year", "this year"):
            year = told[:4] if told else None
            return None if year is None else str(int(year) - (word == "last year"))
        if word in ("this month", "last month"):
            if not told or len(told) < 7:
                return None
            year, month = int(told[:4]), int(told[5:7]) - (word == "last month")
            return f"{year - (month == 0)}-{month or 12:02d}"
        if today is None or word == "this week":
            return told if word == "today" else None
        return (today - timedelta(days=word == "yesterday")).isoformat()
    if weekday := parts.get("weekday"):
        if today is None:
            return None
        back = (today.weekday() - WEEKDAYS.index(weekday.lower())) % 7
        return (today - timedelta(days=back)).isoformat()
    year = int(parts["year"]) if parts.get("year") else None
    month = (
        int(parts["month_number"])
        if parts.get("month_number")
        else MONTHS[parts["month"].lower()]
        if parts.get("month")
        else None
    )
    if month is None:
        return str(year) if year else None
    if year is None:
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
    for pattern in PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < d.end and d.start < match.end() for d in found):
                continue
            value = _resolve(match, told)
            if value is not None:
                found.append(Dated(match.start(), match.end(), value))
    return sorted(found, key=lambda d: d.start)
