"""A generated graph of any size, with hubs, for benchmarks."""

import random

from graph.tables import UNREVIEWED, ClaimEdge, EntityNode, Graph, MentionEdge, PaperNode
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, MENTIONS, PAPER, PREDICATES

NODES_PER_PAPER = 3
MENTIONS_PER_PAPER = 12
CLAIMS_PER_PAPER = 8


def generated_graph(n_papers: int, seed: int = 1) -> Graph:
    """``n_papers`` papers, three times as many entities, 12 mentions and 8 claims a paper, a few hubs."""
    chance = random.Random(seed)
    graph = Graph()
    for number in range(n_papers):
        graph.nodes[PAPER].append(
            PaperNode(
                f"title:{number:010x}",
                f"On thing {number}",
                "A sentence that stands for an abstract. " * 25,
                chance.randint(2000, 2026),
                *[None] * 6,
                [],
                None,
                [],
            )
        )
    per_type = max(1, NODES_PER_PAPER * n_papers // len(ENTITY_TYPES))
    for label in ENTITY_TYPES:
        graph.nodes[label] = [
            EntityNode(f"{label.lower()}:name{n}", f"name {n}", [f"name {n}", f"Name {n}s"], [f"name{n}"], 1, 2000)
            for n in range(per_type)
        ]

    def popular(label: str) -> str:
        return graph.nodes[label][int(per_type * chance.random() ** 3)].id

    claims = [(name, *ends) for name in CLAIM_PREDICATES for ends in PREDICATES[name].ends]
    for paper in graph.nodes[PAPER]:
        for label in chance.choices(ENTITY_TYPES, k=MENTIONS_PER_PAPER):
            mention = MentionEdge(paper.id, popular(label), paper.id, 2, [10, 20])
            graph.edges[MENTIONS, PAPER, label].append(mention)
        for predicate, subject, obj in chance.choices(claims, k=CLAIMS_PER_PAPER):
            graph.edges[predicate, subject, obj].append(
                ClaimEdge(
                    paper.id if subject == PAPER else popular(subject),
                    popular(obj),
                    paper.id,
                    paper.title,
                    paper.year,
                    "A sentence that says what is claimed of one thing and another.",
                    ["A sentence that says what is claimed of one thing and another."],
                    [20, 83],
                    [22, 30],
                    [60, 70],
                    round(chance.random(), 2),
                    "generated",
                    UNREVIEWED,
                )
            )
    return graph
