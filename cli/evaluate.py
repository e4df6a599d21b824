"""``claimgraph evaluate``: how right extraction is, on papers that people have annotated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import format_option, jobs_option, progress_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.intake import Intake
    from cli.progress import Style, Teller
    from extract.building import Extractor
    from extract.evaluation import AnnotatedPaper, Evaluation

COLUMNS = ("label", "gold", "predicted", "p", "r", "f1", "lenient_p", "lenient_r", "lenient_f1")


@click.command()
@click.argument("gold")
@click.option("--papers", metavar="FILE", help="The annotated papers' texts; GOLD's NAME_papers.jsonl without it.")
@click.option("--predicted", metavar="FILE", help="Score these extraction lines, and extract nothing.")
@format_option
@progress_option
@jobs_option
def command(
    gold: str, papers: str | None, predicted: str | None, output_format: str, progress_style: Style, jobs: int
) -> None:
    """Score extraction against annotated papers.

    GOLD holds one annotated paper a line. A thing is found when type and a spelling agree (lenient: when they
    share half of their words), a claim when its predicate and both its ends are right.

    \b
    Examples:
      claimgraph evaluate gold/dev.jsonl
      claimgraph evaluate gold/dev.jsonl --predicted claims.jsonl --format json
    """
    from cli.filling import end, make_extractor
    from cli.intake import Intake
    from cli.progress import teller

    if papers and predicted:
        raise click.UsageError("--papers and --predicted: give one of them")
    tell = teller(progress_style)
    intake = Intake(tell)
    extractor = make_extractor(jobs, tell)
    evaluation = score(gold, papers, predicted, intake, tell, extractor)
    print_evaluation(evaluation, output_format)
    nothing = "none of the annotated papers is among the predicted ones"
    end(evaluation.joined, intake.refused, len(extractor.failed), nothing)


def score(
    gold: str,
    papers: str | None,
    predicted: str | None,
    intake: Intake,
    tell: Teller,
    extractor: Extractor,
) -> Evaluation:
    """Compare ``predicted``, or what is extracted from ``papers``, with ``gold``."""
    from extract.evaluation import evaluate, read_gold, read_predicted

    annotated = list(read_gold(gold))
    if predicted:
        return evaluate(annotated, read_predicted(predicted))
    return evaluate(annotated, _extracted(papers or papers_beside(gold), intake, tell, extractor))


def papers_beside(gold: str) -> str:
    """``gold/dev_papers.jsonl`` for ``gold/dev.jsonl``."""
    path = Path(gold)
    beside = path.with_name(f"{path.stem}_papers{path.suffix}")
    if not beside.exists():
        raise click.UsageError(f"{beside}: no such file; name the papers' texts with --papers")
    return str(beside)


def _extracted(source: str, intake: Intake, tell: Teller, extractor: Extractor) -> Iterator[AnnotatedPaper]:
    from extract.evaluation import AnnotatedPaper

    papers = list(intake.papers([source]))
    try:
        tell.start(len(papers))
        for extraction in extractor(papers):
            yield AnnotatedPaper.of(extraction)
            tell.done(extraction.paper.id)
    finally:
        tell.close()


def print_evaluation(evaluation: Evaluation, output_format: str) -> None:
    """Print the scores, strict and lenient side by side; in JSON as they are."""
    from cli.answers import print_envelope, print_json

    if output_format == "json":
        print_json(evaluation.dump())
        return
    print_envelope({"columns": COLUMNS, "rows": as_rows(evaluation)}, output_format)
    if output_format == "table":
        click.echo(f"\n{evaluation.joined} of {evaluation.papers} annotated papers were predicted.")
        strict = evaluation.claims["strict"]
        click.echo(
            f"Of {strict.claims_of_both} claims that something addresses or suffers from a problem, "
            f"{strict.swapped} say the opposite of the annotation."
        )
        if strict.calibration_error is not None:
            click.echo(f"Confidences are off by {strict.calibration_error:.2f} on average.")


def as_rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    """One row a label."""
    return [
        {
            "label": label,
            **strict.model_dump(),
            **{f"lenient_{name}": getattr(evaluation.lenient[label], name) for name in ("p", "r", "f1")},
        }
        for label, strict in evaluation.strict.items()
    ]
