"""Filters that every store's rows pass in the same way: papers on a dataset, claims of several papers."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Reader
from queries.header import Query
from queries.kinds import ANY
from queries.rows import records
from queries.support import support_text

UNLIMITED = 1_000_000
"""Rows that are asked for where a filter decides which of them count."""

_Row = dict[str, Any]


def is_filtered(parameters: Mapping[str, Any]) -> bool:
    """Whether rows must be looked at before they are cut off at the limit."""
    return tuple(parameters.get("on", ANY)) != ANY or parameters.get("min_papers", 1) > 1


def filtered(reader: Reader, query: Query, rows: list[_Row], parameters: Mapping[str, Any]) -> list[_Row]:
    """The rows that pass ``on`` (their paper speaks of the dataset) and, of these, ``min_papers``.

    Papers are counted per claim: same subject, predicate and object. Rows that count papers themselves go by that.
    """
    wanted = tuple(parameters.get("on", ANY))
    if wanted != ANY:
        found = records(reader.run(support_text("papers_mentioning"), {"ids": list(wanted)}))
        papers = {row["id"] for row in found}
        rows = [row for row in rows if row["paper"] in papers]
    least = parameters.get("min_papers", 1)
    if least > 1 and "papers" in query.columns:
        rows = [row for row in rows if row["papers"] >= least]
    elif least > 1:
        saying: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for row in rows:
            saying[_claim(row)].add(row["paper"])
        rows = [row for row in rows if len(saying[_claim(row)]) >= least]
    return rows


def _claim(row: _Row) -> tuple[str, ...]:
    return row["subject_id"], row["predicate"], row["object_id"]
