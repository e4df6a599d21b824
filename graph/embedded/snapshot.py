"""An immutable LadybugDB file that holds one graph: written in bulk, opened for reading alone."""

from __future__ import annotations

import tempfile
import types
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, get_args, get_type_hints

from graph.errors import StoreError
from graph.store import Rows
from graph.tables import EDGE_ROWS, NODE_ROWS, Edge, Graph, Node, Table
from graph.vocabulary import PREDICATES

if TYPE_CHECKING:
    import pyarrow

_COLUMN_TYPES: dict[Any, str] = {
    str: "STRING",
    int: "INT64",
    float: "DOUBLE",
    list[str]: "STRING[]",
    list[int]: "INT64[]",
}
_BATCH = 10_000  # rows turned into columns at once: bounds memory, costs no speed
_READ_POOL = 4 << 30  # bytes; unused parts are never touched; with 1 GiB, queries over 90,000 papers failed
_WRITE_POOL = 2 << 30  # bytes
_WRITE_ADDRESSES = 1 << 36  # bytes of address space; by itself the library maps 8 TiB, which small machines refuse


def _columns(row: type[Node | Edge]) -> dict[str, str]:
    """Property names of a row type with their column types."""
    return {
        name: _COLUMN_TYPES[_without_none(hint)]
        for name, hint in get_type_hints(row).items()
        if row not in EDGE_ROWS.values() or name not in ("subject", "object")
    }


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return next(part for part in get_args(hint) if part is not types.NoneType)
    return hint


def schema() -> list[str]:
    """The statements that make an empty graph."""
    statements = []
    for label, row in NODE_ROWS.items():
        columns = ", ".join(f"{name} {kind}" for name, kind in _columns(row).items())
        statements.append(f"CREATE NODE TABLE {label} ({columns}, PRIMARY KEY (id))")
    for name, predicate in PREDICATES.items():
        ends = ", ".join(f"FROM {subject} TO {obj}" for subject, obj in predicate.ends)
        columns = ", ".join(f"{column} {kind}" for column, kind in _columns(EDGE_ROWS[name]).items())
        statements.append(f"CREATE REL TABLE {name} ({ends}, {columns})")
    statements.append("CREATE MACRO type(r) AS label(r)")  # Cypher's own name for it, which this dialect lacks
    return statements


def write_snapshot(rows: Iterable[tuple[Table, Node | Edge]], path: Path) -> None:
    """Write the rows into a new file at ``path``; StoreError where that fails (a full disk, no permission)."""
    import ladybug

    if path.exists():
        raise StoreError(f"{path}: exists already")
    try:
        with tempfile.TemporaryDirectory(prefix="columns-", dir=path.parent) as folder:
            files = _write_columns(rows, Path(folder))
            database = ladybug.Database(
                str(path), buffer_pool_size=_WRITE_POOL, max_db_size=_WRITE_ADDRESSES, auto_checkpoint=False
            )
            with database, ladybug.Connection(database) as connection:
                for statement in schema():
                    connection.execute(statement)
                for table in sorted(files, key=[*NODE_ROWS, *Graph().edges].index):  # nodes before their edges
                    connection.execute(_copy(table, files[table]))
                    files[table].unlink()
                connection.execute("CHECKPOINT")
    except (RuntimeError, OSError) as error:  # the library raises plain RuntimeErrors
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        raise StoreError(f"{path.parent}: cannot write the graph: {_first_line(error)}") from error


def _copy(table: Table, path: Path) -> str:
    quoted = str(path).replace("\\", "\\\\").replace("'", "\\'")
    if isinstance(table, str):
        return f"COPY {table} FROM '{quoted}'"
    predicate, subject, obj = table
    return f"COPY {predicate} FROM '{quoted}' (from='{subject}', to='{obj}')"


def _write_columns(rows: Iterable[tuple[Table, Node | Edge]], folder: Path) -> dict[Table, Path]:
    """Write rows as Parquet, a file for each table that has any."""
    files: dict[Table, Path] = {}
    with ExitStack() as opened:
        tables: dict[Table, _Columns] = {}
        for table, row in rows:
            columns = tables.get(table)
            if columns is None:
                files[table] = folder / f"{len(files)}.parquet"
                columns = tables[table] = opened.enter_context(_Columns(table, files[table]))
            columns.add(row)
    return files


class _Columns:
    """Turns the rows of one table into columns of a Parquet file, some at once."""

    def __init__(self, table: Table, path: Path) -> None:
        import pyarrow
        import pyarrow.parquet

        row = NODE_ROWS[table] if isinstance(table, str) else EDGE_ROWS[table[0]]
        hints = get_type_hints(row).items()
        self._schema = pyarrow.schema([(name, _arrow_type(pyarrow, _without_none(hint))) for name, hint in hints])
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema)
        self._rows: list[Node | Edge] = []

    def add(self, row: Node | Edge) -> None:
        """Take one more row in."""
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self._write()

    def _write(self) -> None:
        import pyarrow

        columns = zip(*self._rows, strict=True)
        arrays = [pyarrow.array(c, f.type) for c, f in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._rows:
            self._write()
        self._writer.close()


def _arrow_type(arrow: types.ModuleType, hint: Any) -> pyarrow.DataType:
    plain = {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}
    return plain[hint] if hint in plain else arrow.list_(plain[get_args(hint)[0]])


class Snapshot:
    """A finished snapshot, opened for reading; answers queries.

    One database object a file and process, as two of them on one file are known to lose rows.
    """

    def __init__(self, path: Path) -> None:
        import ladybug

        size = path.stat().st_size
        try:
            self._database = ladybug.Database(
                str(path),
                read_only=True,
                buffer_pool_size=_READ_POOL,
                max_db_size=1 << max(30, (4 * size).bit_length()),
            )
            self._connection = ladybug.Connection(self._database)
        except RuntimeError as error:
            raise StoreError(f"{path}: cannot be opened: {_first_line(error)}") from error

    def run(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one reading statement; StoreError with the database's own words where it fails."""
        try:
            result = self._connection.execute(cypher, dict(parameters))
            if isinstance(result, list):
                raise StoreError("one statement at a time")
            columns = tuple(result.get_column_names())
            rows = [tuple(map(_plain, row)) for row in result.get_all()]
        except RuntimeError as error:
            raise StoreError(f"the database refused the query: {_first_line(error)}") from error
        return Rows(columns, rows)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
        self._database.close()


def _plain(value: Any) -> Any:
    """A value as every store gives it: whole numbers as int, nodes and edges as their properties."""
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if not k.startswith("_") and v is not None}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
