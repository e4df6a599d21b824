"""What every store promises, tried on each of them: build, load, remove and read back."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import toy
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back import read_graph

from extract.building import build, load
from graph.collection import Collection
from graph.embedded.store import EmbeddedStore
from graph.errors import StoreMissingError
from graph.folding import fold_title
from graph.neo4j.store import Neo4jStore
from graph.projection import project
from graph.store import Store
from graph.vocabulary import CLAIM_PREDICATES

StoreMaker = Callable[[], Store]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def new_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreMaker]:
    """Makes empty stores of one kind; of a Neo4j server only the last one made is whole."""
    made: list[Store] = []
    server = request.getfixturevalue("neo4j_server") if request.param == "neo4j" else None

    def make() -> Store:
        if server:
            server.clear()
            made.append(Neo4jStore(server.url))
        else:
            made.append(EmbeddedStore(tmp_path_factory.mktemp("store") / "s"))
        return made[-1]

    yield make
    for store in made:
        store.close()


def expected(papers: list) -> object:
    collection = Collection(toy.paper_records(papers))
    for record in toy.extraction_records(collection.papers().values()):
        collection.add(record)
    return project(collection)


def run_build(store: Store, papers: list) -> None:
    build(store, papers, toy.ToyExtractor(), toy.Silent())
    store.close()


few = settings(max_examples=12)


@few
@given(papers=toy.collections)
def test_what_was_built_is_read_back(new_store: StoreMaker, papers: list) -> None:
    store = new_store()
    run_build(store, papers)
    assert read_graph(store) == expected(papers)
    store.close()


@few
@given(papers=toy.collections, chance=st.randoms(use_true_random=False))
def test_batches_in_any_order_give_the_same_graph(
    new_store: StoreMaker, papers: list, chance: random.Random
) -> None:
    store = new_store()
    shuffled = chance.sample(papers, len(papers))
    cut = chance.randint(0, len(papers))
    for batch in (shuffled[:cut], shuffled[cut:]):
        run_build(store, batch)
    assert read_graph(store) == expected(papers)
    store.close()


# Of one title each: copies that identity keeps apart because their identifiers conflict are lines of other
# papers after merging, and may be joined anew.
@few
@given(papers=st.lists(toy.papers, max_size=5, unique_by=lambda paper: fold_title(paper.title)))
def test_loading_the_extracted_lines_gives_the_graph_of_a_build(new_store: StoreMaker, papers: list) -> None:
    store, again = new_store(), toy.ToyExtractor()
    joined = Collection(toy.paper_records(papers)).papers().values()
    load(store, map(toy.extract, joined), again, toy.Silent())
    assert again.read == []
    loaded, built = read_graph(store), expected(papers)
    store.close()
    # Ids that only a copy knew are not in the lines; all else is.
    for graph in (loaded, built):
        graph.nodes["Paper"] = [paper._replace(aliases=[]) for paper in graph.nodes["Paper"]]
    assert loaded == built


def test_a_second_build_adds_extracts_and_publishes_nothing(new_store: StoreMaker) -> None:
    store, papers = new_store(), [toy.Paper(title="On forgetting", abstract="We propose DropNode.")]
    first = build(store, papers, toy.ToyExtractor(), toy.Silent())
    second = build(store, papers, toy.ToyExtractor(), toy.Silent())
    assert (first.read, first.added, first.extracted, first.papers, first.changed) == (1, 1, 1, 1, True)
    assert (second.read, second.added, second.extracted, second.papers, second.changed) == (1, 0, 0, 1, False)


def test_done_is_said_of_each_paper_once(new_store: StoreMaker) -> None:
    store, progress = new_store(), toy.Silent()
    papers = [toy.Paper(title=f"Title {n}", abstract="DropNode addresses over-smoothing.") for n in range(150)]
    build(store, papers, toy.ToyExtractor(), progress)
    assert progress.total == 150
    assert sorted(progress.finished) == sorted(paper.id for paper in papers)


def test_an_extraction_of_another_tool_goes_before_ours(new_store: StoreMaker) -> None:
    store, paper = new_store(), toy.Paper(title="T", abstract="We propose DropNode. GCN suffers from forgetting.")
    run_build(store, [paper])
    foreign = toy.extract(paper, extractor="other 1").model_copy(update={"triples": ()})
    load(store, [foreign], toy.ToyExtractor(), toy.Silent())
    run_build(store, [paper])
    graph = read_graph(store)
    assert [ends for ends, edges in graph.edges.items() if edges and ends[0] in CLAIM_PREDICATES] == []


def test_a_new_version_of_our_extractor_reads_every_paper_again(new_store: StoreMaker) -> None:
    store, paper = new_store(), toy.Paper(title="T", abstract="GCN suffers from forgetting.")
    run_build(store, [paper])
    newer = toy.ToyExtractor()
    newer.name = "claimgraph 0 / toy 2"
    report = build(store, [], newer, toy.Silent())
    assert (newer.read, report.extracted) == ([paper.id], 1)


def test_reading_where_nothing_was_built_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError) as caught:
        EmbeddedStore(tmp_path / "s").run("MATCH (n:Paper) RETURN n.id AS id", {})
    assert str(caught.value) == f"{tmp_path}/s: no claimgraph store here yet; `claimgraph build PAPERS` makes one"
