"""The sample papers keep to what seeds/README.md promises of them."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.folding import fold_title
from graph.opening import open_store
from graph.paper import Paper
from graph.store import Store
from queries.answering import ask
from queries.catalogue import catalogue
from queries.question import example_question

SEEDS = Path(__file__).parents[1] / "seeds"
FIELDS = ["attention-cost", "forgetting", "hallucination", "heterophily", "oversmoothing", "oversquashing"]


def read(path: Path) -> list[Paper]:
    return [Paper.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]


PAPERS = [paper for path in sorted(SEEDS.glob("*.jsonl")) for paper in read(path)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def test_there_is_one_file_for_each_field():
    assert sorted(path.stem for path in SEEDS.glob("*.jsonl")) == FIELDS


def test_the_readme_names_each_file():
    assert re.findall(r"^\| `(.+)\.jsonl` \|", (SEEDS / "README.md").read_text("utf-8"), re.M) == [
        "oversmoothing",
        "oversquashing",
        "heterophily",
        "attention-cost",
        "forgetting",
        "hallucination",
    ]


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_has_at_least_fifteen_papers(field: str):
    assert len(read(SEEDS / f"{field}.jsonl")) >= 15


def test_no_id_and_no_title_comes_twice():
    assert len({paper.id for paper in PAPERS}) == len({fold_title(paper.title) for paper in PAPERS}) == len(PAPERS)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.arxiv_id)
def test_a_sample_paper_says_where_it_is_from(paper: Paper):
    assert re.fullmatch(r"\d{4}\.(\d{4}|\d{5})", paper.arxiv_id or "")
    assert (paper.id, paper.url) == (f"arxiv:{paper.arxiv_id}", f"https://arxiv.org/abs/{paper.arxiv_id}")
    assert (paper.source, paper.version, paper.aliases) == ("summary", None, ())


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.arxiv_id)
def test_its_date_is_that_of_the_first_version(paper: Paper):
    year, month = f"20{(paper.arxiv_id or '')[:2]}", (paper.arxiv_id or "")[2:4]  # the id states both
    assert paper.year == int(year)
    assert paper.published is None or paper.published.startswith(f"{year}-{month}")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.arxiv_id)
def test_a_summary_has_60_to_120_words(paper: Paper):
    assert 60 <= len(paper.abstract.split()) <= 120


def test_no_line_break_or_double_space_is_in_a_text():
    assert [paper.title for paper in PAPERS if re.search(r"\s\s|[^\S ]", f"{paper.title} {paper.abstract}")] == []


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Iterator[Store]:
    """The graph of the sample papers."""
    opened = open_store(str(sample_store))
    yield opened
    opened.close()


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_example_of_every_query_has_an_answer(name: str, store: Store):
    found = ask(store, example_question(catalogue()[name]))
    assert (found.query, bool(found.rows)) == (name, True)


def test_no_summary_repeats_a_text_of_the_shared_folder(shared: Path):
    ours = {run for paper in PAPERS for run in runs(paper.abstract, 12)}
    texts = [path.read_text("utf-8") for path in (shared / "seeds").glob("*.txt")]
    for path in (shared / "gold").glob("*_papers.jsonl"):
        texts += [json.loads(line).get("abstract") or "" for line in path.read_text("utf-8").splitlines()]
    assert len(texts) > 1000
    assert [run for text in texts for run in sorted(runs(text, 12) & ours)] == []


def test_no_summary_repeats_the_abstract_of_its_paper(shared: Path):
    ours = {fold_title(paper.title): runs(paper.abstract, 8) for paper in PAPERS}
    repeated = []
    for path in (shared / "corpora").glob("*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                stored = json.loads(line)
                summary = ours.get(re.sub(r"\W|_", "", stored["title"].casefold()))
                repeated += sorted(summary & runs(stored["abstract"] or "", 8)) if summary else []
    assert repeated == []
