"""What the records say now: the copies that are in, the papers that they make, and the extraction of each."""

import re
from collections.abc import Iterable, Iterator

from graph.identity import group_copies
from graph.merging import merge
from graph.paper import Paper
from graph.records import ExtractionRecord, PaperRecord, Record, RemovalRecord

OWN_EXTRACTOR = "claimgraph "
"""How the names of our own extractors begin; what another one says of a text goes before ours."""


class Collection:
    """The state that a sequence of records leads to.

    Only one thing depends on the order of the records: a removal hides the copies added before it, and an
    adding after it brings them back. Everything else is a pure function of what is in.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._copies: dict[str, Paper] = {}
        self._extractions: dict[str, dict[str, ExtractionRecord]] = {}
        self._groups: list[list[str]] | None = None
        self._papers: dict[str, Paper] | None = None
        for record in records:
            self.add(record)

    def add(self, record: Record) -> bool:
        """Take a record in; False where it says nothing new."""
        if isinstance(record, ExtractionRecord):
            return self._add_extraction(record)
        if isinstance(record, PaperRecord):
            copy_id = record.copy_id
            if copy_id in self._copies:
                return False
            self._copies[copy_id] = record.paper
        else:
            present = [c for c in record.copies if c in self._copies]
            if not present:
                return False
            for copy_id in present:
                del self._copies[copy_id]
        self._groups = self._papers = None
        return True

    def _add_extraction(self, record: ExtractionRecord) -> bool:
        known = self._extractions.setdefault(record.text, {})
        before = known.get(record.extractor)
        if before is not None and _extraction_rank(before) >= _extraction_rank(record):
            return False
        known[record.extractor] = record
        return True

    def __len__(self) -> int:
        return len(self.papers())

    @property
    def n_copies(self) -> int:
        """Copies that are in, before joining."""
        return len(self._copies)

    def papers(self) -> dict[str, Paper]:
        """The papers by id, in order of their ids."""
        if self._papers is None:
            copy_ids = sorted(self._copies)
            groups = group_copies([self._copies[c] for c in copy_ids])
            self._groups = [[copy_ids[i] for i in members] for members in groups]
            merged = [(merge([self._copies[c] for c in members]), members) for members in self._groups]
            self._papers = {paper.id: paper for paper, _ in sorted(merged, key=lambda pair: pair[0].id)}
        return self._papers

    def find(self, name: str) -> list[Paper]:
        """The papers that ``name`` is the id, a former id or the exact title of."""
        return [p for p in self.papers().values() if name in (p.id, p.title) or name in p.aliases]

    def removal_of(self, paper_ids: Iterable[str]) -> RemovalRecord:
        """The record that takes all copies of these papers out."""
        wanted, papers = set(paper_ids), self.papers()
        assert self._groups is not None  # noqa: S101 -- set by papers()
        copies = [
            copy_id
            for members in self._groups
            if (merge([self._copies[c] for c in members])).id in wanted & papers.keys()
            for copy_id in members
        ]
        return RemovalRecord(copies=tuple(sorted(copies)))

    def extraction(self, paper: Paper) -> ExtractionRecord | None:
        """The extraction of the paper's text that counts: another tool's before ours, then the newest."""
        known = self._extractions.get(paper.text_digest)
        return max(known.values(), key=_extraction_rank) if known else None

    def pending(self, extractor: str) -> Iterator[Paper]:
        """Papers that ``extractor`` has to read: without an extraction, or with one by our other versions."""
        for paper in self.papers().values():
            known = self._extractions.get(paper.text_digest, {})
            if extractor not in known and all(name.startswith(OWN_EXTRACTOR) for name in known):
                yield paper


def _extraction_rank(record: ExtractionRecord) -> tuple[bool, list[int], str, str]:
    """Other tools before us, then later versions, then (for order's sake alone) the content."""
    versions = [int(number) for number in re.findall(r"\d+", record.extractor)]
    own = record.extractor.startswith(OWN_EXTRACTOR)
    return (not own, versions, record.extractor, record.model_dump_json(exclude={"paper_id"}))
