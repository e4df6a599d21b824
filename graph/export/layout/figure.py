"""A figure: every box, line and word with its place, in points from the upper left corner of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["title", "note", "legend", "footer", "count", "axis"]


class Point(NamedTuple):
    """A place on the page."""

    x: float
    y: float


class Rect(NamedTuple):
    """A rectangle: its upper left corner, width and height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def centre(self) -> Point:
        """The point in its middle."""
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.h

    def overlaps(self, other: Rect, margin: float = 0.0) -> bool:
        """Whether the two share some area, or come closer than ``margin``."""
        return (
            self.x < other.right + margin
            and other.x < self.right + margin
            and self.y < other.bottom + margin
            and other.y < self.bottom + margin
        )


class Curve(NamedTuple):
    """A cubic Bézier segment from where the path is: two control points and the end."""

    one: Point
    two: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Box:
    """A thing: its name in lines inside a rectangle."""

    id: str
    label: str
    name: str
    lines: tuple[str, ...]
    rect: Rect
    size: float
    is_focus: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow from box to box; ``index`` counts in the subgraph's arrows.

    ``count`` says how many papers make the claim where it is more than one; it stands in ``count_at``.
    """

    index: int
    subject: str
    object: str
    predicate: str
    start: Point
    curves: tuple[Curve, ...]
    width: float
    count: str = ""
    count_at: Rect | None = None

    @property
    def end(self) -> Point:
        """Where its tip is."""
        return self.curves[-1].end

    @property
    def came_from(self) -> Point:
        """A point that the tip points away from."""
        last = self.curves[-1]
        before = self.curves[-2].end if len(self.curves) > 1 else self.start
        return next((p for p in (last.two, last.one, before) if p != last.end), before)

    def points(self, steps: int = 12) -> list[Point]:
        """Points along the path, close together."""
        found, here = [self.start], self.start
        for curve in self.curves:
            for step in range(1, steps + 1):
                t = step / steps
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                found.append(
                    Point(
                        a * here.x + b * curve.one.x + c * curve.two.x + d * curve.end.x,
                        a * here.y + b * curve.one.y + c * curve.two.y + d * curve.end.y,
                    )
                )
            here = curve.end
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``rect`` is the room it takes, its baseline a little above the lower side."""

    text: str
    rect: Rect
    size: float
    role: Role
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a sample of a kind of node or of a predicate's arrow, and its name."""

    name: str
    is_predicate: bool
    sample: Rect
    words: Words


@dataclass(frozen=True, slots=True)
class Figure:
    """A page with everything on it."""

    title: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    words: tuple[Words, ...]
    keys: tuple[Key, ...]

    @property
    def font_size(self) -> float:
        """The size of the names."""
        return min((box.size for box in self.boxes), default=12.0)
