"""Fewer nodes: which ones stay, and the note that says which do not."""

from __future__ import annotations

import heapq
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.vocabulary import NODE_KINDS

if TYPE_CHECKING:
    from graph.subgraph.model import Subgraph

Support = tuple[int, float, int]
"""Papers, the highest confidence, the latest year (0 where none is stated): the greater, the better supported."""


def support(subgraph: Subgraph) -> dict[str, Support]:
    """How well each thing is supported by the claims of the subgraph."""
    papers: dict[str, set[str]] = {thing.id: set() for thing in subgraph.things}
    best: dict[str, tuple[float, int]] = dict.fromkeys(papers, (0.0, 0))
    for claim in subgraph.claims:
        for end in (claim.subject, claim.object):
            papers[end].add(claim.paper)
            confidence, year = best[end]
            best[end] = max(confidence, claim.confidence), max(year, claim.year or 0)
    return {one: (len(papers[one]), *best[one]) for one in papers}


def trim(subgraph: Subgraph, max_nodes: int) -> Subgraph:
    """The best supported ``max_nodes`` things, connected where the whole is; chains stay whole.

    What is asked about stays; from there on the best supported neighbour of what is in comes next.
    """
    if len(subgraph.things) <= max_nodes:
        return subgraph
    kept = _whole_chains(subgraph, max_nodes) if subgraph.chains else _grown(subgraph, max_nodes)
    trimmed = subgraph.only(kept)
    earlier = tuple(note for note in subgraph.notes if not note.endswith(SHOWN))
    return replace(trimmed, notes=(*earlier, left_out(subgraph, trimmed)))


SHOWN = " shown"


def left_out(whole: Subgraph, part: Subgraph) -> str:
    """``12 of 47 methods, 3 of 5 tasks shown``."""
    all_of, some = whole.counts(), part.counts()
    counts = [
        f"{some[label]} of {all_of[label]} {kind.plural}"
        for label, kind in NODE_KINDS.items()
        if some[label] < all_of[label]
    ]
    return ", ".join(counts) + SHOWN


def _whole_chains(subgraph: Subgraph, max_nodes: int) -> set[str]:
    kept: set[str] = set(subgraph.chains[0])
    for chain in subgraph.chains:
        if len(kept.union(chain)) <= max_nodes:
            kept.update(chain)
    return kept


def _grown(subgraph: Subgraph, max_nodes: int) -> set[str]:
    supported = support(subgraph)
    neighbours: dict[str, set[str]] = {thing.id: set() for thing in subgraph.things}
    for claim in subgraph.claims:
        neighbours[claim.subject].add(claim.object)
        neighbours[claim.object].add(claim.subject)

    def rank(one: str) -> tuple[int, float, int, str]:
        papers, confidence, year = supported[one]
        return -papers, -confidence, -year, one

    kept: set[str] = set()
    seen: set[str] = set()
    reachable: list[tuple[int, float, int, str]] = []
    elsewhere = [rank(thing.id) for thing in subgraph.things]
    heapq.heapify(elsewhere)
    waiting = [rank(one) for one in subgraph.focus]
    while len(kept) < max_nodes and (waiting or reachable or elsewhere):
        *_, one = waiting.pop(0) if waiting else heapq.heappop(reachable or elsewhere)
        if one in kept:
            continue
        kept.add(one)
        for other in neighbours[one] - seen:
            seen.add(other)
            heapq.heappush(reachable, rank(other))
    return kept
