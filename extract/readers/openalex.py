"""Reads works of OpenAlex (https://docs.openalex.org/api-entities/works/work-object)."""

from typing import Any

from extract.readers import people
from extract.readers.markup import without_tags
from extract.readers.values import each, first, get, text_of
from graph.paper import parse_arxiv_id

SOURCE = "OpenAlex"

_WORK = "https://openalex.org/W"


def recognises(record: dict[str, Any]) -> bool:
    """Whether this is a work."""
    return (
        str(record.get("id", "")).startswith(_WORK)
        or "abstract_inverted_index" in record
        or ("authorships" in record and "display_name" in record)
    )


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The paper's fields. A landing page at arXiv gives the arXiv id."""
    title = first(record.get("title"), record.get("display_name"))
    locations = [record.get("primary_location"), *each(record.get("locations"))]
    links = [get(location, key) for location in locations for key in ("landing_page_url", "pdf_url")]
    return {
        "title": without_tags(title) if isinstance(title, str) else title,
        "abstract": first(spelt_out(record.get("abstract_inverted_index")), record.get("abstract")),
        "published": record.get("publication_date"),
        "year": record.get("publication_year"),
        "authors": people.people(record.get("authorships"), _name),
        "venue": text_of(get(record, "primary_location", "source", "display_name")),
        "doi": record.get("doi"),
        "arxiv_id": next((link for link in links if isinstance(link, str) and _is_arxiv(link)), None),
        "url": first(text_of(get(record, "primary_location", "landing_page_url")), text_of(record.get("id"))),
        "source": SOURCE,
    }


def spelt_out(index: Any) -> Any:
    """The text of an inverted index ``{word: [positions]}``; what is none is left to be complained of."""
    if not isinstance(index, dict):
        return index
    try:
        placed = [(position, word) for word, positions in index.items() for position in positions]
        return " ".join(word for _, word in sorted(placed))
    except TypeError:
        return index


def _is_arxiv(link: str) -> bool:
    return "arxiv.org/" in link and parse_arxiv_id(link) is not None


def _name(authorship: Any) -> Any:
    return first(text_of(get(authorship, "author", "display_name")), text_of(get(authorship, "raw_author_name")))
