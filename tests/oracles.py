"""What each canned query must answer, computed from the rows of a graph in plain Python."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise, permutations
from typing import Any, NamedTuple

from graph.tables import ClaimEdge, Graph
from graph.vocabulary import CLAIM_PREDICATES, PAPER

Parameters = dict[str, Any]
Row = dict[str, Any]


class Claim(NamedTuple):
    """A claim with the nodes at its ends."""

    predicate: str
    subject: Any
    object: Any
    subject_label: str
    object_label: str
    edge: ClaimEdge


class World:
    """A graph with its claims at hand."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes = {label: {node.id: node for node in nodes} for label, nodes in graph.nodes.items()}
        self.claims = [
            Claim(predicate, self.nodes[s][edge.subject], self.nodes[o][edge.object], s, o, edge)
            for (predicate, s, o), edges in graph.edges.items()
            if predicate in CLAIM_PREDICATES
            for edge in edges
        ]

    def kept(self, parameters: Parameters, *predicates: str) -> list[Claim]:
        """Claims of these predicates that pass the common filters."""
        return [
            claim
            for claim in self.claims
            if claim.predicate in predicates
            and claim.edge.confidence >= parameters["min_confidence"]
            and (claim.edge.year or 0) >= parameters["since"]
        ]

    def row(self, claim: Claim, **more: Any) -> Row:
        """The columns that every row of a claim has."""
        edge, paper = claim.edge, self.nodes[PAPER][claim.edge.paper_id]
        return {
            "paper": paper.id,
            "title": paper.title,
            "year": paper.year,
            "url": paper.url,
            "source": paper.source,
            "sentence": edge.sentence,
            "evidence": edge.evidence,
            "evidence_spans": edge.evidence_spans,
            "subject_span": edge.subject_span,
            "object_span": edge.object_span,
            "confidence": edge.confidence,
            "subject_id": edge.subject,
            "predicate": claim.predicate,
            "object_id": edge.object,
            **more,
        }


def _best_first(row: Row) -> tuple[float, int]:
    return (-row["confidence"], -(row["year"] or 0))


def _claims_on(predicate: str, subject: str, obj: str, parameter: str, at: str) -> Callable[..., list[Row]]:
    """Claims whose subject or object is one of the given nodes; ends by name in columns ``subject``, ``obj``."""

    def oracle(world: World, parameters: Parameters) -> list[Row]:
        rows = [
            world.row(claim, **{subject: claim.subject.name, obj: claim.object.name})
            for claim in world.kept(parameters, predicate)
            if claim.subject_label.lower() == subject and claim.object_label.lower() == obj
            if getattr(claim, at).id in parameters[parameter]
        ]
        rows.sort(key=lambda r: (*_best_first(r), r[subject], r[obj], r["subject_id"], r["object_id"], r["paper"]))
        return rows[: parameters["limit"]]

    return oracle


def _proposals(world: World, parameters: Parameters) -> list[Row]:
    rows = [
        world.row(claim, proposed=claim.object.name, type=claim.object_label)
        for claim in world.kept(parameters, "PROPOSES")
        if claim.subject.id in parameters["paper"]
    ]
    rows.sort(key=lambda r: (*_best_first(r), r["proposed"], r["subject_id"], r["object_id"]))
    return rows[: parameters["limit"]]


def _datasets(world: World, parameters: Parameters) -> list[Row]:
    rows = []
    for applied in world.kept(parameters, "APPLIED_TO"):
        if applied.object.id not in parameters["task"]:
            continue
        for evaluated in world.kept(parameters, "EVALUATED_ON"):
            same = evaluated.subject == applied.subject and evaluated.edge.paper_id == applied.edge.paper_id
            if same:
                row = world.row(
                    evaluated,
                    dataset=evaluated.object.name,
                    task=applied.object.name,
                    method=evaluated.subject.name,
                    task_sentence=applied.edge.sentence,
                )
                row["confidence"] = min(row["confidence"], applied.edge.confidence)
                rows.append((row, applied.object.id))
    rows.sort(
        key=lambda pair: (
            *_best_first(pair[0]),
            *(pair[0][name] for name in ("dataset", "task", "method", "subject_id", "object_id")),
            pair[1],
            pair[0]["paper"],
        )
    )
    return [row for row, _ in rows[: parameters["limit"]]]


def _lineage(world: World, parameters: Parameters) -> list[Row]:
    begin, seen, rows = set(parameters["method"]), set(parameters["method"]), []
    for hops in (1, 2, 3):
        step = [
            world.row(claim, hops=hops, ancestor=claim.object.name, method=claim.subject.name)
            for claim in world.kept(parameters, "BASED_ON")
            if claim.subject.id in begin and claim.object.id not in seen
        ]
        step.sort(
            key=lambda r: (
                *_best_first(r),
                *(r[name] for name in ("ancestor", "method", "subject_id", "object_id", "paper")),
            )
        )
        rows += step
        begin = {row["object_id"] for row in step}
        seen |= begin
    return rows[: parameters["limit"]]


