"""What can go wrong around a Neo4j server: one clear line or a load that goes on, never a double or half paper."""

import io
import os
import pty
import random
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import neo4j_loads as loads
import pytest
from neo4j_server import Server, free_port

from cli.main import exit_code
from graph.neo4j import connection
from graph.neo4j.address import parse_address

N_PAPERS = 240
_COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message of Bolt, as a chunk of its own."""
KILLS = int(os.environ.get("CLAIMGRAPH_NEO4J_KILLS", "2"))


_NAME_ANOTHER = "nothing was changed: name another database or server\n"
_IS_IT_RUNNING = "is the server running, is the port the Bolt port?\n"
_RUN_AGAIN = "what was reported done is safe: run the same line again when it answers\n"
_REFUSED = "the server refused user neo4j with this password; check NEO4J_USERNAME and NEO4J_PASSWORD\n"


class Loaded(NamedTuple):
    """A file of papers, and the graph that they make."""

    file: Path
    graph: object


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    papers = loads.many_papers(N_PAPERS)
    return Loaded(
        loads.write_lines(papers, tmp_path_factory.mktemp("many") / "many.jsonl"), loads.graph_of(papers)
    )


@pytest.fixture
def server(neo4j_server: Server) -> Iterator[Server]:
    """The server, empty, and up again afterwards whatever was done to it."""
    neo4j_server.clear()
    yield neo4j_server
    if neo4j_server.process is None:
        neo4j_server.start()


def load(file: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = exit_code(["load", str(file), "--store", server.url, "--progress", "none"])
    return code, capsys.readouterr().err


def stats(url: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = exit_code(["stats", "--store", url])
    return code, capsys.readouterr().err


def test_where_nobody_listens_one_line_says_so_at_once(monkeypatch, capsys):
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    for scheme in ("bolt", "neo4j"):
        url = f"{scheme}://127.0.0.1:{free_port()}"
        began = time.monotonic()
        code, err = stats(url, capsys)
        assert time.monotonic() - began < connection.RETRY_SECONDS / 2
        assert (code, err) == (3, f"Error: {url}: nobody answers there (connection refused); {_IS_IT_RUNNING}")


def test_a_wrong_password_is_tried_once(server, monkeypatch, capsys):
    # The server locks an account for 5 s at the third wrong password.
    with monkeypatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", "wrong")
        for _ in range(2):
            assert stats(server.url, capsys) == (
                3,
                f"Error: {server.url}: {_REFUSED}",
            )
    assert stats(server.url, capsys)[0] == 2  # no store here yet


def test_many_wrong_passwords_are_told_as_what_they_are(server, monkeypatch, capsys):
    with monkeypatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", "wrong")
        said = {stats(server.url, capsys)[1].partition(server.url)[2] for _ in range(5)}
    assert said == {
        f": {_REFUSED}",
        ": locked for a few seconds after wrong passwords; wait, then try the right one\n",
    }
    end = time.monotonic() + 15
    while stats(server.url, capsys)[0] == 3:
        assert time.monotonic() < end
        time.sleep(0.5)


def test_without_a_password_and_a_terminal_one_line_says_what_to_set(server, monkeypatch, capsys):
    monkeypatch.delenv("NEO4J_PASSWORD")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert stats(server.url, capsys) == (3, f"Error: {server.url}: no password for neo4j; set NEO4J_PASSWORD\n")


def read_until(terminal: int, words: bytes) -> bytes:
    said = b""
    while words not in said:
        assert select.select([terminal], [], [], 20)[0], said
        said += os.read(terminal, 1000)
    return said


def test_the_password_is_asked_for_without_echo(server, monkeypatch, capsys):
    monkeypatch.delenv("NEO4J_PASSWORD")
    process, terminal = pty.fork()
    if process == 0:
        os.environ["PYTHONPATH"] = str(loads.ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "claimgraph", "stats", "--store", server.url])
    said = read_until(terminal, b"Password")
    os.write(terminal, b"for-tests-only\n")
    said += read_until(terminal, b"makes one")
    os.waitpid(process, 0)
    assert b"no claimgraph store here yet" in said
    assert b"for-tests-only" not in said


def test_a_missing_database_is_named(server, capsys):
    assert stats(f"{server.url}/papers", capsys) == (
        3,
        f"Error: {server.url}/papers: this server has no database 'papers'; leave it out for the usual one\n",
    )


def test_a_port_that_is_not_bolt_is_told_so(server, capsys):
    for scheme in ("bolt", "neo4j"):
        url = f"{scheme}://127.0.0.1:{server.http_port}"
        assert stats(url, capsys) == (
            3,
            f"Error: {url}: a web server answers there; the Bolt port is another one, usually 7687\n",
        )


@contextmanager
def encrypted(server: Server, folder: Path) -> Iterator[int]:
    """The port of an encrypted way to the server, with a certificate that it signed itself."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here to make a certificate with")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate]
    subprocess.run([*made, *subject], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def copy(source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        finally:
            target.close()

    def serve() -> None:
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            try:
                client = context.wrap_socket(raw, server_side=True)
            except OSError:
                continue
            behind = socket.create_connection(("127.0.0.1", server.bolt_port))
            for pair in ((client, behind), (behind, client)):
                threading.Thread(target=copy, args=pair, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with closing(listener):
        yield listener.getsockname()[1]


def _write(scheme: str) -> str:
    return (
        f"write {scheme}+ssc:// where the certificate is the server's own and you trust it, "
        f"{scheme}:// where it has none\n"
    )


def test_a_certificate_of_the_servers_own_is_refused_unless_it_is_trusted(server, tmp_path, capsys):
    with encrypted(server, tmp_path) as port:
        for scheme in ("bolt", "neo4j"):
            url = f"{scheme}+s://127.0.0.1:{port}"
            assert stats(url, capsys) == (
                3,
                f"Error: {url}: no encrypted connection (self-signed certificate); {_write(scheme)}",
            )
        assert stats(f"bolt+ssc://127.0.0.1:{port}", capsys)[0] == 2  # let in; no store here yet


def test_a_graph_of_another_program_is_left_alone(server, many, capsys):
    server.query("CREATE (:Paper {name: 'theirs'})-[:WRAPS]->(:Fish), (:Method {id: 'x'})")
    before = server.query("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, type(r), m ORDER BY elementId(n)")
    indexes = server.query("SHOW INDEXES")
    assert load(many.file, server, capsys) == (
        3,
        f"Error: {server.url}: holds Method, Paper nodes that are not claimgraph's; {_NAME_ANOTHER}",
    )
    assert (
        server.query("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, type(r), m ORDER BY elementId(n)") == before
    )
    assert len(server.query("SHOW INDEXES")) == len(indexes)


def test_what_a_server_killed_at_making_a_constraint_leaves_behind_is_replaced(server, many, capsys):
    # Its index is left without the constraint that owns it; so is this one.
    server.query("DROP CONSTRAINT claimgraph_method_id IF EXISTS")
    server.query("CREATE INDEX claimgraph_method_id FOR (n:Method) ON (n.id)")
    assert load(many.file, server, capsys)[0] == 0
    names = [row["name"] for row in server.query("SHOW CONSTRAINTS YIELD name")]
    assert "claimgraph_method_id" in names


def test_another_programs_nodes_of_other_labels_stay_beside_ours(server, many, capsys):
    server.query("CREATE (:Fish {id: 'cod'})-[:EATS]->(:Weed)")
    assert load(many.file, server, capsys)[0] == 0
    assert loads.graph_in(server) == many.graph
    assert server.query("MATCH (f:Fish)-[:EATS]->(w:Weed) RETURN f.id AS id") == [{"id": "cod"}]


def test_a_store_of_a_later_format_is_refused(server, many, capsys):
    server.query("CREATE (:ClaimgraphStore {id: 'claimgraph', format: 99})")
    said = (3, f"Error: {server.url}: store format 99, this claimgraph knows 1; update claimgraph\n")
    assert load(many.file, server, capsys) == said
    assert stats(server.url, capsys) == said


def test_two_loaders_at_once_both_finish(server, many, tmp_path):
    papers = loads.many_papers(N_PAPERS)
    halves = [loads.write_lines(papers[at:to], tmp_path / f"{at}.jsonl") for at, to in ((0, 150), (90, N_PAPERS))]
    processes = [loads.start_load(half, server) for half in halves]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert loads.graph_in(server) == many.graph


def test_a_server_killed_in_mid_load_and_started_again_is_caught_up_with(server, many):
    seed = int(os.environ.get("CLAIMGRAPH_SEED", time.time_ns() % 1_000_000))
    print(f"CLAIMGRAPH_SEED={seed}")
    chance = random.Random(seed)
    for _ in range(KILLS):
        process = loads.start_load(many.file, server)
        time.sleep(chance.uniform(0.8, 3))
        server.kill()
        server.start()
        assert loads.half_papers(server) == []
        _, err = process.communicate(timeout=120)
        if process.returncode:  # killed before it had connected
            assert "nobody answers there" in err, err
            assert loads.start_load(many.file, server).wait(120) == 0
        assert loads.graph_in(server) == many.graph
        server.clear()


@contextmanager
def losing_commits(server: Server, every: int) -> Iterator[int]:
    """A port that leads to the server, and breaks at every so-and-so-many commit: before it, or before its answer."""
    listener = socket.create_server(("127.0.0.1", 0))
    commits = 0

    def to_server(client: socket.socket, behind: socket.socket, cut: threading.Event) -> None:
        nonlocal commits
        while data := client.recv(65536):
            commits += _COMMIT in data
            if _COMMIT in data and commits % every == 0:
                if commits % (2 * every):
                    break
                cut.set()
            behind.sendall(data)

    def to_client(client: socket.socket, behind: socket.socket, cut: threading.Event) -> None:
        while (data := behind.recv(65536)) and not cut.is_set():
            client.sendall(data)

    def copy(way: Callable[..., None], *ends: Any) -> None:
        with suppress(OSError):
            way(*ends)
        for end in ends[:2]:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                behind = socket.create_connection(("127.0.0.1", server.bolt_port))
                cut = threading.Event()
                for way in (to_server, to_client):
                    threading.Thread(target=copy, args=(way, client, behind, cut), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with closing(listener):
        yield listener.getsockname()[1]


def test_a_commit_whose_answer_gets_lost_is_made_again_and_does_no_harm(server, many, monkeypatch, capsys):
    monkeypatch.setattr("graph.neo4j.batches.MAX_ROWS", 500)
    with losing_commits(server, 3) as port:
        code = exit_code(["load", str(many.file), "--store", f"bolt://127.0.0.1:{port}", "--progress", "none"])
    assert code == 0, capsys.readouterr().err
    assert loads.graph_in(server) == many.graph
    assert server.query("MATCH (r:ClaimgraphPending) RETURN count(r) AS n") == [{"n": 0}]


def test_a_server_that_stays_away_ends_the_load_and_the_next_one_completes_it(server, many, monkeypatch, capsys):
    monkeypatch.setattr(connection, "RETRY_SECONDS", 1)
    monkeypatch.setattr("graph.neo4j.writer.MAX_ROWS", 100)
    monkeypatch.setattr("graph.neo4j.batches.MAX_ROWS", 100)
    killer = loads.when_papers_are_in(server, 50, server.kill)
    code, err = load(many.file, server, capsys)
    killer.join()
    assert (code, err) == (
        3,
        f"Error: {server.url}: the server went away and did not come back; {_RUN_AGAIN}",
    )
    server.configure(server__databases__default_to_read_only="true")
    server.start()
    assert 50 <= server.query("MATCH (p:Paper) RETURN count(p) AS n")[0]["n"] < N_PAPERS
    assert loads.half_papers(server) == []
    assert load(many.file, server, capsys) == (
        3,
        f"Error: {server.url}: this database is read-only; nothing was written\n",
    )
    assert stats(server.url, capsys)[0] == 0
    server.kill()
    server.configure(server__databases__default_to_read_only="false", db__memory__transaction__max="4m")
    server.start()
    assert load(many.file, server, capsys)[0] == 0  # in transactions as small as need be
    assert loads.graph_in(server) == many.graph
    server.kill()
    server.configure(db__memory__transaction__max="0")


def test_a_slow_server_is_waited_for(server, many):
    process = loads.start_load(many.file, server)
    for _ in range(4):
        time.sleep(0.6)
        os.kill(server.process.pid, signal.SIGSTOP)
        time.sleep(1.5)
        os.kill(server.process.pid, signal.SIGCONT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert loads.graph_in(server) == many.graph


def test_a_server_that_says_nothing_is_not_waited_for_forever(server, monkeypatch, capsys):
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 1)
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        code, err = stats(server.url, capsys)
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    assert (code, err.count("\n")) == (3, 1)
    assert err.startswith(f"Error: {server.url}: nobody answers there (")


def test_an_interruption_that_the_driver_stumbles_over_is_still_one(monkeypatch):
    def stumble(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise BufferError("Existing exports of data: object cannot be re-sized")

    connected = connection.Connection(parse_address("bolt://127.0.0.1"))
    monkeypatch.setattr(connected, "_connected", stumble)
    with pytest.raises(KeyboardInterrupt):
        connected.rows("RETURN 1", {})


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_a_loader_stopped_at_any_moment_leaves_whole_papers_and_the_next_one_completes_it(
    server, many, how, monkeypatch
):
    monkeypatch.setattr("graph.neo4j.lock.LEASE_SECONDS", 2)
    chance = random.Random()
    for _ in range(KILLS):
        process = loads.start_load(many.file, server)
        time.sleep(chance.uniform(0.5, 2.5))
        process.send_signal(how)
        _, err = process.communicate(timeout=60)
        if how == signal.SIGINT and process.returncode:
            # By the signal itself, which shells call 130 too, where it met code run from a string: CPython takes
            # an interrupt in there (a dataclass being made) for one that nobody handled.
            assert process.returncode in (130, -signal.SIGINT), err
            assert err.count("\n") == 1
            assert err.startswith("interrupted: ") or err == "interrupted\n"
        assert loads.half_papers(server) == []
        # A killed one cannot give its lock back; nobody waits for it longer than the lease.
        server.query("MATCH (s:ClaimgraphStore) SET s.writer_until = 0")
    process = loads.start_load(many.file, server)
    assert process.wait(60) == 0
    assert loads.graph_in(server) == many.graph
