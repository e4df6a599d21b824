"""The lock of the one writer: a lease on the mark node, which each of its transactions proves and renews."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.neo4j.schema import MARK, MARK_ID

if TYPE_CHECKING:
    import neo4j

    from graph.neo4j.connection import Connection

LEASE_SECONDS = 30.0
"""After so long without a sign of life a writer counts as gone, and the next one may begin."""

_HEARTBEAT_SECONDS = LEASE_SECONDS / 4
_LOOK_AGAIN_SECONDS = 0.5

# Cypher reads before it locks, so that a plain WHERE could let two writers in. Writing first takes the lock.
_LOCKED = f"MATCH (s:{MARK} {{id: '{MARK_ID}'}}) SET s.touched = timestamp() WITH s "
_ACQUIRE = (
    f"{_LOCKED} WHERE s.writer IS NULL OR s.writer = $writer OR s.writer_until < timestamp() "
    "SET s.writer = $writer, s.writer_until = timestamp() + $lease RETURN s.id"
)
_PROVE = f"{_LOCKED} WHERE s.writer = $writer SET s.writer_until = timestamp() + $lease RETURN s.id"
_RELEASE = f"{_LOCKED} WHERE s.writer = $writer REMOVE s.writer, s.writer_until"

_log = logging.getLogger("claimgraph")


class LockLostError(StoreError):
    """The writer was silent for so long that another one has begun."""


class WriterLock:
    """Waits until no other writer is there. Kept alive in the background until ``release``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._parameters = {"writer": uuid.uuid4().hex, "lease": int(LEASE_SECONDS * 1000)}
        self._released = threading.Event()
        self._heartbeat = threading.Thread(target=self._stay_alive, name="claimgraph writer lock", daemon=True)

    def acquire(self) -> None:
        """Take the lock, waiting for another writer to finish or to be silent for a lease."""
        told = False
        while not self._connection.run_alone(_ACQUIRE, self._parameters):
            if not told:
                _log.warning("%s: another claimgraph is writing; waiting for it", self._connection.address.url)
                told = True
            time.sleep(_LOOK_AGAIN_SECONDS)
        self._heartbeat.start()

    def prove(self, transaction: neo4j.ManagedTransaction) -> None:
        """Begin a transaction with this: it goes through only while the lock is ours."""
        if transaction.run(_PROVE, self._parameters).single() is None:
            raise LockLostError(
                f"{self._connection.address.url}: another claimgraph took over while this one was out of reach; "
                "what was reported done is safe: run the same line again"
            )

    def _stay_alive(self) -> None:
        while not self._released.wait(_HEARTBEAT_SECONDS):
            try:
                self._connection.write(self.prove)
            except LockLostError:
                return  # the writer's next transaction meets the same and says so
            except StoreError:
                continue  # the server may be back before the lease runs out

    def release(self) -> None:
        """Let the next writer in; where the server is away, the lease runs out by itself."""
        self._released.set()
        try:
            self._connection.run_once(_RELEASE, self._parameters)
        except StoreError:
            _log.debug("the lock could not be released", exc_info=True)
