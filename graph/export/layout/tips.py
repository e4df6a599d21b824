"""The tips of arrows: a triangle at the end, and the path shortened so that it ends inside of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.export.layout.figure import Curve, Point

if TYPE_CHECKING:
    from graph.export.layout.figure import Line


class Tip(NamedTuple):
    """The corners of the triangle, its point first, and the shortened curves."""

    triangle: tuple[Point, Point, Point]
    curves: tuple[Curve, ...]


def tip(line: Line) -> Tip:
    """The tip of a line, larger on thicker ones."""
    length, half = 7.0 + 1.6 * line.width, 3.0 + 0.8 * line.width
    end, before = line.end, line.came_from
    dx, dy = end.x - before.x, end.y - before.y
    norm = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / norm, dy / norm
    back = Point(end.x - dx * length, end.y - dy * length)
    triangle = (end, Point(back.x - dy * half, back.y + dx * half), Point(back.x + dy * half, back.y - dx * half))
    stop = Point(end.x - dx * length * 0.8, end.y - dy * length * 0.8)
    last = line.curves[-1]
    two = Point(last.two.x - dx * length * 0.8, last.two.y - dy * length * 0.8)
    return Tip(triangle, (*line.curves[:-1], Curve(last.one, two, stop)))
