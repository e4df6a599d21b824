"""The ways that arrows take: straight, curved, around."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph.export.layout.figure import Curve, Point, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Path = tuple[Point, tuple[Curve, ...]]
"""Where it starts, and its curves."""


def straight(a: Point, b: Point) -> Path:
    """A straight line, written as a curve."""
    third = Point((b.x - a.x) / 3, (b.y - a.y) / 3)
    return a, (Curve(Point(a.x + third.x, a.y + third.y), Point(b.x - third.x, b.y - third.y), b),)


def flowing(stations: Sequence[Point]) -> Path:
    """Through all stations, horizontal at each of them."""
    curves = []
    for a, b in pairwise(stations):
        middle = (a.x + b.x) / 2
        curves.append(Curve(Point(middle, a.y), Point(middle, b.y), b))
    return stations[0], tuple(curves)


def beside(a: Rect, b: Rect, bulge: float, shift: float = 0.0) -> Path:
    """Between two boxes of one column: from right side to right side, bulging out."""
    start, end = Point(a.right, a.centre.y + shift), Point(b.right, b.centre.y + shift)
    far = max(start.x, end.x) + bulge
    return start, (Curve(Point(far, start.y), Point(far, end.y), end),)


def loop(rect: Rect, reach: float = 16.0) -> Path:
    """From a box to itself, over its upper right corner."""
    start, end = Point(rect.right - 2 * reach / 3, rect.y), Point(rect.right, rect.y + min(reach, rect.h / 2))
    return start, (Curve(Point(start.x, start.y - reach), Point(end.x + reach, end.y), end),)


def border(rect: Rect, towards: Point) -> Point:
    """Where the line from the middle of a box to a point outside leaves the box."""
    c = rect.centre
    dx, dy = towards.x - c.x, towards.y - c.y
    if not dx and not dy:
        return c
    scale = min(
        rect.w / 2 / abs(dx) if dx else float("inf"),
        rect.h / 2 / abs(dy) if dy else float("inf"),
    )
    return Point(c.x + dx * scale, c.y + dy * scale)


def crossings(lines: Iterable[Sequence[Point]]) -> int:
    """How many pairs of polylines cross; lines that share an end there do not."""
    lines = list(lines)
    boxes = [(min(p.x for p in q), max(p.x for p in q), min(p.y for p in q), max(p.y for p in q)) for q in lines]
    count = 0
    for i, one in enumerate(lines):
        for j in range(i + 1, len(lines)):
            a, b = boxes[i], boxes[j]
            if a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]:
                continue
            other = lines[j]
            count += any(_cross(*s, *t) for s in pairwise(one) for t in pairwise(other))
    return count


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments cross in a point inside of both."""
    return (_side(a, b, c) * _side(a, b, d) < 0) and (_side(c, d, a) * _side(c, d, b) < 0)


def _side(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
