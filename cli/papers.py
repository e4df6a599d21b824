"""``claimgraph papers``: what is in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli.options import format_option, store_option

if TYPE_CHECKING:
    from graph.store import Store

COLUMNS = ("id", "title", "year", "status", "source", "url")


@click.command()
@store_option
@format_option
def command(store: str, output_format: str) -> None:
    """List the papers in the store.

    The status tells whether a paper was extracted, or is pending until the next build.

    \b
    Examples:
      claimgraph papers
      claimgraph papers --format csv > papers.csv
    """
    from cli.answers import print_rows
    from cli.reading import opened

    with opened(store) as opened_store:
        print_rows("papers", COLUMNS, list_papers(opened_store), output_format)


def list_papers(store: Store) -> list[dict[str, Any]]:
    """One row a paper, in order of their ids."""
    from extract.version import EXTRACTOR
    from graph.collection import Collection

    collection = Collection(store.records())
    pending = {paper.id for paper in collection.pending(EXTRACTOR)}
    return [
        {
            "id": paper.id,
            "title": paper.title,
            "year": paper.year,
            "status": "pending" if paper.id in pending else "extracted",
            "source": paper.source,
            "url": paper.url,
        }
        for paper in collection.papers().values()
    ]
