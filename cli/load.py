"""``claimgraph load``: extraction lines in, a store that answers questions out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import jobs_option, progress_option, store_option

if TYPE_CHECKING:
    from cli.filling import Filled
    from cli.progress import Style, Teller
    from graph.store import Fillable


@click.command()
@click.argument("file")
@store_option
@progress_option
@jobs_option
@click.option(
    "--neo4j-csv",
    "csv_folder",
    metavar="DIR",
    help="Write files for neo4j-admin's bulk import there instead, and print the line that imports them.",
)
def command(file: str, store: str, progress_style: Style, jobs: int, csv_folder: str | None) -> None:
    """Add extracted papers from a file to the store.

    FILE holds lines as `claimgraph extract` writes them, by whatever program they were made; - is standard
    input. A line that contradicts its paper's text or the vocabulary is refused. A paper of which the store has
    another copy, so that their joined text is not what the line speaks of, is extracted anew.

    \b
    Examples:
      claimgraph load claims.jsonl
      claimgraph extract papers.jsonl | claimgraph load -
      claimgraph load claims.jsonl --neo4j-csv files/
    """
    from cli.filling import end
    from cli.progress import teller

    if csv_folder:
        filled = write_csv(file, Path(csv_folder), store, teller(progress_style), jobs)
    else:
        filled = load_lines(file, store, teller(progress_style), jobs)
    end(filled.report.read if filled.report else 0, filled.refused, filled.failed)


def load_lines(source: str, store_url: str, tell: Teller, jobs: int = 1) -> Filled:
    """Load, and say on standard error what was done."""
    from graph.opening import open_store

    return _fill(source, open_store(store_url), tell, jobs)


def write_csv(source: str, folder: Path, store_url: str, tell: Teller, jobs: int = 1) -> Filled:
    """Write the files of a bulk import and print its line; a server's address may name the database."""
    from graph.neo4j.bulk import AFTER_IMPORT, BulkFiles

    files = BulkFiles(folder.absolute())
    filled = _fill(source, files, tell, jobs)
    if filled.report is not None:
        database = None
        if "://" in store_url:
            from graph.neo4j.address import parse_address

            database = parse_address(store_url).database
        click.echo(files.command(database))
        click.echo(
            "Run this line where the server is stopped; where the database is there and may be replaced, add "
            f"--overwrite-destination. Then start it, and run: cypher-shell --file {files.url}/{AFTER_IMPORT}",
            err=True,
        )
    return filled


def _fill(source: str, store: Fillable, tell: Teller, jobs: int) -> Filled:
    from cli.filling import fill
    from cli.intake import Intake
    from extract.building import load

    intake = Intake(tell)
    return fill(store, intake.extractions(source), load, intake, tell, jobs)
