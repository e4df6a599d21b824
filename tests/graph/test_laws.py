"""The laws of the graph, on generated collections: order, batches, idempotence, removal, newer versions."""

import random

import toy
from hypothesis import given
from hypothesis import strategies as st

from graph.collection import Collection
from graph.projection import project
from graph.records import RemovalRecord, dump_record, load_record
from graph.tables import Graph
from graph.vocabulary import MENTIONS, PAPER, REPORTS


def graph_of(papers: list, *later: RemovalRecord) -> Graph:
    """The graph of a collection in which every paper that its copies make has been read by the toy extractor."""
    collection = Collection([*toy.paper_records(papers), *later])
    for record in toy.extraction_records(collection.papers().values()):
        collection.add(record)
    return project(collection)


def claims_of(graph: Graph) -> list:
    return [
        (ends[0], edge.subject, edge.object, edge.sentence, edge.confidence)
        for ends, edges in graph.edges.items()
        if ends[0] not in (MENTIONS, REPORTS)
        for edge in edges
    ]


@given(toy.collections, st.randoms(use_true_random=False))
def test_the_order_of_papers_plays_no_part(papers: list, chance: random.Random) -> None:
    shuffled = papers[:]
    chance.shuffle(shuffled)
    assert graph_of(shuffled) == graph_of(papers)


@given(toy.collections, st.randoms(use_true_random=False))
def test_the_order_of_all_records_plays_no_part(papers: list, chance: random.Random) -> None:
    joined = Collection(toy.paper_records(papers)).papers().values()
    records = [*toy.paper_records(papers), *toy.extraction_records([*papers, *joined])]
    shuffled = records[:]
    chance.shuffle(shuffled)
    assert project(Collection(shuffled)) == project(Collection(records))


@given(toy.collections)
def test_adding_everything_twice_changes_nothing(papers: list) -> None:
    assert graph_of(papers + papers) == graph_of(papers)


@given(toy.collections, st.data())
def test_a_removed_paper_was_never_there(papers: list, data: st.DataObject) -> None:
    collection = Collection(toy.paper_records(papers))
    ids = list(collection.papers())
    gone = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    removal = collection.removal_of(gone)
    copies = {record.copy_id: record.paper for record in toy.paper_records(papers)}
    rest = [paper for copy_id, paper in copies.items() if copy_id not in removal.copies]
    assert graph_of(papers, removal) == graph_of(rest)


@given(toy.collections)
def test_a_removed_paper_that_is_added_again_is_back(papers: list) -> None:
    collection = Collection(toy.paper_records(papers))
    removal = collection.removal_of(collection.papers())
    again = Collection([*toy.paper_records(papers), removal, *toy.paper_records(papers)])
    assert again.papers() == collection.papers()


@given(toy.papers, toy.papers)
def test_a_newer_version_replaces_the_claims_of_the_older(older: toy.Paper, newer: toy.Paper) -> None:
    ids = {"doi": None, "arxiv_id": "2303.00003", "title": newer.title}
    old = older.with_changes(version=1, **ids)
    new = newer.with_changes(version=2, **ids, abstract=newer.abstract or "Nothing is said.")
    assert claims_of(graph_of([old, new])) == claims_of(graph_of([new]))


@given(toy.collections)
def test_no_copy_is_lost_and_no_paper_is_double(papers: list) -> None:
    joined = Collection(toy.paper_records(papers)).papers()
    known = {name for paper in joined.values() for name in (paper.id, *paper.aliases)}
    assert {paper.id for paper in papers} <= known
    dois = [paper.doi for paper in joined.values() if paper.doi]
    assert len(dois) == len(set(dois))
    assert len(joined) <= len({paper.model_dump_json() for paper in papers})


@given(toy.collections)
def test_a_record_that_is_written_is_read_back(papers: list) -> None:
    for record in [*toy.paper_records(papers), *toy.extraction_records(papers), RemovalRecord(copies=("a", "b"))]:
        assert load_record(dump_record(record)) == record


@given(toy.collections)
def test_every_edge_ends_at_a_node_and_every_claim_stands_in_its_paper(papers: list) -> None:
    graph = graph_of(papers)
    ids = {label: {node.id for node in nodes} for label, nodes in graph.nodes.items()}
    texts = {paper.id: f"{paper.title}\n{paper.abstract}" for paper in graph.nodes[PAPER]}
    for (predicate, subject, obj), edges in graph.edges.items():
        assert len({(edge.subject, edge.object, edge.paper_id) for edge in edges}) == len(edges)
        for edge in edges:
            assert edge.subject in ids[subject]
            assert edge.object in ids[obj]
            if predicate not in (MENTIONS, REPORTS):
                start, end = edge.evidence_spans[:2]
                assert texts[edge.paper_id][start:end] == edge.sentence == edge.evidence[0]
