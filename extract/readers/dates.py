"""Dates as exports write them, as far as they go: a day, a month, or a year; never more than is stated."""

import re
from typing import Any

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_NUMERIC = re.compile(r"(\d{4})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?[/\s]*(?:[T ]\d\d:\d\d\S*)?")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_WORDED = (
    re.compile(rf"{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?:[A-Za-z]{{3,9}},\s+)?(?P<day>\d\d?)[\s-]{_MONTH},?[\s-](?P<year>\d{{4}})(?:\s+\d\d:\d\d.*)?"),
    re.compile(rf"(?P<year>\d{{4}})[\s/-]{_MONTH}(?:[\s/-](?P<day>\d\d?))?"),
    re.compile(rf"{_MONTH},?\s+(?P<year>\d{{4}})"),
)
_LONGEST = 60


def partial(year: Any, month: Any = None, day: Any = None) -> str | None:
    """The ISO date of these parts, numbers or texts; None where the year is none. A part that is none ends it."""
    n_year, n_month, n_day = _number(year), _month(month), _number(day)
    if n_year is None or not 1 <= n_year <= 9999:
        return None
    if n_month is None or not 1 <= n_month <= 12:
        return f"{n_year:04}"
    if n_day is None or not 1 <= n_day <= 31:
        return f"{n_year:04}-{n_month:02}"
    return f"{n_year:04}-{n_month:02}-{n_day:02}"


def read(text: Any) -> Any:
    """``2021-06-30`` for ``30 Jun 2021``, ``2021/06/30/`` or ``2021-06-30T12:00:00Z``; else the value itself."""
    if type(text) is int:
        return partial(text) or text
    if not isinstance(text, str) or len(text) > _LONGEST:
        return text
    stripped = text.strip()
    if found := _NUMERIC.fullmatch(stripped):
        return partial(*found.groups()) or text
    for pattern in _WORDED:
        if (found := pattern.fullmatch(stripped)) and _month(found["month"]):
            return partial(found["year"], found["month"], found.groupdict().get("day")) or text
    return text


def _number(value: Any) -> int | None:
    if type(value) is int:
        return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,4}\s*", value) else None


def _month(value: Any) -> int | None:
    if isinstance(value, str) and value.strip()[:3].lower() in MONTHS and value.strip()[:1].isalpha():
        return MONTHS.index(value.strip()[:3].lower()) + 1
    return _number(value)
