"""What each canned query must answer, computed from the rows of a graph in plain Python."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise, permutations
from typing import Any, NamedTuple

from graph.tables import ClaimEdge, Graph
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, MENTIONS, PAPER, REPORTS, RESULT

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

    def mentions(self, parameters: Parameters, *labels: str) -> list[tuple[Any, Any, int]]:
        """Paper, entity and occurrences of every mention in papers since the given year."""
        return [
            (paper, self.nodes[label][edge.object], edge.occurrences)
            for label in labels or ENTITY_TYPES
            for edge in self.graph.edges[MENTIONS, PAPER, label]
            for paper in [self.nodes[PAPER][edge.subject]]
            if (paper.year or 0) >= parameters.get("since", 0)
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


_LABELS = tuple(label.lower() for label in ENTITY_TYPES)


def _best_first(row: Row) -> tuple[float, int]:
    return (-row["confidence"], -(row["year"] or 0))


def _filtered(world: World, parameters: Parameters, rows: list[Row]) -> list[Row]:
    """The rows that pass "on" and "min_papers", cut off at the limit."""
    wanted = parameters.get("on", ("*",))
    if "*" not in wanted:
        speaking = {paper.id for paper, entity, _ in world.mentions({}, "Dataset") if entity.id in wanted}
        rows = [row for row in rows if row["paper"] in speaking]
    least = parameters.get("min_papers", 1)
    if least > 1:
        saying = defaultdict(set)
        for row in rows:
            if "papers" not in row:
                saying[row["subject_id"], row["predicate"], row["object_id"]].add(row["paper"])
        rows = [
            row
            for row in rows
            if (
                row["papers"]
                if "papers" in row
                else len(saying[row["subject_id"], row["predicate"], row["object_id"]])
            )
            >= least
        ]
    return rows[: parameters["limit"]]


def _claims_on(
    predicate: str | tuple[str, ...], subject: str, obj: str, parameter: str, at: str
) -> Callable[..., list[Row]]:
    """Claims whose subject or object is one of the given nodes; ends by name in columns ``subject``, ``obj``."""

    def oracle(world: World, parameters: Parameters) -> list[Row]:
        rows = [
            world.row(claim, **{subject: claim.subject.name, obj: claim.object.name})
            for claim in world.kept(parameters, *([predicate] if isinstance(predicate, str) else predicate))
            if subject not in _LABELS or claim.subject_label.lower() == subject
            if obj not in _LABELS or claim.object_label.lower() == obj
            if getattr(claim, at).id in parameters[parameter]
        ]
        names = (subject, obj, "subject_id", "object_id", "paper", "predicate")
        rows.sort(key=lambda r: (*_best_first(r), *(r[name] for name in names)))
        return _filtered(world, parameters, rows)

    return oracle


def _proposals(world: World, parameters: Parameters) -> list[Row]:
    rows = [
        world.row(claim, proposed=claim.object.name, type=claim.object_label)
        for claim in world.kept(parameters, "PROPOSES")
        if claim.subject.id in parameters["paper"]
    ]
    rows.sort(key=lambda r: (*_best_first(r), r["proposed"], r["subject_id"], r["object_id"]))
    return _filtered(world, parameters, rows)


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
    return _filtered(world, parameters, [row for row, _ in rows])


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
    return _filtered(world, parameters, rows)


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
    return _filtered(world, parameters, [*direct, *shared])


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


def _descendants(world: World, parameters: Parameters) -> list[Row]:
    begin, seen, rows = set(parameters["method"]), set(parameters["method"]), []
    for hops in (1, 2, 3):
        step = [
            world.row(claim, hops=hops, method=claim.subject.name, ancestor=claim.object.name)
            for claim in world.kept(parameters, "BASED_ON")
            if claim.object.id in begin and claim.subject.id not in seen
        ]
        ends = ("method", "ancestor", "subject_id", "object_id", "paper")
        step.sort(key=lambda r: (*_best_first(r), *(r[name] for name in ends)))
        rows += step
        begin = {row["subject_id"] for row in step}
        seen |= begin
    return _filtered(world, parameters, rows)


def _shared_problems(world: World, parameters: Parameters) -> list[Row]:
    one, other = set(parameters["method"]), set(parameters["other"])
    claims = [claim for claim in world.kept(parameters, "SUFFERS_FROM") if claim.subject_label == "Method"]
    rows = [
        world.row(claim, subject=claim.subject.name, object=claim.object.name)
        for claim in claims
        if any(
            twin.object.id == claim.object.id
            and twin.subject.id != claim.subject.id
            and (
                (claim.subject.id in one and twin.subject.id in other)
                or (claim.subject.id in other and twin.subject.id in one)
            )
            for twin in claims
        )
    ]
    rows.sort(
        key=lambda r: (r["object"], r["object_id"], *_best_first(r), r["subject"], r["subject_id"], r["paper"])
    )
    return _filtered(world, parameters, rows)


def _tradeoff(world: World, parameters: Parameters) -> list[Row]:
    good = [c for c in world.kept(parameters, "ADDRESSES") if c.object.id in parameters["problem"]]
    bad = [
        c
        for c in world.kept(parameters, "SUFFERS_FROM")
        if c.object.id in parameters["other"] and c.subject_label == "Method"
    ]
    both = {c.subject.id for c in good} & {c.subject.id for c in bad}
    rows = [
        world.row(c, method=c.subject.name, problem=c.object.name) for c in (*good, *bad) if c.subject.id in both
    ]
    rows.sort(
        key=lambda r: (
            *(r[name] for name in ("method", "subject_id", "predicate")),
            *_best_first(r),
            *(r[name] for name in ("problem", "object_id", "paper")),
        )
    )
    return _filtered(world, parameters, rows)


def _uses_of_dataset(world: World, parameters: Parameters) -> list[Row]:
    rows = []
    for used in world.kept({**parameters, "since": 0}, "EVALUATED_ON", "TRAINED_ON"):
        for applied in world.kept(parameters, "APPLIED_TO"):
            same = used.subject == applied.subject and used.edge.paper_id == applied.edge.paper_id
            if same and used.object.id in parameters["dataset"]:
                row = world.row(
                    applied,
                    task=applied.object.name,
                    dataset=used.object.name,
                    method=applied.subject.name,
                    dataset_sentence=used.edge.sentence,
                )
                row["confidence"] = min(row["confidence"], used.edge.confidence)
                rows.append((row, used.object.id, used.predicate))
    rows.sort(
        key=lambda found: (
            *_best_first(found[0]),
            *(found[0][name] for name in ("task", "dataset", "method", "subject_id", "object_id")),
            *found[1:],
            found[0]["paper"],
        )
    )
    return _filtered(world, parameters, [row for row, _, _ in rows])


def _evidence(world: World, parameters: Parameters) -> list[Row]:
    rows = [
        world.row(claim, subject=claim.subject.name, object=claim.object.name)
        for claim in world.kept(parameters, *_LINKING)
        if claim.subject.id in parameters["subject"] and claim.object.id in parameters["object"]
    ]
    ends = ("subject", "object", "subject_id", "object_id", "paper")
    rows.sort(key=lambda r: (r["predicate"], *_best_first(r), *(r[name] for name in ends)))
    return _filtered(world, parameters, rows)


def _claims_of_paper(world: World, parameters: Parameters) -> list[Row]:
    rows = [
        world.row(claim, subject=claim.subject.name, object=claim.object.name)
        for claim in world.kept(parameters, *_LINKING)
        if claim.edge.paper_id in parameters["paper"]
    ]
    ends = ("subject", "predicate", "object", "subject_id", "object_id", "paper")
    rows.sort(key=lambda r: (-r["confidence"], *(r[name] for name in ends)))
    return _filtered(world, parameters, rows)


def _proposals_of_author(world: World, parameters: Parameters) -> list[Row]:
    rows = [
        world.row(claim, proposed=claim.object.name, type=claim.object_label)
        for claim in world.kept(parameters, "PROPOSES")
        if set(claim.subject.authors) & set(parameters["author"])
    ]
    rows.sort(key=lambda r: (*_best_first(r), r["proposed"], r["subject_id"], r["object_id"]))
    return _filtered(world, parameters, rows)


_LOWER_IS_BETTER = ("metric:perplexity",)  # of the names that random graphs know


def _results(*given: str) -> Callable[..., list[Row]]:
    """Figures that are about all the given things, by metric."""

    def oracle(world: World, parameters: Parameters) -> list[Row]:
        about: dict[str, dict[str, Any]] = defaultdict(dict)
        for label in ("Method", "Dataset", "Metric"):
            for edge in world.graph.edges[REPORTS, RESULT, label]:
                about[edge.subject][label.lower()] = world.nodes[label][edge.object]
        rows = []
        for result in world.graph.nodes[RESULT]:
            ends, paper = about[result.id], world.nodes[PAPER][result.paper_id]
            kept = (
                len(ends) == 3
                and all("*" in parameters[name] or ends[name].id in parameters[name] for name in given)
                and result.number is not None
                and result.confidence >= parameters["min_confidence"]
                and (paper.year or 0) >= parameters["since"]
            )
            if kept:
                rows.append(
                    {
                        **{name: ends[name].name for name in ("method", "metric", "dataset")},
                        **{f"{name}_id": ends[name].id for name in ("method", "metric", "dataset")},
                        **{name: getattr(paper, name) for name in ("title", "year", "url", "source")},
                        **{n: getattr(result, n) for n in ("value", "number", "unit", "sentence", "confidence")},
                        "paper": paper.id,
                        "result": result.id,
                    }
                )
        ends = ("method", "method_id", "dataset_id", "result")
        rows.sort(
            key=lambda r: (
                r["metric"],
                r["metric_id"],
                r["number"] if r["metric_id"] in _LOWER_IS_BETTER else -r["number"],
                -r["confidence"],
                *(r[name] for name in ends),
            )
        )
        return rows[: parameters["limit"]]

    return oracle


def _years(years: Any) -> dict[str, int | None]:
    known = [year for year in years if year is not None]
    return {"first_year": min(known, default=None), "last_year": max(known, default=None)}


def _open_problems(world: World, parameters: Parameters) -> list[Row]:
    addressed = {claim.object.id for claim in world.claims if claim.predicate == "ADDRESSES"}
    found = defaultdict(list)
    for claim in world.kept(parameters, "SUFFERS_FROM"):
        if claim.object.id not in addressed:
            found[claim.object.id].append(claim)
    rows = [
        {
            "problem": claims[0].object.name,
            "papers": len({claim.edge.paper_id for claim in claims}),
            "sufferers": len({claim.subject.id for claim in claims}),
            **_years(claim.edge.year for claim in claims),
            "id": problem,
        }
        for problem, claims in found.items()
    ]
    rows.sort(key=lambda r: (-r["papers"], -r["sufferers"], r["problem"], r["id"]))
    return _filtered(world, parameters, rows)


def _timeline(world: World, parameters: Parameters) -> list[Row]:
    papers = {paper.id: paper.year for paper, e, _ in world.mentions(parameters) if e.id in parameters["thing"]}
    counted = Counter(papers.values())
    years = sorted(counted, key=lambda year: (year is None, year))
    return [{"year": year, "papers": counted[year]} for year in years][: parameters["limit"]]


def _most_connected(world: World, parameters: Parameters) -> list[Row]:
    found = defaultdict(list)
    for claim in world.kept(parameters, *_LINKING):
        found[claim.subject.id, claim.subject.name, claim.subject_label].append((claim.object.id, claim))
        found[claim.object.id, claim.object.name, claim.object_label].append((claim.subject.id, claim))
    rows = [
        {
            "name": name,
            "type": label,
            "neighbours": len({other for other, _ in claims}),
            "claims": len(claims),
            "papers": len({claim.edge.paper_id for _, claim in claims}),
            "id": node,
        }
        for (node, name, label), claims in found.items()
        if node.startswith(parameters["type"])
    ]
    rows.sort(key=lambda r: (-r["neighbours"], -r["claims"], r["id"]))
    return _filtered(world, parameters, rows)


def _rising(world: World, parameters: Parameters) -> list[Row]:
    latest = max((paper.year or 0 for paper in world.graph.nodes[PAPER]), default=0)
    rows = []
    for label in ENTITY_TYPES:
        for entity in world.graph.nodes[label]:
            years = [paper.year for paper, e, _ in world.mentions({}, label) if e.id == entity.id]
            ages = [latest - year for year in years if year is not None]
            recent = sum(age < parameters["years"] for age in ages)
            before = sum(parameters["years"] <= age < 2 * parameters["years"] for age in ages)
            if recent > before and entity.id.startswith(parameters["type"]):
                rows.append(
                    {"name": entity.name, "type": label, "recent": recent, "before": before, "id": entity.id}
                )
    rows.sort(key=lambda r: (r["before"] - r["recent"], -r["recent"], r["id"]))
    return rows[: parameters["limit"]]


def _co_occurring(world: World, parameters: Parameters) -> list[Row]:
    papers = {paper.id for paper, e, _ in world.mentions({}, "Problem") if e.id in parameters["problem"]}
    found = defaultdict(dict)
    for paper, problem, _ in world.mentions(parameters, "Problem"):
        if paper.id in papers and problem.id not in parameters["problem"]:
            found[problem.id, problem.name][paper.id] = paper.year
    rows = [
        {"problem": name, "papers": len(years), **_years(years.values()), "id": node}
        for (node, name), years in found.items()
    ]
    rows.sort(key=lambda r: (-r["papers"], r["problem"], r["id"]))
    return _filtered(world, parameters, rows)


def _sharing_methods(world: World, parameters: Parameters) -> list[Row]:
    methods = {e.id for paper, e, _ in world.mentions({}, "Method") if paper.id in parameters["paper"]}
    found = defaultdict(dict)
    for paper, method, _ in world.mentions(parameters, "Method"):
        if method.id in methods and paper.id not in parameters["paper"]:
            found[paper.id][method.id] = method.name
    rows = []
    for paper_id, names in found.items():
        paper = world.nodes[PAPER][paper_id]
        about = {name: getattr(paper, name) for name in ("title", "year", "url", "source")}
        rows.append({"paper": paper_id, **about, "shared": len(names), "methods": sorted(set(names.values()))})
    rows.sort(key=lambda r: (-r["shared"], -(r["year"] or 0), r["paper"]))
    return _filtered(world, parameters, rows)


def _papers_about(world: World, parameters: Parameters) -> list[Row]:
    found: Counter[str] = Counter()
    for paper, entity, occurrences in world.mentions(parameters):
        if entity.id in parameters["thing"]:
            found[paper.id] += occurrences
    rows = []
    for paper_id, mentions in found.items():
        paper = world.nodes[PAPER][paper_id]
        about = {name: getattr(paper, name) for name in ("title", "year", "url", "source")}
        rows.append({"paper": paper_id, **about, "mentions": mentions})
    rows.sort(key=lambda r: (-r["mentions"], -(r["year"] or 0), r["paper"]))
    return _filtered(world, parameters, rows)


def _neighbours(world: World, parameters: Parameters) -> list[Row]:
    things, found = parameters["thing"], defaultdict(list)
    for claim in world.kept(parameters, *_LINKING):
        out = claim.subject.id in things and claim.object.id.startswith(parameters["type"])
        into = (
            claim.object.id in things
            and claim.subject.id not in things
            and claim.subject.id.startswith(parameters["type"])
        )
        if out or into:
            found[claim.subject.id, claim.predicate, claim.object.id].append(claim)
    rows = [
        {
            "subject": claims[0].subject.name,
            "predicate": predicate,
            "object": claims[0].object.name,
            "papers": len({claim.edge.paper_id for claim in claims}),
            "confidence": max(claim.edge.confidence for claim in claims),
            **_years(claim.edge.year for claim in claims),
            "subject_id": subject,
            "object_id": obj,
        }
        for (subject, predicate, obj), claims in found.items()
    ]
    rows.sort(key=lambda r: (-r["papers"], -r["confidence"], r["subject_id"], r["predicate"], r["object_id"]))
    return _filtered(world, parameters, rows)


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
    "methods_with_problem": _claims_on("SUFFERS_FROM", "method", "problem", "problem", "object"),
    "outperformers_of_method": _claims_on("OUTPERFORMS", "method", "outperformed", "method", "object"),
    "outperformed_by_method": _claims_on("OUTPERFORMS", "method", "outperformed", "method", "subject"),
    "tasks_of_method": _claims_on("APPLIED_TO", "method", "task", "method", "subject"),
    "datasets_of_method": _claims_on(("EVALUATED_ON", "TRAINED_ON"), "method", "dataset", "method", "subject"),
    "methods_on_dataset": _claims_on(("EVALUATED_ON", "TRAINED_ON"), "method", "dataset", "dataset", "object"),
    "kinds_of": _claims_on("IS_A", "subject", "object", "thing", "object"),
    "descendants_of_method": _descendants,
    "shared_problems": _shared_problems,
    "methods_with_tradeoff": _tradeoff,
    "uses_of_dataset": _uses_of_dataset,
    "evidence_for_claim": _evidence,
    "claims_of_paper": _claims_of_paper,
    "proposals_of_author": _proposals_of_author,
    "leaderboard": _results("dataset", "metric"),
    "results_of_method": _results("method", "dataset", "metric"),
    "open_problems": _open_problems,
    "timeline_of": _timeline,
    "most_connected": _most_connected,
    "rising_concepts": _rising,
    "co_occurring_problems": _co_occurring,
    "papers_sharing_methods": _sharing_methods,
    "papers_about": _papers_about,
    "neighbours_of": _neighbours,
}


def random_parameters(rng: random.Random, query: Any, graph: Graph) -> Parameters:
    """Values for a query: nodes of the graph (and now and then one that is not there), sharp and loose filters."""
    parameters: Parameters = {}
    for name, declared in query.parameters.items():
        if declared.default == ("*",) or declared.default == ["*"]:
            parameters[name] = ("*",)
            if rng.random() < 0.6:
                continue
        if declared.kind in ("entity", "paper"):
            ids = [n.id for label in declared.types or (PAPER,) for n in graph.nodes[label]] + ["method:nowhere"]
            parameters[name] = tuple(rng.sample(ids, min(len(ids), rng.choice((1, 1, 1, 2, 4)))))
    values = {
        "author": (("Ann Ode", "A. Ode"), ("李 博",), ("Nobody",), ("Bo Li", "Ann Ode")),
        "type": ("", "", "method:", "problem:", "dataset:"),
        "years": (1, 2, 4, 20),
        "since": (0, 0, 0, 2019, 2020, 2024),
        "min_confidence": (0.0, 0.0, 0.3, 0.5, 0.9, 1.0),
        "min_papers": (1, 1, 1, 2, 3),
        "limit": (1, 2, 5, 20, 20, 1000),
    }
    parameters |= {name: rng.choice(choices) for name, choices in values.items() if name in query.parameters}
    return parameters
