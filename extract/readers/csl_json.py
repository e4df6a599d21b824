"""Reads CSL-JSON, as Zotero, Mendeley and pandoc write it.

https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

import re
from typing import Any

from extract.readers import crossref, people
from extract.readers.markup import without_tags
from extract.readers.values import first, text_of
from graph.paper import parse_arxiv_id

SOURCE = "CSL-JSON"

_OWN_KEYS = {"issued", "container-title", "author", "DOI", "URL", "citation-key", "citation-label", "event-title"}
_ARXIV = re.compile(r"arxiv:\s*(\S+)", re.IGNORECASE)


def recognises(record: dict[str, Any]) -> bool:
    """Whether this is an item: its words for things are not this project's."""
    return not record.keys().isdisjoint(_OWN_KEYS)


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The paper's fields; an arXiv id may stand in ``number`` or in the notes."""
    title, abstract = record.get("title"), record.get("abstract")
    notes = " ".join(text for key in ("number", "note") if isinstance(text := record.get(key), str))
    found, url = _ARXIV.search(notes), text_of(record.get("URL"))
    linked = url if url and parse_arxiv_id(url) else None
    return {
        "title": without_tags(title) if isinstance(title, str) else title,
        "abstract": without_tags(abstract) if isinstance(abstract, str) else abstract,
        "published": crossref.date_of(record.get("issued")),
        "authors": people.people(record.get("author"), crossref.person),
        "venue": text_of(first(record.get("container-title"), record.get("event-title"), record.get("event"))),
        "doi": record.get("DOI"),
        "arxiv_id": found[1].strip(".,;[]()") if found else linked,
        "url": url,
        "source": SOURCE,
    }
