"""Composes a page: title, notes, drawing, legend and sources, each in its place, at the largest size that fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.export.layout.arrows import drawn_lines
from graph.export.layout.figure import Box, Figure, Key, Rect, Words
from graph.export.layout.force import force
from graph.export.layout.layered import Placed, in_columns, layered
from graph.export.layout.measuring import LINE_HEIGHT, cut, width, wrap
from graph.export.layout.sizes import Sized, sized
from graph.export.layout.timeline import by_year
from graph.export.wording import plain, worded
from graph.vocabulary import NODE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.export.layout.columns import Pair
    from graph.subgraph.model import Shape, Subgraph

SMALLEST = 12.0
"""Points of the smallest text: what can be read from the back of a room on a slide 13.3 inches wide."""

_SIZES = (22.0, 20.0, 18.0, 16.0, 14.0, 13.0, SMALLEST)
_COMFORTABLE = 14.0  # down to here smaller text is better than lines that pass through columns
_TITLE, _NOTE, _LEGEND, _FOOTER = 24.0, 14.0, 13.0, SMALLEST
_MARGIN = 30.0
_ROOM_FOR_COUNT = 84.0  # between columns, where counts stand on arrows
_ROOM_FOR_ARROW = 46.0
_FOOTER_LINES = 2
_AIRY, _FULL = 0.5, 0.7  # shares of the room for boxes: where the text could be smaller, where it could not
_GROWTH = 1.15
_MOST_GROWTH = 40
_MANY = 60  # beyond so many things nothing but the smallest text has a chance


@dataclass(frozen=True, slots=True)
class Page:
    """What is drawn on, its sizes in points.

    Attributes:
        width, height: its size.
        grows: whether it is made larger where not all fits.
        splits: whether a layer that is too long may become several columns. Lines then have to find their way
            between boxes, which the connectors of slides do not.

    """

    width: float = 960.0
    height: float = 540.0
    grows: bool = False
    splits: bool = True


WIDE = Page()
"""A slide of 16:9, 13.3 inches wide."""

FOUR_TO_THREE = Page(720.0, 540.0)
"""A slide of 4:3, 10 inches wide."""


def compose(subgraph: Subgraph, page: Page = WIDE, shape: Shape | None = None) -> Figure:
    """The page for a subgraph.

    On a page of fixed size the names have at least 12 points, and the least supported things are left out, with a
    note, until the rest fits. ``shape`` overrules how the subgraph itself says it is best drawn.
    """
    wanted = subgraph
    n = len(subgraph.things)
    for _ in range(_MOST_GROWTH if page.grows else n):
        sizes = _SIZES if wanted is subgraph and n <= _MANY else (SMALLEST,)
        figure = _composed(wanted, page, shape or subgraph.shape, sizes)
        if figure is not None:
            return figure
        if page.grows:
            page = replace(page, width=page.width * _GROWTH, height=page.height * _GROWTH)
        else:
            n = min(n - 1, int(n * 0.93))
            wanted = subgraph.trimmed(max(n, 1))
    raise AssertionError("a page that one box does not fit on")


def _composed(subgraph: Subgraph, page: Page, shape: Shape, tried: Sequence[float]) -> Figure | None:
    words, top = _head(subgraph, page)
    footer, bottom = _footer(subgraph, page)
    keys, bottom = _legend(subgraph, page, bottom)
    words += footer
    w, h = page.width - 2 * _MARGIN, bottom - top
    pairs = list(dict.fromkeys((arrow.subject, arrow.object) for arrow in subgraph.arrows))
    ids = [thing.id for thing in subgraph.things]
    between = _ROOM_FOR_COUNT if any(arrow.papers > 1 for arrow in subgraph.arrows) else _ROOM_FOR_ARROW
    whole = [(size, False) for size in tried if size >= _COMFORTABLE or not page.splits]
    for size, split in [*whole, *((size, True) for size in tried if page.splits)]:
        for wide in (1.0,) if shape == "force" else (1.0, 1.6, 0.8):
            sizes = {thing.id: sized(plain(thing.name) or thing.id, size, wide) for thing in subgraph.things}
            axis: list[Words] = []
            if shape == "force":
                placed = _forced(ids, pairs, sizes, w, h, size)
            elif shape == "timeline":
                placed, axis = _along_years(subgraph, pairs, sizes, w, h, between)
            else:
                placed = layered(ids, pairs, sizes, w, h, between, 0.6 * size, split=split)
            if placed is None:
                continue
            boxes = _boxes(subgraph, placed, sizes, size, top)
            words += [replace(one, rect=_moved(one.rect, top)) for one in axis]
            obstacles = [one.rect for one in words] + [key.words.rect for key in keys]
            lines = drawn_lines(
                subgraph, boxes, placed, Rect(_MARGIN / 2, top, page.width - _MARGIN, h), obstacles
            )
            title = plain(subgraph.title)
            return Figure(title, page.width, page.height, tuple(boxes), lines, tuple(words), tuple(keys))
    return None


def _moved(rect: Rect, top: float) -> Rect:
    return Rect(rect.x + _MARGIN, rect.y + top, rect.w, rect.h)


def _forced(
    ids: Sequence[str], pairs: Sequence[Pair], sizes: dict[str, Sized], w: float, h: float, size: float
) -> Placed | None:
    rects = force(ids, pairs, sizes, w, h, 1.5 * size, _FULL if size == SMALLEST else _AIRY)
    return Placed(rects, {}, []) if rects is not None else None


def _along_years(
    subgraph: Subgraph, pairs: Sequence[Pair], sizes: dict[str, Sized], w: float, h: float, between: float
) -> tuple[Placed | None, list[Words]]:
    """The timeline and the years above it."""
    above = 1.8 * _LEGEND
    for cap in (16, 12, 10, 8, 7, 6, 5, 4, 3, 2):
        years = by_year(subgraph, cap)
        columns = [column for _, group in years for column in group]
        placed = in_columns(columns, pairs, sizes, w, h - above, min(between, _ROOM_FOR_ARROW), 20.0)
        if placed is None:
            continue
        rects = {one: Rect(r.x, r.y + above, r.w, r.h) for one, r in placed.rects.items()}
        lanes = {
            pair: [(a._replace(y=a.y + above), b._replace(y=b.y + above)) for a, b in stations]
            for pair, stations in placed.lanes.items()
        }
        axis = []
        for name, group in years:
            inside = [rects[one] for column in group for one in column]
            left, right = min(r.x for r in inside), max(r.right for r in inside)
            wide = width(name, _LEGEND, bold=True)
            rect = Rect((left + right - wide) / 2, 0.0, wide, _LEGEND * LINE_HEIGHT)
            axis.append(Words(name, rect, _LEGEND, "axis", bold=True))
        if not any(a.rect.overlaps(b.rect) for i, a in enumerate(axis) for b in axis[i + 1 :]):
            return Placed(rects, lanes, placed.columns), axis
    return None, []


def _boxes(subgraph: Subgraph, placed: Placed, sizes: dict[str, Sized], size: float, top: float) -> list[Box]:
    focus = set(subgraph.focus)
    return [
        Box(
            thing.id,
            thing.label,
            plain(thing.name) or thing.id,
            sizes[thing.id].lines,
            _moved(placed.rects[thing.id], top),
            size,
            thing.id in focus,
        )
        for thing in subgraph.things
    ]


def _head(subgraph: Subgraph, page: Page) -> tuple[list[Words], float]:
    """Title and notes, and how far down they reach."""
    room, y, words = page.width - 2 * _MARGIN, 22.0, []
    for line in wrap(plain(subgraph.title), _TITLE, room, 2, bold=True):
        words.append(_words(line, _MARGIN, y, _TITLE, "title", bold=True))
        y += _TITLE * LINE_HEIGHT
    if subgraph.notes:
        words.append(_words(cut("; ".join(subgraph.notes), _NOTE, room), _MARGIN, y, _NOTE, "note"))
        y += _NOTE * LINE_HEIGHT
    return words, y + 14.0


def _words(text: str, x: float, y: float, size: float, role: str, *, bold: bool = False) -> Words:
    rect = Rect(x, y, width(text, size, bold=bold), size * LINE_HEIGHT)
    return Words(text, rect, size, role, bold)  # type: ignore[arg-type] # callers give one of the roles


def _footer(subgraph: Subgraph, page: Page) -> tuple[list[Words], float]:
    """The papers that say so, those with most claims here first, as many as fit; and where it begins."""
    texts = list(_cited(subgraph))
    if not texts:
        return [], page.height - 16.0
    room = page.width - 2 * _MARGIN
    shown = len(texts)
    while True:
        more = f" · and {len(texts) - shown} more" if shown < len(texts) else ""
        noun = "Paper: " if len(texts) == 1 else "Papers: "
        lines = wrap(noun + " · ".join(texts[:shown]) + more, _FOOTER, room, _FOOTER_LINES + 1, balanced=False)
        if len(lines) <= _FOOTER_LINES or shown == 1:
            break
        shown -= 1
    lines = lines[:_FOOTER_LINES]
    y = page.height - 14.0 - len(lines) * _FOOTER * LINE_HEIGHT
    words = [
        _words(line, _MARGIN, y + i * _FOOTER * LINE_HEIGHT, _FOOTER, "footer") for i, line in enumerate(lines)
    ]
    return words, y - 8.0


def _cited(subgraph: Subgraph) -> Iterator[str]:
    claims: dict[str, int] = {}
    for claim in subgraph.claims:
        claims[claim.paper] = claims.get(claim.paper, 0) + 1
    for one in sorted(claims, key=lambda one: (-claims[one], one)):
        source = subgraph.sources.get(one)
        name = cut(plain(source.short_title if source else one), _FOOTER, 560.0)
        yield f"{name} ({source.year})" if source and source.year is not None else name


def _legend(subgraph: Subgraph, page: Page, bottom: float) -> tuple[list[Key], float]:
    """Samples of the kinds and predicates that occur, in rows above ``bottom``; and where they begin."""
    entries = [(NODE_KINDS[label].label, False, label) for label in subgraph.labels]
    entries += [(worded(name), True, name) for name in subgraph.predicates]
    row_height, room = 22.0, page.width - 2 * _MARGIN
    rows: list[list[tuple[str, bool, str, float]]] = [[]]
    used = 0.0
    for text, is_predicate, name in entries:
        wide = width(text, _LEGEND) + (34.0 if is_predicate else 20.0)
        if rows[-1] and used + 22.0 + wide > room:
            rows.append([])
            used = 0.0
        used += wide + (22.0 if rows[-1] else 0.0)
        rows[-1].append((text, is_predicate, name, wide))
    top = bottom - row_height * len(rows)
    keys = []
    for index, row in enumerate(rows):
        x, y = _MARGIN, top + index * row_height
        for text, is_predicate, name, wide in row:
            sample = Rect(x, y + 4.0, 28.0 if is_predicate else 14.0, 14.0)
            words = _words(text, sample.right + 6.0, y + 3.0, _LEGEND, "legend")
            keys.append(Key(name, is_predicate, sample, words))
            x += wide + 22.0
    return keys, top - 12.0
