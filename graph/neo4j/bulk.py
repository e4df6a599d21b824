"""A whole graph as files for ``neo4j-admin database import full``, which is the fastest way into a server."""

from __future__ import annotations

import shlex
import tempfile
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from graph.errors import StoreError
from graph.neo4j.difference import Target
from graph.neo4j.schema import IMPORTED, MARK, after_import, mark_row, statements
from graph.neo4j.statements import DIGEST, PAPERS, RECORDS
from graph.tables import EDGE_ROWS, NODE_ROWS
from graph.versions import GRAPH_VERSION
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow

    from graph.collection import Collection
    from graph.records import Record
    from graph.tables import Graph

_DELIMITERS = [chr(code) for code in (*range(0x1F, 0x0E, -1), *range(0xE000, 0xE100))]
"""Of control and private characters the first that no list has in its elements stands between these."""

AFTER_IMPORT = "after-import.cypher"
"""Name of the file with what is to be run once in the imported database; the next load runs it too."""

_TYPES: dict[Any, str] = {str: "string", int: "long", float: "double", list[str]: "string[]", list[int]: "long[]"}
_BATCH = 20_000  # rows turned into columns at once: bounds memory, costs no speed
_CHOSEN_BY_THE_USER = "neo4j"


class _File(NamedTuple):
    """Header and data of one kind of node or edge: names of columns, types of columns, rows."""

    name: str
    group: str
    columns: list[str]
    types: list[str]
    rows: Iterable[Sequence[Any]]


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

    def __init__(self, root: Path, spool: Path) -> None:
        from graph.collection import Collection
        from graph.embedded.log import LogWriter

        self._root, self._collection, self._spool = root, Collection(), LogWriter(spool, 0)

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
        """Write the files of all records."""
        from graph.neo4j.changes import lines_of
        from graph.projection import project

        graph = project(self._collection)
        kept = {paper.id: lines_of(records) for paper, records in self._collection.kept()}
        try:
            write_files(graph, kept, self._root)
        except OSError as error:
            raise StoreError(f"{self._root}: cannot write here: {error.strerror}") from error
        return True

    def close(self) -> None:
        """Close the file beside."""
        self._spool.close()


def write_files(graph: Graph, records: dict[str, str], root: Path) -> None:
    """Write a graph, with the records of each paper, into an empty folder."""
    delimiter = _delimiter(graph)
    options = []
    for file in _files(graph, records):
        header = root / f"{file.name}-header.csv"
        header.write_text(",".join(map(":".join, zip(file.columns, file.types, strict=True))) + "\n")
        if _write(file, root / f"{file.name}.csv", delimiter):
            options.append(f"{file.group}={header},{root / file.name}.csv")
        else:
            header.unlink()
    made = "".join(f"{statement};\n" for statement in (*after_import(), *statements().values()))
    (root / AFTER_IMPORT).write_text(made, encoding="utf-8")
    settings = ["--multiline-fields=true", f"--array-delimiter=U+{ord(delimiter):04X}", "--id-type=string"]
    words = ["neo4j-admin", "database", "import", "full", _CHOSEN_BY_THE_USER, *settings, *options]
    (root / "import.sh").write_text(shlex.join(words) + "\n", encoding="utf-8")


def _files(graph: Graph, records: dict[str, str]) -> Iterator[_File]:
    """Every kind of node and of edge; the ids of each label are a group of their own."""
    target = Target(graph)
    digests = {**target.entities, PAPER: target.papers}
    for label, row in NODE_ROWS.items():
        hints = _hints(row)
        columns, types = [*hints], [f"ID({label})" if name == "id" else _TYPES[hints[name]] for name in hints]
        rows: Iterable[Sequence[Any]] = graph.nodes[label]
        if label in ENTITY_TYPES:
            columns, types = [*columns, DIGEST], [*types, "string"]
            rows = ((*node, digests[label][node.id]) for node in graph.nodes[label])
        elif label == PAPER:
            columns, types = [*columns, DIGEST, RECORDS], [*types, "string", "string"]
            rows = ((*node, digests[label][node.id], records[node.id]) for node in graph.nodes[label])
        yield _File(label, f"--nodes={label}", columns, types, rows)
    mark = {**mark_row(), "made_by": GRAPH_VERSION, IMPORTED: True}
    yield _File(
        "store", f"--nodes={MARK}", [*mark], [f"ID({MARK})", "long", "string", "boolean"], [[*mark.values()]]
    )
    for (predicate, subject, obj), edges in graph.edges.items():
        hints = _hints(EDGE_ROWS[predicate])
        columns = ["", "", *list(hints)[2:]]
        types = [f"START_ID({subject})", f"END_ID({obj})", *(_TYPES[hint] for hint in list(hints.values())[2:])]
        name = f"{predicate}-{subject}-{obj}"
        rows = edges
        if predicate in CLAIM_PREDICATES:
            columns, types = [*columns, PAPERS], [*types, "long"]
            rows = (target.edge_row((predicate, subject, obj), edge) for edge in edges)
        yield _File(name, f"--relationships={predicate}", columns, types, rows)


def _hints(row: type) -> dict[str, Any]:
    """Field names with their types, without the None that some may be."""
    return {
        name: next((part for part in get_args(hint) if hint not in _TYPES and part is not type(None)), hint)
        for name, hint in get_type_hints(row).items()
    }


def _delimiter(graph: Graph) -> str:
    every: list[Iterable[tuple[Any, ...]]] = [*graph.nodes.values(), *graph.edges.values()]
    texts = (
        element
        for rows in every
        for row in rows
        for value in row
        if isinstance(value, list)
        for element in value
        if isinstance(element, str)
    )
    used = set("".join(texts))
    return next(character for character in _DELIMITERS if character not in used)


def _write(file: _File, path: Path, delimiter: str) -> bool:
    """Write rows, null as nothing and an empty text as an empty pair of quotes; False where there are no rows."""
    import pyarrow
    from pyarrow import csv

    schema = pyarrow.schema([(f"c{n}", _arrow_type(pyarrow, kind)) for n, kind in enumerate(file.types)])
    options = csv.WriteOptions(include_header=False, quoting_style="all_valid")
    lists = [n for n, kind in enumerate(file.types) if kind.endswith("[]")]
    remaining = iter(file.rows)
    first = list(islice(remaining, _BATCH))
    if not first:
        return False
    with csv.CSVWriter(path, schema, write_options=options) as writer:
        batch = first
        while batch:
            columns: list[Any] = list(zip(*batch, strict=True))
            for n in lists:
                columns[n] = [delimiter.join(map(str, value)) or None for value in columns[n]]
            arrays = [pyarrow.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            batch = list(islice(remaining, _BATCH))
    return True


def _arrow_type(arrow: Any, kind: str) -> pyarrow.DataType:
    return {"long": arrow.int64(), "double": arrow.float64(), "boolean": arrow.bool_()}.get(kind, arrow.string())
