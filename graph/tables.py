"""The graph as rows: one row type a kind of node or edge, whose fields are the properties in every store."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.vocabulary import ENTITY_TYPES, MENTIONS, PAPER, PREDICATES, REPORTS, RESULT


class PaperNode(NamedTuple):
    """A paper, joined from all its copies. ``aliases`` are the ids that it had or could have."""

    id: str
    title: str
    abstract: str
    year: int | None
    published: str | None
    url: str | None
    doi: str | None
    arxiv_id: str | None
    venue: str | None
    source: str | None
    authors: list[str]
    n_authors: int | None
    aliases: list[str]


class EntityNode(NamedTuple):
    """A method, dataset, task, problem, metric or concept over all papers.

    ``aliases`` are the surface forms met in the papers, commonest first; ``keys`` their folded forms.
    ``papers`` counts the papers that mention it, ``first_year`` is the earliest stated year among them.
    ``alias_reasons`` says of each alias why it is one (see ``graph.alias_reasons``), ``alias_papers`` which
    paper vouches for it (nothing where the letters do), ``alias_spans`` one after the other the start and end
    there (two zeros where nowhere).
    """

    id: str
    name: str
    aliases: list[str]
    keys: list[str]
    papers: int
    first_year: int | None
    alias_reasons: list[str] = []  # noqa: RUF012  a tuple's default, never changed
    alias_papers: list[str] = []  # noqa: RUF012  likewise
    alias_spans: list[int] = []  # noqa: RUF012  likewise


class ResultNode(NamedTuple):
    """One stated figure of one paper, with the sentence that states it and its start and end."""

    id: str
    value: str
    number: float | None
    unit: str | None
    sentence: str
    span: list[int]
    confidence: float
    paper_id: str


class ClaimEdge(NamedTuple):
    """One claim of one paper, from the subject's node id to the object's.

    ``evidence`` holds one to three sentences in text order, ``sentence`` among them; ``evidence_spans`` their
    starts and ends one after the other; ``subject_span`` and ``object_span`` a start and an end, or nothing.
    All offsets count in the paper's text: title, a line break, abstract.
    """

    subject: str
    object: str
    paper_id: str
    paper_title: str
    year: int | None
    sentence: str
    evidence: list[str]
    evidence_spans: list[int]
    subject_span: list[int]
    object_span: list[int]
    confidence: float
    extractor: str
    status: str


class MentionEdge(NamedTuple):
    """A paper speaks of an entity ``occurrences`` times, first at ``span`` (start, end)."""

    subject: str
    object: str
    paper_id: str
    occurrences: int
    span: list[int]


class ReportEdge(NamedTuple):
    """Ties a result to its paper, and to the method, dataset, metric and task that it is about."""

    subject: str
    object: str
    paper_id: str
    confidence: float


Node = PaperNode | EntityNode | ResultNode
Edge = ClaimEdge | MentionEdge | ReportEdge
Ends = tuple[str, str, str]
"""Predicate, label of the subject, label of the object."""

NODE_ROWS: dict[str, type[Node]] = {
    PAPER: PaperNode,
    **dict.fromkeys(ENTITY_TYPES, EntityNode),
    RESULT: ResultNode,
}
EDGE_ROWS: dict[str, type[Edge]] = {
    name: {MENTIONS: MentionEdge, REPORTS: ReportEdge}.get(name, ClaimEdge) for name in PREDICATES
}
UNREVIEWED = "unreviewed"
"""Status of a claim that no person has looked at."""


def _all_ends() -> Iterator[Ends]:
    for predicate in PREDICATES.values():
        for subject, obj in predicate.ends:
            yield predicate.name, subject, obj


Table = str | Ends
"""A kind of node by its label, or of edge by its ends."""


@dataclass(frozen=True, slots=True)
class Graph:
    """All nodes by label and all edges by their ends, each list sorted: equal graphs compare equal."""

    nodes: dict[str, list[Node]] = field(default_factory=lambda: {label: [] for label in NODE_ROWS})
    edges: dict[Ends, list[Edge]] = field(default_factory=lambda: {ends: [] for ends in _all_ends()})

    def rows(self) -> Iterator[tuple[Table, Node | Edge]]:
        """Every row, with the table that it is of."""
        for label, nodes in self.nodes.items():
            for node in nodes:
                yield label, node
        for ends, edges in self.edges.items():
            for edge in edges:
                yield ends, edge
