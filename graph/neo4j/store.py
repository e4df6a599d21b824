"""The Neo4j store: records on the papers' nodes, one writer at a time, the graph updated by the difference."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.neo4j.address import parse_address
from graph.neo4j.connection import Connection
from graph.neo4j.schema import FORGET_STATE, PENDING, Mark, has_keys_index, prepare, read_mark
from graph.neo4j.statements import FIND_BY_KEYS, READ_PENDING, READ_RECORDS
from graph.store import Rows
from graph.versions import GRAPH_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.neo4j.writer import Neo4jWriter
    from graph.records import Record


_READ_AT_ONCE = 1000
"""Records, each of some ten thousand bytes."""
_KEYS_AT_ONCE = 500
"""The index takes at most 1,024 words in one question."""


class Neo4jStore:
    """A store in a database of a Neo4j server. Making the object connects to nothing; the first use does."""

    def __init__(self, url: str) -> None:
        self._connection = Connection(parse_address(url))
        self._mark: Mark | None = None

    @property
    def url(self) -> str:
        """The address, as the user wrote it."""
        return self._connection.address.url

    def records(self) -> Iterator[Record]:
        """Every record that is in: those on the papers, then those that were not published yet."""
        from graph.records import load_record

        self._check()
        for _, line in stored_lines(self._connection):
            yield load_record(line)

    def run(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Answer from the graph as it is; the server refuses a statement that writes."""
        if self._mark is None:
            self._mark = read_mark(self._connection)
        return _plain_rows(*self._connection.rows(cypher, parameters))

    def candidates(self, keys: Iterable[str]) -> tuple[list[str], list[str]]:
        """Ids of the nodes that the full-text index finds by the keys; the keys that it cannot tell of.

        It splits texts into words. Plain letters and digits are one word for certain, of others it may keep nothing.
        """
        every = list(keys)
        told = [key for key in every if key.isascii() and key.isalnum()] if self._has_keys_index else []
        found: set[str] = set()
        for at in range(0, len(told), _KEYS_AT_ONCE):
            words = " ".join(f'keys:"{key}"' for key in told[at : at + _KEYS_AT_ONCE])
            found.update(node_id for (node_id,) in self._connection.rows(FIND_BY_KEYS, {"words": words})[1])
        return sorted(found), sorted({*every} - {*told})

    @cached_property
    def _has_keys_index(self) -> bool:
        return has_keys_index(self._connection)

    def write(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Run a user's own statement that may write, once; what it does to our nodes and edges is not watched."""
        self._check()
        self._connection.run_alone(FORGET_STATE)
        return _plain_rows(*self._connection.run_once(cypher, parameters))

    def unpublished(self) -> bool:
        """Whether there are records that readers do not see: a load is running, or was interrupted."""
        mark = self._check()
        return (
            mark.imported
            or mark.made_by != GRAPH_VERSION
            or bool(self._connection.rows(f"MATCH (r:{PENDING}) RETURN r.number LIMIT 1", {})[1])
        )

    def _check(self) -> Mark:
        return read_mark(self._connection)

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()
        self._mark = None

    @contextmanager
    def writing(self) -> Iterator[Neo4jWriter]:
        """Wait until no other claimgraph writes, then write; another program's graph is refused."""
        from graph.neo4j.lock import WriterLock
        from graph.neo4j.writer import Neo4jWriter

        prepare(self._connection)
        lock = WriterLock(self._connection)
        lock.acquire()
        try:
            with tempfile.TemporaryDirectory(prefix="claimgraph-") as folder:
                writer = Neo4jWriter(self._connection, lock, Path(folder) / "log.jsonl")
                try:
                    yield writer
                finally:
                    writer.close()
        finally:
            lock.release()


def stored_lines(connection: Connection) -> Iterator[tuple[str | None, bytes]]:
    """Every record as its line, with the id of the paper that keeps it; None for one that is pending.

    The pending ones come last, but are read first: a writer that publishes meanwhile moves them to papers, and a
    record read twice is one.
    """
    with tempfile.TemporaryFile() as pending:
        pending.writelines(line + b"\n" for _, line in pending_lines(connection))
        pending.seek(0)
        for paper_id, lines in connection.pages(READ_RECORDS, "", _READ_AT_ONCE):
            for line in lines.encode().split(b"\n"):
                yield paper_id, line
        for line in pending:
            yield None, line.removesuffix(b"\n")


def pending_lines(connection: Connection) -> Iterator[tuple[None, bytes]]:
    """The records that no paper keeps yet, oldest first, as lines."""
    for _, line in connection.pages(READ_PENDING, -1, _READ_AT_ONCE):
        yield None, line.encode()


def _plain_rows(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Rows:
    return Rows(tuple(columns), [tuple(map(_plain, row)) for row in rows])


def _plain(value: Any) -> Any:
    """A value as every store gives it: nodes and edges as their properties, without our own notes on them."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {key: _plain(v) for key, v in value.items()}
    if hasattr(value, "nodes") and hasattr(value, "relationships") and hasattr(value, "start_node"):
        return [_plain(part) for part in (*value.nodes, *value.relationships)]
    if hasattr(value, "items"):
        return {key: _plain(v) for key, v in value.items() if not key.startswith("_")}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)
