"""Which way to write a snapshot: COPY from Parquet (what the store does) or UNWIND + CREATE in batches.

python bench/snapshot.py [PAPERS]
"""

import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import ladybug
from generated import generated_graph

from graph.embedded.snapshot import Snapshot, schema, write_snapshot
from graph.tables import Graph

BATCH = 2000


def write_by_create(graph: Graph, path: Path) -> None:
    """The other way: statements with 2,000 rows each."""
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        for statement in schema():
            connection.execute(statement)

        def send(text: str, rows: list) -> None:
            remaining = iter(rows)
            while batch := [row._asdict() for row in islice(remaining, BATCH)]:
                connection.execute(f"UNWIND $rows AS row {text}", {"rows": batch})

        for label, nodes in graph.nodes.items():
            if nodes:
                columns = ", ".join(f"{name}: row.{name}" for name in nodes[0]._fields)
                send(f"CREATE (:{label} {{{columns}}})", nodes)
        for (predicate, subject, obj), edges in graph.edges.items():
            if edges:
                columns = ", ".join(f"{name}: row.{name}" for name in edges[0]._fields[2:])
                send(
                    f"MATCH (a:{subject} {{id: row.subject}}) MATCH (b:{obj} {{id: row.object}}) "
                    f"CREATE (a)-[:{predicate} {{{columns}}}]->(b)",
                    edges,
                )
        connection.execute("CHECKPOINT")


def write_by_copy(graph: Graph, path: Path) -> None:
    """As the store does it."""
    write_snapshot(graph.rows(), path)


def main() -> None:
    """Time both, and the opening and one question after it."""
    n_papers = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    graph = generated_graph(n_papers)
    nodes, edges = (sum(map(len, rows.values())) for rows in (graph.nodes, graph.edges))
    print(f"{n_papers} papers, {nodes} nodes, {edges} edges")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("COPY from Parquet", write_by_copy), ("UNWIND + CREATE", write_by_create)):
            path = Path(folder) / name.replace(" ", "-")
            start = time.perf_counter()
            write(graph, path)
            print(f"{name}: {time.perf_counter() - start:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        start = time.perf_counter()
        snapshot = Snapshot(Path(folder) / "COPY-from-Parquet")
        answer = snapshot.run(
            "MATCH (m:Method)-[:ADDRESSES]->(p:Problem) WHERE p.id IN $ids RETURN m.name AS method ORDER BY m.id",
            {"ids": ["problem:name0"]},
        )
        print(f"open and answer with {len(answer.rows)} rows: {time.perf_counter() - start:.3f} s")
        snapshot.close()


if __name__ == "__main__":
    main()
