"""``claimgraph stats``: how much is in the graph."""

from __future__ import annotations

from typing import Any

import click

from cli.options import format_option, store_option

COLUMNS = ("kind", "name", "number", "meaning")


@click.command()
@store_option
@format_option
def command(store: str, output_format: str) -> None:
    """Count what is in the graph.

    Nodes by type, claims by predicate; a claim that several papers make counts once for each of them.

    \b
    Examples:
      claimgraph stats
      claimgraph stats --format json
    """
    from cli.answers import print_envelope, print_json

    counts = count(store)
    if output_format == "json":
        print_json(counts)
    else:
        print_envelope({"columns": COLUMNS, "rows": as_rows(counts)}, output_format)


def count(store_url: str) -> dict[str, Any]:
    """``{"papers": n, "nodes": {label: n}, "edges": {predicate: n}}``, zeros included."""
    from cli.reading import opened
    from queries.stats import stats

    with opened(store_url) as store:
        return stats(store)


def as_rows(counts: dict[str, Any]) -> list[dict[str, Any]]:
    """The same, one row a label or predicate."""
    from graph.vocabulary import NODE_KINDS, PREDICATES

    nodes = [
        {"kind": "node", "name": label, "number": n, "meaning": NODE_KINDS[label].meaning}
        for label, n in counts["nodes"].items()
    ]
    edges = [
        {"kind": "edge", "name": predicate, "number": n, "meaning": PREDICATES[predicate].says}
        for predicate, n in counts["edges"].items()
    ]
    return nodes + edges
