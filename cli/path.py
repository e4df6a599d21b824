"""``claimgraph path``: how two things are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import claim_options, format_option, given, links_option, store_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.answering import Answer


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--all", "every", is_flag=True, help="All shortest chains, however long they are.")
@links_option
@store_option
@format_option
@claim_options
def command(
    start: str,
    end: str,
    every: bool,
    links: bool,
    store: str,
    output_format: str,
    limit: int | None,
    since: int | None,
    min_confidence: float | None,
) -> None:
    """Show how two things are connected.

    The shortest chains of claims between A and B, at most three claims long, each claim with its paper and its
    sentences. --limit counts chains. With --all, chains of more than three claims too; those whose weakest
    claim is the surest come first.

    \b
    Examples:
      claimgraph path GCN oversmoothing
      claimgraph path "graph attention network" "link prediction" --limit 3
      claimgraph path Mamba hallucination --all
    """
    from cli.answers import print_answer

    options = given(limit=limit, since=since, min_confidence=min_confidence)
    print_answer(find_path(start, end, store, options, every=every), output_format, links=links)


def find_path(
    start: str, end: str, store_url: str, options: Mapping[str, object], *, every: bool = False
) -> Answer:
    """The chains between two names in a store; ``options`` are parameters such as ``limit``."""
    from cli.reading import opened
    from queries.answering import run_query

    with opened(store_url) as store:
        if every:
            from queries.analysis import all_paths

            return all_paths(store, start, end, options)
        return run_query(store, "path_between", {"from": start, "to": end, **options})
