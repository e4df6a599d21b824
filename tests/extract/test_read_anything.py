"""No file whatever raises, hangs, or makes more of a record than one paper or one refusal."""

import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutations import mutated
from rendered import FORMATS

from extract.readers import Note, Refusal, read_papers
from extract.readers.formats import readers
from extract.readers.lines import TextSource
from graph.paper import Paper

SAMPLES = {
    path.name: path.read_bytes()
    for path in sorted((Path(__file__).parent / "samples").iterdir())
    if path.suffix != ".expected"
}
SEEDS = st.integers(0, 2**40).map(random.Random)


def read(content: bytes) -> list[Any]:
    with pytest.MonkeyPatch.context() as patch:
        stream = io.BufferedReader(io.BytesIO(content))  # type: ignore[arg-type] -- it is raw enough
        patch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
        return list(read_papers(["-"]))


@pytest.mark.parametrize("name", SAMPLES)
@given(SEEDS)
def test_a_damaged_file_is_read_as_far_as_it_goes(name: str, chance: random.Random) -> None:
    items = read(mutated(chance, [SAMPLES[name]]))
    assert items
    assert all(isinstance(item, Paper | Note | Refusal) for item in items)
    assert all(len(str(item).splitlines()) == 1 for item in items if not isinstance(item, Paper))


READERS = {f"{number} {reader.name}": reader for number, reader in enumerate(readers({}))}


@pytest.mark.parametrize("name", READERS)
@given(SEEDS)
def test_every_reader_bears_what_is_not_meant_for_it(name: str, chance: random.Random) -> None:
    content = mutated(chance, list(SAMPLES.values())).replace(b"\0", b"")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return  # told apart before any reader
    for item in READERS[name].read(TextSource(io.BytesIO(content), "x")):
        assert item is not None


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_refused_or_read(content: bytes) -> None:
    for packed in (content, b"PK\x03\x04" + content, b"PAR1" + content, b"\x1f\x8b" + content, b"BZh9" + content):
        assert read(packed)


@given(SEEDS)
def test_a_damaged_archive_is_read_as_far_as_it_goes(chance: random.Random) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in list(SAMPLES)[:3]:
            archive.writestr(name, SAMPLES[name])
    assert read(mutated(chance, [file.getvalue()]))


@given(SEEDS)
def test_a_damaged_parquet_file_is_read_as_far_as_it_goes(chance: random.Random) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    parquet.write_table(pa.table({"title": ["Moss", "Fern"], "abstract": ["It grows.", None]}), file)
    assert read(mutated(chance, [file.getvalue()]))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "tsv"])
@given(st.integers(0, 400), st.integers(2, 4))
def test_what_a_cut_leaves_whole_is_read_and_the_rest_is_one_refusal(name: str, place: int, number: int) -> None:
    text = "".join(FORMATS[name]((f"Moss {n}", f"It grows {n} times.") for n in range(number)))
    cut = text[: min(place, len(text))]
    items = read(cut.encode())
    papers = [item for item in items if isinstance(item, Paper)]
    assert papers[:-1] == read(text.encode())[: max(len(papers) - 1, 0)]
    assert sum(isinstance(item, Refusal) for item in items) <= 1
    assert len(items) >= cut.count("It grows")
