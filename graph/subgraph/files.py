"""Subgraphs out of files: the JSON or CSV rows of an answer, or a graph file of networkx's formats."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import InvalidRecordError
from graph.subgraph.exchange import from_networkx
from graph.subgraph.rows import CLAIM_COLUMNS, subgraph_of_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.subgraph.model import Subgraph

READABLE = ".json (an answer or a graph), .csv (rows of an answer), .graphml, .gexf"


def read_subgraph(path: str | Path) -> Subgraph:
    """The subgraph in a file, told by its ending; InvalidRecordError says why a file is none."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidRecordError(f"{path}: {error.strerror}") from None
    reader = {".json": _json, ".csv": _csv, ".graphml": _graphml, ".gexf": _gexf}.get(path.suffix.lower())
    if reader is None:
        raise InvalidRecordError(f"{path}: cannot read a graph from this kind of file; {READABLE} would do")
    try:
        return reader(data, path)
    except InvalidRecordError as error:
        raise InvalidRecordError(f"{path}: {error}") from None
    except Exception as error:  # noqa: BLE001 -- the parsers underneath raise whatever they like
        what = " ".join(str(error).split())[:200]
        raise InvalidRecordError(f"{path}: is no graph of this kind ({what}); {READABLE} would do") from None


def _json(data: bytes, path: Path) -> Subgraph:
    value = json.loads(data.decode("utf-8-sig"))
    if isinstance(value, dict) and isinstance(value.get("rows"), list):
        title = value.get("question") or str(value.get("query") or path.stem).replace("_", " ")
        return _rows(value["rows"], title)
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        import networkx

        edges = "edges" if "edges" in value else "links"
        graph = networkx.node_link_graph(value, directed=True, multigraph=True, edges=edges)
        return from_networkx(networkx.MultiDiGraph(graph))
    raise InvalidRecordError('neither rows ({"rows": [...]}) nor a graph ({"nodes": [...], "edges": [...]})')


def _csv(data: bytes, path: Path) -> Subgraph:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    rows = [{name: _uncovered(value) for name, value in row.items() if name} for row in reader]
    nodes = [_node(row) for row in rows if row.get("row") == "node"]
    return _rows([row for row in rows if row.get("row") != "node"], path.stem, nodes)


def _node(row: Mapping[str, str]) -> dict[str, Any]:
    """A row of a thing, its numbers as such."""
    return {"id": row["id"], "name": row["name"]} | {
        name: int(row[name]) if row.get(name) else None for name in ("papers", "first_year")
    }


def _uncovered(cell: Any) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    text = str(cell or "")
    return (
        text[1:]
        if text.startswith("'") and text.lstrip(" '").startswith(("=", "+", "-", "@", "\t", "\r"))
        else text
    )


def _rows(rows: list[dict[str, Any]], title: str, nodes: Sequence[Mapping[str, Any]] = ()) -> Subgraph:
    if rows and not any(row.keys() >= CLAIM_COLUMNS for row in rows):
        raise InvalidRecordError(
            f"no row is a claim; one has at least the columns {', '.join(sorted(CLAIM_COLUMNS))}"
        )
    return subgraph_of_rows(rows, title=title, nodes=nodes)


def _graphml(data: bytes, path: Path) -> Subgraph:
    import networkx

    return from_networkx(networkx.MultiDiGraph(networkx.parse_graphml(data.decode("utf-8-sig"))))


def _gexf(data: bytes, path: Path) -> Subgraph:
    import networkx

    version = "1.3" if b'"http://gexf.net/1.3"' in data[:2000] else "1.2draft"
    graph = networkx.read_gexf(io.BytesIO(data), version=version)
    for _, facts in graph.nodes(data=True):
        facts.setdefault("name", facts.get("label"))
        facts.pop("label", None)
    return from_networkx(networkx.MultiDiGraph(graph))
