from typing import Any

import pytest
import toy
from hypothesis import given
from hypothesis import strategies as st

from graph.merging import merge
from graph.paper import Paper, title_id

ARXIV = "2101.00001"


def paper(**fields: Any) -> Paper:
    return Paper.model_validate({"title": "Moss", **fields})


MERGED: dict[str, tuple[list[Paper], dict[str, Any]]] = {
    "what one copy states is stated": (
        [paper(doi="10.1000/a"), paper(published="2021-06-30", url="https://m.example", n_authors=3)],
        {"doi": "10.1000/a", "published": "2021-06-30", "year": 2021, "url": "https://m.example", "n_authors": 3},
    ),
    "the later version wins": (
        [paper(arxiv_id=f"{ARXIV}v2", abstract="Short."), paper(arxiv_id=f"{ARXIV}v1", abstract="Much longer.")],
        {"abstract": "Short.", "version": 2},
    ),
    "then the later update": (
        [paper(updated="2022-01-01", abstract="Short."), paper(updated="2021-01-01", abstract="Much longer.")],
        {"abstract": "Short.", "updated": "2022-01-01"},
    ),
    "then the longer text": (
        [paper(abstract="Short."), paper(abstract="Much longer.")],
        {"abstract": "Much longer."},
    ),
    "then the later text": ([paper(title="Moss"), paper(title="moss")], {"title": "moss"}),
    "an abstract wins over none, whatever the version": (
        [paper(arxiv_id=f"{ARXIV}v9"), paper(arxiv_id=f"{ARXIV}v1", abstract="Moss.")],
        {"abstract": "Moss.", "version": 9},
    ),
    "the fuller date wins": (
        [paper(published="2021"), paper(published="2021-06-30")],
        {"published": "2021-06-30"},
    ),
    "more authors win": (
        [paper(authors=["Z"]), paper(authors=["A", "B"])],
        {"authors": ("A", "B"), "n_authors": 2},
    ),
    "the source is the abstract's": (
        [paper(source="a summary of some length"), paper(source="seeds", abstract="Moss.")],
        {"source": "seeds", "abstract": "Moss."},
    ),
}


@pytest.mark.parametrize(("copies", "fields"), MERGED.values(), ids=MERGED.keys())
@pytest.mark.parametrize("turn", [1, -1])
def test_the_greatest_value_of_each_field_wins(copies: list[Paper], fields: dict[str, Any], turn: int) -> None:
    merged = merge(copies[::turn])
    assert {name: getattr(merged, name) for name in fields} == fields


def test_every_id_that_a_copy_has_or_had_leads_to_the_paper() -> None:
    copies = [paper(title="Moss!", id="m1"), paper(arxiv_id=ARXIV), paper(doi="10.1000/a", title="On Moss")]
    merged = merge(copies)
    assert merged.id == "doi:10.1000/a"
    assert merged.aliases == tuple(sorted([f"arxiv:{ARXIV}", "m1", title_id("Moss"), title_id("On Moss")]))


def test_a_paper_that_loses_to_another_doi_keeps_its_own_as_an_alias() -> None:
    merged = merge([paper(doi="10.1000/a", arxiv_id=ARXIV), paper(doi="10.1000/b", arxiv_id=ARXIV)])
    assert merged.id == "doi:10.1000/b"
    assert {"doi:10.1000/a", f"arxiv:{ARXIV}"} <= set(merged.aliases)


@given(st.lists(toy.papers, min_size=1, max_size=6), st.data())
def test_neither_order_nor_repetition_matters(copies: list[Paper], data: st.DataObject) -> None:
    again = data.draw(st.permutations(copies)) + data.draw(st.lists(st.sampled_from(copies)))
    assert merge(again) == merge(copies)


@given(st.lists(toy.papers, min_size=1, max_size=6))
def test_nothing_is_stated_that_no_copy_states(copies: list[Paper]) -> None:
    merged = merge(copies)
    for name in Paper.model_fields.keys() - {"id", "aliases"}:
        assert getattr(merged, name) in {getattr(copy, name) for copy in copies}, name


@given(toy.papers)
def test_one_copy_is_the_paper(copy: Paper) -> None:
    assert merge([copy]).model_copy(update={"aliases": ()}) == copy.model_copy(update={"aliases": ()})
