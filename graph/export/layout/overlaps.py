"""Moves what overlaps apart, as little as may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.export.layout.figure import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def spread(wanted: Sequence[float], lengths: Sequence[float], gap: float, room: float) -> list[float]:
    """Centres in the given order, as near to the wanted ones as fits without overlap between 0 and ``room``.

    Least squares by pooling adjacent violators (Ayer et al. 1955). ``room`` must be enough for all and the gaps.
    """
    offsets, reached = [], 0.0
    for index, length in enumerate(lengths):
        offsets.append(reached + length / 2)
        reached += length + (gap if index + 1 < len(lengths) else 0)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, n = pools.pop()
            mean, count = (other * n + mean * count) / (n + count), n + count
        pools.append((mean, count))
    slack = max(0.0, room - reached)
    shifts = [min(max(mean, 0.0), slack) for mean, count in pools for _ in range(count)]
    return [offset + shift for offset, shift in zip(offsets, shifts, strict=True)]


def push_apart(rects: Sequence[Rect], gap: float, w: float, h: float, rounds: int = 400) -> list[Rect] | None:
    """The rectangles moved until none is nearer than ``gap`` to another, all between 0 and (w, h).

    Each two that overlap share the way, along the axis on which it is shorter. None where it does not come about.
    """
    import numpy as np

    x, y, ws, hs = (np.array(side, dtype=float) for side in zip(*rects, strict=True))
    first = np.arange(len(rects))[:, None] < np.arange(len(rects))[None, :]
    for _ in range(rounds):
        over_x = np.minimum.outer(x + ws, x + ws) - np.maximum.outer(x, x) + gap
        over_y = np.minimum.outer(y + hs, y + hs) - np.maximum.outer(y, y) + gap
        meeting = (over_x > _TOUCH) & (over_y > _TOUCH)
        np.fill_diagonal(meeting, val=False)
        if not meeting.any():
            return [Rect(*map(float, values)) for values in zip(x, y, ws, hs, strict=True)]
        sideways = over_x / w < over_y / h
        x = x + _pushes(meeting & sideways, over_x, x + ws / 2, first)
        y = y + _pushes(meeting & ~sideways, over_y, y + hs / 2, first)
        x, y = np.clip(x, 0.0, w - ws), np.clip(y, 0.0, h - hs)
    return None


_TOUCH = 0.01


def _pushes(meeting: NDArray[Any], over: NDArray[Any], centres: NDArray[Any], first: NDArray[Any]) -> NDArray[Any]:
    """How far each moves: the sum of what its neighbours ask for, damped where they are many."""
    import numpy as np

    before = (centres[:, None] < centres[None, :]) | ((centres[:, None] == centres[None, :]) & first)
    wanted = np.where(meeting, np.where(before, -over, over) / 2 * _HASTE, 0.0)
    return np.asarray(wanted.sum(axis=1) / np.sqrt(np.maximum(meeting.sum(axis=1), 1)))


_HASTE = 1.05  # a little more than needed: halves of halves never quite arrive
