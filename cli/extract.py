"""``claimgraph extract``: papers in, extraction lines out; no store is involved."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from cli.options import columns_option, jobs_option, progress_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cli.intake import Intake
    from cli.progress import Style, Teller


@click.command()
@click.argument("papers", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; standard output without it.")
@columns_option
@progress_option
@jobs_option
def command(
    papers: tuple[str, ...], output: str, columns: dict[str, str], progress_style: Style, jobs: int
) -> None:
    """Print what is found in papers, without a store.

    PAPERS are files, folders, or - for standard input. Copies of one paper are joined, and each paper gives a
    line of JSON: its entities, its triples with their evidence, its results. With -o the file is there when it
    is complete, and not before.

    \b
    Examples:
      claimgraph extract papers.jsonl -o claims.jsonl
      claimgraph extract papers.jsonl | jq '.triples[] | [.predicate, .sentence]'
    """
    from cli.filling import end
    from cli.intake import Intake
    from cli.progress import teller

    tell = teller(progress_style)
    intake = Intake(tell)
    failed = extract_to(papers, output, intake, tell, jobs, columns)
    end(intake.read, intake.refused, failed)


def extract_to(
    sources: Sequence[str],
    output: str,
    intake: Intake,
    tell: Teller,
    jobs: int = 1,
    columns: Mapping[str, str] | None = None,
) -> int:
    """Write one line a paper to the file ``output``, or to standard output where it is ``-``.

    Gives the number of papers that broke the extractor; they have no line.
    """
    from cli.filling import interrupted, make_extractor
    from cli.words import counted
    from graph.collection import Collection
    from graph.records import PaperRecord

    extractor = make_extractor(jobs, tell)
    try:
        collection = Collection(PaperRecord(paper=paper) for paper in intake.papers(sources, columns))
        if not len(collection):
            return 0
        with _opened(output) as file:
            tell.start(len(collection))
            for extraction in extractor(collection.papers().values()):
                file.write(json.dumps(extraction.dump(), ensure_ascii=False) + "\n")
                tell.done(extraction.paper.id)
    except KeyboardInterrupt:
        raise interrupted(tell) from None
    finally:
        tell.close()
    failed = len(extractor.failed)
    counts = {"read": intake.read, "extracted": tell.n_done, "refused": intake.refused, "failed": failed}
    refused = f", {intake.refused:,} refused" if intake.refused else ""
    tell.finish(f"{counted(intake.read, 'paper')} read{refused}, {tell.n_done:,} extracted", counts)
    return failed


@contextmanager
def _opened(output: str) -> Iterator[TextIO]:
    """Standard output, or a file that takes its place when it is complete."""
    if output == "-":
        yield sys.stdout
        return
    path = Path(output)
    if path.exists() and not path.is_file():  # a device, a named pipe
        with path.open("w", encoding="utf-8") as file:
            yield file
        return
    if not path.parent.is_dir():
        raise click.UsageError(f"{output}: there is no folder {path.parent}")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