def _comparison(world: World, parameters: Parameters) -> list[Row]:
    one, other = set(parameters["method"]), set(parameters["other"])

    def across(a: str, b: str) -> bool:
        return (a in one and b in other) or (a in other and b in one)

    def row(claim: Claim) -> Row:
        return world.row(claim, subject=claim.subject.name, object=claim.object.name)

    direct = [
        row(claim)
        for claim in world.kept(parameters, "OUTPERFORMS", "COMPARED_WITH", "BASED_ON", "IS_A")
        if claim.subject_label == claim.object_label == "Method" and across(claim.subject.id, claim.object.id)
    ]
    ends = ("subject", "predicate", "object", "subject_id", "object_id", "paper")
    direct.sort(key=lambda r: (*_best_first(r), *(r[name] for name in ends)))
    about = [
        claim
        for claim in world.kept(parameters, "ADDRESSES", "SUFFERS_FROM", "APPLIED_TO", "EVALUATED_ON")
        if claim.subject_label == "Method"
    ]
    shared = [
        row(claim)
        for claim in about
        if any(
            claim.predicate == twin.predicate
            and claim.object.id == twin.object.id
            and claim.subject.id != twin.subject.id
            and across(claim.subject.id, twin.subject.id)
            for twin in about
        )
    ]
    shared.sort(
        key=lambda r: (
            r["predicate"],
            r["object"],
            r["object_id"],
            *_best_first(r),
            *(r[name] for name in ("subject", "subject_id", "paper")),
        )
    )
    limit = parameters["limit"]
    return [*direct[:limit], *shared[:limit]][:limit]


Between = dict[tuple[str, str], dict[str, list[Claim]]]
"""Claims by their two ends (either way round) and predicate."""

_LINKING = [name for name in CLAIM_PREDICATES if name != "PROPOSES"]


def _paths(world: World, parameters: Parameters) -> list[Row]:
    between: Between = defaultdict(lambda: defaultdict(list))
    for claim in world.kept(parameters, *_LINKING):
        between[claim.subject.id, claim.object.id][claim.predicate].append(claim)
        between[claim.object.id, claim.subject.id][claim.predicate].append(claim)
    nodes = sorted({node for pair in between for node in pair})
    for length in (1, 2, 3):
        chains = [
            (_strength(between, chain, named), chain, named)
            for inner in permutations(nodes, length - 1)
            for first in parameters["from"]
            for last in parameters["to"]
            if len({first, *inner, last}) == length + 1
            for chain in [(first, *inner, last)]
            for named in _predicates_along(between, chain)
        ]
        if chains:
            chains.sort(key=lambda chain: (-chain[0], chain[1], chain[2]))
            return [
                row
                for number, (_, chain, named) in enumerate(chains[: parameters["limit"]], start=1)
                for row in _hops(world, between, number, chain, named)
            ]
    return []


def _strength(between: Between, chain: tuple[str, ...], named: tuple[str, ...]) -> float:
    hops = zip(pairwise(chain), named, strict=True)
    return min(max(claim.edge.confidence for claim in between[pair][predicate]) for pair, predicate in hops)


def _predicates_along(between: Between, chain: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for pair in pairwise(chain):
        found = [(*named, predicate) for named in found for predicate in between.get(pair, ())]
    return found


def _hops(
    world: World, between: Between, number: int, chain: tuple[str, ...], named: tuple[str, ...]
) -> Iterator[Row]:
    for hop, (pair, predicate) in enumerate(zip(pairwise(chain), named, strict=True), start=1):
        made = sorted(
            between[pair][predicate],
            key=lambda c: (-c.edge.confidence, -(c.edge.year or 0), c.subject.id, c.object.id, c.edge.paper_id),
        )
        best = made[0]
        yield world.row(
            best,
            path=number,
            hop=hop,
            subject=best.subject.name,
            object=best.object.name,
            papers=sum(claim.subject.id == best.subject.id for claim in made),
        )


ORACLES: dict[str, Callable[[World, Parameters], list[Row]]] = {
    "methods_for_problem": _claims_on("ADDRESSES", "method", "problem", "problem", "object"),
    "problems_of_method": _claims_on("SUFFERS_FROM", "method", "problem", "method", "subject"),
    "problems_of_task": _claims_on("SUFFERS_FROM", "task", "problem", "task", "subject"),
    "methods_for_task": _claims_on("APPLIED_TO", "method", "task", "task", "object"),
    "proposals_of_paper": _proposals,
    "datasets_for_task": _datasets,
    "lineage_of_method": _lineage,
    "comparison_of_methods": _comparison,
    "path_between": _paths,
}


def random_parameters(rng: random.Random, query: Any, graph: Graph) -> Parameters:
    """Values for a query: nodes of the graph (and now and then one that is not there), sharp and loose filters."""
    parameters: Parameters = {}
    for name, declared in query.parameters.items():
        if declared.kind in ("entity", "paper"):
            ids = [n.id for label in declared.types or (PAPER,) for n in graph.nodes[label]] + ["method:nowhere"]
            parameters[name] = tuple(rng.sample(ids, min(len(ids), rng.choice((1, 1, 1, 2, 4)))))
    parameters["since"] = rng.choice((0, 0, 0, 2019, 2020, 2024))
    parameters["min_confidence"] = rng.choice((0.0, 0.0, 0.3, 0.5, 0.9, 1.0))
    parameters["limit"] = rng.choice((1, 2, 5, 20, 20, 1000))
    return parameters
