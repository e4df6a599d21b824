"""Reads Atom feeds: the answers of arXiv's API (https://info.arxiv.org/help/api/user-manual.html)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.readers.fields import make_paper
from extract.readers.found import Found, Line, Loss
from extract.readers.values import first
from extract.readers.xml_records import elements, local
from graph.paper import parse_arxiv_id

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SOURCE = "arXiv"

_FEED = re.compile(r"<(?:\w+:)?feed\b[^<>]*http://www\.w3\.org/2005/Atom")
_ERRORS = "arxiv.org/api/errors"
ERROR = "the service answered with an error"


def recognises(head: str) -> bool:
    """Whether the root of an Atom feed is here."""
    return head.lstrip().startswith("<") and _FEED.search(head) is not None


def read(lines: Iterator[Line]) -> Iterator[Found]:
    """Papers, entry by entry; an entry that tells an error of the API is a refusal."""
    for found in elements(lines, ("entry",)):
        if isinstance(found, Loss):
            yield found
            continue
        line, entry = found
        identifier = _text(entry, "id") or ""
        if _ERRORS in identifier:
            yield Loss(line, f"{ERROR}: {_text(entry, 'summary') or 'unknown'}")
            continue
        is_arxiv = parse_arxiv_id(identifier) is not None
        doi = _text(entry, "doi")
        yield from make_paper(
            {
                "title": _text(entry, "title"),
                "abstract": first(_text(entry, "summary"), _text(entry, "content")),
                "published": _text(entry, "published"),
                "updated": _text(entry, "updated"),
                "authors": [name for author in _children(entry, "author") if (name := _text(author, "name"))],
                "venue": _text(entry, "journal_ref"),
                "doi": doi.split()[0] if doi else None,
                "arxiv_id": identifier if is_arxiv else None,
                "url": identifier.replace("http://", "https://", 1) if is_arxiv else _link(entry) or identifier,
                "source": SOURCE if is_arxiv else None,
            },
            line,
        )


def _children(element: "Element", name: str) -> "Iterator[Element]":
    return (child for child in element if local(child.tag) == name)


def _text(element: "Element", name: str) -> str | None:
    return next(("".join(child.itertext()).strip() for child in _children(element, name)), None)


def _link(entry: "Element") -> str | None:
    return next((child.get("href") for child in _children(entry, "link")), None)
