"""The arrows of a figure: by which side they leave and enter a box, which way they go, and where counts stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.export.layout.figure import Box, Line, Point, Rect
from graph.export.layout.measuring import LINE_HEIGHT, width
from graph.export.layout.paths import Path, beside, border, flowing, loop, straight
from graph.export.layout.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.export.layout.layered import Placed
    from graph.subgraph.model import Arrow, Subgraph

COUNT_SIZE = 12.0
_THIN, _A_PAPER, _THICK = 1.5, 0.6, 4.0  # widths of a line: of one paper's, of each further paper, at most
_APART = 9.0  # between parallel arrows
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_FROM_SUBJECT = (0.22, 0.26, 0.18, 0.3, 0.34, 0.42, 0.5, 0.58, 0.66, 0.74, 0.82)
_OFF_A_LINE = 8.0
_ASIDE = (0.0, -10.0, 10.0, -18.0, 18.0, -28.0, 28.0)


def drawn_lines(
    subgraph: Subgraph, boxes: Sequence[Box], placed: Placed, room: Rect, obstacles: Sequence[Rect]
) -> tuple[Line, ...]:
    """A line an arrow of the subgraph, in its order."""
    rects = {box.id: box.rect for box in boxes}
    ways = _in_columns(subgraph.arrows, rects, placed, room) if placed.columns else _direct(subgraph.arrows, rects)
    lines = []
    taken = [*rects.values(), *obstacles]
    for index, (arrow, (start, curves)) in enumerate(zip(subgraph.arrows, ways, strict=True)):
        thick = min(_THIN + _A_PAPER * (arrow.papers - 1), _THICK)
        lines.append(Line(index, arrow.subject, arrow.object, arrow.predicate, start, curves, thick))
    order = sorted(range(len(lines)), key=lambda i: -subgraph.arrows[i].papers)
    meeting = Counter(end for arrow in subgraph.arrows for end in (arrow.subject, arrow.object))
    for index in order:
        papers = subgraph.arrows[index].papers
        if papers > 1:
            text = f"{papers} papers"
            place = _place(lines[index], text, taken, room, _places(lines[index], meeting))
            if place:
                taken.append(place)
                lines[index] = replace(lines[index], count=text, count_at=place)
    return tuple(lines)


def _places(line: Line, meeting: Counter[str]) -> Sequence[float]:
    """Shares of the line's way to try: near the end where fewer lines meet, in the middle where as many do."""
    a, b = meeting[line.subject], meeting[line.object]
    if a == b:
        return _PLACES
    return _FROM_SUBJECT if a < b else tuple(1 - place for place in _FROM_SUBJECT)


def _place(line: Line, text: str, taken: Sequence[Rect], room: Rect, places: Sequence[float]) -> Rect | None:
    """Where on the line, or beside a short one, the count stands free of all and of the line's tip; or None."""
    w, h = width(text, COUNT_SIZE) + 8.0, COUNT_SIZE * LINE_HEIGHT + 2.0
    points, taken = line.points(24), [*taken, _around(tip(line).triangle)]
    off = w / 2 + _OFF_A_LINE
    for dx, dy in (*((0.0, aside) for aside in _ASIDE), (off, 0.0), (-off, 0.0)):
        for place in places:
            p = points[round(place * (len(points) - 1))]
            rect = Rect(p.x - w / 2 + dx, p.y - h / 2 + dy, w, h)
            if rect.x < room.x or rect.right > room.right or rect.y < room.y or rect.bottom > room.bottom:
                continue
            if not any(rect.overlaps(other, 2.0) for other in taken):
                return rect
    return None


def _around(points: Sequence[Point]) -> Rect:
    """The rectangle that holds them."""
    x, y = min(p.x for p in points), min(p.y for p in points)
    return Rect(x, y, max(p.x for p in points) - x, max(p.y for p in points) - y)


