"""Changes of a Neo4j store by what a ledger on this machine says of it, and when that is not believed."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from clashing import only_kept, records_of_step, steps
from hypothesis import given, settings
from neo4j_loads import graph_in, many_papers
from neo4j_server import PASSWORD, Server
from toy import extraction_records, paper_records

from graph.collection import Collection
from graph.neo4j.ledger_file import folder
from graph.neo4j.store import Neo4jStore
from graph.projection import project
from graph.records import Record

FULL_READINGS: list[int] = []


@pytest.fixture
def server(neo4j_server: Server) -> Server:
    """The server, empty."""
    neo4j_server.clear()
    return neo4j_server


@pytest.fixture(autouse=True)
def counted_readings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Counts how often a writer reads everything that is in."""
    from graph.neo4j import store

    whole = store.stored_lines
    monkeypatch.setattr(store, "stored_lines", lambda *given: FULL_READINGS.append(1) or whole(*given))
    FULL_READINGS.clear()
    yield


def write(server: Server, records: Iterable[Record]) -> None:
    """As a command does it, in a process of its own."""
    store = Neo4jStore(server.url)
    with store.writing() as writer:
        writer.append(records)
        writer.publish()
    store.close()


@settings(max_examples=6)
@given(steps)
def test_a_store_that_is_changed_is_as_one_that_is_made_anew(neo4j_server: Server, sequence: list) -> None:
    neo4j_server.clear()
    FULL_READINGS.clear()
    everything = Collection()
    for what, value in sequence:
        records = records_of_step(what, value, everything)
        write(neo4j_server, records)
        for record in records:
            everything.add(record)
        everything = only_kept(everything)
        assert graph_in(neo4j_server) == project(everything)
    assert len(FULL_READINGS) == 1


PAPERS = many_papers(6)
RECORDS = [*paper_records(PAPERS), *extraction_records(PAPERS)]


def test_only_the_first_writer_reads_everything(server: Server) -> None:
    for at in range(6):
        write(server, [RECORDS[at], RECORDS[at + 6]])
    assert (len(FULL_READINGS), graph_in(server)) == (1, project(Collection(RECORDS)))


def test_what_another_machine_wrote_meanwhile_is_read(server: Server, monkeypatch, tmp_path: Path) -> None:
    write(server, [RECORDS[0], RECORDS[6]])
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path))
        write(server, [RECORDS[1], RECORDS[7]])
    write(server, [RECORDS[2], RECORDS[8]])
    assert len(FULL_READINGS) == 3
    assert graph_in(server) == project(Collection([*RECORDS[:3], *RECORDS[6:9]]))


def test_after_an_interrupted_writer_everything_is_read(server: Server, monkeypatch) -> None:
    write(server, [RECORDS[0], RECORDS[6]])
    with monkeypatch.context() as patch:
        patch.setattr("graph.neo4j.batches.Batches.add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            write(server, [RECORDS[1], RECORDS[7]])
    write(server, [])
    assert (len(FULL_READINGS), graph_in(server)) == (2, project(Collection([*RECORDS[:2], *RECORDS[6:8]])))


@pytest.mark.parametrize("damage", ["statement", "browser", "file", "no file"])
def test_a_ledger_that_may_be_untrue_is_not_believed(server: Server, damage: str) -> None:
    write(server, RECORDS[:3] + RECORDS[6:9])
    if damage == "statement":
        store = Neo4jStore(server.url)
        store.write("MATCH (p:Paper) SET p.mark = 1", {})
        store.close()
    elif damage == "browser":
        server.query("MATCH (:Paper)-[r:MENTIONS]->() WITH r LIMIT 1 DELETE r")
    for path in folder().iterdir():
        if damage == "file":
            path.write_bytes(b"x" * 5000)
        elif damage == "no file":
            path.unlink()
    write(server, RECORDS[3:6] + RECORDS[9:])
    assert len(FULL_READINGS) == 2
    if damage != "browser":
        assert graph_in(server) == project(Collection(RECORDS))


def test_where_the_cache_cannot_be_written_to_everything_is_read_each_time(server: Server, monkeypatch, tmp_path):
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for at in range(3):
        write(server, [RECORDS[at], RECORDS[at + 6]])
    assert len(FULL_READINGS) == 3
    assert graph_in(server) == project(Collection([*RECORDS[:3], *RECORDS[6:9]]))


def test_a_ledger_holds_no_password(server: Server) -> None:
    write(server, RECORDS)
    files = [path.read_bytes() for path in folder().iterdir()]
    assert [PASSWORD.encode() in data for data in files] == [False] * len(files)


def test_ledgers_of_databases_that_nobody_writes_to_any_more_are_deleted(server: Server) -> None:
    folder().mkdir(parents=True, exist_ok=True)
    old, recent = folder() / "old.ledger", folder() / "recent.ledger"
    for path in (old, recent):
        path.touch()
    os.utime(old, (0, 0))
    write(server, RECORDS)
    assert (old.exists(), recent.exists()) == (False, True)
    recent.unlink()
