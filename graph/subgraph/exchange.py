"""Subgraphs and networkx graphs: one into the other and back, nothing lost."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from graph.errors import InvalidRecordError
from graph.subgraph.model import Claim, Source, Subgraph, Thing

if TYPE_CHECKING:
    import networkx


def to_networkx(subgraph: Subgraph) -> networkx.MultiDiGraph:
    """A node a thing, an edge a claim; what belongs to the whole stands in the graph's own attributes."""
    import networkx

    graph = networkx.MultiDiGraph(
        title=subgraph.title,
        focus=list(subgraph.focus),
        chains=[list(chain) for chain in subgraph.chains],
        shape=subgraph.shape,
        notes=list(subgraph.notes),
        papers=[asdict(source) | {"authors": list(source.authors)} for source in subgraph.sources.values()],
    )
    for thing in subgraph.things:
        graph.add_node(thing.id, **{key: value for key, value in asdict(thing).items() if key != "id"})
    for rank, claim in enumerate(subgraph.claims):
        facts = asdict(claim) | {"evidence": list(claim.evidence), "rank": rank}
        del facts["subject"], facts["object"]
        graph.add_edge(claim.subject, claim.object, **facts)
    return graph


def from_networkx(graph: networkx.MultiDiGraph) -> Subgraph:
    """The subgraph of such a graph; of a foreign one as much as its attributes say.

    A node wants ``name`` and ``label``, an edge ``predicate``; a node's label may also follow from an id such as
    ``method:gcn``. InvalidRecordError for attributes of the wrong type.
    """
    from pydantic import TypeAdapter, ValidationError

    whole = {name: _unpacked(value) for name, value in graph.graph.items()}
    try:
        things = [_thing(str(one), facts) for one, facts in graph.nodes(data=True)]
        edges = sorted(graph.edges(data=True), key=lambda edge: _rank(edge[2]))
        claims = [_claim(str(a), str(b), facts) for a, b, facts in edges]
        sources = TypeAdapter(list[Source]).validate_python(whole.get("papers") or [])
        known = {source.id: source for source in sources}
        for claim, (_, _, facts) in zip(claims, edges, strict=True):
            title = str(facts.get("title") or claim.paper)
            known.setdefault(claim.paper, Source(claim.paper, title, claim.year))
        return TypeAdapter(Subgraph).validate_python(
            Subgraph(
                title=str(whole.get("title") or ""),
                things=tuple(things),
                claims=tuple(claims),
                sources=known,
                focus=tuple(map(str, whole.get("focus") or ())),
                chains=tuple(tuple(map(str, chain)) for chain in whole.get("chains") or ()),
                shape=whole.get("shape") or "layered",
                notes=tuple(map(str, whole.get("notes") or ())),
            )
        )
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"]))
        raise InvalidRecordError(f"graph: {where}: {problem['msg']}") from None


def _unpacked(value: Any) -> Any:
    """A list that a format without lists keeps as JSON."""
    if isinstance(value, str) and value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _rank(facts: dict[str, Any]) -> int:
    rank = facts.get("rank")
    return rank if isinstance(rank, int) else 0


def _thing(one: str, facts: dict[str, Any]) -> Thing:
    from pydantic import TypeAdapter

    label = facts.get("type") or facts.get("label") or label_of(one)
    data = {"id": one, "label": label, "name": str(facts.get("name") or facts.get("title") or one)}
    data |= {key: facts[key] for key in ("papers", "first_year") if facts.get(key) is not None}
    return TypeAdapter(Thing).validate_python(data)


def _claim(subject: str, obj: str, facts: dict[str, Any]) -> Claim:
    from pydantic import TypeAdapter

    data: dict[str, Any] = {"subject": subject, "object": obj, "paper": ""}
    data["predicate"] = str(facts.get("predicate") or facts.get("label") or facts.get("type") or "")
    given = ("paper", "year", "sentence", "evidence", "confidence")
    data |= {key: facts[key] for key in given if facts.get(key) is not None}
    if isinstance(data.get("evidence"), str):
        data["evidence"] = data["evidence"].splitlines()
    return TypeAdapter(Claim).validate_python(data)


def label_of(node_id: str) -> str:
    """The label in an id such as ``method:gcn``; a paper's ids begin with the kind of identifier."""
    from graph.vocabulary import NODE_KINDS, PAPER

    head = node_id.partition(":")[0]
    return next(
        (label for label in NODE_KINDS if label.lower() == head), PAPER if head in _PAPER_IDS else "Concept"
    )


_PAPER_IDS = ("doi", "arxiv", "title")
