"""What the records say now: the copies that are in, the papers that they make, and the extraction of each."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from graph.identity import group_copies, identity_keys
from graph.merging import merge
from graph.paper import Paper
from graph.records import ExtractionRecord, PaperRecord, Record, RemovalRecord

OWN_EXTRACTOR = "claimgraph "
"""How the names of our own extractors begin; what another one says of a text goes before ours."""


class ExtractionHandle(NamedTuple):
    """An extraction that is read when needed, so that a large collection stays small in memory."""

    text: str
    extractor: str
    load: Callable[[], ExtractionRecord]


class Shelf(Protocol):
    """Records that are in already, and are taken from there only when something new may concern them."""

    @property
    def left(self) -> tuple[int, int]:
        """Papers and copies that were not taken yet."""
        ...

    def take(self, keys: Iterable[str]) -> list[PaperRecord | ExtractionHandle]:
        """All records of the papers that a key leads to, unless they were taken before."""
        ...

    def names(self) -> Iterator[tuple[str, str]]:
        """Ids and titles of all papers, each with the paper's id."""
        ...

    def ids_of_unread(self, is_read: Callable[[Iterable[str]], bool]) -> Iterator[str]:
        """Ids of the papers by whose extractors they count as not read."""
        ...


def keys_of(paper: Paper) -> set[str]:
    """The keys under which a paper is found on a shelf, because of what it or one of its copies says of itself."""
    names = {f"name:{name}" for name in (paper.id, paper.title, *paper.aliases)}
    return {*identity_keys(paper), f"text:{paper.text_digest}", *names}


class Collection:
    """The state that a sequence of records leads to.

    Only one thing depends on the order of the records: a removal hides the copies added before it, and an
    adding after it brings them back. Everything else is a pure function of what is in.

    With a shelf it is a part of all that is in: papers that nothing new concerns stay on the shelf.
    """

    def __init__(self, records: Iterable[Record | ExtractionHandle] = (), shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self._copies: dict[str, Paper] = {}
        self._extractions: dict[str, dict[str, ExtractionHandle]] = {}
        self._papers: dict[str, Paper] | None = None
        self._copies_of: dict[str, list[str]] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record | ExtractionHandle) -> bool:
        """Take a record in; False where it says nothing new."""
        if self._shelf:
            self.take(_concerned(record))
        return self._add(record)

    def take(self, keys: Iterable[str]) -> None:
        """Take from the shelf what the keys lead to, and what that may be joined with."""
        while self._shelf and (records := self._shelf.take(keys)):
            for record in records:
                self._add(record)
            keys = {k for r in records if isinstance(r, PaperRecord) for k in identity_keys(r.paper)}

    def _add(self, record: Record | ExtractionHandle) -> bool:
        if isinstance(record, ExtractionRecord):
            return self._add_extraction(ExtractionHandle(record.text, record.extractor, lambda: record))
        if isinstance(record, ExtractionHandle):
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
        self._papers = None
        return True

    def _add_extraction(self, handle: ExtractionHandle) -> bool:
        known = self._extractions.setdefault(handle.text, {})
        before = known.get(handle.extractor)
        if before is not None and _content(before) >= _content(handle):
            return False
        known[handle.extractor] = handle
        return True

    def relocate(self, handle: ExtractionHandle) -> None:
        """Read an extraction that was added from where it lies now, and let go of the record itself."""
        self._extractions[handle.text][handle.extractor] = handle

    def __len__(self) -> int:
        return len(self.papers()) + (self._shelf.left[0] if self._shelf else 0)

    @property
    def n_copies(self) -> int:
        """Copies that are in, before joining."""
        return len(self._copies) + (self._shelf.left[1] if self._shelf else 0)

    def papers(self) -> dict[str, Paper]:
        """The papers by id, in order of their ids; without those that are left on the shelf."""
        if self._papers is None:
            copy_ids = sorted(self._copies)
            groups = [[copy_ids[i] for i in g] for g in group_copies([self._copies[c] for c in copy_ids])]
            merged = _with_ids_apart([(merge([self._copies[c] for c in g]), g) for g in groups])
            self._papers = {paper.id: paper for paper, _ in merged}
            self._copies_of = {paper.id: group for paper, group in merged}
        return self._papers

    def find(self, name: str) -> list[Paper]:
        """The papers that ``name`` is the id, a former id or the exact title of."""
        self.take([f"name:{name}"])
        papers = self.papers()
        if name in papers:
            return [papers[name]]
        return [p for p in papers.values() if name == p.title or name in p.aliases]

    def names(self) -> dict[str, str]:
        """Ids and titles of all papers, each with the paper's id."""
        on_shelf = dict(self._shelf.names()) if self._shelf else {}
        return on_shelf | {name: paper.id for paper in self.papers().values() for name in (paper.id, paper.title)}

    def removal_of(self, paper_ids: Iterable[str]) -> RemovalRecord:
        """The record that takes all copies of these papers out."""
        self.papers()
        return RemovalRecord(copies=tuple(sorted(c for p in paper_ids for c in self._copies_of[p])))

    def kept(self) -> Iterator[tuple[Paper, list[PaperRecord | ExtractionHandle]]]:
        """Each paper with all that is known of it: its copies, and every extraction of its text and of theirs."""
        for paper in self.papers().values():
            copies = [self._copies[copy_id] for copy_id in self._copies_of[paper.id]]
            texts = dict.fromkeys(text.text_digest for text in (paper, *copies))
            extractions = [handle for text in texts for handle in self._extractions.get(text, {}).values()]
            yield paper, [*(PaperRecord(paper=copy) for copy in copies), *extractions]

    def extraction(self, paper: Paper) -> ExtractionRecord | None:
        """The extraction of the paper's text that counts: another tool's before ours, then the newest."""
        known = self._extractions.get(paper.text_digest)
        return max(known.values(), key=_precedence).load() if known else None

    def pending(self, extractor: str) -> Iterator[Paper]:
        """Papers that ``extractor`` has to read: without an extraction, or with one by our other versions."""

        def is_read(known: Iterable[str]) -> bool:
            return any(name == extractor or not name.startswith(OWN_EXTRACTOR) for name in known)

        if self._shelf:
            self.take(f"name:{paper_id}" for paper_id in list(self._shelf.ids_of_unread(is_read)))
        for paper in self.papers().values():
            if not is_read(self.extractors(paper)):
                yield paper

    def extractors(self, paper: Paper) -> Iterable[str]:
        """Who has read the paper's text."""
        return self._extractions.get(paper.text_digest, {}).keys()


