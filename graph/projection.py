"""The graph that follows from a collection: a pure function, the same for any order of the records."""

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any

from graph.alias_reasons import Reason, Source, reason_by_wording
from graph.collection import Collection
from graph.extraction import Entity, ResultFigure, Triple
from graph.naming import Named, Names, NodeNames, surface_forms
from graph.paper import Paper
from graph.records import ExtractionRecord
from graph.sentences import sentence_around
from graph.tables import (
    UNREVIEWED,
    ClaimEdge,
    EntityNode,
    Graph,
    MentionEdge,
    PaperNode,
    ReportEdge,
    ResultNode,
)
from graph.vocabulary import MENTIONS, PAPER, PREDICATES, REPORTS, RESULT

_RESULT_ROLES = ("method", "dataset", "metric", "task")


def project(collection: Collection) -> Graph:
    """Make the graph of all papers that are in, with the names that all of them together give."""
    with _no_search_for_cycles():
        return _project(collection)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Millions of rows come into being and none goes: looking through them again and again took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _project(collection: Collection) -> Graph:
    names = Names()
    for paper, extraction in _read(collection):
        if extraction:
            names.learn(paper, extraction.entities)
    names.settle()
    graph, nodes = Graph(), _EntityNodes(names)
    for paper, extraction in _read(collection):
        graph.nodes[PAPER].append(_paper_node(paper))
        if extraction:
            _PaperProjection(graph, nodes, names, paper, extraction).run()
    nodes.write_to(graph)
    for node_rows in graph.nodes.values():
        node_rows.sort(key=lambda row: row.id)
    for edge_rows in graph.edges.values():
        edge_rows.sort(key=lambda row: (row.subject, row.object, row.paper_id))
    return graph


def _read(collection: Collection) -> Iterator[tuple[Paper, ExtractionRecord | None]]:
    for paper in collection.papers().values():
        yield paper, collection.extraction(paper)


def _paper_node(paper: Paper) -> PaperNode:
    values: dict[str, Any] = {name: getattr(paper, name) for name in PaperNode._fields}
    return PaperNode(**values | {"authors": list(paper.authors), "aliases": list(paper.aliases)})


class _EntityNodes:
    """Entity nodes as they grow over the papers."""

    def __init__(self, names: Names) -> None:
        self._resolver = names
        self._names: dict[Named, NodeNames] = defaultdict(NodeNames)
        self._sources: dict[tuple[Named, str], Source] = {}

    def add(self, node: Named, forms: dict[str, int], year: int | None) -> None:
        self._names[node].add(forms, year)

    def vouch(self, node: Named, entity: Entity, paper: Paper) -> None:
        """Remember where the forms that do not lead to the node by their letters are said to be of one thing."""
        places = {m.text: m for m in reversed(entity.mentions)}
        for form in {entity.name, *places}:
            if not self._resolver.is_wording_of(form, node):
                source = self._resolver.definition_of(form, node, paper)
                if source is None:
                    place = places.get(form, entity.mentions[0])
                    source = Source(True, paper.year or 9999, paper.id, place.start, place.end)
                self._sources[node, form] = min(source, self._sources.get((node, form), source))

    def write_to(self, graph: Graph) -> None:
        for node, names in self._names.items():
            long = self._resolver.long_name(node)
            if long is not None and not any(map(self._resolver.is_wording_of, names.forms, repeat(node))):
                names.forms[long] = 0
            name, aliases = names.display(node), names.aliases()
            reasons = [self._reason(node, alias, name) for alias in aliases]
            graph.nodes[node.type].append(
                EntityNode(
                    id=node.id,
                    name=name,
                    aliases=aliases,
                    keys=sorted({node.key, *names.keys(node.type)}),
                    papers=names.papers,
                    first_year=names.first_year,
                    alias_reasons=[reason for reason, _ in reasons],
                    alias_papers=[source.paper_id if source else "" for _, source in reasons],
                    alias_spans=[
                        offset
                        for _, source in reasons
                        for offset in ((source.start, source.end) if source else (0, 0))
                    ],
                )
            )

    def _reason(self, node: Named, alias: str, name: str) -> tuple[Reason, Source | None]:
        by_wording = reason_by_wording(node.type, alias, name)
        if by_wording:
            return by_wording, None
        source = self._sources.get((node, alias)) or self._resolver.definition_of(name, node, None)
        if source is None:
            return "wording", None
        return ("same in paper" if source.by_mention else "abbreviation"), source


