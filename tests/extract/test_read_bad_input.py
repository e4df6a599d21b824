"""What is wrong with a file costs one line and nothing else; what is only odd costs nothing."""

import gzip
import io
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from rendered import FORMATS

from extract.readers import Refusal, read_papers, unpacking
from graph.paper import Paper

SAMPLES = Path(__file__).parent / "samples"
EACH_FORMAT = pytest.mark.parametrize("name", FORMATS)


def rendered(name: str, *records: tuple[str, str]) -> str:
    return "".join(FORMATS[name](records))


def read(folder: Path, content: bytes) -> list[Paper | str]:
    """What is read besides notes, refusals as their text."""
    file = folder / "p"
    file.write_bytes(content)
    return [
        item if isinstance(item, Paper) else str(item).replace(f"{folder}/", "")
        for item in read_papers([file])
        if isinstance(item, Paper | Refusal)
    ]


WITHOUT_RECORDS = {
    "an empty array": b"[]",
    "an empty answer": b'{"results": []}',
    "a feed": b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>',
    "a set of articles": b"<PubmedArticleSet></PubmedArticleSet>",
    "a header": b"title,abstract\n",
    "a comment": b"@comment{nothing}\n",
}


@pytest.mark.parametrize("content", WITHOUT_RECORDS.values(), ids=WITHOUT_RECORDS.keys())
def test_a_file_without_records_is_refused(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == ["p: no records in it"]


THREE = (("Moss", "It grows."), ("Fern", "It too."), ("Alga", 'It "swims" daily.'))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "tsv"])  # whose marks need not be closed
def test_of_a_file_that_is_cut_off_the_torn_record_is_refused(tmp_path: Path, name: str) -> None:
    text = rendered(name, *THREE)
    moss, fern, refusal = read(tmp_path, text[: text.index("daily")].encode())
    assert [moss, fern] == read(tmp_path, text.encode())[:2]
    assert isinstance(refusal, str)
    assert refusal.startswith(("p:", "p, "))


@EACH_FORMAT
def test_of_a_packed_file_that_is_cut_off_the_good_records_are_read(tmp_path: Path, name: str) -> None:
    text = rendered(name, *THREE)
    *whole, last = read(tmp_path, gzip.compress(text.encode())[:-9])
    assert whole in (read(tmp_path, text.encode())[:number] for number in range(4))
    assert str(last) == "p: breaks off: Compressed file ended before the end-of-stream marker was reached"


@EACH_FORMAT
def test_of_a_file_in_another_encoding_only_the_records_with_such_letters_are_refused(
    tmp_path: Path, name: str
) -> None:
    text = rendered(name, ("Moss", "It grows."), ("Café", "It too."), ("Alga", "It swims."))
    moss, refusal, alga = read(tmp_path, text.replace("\\u00e9", "é").encode("latin-1"))
    assert [paper.title for paper in (moss, alga) if isinstance(paper, Paper)] == ["Moss", "Alga"]
    assert isinstance(refusal, str)
    assert "not UTF-8" in refusal
    assert refusal.endswith("; save the file as UTF-8")


