"""How sure an F1 is, and whether one run is better than another: bootstrap intervals over papers."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from extract.evaluation.scoring import Evaluation, Outcomes

DRAWS = 2000
_SEED = 20
_INTERVAL = (2.5, 97.5)

_Array = np.ndarray[Any, np.dtype[np.float64]]


class Change(NamedTuple):
    """Of one label: F1 of both runs, how much the first is above the second, and the 95 % interval of that."""

    f1: float
    against: float
    change: float
    low: float
    high: float


def intervals(run: Evaluation, draws: int = DRAWS) -> dict[str, dict[str, tuple[float, float]]]:
    """Strict and lenient, by label: the 95 % interval of F1, papers drawn as in ``compare``."""
    drawn = _draw(run.papers, draws)
    return {
        way: {label: _interval(_f1(drawn @ _counts(run.by_paper[way], label))) for label in scores}
        for way, scores in (("strict", run.strict), ("lenient", run.lenient))
    }


def compare(run: Evaluation, against: Evaluation, draws: int = DRAWS) -> dict[str, dict[str, Change]]:
    """Strict and lenient, by label: how two runs over the same annotated papers differ.

    Papers are drawn with replacement, the same ones for both runs (Efron and Tibshirani, 1993: percentile
    bootstrap); the same seed each time, so that the same runs give the same intervals.
    """
    found = {}
    for way, mine, theirs in (
        ("strict", run.strict, against.strict),
        ("lenient", run.lenient, against.lenient),
    ):
        labels = [*mine, *(label for label in theirs if label not in mine)]
        drawn = _draw(run.papers, draws)
        found[way] = {label: _change(drawn, run.by_paper[way], against.by_paper[way], label) for label in labels}
    return found


def _draw(papers: int, draws: int) -> _Array:
    """How often each paper is drawn in each draw, shape (draws, papers)."""
    rng = np.random.default_rng(_SEED)
    if not papers:
        return np.zeros((draws, 0))
    return rng.multinomial(papers, np.full(papers, 1 / papers), size=draws).astype(np.float64)


def _change(
    drawn: _Array, run: Sequence[dict[str, Outcomes]], against: Sequence[dict[str, Outcomes]], label: str
) -> Change:
    mine, theirs = _counts(run, label), _counts(against, label)
    low, high = _interval(_f1(drawn @ mine) - _f1(drawn @ theirs))
    f1, other = float(_f1(mine.sum(axis=0))), float(_f1(theirs.sum(axis=0)))
    return Change(round(f1, 4), round(other, 4), round(f1 - other, 4), low, high)


def _interval(values: _Array) -> tuple[float, float]:
    low, high = np.percentile(values, _INTERVAL)
    return round(float(low), 4), round(float(high), 4)


def _counts(papers: Sequence[dict[str, Outcomes]], label: str) -> _Array:
    nothing = Outcomes(0, 0, 0)
    return np.array([paper.get(label, nothing) for paper in papers], dtype=np.float64).reshape(-1, 3)


def _f1(counts: _Array) -> _Array:
    """F1 of found, extra and missed along the last axis; 0 where there is nothing."""
    found, extra, missed = np.moveaxis(counts, -1, 0)
    both = 2 * found + extra + missed
    share: _Array = np.divide(2 * found, both, out=np.zeros_like(both), where=both > 0)
    return share
