"""Random small graphs, dense enough that most questions have answers, with names and values that are awkward."""

import random

from graph.folding import fold_name
from graph.tables import ClaimEdge, EntityNode, Graph, MentionEdge, PaperNode, ReportEdge, ResultNode
from graph.vocabulary import ENTITY_TYPES, MENTIONS, PAPER, PREDICATES, REPORTS, RESULT

_NAMES = (
    "attention",  # drawn for every type, so that types share names
    "oversmoothing",
    "GCN",
    "O'Brien's \"net\"",
    "Überglättung",
    "过平滑",
    "C++",
    "back\\slash",
    "a // b /* c */",
    "$limit",
    "perplexity",
    "Mamba",
    "naïve Bayes",
    "ß-VAE",
    "line\nbreak",
    "𝔽ourier",
    "long range dependency",
)
_TITLES = (
    "Same title",
    "Same title",
    "A 'quoted' title",
    'A "quoted" title',
    "Ein Titel mit ü",
    "100% & more",
    "题目",
)
_CONFIDENCES = (0.1, 0.3, 0.3, 0.5, 0.5, 0.7, 0.9, 0.9, 1.0, 0.1 + 0.2)
_SENTENCES = ("It's stated here.", 'They call it "so".', "Größer als 5 % {x}.", "第一句。", "$since is no name.")
_AUTHORS = ("Ann Ode", "A. Ode", "Ode, Ann", "Bo Li", "李 博")
_YEARS = (None, 2015, 2019, 2020, 2020, 2023)


def random_graph(rng: random.Random) -> Graph:
    """A graph of about a dozen papers, some thirty entities and up to three hundred claims."""
    graph = Graph()
    papers = [_paper(rng, number) for number in range(rng.randint(4, 12))]
    graph.nodes[PAPER].extend(papers)
    for label in ENTITY_TYPES:
        for name in rng.sample(_NAMES, rng.randint(2, 7)):
            graph.nodes[label].append(_entity(rng, label, name))
    density = rng.uniform(0.3, 2.5)
    for ends, edges in graph.edges.items():
        predicate, subject_label, object_label = ends
        if predicate == REPORTS or RESULT in ends:
            continue
        subjects, objects = graph.nodes[subject_label], graph.nodes[object_label]
        found = set()
        for _ in range(int(density * rng.randint(4, 16))):
            subject, obj = rng.choice(subjects).id, rng.choice(objects).id
            if PREDICATES[predicate].symmetric and obj < subject:
                subject, obj = obj, subject
            paper = next(p for p in papers if p.id == subject) if subject_label == PAPER else rng.choice(papers)
            if subject == obj or (subject, obj, paper.id) in found:
                continue
            found.add((subject, obj, paper.id))
            if predicate == MENTIONS:
                edges.append(MentionEdge(subject, obj, paper.id, rng.randint(1, 4), [0, 5]))
            else:
                edges.append(_claim(rng, subject, obj, paper, by_paper=subject_label == PAPER))
    _mention_subjects(graph)
    for number in range(rng.randint(0, 12)):
        _add_result(rng, graph, number)
    for node_rows in graph.nodes.values():
        node_rows.sort(key=lambda row: row.id)
    for edge_rows in graph.edges.values():
        edge_rows.sort(key=lambda row: (row.subject, row.object, row.paper_id))
    return graph


def _mention_subjects(graph: Graph) -> None:
    """A paper mentions whatever it makes a claim of."""
    for (_, subject_label, _), edges in graph.edges.items():
        if subject_label in ENTITY_TYPES:
            mentions = graph.edges[MENTIONS, PAPER, subject_label]
            known = {(mention.subject, mention.object) for mention in mentions}
            missing = sorted({(edge.paper_id, edge.subject) for edge in edges} - known)
            mentions.extend(MentionEdge(paper, subject, paper, 1, [0, 5]) for paper, subject in missing)


def _paper(rng: random.Random, number: int) -> PaperNode:
    year = rng.choice(_YEARS)
    return PaperNode(
        id=rng.choice(("arxiv:2101.{:05}", "doi:10.1/{}", "title:{:010x}")).format(number),
        title=rng.choice(_TITLES),
        abstract="",
        year=year,
        published=None if year is None else str(year),
        url=rng.choice((None, f"https://example.org/{number}")),
        doi=None,
        arxiv_id=None,
        venue=None,
        source=rng.choice((None, "summary", "listing")),
        authors=rng.sample(_AUTHORS, rng.randint(0, 3)),
        n_authors=None,
        aliases=[],
    )


def _add_result(rng: random.Random, graph: Graph, number: int) -> None:
    paper = rng.choice(graph.nodes[PAPER])
    stated = rng.choice((None, 0.1, 12.0, 12.0, 81.5, -3.0))
    result = ResultNode(
        f"result:{number}", f"{stated} %", stated, rng.choice((None, "%")), rng.choice(_SENTENCES), [0, 9],
        rng.choice(_CONFIDENCES), paper.id,
    )  # fmt: skip
    graph.nodes[RESULT].append(result)
    graph.edges[REPORTS, PAPER, RESULT].append(ReportEdge(paper.id, result.id, paper.id, result.confidence))
    for label in ("Method", "Dataset", "Metric", "Task"):
        if rng.random() < 0.8:
            about = rng.choice(graph.nodes[label]).id
            graph.edges[REPORTS, RESULT, label].append(ReportEdge(result.id, about, paper.id, result.confidence))


def _entity(rng: random.Random, label: str, name: str) -> EntityNode:
    key = fold_name(name)
    aliases = [name, *rng.sample(("alias", "GCNs", "attn"), rng.randint(0, 2))]
    keys = sorted({key, *map(fold_name, aliases)})
    return EntityNode(f"{label.lower()}:{key}", name, aliases, keys, rng.randint(1, 9), rng.choice(_YEARS))


def _claim(rng: random.Random, subject: str, obj: str, paper: PaperNode, *, by_paper: bool) -> ClaimEdge:
    evidence = rng.sample(_SENTENCES, rng.randint(1, 3))
    return ClaimEdge(
        subject=subject,
        object=obj,
        paper_id=paper.id,
        paper_title=paper.title,
        year=paper.year,
        sentence=rng.choice(evidence),
        evidence=evidence,
        evidence_spans=[offset for n in range(len(evidence)) for offset in (40 * n, 40 * n + 30)],
        subject_span=[] if by_paper or rng.random() < 0.2 else [1, 4],
        object_span=[] if rng.random() < 0.2 else [10, 14],
        confidence=rng.choice(_CONFIDENCES),
        extractor="claimgraph test",
        status="unreviewed",
    )
