import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from graph.paper import Paper, parse_arxiv_id, parse_doi, title_id

ARXIV_IDS = {
    "2106.01345": ("2106.01345", None),
    "arXiv:2106.01345v12": ("2106.01345", 12),
    " 2106.01345v2 [cs.LG] ": ("2106.01345", 2),
    "https://arxiv.org/abs/2106.01345v1": ("2106.01345", 1),
    "http://www.arxiv.org/pdf/2106.01345v2.pdf": ("2106.01345", 2),
    "arxiv.org/html/2106.01345": ("2106.01345", None),
    "10.48550/arXiv.2106.01345": ("2106.01345", None),
    "0704.0001": ("0704.0001", None),
    "1412.9999": ("1412.9999", None),
    "1501.00001": ("1501.00001", None),
    "cs/0112017": ("cs/0112017", None),
    "hep-th/9901001v3": ("hep-th/9901001", 3),
    "math.GT/0309136": ("math/0309136", None),
    "1604.0558199999998": None,
    "1905.0901": None,  # 1905.09010, after a float took its zero
    "1412.12345": None,
    "905.3720": None,
    "2113.01345": None,
    "2106.01345, 2106.01346": None,
    "moss": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), ARXIV_IDS.items())
def test_arxiv_ids_are_read_out_of_their_spellings(text: str, expected: tuple[str, int | None] | None) -> None:
    assert parse_arxiv_id(text) == expected


DOIS = {
    "10.1000/182": "10.1000/182",
    "https://doi.org/10.1000/ABC.def": "10.1000/abc.def",
    "http://dx.doi.org/10.1000/182": "10.1000/182",
    "doi.org/10.1000/182": "10.1000/182",
    "doi: 10.1000.10/123": "10.1000.10/123",
    "10.1/182": None,
    "10.1000/": None,
    "10.1000/a b": None,
    "moss": None,
}


@pytest.mark.parametrize(("text", "expected"), DOIS.items())
def test_dois_are_read_out_of_their_spellings(text: str, expected: str | None) -> None:
    assert parse_doi(text) == expected


IDS: list[tuple[dict[str, Any], str, tuple[str, ...]]] = [
    ({}, "title:" + hashlib.sha1(b"sortingmoss").hexdigest()[:10], ()),
    ({"arxiv_id": "2106.01345v2"}, "arxiv:2106.01345", ()),
    ({"arxiv_id": "2106.01345", "doi": "10.1000/ABC"}, "doi:10.1000/abc", ()),
    ({"doi": "https://doi.org/10.48550/arXiv.2106.01345"}, "arxiv:2106.01345", ()),
    ({"id": "moss-1", "arxiv_id": "2106.01345"}, "arxiv:2106.01345", ("moss-1",)),
    ({"id": "arxiv:2106.01345", "arxiv_id": "2106.01345"}, "arxiv:2106.01345", ()),
    ({"doi": "", "arxiv_id": ""}, title_id("Sorting Moss"), ()),
]


@pytest.mark.parametrize(("fields", "paper_id", "aliases"), IDS)
def test_the_id_follows_from_the_identifiers(
    fields: dict[str, Any], paper_id: str, aliases: tuple[str, ...]
) -> None:
    paper = Paper.model_validate({"title": "Sorting Moss", **fields})
    assert (paper.id, paper.aliases) == (paper_id, aliases)


def test_an_arxiv_doi_is_the_arxiv_id_and_no_doi() -> None:
    paper = Paper(title="Moss", doi="10.48550/arXiv.2106.01345v3")
    assert (paper.arxiv_id, paper.doi, paper.version) == ("2106.01345", None, 3)


@pytest.mark.parametrize(
    "title", ["Sorting Moss", "SORTING – moss.", "sorting\nmoss", "Sorting\u00a0Mo\ufb06".replace("\ufb06", "ss")]
)
def test_spellings_of_a_title_give_one_id(title: str) -> None:
    assert title_id(title) == title_id("sorting moss")


def test_the_year_is_the_stated_dates_and_authors_are_counted() -> None:
    paper = Paper(title="Moss", published="2021-06", authors=("A. Moss", "B. Fern"))
    assert (paper.year, paper.n_authors) == (2021, 2)
    assert Paper(title="Moss", published="2021-06", year=2022, authors=("A. Moss",), n_authors=9).year == 2022


def test_what_is_not_stated_is_none() -> None:
    assert Paper(title="Moss").dump() == {
        "id": title_id("Moss"),
        "title": "Moss",
        "abstract": "",
        "published": None,
        "year": None,
        "n_authors": None,
        "authors": [],
        "url": None,
        "arxiv_id": None,
        "doi": None,
        "source": None,
    }


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "title"),
    ({"title": " \n"}, "title"),
    ({"title": 42}, "title"),
    ({}, "title"),
    ({"title": "Moss", "abstract": 3}, "abstract"),
    ({"title": "Moss", "abstract": None}, "abstract"),
    ({"title": "Moss", "published": "2021-13"}, "published"),
    ({"title": "Moss", "published": "May 2021"}, "published"),
    ({"title": "Moss", "year": 0}, "year"),
    ({"title": "Moss", "colour": "green"}, "colour"),
    ({"title": "Moss", "authors": "A. Moss"}, "authors"),
]


@pytest.mark.parametrize(("fields", "field"), REFUSED)
def test_a_field_that_is_none_of_its_kind_is_refused(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Paper.model_validate(fields)
    assert [error["loc"][0] for error in caught.value.errors()] == [field]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {"arxiv_id": "1604.0558199999998"},
            'arxiv_id "1604.0558199999998": expected one like 2106.01345 or cs/0112017',
        ),
        ({"doi": "moss"}, 'doi "moss": expected one like 10.1000/182'),
    ],
)
def test_an_identifier_that_is_none_says_what_one_looks_like(fields: dict[str, str], says: str) -> None:
    with pytest.raises(ValidationError, match="expected one like") as caught:
        Paper.model_validate({"title": "Moss", **fields})
    assert caught.value.errors()[0]["msg"] == f"Value error, {says}"


def test_offsets_count_in_title_line_break_and_abstract() -> None:
    paper = Paper(title="Moss", abstract="It grows.")
    assert paper.text == "Moss\nIt grows."
    assert paper.text_digest == paper.with_changes(year=2021).text_digest != Paper(title="Moss").text_digest


def test_a_changed_paper_has_the_id_that_follows() -> None:
    assert Paper(title="Moss").with_changes(arxiv_id="2106.01345").id == "arxiv:2106.01345"


_texts = st.text(st.characters(codec="utf-8"), max_size=20)


@given(
    st.builds(
        Paper,
        title=_texts.filter(str.strip),
        abstract=_texts,
        published=st.sampled_from([None, "2021", "2021-06", "2021-06-30"]),
        arxiv_id=st.sampled_from([None, "2106.01345v2", "cs/0112017"]),
        doi=st.sampled_from([None, "10.1000/X"]),
        authors=st.lists(_texts).map(tuple),
    )
)
def test_a_dumped_paper_is_read_back(paper: Paper) -> None:
    assert Paper.model_validate(json.loads(json.dumps(paper.dump()))) == paper
