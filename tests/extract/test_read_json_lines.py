import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import Note, Refusal, read_papers
from graph.paper import Paper

ONE_A_LINE = 'expected one object a line, like {"title": "…", "abstract": "…"}'


def read(folder: Path, *lines: Any) -> list[Paper | str]:
    """What reading these lines yields, problems as their text; what is no string is written as JSON."""
    file = folder / "papers.jsonl"
    file.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return [
        item if isinstance(item, Paper) else str(item).replace(f"{folder}/", "") for item in read_papers([file])
    ]


def test_every_field_of_a_paper_is_read(tmp_path: Path) -> None:
    stated = {
        "title": "Sorting Moss",
        "abstract": "Moss is sorted.",
        "published": "2021-06-30",
        "n_authors": 3,
        "authors": ["A. Moss", "B. Fern"],
        "url": "https://example.org/moss",
        "arxiv_id": "arXiv:2106.01345v2",
        "doi": "https://doi.org/10.1000/ABC",
        "venue": "Moss Days",
        "source": "seeds",
        "updated": "2022-01",
        "id": "moss-1",
    }
    [paper] = read(tmp_path, stated)
    assert paper == Paper(
        title="Sorting Moss",
        abstract="Moss is sorted.",
        published="2021-06-30",
        year=2021,
        n_authors=3,
        authors=("A. Moss", "B. Fern"),
        url="https://example.org/moss",
        arxiv_id="2106.01345",
        doi="10.1000/abc",
        venue="Moss Days",
        source="seeds",
        version=2,
        updated="2022-01",
        aliases=("moss-1",),
    )


def test_the_texts_are_cleaned_and_nothing_is_stated_for_an_empty_field(tmp_path: Path) -> None:
    [paper] = read(tmp_path, {"title": " 90\\%\nmoss", "abstract": "a  b", "url": "", "authors": [], "year": None})
    assert paper == Paper(title="90% moss", abstract="a b")


@pytest.mark.parametrize("abstract", [{}, {"abstract": None}, {"abstract": ""}])
def test_a_paper_without_an_abstract_is_kept(tmp_path: Path, abstract: dict[str, Any]) -> None:
    assert read(tmp_path, {"title": "Moss"} | abstract) == [Paper(title="Moss")]


def test_of_a_line_that_extract_wrote_the_paper_is_read(tmp_path: Path) -> None:
    line = {"paper": Paper(title="Moss").dump(), "entities": [], "triples": [], "results": [], "extractor": "x"}
    assert read(tmp_path, line) == [Paper(title="Moss")]


