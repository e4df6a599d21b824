"""The graph that follows from a collection: a pure function, the same for any order of the records."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import repeat
from typing import Any, NamedTuple

from graph.alias_reasons import Source
from graph.collection import Collection
from graph.extraction import Entity, ResultFigure, Triple
from graph.ledger import Claim, Ledger
from graph.name_claims import NameClaims, name_claims
from graph.naming import Names
from graph.node_names import Named, Naming, NodeNames, surface_forms
from graph.paper import Paper
from graph.records import ExtractionRecord
from graph.senses import Question
from graph.sentences import sentence_around
from graph.settling import settle_anew
from graph.tables import (
    UNREVIEWED,
    ClaimEdge,
    Edge,
    Ends,
    Graph,
    MentionEdge,
    Node,
    PaperNode,
    ReportEdge,
    ResultNode,
    Table,
)
from graph.vocabulary import CLAIM_PREDICATES, MENTIONS, PAPER, PREDICATES, PROPOSES, REPORTS, RESULT

_RESULT_ROLES = ("method", "dataset", "metric", "task")


class Read(NamedTuple):
    """A paper and its extraction, if it has one."""

    paper: Paper
    extraction: ExtractionRecord | None

    @property
    def names(self) -> NameClaims:
        """What it says of names: only what was read is heard."""
        return name_claims(self.paper, self.extraction.entities) if self.extraction else NO_NAMES


NO_NAMES = NameClaims({}, Counter())


def project(collection: Collection) -> Graph:
    """Make the graph of all papers that are in, with the names that all of them together give."""
    graph = Graph()
    with _no_search_for_cycles():
        for table, row in project_rows(collection):
            if isinstance(table, str):
                graph.nodes[table].append(row)  # type: ignore[arg-type]  # a label's rows are nodes
            else:
                graph.edges[table].append(row)  # type: ignore[arg-type]  # and ends belong to edges
        for node_rows in graph.nodes.values():
            node_rows.sort(key=lambda row: row.id)
        for edge_rows in graph.edges.values():
            edge_rows.sort(key=lambda row: (row.subject, row.object, row.paper_id))
    return graph


def project_rows(collection: Collection) -> Iterator[tuple[Table, Node | Edge]]:
    """The same row by row, so that it need not fit into memory: paper by paper, then the nodes that they share."""
    with _no_search_for_cycles(), closing(Ledger()) as ledger:
        settle_anew(ledger, ((read.paper, read.names) for read in every_read(collection)))
        names = Names(ledger)
        nodes: dict[Named, NodeNames] = defaultdict(NodeNames)
        for read in every_read(collection):
            rows = rows_of(names, read)
            yield PAPER, rows.paper
            yield from zip(repeat(RESULT), rows.results)
            yield from rows.edges
            for node, naming in rows.namings.items():
                nodes[node].add(naming)
        for node, called in nodes.items():
            yield node.type, called.row(node)


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


def every_read(collection: Collection) -> Iterator[Read]:
    """All papers in order of their ids."""
    for paper in collection.papers().values():
        yield Read(paper, collection.extraction(paper))


class PaperRows(NamedTuple):
    """What one paper gives: rows of its own, what it calls the nodes, and the questions on names that it asked."""

    paper: PaperNode
    results: list[ResultNode]
    edges: list[tuple[Ends, Edge]]
    namings: dict[Named, Naming]
    rests_on: frozenset[Question]

    @property
    def claims(self) -> set[Claim]:
        """What is said of two entities, which other papers may say too."""
        nodes = {node.id: node for node in self.namings}
        return {
            (ends[0], nodes[edge.subject], nodes[edge.object])
            for ends, edge in self.edges
            if ends[0] in CLAIM_PREDICATES and ends[0] != PROPOSES
        }


def rows_of(names: Names, read: Read) -> PaperRows:
    """The rows of a paper, with the names that all papers together give."""
    if read.extraction is None:
        return PaperRows(_paper_node(read.paper), [], [], {}, frozenset())
    return _Rows(names, read.paper, read.extraction).rows()


def _paper_node(paper: Paper) -> PaperNode:
    values: dict[str, Any] = {name: getattr(paper, name) for name in PaperNode._fields}
    return PaperNode(**values | {"authors": list(paper.authors), "aliases": list(paper.aliases)})


class _Rows:
    """Nodes and edges that one paper's extraction gives, as they are made."""

    def __init__(self, names: Names, paper: Paper, extraction: ExtractionRecord) -> None:
        self._paper, self._extraction = paper, extraction
        self._names = names.within(paper, extraction.entities)
        self._results: list[ResultNode] = []
        self._edges: list[tuple[Ends, Edge]] = []
        self._sentences: dict[str, str] = {}  # one string for all claims that rest on it
        self._resolved = {entity.id: self._names.resolve(entity) for entity in extraction.entities}
        # The subject of PROPOSES is the id that the paper had when it was read.
        self._ends = {i: (node.type, node.id) for i, (node, _) in self._resolved.items()}
        self._ends[extraction.paper_id] = (PAPER, paper.id)

    def rows(self) -> PaperRows:
        """All of them."""
        namings = self._add_mentions()
        self._add_claims()
        self._add_results()
        rests_on = frozenset(self._names.rests_on)
        return PaperRows(_paper_node(self._paper), self._results, self._edges, namings, rests_on)

    def _add_mentions(self) -> dict[Named, Naming]:
        met: dict[Named, list[Entity]] = defaultdict(list)
        for entity in self._extraction.entities:
            met[self._resolved[entity.id].node].append(entity)
        namings = {}
        for node, entities in met.items():
            namings[node] = self._naming(node, entities)
            found = {(m.start, m.end) for entity in entities for m in entity.mentions}
            edge = MentionEdge(self._paper.id, node.id, self._paper.id, len(found), list(min(found)))
            self._edges.append(((MENTIONS, PAPER, node.type), edge))
        return namings

    def _naming(self, node: Named, entities: list[Entity]) -> Naming:
        forms, by_letters = surface_forms(entities), False
        sources: dict[str, Source] = {}
        for entity in entities:
            places = {m.text: m for m in reversed(entity.mentions)}
            for form in {entity.name, *places}:
                source = self._names.definition_of(form, node)
                if self._names.is_wording_of(form, node):
                    by_letters = True
                elif source is None:
                    place = places.get(form, entity.mentions[0])
                    source = Source(True, self._paper.year or 9999, self._paper.id, place.start, place.end)
                if source is not None:
                    sources[form] = min(source, sources.get(form, source))
        longs = {long for entity in entities if (long := self._resolved[entity.id].long)}
        return Naming(forms, sources, min(longs, default=None), self._paper.year, by_letters)

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
            self._edges.append(((predicate, subject[0], obj[0]), self._claim(subject[1], obj[1], triple)))

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
            self._results.append(row)
            for ends, subject, obj in (
                ((PAPER, RESULT), self._paper.id, row.id),
                *(((RESULT, label), row.id, node_id) for label, node_id in about),
            ):
                edge = ReportEdge(subject, obj, self._paper.id, row.confidence)
                self._edges.append(((REPORTS, *ends), edge))

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
