"""Things and claims with plain values alone, for formats that know no lists and no missing values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.export.wording import characters

if TYPE_CHECKING:
    from graph.subgraph.model import Claim, Subgraph, Thing

Value = str | int | float


def thing_facts(thing: Thing) -> dict[str, Value]:
    """What is known of a thing; ``label`` is its name, as graph tools call what they show."""
    names = {"label": thing.name, "name": thing.name, "type": thing.label}
    return _known({**names, "papers": thing.papers, "first_year": thing.first_year})


def claim_facts(subgraph: Subgraph, claim: Claim, rank: int) -> dict[str, Value]:
    """What is known of a claim; ``weight`` is how sure it is, ``rank`` its place among all."""
    source = subgraph.sources.get(claim.paper)
    return _known(
        {
            "label": claim.predicate,
            "predicate": claim.predicate,
            "weight": claim.confidence,
            "confidence": claim.confidence,
            "year": claim.year,
            "paper": claim.paper,
            "title": source.title if source else None,
            "sentence": claim.sentence,
            "evidence": "\n".join(claim.evidence),
            "rank": rank,
        }
    )


def whole_facts(subgraph: Subgraph) -> dict[str, Value]:
    """What belongs to the whole: lists as JSON."""
    whole = subgraph.to_networkx().graph
    return _known({k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in whole.items()})


def _known(facts: dict[str, Value | None]) -> dict[str, Value]:
    return {
        name: characters(value) if isinstance(value, str) else value
        for name, value in facts.items()
        if value is not None
    }
