"""The formats of texts: how each is told by its beginning, and how it is read."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from extract.readers import atom, bibtex, json_document, json_lines, listing_page, pubmed, ris
from extract.readers.found import Found, Line
from extract.readers.lines import TextSource
from extract.readers.table import Table


class Reader(NamedTuple):
    """A format: whether the beginning of a text is written in it, and how the text is read."""

    recognises: Callable[[str], bool]
    read: Callable[[TextSource], Iterator[Found]]


def readers(columns: Mapping[str, str]) -> tuple[Reader, ...]:
    """All of them; the first one that recognises a text reads it. ``columns`` are tables' own names for fields."""
    table = Table(columns)
    return (
        Reader(json_document.recognises, lambda source: json_document.read(source.chunks())),
        Reader(atom.recognises, _by_lines(atom.read)),
        Reader(pubmed.recognises, _by_lines(pubmed.read)),
        Reader(bibtex.recognises, _by_lines(bibtex.read)),
        Reader(ris.recognises, _by_lines(ris.read)),
        Reader(json_lines.recognises, _by_lines(json_lines.read)),
        Reader(table.recognises, _by_lines(table.read)),
        Reader(listing_page.recognises, _by_lines(listing_page.read)),
        Reader(table.resembles, _by_lines(table.read)),
    )


def _by_lines(read: Callable[[Iterator[Line]], Iterator[Found]]) -> Callable[[TextSource], Iterator[Found]]:
    return lambda source: read(source.lines())


EXPECTED = (
    'JSON ({"title": …, "abstract": …} on each line, or what an API gives), BibTeX, RIS, CSV, Parquet, '
    "XML of arXiv or PubMed, or saved pages of a paper listing"
)
"""What a user is told to give."""
