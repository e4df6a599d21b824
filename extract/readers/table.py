"""Reads CSV and TSV with a header, as Zotero, Scopus, Web of Science and spreadsheets write them."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from extract.readers.columns import Columns
from extract.readers.fields import make_paper
from extract.readers.found import Aside, Found, Line, Loss
from extract.readers.lines import LONGEST_LINE

_DELIMITERS = "\t;,|"
_QUOTING = "quotation marks within a quoted cell are doubled"
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
        for number, row in _rows(source, delimiter, len(names)):
            if isinstance(row, str):
                yield Loss(number, row)
            else:
                yield from make_paper(columns.fields(row), number)
        yield from map(Aside, columns.remarks())


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
        return _broken(error)


def _broken(error: csv.Error) -> str:
    return f"a row that cannot be read ({str(error).partition(' - ')[0]}); {_QUOTING}"


def _rows(lines: Iterator[Line], delimiter: str, width: int) -> Iterator[tuple[int, list[str] | str]]:
    """The cells of each row with the line on which it begins, or what is wrong with it."""
    source = _Source(lines)
    for line in source:
        if line.flaw:
            yield line.number, line.flaw
        elif line.text.strip(" " + delimiter):
            yield line.number, _row(line, source, delimiter, width)


def _row(line: Line, source: "_Source", delimiter: str, width: int) -> list[str] | str:
    plain = line.text.split(delimiter) if delimiter == "\t" else []  # many programs write no quotes there
    is_plain = len(plain) == width
    if is_plain and not any(cell.startswith('"') for cell in plain):
        return plain
    try:
        cells = next(csv.reader(source.texts_from(line), delimiter=delimiter, strict=True))
    except csv.Error as error:
        source.read_again()
        return plain if is_plain else _broken(error)
    if source.flaw:
        return source.flaw
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) != width and is_plain:
        source.read_again()
        return plain
    return cells if len(cells) == width else f"{len(cells):,} cells where the header has {width:,}"


class _Source:
    """Lines, of which those behind a row's first are read again where a quotation mark was not closed."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._more: list[Line] = []
        self.flaw: str | None = None

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        return self._again.popleft() if self._again else next(self._lines)

    def texts_from(self, line: Line) -> Iterator[str]:
        """The text of a row's first line, and of as many more as are asked for."""
        self._more, self.flaw = [], None
        yield f"{line.text}\n"
        size = len(line.text)
        for more in self:
            self._more.append(more)
            self.flaw = self.flaw or more.flaw
            size += len(more.text)
            if size > LONGEST_LINE:
                return
            yield f"{more.text}\n"

    def read_again(self) -> None:
        """Go back behind the row's first line: up to the next quotation mark nothing can stay open again."""
        self._again.extendleft(reversed(self._more))
