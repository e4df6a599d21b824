"""``claimgraph stats``: how much is in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli.options import format_option, store_option

if TYPE_CHECKING:
    from queries.answering import Answer

COLUMNS = ("kind", "name", "number", "meaning")


@click.command()
@click.option(
    "--top",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Instead, the N things that most shortest paths lead through.",
)
@click.option(
    "--communities",
    "groups",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Instead, the N largest groups of things that belong together.",
)
@store_option
@format_option
def command(top: int | None, groups: int | None, store: str, output_format: str) -> None:
    """Count what is in the graph.

    Nodes by type, claims by predicate; a claim that several papers make counts once for each of them.

    \b
    Examples:
      claimgraph stats
      claimgraph stats --format json
      claimgraph stats --top 10
      claimgraph stats --communities 5
    """
    from cli.answers import print_answer, print_envelope, print_json

    if top and groups:
        raise click.UsageError("--top and --communities: give one of them")
    if top or groups:
        print_answer(analyse(store, top, groups), output_format)
        return
    counts = count(store)
    if output_format == "json":
        print_json(counts)
    else:
        print_envelope({"columns": COLUMNS, "rows": as_rows(counts)}, output_format)


def analyse(store_url: str, top: int | None, groups: int | None) -> Answer:
    """The most central things, or else the largest communities."""
    from cli.reading import opened
    from queries.analysis import central, grouped

    with opened(store_url) as store:
        return central(store, top) if top else grouped(store, groups or 1)


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
