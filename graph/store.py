"""What every store can do, whatever is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from graph.collection import Collection
    from graph.records import Record


class Rows(NamedTuple):
    """A query's answer: column names, and one tuple a row with plain Python values."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Reader(Protocol):
    """Answers queries."""

    def run(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one statement that only reads; every parameter that it uses must be given."""
        ...


@runtime_checkable
class Narrowing(Protocol):
    """Has an index that tells which nodes are worth looking at; it never decides."""

    def candidates(self, keys: Iterable[str]) -> tuple[list[str], list[str]]:
        """Ids of all nodes that have one of the keys, perhaps of others too; the keys that it cannot tell of."""
        ...


class FreelyWritable(Protocol):
    """Takes statements of a user's own that write."""

    def write(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one statement, once."""
        ...


class Writer(Protocol):
    """Adds records while it holds the store's lock."""

    @property
    def collection(self) -> Collection:
        """All records so far, the appended ones included."""
        ...

    def append(self, records: Iterable[Record]) -> None:
        """Add records; when this returns they are safe on disk. Records that say nothing new are passed over."""
        ...

    def publish(self) -> bool:
        """Make the graph that readers see the one that the records say; False where it already was."""
        ...


class Fillable(Protocol):
    """Takes records."""

    @property
    def url(self) -> str:
        """Where it is, as the user wrote it."""
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """Take the lock for the one writer; StoreError where another one holds it."""
        ...

    def close(self) -> None:
        """Give back what reading took."""
        ...


class Store(Reader, Fillable, Protocol):
    """A log of records as the truth, and the graph that follows from them."""

    def records(self) -> Iterator[Record]:
        """Every record, oldest first."""
        ...

    def unpublished(self) -> bool:
        """Whether there are records that readers do not see yet: a build runs, or was interrupted."""
        ...
