import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import read_papers
from graph.identity import group_copies
from graph.paper import Paper


def copy(
    title: str = "Sorting Moss", year: int | None = None, doi: str | None = None, arxiv: str | None = None
) -> Paper:
    return Paper(title=title, year=year, doi=doi and f"10.1000/{doi}", arxiv_id=arxiv and f"2101.0000{arxiv}")


JOINED: dict[str, tuple[list[Paper], list[list[int]]]] = {
    "nothing": ([], []),
    "a shared DOI": ([copy("A", doi="x"), copy("B", doi="x")], [[0, 1]]),
    "a shared arXiv id, whatever the version": (
        [copy("A", arxiv="1"), Paper(title="B", arxiv_id="arXiv:2101.00001v3")],
        [[0, 1]],
    ),
    "a DOI and an arXiv id, from one copy to the next": (
        [copy("A", doi="x"), copy("B", doi="x", arxiv="1"), copy("C", arxiv="1")],
        [[0, 1, 2]],
    ),
    "a title": ([copy("Sorting Moss"), copy("Sorting  moss!"), copy("Sorting Mosses")], [[0, 1], [2]]),
    "a title in any script": ([copy("漢字の研究"), copy("漢字の研究。"), copy("漢字")], [[0, 1], [2]]),
    "titles without a letter are told apart": ([copy("???"), copy("!!!"), copy("???")], [[0, 2], [1]]),
    "years that differ by one": ([copy(year=2020), copy(year=2021)], [[0, 1]]),
    "years apart": ([copy(year=2019), copy(year=2021)], [[0], [1]]),
    "years that reach from one to the next": ([copy(year=2019), copy(year=2021), copy(year=2020)], [[0, 1, 2]]),
    "an undated copy of one paper": ([copy(year=2019), copy(), copy(year=2020)], [[0, 1, 2]]),
    "an undated copy of two papers": ([copy(year=2010), copy(), copy(year=2020)], [[0], [1], [2]]),
    "undated copies of two papers are one": (
        [copy(year=2010), copy(), copy(year=2020), copy()],
        [[0], [1, 3], [2]],
    ),
    "years apart, but one DOI": ([copy(year=2010, doi="x"), copy(year=2020, doi="x")], [[0, 1]]),
    "one title, two DOIs": ([copy(doi="x"), copy(doi="y")], [[0], [1]]),
    "one title, two arXiv ids": ([copy(arxiv="1"), copy(arxiv="2")], [[0], [1]]),
    "one title, a DOI here and an arXiv id there": ([copy(doi="x"), copy(arxiv="1")], [[0, 1]]),
    "a copy that could belong to either of two": ([copy(doi="x"), copy(), copy(doi="y")], [[0], [1], [2]]),
    "a copy that its year gives to one of two": (
        [copy(doi="x", year=2010), copy(year=2011), copy(doi="y", year=2020)],
        [[0, 1], [2]],
    ),
    "an arXiv id that could belong to either of two DOIs": (
        [copy(doi="x"), copy(arxiv="1"), copy(doi="y")],
        [[0], [1], [2]],
    ),
    "an arXiv id that says which of two DOIs": (
        [copy(doi="x"), copy(arxiv="1"), copy(doi="x", arxiv="1"), copy(doi="y")],
        [[0, 1, 2], [3]],
    ),
    "a title that only a copy with the same id has": (
        [copy("Old", arxiv="1"), copy("New", arxiv="1"), copy("Old"), copy("New")],
        [[0, 1, 2, 3]],
    ),
    "two DOIs that two titles of one arXiv id would join": (
        [copy("Old", doi="x"), copy("Old", arxiv="1"), copy("New", arxiv="1"), copy("New", doi="y")],
        [[0], [1, 2], [3]],
    ),
}


@pytest.mark.parametrize(("papers", "groups"), JOINED.values(), ids=JOINED.keys())
def test_copies_are_joined(papers: list[Paper], groups: list[list[int]]) -> None:
    assert group_copies(papers) == groups


_copies = st.lists(
    st.builds(
        copy,
        st.sampled_from(["Sorting Moss", "sorting moss", "Fern"]),
        st.sampled_from([None, None, 2010, 2011, 2012, 2020]),
        st.sampled_from([None, None, None, "x", "y", "z"]),
        st.sampled_from([None, None, None, "1", "2"]),
    ),
    max_size=9,
)


def grouped(papers: Sequence[Paper], order: Sequence[int]) -> set[frozenset[int]]:
    return {frozenset(order[i] for i in group) for group in group_copies([papers[i] for i in order])}


@given(_copies, st.randoms(use_true_random=False))
def test_the_order_of_the_copies_does_not_matter(papers: list[Paper], rng: random.Random) -> None:
    order = list(range(len(papers)))
    as_given = grouped(papers, order)
    rng.shuffle(order)
    assert grouped(papers, order) == as_given


@given(_copies)
def test_every_copy_is_in_one_group_and_no_identifier_in_two(papers: list[Paper]) -> None:
    groups = group_copies(papers)
    assert sorted(i for group in groups for i in group) == list(range(len(papers)))
    for name in ("doi", "arxiv_id"):
        held = [{getattr(papers[i], name) for i in group} - {None} for group in groups]
        assert sum(map(len, held)) == len(set().union(*held))


@given(_copies, st.data())
def test_the_same_copy_again_joins_its_group_and_changes_no_other(
    papers: list[Paper], data: st.DataObject
) -> None:
    if papers:
        again = data.draw(st.integers(0, len(papers) - 1))
        groups = group_copies([*papers, papers[again]])
        assert [[i for i in group if i < len(papers)] for group in groups] == group_copies(papers)
        assert next(group for group in groups if len(papers) in group) != [len(papers)]


@given(_copies)
def test_titles_put_no_two_identifiers_of_a_kind_together(papers: list[Paper]) -> None:
    by_identifiers = group_copies([paper.with_changes(title=f"Moss {i}") for i, paper in enumerate(papers)])
    for group in group_copies(papers):
        parts = [[papers[i] for i in part] for part in by_identifiers if part[0] in group]
        for name in ("doi", "arxiv_id"):
            stated = [ids for part in parts if (ids := {getattr(paper, name) for paper in part} - {None})]
            assert len(stated) <= 1


def test_the_real_pages_are_279_papers_in_any_order(shared: Path) -> None:
    papers = [item for item in read_papers([shared / "seeds"]) if isinstance(item, Paper)]
    order = list(range(len(papers)))
    as_given = grouped(papers, order)
    random.Random(5).shuffle(order)
    assert (len(as_given), grouped(papers, order)) == (279, as_given)
