"""``claimgraph build``: papers in, a store that answers questions out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from cli.options import columns_option, jobs_option, progress_option, store_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cli.filling import Filled
    from cli.progress import Style, Teller


@click.command()
@click.argument("papers", nargs=-1, required=True)
@store_option
@columns_option
@click.option("--dry-run", is_flag=True, help="Only read the papers, and say what would be done.")
@progress_option
@jobs_option
def command(
    papers: tuple[str, ...], store: str, columns: dict[str, str], dry_run: bool, progress_style: Style, jobs: int
) -> None:
    """Read papers, extract their claims, and add them to the store.

    PAPERS are files, folders, or - for standard input: BibTeX, RIS, CSV, JSON of the usual services, and more,
    packed or not. What they are written in is told by their content; the plainest input is one
    {"title": "...", "abstract": "..."} a line. Nothing is done twice: run the same line again after an
    interruption, or with more papers.

    \b
    Examples:
      claimgraph build library.bib
      claimgraph build --store graphs/gnn pages/ more.jsonl.gz
      claimgraph build papers.csv --columns title=Titel --columns abstract=Text
      cat papers.jsonl | claimgraph build --dry-run -
    """
    from cli.filling import end
    from cli.progress import teller

    tell = teller(progress_style)
    if dry_run:
        report = rehearse(papers, store, tell, columns)
        click.echo(report.told(store))
        end(report.read, report.refused)
    else:
        filled = build_store(papers, store, tell, jobs, columns)
        end(filled.report.read if filled.report else 0, filled.refused, filled.failed)


def build_store(
    sources: Sequence[str],
    store_url: str,
    tell: Teller,
    jobs: int = 1,
    columns: Mapping[str, str] | None = None,
) -> Filled:
    """Build, and say on standard error how far it is and what it did."""
    from cli.filling import fill
    from cli.intake import Intake
    from extract.building import build
    from graph.opening import open_store

    intake = Intake(tell)
    return fill(open_store(store_url), intake.papers(sources, columns), build, intake, tell, jobs)


class Rehearsal(NamedTuple):
    """What a build would do.

    Attributes:
        read: papers read from the input, copies included.
        new: copies that the store does not have.
        papers: papers that the store would hold.
        pending: papers that would be extracted.
        refused: records and sources that cannot be read.

    """

    read: int
    new: int
    papers: int
    pending: int
    refused: int

    def told(self, store_url: str) -> str:
        """The same in words."""
        from cli.words import counted

        refused = f" {self.refused:,} refused;" if self.refused else ""
        return (
            f"{counted(self.read, 'paper')} read, {self.new:,} of them new;{refused} "
            f"{self.pending:,} would be extracted; "
            f"{store_url} would hold {counted(self.papers, 'paper')} (nothing was written)"
        )


def rehearse(
    sources: Sequence[str], store_url: str, tell: Teller, columns: Mapping[str, str] | None = None
) -> Rehearsal:
    """Read the papers as a build would, and write nothing."""
    from cli.intake import Intake
    from extract.version import EXTRACTOR
    from graph.collection import Collection
    from graph.errors import StoreMissingError
    from graph.opening import open_store
    from graph.records import PaperRecord

    store = open_store(store_url)
    try:
        collection = Collection(store.records())
    except StoreMissingError:
        collection = Collection()
    finally:
        store.close()
    intake, before = Intake(tell), collection.n_copies
    for paper in intake.papers(sources, columns):
        collection.add(PaperRecord(paper=paper))
    return Rehearsal(
        read=intake.read,
        new=collection.n_copies - before,
        papers=len(collection),
        pending=sum(1 for _ in collection.pending(EXTRACTOR)),
        refused=intake.refused,
    )
