"""What must be written so that the graph in the server becomes the one that the records say, part by part."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.collection import ExtractionHandle, keys_of
from graph.neo4j.statements import (
    CLEAR_CLAIMS,
    CLEAR_EDGES,
    CLEAR_RESULTS,
    DELETE_PAPERS,
    RECORDS,
    SET_DIGESTS,
    create_edges,
    delete_nodes,
    merge_nodes,
    recount_claims,
)
from graph.neo4j.units import Unit, node_digest, node_row, recounted, unit_of
from graph.projection import every_read
from graph.records import ExtractionRecord, PaperRecord, dump_record
from graph.shelf import Kept, LedgerShelf, ReadRecords, reread
from graph.updating import change, fill
from graph.vocabulary import PAPER, RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.collection import Collection
    from graph.ledger import Ledger
    from graph.neo4j.batches import Part
    from graph.records import Record

Key = str | tuple[str, str]
"""Names a record that a paper keeps: the copy, or text and extractor."""


def key_of(record: Record | ExtractionHandle) -> Key | None:
    """The name of a record that papers keep."""
    if isinstance(record, PaperRecord):
        return record.copy_id
    if isinstance(record, ExtractionHandle | ExtractionRecord):
        return record.text, record.extractor
    return None


class Source(NamedTuple):
    """What there is to write, and what is there.

    Attributes:
        collection: the records; with a shelf, only of the papers that may have changed.
        shelf: where the others lie; None where the ledger is empty, and all papers are in the collection.
        kept_by: the records that papers in the server keep, by the papers' ids.
        new: the records that no paper in the server keeps as they are now.

    """

    collection: Collection
    shelf: LedgerShelf | None
    kept_by: dict[str, set[Key]]
    new: set[Key]


def changes(ledger: Ledger, source: Source, read: ReadRecords) -> Iterator[Part]:
    """The parts, in an order that lets every edge find its ends; the ledger says afterwards what is there then."""
    collection = source.collection
    others: set[str] = set()
    if source.shelf is None:
        fill(ledger, lambda: every_read(collection))
    else:
        before = source.shelf.before()
        others = change(ledger, before, lambda: every_read(collection), lambda ids: reread(ledger, read, ids))
    for paper_id in ledger.let_go():
        yield [(s, [paper_id]) for s in (CLEAR_CLAIMS, CLEAR_RESULTS, CLEAR_EDGES, DELETE_PAPERS)]
    gone = []
    for node, there, called in ledger.touched_nodes():
        if called.papers:
            row = called.row(node)
            if there != (digest := node_digest(row)):
                yield [(merge_nodes(node.type), [node_row(row, digest)])]
                ledger.node_written(node, digest)
        elif there is not None:
            gone.append(node)
    yield from _papers(ledger, source, sorted(others))
    yield from _recounts(ledger, others.union(collection.papers()))
    for node in gone:
        yield [(delete_nodes(node.type), [node.id])]
        ledger.node_written(node, None)
    ledger.forget_touched()


def _papers(ledger: Ledger, source: Source, others: Iterable[str]) -> Iterator[Part]:
    """Papers whose rows or records are not there as they are to be."""
    collection = source.collection
    for paper, records in collection.kept():
        keys = {key for record in records if (key := key_of(record))}
        is_kept = keys == source.kept_by.get(paper.id, set()) and keys.isdisjoint(source.new)
        yield from _paper(ledger, paper.id, None if is_kept else records)
        copies = [record for record in records if isinstance(record, PaperRecord)]
        found_by = keys_of(paper).union(*(keys_of(c.paper) for c in copies), (f"copy:{c.copy_id}" for c in copies))
        ledger.keep(paper.id, found_by, collection.extractors(paper), len(copies))
    for paper_id in others:
        yield from _paper(ledger, paper_id, None)


def _paper(ledger: Ledger, paper_id: str, records: list[Kept] | None) -> Iterator[Part]:
    """One paper, if its rows are others than in the store, or with records that are to be kept with it."""
    unit = unit_of(ledger.rows_of(paper_id), ledger.counts_of(paper_id))
    if records is not None or ledger.paper_digest(paper_id) != unit.digest:
        yield part_of(unit, records)
        ledger.paper_written(paper_id, unit.digest)


def _recounts(ledger: Ledger, written: set[str]) -> Iterator[Part]:
    """The numbers of papers that make a claim, on the edges of papers that are otherwise as they were."""
    pairs: dict[Any, list[Any]] = defaultdict(list)
    digests: dict[str, str] = {}
    for pair, before, papers in ledger.touched_claims():
        ends, subject, obj = pair
        others = sorted(set(papers) - written)
        for paper_id in others:
            known = digests.get(paper_id) or ledger.paper_digest(paper_id)
            digests[paper_id] = recounted(known, pair, before, len(papers))
        if others:
            pairs[ends].append([subject, obj, len(papers)])
    if digests:
        yield [
            *((recount_claims(ends), rows) for ends, rows in pairs.items()),
            (SET_DIGESTS, [[*item] for item in digests.items()]),
        ]
    for paper_id, digest in digests.items():
        ledger.paper_written(paper_id, digest)


def part_of(unit: Unit, records: list[Kept] | None) -> Part:
    """The statements that make one paper what it is to be, whatever is there of it; without records, these stay."""
    paper_id = unit.node["id"]
    row = unit.node if records is None else {**unit.node, RECORDS: lines_of(records)}
    by_ends: dict[Any, list[Any]] = defaultdict(list)
    for ends, edge in unit.edges:
        by_ends[ends].append(edge)
    return [
        *((statement, [paper_id]) for statement in (CLEAR_CLAIMS, CLEAR_RESULTS, CLEAR_EDGES)),
        (merge_nodes(PAPER), [row]),
        *([(merge_nodes(RESULT), unit.results)] if unit.results else []),
        *((create_edges(ends), rows) for ends, rows in by_ends.items()),
    ]


def lines_of(records: Iterable[Kept]) -> str:
    """The records that a paper keeps, one line each."""
    return b"\n".join(map(line_of, records)).decode()


def line_of(record: Kept) -> bytes:
    """One record as it is kept."""
    return dump_record(record.load() if isinstance(record, ExtractionHandle) else record)
