"""What goes on which slide: parts of a subgraph too large for one, and pictures that build up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from graph.export.layout.composing import compose
from graph.export.layout.timeline import UNDATED, year_of
from graph.export.options import MAX_NODES
from graph.subgraph.trimming import left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.export.layout.composing import Page
    from graph.export.layout.figure import Figure
    from graph.export.options import Options
    from graph.subgraph.model import Subgraph


def parts(subgraph: Subgraph, options: Options, page: Page) -> list[Subgraph]:
    """One subgraph a slide: what fits on the first, then what is asked about with the next best, and so on."""
    focus = set(subgraph.focus)
    most = options.max_nodes or MAX_NODES
    waiting = {thing.id for thing in subgraph.things}
    found: list[Subgraph] = []
    shown: set[str] = set()
    while (waiting - focus and len(found) < options.slides) or not found:
        part = subgraph.only(waiting | focus).trimmed(most)
        fitting = {box.id for box in compose(part, page, options.shape).boxes}
        part = subgraph.only(fitting)
        found.append(part)
        waiting -= fitting
        shown |= fitting
    note = (left_out(subgraph, subgraph.only(shown)),) if len(shown) < len(subgraph.things) else ()
    if len(found) == 1:
        return [replace(found[0], notes=(*subgraph.notes, *note))]
    return [
        replace(part, title=f"{part.title} ({number} of {len(found)})", notes=(*subgraph.notes, *note))
        for number, part in enumerate(found, start=1)
    ]


def steps(subgraph: Subgraph, figure: Figure, build_up: Literal["year", "hop"] | None) -> Iterator[Figure]:
    """The figure; where it builds up, first with little on it, then with more, everything in its place."""
    if build_up is None:
        yield figure
        return
    order = _years(subgraph) if build_up == "year" else _hops(subgraph)
    stages = sorted(set(order.values()))
    for number, stage in enumerate(stages, start=1):
        present = {one for one, at in order.items() if at <= stage}
        last = number == len(stages)
        yield (
            figure
            if last
            else replace(
                figure,
                boxes=tuple(box for box in figure.boxes if box.id in present),
                lines=tuple(line for line in figure.lines if {line.subject, line.object} <= present),
                words=tuple(words for words in figure.words if words.role != "axis" or words.text != UNDATED),
            )
        )


def _years(subgraph: Subgraph) -> dict[str, int]:
    """The year of each thing; what was asked about is there from the first, the undated come last."""
    years = year_of(subgraph)
    known = [year for year in years.values() if year is not None]
    first, last = min(known, default=0), max(known, default=0)
    found = {one: year if year is not None else last + 1 for one, year in years.items()}
    return found | dict.fromkeys(subgraph.focus, first)


def _hops(subgraph: Subgraph) -> dict[str, int]:
    """How many claims each thing is from what was asked about, or from the best supported one."""
    neighbours: dict[str, set[str]] = {thing.id: set() for thing in subgraph.things}
    for claim in subgraph.claims:
        neighbours[claim.subject].add(claim.object)
        neighbours[claim.object].add(claim.subject)
    found = dict.fromkeys(subgraph.focus or [subgraph.things[0].id], 0)
    frontier = list(found)
    while frontier:
        frontier = [two for one in frontier for two in sorted(neighbours[one]) if two not in found]
        hop = max(found.values()) + 1
        found |= dict.fromkeys(frontier, hop)
        frontier = list(dict.fromkeys(frontier))
    far = max(found.values()) + 1
    return {thing.id: found.get(thing.id, far) for thing in subgraph.things}
