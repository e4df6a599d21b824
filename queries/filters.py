"""Filters that a question states beside what it asks: since 2020, in at least 3 papers, top 5."""

import re
from typing import Any, NamedTuple

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?P<number>\d{{1,4}}|{'|'.join(_NUMBERS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PAPERS = r"(?:different\s+)?(?:papers|publications|articles|studies|sources)"
_MADE = r"(?:published\s+|proposed\s+)?"
_FROM = r"(?:at\s+least|above|over|>=?|from)"
_BEFORE = r"(?:said\s+)?(?:(?:in|by|from|with|of|according\s+to)\s+)?"


class _Filter(NamedTuple):
    """A parameter with how it is said; ``more`` is added to the number that is read."""

    parameter: str
    said: re.Pattern[str]
    more: int = 0


def _filter(parameter: str, said: str, more: int = 0) -> _Filter:
    return _Filter(parameter, re.compile(rf"[\s,;(]*(?<!\w)(?:{said})(?!\w)\)?", re.IGNORECASE), more)


_FILTERS = (
    _filter("since", rf"{_MADE}(?:since|starting\s+(?:in|from))\s+(?:the\s+year\s+)?{_YEAR}"),
    _filter("since", rf"from\s+{_YEAR}\s+(?:on(?:wards?)?|and\s+later|or\s+later)"),
    _filter("since", rf"(?:in\s+)?{_YEAR}\s+(?:or|and)\s+(?:later|after)"),
    _filter("since", rf"{_MADE}(?:after|later\s+than|newer\s+than)\s+{_YEAR}", 1),
    _filter("min_papers", rf"{_BEFORE}(?:at\s+least|a\s+minimum\s+of|no\s+fewer\s+than)\s+{_NUMBER}\s+{_PAPERS}"),
    _filter("min_papers", rf"{_BEFORE}{_NUMBER}\s+or\s+more\s+{_PAPERS}"),
    _filter("min_papers", rf"{_BEFORE}(?:more\s+than|over)\s+{_NUMBER}\s+{_PAPERS}", 1),
    _filter("min_confidence", rf"(?:with\s+)?(?:a\s+)?confidence\s+(?:of\s+)?{_FROM}\s+(?P<share>[01]?\.\d+)"),
    _filter("limit", rf"(?:the\s+)?(?:top|first|best)\s+{_NUMBER}"),
    _filter("limit", rf"(?:at\s+most|no\s+more\s+than)\s+{_NUMBER}(?:\s+(?:rows|results|answers))?"),
)  # fmt: skip


def take_filters(question: str) -> tuple[str, dict[str, Any]]:
    """The question without its filters, and the parameters that they mean."""
    given: dict[str, Any] = {}
    for parameter, said, more in _FILTERS:
        found = said.search(question)
        if found and parameter not in given:
            given[parameter] = _value(found) + more
            question = f"{question[: found.start()]} {question[found.end() :]}".strip()
    return question, given


def _value(found: re.Match[str]) -> Any:
    groups = found.groupdict()
    if groups.get("share"):
        return float(groups["share"])
    text = (groups.get("year") or groups["number"]).lower()
    return _NUMBERS.index(text) + 1 if text in _NUMBERS else int(text)
