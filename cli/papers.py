"""``claimgraph papers``: what is in the store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from cli.formats import FORMATS
from cli.options import store_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store

_WHOLE = ("bib", "jsonl")

COLUMNS = ("id", "title", "year", "status", "source", "url")


@click.command()
@store_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice((*FORMATS, *_WHOLE)),
    default=FORMATS[0],
    show_default=True,
    help="A list (table, json, csv, md), or whole papers for other programs and to be read again (bib, jsonl).",
)
def command(store: str, output_format: str) -> None:
    """List the papers in the store.

    The status tells whether a paper was extracted, or is pending until the next build. As BibTeX and as JSON lines
    papers have all their fields, and `claimgraph build` reads them back as they were.

    \b
    Examples:
      claimgraph papers
      claimgraph papers --format csv > papers.csv
      claimgraph papers --format bib > library.bib
    """
    from cli.answers import print_rows
    from cli.reading import opened

    with opened(store) as opened_store:
        if output_format in _WHOLE:
            if hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(encoding="utf-8")  # as every reader of these expects, whatever the terminal
            for text in whole_papers(opened_store, output_format):
                click.echo(text)
            return
        print_rows("papers", COLUMNS, list_papers(opened_store), output_format)


def whole_papers(store: Store, output_format: str) -> Iterator[str]:
    """The papers in order of their ids, each as an entry of BibTeX or as a line of JSON."""
    from extract.writers import bibtex, json_lines
    from graph.collection import Collection

    write = {"bib": bibtex.write, "jsonl": json_lines.write}[output_format]
    return write(Collection(store.records()).papers().values())


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
