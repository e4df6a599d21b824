"""Papers that are in a store already, found by what a ledger knows of them and read only when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from graph.collection import Collection, ExtractionHandle
from graph.errors import StoreError
from graph.projection import Read, every_read
from graph.records import PaperRecord

if TYPE_CHECKING:
    from graph.ledger import Ledger

Kept = PaperRecord | ExtractionHandle
ReadRecords = Callable[[list[str]], Iterable[tuple[str, list[Kept]]]]
"""Gives the records that papers keep, by the papers' ids."""

_AT_ONCE = 200


class LedgerShelf:
    """A shelf for a collection; ``taken`` holds the records that were taken, by the id of their paper."""

    def __init__(self, ledger: Ledger, read: ReadRecords) -> None:
        self._ledger, self._read = ledger, read
        self.taken: dict[str, list[Kept]] = {}

    @property
    def left(self) -> tuple[int, int]:
        """Papers and copies that were not taken yet."""
        papers, copies = self._ledger.sizes()
        return papers - len(self.taken), copies - sum(map(self._ledger.copies_of, self.taken))

    def take(self, keys: Iterable[str]) -> list[Kept]:
        """All records of the papers that a key leads to, unless they were taken before."""
        ids = sorted({paper_id for key in keys for paper_id in self._ledger.with_key(key)} - self.taken.keys())
        found = dict(self._read(ids)) if ids else {}
        if missing := next((paper_id for paper_id in ids if paper_id not in found), None):
            raise StoreError(f"{missing}: this paper was in the store, and is not there any more")
        self.taken.update(found)
        return [record for paper_id in ids for record in found[paper_id]]

    def names(self) -> Iterator[tuple[str, str]]:
        """Ids, titles and former ids of all papers, each with the paper's id."""
        return self._ledger.keys_from("name:")

    def ids_of_unread(self, is_read: Callable[[Iterable[str]], bool]) -> Iterator[str]:
        """Ids of the papers by whose extractors they count as not read."""
        for extractors, ids in self._ledger.by_extractors():
            if not is_read(extractors):
                yield from ids

    def before(self) -> Iterator[Read]:
        """What the papers that were taken were, when they were put there."""
        return every_read(Collection(record for records in self.taken.values() for record in records))


def reread(ledger: Ledger, read: ReadRecords, paper_ids: Iterable[str]) -> Iterator[Read]:
    """Papers that lie on the shelf, as they are there."""
    remaining = sorted(paper_ids)
    for at in range(0, len(remaining), _AT_ONCE):
        some = remaining[at : at + _AT_ONCE]
        collection = Collection(shelf=LedgerShelf(ledger, read))
        collection.take(f"name:{paper_id}" for paper_id in some)
        for paper_id in some:
            paper = collection.papers()[paper_id]
            yield Read(paper, collection.extraction(paper))
