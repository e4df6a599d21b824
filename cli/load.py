"""``claimgraph load``: extraction lines in, a store that answers questions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import jobs_option, progress_option, store_option

if TYPE_CHECKING:
    from cli.filling import Filled
    from cli.progress import Style, Teller


@click.command()
@click.argument("file")
@store_option
@progress_option
@jobs_option
def command(file: str, store: str, progress_style: Style, jobs: int) -> None:
    """Add extracted papers from a file to the store.

    FILE holds lines as `claimgraph extract` writes them, by whatever program they were made; - is standard
    input. A line that contradicts its paper's text or the vocabulary is refused. A paper of which the store has
    another copy, so that their joined text is not what the line speaks of, is extracted anew.

    \b
    Examples:
      claimgraph load claims.jsonl
      claimgraph extract papers.jsonl | claimgraph load -
    """
    from cli.filling import end
    from cli.progress import teller

    filled = load_lines(file, store, teller(progress_style), jobs)
    end(filled.report.read if filled.report else 0, filled.refused, filled.failed)


def load_lines(source: str, store_url: str, tell: Teller, jobs: int = 1) -> Filled:
    """Load, and say on standard error what was done."""
    from cli.filling import fill
    from cli.intake import Intake
    from extract.building import load

    intake = Intake(tell)
    return fill(store_url, intake.extractions(source), load, intake, tell, jobs)
