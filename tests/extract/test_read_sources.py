import gzip
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.readers import Note, Refusal, read_papers
from graph.paper import Paper

MOSS, FERN = b'{"title": "Moss"}\n', b'{"title": "Fern"}\n'


def titles(*sources: Path | str) -> list[str]:
    """What is read, papers by title and problems by their class."""
    return [item.title if isinstance(item, Paper) else type(item).__name__ for item in read_papers(sources)]


def test_a_format_is_told_by_content_and_not_by_name(tmp_path: Path) -> None:
    (tmp_path / "papers.pdf").write_bytes(MOSS)
    assert titles(tmp_path / "papers.pdf") == ["Moss"]


def test_a_folder_is_read_through_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "b/1.jsonl", "a.jsonl", "b/c/3.jsonl", ".hidden.jsonl", "b/.git/x.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f'{{"title": "{name}"}}')
    assert titles(tmp_path) == ["a.jsonl", "b/1.jsonl", "b/2.jsonl", "b/c/3.jsonl"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".moss").write_bytes(MOSS)
    assert titles(str(tmp_path / ".moss")) == ["Moss"]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MOSS + b"{\n")))
    moss, refusal = read_papers(["-"])
    assert (moss, refusal.where) == (Paper(title="Moss"), "standard input:2")


def test_a_named_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        with pipe.open("wb") as stream:
            stream.write(MOSS)
        os._exit(0)
    assert titles(pipe) == ["Moss"]
    os.wait()


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "moss").write_bytes(gzip.compress(MOSS + FERN))
    assert titles(tmp_path / "moss") == ["Moss", "Fern"]


def test_of_a_packed_file_that_breaks_off_the_good_lines_are_read(tmp_path: Path) -> None:
    lines = b"".join(b'{"title": "%s"}\n' % os.urandom(40).hex().encode() for _ in range(5000))
    (tmp_path / "torn.gz").write_bytes(gzip.compress(lines)[:-20_000])
    *papers, last = read_papers([tmp_path / "torn.gz"])
    assert len(papers) > 3000
    assert isinstance(last, Refusal)
    assert last.what.startswith("breaks off: ")


REFUSED = {
    "nothing": (b"", "empty; expected "),
    "blank lines": (b" \n\n", "empty; expected "),
    "other text": (b"Dear all,\n\nsee you there.\n", "no papers in it; expected "),
    "bytes": (b"\x7fELF\x00\x01", "a binary file; expected UTF-8 text"),
    "a PDF": (b"%PDF-1.7 \x00", "a PDF; expected UTF-8 text"),
    "UTF-16": ('{"title": "Moss"}'.encode("utf-16"), "UTF-16 text; expected UTF-8 text"),
}


@pytest.mark.parametrize(("content", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_without_papers_is_refused_in_one_line_and_the_next_is_read(
    tmp_path: Path, content: bytes, what: str
) -> None:
    bad, good = tmp_path / "bad", tmp_path / "good"
    bad.write_bytes(content)
    good.write_bytes(MOSS)
    refusal, moss = read_papers([bad, good])
    assert (type(refusal), refusal.where, moss) == (Refusal, str(bad), Paper(title="Moss"))
    assert refusal.what.startswith(what)


def test_in_a_folder_a_file_without_papers_is_noted_where_its_ending_is_a_formats(tmp_path: Path) -> None:
    for name in ("README.md", "photo.png", "notes.txt"):
        (tmp_path / name).write_bytes(b"\x89PNG\x00" if name == "photo.png" else b"About moss")
    (tmp_path / "x.jsonl").write_bytes(MOSS)
    note, moss = read_papers([tmp_path])
    assert (type(note), note.where, moss) == (Note, str(tmp_path / "notes.txt"), Paper(title="Moss"))


def test_in_a_folder_papers_are_read_whatever_the_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "moss.backup").write_bytes(b'{"title": 7}\n' + MOSS)
    (tmp_path / "about.md").write_text("| one | two | three |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n")
    assert titles(tmp_path) == ["Refusal", "Moss"]


def test_in_a_folder_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lost.bib").symlink_to(tmp_path / "gone")
    (tmp_path / "x.jsonl").write_bytes(MOSS)
    lost, moss = read_papers([tmp_path])
    assert (lost, moss) == (
        Refusal(str(tmp_path / "lost.bib"), None, "no such file or folder"),
        Paper(title="Moss"),
    )


@pytest.mark.parametrize("files", [[], ["README.md"], ["notes.txt"]])
def test_a_folder_without_papers_is_refused(tmp_path: Path, files: list[str]) -> None:
    for name in files:
        (tmp_path / name).write_text("About moss")
    *notes, refusal = read_papers([tmp_path])
    assert [type(note) for note in notes] == [Note] * files.count("notes.txt")
    assert str(refusal).startswith(f"{tmp_path}: no papers in this folder; expected ")


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert list(read_papers([tmp_path / "x"])) == [Refusal(str(tmp_path / "x"), None, "no such file or folder")]


def test_a_source_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "x").write_bytes(MOSS)
    monkeypatch.setattr(Path, "open", refuse)  # a test run by root may read everything
    monkeypatch.setattr(os, "scandir", refuse)
    what = "no permission to read it"
    sources = [tmp_path / "x", tmp_path]
    assert list(read_papers(sources)) == [Refusal(str(source), None, what) for source in sources]


def test_papers_come_before_their_source_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:
            nonlocal taken
            start = taken % len(MOSS)
            taken += len(buffer)
            buffer[:] = (MOSS * (len(buffer) // len(MOSS) + 2))[start : start + len(buffer)]
            return len(buffer)

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": io.BufferedReader(Endless())}))
    reading: Iterator[Paper | Refusal | Note] = read_papers(["-"])
    for _ in range(10):
        assert next(reading) == Paper(title="Moss")
    assert taken < 1 << 22
