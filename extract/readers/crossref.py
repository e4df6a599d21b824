"""Reads works of Crossref's REST API (https://api.crossref.org/swagger-ui); abstracts are JATS."""

from typing import Any

from extract.readers import dates, people
from extract.readers.markup import without_tags
from extract.readers.values import first, get, text_of

SOURCE = "Crossref"

_DATES = ("published", "issued", "published-online", "published-print", "posted")


def recognises(record: dict[str, Any]) -> bool:
    """Whether this is a work of theirs: CSL-JSON is close, but has no lists of titles."""
    return "DOI" in record and (
        isinstance(record.get("title"), list) or ("indexed" in record and "deposited" in record)
    )


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The paper's fields; a subtitle follows the title after a colon."""
    title, subtitle = _first_text(record.get("title")), _first_text(record.get("subtitle"))
    if isinstance(title, str):
        title = without_tags(title)
        if isinstance(subtitle, str) and subtitle.strip() and subtitle.casefold() not in title.casefold():
            title = f"{title}: {without_tags(subtitle)}"
    abstract = record.get("abstract")
    return {
        "title": title,
        "abstract": without_tags(abstract) if isinstance(abstract, str) else abstract,
        "published": next((date for name in _DATES if (date := date_of(record.get(name)))), None),
        "authors": people.people(record.get("author"), person),
        "venue": text_of(first(_first_text(record.get("container-title")), get(record, "event", "name"))),
        "doi": record.get("DOI"),
        "url": text_of(record.get("URL")),
        "source": SOURCE,
    }


def _first_text(value: Any) -> Any:
    """Titles are lists of one; an empty list is no title."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


def date_of(value: Any) -> Any:
    """A date of Crossref or CSL: numbers or texts for year, month, day, or one text; else the value itself."""
    parts = get(value, "date-parts", 0)
    if isinstance(parts, list):
        if not parts or parts[0] is None:
            return None
        return dates.partial(*parts[:3]) or str(parts)
    if isinstance(value, dict):
        return dates.read(first(value.get("raw"), value.get("literal"), value.get("year")))
    return dates.read(value)


def person(value: Any) -> Any:
    """The name of a person or group in Crossref and CSL, whose words for it are the same."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else None
    family = people.joined(value.get("dropping-particle"), value.get("non-dropping-particle"), value.get("family"))
    whole = people.joined(value.get("given"), family, value.get("suffix"))
    return first(text_of(value.get("literal")), whole, text_of(value.get("name")))
