"""Reads papers of Semantic Scholar: its Graph API (paper, search, batch) and its bulk data sets.

https://api.semanticscholar.org/api-docs/graph
"""

from typing import Any

from extract.readers import people
from extract.readers.values import first, get, text_of

SOURCE = "Semantic Scholar"


def recognises(record: dict[str, Any]) -> bool:
    """Whether this is a paper of theirs."""
    return not record.keys().isdisjoint({"paperId", "corpusid", "externalIds", "corpusId"})


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The paper's fields; the data sets write the names of fields in lower case."""
    record = {key.lower(): value for key, value in record.items()}
    identifiers = (
        {key.lower(): value for key, value in (record.get("externalids") or {}).items()}
        if isinstance(record.get("externalids"), dict)
        else {}
    )
    return {
        "title": record.get("title"),
        "abstract": record.get("abstract"),
        "published": record.get("publicationdate"),
        "year": record.get("year"),
        "authors": people.people(record.get("authors"), lambda author: text_of(get(author, "name"))),
        "venue": first(
            text_of(record.get("venue")),
            text_of(get(record, "publicationvenue", "name")),
            text_of(get(record, "journal", "name")),
        ),
        "doi": identifiers.get("doi"),
        "arxiv_id": identifiers.get("arxiv"),
        "url": text_of(record.get("url")),
        "source": SOURCE,
    }
