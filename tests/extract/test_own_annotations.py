"""The annotations of arXiv abstracts that we train on: what they say is allowed, and stands in the texts."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from extract.training.examples import ARXIV, Annotated, read_arxiv
from graph.folding import fold_title
from graph.vocabulary import ENTITY_TYPES, PAPER, allows

ENDS = {"method": "Method", "metric": "Metric", "dataset": "Dataset", "task": "Task"}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    with gzip.open(ARXIV, "rt", encoding="utf-8") as file:
        return list(map(json.loads, file))


@pytest.fixture(scope="module")
def papers(shared: Path) -> list[Annotated]:
    texts = shared / "corpora" / "arxiv-cc0.jsonl.gz"
    return [*read_arxiv(texts, held_out=False), *read_arxiv(texts, held_out=True)]


def test_every_paper_is_there_once_and_every_claim_is_one_of_the_vocabulary(rows):
    assert len({row["id"] for row in rows}) == len({fold_title(row["title"]) for row in rows}) == len(rows) > 2000
    for row in rows:
        types = {entity["id"]: entity["type"] for entity in row["entities"]} | {"paper": PAPER}
        assert set(types.values()) <= {PAPER, *ENTITY_TYPES}
        assert all(allows(types[s], predicate, types[o]) for s, predicate, o in row["triples"]), row["id"]
        for result in row["results"]:
            ends = {end: types[result[end]] for end in ENDS if result[end]}
            assert ends.items() <= ENDS.items()
            assert "method" in ends


def test_those_that_designs_are_compared_on_are_marked(rows):
    assert sum(row.get("held_out", False) for row in rows) == 330


def test_every_mention_and_every_figure_stands_in_its_text(papers):
    for annotated in papers:
        text = annotated.paper.text
        named = [form for entity in annotated.gold["entities"] for form in entity["mentions"]]
        said = [*named, *(result["value"] for result in annotated.gold["results"])]
        assert [form for form in said if form not in text] == [], annotated.source


def test_no_paper_is_one_that_is_evaluated_on(papers, shared: Path):
    lines = (shared / "gold" / "dev_papers.jsonl").read_text(encoding="utf-8").splitlines()
    evaluated = {fold_title(json.loads(line)["title"]) for line in lines}
    pages = "".join(fold_title(page.read_text(encoding="utf-8")) for page in (shared / "seeds").glob("*.txt"))
    titles = {fold_title(annotated.paper.title) for annotated in papers}
    assert not titles & evaluated
    assert [title for title in titles if title in pages] == []
