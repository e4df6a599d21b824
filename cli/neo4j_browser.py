"""``claimgraph neo4j-browser``: files that make the graph explain itself in Neo4j Browser."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR")
def command(folder: str) -> None:
    """Write a style, favourites and a guide for Neo4j Browser.

    Into DIR go claimgraph.grass (drag it into Browser), favourites.zip (likewise), and guide.html, which leads
    through the rest. No server is needed.

    \b
    Examples:
      claimgraph neo4j-browser browser/
    """
    from graph.neo4j.browser import GUIDE, write_browser_files

    files = write_browser_files(Path(folder))
    for path in files:
        click.echo(path)
    click.echo(f"Open {Path(folder) / GUIDE} to begin.", err=True)
