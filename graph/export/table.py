"""CSV for spreadsheets: a row a node, then a row a claim; no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from graph.export.wording import characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.export.options import Options
    from graph.subgraph.model import Subgraph

COLUMNS = (
    *("row", "id", "type", "name", "papers", "first_year"),
    *("subject_id", "subject", "predicate", "object_id", "object"),
    *("paper", "title", "year", "confidence", "sentence", "evidence", "authors", "url"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The table, in UTF-8 with the mark that spreadsheets want."""
    shown = subgraph.trimmed(options.max_nodes) if options.max_nodes else subgraph
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, restval="")
    writer.writeheader()
    for row in _rows(shown):
        writer.writerow({name: _cell(value) for name, value in row.items() if value is not None})
    return buffer.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _rows(subgraph: Subgraph) -> Iterator[dict[str, object]]:
    for thing in subgraph.things:
        facts = {"id": thing.id, "type": thing.label, "name": thing.name, "papers": thing.papers}
        yield {"row": "node", **facts, "first_year": thing.first_year}
    for claim in subgraph.claims:
        source = subgraph.sources.get(claim.paper)
        yield {
            "row": "claim",
            "subject_id": claim.subject,
            "subject": subgraph.by_id[claim.subject].name,
            "predicate": claim.predicate,
            "object_id": claim.object,
            "object": subgraph.by_id[claim.object].name,
            "paper": claim.paper,
            "title": source.title if source else None,
            "year": claim.year,
            "confidence": claim.confidence,
            "sentence": claim.sentence,
            "evidence": "\n".join(claim.evidence),
            "authors": "; ".join(source.authors) if source else None,
            "url": source.link if source else None,
        }


def _cell(value: object) -> object:
    """A text that a spreadsheet would compute gets an apostrophe in front, which it takes for "this is text"."""
    if not isinstance(value, str):
        return value
    text = characters(value)
    return f"'{text}" if text.lstrip(" '").startswith(_FORMULA) else text
