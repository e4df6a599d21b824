"""``claimgraph evaluate``: how right extraction is, on papers that people have annotated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import format_option, jobs_option, progress_option

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from cli.intake import Intake
    from cli.progress import Style, Teller
    from extract.building import Extractor
    from extract.evaluation import AnnotatedPaper, Evaluation
    from graph.extraction import Extraction


@click.command()
@click.argument("gold")
@click.option("--papers", metavar="FILE", help="The annotated papers' texts; GOLD's NAME_papers.jsonl without it.")
@click.option("--predicted", metavar="FILE", help="Score these extraction lines, and extract nothing.")
@click.option(
    "--given-entities",
    is_flag=True,
    help="Take the annotated entities as found: judges relations and results alone, in one process.",
)
@click.option(
    "--errors", is_flag=True, help="List what is missed and extra, with its sentence, in place of scores."
)
@click.option(
    "--against", metavar="FILE", help="Other extraction lines: how much better or worse than those, and how sure."
)
@click.option("--intervals", is_flag=True, help="Add the 95 % interval of F1, by bootstrap over papers.")
@click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="LABEL",
    help="Only this type or predicate, or TRIPLES, RESULTS and the like; may be given several times.",
)
@format_option
@progress_option
@jobs_option
def command(
    gold: str,
    papers: str | None,
    predicted: str | None,
    given_entities: bool,
    errors: bool,
    against: str | None,
    intervals: bool,
    labels: tuple[str, ...],
    output_format: str,
    progress_style: Style,
    jobs: int,
) -> None:
    """Score extraction against annotated papers.

    GOLD holds one annotated paper a line. A thing is found when type and a spelling agree (lenient: when they
    share half of their words), a claim when its predicate and both its ends are right.

    \b
    Examples:
      claimgraph evaluate gold/dev.jsonl
      claimgraph evaluate gold/dev.jsonl --given-entities
      claimgraph evaluate gold/dev.jsonl --errors --label ADDRESSES
      claimgraph evaluate gold/dev.jsonl --against before.jsonl
    """
    from cli.filling import end, make_extractor
    from cli.intake import Intake
    from cli.progress import teller

    _refuse_both(("--papers", papers), ("--predicted", predicted))
    _refuse_both(("--given-entities", given_entities), ("--predicted", predicted))
    _refuse_both(("--errors", errors), ("--against", against))
    _refuse_both(("--errors", errors), ("--intervals", intervals))
    _refuse_both(("--against", against), ("--intervals", intervals))
    wanted = read_labels(labels)
    tell = teller(progress_style)
    intake = Intake(tell)
    extractor = make_extractor(jobs, tell)
    evaluation = score(gold, papers, predicted, intake, tell, extractor, given_entities=given_entities)
    if errors:
        from cli.scores import print_errors
        from extract.evaluation import LABELS

        print_errors(evaluation.differences, LABELS, wanted, output_format)
    elif against:
        from cli.scores import print_changes
        from extract.evaluation import compare

        other = score(gold, None, against, intake, tell, extractor)
        print_changes(compare(evaluation, other), wanted, evaluation.papers, output_format)
    else:
        from cli.scores import print_scores

        sure = None
        if intervals:
            from extract.evaluation import intervals as intervals_of

            sure = intervals_of(evaluation)
        print_scores(evaluation, wanted, sure, output_format)
    nothing = "none of the annotated papers is among the predicted ones"
    end(evaluation.joined, intake.refused, len(extractor.failed), nothing)


def _refuse_both(one: tuple[str, object], other: tuple[str, object]) -> None:
    if one[1] and other[1]:
        raise click.UsageError(f"{one[0]} and {other[0]}: give one of them")


class _All:
    """What holds every label."""

    def __contains__(self, label: object) -> bool:
        return True


def read_labels(labels: tuple[str, ...]) -> Container[str]:
    """The labels that were asked for, in whatever case; all of them where none was."""
    from extract.evaluation import LABELS

    known = {label.casefold(): label for label in LABELS}
    for label in labels:
        if label.casefold() not in known:
            raise click.UsageError(f"--label {label}: expected one of {', '.join(LABELS)}")
    return {known[label.casefold()] for label in labels} if labels else _All()


def score(
    gold: str,
    papers: str | None,
    predicted: str | None,
    intake: Intake,
    tell: Teller,
    extractor: Extractor,
    *,
    given_entities: bool = False,
) -> Evaluation:
    """Compare ``predicted``, or what is extracted from ``papers``, with ``gold``."""
    from extract.evaluation import evaluate, read_gold, read_predicted

    annotated = list(read_gold(gold))
    if predicted:
        return evaluate(annotated, read_predicted(predicted))
    texts = list(intake.papers([papers or papers_beside(gold)]))
    if given_entities:
        from extract.evaluation.given import extract_given, with_cleaned_mentions

        annotated = [with_cleaned_mentions(paper) for paper in annotated]
        return evaluate(annotated, _told(extract_given(texts, annotated), len(texts), tell))
    return evaluate(annotated, _told(extractor(texts), len(texts), tell))


def papers_beside(gold: str) -> str:
    """``gold/dev_papers.jsonl`` for ``gold/dev.jsonl``."""
    path = Path(gold)
    beside = path.with_name(f"{path.stem}_papers{path.suffix}")
    if not beside.exists():
        raise click.UsageError(f"{beside}: no such file; name the papers' texts with --papers")
    return str(beside)


def _told(extractions: Iterable[Extraction], total: int, tell: Teller) -> Iterator[AnnotatedPaper]:
    from extract.evaluation import AnnotatedPaper

    try:
        tell.start(total)
        for extraction in extractions:
            yield AnnotatedPaper.of(extraction)
            tell.done(extraction.paper.id)
    finally:
        tell.close()
