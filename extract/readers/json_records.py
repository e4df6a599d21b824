"""From the objects of any JSON to papers: each is told by its own keys, so one source may mix services."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from extract.readers import arxiv_bulk, crossref, csl_json, openalex, openreview, semantic_scholar
from extract.readers.fields import make_paper
from extract.readers.found import Aside, Loss, Omission, Place
from graph.extraction import Extraction
from graph.paper import Paper

_SHOWN_NAMES = 12


class Shape(NamedTuple):
    """How a service writes a work: whether a record is one, and the paper's fields, or what it is instead."""

    name: str
    origin: str
    recognises: Callable[[dict[str, Any]], bool]
    fields: Callable[[dict[str, Any]], dict[str, Any] | str]


SHAPES = tuple(
    Shape(module.SOURCE, origin, module.recognises, module.fields)
    for module, origin in (
        (openalex, "works of its API and snapshot; the abstract may be an inverted index"),
        (semantic_scholar, "its Graph API and data sets"),
        (openreview, "notes of its API, versions 1 and 2; replies are passed over"),
        (arxiv_bulk, "the metadata dump, an object a line"),
        (crossref, "works of its API; abstracts in JATS"),
        (csl_json, "Zotero, Mendeley, pandoc"),
    )
)
"""The first that recognises a record reads it; what none of them does is read as this project's own."""


class Records:
    """Papers out of records, one by one, and at the end what was passed over in them."""

    def __init__(self) -> None:
        self._unknown: dict[str, None] = {}
        self._no_papers: Counter[str] = Counter()

    def papers(self, record: dict[str, Any], place: Place) -> Iterator[Paper | Loss | Omission]:
        """The paper of one record; nothing where it is something else, which is counted."""
        shape = next((shape for shape in SHAPES if shape.recognises(record)), None)
        fields = shape.fields(record) if shape else self._own_fields(record)
        if isinstance(fields, str):
            self._no_papers[fields] += 1
        else:
            yield from make_paper(fields, place)

    def _own_fields(self, record: dict[str, Any]) -> dict[str, Any]:
        """The fields of a paper as this project writes them, alone or within an extraction."""
        fields, known = record, Paper.model_fields.keys()
        if isinstance(record.get("paper"), dict):
            fields = record["paper"]
            self._unknown.update(dict.fromkeys(name for name in record if name not in Extraction.model_fields))
        self._unknown.update(dict.fromkeys(name for name in fields if name not in known))
        return {name: value for name, value in fields.items() if name in known}

    def asides(self) -> Iterator[Aside]:
        """What was passed over so far."""
        for what, number in self._no_papers.items():
            yield Aside(f"{number:,} {what}{'s'[: number > 1]} passed over")
        if self._unknown:
            names = [f'"{name}"' for name in self._unknown]
            more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
            yield Aside(f"fields that no paper has are passed over: {', '.join(names[:_SHOWN_NAMES])}{more}")
