"""The formats of texts: where each comes from, how it is told by its beginning, and how it is read."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from extract.readers import atom, bibtex, json_document, json_lines, listing_page, pubmed, ris
from extract.readers.found import Found, Line
from extract.readers.json_records import SHAPES
from extract.readers.lines import TextSource
from extract.readers.table import Table


class Reader(NamedTuple):
    """A format: what it is, whether the beginning of a text is written in it, and how the text is read.

    Attributes:
        name: as users know it.
        origin: who writes it.
        endings: of files' names; only a hint at whether a file without papers was meant to have some.
        recognises: told by the first ``HEAD_SIZE`` bytes.
        read: papers, and what keeps records from being some.

    """

    name: str
    origin: str
    endings: tuple[str, ...]
    recognises: Callable[[str], bool]
    read: Callable[[TextSource], Iterator[Found]]


def readers(columns: Mapping[str, str]) -> tuple[Reader, ...]:
    """All of them; the first one that recognises a text reads it. ``columns`` are tables' own names for fields."""
    table = Table(columns)
    json = ("JSON", "an array, an API's answer, or one record", (".json",))
    lines = ("JSON lines", "one record a line", (".jsonl", ".ndjson"))
    tables = ("CSV, TSV", "Zotero, Scopus, Web of Science, spreadsheets", (".csv", ".tsv", ".tab"))
    page = ("listing page", "the saved text of a paper listing", (".txt",))
    feed = ("Atom", "the arXiv API", (".atom", ".xml"))
    bib = ("BibTeX", "Zotero, Mendeley, JabRef, ACL Anthology, claimgraph papers", (".bib", ".bibtex"))
    return (
        Reader(*json, json_document.recognises, lambda source: json_document.read(source.chunks())),
        Reader(*feed, atom.recognises, _by_lines(atom.read)),
        Reader("PubMed XML", "PubMed", (".xml",), pubmed.recognises, _by_lines(pubmed.read)),
        Reader(*bib, bibtex.recognises, _by_lines(bibtex.read)),
        Reader("RIS", "Zotero, Mendeley, EndNote, publishers", (".ris",), ris.recognises, _by_lines(ris.read)),
        Reader(*lines, json_lines.recognises, _by_lines(json_lines.read)),
        Reader(*tables, table.recognises, _by_lines(table.read)),
        Reader(*page, listing_page.recognises, _by_lines(listing_page.read)),
        Reader(*tables, table.resembles, _by_lines(table.read)),
    )


def _by_lines(read: Callable[[Iterator[Line]], Iterator[Found]]) -> Callable[[TextSource], Iterator[Found]]:
    return lambda source: read(source.lines())


_PARQUET = ("Parquet", "data sets, data frames", (".parquet", ".pq"))
_PACKINGS = (".gz", ".bz2", ".xz", ".zip")

ENDINGS = frozenset({ending for reader in readers({}) for ending in reader.endings} | {*_PARQUET[2], *_PACKINGS})
"""A file without one of these is no disappointment where no papers are in it."""

EXPECTED = (
    'JSON ({"title": …, "abstract": …} on each line, or what an API gives), BibTeX, RIS, CSV, Parquet, '
    "XML of arXiv or PubMed, or saved pages of a paper listing"
)
"""What a user is told to give."""


def described() -> list[tuple[str, str]]:
    """What can be read, with who writes it, for a list: containers, then what the records in JSON may be."""
    by_name = {reader.name: reader.origin for reader in readers({})} | {_PARQUET[0]: _PARQUET[1]}
    return [*by_name.items(), *((_as_json(shape.name), shape.origin) for shape in SHAPES)]


def _as_json(name: str) -> str:
    return name if "JSON" in name else f"{name} JSON"
