"""Runs that fill a store: what they have in common in what they say and in how they end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cli.outcome import INTERRUPTED, NOTHING_FOUND, WRONG_USE, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cli.intake import Intake
    from cli.progress import Teller
    from extract.building import BuildReport, Extractor, Progress
    from extract.extractor import PipelineExtractor
    from graph.paper import Paper
    from graph.store import Store

T = TypeVar("T")


class Filled(NamedTuple):
    """What a run did; ``report`` is None where the input had nothing in it."""

    report: BuildReport | None
    refused: int


def fill(
    store_url: str,
    items: Iterator[T],
    run: Callable[[Store, Iterable[T], Extractor, Progress], BuildReport],
    intake: Intake,
    tell: Teller,
    jobs: int,
) -> Filled:
    """Run ``run`` (``building.build`` or ``building.load``) on a store, and say on standard error what it did.

    A store is not touched, and so not made, where ``items`` has nothing in it.
    """
    from cli.intake import unless_empty
    from graph.opening import open_store

    began = time.monotonic()
    store = open_store(store_url)
    try:
        present = unless_empty(items)
        report = None if present is None else run(store, present, extractor(jobs, tell), tell)
    except KeyboardInterrupt:
        done = (
            "nothing was extracted yet" if tell.total is None else f"{tell.n_done:,} of {tell.total:,} papers done"
        )
        raise Outcome(INTERRUPTED, f"interrupted: {done}; run the same line again to go on") from None
    finally:
        tell.close()
        store.close()
    if report is not None:
        seconds = time.monotonic() - began
        counts = {**report._asdict(), "refused": intake.refused, "seconds": round(seconds, 2)}
        tell.finish(_summary(store_url, report, intake.refused, seconds), counts)
    return Filled(report, intake.refused)


def _summary(store_url: str, report: BuildReport, refused: int, seconds: float) -> str:
    parts = [
        f"{counted(report.read, 'paper')} read, {report.added:,} of them new",
        f"{report.extracted:,} extracted",
        f"{store_url} holds {counted(report.papers, 'paper')}" + ("" if report.changed else ", as before"),
    ]
    if refused:
        parts.insert(1, f"{refused:,} refused")
    return f"{'; '.join(parts)} ({seconds:.1f} s)"


def counted(number: int, noun: str) -> str:
    """``1 paper``, ``1,200 papers``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def extractor(jobs: int, tell: Teller) -> PipelineExtractor:
    """Our extractor, which says by the way which papers it could not read."""
    from extract.extractor import PipelineExtractor

    def report(paper: Paper, error: Exception) -> None:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        tell.note(f"{paper.id}: a bug of ours ({what}); the paper is kept without claims")

    return PipelineExtractor(jobs, report)


def end(read: int, refused: int) -> None:
    """End a command that took papers in with the exit code that says how that went."""
    if refused:
        raise Outcome(WRONG_USE)
    if not read:
        raise Outcome(NOTHING_FOUND, "no papers found in the input")
