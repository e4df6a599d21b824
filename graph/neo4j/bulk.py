"""A whole graph as files for ``neo4j-admin database import full``, which is the fastest way into a server."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from graph.errors import StoreError
from graph.neo4j.schema import IMPORTED, MARK, after_import, mark_row, statements
from graph.neo4j.statements import DIGEST, PAPERS, RECORDS, create_edges, merge_nodes
from graph.tables import EDGE_ROWS, NODE_ROWS, Graph
from graph.versions import GRAPH_VERSION
from graph.vocabulary import CLAIM_PREDICATES, PAPER, RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow
    from pyarrow import csv

    from graph.collection import Collection
    from graph.neo4j.batches import Part
    from graph.records import Record

_DELIMITERS = range(0xE000, 0xF900)
"""Private characters. The first that no text holds stands between the elements of lists."""

AFTER_IMPORT = "after-import.cypher"
"""Name of the file with what is to be run once in the imported database; the next load runs it too."""

_TYPES: dict[Any, str] = {str: "string", int: "long", float: "double", list[str]: "string[]", list[int]: "long[]"}
_BATCH = 4_000
"""Rows of a file that are turned into columns at once: bounds the memory, costs no speed."""
_CHOSEN_BY_THE_USER = "neo4j"


class BulkFiles:
    """A folder that is written once, by one run of ``writing``. It takes papers as a store does."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def url(self) -> str:
        """The folder, as the user wrote it."""
        return str(self._root)

    @contextmanager
    def writing(self) -> Iterator[BulkWriter]:
        """Collect records; ``publish`` writes the files. StoreError for a folder that has something in it."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            if any(self._root.iterdir()):
                raise StoreError(f"{self._root}: there is something in this folder; name a new or empty one")
        except OSError as error:
            raise StoreError(f"{self._root}: cannot write here: {error.strerror}") from error
        with tempfile.TemporaryDirectory(prefix="claimgraph-") as folder:
            writer = BulkWriter(self._root, Path(folder) / "log.jsonl")
            try:
                yield writer
            finally:
                writer.close()

    def close(self) -> None:
        """Nothing stays open."""

    def command(self, database: str | None = None) -> str:
        """The line that imports the files, as written beside them, for one database."""
        text = (self._root / "import.sh").read_text(encoding="utf-8")
        return text.strip().replace(f"full {_CHOSEN_BY_THE_USER} ", f"full {shlex.quote(database or 'neo4j')} ", 1)


class BulkWriter:
    """Collects records and writes the files; made by ``BulkFiles.writing``."""

    def __init__(self, root: Path, records: Path) -> None:
        from graph.collection import Collection
        from graph.embedded.log import LogWriter

        self._root, self._records = root, records
        self._collection, self._spool = Collection(), LogWriter(records, 0)

    @property
    def collection(self) -> Collection:
        """All records so far."""
        return self._collection

    def append(self, records: Iterable[Record]) -> None:
        """Add what is new."""
        from graph.collection import ExtractionHandle

        new = [record for record in records if self._collection.add(record)]
        for item in self._spool.append(new) if new else ():
            if isinstance(item, ExtractionHandle):
                self._collection.relocate(item)

    def publish(self) -> bool:
        """Write the files of all records, row by row as they are made: a large graph need not fit into memory."""
        from graph.ledger import Ledger
        from graph.neo4j.changes import Source, changes

        with self._records.open(encoding="utf-8") as lines:
            delimiter = free_delimiter(lines)
        source = Source(self._collection, None, {}, set())
        with closing(Ledger()) as ledger:
            try:
                write_files(changes(ledger, source, _nothing_there), delimiter, self._root)
            except OSError as error:
                raise StoreError(f"{self._root}: cannot write here: {error.strerror}") from error
        return True

    def close(self) -> None:
        """Close the file beside."""
        self._spool.close()


def _nothing_there(_: list[str]) -> Iterable[Any]:
    return ()


def free_delimiter(texts: Iterable[str]) -> str:
    """A character that none of the texts holds; StoreError where they hold all that might be taken."""
    used: set[str] = set().union(*map(set, texts))
    free = next((chr(code) for code in _DELIMITERS if chr(code) not in used), None)
    if free is None:
        raise StoreError("the papers hold every private character there is, none is left to stand between names")
    return free


def write_files(parts: Iterable[Part], delimiter: str, root: Path) -> None:
    """Write the nodes and edges that parts make in an empty database into an empty folder."""
    with ExitStack() as open_files:
        files = {statement: _File(kind, root, delimiter) for statement, kind in _kinds().items()}
        for file in files.values():
            open_files.enter_context(file)
        files[MARK].add([mark_row() | {"made_by": GRAPH_VERSION, IMPORTED: True}])
        for part in parts:
            for statement, rows in part:
                if statement in files:  # what clears papers finds nothing there
                    files[statement].add(rows)
    made = "".join(f"{statement};\n" for statement in (*after_import(), *statements().values()))
    (root / AFTER_IMPORT).write_text(made, encoding="utf-8")
    settings = ["--multiline-fields=true", f"--array-delimiter=U+{ord(delimiter):04X}", "--id-type=string"]
    options = [file.option for file in files.values() if file.option]
    words = ["neo4j-admin", "database", "import", "full", _CHOSEN_BY_THE_USER, *settings, *options]
    (root / "import.sh").write_text(shlex.join(words) + "\n", encoding="utf-8")


class _Kind(NamedTuple):
    """One kind of node or edge: the name of its files, what the import tool takes it for, its columns.

    ``fields`` are the properties of a row; their order is that of the columns, whose names and types are those of
    the header.
    """

    name: str
    group: str
    fields: list[str]
    columns: list[str]
    types: list[str]


def _kinds() -> dict[str, _Kind]:
    """By the statement that writes it; the ids of each label are a group of their own."""
    mark = ["id", "format", "made_by", IMPORTED]
    kinds = {
        MARK: _Kind("store", f"--nodes={MARK}", mark, mark, [f"ID({MARK})", "long", "string", "boolean"]),
    }
    for label, row in NODE_ROWS.items():
        hints = _hints(row)
        types = [f"ID({label})" if name == "id" else _TYPES[hint] for name, hint in hints.items()]
        own = [] if label == RESULT else [DIGEST, RECORDS] if label == PAPER else [DIGEST]
        names = [*hints, *own]
        kinds[merge_nodes(label)] = _Kind(label, f"--nodes={label}", names, names, types + ["string"] * len(own))
    for ends in Graph().edges:
        predicate, subject, obj = ends
        hints = _hints(EDGE_ROWS[predicate]) | ({PAPERS: int} if predicate in CLAIM_PREDICATES else {})
        types = [f"START_ID({subject})", f"END_ID({obj})", *(_TYPES[hint] for hint in list(hints.values())[2:])]
        kinds[create_edges(ends)] = _Kind(
            "-".join(ends), f"--relationships={predicate}", [*hints], ["", "", *list(hints)[2:]], types
        )
    return kinds


def _hints(row: type) -> dict[str, Any]:
    """Field names with their types, without the None that some may be."""
    return {
        name: next((part for part in get_args(hint) if hint not in _TYPES and part is not type(None)), hint)
        for name, hint in get_type_hints(row).items()
    }


class _File:
    """Header and data of one kind, made with its first row: null is nothing, an empty text an empty pair of quotes."""

    def __init__(self, kind: _Kind, root: Path, delimiter: str) -> None:
        self._kind, self._root, self._delimiter = kind, root, delimiter
        self._rows: list[Sequence[Any]] = []
        self._writer: csv.CSVWriter | None = None

    @property
    def option(self) -> str | None:
        """What to tell the import tool; nothing where there are no rows."""
        data = self._root / self._kind.name
        return f"{self._kind.group}={data}-header.csv,{data}.csv" if self._writer else None

    def add(self, rows: Iterable[Mapping[str, Any] | Sequence[Any]]) -> None:
        """Take rows: properties by name, or the list of their values."""
        fields = self._kind.fields
        self._rows += ([row[f] for f in fields] if isinstance(row, Mapping) else row for row in rows)
        if len(self._rows) >= _BATCH:
            self._write()

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        if self._rows:
            self._write()
        if self._writer:
            self._writer.close()

    def _write(self) -> None:
        import pyarrow

        types = self._kind.types
        schema = pyarrow.schema([(f"c{n}", _arrow_type(pyarrow, kind)) for n, kind in enumerate(types)])
        if self._writer is None:
            self._writer = self._open(schema)
        columns: list[Any] = list(zip(*self._rows, strict=True))
        for n, kind in enumerate(types):
            if kind.endswith("[]"):
                columns[n] = [self._delimiter.join(map(str, value)) or None for value in columns[n]]
        arrays = [pyarrow.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
        self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        self._rows = []

    def _open(self, schema: pyarrow.Schema) -> csv.CSVWriter:
        from pyarrow import csv

        header = ",".join(map(":".join, zip(self._kind.columns, self._kind.types, strict=True)))
        (self._root / f"{self._kind.name}-header.csv").write_text(header + "\n")
        options = csv.WriteOptions(include_header=False, quoting_style="all_valid")
        return csv.CSVWriter(self._root / f"{self._kind.name}.csv", schema, write_options=options)


def _arrow_type(arrow: Any, kind: str) -> pyarrow.DataType:
    return {"long": arrow.int64(), "double": arrow.float64(), "boolean": arrow.bool_()}.get(kind, arrow.string())
