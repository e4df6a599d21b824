"""The timeline: one column a year, or several where a year has much; years that nobody states come last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.export.layout.columns import Columns
    from graph.subgraph.model import Subgraph

UNDATED = "year not stated"


def year_of(subgraph: Subgraph) -> dict[str, int | None]:
    """The year of each thing: when it is first met in the store, else in the claims here."""
    years = {thing.id: thing.first_year for thing in subgraph.things}
    for claim in subgraph.claims:
        for end in (claim.subject, claim.object):
            if claim.year is not None and subgraph.by_id[end].first_year is None:
                years[end] = min(years[end] or claim.year, claim.year)
    return years


def by_year(subgraph: Subgraph, cap: int) -> list[tuple[str, Columns]]:
    """The things in columns of at most ``cap``, under the name of their year."""
    years = year_of(subgraph)
    present = sorted({year for year in years.values() if year is not None})
    found = []
    for year in [*present, None]:
        column = [thing.id for thing in subgraph.things if years[thing.id] == year]
        if column:
            n = -(-len(column) // cap)
            found.append((str(year) if year is not None else UNDATED, [column[i::n] for i in range(n)]))
    return found
