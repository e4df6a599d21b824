"""Where the ledger of a database lies on this machine: in the user's cache, and only as long as it is true.

A ledger is true while the database says that the state is the ledger's own. Any other writer takes that away, and
so do a writer that is stopped in the middle and a change of version; then a new ledger is written.
"""

from __future__ import annotations

import os
import sqlite3
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from graph.ledger import Ledger
from graph.neo4j.schema import census
from graph.versions import GRAPH_VERSION

if TYPE_CHECKING:
    from graph.neo4j.connection import Connection
    from graph.neo4j.schema import Mark


_FORGOTTEN_SECONDS = 90 * 24 * 3600
"""After so long without a change a ledger goes, which costs one full reading where its database is still in use."""


def folder() -> Path:
    """The folder of all ledgers; what is in it may be deleted at any time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "claimgraph"


class LedgerFile:
    """The file for one database, which ``identity`` names."""

    def __init__(self, identity: str) -> None:
        self._path = folder() / f"{identity}.ledger"
        self._unfinished = self._path.with_suffix(".unfinished")

    def open(self, mark: Mark, connection: Connection) -> Ledger | None:
        """The ledger, if it is there and true of what is in the database."""
        if not (mark.state and mark.made_by == GRAPH_VERSION and self._path.is_file()):
            return None
        ledger = None
        try:
            ledger = Ledger(self._path)
            facts = ledger.facts()
            if facts == {"version": GRAPH_VERSION, "state": mark.state, "census": census(connection)}:
                return ledger
        except sqlite3.Error:
            pass  # damaged, or of another kind: a new one is written in its place
        if ledger:
            ledger.close()
        return None

    def make(self) -> Ledger:
        """An empty ledger; one that is not kept where the cache cannot be written to."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._unfinished.unlink(missing_ok=True)
            _delete_forgotten(self._path.parent)
            return Ledger(self._unfinished)
        except (OSError, sqlite3.Error):
            return Ledger()

    def keep(self, ledger: Ledger, connection: Connection) -> tuple[Ledger, str]:
        """Keep what the ledger says now, and the name of this state. The ledger is closed, and another one given."""
        state = uuid.uuid4().hex
        ledger.state(version=GRAPH_VERSION, state=state, census=census(connection))
        ledger.commit()
        if self._unfinished.exists():
            ledger.close()
            self._unfinished.replace(self._path)
            ledger = Ledger(self._path)
        return ledger, state

    def discard(self) -> None:
        """Delete a ledger that was not finished."""
        with suppress(OSError):
            self._unfinished.unlink(missing_ok=True)


def _delete_forgotten(ledgers: Path) -> None:
    """Delete the ledgers of databases that nobody has written to for long, or that are no more."""
    for path in ledgers.glob("*.ledger"):
        if path.stat().st_mtime < time.time() - _FORGOTTEN_SECONDS:
            path.unlink(missing_ok=True)