def _concerned(record: Record | ExtractionHandle) -> set[str]:
    """The keys of the papers that a record may concern."""
    if isinstance(record, PaperRecord):
        return identity_keys(record.paper)
    if isinstance(record, RemovalRecord):
        return {f"copy:{copy_id}" for copy_id in record.copies}
    return {f"text:{record.text}"}


def _with_ids_apart(merged: list[tuple[Paper, list[str]]]) -> list[tuple[Paper, list[str]]]:
    """The papers in order of their ids, where different papers of one title and no identifier get numbers."""
    by_id: dict[str, list[tuple[Paper, list[str]]]] = defaultdict(list)
    for paper, group in merged:
        by_id[paper.id].append((paper, group))
    apart: list[tuple[Paper, list[str]]] = []
    for paper_id, same in by_id.items():
        same.sort(key=lambda pair: (pair[0].year or 0, pair[0].abstract, pair[1]))
        for number, (paper, group) in enumerate(same, start=1):
            new_id = paper_id if number == 1 else f"{paper_id}-{number}"
            apart.append((paper.model_copy(update={"id": new_id}), group))
    return sorted(apart, key=lambda pair: pair[0].id)


def _precedence(handle: ExtractionHandle) -> tuple[bool, list[int], str]:
    versions = [int(number) for number in re.findall(r"\d+", handle.extractor)]
    return (not handle.extractor.startswith(OWN_EXTRACTOR), versions, handle.extractor)


def _content(handle: ExtractionHandle) -> str:
    """An order between two things that one extractor said of one text (it should have said one)."""
    return handle.load().model_dump_json(exclude={"paper_id"})