def _direct(arrows: Sequence[Arrow], rects: dict[str, Rect]) -> list[Path]:
    """Straight lines from border to border; those between the same two boxes run side by side."""
    of_pair: dict[frozenset[str], list[int]] = {}
    for index, arrow in enumerate(arrows):
        of_pair.setdefault(frozenset((arrow.subject, arrow.object)), []).append(index)
    ways: list[Path] = []
    for index, arrow in enumerate(arrows):
        a, b = rects[arrow.subject], rects[arrow.object]
        if arrow.subject == arrow.object:
            ways.append(loop(a))
            continue
        group = of_pair[frozenset((arrow.subject, arrow.object))]
        aside = (group.index(index) - (len(group) - 1) / 2) * _APART
        first, second = sorted((arrow.subject, arrow.object))  # the same side for both directions
        p, q = rects[first].centre, rects[second].centre
        length = ((q.x - p.x) ** 2 + (q.y - p.y) ** 2) ** 0.5 or 1.0
        dx, dy = -(q.y - p.y) / length * aside, (q.x - p.x) / length * aside
        moved_a, moved_b = Rect(a.x + dx, a.y + dy, a.w, a.h), Rect(b.x + dx, b.y + dy, b.w, b.h)
        start = _clipped(border(moved_a, moved_b.centre), moved_a, a, dx, dy)
        end = _clipped(border(moved_b, moved_a.centre), moved_b, b, dx, dy)
        ways.append(straight(start, end))
    return ways


def _clipped(point: Point, moved: Rect, rect: Rect, dx: float, dy: float) -> Point:
    """The point on the moved rectangle's border, brought to the real one's where it left it sideways."""
    if abs(point.x - moved.x) < 0.01 or abs(point.x - moved.right) < 0.01:
        return Point(point.x - dx, point.y)
    return Point(point.x, point.y - dy)


def _in_columns(arrows: Sequence[Arrow], rects: dict[str, Rect], placed: Placed, room: Rect) -> list[Path]:
    """From side to side through the lanes; each arrow has a port of its own on a box's side."""
    column_of = {one: index for index, column in enumerate(placed.columns) for one in column}
    sides: dict[tuple[str, str], list[tuple[float, int]]] = {}
    stations_of: dict[int, list[Point]] = {}
    for index, arrow in enumerate(arrows):
        a, b = arrow.subject, arrow.object
        if a == b or column_of[a] == column_of[b]:
            continue
        rightwards = column_of[a] < column_of[b]
        lanes = placed.lanes.get((a, b) if rightwards else (b, a), [])
        top_left = _offset(rects, placed)
        inner = [Point(p.x + top_left.x, p.y + top_left.y) for stop in lanes for p in stop]
        stations_of[index] = inner if rightwards else inner[::-1]
        towards_b = stations_of[index][0].y if inner else rects[b].centre.y
        towards_a = stations_of[index][-1].y if inner else rects[a].centre.y
        sides.setdefault((a, "right" if rightwards else "left"), []).append((towards_b, index))
        sides.setdefault((b, "left" if rightwards else "right"), []).append((towards_a, index))
    ports: dict[tuple[str, int], Point] = {}
    for (one, side), waiting in sides.items():
        rect = rects[one]
        step = min(_APART, (rect.h - 8.0) / max(1, len(waiting) - 1)) if len(waiting) > 1 else 0.0
        for place, (_, index) in enumerate(sorted(waiting)):
            y = rect.centre.y + (place - (len(waiting) - 1) / 2) * step
            ports[one, index] = Point(rect.right if side == "right" else rect.x, y)
    ways: list[Path] = []
    for index, arrow in enumerate(arrows):
        a, b = arrow.subject, arrow.object
        if a == b:
            ways.append(loop(rects[a]))
        elif index in stations_of:
            ways.append(flowing([ports[a, index], *stations_of[index], ports[b, index]]))
        else:
            ways.append(_within_column(rects, a, b, placed.columns[column_of[a]], room))
    return ways


def _offset(rects: dict[str, Rect], placed: Placed) -> Point:
    """How far the page's boxes are from where the layout put them."""
    one = next(iter(placed.rects))
    return Point(rects[one].x - placed.rects[one].x, rects[one].y - placed.rects[one].y)


def _within_column(rects: dict[str, Rect], a: str, b: str, column: Sequence[str], room: Rect) -> Path:
    """Straight between neighbours; past what stands between them in a bow."""
    upper, lower = sorted((a, b), key=lambda one: rects[one].y)
    low, high = rects[upper].bottom, rects[lower].y
    if any(low <= rects[one].y and rects[one].bottom <= high for one in column if one not in (a, b)):
        widest = max(rects[one].right for one in column)
        bulge = min(widest + 26.0, room.right) - max(rects[a].right, rects[b].right)
        return beside(rects[a], rects[b], bulge * 4 / 3)
    left = max(rects[a].x, rects[b].x)
    right = min(rects[a].right, rects[b].right)
    x = (left + right) / 2
    if rects[a].y < rects[b].y:
        return straight(Point(x, rects[a].bottom), Point(x, rects[b].y))
    return straight(Point(x, rects[a].y), Point(x, rects[b].bottom))
