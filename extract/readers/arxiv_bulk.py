"""Reads the metadata dump of arXiv: one JSON object a line (https://www.kaggle.com/datasets/Cornell-University/arxiv)."""

from email.utils import parsedate_to_datetime
from typing import Any

from extract.readers import people
from extract.readers.values import first, get, text_of

SOURCE = "arXiv"


def recognises(record: dict[str, Any]) -> bool:
    """Whether this is an entry of the dump."""
    return "authors_parsed" in record or ("versions" in record and "categories" in record)


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The paper's fields: published with its first version, updated with its last."""
    identifier = record.get("id")
    names = people.people(record.get("authors_parsed"), _name)
    doi = record.get("doi")
    return {
        "title": record.get("title"),
        "abstract": record.get("abstract"),
        "published": _day(get(record, "versions", 0, "created")),
        "updated": record.get("update_date"),
        "version": _version(get(record, "versions", -1, "version")),
        "authors": first(
            names, people.split(record["authors"]) if isinstance(record.get("authors"), str) else None
        ),
        "venue": text_of(record.get("journal-ref")),
        "doi": doi.split()[0].rstrip(",;") if isinstance(doi, str) and doi.strip() else doi,
        "arxiv_id": identifier,
        "url": f"https://arxiv.org/abs/{identifier}" if isinstance(identifier, str) and identifier else None,
        "source": SOURCE,
    }


def _name(parts: Any) -> str | None:
    """``["Family", "Given", "Jr."]``."""
    if not isinstance(parts, list):
        return None
    return people.joined(get(parts, 1), get(parts, 0), get(parts, 2)) or None


def _day(created: Any) -> Any:
    """The day of ``Mon, 2 Apr 2007 19:18:42 GMT``."""
    try:
        return parsedate_to_datetime(created).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError, AttributeError):
        return created


def _version(text: Any) -> Any:
    if isinstance(text, str) and text[1:].isdecimal() and text.startswith("v"):
        return int(text[1:6])
    return text
