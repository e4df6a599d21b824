"""Reads Parquet files with a column of titles, through pyarrow."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from extract.readers.columns import Columns
from extract.readers.fields import make_paper
from extract.readers.found import Aside, Found, Loss

MARK = b"PAR1"
"""What such a file begins and ends with."""

_ROWS_AT_ONCE = 500
_BYTES_AT_ONCE = 1 << 20
"""Of a column; without it a row group's whole column is read at once, and a file may be one row group."""


def read(stream: BinaryIO, named: Mapping[str, str]) -> Iterator[Found]:
    """Papers, row by row; ``stream`` can be sought in."""
    import pyarrow as pa
    from pyarrow import parquet

    row = 0
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=_BYTES_AT_ONCE)
        names = file.schema_arrow.names
        columns = Columns(names, named)
        if columns.fault:
            yield Loss(None, columns.fault)
            return
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
            for cells in zip(*(_values(column) for column in batch.columns), strict=True):
                row += 1
                yield from make_paper(columns.fields(cells), f"row {row:,}")
        yield from map(Aside, columns.remarks())
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        what = " ".join(str(error).split())
        behind = f"; nothing behind row {row:,} is read" if row else ""
        yield Loss(None, f"a damaged Parquet file ({what[:120]}){behind}")


def _values(column: Any) -> list[Any]:
    return [_plain(value) for value in column.to_pylist()]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