@pytest.mark.parametrize(
    ("stated", "read_as"),
    [
        ("2021-06-30T12:01:00Z", "2021-06-30"),
        ("2021-06-30 12:01", "2021-06-30"),
        (2021, "2021"),
        ("2021-06", "2021-06"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_one(tmp_path: Path, stated: Any, read_as: str) -> None:
    assert read(tmp_path, {"title": "Moss", "published": stated}) == [Paper(title="Moss", published=read_as)]


REFUSED = {
    "a title that is a number": ({"title": 42}, '"title": expected text, found 42'),
    "no title": ({"abstract": "Moss."}, '"title": expected text, found nothing'),
    "a title of spaces": ({"title": " \n"}, '"title": expected text, found " \\n"'),
    "a title that is a list": ({"title": ["Moss"]}, '"title": expected text, found ["Moss"]'),
    "an abstract that is a number": ({"title": "Moss", "abstract": 5}, '"abstract": expected text, found 5'),
    "truncated JSON": ('{"title": "Mo', f"broken JSON at column 11; {ONE_A_LINE}"),
    "no JSON": ("Moss", f"broken JSON at column 1; {ONE_A_LINE}"),
    "an array": ("[1]", f"an array; {ONE_A_LINE}"),
    "a number": ("3", f"a single value; {ONE_A_LINE}"),
    "JSON without an end": ('{"title":' + "[" * 100_000, f"JSON nested too deep; {ONE_A_LINE}"),
}


@pytest.mark.parametrize(("line", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_a_line_without_a_paper_is_refused_and_the_others_are_read(tmp_path: Path, line: Any, what: str) -> None:
    before, after = {"title": "Before"}, {"title": "After"}
    expected = [Paper(title="Before"), f"papers.jsonl:3: {what}", Paper(title="After")]
    assert read(tmp_path, before, "", line, after) == expected


LEFT_OUT = {
    "arxiv_id": ("1604.0558199999998", '"1604.0558199999998"', "an arXiv id like 2106.01345 or cs/0112017"),
    "doi": ("10.48550/arXiv.x", '"10.48550/arXiv.x"', "a DOI like 10.1000/182"),
    "published": ("2021-02-30", '"2021-02-30"', "a date like 2021-06-30, 2021-06 or 2021"),
    "updated": ("0000", '"0000"', "a date like 2021-06-30, 2021-06 or 2021"),
    "year": ("forthcoming", '"forthcoming"', "a year like 2021"),
    "n_authors": (True, "true", "a number"),
    "authors": ("A. Moss", '"A. Moss"', "a list of names"),
    "url": (3, "3", "text"),
    "version": (0, "0", "a number from 1 on"),
    "venue": (["x" * 99], '["' + "x" * 57 + "…", "text"),
}


@pytest.mark.parametrize("field", LEFT_OUT)
def test_a_field_that_cannot_be_read_costs_that_field_alone(tmp_path: Path, field: str) -> None:
    value, shown, expected = LEFT_OUT[field]
    note = f'papers.jsonl:1: "{field}": expected {expected}, found {shown}; the paper is read without it'
    assert read(tmp_path, {"title": "Moss", field: value}) == [Paper(title="Moss"), note]


def test_a_damaged_field_of_many_papers_is_told_once(tmp_path: Path) -> None:
    lines = [{"title": f"Moss {n}", "arxiv_id": f"1604.0{n}99999"} for n in range(1203)]
    *papers, note = read(tmp_path, {"title": "Fern"}, *lines)
    assert papers == [Paper(title="Fern"), *(Paper(title=f"Moss {n}") for n in range(1203))]
    assert note == (
        'papers.jsonl:2: "arxiv_id": expected an arXiv id like 2106.01345 or cs/0112017, found "1604.0099999"; '
        "this and 1,202 more papers are read without it"
    )


def test_unknown_fields_are_named_once_a_file(tmp_path: Path) -> None:
    lines = [{"title": "Moss", "colour": "green"}, {"title": "Fern", "colour": "green", "size": 3}]
    note = 'papers.jsonl: fields that no paper has are passed over: "colour", "size"'
    assert read(tmp_path, *lines) == [Paper(title="Moss"), Paper(title="Fern"), note]


@pytest.mark.parametrize("record", [[{"title": "Moss"}], {"title": "Moss"}, {"papers": [{"title": "Moss"}]}])
@pytest.mark.parametrize("indent", [None, 1])
def test_json_over_several_lines_is_a_document(tmp_path: Path, record: Any, indent: int | None) -> None:
    assert read(tmp_path, json.dumps(record, indent=indent)) == [Paper(title="Moss")]


def test_a_line_that_is_not_utf_8_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    file.write_bytes('{"title": "Caf\u00e9"}\n{"title": "Moss"}\n'.encode("latin-1"))
    flaw = Refusal(str(file), 1, "not UTF-8 at byte 15 of the line; save the file as UTF-8")
    assert list(read_papers([file])) == [flaw, Paper(title="Moss")]


def test_a_byte_order_mark_and_windows_line_ends_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"title": "Moss"}\r\n{"title": "Fern"}\r\n')
    assert list(read_papers([file])) == [Paper(title="Moss"), Paper(title="Fern")]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
_records = st.dictionaries(st.sampled_from(sorted(Paper.model_fields)) | st.text(max_size=5), _json, max_size=6)


@given(st.lists(st.one_of(_records, _json, _records.map(lambda r: {"title": "Moss", **r})), max_size=5))
def test_each_record_is_one_paper_or_one_refusal_whatever_stands_in_it(
    tmp_path_factory: pytest.TempPathFactory, records: list[Any]
) -> None:
    file = tmp_path_factory.mktemp("any") / "papers.jsonl"
    file.write_text('{"title": "First"}\n' + "\n".join(map(json.dumps, records)), encoding="utf-8")
    items = [item for item in read_papers([file]) if not isinstance(item, Note)]
    assert len(items) == 1 + len(records)
    assert all("\n" not in str(item) for item in items if isinstance(item, Refusal))


def test_real_corpora_lose_no_paper(shared: Path) -> None:
    items = list(
        read_papers([shared / "corpora" / "conferences-sample.jsonl.gz", shared / "gold" / "dev_papers.jsonl"])
    )
    assert [type(item) for item in items] == [Paper] * (4032 + 64)
    assert {paper.source for paper in items[4032:]} == {"seeds"}
