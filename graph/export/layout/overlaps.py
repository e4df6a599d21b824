"""Moves what overlaps apart, as little as may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.export.layout.figure import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def push_apart(rects: list[Rect], gap: float, w: float, h: float, rounds: int = 400) -> list[Rect] | None:
    """The rectangles moved until none is nearer than ``gap`` to another, all between 0 and (w, h).

    Each two that overlap share the way, along the axis on which it is shorter. None where it does not come about.
    """
    xs, ys = [r.x for r in rects], [r.y for r in rects]
    ws, hs = [r.w for r in rects], [r.h for r in rects]
    order = range(len(rects))
    for _ in range(rounds):
        moved = False
        for i in order:
            for j in range(i + 1, len(rects)):
                dx = min(xs[i] + ws[i], xs[j] + ws[j]) - max(xs[i], xs[j]) + gap
                dy = min(ys[i] + hs[i], ys[j] + hs[j]) - max(ys[i], ys[j]) + gap
                if dx <= 0.01 or dy <= 0.01:
                    continue
                moved = True
                if dx / w < dy / h:
                    way = dx / 2 if xs[i] + ws[i] / 2 <= xs[j] + ws[j] / 2 else -dx / 2
                    xs[i], xs[j] = xs[i] - way, xs[j] + way
                else:
                    way = dy / 2 if ys[i] + hs[i] / 2 <= ys[j] + hs[j] / 2 else -dy / 2
                    ys[i], ys[j] = ys[i] - way, ys[j] + way
        for i in order:
            xs[i], ys[i] = min(max(xs[i], 0.0), w - ws[i]), min(max(ys[i], 0.0), h - hs[i])
        if not moved:
            return [Rect(*values) for values in zip(xs, ys, ws, hs, strict=True)]
    return None
