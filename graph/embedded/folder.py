"""The folder of an embedded store: what lies where, whose it is, and which snapshot is the current one."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from graph.errors import StoreError, StoreMissingError

FORMAT = 1
_MARK = "store.json"


class Pointer(BaseModel):
    """Names the current snapshot, and what it was made from.

    Attributes:
        file: name of the snapshot in the folder.
        size: its bytes.
        digest: XXH3 of its content, 128 bits: the database itself does not notice every damaged page.
        log_length: bytes of the log that it says.
        log_digest: XXH3 of these bytes.
        made_by: version of schema and resolver; a snapshot of another one is built anew.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    size: int
    digest: str
    log_length: int
    log_digest: str
    made_by: str


def digest_of(path: Path, length: int | None = None) -> str:
    """XXH3 (128 bits, hex) of a file, or of its first ``length`` bytes."""
    import xxhash

    state, remaining = xxhash.xxh3_128(), length if length is not None else path.stat().st_size
    with path.open("rb") as file:
        while remaining and (block := file.read(min(remaining, 1 << 20))):
            state.update(block)
            remaining -= len(block)
    return state.hexdigest()


class Folder:
    """Paths and small files of one store."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "log.jsonl"
        self.lock = root / "lock"
        self._pointer = root / "snapshot.json"

    def check(self) -> None:
        """Refuse a folder that is not ours; StoreMissingError where there is nothing yet."""
        mark = self.root / _MARK
        try:
            found = json.loads(mark.read_text("utf-8"))["claimgraph_store"]
        except FileNotFoundError:
            if self.root.exists() and not self.root.is_dir():
                raise StoreError(f"{self.root}: is a file; name a new or empty folder as the store") from None
            if self._holds_other_files():
                raise StoreError(
                    f"{self.root}: is no claimgraph store, and not empty; name a new or empty folder"
                ) from None
            raise StoreMissingError(
                f"{self.root}: no claimgraph store here yet; `claimgraph build PAPERS` makes one"
            ) from None
        except NotADirectoryError:
            raise StoreError(f"{self.root}: a part of this path is a file; name a folder") from None
        except OSError as error:
            raise StoreError(f"{mark}: cannot read: {error.strerror}") from error
        except (ValueError, KeyError, TypeError):
            raise StoreError(f"{mark}: damaged; it should say {_mark_text()!r}") from None
        if found != FORMAT:
            raise StoreError(
                f"{self.root}: store format {found}, this claimgraph knows {FORMAT}; update claimgraph"
            )

    def create(self) -> None:
        """Make the folder and mark it as ours, unless it is already."""
        try:
            self.check()
        except StoreMissingError:
            try:
                self.root.mkdir(parents=True, exist_ok=True)
                write_atomically(self.root / _MARK, _mark_text())
                self.log.touch()
            except OSError as error:
                raise StoreError(f"{self.root}: cannot make the store: {error.strerror}") from error

    def _holds_other_files(self) -> bool:
        # A crash between making the folder and marking it leaves nothing but our own unfinished mark.
        return self.root.is_dir() and any(not p.name.startswith(_MARK) for p in self.root.iterdir())

    def pointer(self) -> Pointer | None:
        """The current snapshot as last published; None where there is none or its file cannot be read."""
        try:
            return Pointer.model_validate_json(self._pointer.read_bytes())
        except (OSError, ValidationError):
            return None

    def is_whole(self, pointer: Pointer) -> bool:
        """Whether the snapshot's file is there and has not changed since it was published."""
        path = self.root / pointer.file
        try:
            return path.stat().st_size == pointer.size and digest_of(path) == pointer.digest
        except OSError:
            return False

    def publish(self, unfinished: Path, log_length: int, made_by: str) -> None:
        """Put a finished snapshot in the place of the current one; readers meet either this or that."""
        digest = digest_of(unfinished)
        final = self.root / f"graph-{digest[:12]}.lbdb"
        pointer = Pointer(
            file=final.name,
            size=unfinished.stat().st_size,
            digest=digest,
            log_length=log_length,
            log_digest=digest_of(self.log, log_length),
            made_by=made_by,
        )
        _sync(unfinished)
        unfinished.replace(final)
        write_atomically(self._pointer, pointer.model_dump_json())
        self.remove_leftovers(pointer)

    def remove_leftovers(self, current: Pointer | None) -> None:
        """Remove old snapshots and what interrupted builds left; what is in use elsewhere goes next time."""
        import shutil

        for path in self.root.iterdir():
            if path.name.startswith("columns-"):
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.startswith(("graph-", "unfinished-")) and not (current and path.name == current.file):
                try:
                    path.unlink()
                except OSError:
                    continue


def _mark_text() -> str:
    return json.dumps({"claimgraph_store": FORMAT})


def write_atomically(path: Path, text: str) -> None:
    """Write a small file so that it is there as a whole or not at all, whatever happens."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # folders cannot be opened there
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