def test_a_name_of_a_field_in_another_encoding_refuses_its_record(tmp_path: Path) -> None:
    content = b'[{"paperId": "1",\n"t\xff": 1, "title": "Moss"},\n{"title": "Fern"}]'
    assert read(tmp_path, content) == ["p:1: not UTF-8; save the file as UTF-8", Paper(title="Fern")]
    assert read(tmp_path, content[1 : content.index(b"},") + 1]) == ["p:1: not UTF-8; save the file as UTF-8"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "a billion laughs": (f'<!ENTITY l0 "ha">{LAUGHS}', "&l9;", "entities of its own"),
    "a file of the reader's": ('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;", "entities of its own"),
    "a parameter entity": ('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;', "", "entities of its own"),
}


@pytest.mark.parametrize(("definition", "use", "kind"), ENTITIES.values(), ids=ENTITIES.keys())
@pytest.mark.parametrize("name", ["atom", "pubmed"])
def test_xml_with_entities_is_refused_before_any_is_resolved(
    tmp_path: Path, name: str, definition: str, use: str, kind: str
) -> None:
    xml = rendered(name, ("Moss", "It grows.")).partition("?>\n")
    text = (xml[2] or xml[0]).replace("It grows.", use)
    [refusal] = read(tmp_path, f"<!DOCTYPE x [{definition}]>\n{text}".encode())
    assert refusal == f"p:1: XML that defines {kind} is not read; remove its <!DOCTYPE [...]>"


def bomb(size: int) -> bytes:
    return gzip.compress(b'{"title": "Moss"}\n' + b" " * size)


def zip_of(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def test_a_file_without_a_name_in_a_zip_is_refused(tmp_path: Path) -> None:
    content = zip_of(**{"": b'{"title": "Moss"}', "fern": b'{"title": "Fern"}'})
    assert read(tmp_path, content) == ["p/: a file without a name; unpack the archive first", Paper(title="Fern")]


def test_what_unpacks_to_far_more_than_a_text_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_FREE", 1 << 20)
    what = "unpacks to more than 1 MiB, and 200 times its size; unpack it first"
    assert read(tmp_path, bomb(1 << 22)) == [Paper(title="Moss"), f"p: {what}"]
    assert read(tmp_path, zip_of(a=gzip.decompress(bomb(1 << 22)))) == [Paper(title="Moss"), f"p/a: {what}"]
    assert read(tmp_path, zip_of(a=bomb(1 << 22), b=b'{"title": "Fern"}')) == [
        Paper(title="Moss"),
        f"p/a: {what}",
        Paper(title="Fern"),
    ]


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    content = zip_of(inner=zip_of(deep=b'{"title": "Fern"}'), outer=b'{"title": "Moss"}')
    assert read(tmp_path, content) == [Paper(title="Moss")]
    named = zip_of(**{"inner.zip": zip_of(deep=b'{"title": "Fern"}'), "outer": b'{"title": "Moss"}'})
    assert read(tmp_path, named) == [
        "p/inner.zip: an archive in an archive; unpack the outer one first",
        Paper(title="Moss"),
    ]


def test_a_member_that_is_damaged_costs_itself(tmp_path: Path) -> None:
    content = bytearray(zip_of(a=b'{"title": "Moss"}', b=b'{"title": "Fern"}'))
    content[content.index(b"PK\1\2") + 16] ^= 0xFF  # the checksum of the first
    assert read(tmp_path, bytes(content)) == [
        "p/a: breaks off: Bad CRC-32 for file 'a'",
        Paper(title="Fern"),
    ]


ODD_TITLES = {
    "Arabic": "تعلم الرسوم البيانية",
    "Hebrew with English": "רשתות GNN עמוקות",
    "Chinese": "图神经网络的过平滑问题",
    "Japanese and Korean": "グラフ 그래프",
    "Devanagari": "ग्राफ़ सीखना",
    "an emoji": "Moss 🌿 grows 👩🏽‍🔬",
    "Cypher": "MATCH (n) DETACH DELETE n; // $title",
    "markup": "Moss <b>grows</b> & [links](x) | table",
    "a formula": "On $K_{2}$-free graphs where $x < y$",
    "a template": "{{title}} %s ${HOME} `id`",
    "quotation marks": "\"Moss\" and 'fern'",
}


@pytest.mark.parametrize("title", ODD_TITLES.values(), ids=ODD_TITLES.keys())
@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("bib", "openalex")])
def test_a_title_may_be_anything(tmp_path: Path, name: str, title: str) -> None:
    [paper] = read(tmp_path, rendered(name, (title, "It grows.")).encode())
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract) == (title, "It grows.")


@EACH_FORMAT
def test_combining_marks_are_composed_and_control_characters_go(tmp_path: Path, name: str) -> None:
    control = "" if name in ("atom", "pubmed") else "\x0b\x1b[31m"
    [paper] = read(tmp_path, rendered(name, (f"Cafe\u0301 {control}moss\u200b", "x")).encode())
    assert isinstance(paper, Paper)
    assert paper.title in ("Café moss", "Café [31mmoss")


@EACH_FORMAT
def test_an_abstract_of_two_megabytes_is_read_whole(tmp_path: Path, name: str) -> None:
    abstract = " ".join(f"Moss {number} grows." for number in range(130_000))
    [paper] = read(tmp_path, rendered(name, ("Moss", abstract)).encode())
    assert isinstance(paper, Paper)
    assert (len(abstract) > 2_000_000, paper.abstract == abstract) == (True, True)


def records(number: int) -> Iterator[tuple[str, str]]:
    return ((f"Moss {n}", f"It grows {n} times, every day.") for n in range(number))


@EACH_FORMAT
def test_papers_come_while_a_file_is_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    pieces, rest = FORMATS[name](records(10**9)), b""
    taken = 0

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            nonlocal taken, rest
            text = rest or next(pieces).encode()
            piece, rest = text[: len(buffer)], text[len(buffer) :]
            buffer[: len(piece)] = piece
            taken += len(piece)
            return len(piece)

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": io.BufferedReader(Endless())}))
    papers = list(islice(read_papers(["-"]), 500))
    assert [type(paper) for paper in papers] == [Paper] * 500
    assert taken < 1 << 21


@pytest.mark.parametrize("name", ["bib", "csv", "ris", "atom"])
def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path: Path, name: str) -> None:
    def peak(number: int) -> int:
        file = tmp_path / "p"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(FORMATS[name](records(number)))
        tracemalloc.start()
        n_papers = sum(isinstance(item, Paper) for item in read_papers([file]))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert n_papers == number
        return most

    peak(10)  # imports, once
    assert peak(1600) < peak(400) + (1 << 19)


def test_nothing_that_a_library_logs_is_seen(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path, b"@misc{a, title={Moss}\n@misc{b, title={Fern}}\n@misc{b, title={Fern}}\n")
    assert caplog.records == []


def test_a_refusal_is_one_line_whatever_a_file_is_called(tmp_path: Path) -> None:
    file = tmp_path / "a\nb\x1b[31m.json"
    file.write_text('[{"title": 7}]')
    [refusal] = read_papers([file])
    assert str(refusal) == f'{tmp_path}/a\ufffdb\ufffd[31m.json:1: "title": expected text, found 7'
