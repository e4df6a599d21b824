"""What is written is read back as it was."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import read_papers
from extract.readers.fields import make_paper
from extract.writers import bibtex, json_lines
from graph.paper import Paper

Write = Callable[[Iterable[Paper]], Iterator[str]]
WRITERS = pytest.mark.parametrize("write", [bibtex.write, json_lines.write], ids=["bib", "jsonl"])
SAMPLES = Path(__file__).parent / "samples"

MOSS = Paper(
    title="Moss & $K_2$-free {Graphs}: 90% of C# at $3",
    abstract="It \\emph grows_slowly.",
    published="2021-06-14",
    authors=("Åsa Lindqvist", "Jan van den Berg", "Moss, Fern and Sons"),
    venue="Proceedings of the Moss Days",
    doi="10.5555/moss_(1)",
    arxiv_id="2106.09999",
    version=2,
    url="https://example.org/m?a=1&b=2#c",
    source="seeds",
)


def read_back(folder: Path, write: Write, papers: list[Paper]) -> list[Any]:
    file = folder / "papers"
    file.write_text("\n".join(write(papers)), encoding="utf-8")
    return list(read_papers([file]))


def test_an_entry_of_bibtex_is_one_that_people_can_read() -> None:
    assert list(bibtex.write([MOSS])) == [
        r"""@inproceedings{lindqvist2021moss,
	title = {Moss \& $K_2$-free \{Graphs\}: 90\% of C\# at \$3},
	author = {Åsa Lindqvist and Jan van den Berg and {Moss, Fern and Sons}},
	booktitle = {Proceedings of the Moss Days},
	year = {2021},
	month = {jun},
	date = {2021-06-14},
	doi = {10.5555/moss_(1)},
	eprint = {2106.09999},
	archiveprefix = {arXiv},
	url = {https://example.org/m?a=1&b=2#c},
	abstract = {It \emph grows\_slowly.},
	claimgraph = {"source": "seeds", "version": 2}
}
"""
    ]


def test_keys_are_never_the_same() -> None:
    papers = [Paper(title="Moss", abstract=str(number)) for number in range(3)]
    keys = [entry.partition("{")[2].partition(",")[0] for entry in bibtex.write([*papers, Paper(title="苔")])]
    assert keys == ["moss", "moss-2", "moss-3", "paper"]


@WRITERS
def test_all_samples_are_read_back_as_they_were(tmp_path: Path, write: Write) -> None:
    papers = [item for item in read_papers([SAMPLES]) if isinstance(item, Paper)]
    assert len(papers) > 20
    assert read_back(tmp_path, write, [MOSS, *papers]) == [MOSS, *papers]


_tex = ["@misc{x,", " and ", "\\alpha", "\\{", "\\textless", '\\"o', "``", "$x_{1}$"]
_pieces = st.sampled_from([*"{}\\$%#&_\"'~^@=,;-. \tÅ苔aB", *_tex])
_texts = st.lists(_pieces | st.text(max_size=4), max_size=12).map("".join)
_dates = st.sampled_from(["2021", "2021-06", "2021-06-14", "0999-12-31"])
_records = st.fixed_dictionaries(
    {"title": _texts.map("Moss {}".format)},
    optional={
        "abstract": _texts,
        "published": _dates,
        "updated": _dates,
        "year": st.integers(1, 9999),
        "n_authors": st.integers(0, 9),
        "authors": st.lists(_texts, max_size=3),
        "url": _texts,
        "arxiv_id": st.sampled_from(["2106.09999", "cs/0112017v3"]),
        "doi": _texts.map("10.5555/{}".format),
        "venue": _texts,
        "source": _texts,
        "version": st.integers(1, 9),
        "aliases": st.lists(_texts, max_size=2),
    },
)


@WRITERS
@given(st.lists(_records, min_size=1, max_size=3))
def test_whatever_was_read_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, write: Write, records: list[dict[str, Any]]
) -> None:
    papers = [item for record in records for item in make_paper(record, 1) if isinstance(item, Paper)]
    again = read_back(tmp_path_factory.mktemp("again"), write, papers)
    assert again == papers


@WRITERS
def test_a_number_that_tells_papers_apart_is_not_written(tmp_path: Path, write: Write) -> None:
    paper = Paper(title="Moss")
    numbered = paper.model_copy(update={"id": f"{paper.id}-2"})
    assert read_back(tmp_path, write, [numbered]) == [paper]


def test_another_programs_field_of_our_name_is_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "x.bib"
    file.write_text('@misc{a, title={Moss}, claimgraph={yes}}\n@misc{b, claimgraph={"title": 7, "x": 1}}')
    moss, refusal = read_papers([file])
    assert moss == Paper(title="Moss", source="BibTeX")
    assert str(refusal) == f'{file}:2: "title": expected text, found 7'


def test_json_lines_are_one_object_a_line() -> None:
    [line] = json_lines.write([MOSS])
    assert Paper.model_validate(json.loads(line)) == MOSS
