"""Answers as tables and graphs of other libraries; each is imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.errors import QueryError

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars

    from queries.answering import Answer


def to_pandas(answer: Answer) -> pandas.DataFrame:
    """The rows as a pandas DataFrame, its columns in the order of the answer's."""
    import pandas

    return pandas.DataFrame([dict(row) for row in answer.rows], columns=list(answer.columns))


def to_polars(answer: Answer) -> polars.DataFrame:
    """The rows as a polars DataFrame; a column without any value has the type Null."""
    import polars

    columns = {name: [row[name] for row in answer.rows] for name in answer.columns}
    return polars.DataFrame(columns, strict=False)


def to_networkx(answer: Answer) -> networkx.MultiDiGraph[str]:
    """The claims as a directed graph: one edge a claim and paper, from the subject's id to the object's.

    Nodes have ``name`` and ``type`` (a label in small letters), edges are keyed by predicate and paper and have
    the row's columns. QueryError for an answer whose rows are no claims.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for row in answer.rows:
        if not {"subject_id", "object_id", "predicate"} <= row.keys():
            raise QueryError(f"{answer.query}: its rows are no claims; to_pandas and to_polars take any rows")
        for end in ("subject", "object"):
            node = row[f"{end}_id"]
            kind = node.partition(":")[0] if end == "object" or row["predicate"] != "PROPOSES" else "paper"
            graph.add_node(node, name=_name(row, end, kind), type=kind)
        graph.add_edge(row["subject_id"], row["object_id"], key=(row["predicate"], row.get("paper")), **row)
    return graph


def _name(row: dict[str, object], end: str, kind: str) -> object:
    """The name of an end: in a column called by its part, its type, or what the query calls it."""
    if end == "object":
        others = [c for c in ("object", "proposed", "ancestor", "outperformed", kind) if c in row]
    else:
        others = [c for c in ("subject", kind, "title") if c in row]
    return row[others[0]] if others else row[f"{end}_id"]
