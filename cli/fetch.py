"""``claimgraph fetch``: papers on a subject, out of a service's public API."""

from __future__ import annotations

import re
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import progress_option

if TYPE_CHECKING:
    from cli.progress import Style, Teller
    from extract.fetching import Fetched

_NAMES = ("arxiv", "openalex")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def _date(_: click.Context, __: click.Parameter, said: str | None) -> str | None:
    """The first day of a year or month, or the day itself."""
    from datetime import date

    if said is None:
        return None
    found = _DATE.fullmatch(said)
    try:
        return date(*(int(part or 1) for part in found.groups())).isoformat() if found else _no_date(said)
    except ValueError:
        return _no_date(said)


def _no_date(said: str) -> str:
    raise click.BadParameter(f'expected a date like 2023, 2023-06 or 2023-06-30, found "{said}"')


@click.command()
@click.argument("service", type=click.Choice(_NAMES))
@click.argument("query", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; standard output without it.")
@click.option(
    "--max",
    "most",
    type=click.IntRange(1, 10_000_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="At most this many papers in FILE, the most relevant ones.",
)
@click.option(
    "--since", callback=_date, metavar="DATE", help="Only papers of this year (2023), month or day and later."
)
@progress_option
def command(
    service: str, query: tuple[str, ...], output: str, most: int, since: str | None, progress_style: Style
) -> None:
    """Get papers on a subject from arXiv or OpenAlex.

    Papers are written as JSON lines, ready for `claimgraph build`. The same line again goes on where FILE ends,
    after an interruption or with a higher --max, and looks for new papers where it was complete; no paper is in
    FILE twice. A file FILE.state beside it remembers how far it is.

    QUERY are words that all must occur, or for arxiv a query in its own language (ti:, abs:, cat:, AND, OR).
    OpenAlex answers little without a key, which is free: set CLAIMGRAPH_OPENALEX_KEY to yours.

    \b
    Examples:
      claimgraph fetch arxiv oversmoothing --since 2023 -o oversmoothing.jsonl
      claimgraph fetch arxiv 'ti:mamba AND cat:cs.LG' | claimgraph build -
      claimgraph fetch openalex "catastrophic forgetting" --max 200 -o some.jsonl
    """
    from cli.outcome import INTERRUPTED, NOTHING_FOUND, Outcome
    from cli.progress import teller

    tell = teller(progress_style, doing=("fetching", "fetching"))
    try:
        fetched, held = fetch_to(output, service, " ".join(query), since, most, tell)
    except KeyboardInterrupt:
        go_on = "" if output == "-" else "; run the same line again to go on"
        raise Outcome(INTERRUPTED, f"interrupted: {tell.n_done:,} papers fetched{go_on}") from None
    finally:
        tell.close()
    tell.finish(told(fetched, held, service, output, most), {**fetched._asdict(), "papers": held})
    if not held:
        raise Outcome(NOTHING_FOUND)


def fetch_to(
    output: str, service: str, query: str, since: str | None, most: int, tell: Teller
) -> tuple[Fetched, int]:
    """Fetch into a file, or to standard output where it is ``-``; also how many papers are there then."""
    from extract.fetching import SERVICES, JsonLinesFile, Stream, fetch
    from extract.fetching.output import Question

    path = Path(output)
    if output != "-" and not path.parent.is_dir():
        raise click.UsageError(f"{output}: there is no folder {path.parent}")
    with (
        nullcontext(Stream(sys.stdout))
        if output == "-"
        else JsonLinesFile(path, Question(service, query, since)) as place
    ):
        fetched = fetch(SERVICES[service], query, since, place, most, tell)
        return fetched, place.n_papers


def told(fetched: Fetched, held: int, service: str, output: str, most: int) -> str:
    """What the run did, in words."""
    from cli.words import counted
    from extract.fetching import SERVICES

    where = "" if output == "-" else f"; {output} holds {counted(held, 'paper')}"
    refused = f", {fetched.refused:,} refused" if fetched.refused else ""
    if fetched.total is None:
        return f"nothing was fetched{where}, as many as --max allows ({most:,})"
    rest = "" if fetched.complete else "; a higher --max goes on"
    new = f"{counted(fetched.new, 'new paper')} of {fetched.total:,} that {SERVICES[service].name} has"
    return f"{new}{refused}{where}{rest}"
