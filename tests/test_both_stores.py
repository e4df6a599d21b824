"""One collection in both stores: equal counts, equal answers, equal graphs."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from neo4j_graphs import copy_records
from neo4j_server import Server
from reading_back import read_graph

from cli.main import exit_code
from graph.embedded.store import EmbeddedStore
from graph.neo4j.store import Neo4jStore
from graph.store import Store
from queries.answering import ask
from queries.catalogue import catalogue
from queries.question import example_question
from queries.stats import stats

QUESTIONS = [
    *(example_question(query) for query in catalogue().values()),
    "which methods adress over smoothing since 2020",  # a typing error, another spelling
    "which methods address forgetting in at least 2 papers",
    "what do transformers suffer from",
    "problems of nonsense",
]


class Both(NamedTuple):
    """The same records, here and there."""

    embedded: Store
    neo4j: Store


@pytest.fixture(scope="module", params=["the sample papers", "five saved pages"])
def both(
    request: pytest.FixtureRequest, neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    if request.param == "the sample papers":
        folder = request.getfixturevalue("sample_store")
    else:
        pages: Path = request.getfixturevalue("shared") / "seeds"
        folder = tmp_path_factory.mktemp("pages") / "pages.store"
        assert exit_code(["build", str(pages), "--store", str(folder), "--progress", "none"]) == 0
    stores = Both(EmbeddedStore(folder), Neo4jStore(neo4j_server.url))
    copy_records(stores.embedded, neo4j_server)
    yield stores
    for store in stores:
        store.close()


def test_both_stores_hold_the_same_graph(both: Both) -> None:
    assert stats(both.neo4j) == stats(both.embedded)
    assert read_graph(both.neo4j) == read_graph(both.embedded)


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_stores_answer_a_question_alike(both: Both, question: str) -> None:
    assert ask(both.neo4j, question) == ask(both.embedded, question)
