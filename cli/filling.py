"""Runs that fill a store: what they have in common in what they say and in how they end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cli.outcome import BUG, HOW_TO_REPORT, INTERRUPTED, NOTHING_FOUND, WRONG_USE, Outcome
from cli.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cli.intake import Intake
    from cli.progress import Teller
    from extract.building import BuildReport, Extractor, Progress
    from extract.extractor import PipelineExtractor
    from graph.paper import Paper
    from graph.store import Fillable

T = TypeVar("T")

_FAILURES_TOLD = 3


class Filled(NamedTuple):
    """What a run did.

    Attributes:
        report: None where the input had nothing in it.
        refused: records and sources that could not be read.
        failed: papers that broke the extractor.

    """

    report: BuildReport | None
    refused: int
    failed: int


def fill(
    store: Fillable,
    items: Iterator[T],
    run: Callable[[Fillable, Iterable[T], Extractor, Progress], BuildReport],
    intake: Intake,
    tell: Teller,
    jobs: int,
) -> Filled:
    """Run ``run`` (``building.build`` or ``building.load``) on a store, and say on standard error what it did.

    A store is not touched, and so not made, where ``items`` has nothing in it.
    """
    from cli.intake import unless_empty

    began = time.monotonic()
    extractor = make_extractor(jobs, tell)
    try:
        present = unless_empty(items)
        report = None if present is None else run(store, present, extractor, tell)
    except KeyboardInterrupt:
        raise interrupted(tell) from None
    finally:
        tell.close()
        store.close()
    failed = len(extractor.failed)
    if report is not None:
        seconds = time.monotonic() - began
        report = report._replace(extracted=report.extracted - failed)
        counts = {**report._asdict(), "refused": intake.refused, "failed": failed, "seconds": round(seconds, 2)}
        tell.finish(_summary(store.url, report, intake.refused, seconds), counts)
    return Filled(report, intake.refused, failed)


def interrupted(tell: Teller) -> Outcome:
    """How a run ends that the user stopped: what is done stays done."""
    done = "nothing was extracted yet" if tell.total is None else f"{tell.n_done:,} of {tell.total:,} papers done"
    return Outcome(INTERRUPTED, f"interrupted: {done}; run the same line again to go on")


def _summary(store_url: str, report: BuildReport, refused: int, seconds: float) -> str:
    parts = [
        f"{counted(report.read, 'paper')} read, {report.added:,} of them new",
        f"{report.extracted:,} extracted",
        f"{store_url} holds {counted(report.papers, 'paper')}" + ("" if report.changed else ", as before"),
    ]
    if refused:
        parts.insert(1, f"{refused:,} refused")
    return f"{'; '.join(parts)} ({seconds:.1f} s)"


def make_extractor(jobs: int, tell: Teller) -> PipelineExtractor:
    """Our extractor, which says by the way which papers it could not read: the first few of them."""
    from extract.extractor import PipelineExtractor

    def report(paper: Paper, error: Exception) -> None:
        if len(extractor.failed) <= _FAILURES_TOLD:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            tell.note(f"{paper.id}: could not be extracted ({what})")

    extractor = PipelineExtractor(jobs, report)
    return extractor


def end(read: int, refused: int, failed: int = 0, nothing: str = "no papers found in the input") -> None:
    """End a command that took papers in with the exit code that says how that went."""
    if failed:
        message = f"Error: a bug in claimgraph: {counted(failed, 'paper')} could not be extracted. {HOW_TO_REPORT}"
        raise Outcome(BUG, message)
    if refused:
        raise Outcome(WRONG_USE)
    if not read:
        raise Outcome(NOTHING_FOUND, nothing)
