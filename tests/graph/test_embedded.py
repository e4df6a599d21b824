"""Faults around the embedded store: each gives one clear line or mends itself, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import toy
from reading_back import read_graph

from extract.building import build
from graph.embedded.folder import Folder
from graph.embedded.store import EmbeddedStore, LockedError
from graph.errors import StoreError
from graph.versions import GRAPH_VERSION

PAPERS = [
    toy.Paper(title="Drop the nodes", abstract="We propose DropNode. DropNode addresses over-smoothing."),
    toy.Paper(title="On forgetting", abstract="GCN suffers from forgetting."),
]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    root = tmp_path / "s"
    build(EmbeddedStore(root), PAPERS, toy.ToyExtractor(), toy.Silent())
    return root


def graph_in(root: Path) -> object:
    store = EmbeddedStore(root)
    try:
        return read_graph(store)
    finally:
        store.close()


def rebuild(root: Path, papers: list = PAPERS) -> toy.Silent:
    progress = toy.Silent()
    build(EmbeddedStore(root), papers, toy.ToyExtractor(), progress)
    return progress


def snapshot_of(root: Path) -> Path:
    pointer = Folder(root).pointer()
    assert pointer is not None
    return root / pointer.file


def test_a_folder_holds_the_mark_the_log_the_lock_the_pointer_and_one_snapshot(built: Path) -> None:
    names = sorted(p.name for p in built.iterdir())
    assert names == sorted([snapshot_of(built).name, "lock", "log.jsonl", "snapshot.json", "store.json"])


def test_a_second_writer_gets_one_clear_line(built: Path) -> None:
    with EmbeddedStore(built).writing(), pytest.raises(LockedError) as caught, EmbeddedStore(built).writing():
        pass
    assert str(caught.value) == f"{built}: another claimgraph is writing to this store; wait until it has finished"


def test_a_reader_reads_while_a_writer_writes(built: Path) -> None:
    before = graph_in(built)
    with EmbeddedStore(built).writing() as writer:
        writer.append(toy.paper_records([toy.Paper(title="New")]))
        assert graph_in(built) == before
        writer.publish()
        assert graph_in(built) != before


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(StoreError) as caught, EmbeddedStore(tmp_path).writing():
        pass
    assert str(caught.value) == f"{tmp_path}: is no claimgraph store, and not empty; name a new or empty folder"
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_text("mine")
    with pytest.raises(StoreError) as caught, EmbeddedStore(file).writing():
        pass
    assert str(caught.value) == f"{file}: a part of this path is a file; name a folder"


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    rebuild(tmp_path)
    assert len(graph_in(tmp_path).nodes["Paper"]) == 2


def test_a_store_of_a_later_format_is_refused(built: Path) -> None:
    (built / "store.json").write_text(json.dumps({"claimgraph_store": 99}))
    with pytest.raises(StoreError) as caught:
        graph_in(built)
    assert str(caught.value) == f"{built}: store format 99, this claimgraph knows 1; update claimgraph"


@pytest.mark.parametrize("cut", [1, 10, 200])
def test_a_torn_last_line_is_cut_off_and_its_paper_read_again(built: Path, cut: int) -> None:
    whole = graph_in(built)
    log = built / "log.jsonl"
    log.write_bytes(log.read_bytes()[:-cut])
    progress = rebuild(built)
    assert len(progress.finished) == 1
    assert graph_in(built) == whole


def test_zeros_at_the_end_of_the_log_are_cut_off(built: Path) -> None:
    log = built / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole + b"\0" * 512 + b"\n" + b"\0" * 9)
    rebuild(built)
    assert log.read_bytes() == whole


def test_a_damaged_record_in_the_middle_is_named_and_nothing_is_overwritten(built: Path) -> None:
    log = built / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    damaged = lines[0] + lines[1].replace(b'"title"', b'"tutle"') + b"".join(lines[2:])
    log.write_bytes(damaged)
    with pytest.raises(StoreError) as caught:
        rebuild(built)
    assert str(caught.value) == (
        f"{log}:2: damaged record; restore the file from a copy, or delete this line to go on without what it says"
    )
    assert log.read_bytes() == damaged


def test_a_missing_snapshot_is_built_anew_by_the_next_reader(built: Path) -> None:
    whole = graph_in(built)
    snapshot_of(built).unlink()
    assert graph_in(built) == whole
    assert snapshot_of(built).exists()


@pytest.mark.parametrize("place", [0.0, 0.3, 0.5, 0.9])
def test_a_damaged_page_is_noticed_and_the_snapshot_built_anew(built: Path, place: float) -> None:
    whole = graph_in(built)
    snapshot = snapshot_of(built)
    content = bytearray(snapshot.read_bytes())
    at = int(place * len(content))
    content[at : at + 4096] = bytes(byte ^ 0x5A for byte in content[at : at + 4096])
    snapshot.write_bytes(content)
    assert graph_in(built) == whole


@pytest.mark.parametrize("pointer", [None, "", "{", '{"file": "graph-0.lbdb"}'])
def test_a_lost_or_damaged_pointer_is_made_anew(built: Path, pointer: str | None) -> None:
    whole = graph_in(built)
    (built / "snapshot.json").unlink()
    if pointer is not None:
        (built / "snapshot.json").write_text(pointer)
    assert graph_in(built) == whole


def test_a_snapshot_of_another_schema_is_built_anew(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, old = graph_in(built), Folder(built).pointer()
    monkeypatch.setattr("graph.embedded.store.GRAPH_VERSION", "schema 0, resolver 0")
    assert graph_in(built) == whole
    new = Folder(built).pointer()
    assert (old and old.made_by, new and new.made_by) == (GRAPH_VERSION, "schema 0, resolver 0")


def test_a_reader_meets_a_writer_and_no_snapshot_and_still_answers(built: Path) -> None:
    whole = graph_in(built)
    with EmbeddedStore(built).writing():
        snapshot_of(built).unlink()
        assert graph_in(built) == whole


def test_what_interrupted_builds_left_is_removed(built: Path) -> None:
    (built / "unfinished-graph.lbdb").write_text("half")
    (built / "graph-0123.lbdb").write_text("old")
    (built / "columns-x").mkdir()
    rebuild(built)
    assert len(list(built.iterdir())) == 5


def test_records_outlive_the_graph(built: Path) -> None:
    before = list(EmbeddedStore(built).records())
    snapshot_of(built).unlink()
    assert list(EmbeddedStore(built).records()) == before


def test_a_store_that_cannot_be_written_is_still_read(built: Path) -> None:
    whole = graph_in(built)
    place = Path(tempfile.mkdtemp(prefix="claimgraph-test-"))
    try:
        shutil.copytree(built, place / "s")
        snapshot_of(place / "s").unlink()
        place.chmod(0o755)
        (place / "s").chmod(0o555)
        with nobody():
            assert graph_in(place / "s") == whole
        assert not snapshot_of(place / "s").exists()
    finally:
        (place / "s").chmod(0o755)
        shutil.rmtree(place)


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, to whom no folder is closed."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


_FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path[:0] = [sys.argv[2], sys.argv[2] + "/tests"]
import toy
from extract.building import build
from graph.embedded.store import EmbeddedStore
from graph.errors import StoreError
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
papers = [toy.Paper(title=f"Title {n}", abstract="DropNode addresses over-smoothing.") for n in range(200)]
progress = toy.Silent()
try:
    build(EmbeddedStore(Path(sys.argv[1])), papers, toy.ToyExtractor(), progress)
except StoreError as error:
    print(len(progress.finished))
    print(error)
"""


@pytest.mark.parametrize("limit", [20_000, 60_000, 120_000, 600_000])
def test_a_full_disk_costs_one_line_and_no_finished_paper(tmp_path: Path, limit: int) -> None:
    root = tmp_path / "s"
    here = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(root), here, str(limit)],
        capture_output=True,
        text=True,
        check=False,
    )
    finished, message = run.stdout.strip().split("\n")
    assert message.startswith((f"{root}/log.jsonl: cannot write: ", f"{root}: cannot write the graph: "))
    assert run.stderr == ""
    papers = [toy.Paper(title=f"Title {n}", abstract="DropNode addresses over-smoothing.") for n in range(200)]
    progress = rebuild(root, papers)
    assert len(progress.finished) == 200 - int(finished)
    assert len(graph_in(root).nodes["Paper"]) == 200


def test_a_full_disk_leaves_readers_their_graph(built: Path) -> None:
    whole = graph_in(built)
    run = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(built), str(Path(__file__).parents[2]), "120000"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0
    assert graph_in(built) == whole


def test_a_copied_store_answers_alike(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "copy")
    assert graph_in(tmp_path / "copy") == graph_in(built)
