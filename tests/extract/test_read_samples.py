import bz2
import gzip
import io
import json
import lzma
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.readers import Refusal, read_papers
from graph.paper import Paper

FOLDER = Path(__file__).parent / "samples"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


def read(path: Path | str) -> list[Paper | str]:
    """What reading yields: papers, and problems as their text without the place of the folder."""
    return [
        item if isinstance(item, Paper) else f"{type(item).__name__} {item}".replace(f"{Path(path).parent}/", "")
        for item in read_papers([path])
    ]


def expected(sample: Path) -> list[Paper | str]:
    lines = sample.with_name(f"{sample.name}.expected").read_text(encoding="utf-8").splitlines()
    return [Paper.model_validate_json(line) if line.startswith("{") else line for line in lines]


def papers(sample: Path) -> list[Paper]:
    return [item for item in expected(sample) if isinstance(item, Paper)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_each_sample_gives_its_papers_and_says_what_it_leaves(sample: Path) -> None:
    assert read(sample) == expected(sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / sample.name
    copy.write_bytes(b"\xef\xbb\xbf" + sample.read_bytes().replace(b"\n", b"\r\n"))
    assert read(copy) == expected(sample)


@pytest.mark.parametrize("name", ["zotero.bib", "zotero.ris", "zotero.csv", "arxiv.atom", "arxiv_bulk.jsonl"])
def test_line_ends_of_old_macs_are_line_ends(name: str, tmp_path: Path) -> None:
    copy = tmp_path / name
    copy.write_bytes((FOLDER / name).read_bytes().replace(b"\n", b"\r"))
    assert read(copy) == expected(FOLDER / name)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"])
def test_packed_samples_are_read_as_they_are(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    for sample in SAMPLES:
        copy = tmp_path / sample.name
        copy.write_bytes(pack(sample.read_bytes()))
        assert read(copy) == expected(sample)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_of_an_archive_every_file_is_read_and_named(tmp_path: Path) -> None:
    members = {
        "b/gz": gzip.compress(b'{"title": "Fern"}'),
        "a.csv": b"title,year\nMoss,x\n",
        "__MACOSX/x": b"",
        ".y": b"",
    }
    path = zipped(tmp_path / "all.zip", {**members, "note.txt": b"Dear all"})
    first, note, second, other = read(path)
    assert (first, second) == (Paper(title="Moss"), Paper(title="Fern"))
    assert note == (
        'Note all.zip/a.csv:2: "year": expected a year like 2021, found "x"; the paper is read without it'
    )
    assert str(other).startswith("Note all.zip/note.txt: no papers in it; expected ")


def test_an_archive_may_come_through_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    content = zipped(tmp_path / "x.zip", {"a": b'{"title": "Moss"}'}).read_bytes()
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": io.BufferedReader(Pipe(content))}))
    assert read("-") == [Paper(title="Moss")]


def parquet_file(path: Path, rows: list[dict[str, object]]) -> Path:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    from datetime import datetime

    rows: list[dict[str, object]] = [
        {
            "Title": "Moss",
            "abstract": "It grows.",
            "authors": ["A. Moss"],
            "published": datetime(2021, 6, 30),
            "x": 1,
        },
        {"Title": None, "abstract": "", "authors": None, "published": None, "x": 2},
        {"Title": "Fern", "abstract": None, "authors": [], "published": None, "x": 3},
    ]
    path = parquet_file(tmp_path / "p.parquet", rows)
    assert read(path) == [
        Paper(title="Moss", abstract="It grows.", authors=("A. Moss",), published="2021-06-30"),
        'Refusal p.parquet, row 2: "title": expected text, found nothing',
        Paper(title="Fern"),
        'Note p.parquet: columns that hold no field of a paper are passed over: "x"',
    ]


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Titel;Zusammenfassung;Title\nMoos;Es wächst.;\n", encoding="utf-8")
    columns = {"title": "Titel", "abstract": "zusammenfassung"}
    assert next(read_papers([path], columns)) == Paper(title="Moos", abstract="Es wächst.")
    [refusal] = read_papers([path], {"abstract": "Name"})
    assert str(refusal) == f'{path}: no column "Name"; the columns are "Titel", "Zusammenfassung", "Title"'


def test_a_named_column_that_a_table_lacks_is_told_where_a_common_one_stands_in(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Title,Year\nMoss,2001\n")
    moss, note = read_papers([path], {"title": "Titel"})
    assert (moss, str(note)) == (
        Paper(title="Moss", year=2001),
        f'{path}: no column "Titel": "Title" is read in its place',
    )


def test_a_table_without_titles_says_how_to_name_them(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Titel;Text;Jahr\nMoos;wächst;2001\nFarn;auch;2002\n", encoding="utf-8")
    [refusal] = read_papers([path])
    assert isinstance(refusal, Refusal)
    advice = 'say which one holds them: --columns title=NAME ("Titel", "Text", "Jahr")'
    assert refusal.what == f"a table without a column of titles; {advice}"


def test_one_source_may_hold_records_of_several_services(tmp_path: Path) -> None:
    services = ["openalex.json", "crossref.json", "csl.json", "openreview_v2.json"]
    records = [json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in services]
    flat = [records[0]["results"][0], records[1]["message"]["items"][0], records[2][0], records[3]["notes"][0]]
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(map(json.dumps, flat)), encoding="utf-8")
    assert read(path) == [papers(FOLDER / name)[0] for name in services]


BIBTEX = {
    "entries on one line": ("@misc{a, title={X}} @misc{b, title={Y}}", ["X", "Y"]),
    "an entry without a key": ("@misc{, title={X}}", ["X"]),
    "parentheses": ('@ARTICLE(a, title = "X")', ["X"]),
    "strings put together": ("@string{x = {X}}\n@misc{a, title = x # { of } # X}", ["X of X"]),
    "a commented entry": ("%@misc{x, title={No}}\n@misc{a, title={X}}", ["X"]),
    "one key twice": ("@misc{a, title={X}}\n@misc{a, title={Y}}", ["X", "Y"]),
    "a field twice": (
        "@misc{a, title={X},\n title={Y}}",
        ["X", "Note p.bib: of fields that an entry has twice the first is read: line 1"],
    ),
    "a broken entry": (
        "@misc{a, title={X}}\n@misc{b title={Y}}\n@misc{c, title={Z}}",
        [
            "X",
            "Refusal p.bib:2: a broken entry: expected comma after entry key, but found =",
            "Z",
            "Note p.bib: text outside of entries passed over: line 2",
        ],
    ),
    "accents and quotation marks": ('@misc{a, title="{\\"U}ber \\\'el {"}X{"}"}', ['Über él "X"']),
}


@pytest.mark.parametrize(("text", "items"), BIBTEX.values(), ids=BIBTEX.keys())
def test_bibtex_is_read_as_programs_and_people_write_it(tmp_path: Path, text: str, items: list[str]) -> None:
    file = tmp_path / "p.bib"
    file.write_text(f"{text}\n", encoding="utf-8")
    assert [item.title if isinstance(item, Paper) else item for item in read(file)] == items
