"""Reads CSV and TSV with a header, as Zotero, Scopus, Web of Science and spreadsheets write them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from extract.readers.columns import Columns
from extract.readers.fields import make_paper
from extract.readers.found import Aside, Found, Line, Loss
from extract.readers.lines import LONGEST_LINE

_DELIMITERS = "\t;,|"
_ROWS_COMPARED = 3


class Table(NamedTuple):
    """The format of tables; ``named`` are the columns that the user named, by the fields of a paper."""

    named: Mapping[str, str]

    def recognises(self, head: str) -> bool:
        """Whether the first line is a header with a column of titles and another one."""
        names = _header(head)
        return len(names) > 1 and (Columns(names, self.named).has_titles or Columns(names, {}).has_titles)

    def resembles(self, head: str) -> bool:
        """Whether this is a table, if one without a column that is known to hold titles."""
        lines = [line for line in head.splitlines() if line.strip()][:_ROWS_COMPARED]
        if len(lines) < _ROWS_COMPARED:
            return False
        sign = _delimiter(lines[0])
        counts = {line.count(sign) for line in lines}
        named = all(re.search(r"\w", name) for name in _header(head))
        return (
            named and len(counts) == 1 and min(counts) >= (1 if sign == "\t" else 2)
        )  # a sentence has commas too

    def read(self, lines: Iterator[Line]) -> Iterator[Found]:
        """Papers, row by row. A row with more or fewer cells than the header is refused, not guessed at."""
        csv.field_size_limit(LONGEST_LINE)
        source = iter(lines)
        header = next((line for line in source if line.text.strip()), None)
        if header is None:
            return
        delimiter = _delimiter(header.text)
        names = _cells(header.text, delimiter)
        if isinstance(names, str):
            yield Loss(header.number, names)
            return
        columns = Columns(names, self.named)
        if columns.fault:
            yield Loss(None, columns.fault)
            return
        for row in _rows(source, delimiter, len(names)):
            if isinstance(row, Loss):
                yield row
            else:
                yield from make_paper(columns.fields(row.cells), row.line)
        yield from map(Aside, columns.remarks())


class _Row(NamedTuple):
    line: int
    cells: list[str]


def _header(head: str) -> list[str]:
    first = next((line for line in head.splitlines() if line.strip()), "")
    cells = _cells(first, _delimiter(first))
    return [] if isinstance(cells, str) else cells


def _delimiter(header: str) -> str:
    counts = Counter({sign: header.count(sign) for sign in _DELIMITERS})
    return max(_DELIMITERS, key=lambda sign: counts[sign])


def _cells(text: str, delimiter: str) -> list[str] | str:
    """The cells of one row, or what is wrong with it."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return f"a row that cannot be read ({error}); quotation marks within a quoted cell are doubled"


def _rows(lines: Iterator[Line], delimiter: str, width: int) -> Iterator[_Row | Loss]:
    """Rows, of which one goes on in the next line as long as a quotation mark is open."""
    texts: list[str] = []
    start, flaw, quotes, size = 0, None, 0, 0
    for line in lines:
        if not texts and not line.text.strip(" " + delimiter) and not line.flaw:
            continue
        if not texts:
            start, flaw, quotes, size = line.number, None, 0, 0
            if delimiter == "\t" and line.text.count("\t") == width - 1 and not line.flaw:
                plain = line.text.split("\t")  # many programs write no quotes here, and do not double them
                if not any(cell.startswith('"') for cell in plain):
                    yield _Row(start, plain)
                    continue
        texts.append(line.text)
        flaw = flaw or line.flaw
        quotes += line.text.count('"')
        size += len(line.text)
        if size > LONGEST_LINE:
            yield Loss(start, f"a row of more than {LONGEST_LINE >> 20} MiB: a quotation mark is not closed")
            texts = []
        elif quotes % 2 == 0 or flaw:
            yield _row(start, "\n".join(texts), flaw, delimiter, width)
            texts = []
    if len(texts) == 1 and delimiter == "\t":
        yield _row(start, texts[0], flaw, delimiter, width)
    elif texts:
        yield Loss(start, f"a quotation mark that is not closed: {len(texts):,} lines cannot be read from here on")


def _row(start: int, text: str, flaw: str | None, delimiter: str, width: int) -> _Row | Loss:
    if flaw:
        return Loss(start, flaw)
    cells = _cells(text, delimiter)
    if delimiter == "\t" and (isinstance(cells, str) or len(cells) != width) and text.count("\t") == width - 1:
        cells = text.split("\t")
    if isinstance(cells, str):
        return Loss(start, cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) != width:
        return Loss(start, f"{len(cells):,} cells where the header has {width:,}")
    return _Row(start, cells)
