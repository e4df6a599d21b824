"""The services that can be asked: how, how often, and how their answers are read."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from extract.errors import ServiceError
from extract.fetching.client import TemporaryError
from extract.readers import atom
from extract.readers.found import Line, Loss
from extract.readers.json_records import Records
from graph.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extract.fetching.client import Client

OPENALEX_KEY_VARIABLE = "CLAIMGRAPH_OPENALEX_KEY"
_PAGE_SIZE = 100


class Page(NamedTuple):
    """Part of an answer.

    Attributes:
        papers: in the service's order, the most relevant first.
        losses: records that no paper could be made of.
        total: papers in the whole answer.
        next: where the next page begins; None after the last one.

    """

    papers: list[Paper]
    losses: list[Loss]
    total: int
    next: str | None


class Service(Protocol):
    """Answers a query page by page."""

    @property
    def name(self) -> str:
        """As users know it."""
        ...

    @property
    def pause(self) -> float:
        """Seconds that it wants between requests."""
        ...

    def page(self, client: Client, query: str, since: str | None, place: str | None) -> Page:
        """The page at ``place`` (None: the first) of the papers since the ISO date ``since``."""
        ...


class Arxiv:
    """https://info.arxiv.org/help/api/user-manual.html asks for three seconds between requests."""

    name = "arXiv"
    pause = 3.0
    _TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
    _FIELD = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate):")

    def page(self, client: Client, query: str, since: str | None, place: str | None) -> Page:
        """Pages are found by the number of papers before them."""
        start = int(place or 0)
        parameters = {
            "search_query": self.search_query(query, since),
            "start": str(start),
            "max_results": str(_PAGE_SIZE),
            "sortBy": "relevance",
            "sortOrder": "descending",
        }
        return client.get(_base(self, "https://export.arxiv.org/api") + "/query", parameters, self._reader(start))

    def search_query(self, query: str, since: str | None) -> str:
        """The query in arXiv's language: as it is where it names fields, else all its words, anywhere."""
        terms = query
        if not self._FIELD.search(query):
            terms = " AND ".join(f"all:{word}" for word in re.findall(r'"[^"]+"|[^\s"]+', query))
        if since is None:
            return terms
        return f"({terms}) AND submittedDate:[{since.replace('-', '')}0000 TO 999912312359]"

    def _reader(self, start: int) -> _Reader:
        def read(content: bytes) -> Page:
            from xml.etree.ElementTree import ParseError

            from defusedxml.common import DefusedXmlException
            from defusedxml.ElementTree import fromstring

            try:
                total = int(fromstring(content).findtext(self._TOTAL) or "")
                text = content.decode("utf-8")
            except (ParseError, ValueError, DefusedXmlException) as error:
                raise TemporaryError(f"its answer cannot be read ({error})") from error
            found = list(atom.read(Line(number, line) for number, line in enumerate(text.split("\n"), 1)))
            for item in found:
                if isinstance(item, Loss) and item.what.startswith(atom.ERROR):
                    raise ServiceError(f"{self.name}: {item.what}")
            if not found and start < total:
                raise TemporaryError(f"its page is empty, where {total - start:,} papers are left")
            end = start + sum(isinstance(item, (Paper, Loss)) for item in found)
            return _page(found, total, str(end) if end < total else None)

        return read


class OpenAlex:
    """https://developers.openalex.org/api-reference/works; a key is free, and without it little is answered."""

    name = "OpenAlex"
    pause = 0.2
    _FIELDS = (
        "id,doi,title,display_name,publication_year,publication_date,primary_location,locations,authorships,"
        "abstract_inverted_index"
    )

    def page(self, client: Client, query: str, since: str | None, place: str | None) -> Page:
        """Pages are found by a cursor."""
        parameters = {
            "search": query,
            "per_page": str(_PAGE_SIZE),
            "cursor": place or "*",
            "select": self._FIELDS,
        }
        if since is not None:
            parameters["filter"] = f"from_publication_date:{since}"
        if key := os.environ.get(OPENALEX_KEY_VARIABLE):
            parameters["api_key"] = key
        return client.get(_base(self, "https://api.openalex.org") + "/works", parameters, self._read)

    def _read(self, content: bytes) -> Page:
        try:
            answer = json.loads(content)
            total, place = int(answer["meta"]["count"]), answer["meta"].get("next_cursor")
            works = [work for work in answer["results"] if isinstance(work, dict)]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise TemporaryError(f"its answer cannot be read ({type(error).__name__}: {error})") from error
        records = Records()
        found = [item for n, work in enumerate(works, 1) for item in records.papers(work, f"record {n}")]
        return _page(found, total, place if works and isinstance(place, str) else None)


class _Reader(Protocol):
    def __call__(self, content: bytes, /) -> Page: ...


def _page(found: Iterable[object], total: int, place: str | None) -> Page:
    found = list(found)
    papers = [item for item in found if isinstance(item, Paper)]
    return Page(papers, [item for item in found if isinstance(item, Loss)], total, place)


def _base(service: Service, usual: str) -> str:
    """Where the service is; ``CLAIMGRAPH_ARXIV_URL`` and ``CLAIMGRAPH_OPENALEX_URL`` name another place."""
    return os.environ.get(f"CLAIMGRAPH_{service.name.upper()}_URL", usual).rstrip("/")


SERVICES: Mapping[str, Service] = {"arxiv": Arxiv(), "openalex": OpenAlex()}
"""By the names that the command line knows them by."""
