"""From papers to a finished store: add them to the log, extract what has no extraction yet, publish the graph."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, Protocol

from graph.records import ExtractionRecord, PaperRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.extraction import Extraction
    from graph.paper import Paper
    from graph.records import Record
    from graph.store import Fillable, Writer

_FLUSH_RECORDS = 64
_FLUSH_SECONDS = 0.5  # how much work a crash may cost


class Extractor(Protocol):
    """Reads papers and says what they say; ``name`` tells its version."""

    @property
    def name(self) -> str:
        """Name and version, as written on every extraction."""
        ...

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """One extraction a paper, in order."""
        ...


class BuildReport(NamedTuple):
    """What a run did.

    Attributes:
        read: papers read from the input, copies included.
        added: copies that the store did not have.
        extracted: papers read by the extractor in this run.
        papers: papers in the store now.
        changed: whether readers see another graph now.

    """

    read: int
    added: int
    extracted: int
    papers: int
    changed: bool


class Progress(Protocol):
    """Is told how far a run is."""

    def start(self, total: int) -> None:
        """Extraction begins, of ``total`` papers."""
        ...

    def done(self, paper_id: str) -> None:
        """The paper and its claims are safe on disk."""
        ...


def build(store: Fillable, papers: Iterable[Paper], extractor: Extractor, progress: Progress) -> BuildReport:
    """Add papers, extract every paper of the store that still needs it, and publish the graph.

    Nothing is done twice: copies that the store has and texts that this extractor has read are passed over.
    """
    return _run(store, ((paper, None) for paper in papers), extractor, progress)


def load(store: Fillable, lines: Iterable[Extraction], extractor: Extractor, progress: Progress) -> BuildReport:
    """Add papers together with what the lines say of them, and publish the graph.

    A paper whose copies make another text together than any line has is read by ``extractor``.
    """
    return _run(store, ((line.paper, line) for line in lines), extractor, progress)


def _run(
    store: Fillable,
    items: Iterable[tuple[Paper, Extraction | None]],
    extractor: Extractor,
    progress: Progress,
) -> BuildReport:
    with store.writing() as writer:
        before = writer.collection.n_copies
        read = 0
        batch: list[Record] = []
        for paper, extraction in items:
            read += 1
            batch.append(PaperRecord(paper=paper))
            if extraction is not None:
                batch.append(ExtractionRecord.of(extraction))
            if len(batch) >= _FLUSH_RECORDS:
                writer.append(batch)
                batch.clear()
        writer.append(batch)
        added = writer.collection.n_copies - before
        extracted = _extract_pending(writer, extractor, progress)
        changed = writer.publish()
        return BuildReport(read, added, extracted, len(writer.collection), changed)


def _extract_pending(writer: Writer, extractor: Extractor, progress: Progress) -> int:
    pending = list(writer.collection.pending(extractor.name))
    if not pending:
        return 0
    progress.start(len(pending))
    batch: list[Extraction] = []

    def flush() -> None:
        writer.append([ExtractionRecord.of(extraction) for extraction in batch])
        for extraction in batch:
            progress.done(extraction.paper.id)
        batch.clear()

    flushed = time.monotonic()
    for extraction in extractor(pending):
        batch.append(extraction)
        if len(batch) >= _FLUSH_RECORDS or time.monotonic() - flushed > _FLUSH_SECONDS:
            flush()
            flushed = time.monotonic()
    flush()
    return len(pending)
