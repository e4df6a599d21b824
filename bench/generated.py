"""A generated graph of any size, with hubs, for benchmarks."""

import random
from collections import Counter

from graph.tables import UNREVIEWED, ClaimEdge, EntityNode, Graph, MentionEdge, PaperNode, ReportEdge, ResultNode
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, MENTIONS, PAPER, PREDICATES, PROPOSES, REPORTS, RESULT

NODES_PER_PAPER = 3
MENTIONED = {"Method": 4, "Dataset": 2, "Task": 2, "Problem": 2, "Metric": 1, "Concept": 1}
"""What a paper speaks of: 12 things, of every type so many."""
CLAIMS_PER_PAPER = 8
AUTHORS_PER_PAPER = 3
PAPERS_PER_RESULT = 2

_SENTENCE = "A sentence that says what is claimed of one thing and another."


def generated_graph(n_papers: int, seed: int = 1) -> Graph:
    """``n_papers`` papers, three times as many entities, 12 mentions and 8 claims a paper, a figure in every other.

    As in real papers, all ends of a paper's claims are mentioned in it, and it proposes something. The lower its
    number, the more papers speak of an entity, and the more of them an author wrote.
    """
    chance = random.Random(seed)
    graph = Graph()
    per_type = max(max(MENTIONED.values()), NODES_PER_PAPER * n_papers // len(ENTITY_TYPES))
    ids = {label: [f"{label.lower()}:name{n}" for n in range(per_type)] for label in ENTITY_TYPES}
    claims = [(name, *ends) for name in CLAIM_PREDICATES for ends in PREDICATES[name].ends]
    for number in range(n_papers):
        paper = _paper(number, n_papers, chance)
        graph.nodes[PAPER].append(paper)
        speaks_of = {label: _some(ids[label], n, chance) for label, n in MENTIONED.items()}
        for label, mentioned in speaks_of.items():
            graph.edges[MENTIONS, PAPER, label].extend(
                MentionEdge(paper.id, entity, paper.id, 2, [10, 20]) for entity in mentioned
            )
        made = {(PROPOSES, PAPER, "Method"): {(paper.id, speaks_of["Method"][0])}}
        while sum(map(len, made.values())) < CLAIMS_PER_PAPER:
            predicate, subject, obj = ends = chance.choice(claims)
            one = paper.id if subject == PAPER else chance.choice(speaks_of[subject])
            other = chance.choice(speaks_of[obj])
            if PREDICATES[predicate].symmetric:
                one, other = sorted((one, other))
            if one != other:
                made.setdefault(ends, set()).add((one, other))
        for ends, pairs in made.items():
            graph.edges[ends].extend(_claim(one, other, paper, chance) for one, other in sorted(pairs))
        if number % PAPERS_PER_RESULT == 0:
            _add_result(graph, paper, {label: speaks_of[label][0] for label in speaks_of}, chance)
    _add_entities(graph, ids)
    return graph


def _some(ids: list[str], count: int, chance: random.Random) -> list[str]:
    """Different ones, the first of them by far the likeliest."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[ids[int(len(ids) * chance.random() ** 3)]] = None
    return list(found)


def _paper(number: int, n_papers: int, chance: random.Random) -> PaperNode:
    year = 2026 - int(27 * chance.random() ** 2)
    return PaperNode(
        id=f"title:{number:010x}",
        title=f"On thing {number}",
        abstract="A sentence that stands for an abstract. " * 25,
        year=year,
        published=str(year),
        url=f"https://example.org/{number}",
        doi=None,
        arxiv_id=None,
        venue=None,
        source=None,
        authors=[f"Ann Author{int(n_papers * chance.random() ** 2)}" for _ in range(AUTHORS_PER_PAPER)],
        n_authors=AUTHORS_PER_PAPER,
        aliases=[],
    )


def _claim(subject: str, obj: str, paper: PaperNode, chance: random.Random) -> ClaimEdge:
    return ClaimEdge(
        subject=subject,
        object=obj,
        paper_id=paper.id,
        paper_title=paper.title,
        year=paper.year,
        sentence=_SENTENCE,
        evidence=[_SENTENCE],
        evidence_spans=[20, 83],
        subject_span=[22, 30],
        object_span=[60, 70],
        confidence=round(chance.random(), 2),
        extractor="generated",
        status=UNREVIEWED,
    )


def _add_result(graph: Graph, paper: PaperNode, about: dict[str, str], chance: random.Random) -> None:
    """A stated figure, tied to its paper and to what it is about."""
    number, confidence = round(100 * chance.random(), 1), round(chance.random(), 2)
    node = ResultNode(f"result:{paper.id}", f"{number}%", number, "%", _SENTENCE, [20, 25], confidence, paper.id)
    graph.nodes[RESULT].append(node)
    graph.edges[REPORTS, PAPER, RESULT].append(ReportEdge(paper.id, node.id, paper.id, confidence))
    for predicate, subject, label in graph.edges:
        if (predicate, subject) == (REPORTS, RESULT):
            edge = ReportEdge(node.id, about[label], paper.id, confidence)
            graph.edges[predicate, subject, label].append(edge)


def _add_entities(graph: Graph, ids: dict[str, list[str]]) -> None:
    years = {paper.id: paper.year for paper in graph.nodes[PAPER]}
    for label in ENTITY_TYPES:
        mentions = graph.edges[MENTIONS, PAPER, label]
        papers = Counter(edge.object for edge in mentions)
        first: dict[str, int] = {}
        for edge in mentions:
            first[edge.object] = min(years[edge.subject], first.get(edge.object, 9999))
        graph.nodes[label] = [
            EntityNode(
                id=entity,
                name=f"name {n}",
                aliases=[f"name {n}", f"Name {n}s"],
                keys=[f"name{n}"],
                papers=papers[entity],
                first_year=first.get(entity),
            )
            for n, entity in enumerate(ids[label])
        ]