class _PaperProjection:
    """Nodes and edges that one paper's extraction gives."""

    def __init__(
        self, graph: Graph, nodes: _EntityNodes, names: Names, paper: Paper, extraction: ExtractionRecord
    ) -> None:
        self._graph, self._nodes, self._paper, self._extraction = graph, nodes, paper, extraction
        self._sentences: dict[str, str] = {}  # one string for all claims that rest on it
        self._node_of = {entity.id: names.resolve(entity, paper) for entity in extraction.entities}
        # The subject of PROPOSES is the id that the paper had when it was read.
        self._ends = {i: (node.type, node.id) for i, node in self._node_of.items()}
        self._ends[extraction.paper_id] = (PAPER, paper.id)

    def run(self) -> None:
        self._add_mentions()
        self._add_claims()
        self._add_results()

    def _add_mentions(self) -> None:
        met: dict[Named, list[Entity]] = defaultdict(list)
        for entity in self._extraction.entities:
            node = self._node_of[entity.id]
            met[node].append(entity)
            self._nodes.vouch(node, entity, self._paper)
        for node, entities in met.items():
            self._nodes.add(node, surface_forms(entities), self._paper.year)
            found = {(m.start, m.end) for entity in entities for m in entity.mentions}
            self._graph.edges[MENTIONS, PAPER, node.type].append(
                MentionEdge(self._paper.id, node.id, self._paper.id, len(found), list(min(found)))
            )

    def _add_claims(self) -> None:
        best: dict[tuple[tuple[str, str], str, tuple[str, str]], Triple] = {}
        for triple in self._extraction.triples:
            subject, obj = self._ends[triple.subject], self._ends[triple.object]
            if PREDICATES[triple.predicate].symmetric and obj[1] < subject[1]:
                subject, obj = obj, subject
                triple = _turned(triple)
            claim = (subject, triple.predicate, obj)
            if subject != obj and (claim not in best or _strength(triple) > _strength(best[claim])):
                best[claim] = triple
        for (subject, predicate, obj), triple in best.items():
            self._graph.edges[predicate, subject[0], obj[0]].append(self._claim(subject[1], obj[1], triple))

    def _claim(self, subject: str, obj: str, triple: Triple) -> ClaimEdge:
        text, kept = self._paper.text, self._sentences
        evidence = [text[e.start : e.end] for e in triple.evidence]
        return ClaimEdge(
            subject=subject,
            object=obj,
            paper_id=self._paper.id,
            paper_title=self._paper.title,
            year=self._paper.year,
            sentence=kept.setdefault(triple.sentence, triple.sentence),
            evidence=[kept.setdefault(sentence, sentence) for sentence in evidence],
            evidence_spans=[offset for e in triple.evidence for offset in (e.start, e.end)],
            subject_span=list(triple.subject_span or ()),
            object_span=list(triple.object_span or ()),
            confidence=triple.confidence,
            extractor=self._extraction.extractor,
            status=UNREVIEWED,
        )

    def _add_results(self) -> None:
        numbers: dict[tuple[int, int], int] = defaultdict(int)
        seen: set[tuple[int, int, tuple[str, ...]]] = set()
        for result in sorted(self._extraction.results, key=lambda r: (r.start, r.end, r.model_dump_json())):
            about = [self._ends[end] for role in _RESULT_ROLES if (end := getattr(result, role))]
            identity = (result.start, result.end, tuple(node_id for _, node_id in about))
            if identity in seen:
                continue
            seen.add(identity)
            place = (result.start, result.end)
            numbers[place] += 1
            row = self._result_node(result, numbers[place])
            self._graph.nodes[RESULT].append(row)
            for ends, subject, obj in (
                ((PAPER, RESULT), self._paper.id, row.id),
                *(((RESULT, label), row.id, node_id) for label, node_id in about),
            ):
                edge = ReportEdge(subject, obj, self._paper.id, row.confidence)
                self._graph.edges[(REPORTS, *ends)].append(edge)

    def _result_node(self, result: ResultFigure, number: int) -> ResultNode:
        suffix = "" if number == 1 else f":{number}"
        return ResultNode(
            id=f"result:{self._paper.id}:{result.start}-{result.end}{suffix}",
            value=result.value,
            number=result.number,
            unit=result.unit,
            sentence=sentence_around(self._paper.text, result.start, result.end),
            span=[result.start, result.end],
            confidence=result.confidence,
            paper_id=self._paper.id,
        )


def _strength(triple: Triple) -> tuple[float, int, str]:
    """What makes one of two triples with the same ends the claim: confidence, then the earlier place."""
    return (triple.confidence, -triple.start, triple.model_dump_json())


def _turned(triple: Triple) -> Triple:
    return triple.model_copy(
        update={
            "subject": triple.object,
            "object": triple.subject,
            "subject_span": triple.object_span,
            "object_span": triple.subject_span,
        }
    )
