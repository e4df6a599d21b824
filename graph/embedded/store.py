"""The embedded store: one writer under a lock, any number of readers of the last finished snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.embedded.folder import Folder, Pointer
from graph.embedded.snapshot import Snapshot, write_snapshot
from graph.errors import StoreError
from graph.store import Rows
from graph.versions import GRAPH_VERSION

if TYPE_CHECKING:
    import tempfile

    from graph.collection import Collection
    from graph.records import Record

_SWAPS_MET = 20
"""Times that a reader looks again when a writer swaps snapshots between two of its steps."""


class LockedError(StoreError):
    """Another writer holds the store."""


class EmbeddedStore:
    """A store in a folder. Making the object touches nothing; the first use does."""

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)
        self._snapshot: Snapshot | None = None
        self._private: tempfile.TemporaryDirectory[str] | None = None

    @property
    def url(self) -> str:
        """The folder, as the user wrote it."""
        return str(self._folder.root)

    def records(self) -> Iterator[Record]:
        """Every record, oldest first."""
        from graph.embedded.log import read_log

        self._folder.check()
        return read_log(self._folder.log)

    def run(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Answer from the last finished snapshot, which is built first where none is whole."""
        if self._snapshot is None:
            self._snapshot = self._open()
        return self._snapshot.run(cypher, parameters)

    def unpublished(self) -> bool:
        """Whether the log holds more than readers see: a build is running, or was interrupted."""
        self._folder.check()
        pointer = self._folder.pointer()
        return pointer is not None and pointer.log_length < self._folder.log.stat().st_size

    def close(self) -> None:
        """Close the snapshot that answered."""
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None
        if self._private is not None:
            self._private.cleanup()
            self._private = None

    def _open(self) -> Snapshot:
        self._folder.check()
        snapshot = self._open_current()
        if snapshot is None:
            try:
                with self.writing(create=False) as writer:
                    writer.publish()
            except (StoreError, OSError):
                return self._open_private()  # which meets the same fault where it is one of the log
            snapshot = self._open_current()
        return snapshot or self._open_private()

    def _open_current(self) -> Snapshot | None:
        """The snapshot that was published last; None where there is none, or it is damaged or outdated."""
        for _ in range(_SWAPS_MET):
            pointer = self._folder.pointer()
            if pointer is None or pointer.made_by != GRAPH_VERSION:
                return None
            if self._folder.is_whole(pointer):
                try:
                    return Snapshot(self._folder.root / pointer.file)
                except (StoreError, OSError):
                    pass  # swapped between two steps, or not readable after all
            if pointer == self._folder.pointer():
                return None
        return None

    def _open_private(self) -> Snapshot:
        """A snapshot of our own, where the folder cannot be written to or its first build is still running."""
        import tempfile

        from graph.collection import Collection
        from graph.embedded.log import scan_log
        from graph.projection import project_rows

        rows = project_rows(Collection(entry.record for entry in scan_log(self._folder.log)))
        self._private = tempfile.TemporaryDirectory(prefix="claimgraph-")
        path = Path(self._private.name) / "graph.lbdb"
        write_snapshot(rows, path)
        return Snapshot(path)

    @contextmanager
    def writing(self, *, create: bool = True) -> Iterator[EmbeddedWriter]:
        """Hold the lock and write; LockedError where another process does."""
        from filelock import FileLock, Timeout

        if create:
            self._folder.create()
        self._folder.check()
        lock = FileLock(self._folder.lock, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise LockedError(
                f"{self.url}: another claimgraph is writing to this store; wait until it has finished"
            ) from None
        except OSError as error:
            raise StoreError(f"{self._folder.lock}: cannot lock: {error.strerror}") from error
        try:
            self._folder.remove_leftovers(self._folder.pointer())
            writer = EmbeddedWriter(self._folder)
            try:
                yield writer
            finally:
                writer.close()
        finally:
            lock.release()


class EmbeddedWriter:
    """Appends to the log and publishes snapshots; made by ``EmbeddedStore.writing``."""

    def __init__(self, folder: Folder) -> None:
        from graph.collection import Collection
        from graph.embedded.log import LogWriter, scan_log

        self._folder = folder
        self._collection = Collection()
        length = 0
        folder.log.touch()
        for entry in scan_log(folder.log):
            self._collection.add(entry.record)
            length = entry.end
        self._log = LogWriter(folder.log, length)

    @property
    def collection(self) -> Collection:
        """All records so far."""
        return self._collection

    def append(self, records: Iterable[Record]) -> None:
        """Add what is new; on disk when this returns."""
        from graph.collection import ExtractionHandle

        new = [record for record in records if self._collection.add(record)]
        for item in self._log.append(new) if new else ():
            if isinstance(item, ExtractionHandle):
                self._collection.relocate(item)

    def publish(self) -> bool:
        """Write the graph of all records as a new snapshot, unless the current one is it."""
        if self._is_current(self._folder.pointer()):
            return False
        from graph.projection import project_rows

        unfinished = self._folder.root / "unfinished-graph.lbdb"
        unfinished.unlink(missing_ok=True)
        write_snapshot(project_rows(self._collection), unfinished)
        try:
            self._folder.publish(unfinished, self._log.length, GRAPH_VERSION)
        except OSError as error:
            raise StoreError(f"{self._folder.root}: cannot write the graph: {error.strerror}") from error
        return True

    def _is_current(self, pointer: Pointer | None) -> bool:
        from graph.embedded.folder import digest_of

        return (
            pointer is not None
            and pointer.made_by == GRAPH_VERSION
            and pointer.log_length == self._log.length
            and pointer.log_digest == digest_of(self._folder.log, self._log.length)
            and self._folder.is_whole(pointer)
        )

    def close(self) -> None:
        """Close the log."""
        self._log.close()
