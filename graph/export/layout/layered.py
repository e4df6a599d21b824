"""The layered layout: columns from left to right, ordered and aligned by grandalf's Sugiyama algorithm.

grandalf (dual licence GPLv2 or EPLv1; used under the EPL) does the ordering, which keeps crossings few, and the
alignment. What is ours: which column a thing stands in, and that nothing overlaps nor leaves the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from graph.export.layout.columns import Columns, Pair, folded, layers
from graph.export.layout.figure import Point, Rect
from graph.export.layout.overlaps import spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.export.layout.sizes import Sized

LANE = 9.0
"""Height of the lane by which an arrow passes a column."""

MOST_BETWEEN = 150.0
"""Between columns there is at most so much, however wide the page."""

_ROUNDS = 6  # of ordering; more change nothing on graphs of this size


class Placed(NamedTuple):
    """Where each thing stands, and by which points each pair's line passes the columns between (left to right)."""

    rects: dict[str, Rect]
    lanes: dict[Pair, list[tuple[Point, Point]]]
    columns: Columns


def layered(
    ids: Sequence[str],
    pairs: Sequence[Pair],
    sizes: Mapping[str, Sized],
    w: float,
    h: float,
    between: float,
    gap: float,
    *,
    split: bool = True,
) -> Placed | None:
    """The layout within (w, h); None where it does not fit.

    Args:
        ids: the things.
        pairs: subject and object of each arrow, each pair once, in one direction.
        sizes: of the boxes.
        w: width of the room.
        h: its height.
        between: least distance of columns.
        gap: least distance of boxes in a column.
        split: whether a layer too long for the page may become several columns, past which lines have to go.

    """
    neighbours: dict[str, set[str]] = {one: set() for one in ids}
    for a, b in pairs:
        if a != b:
            neighbours[a].add(b)
            neighbours[b].add(a)
    parts = list(_parts(ids, neighbours))
    bases = [layers(part, [pair for pair in pairs if pair[0] in part]) for part in map(list, parts)]
    longest = max(len(layer) for base in bases for layer in base)
    for cap in sorted(
        {longest, *(n for n in (16, 13, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1) if n < longest)}, reverse=True
    ):
        columns = [folded(base, neighbours, cap, split=split) for base in bases]
        if None in columns:
            continue
        blocks = [_Block(one, pairs, sizes, between, gap) for one in columns if one is not None]
        if len(blocks) == 1:
            if blocks[0].w <= w and blocks[0].h <= h:
                return blocks[0].placed(w, h)
        elif corners := _shelved(blocks, w, h, between, 2.5 * gap):
            return _joined(blocks, corners)
    return None


def in_columns(
    columns: Columns,
    pairs: Sequence[Pair],
    sizes: Mapping[str, Sized],
    w: float,
    h: float,
    between: float,
    gap: float,
) -> Placed | None:
    """The layout for columns that are given; None where it does not fit."""
    block = _Block(columns, pairs, sizes, between, gap)
    return block.placed(w, h) if block.w <= w and block.h <= h else None


def _parts(ids: Sequence[str], neighbours: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """The connected parts, each in the order of the ids."""
    seen: set[str] = set()
    for start in ids:
        if start in seen:
            continue
        part, stack = {start}, [start]
        while stack:
            new = neighbours[stack.pop()] - part
            part |= new
            stack += sorted(new)
        seen |= part
        yield [one for one in ids if one in part]


class _Block:
    """Columns of things, and the least room that they need."""

    def __init__(
        self, columns: Columns, pairs: Sequence[Pair], sizes: Mapping[str, Sized], between: float, gap: float
    ) -> None:
        self._columns, self._sizes, self._gap = columns, sizes, gap
        self._column_of = {one: index for index, column in enumerate(columns) for one in column}
        self._pairs = [self._rightwards(pair) for pair in pairs if pair[0] in self._column_of]
        self._widths = [max(sizes[one].w for one in column) for column in columns]
        lanes = [0] * len(columns)
        for a, b in self._pairs:
            for index in range(self._column_of[a] + 1, self._column_of[b]):
                lanes[index] += 1
        self.w = sum(self._widths) + between * (len(columns) - 1)
        self.h = max(
            sum(sizes[one].h for one in column) + n * LANE + gap * (len(column) + n - 1)
            for column, n in zip(columns, lanes, strict=True)
        )
        self._between = between

    def _rightwards(self, pair: Pair) -> Pair:
        a, b = pair
        return (a, b) if self._column_of[a] <= self._column_of[b] else (b, a)

    def placed(self, w: float, h: float) -> Placed:
        """The layout, in the middle of (w, h)."""
        orders = _ordered(self._columns, self._pairs, self._sizes, self._gap)
        n = len(self._columns)
        between = min(MOST_BETWEEN, (w - sum(self._widths)) / (n - 1)) if n > 1 else 0.0
        x = (w - sum(self._widths) - between * (n - 1)) / 2
        rects: dict[str, Rect] = {}
        lanes: dict[tuple[Pair, int], tuple[Point, Point]] = {}
        reached = [y for order in orders for _, y in order]
        low, high = min(reached), max(reached)
        stretch = min(1.0, (h - 2 * self._gap) / (high - low)) if high > low else 1.0
        for index, order in enumerate(orders):
            wanted = [h / 2 + (y - (low + high) / 2) * stretch for _, y in order]
            lengths = [self._sizes[one].h if isinstance(one, str) else LANE for one, _ in order]
            for (one, _), y in zip(order, spread(wanted, lengths, self._gap, h), strict=True):
                if isinstance(one, str):
                    size = self._sizes[one]
                    rects[one] = Rect(x, y - size.h / 2, self._widths[index], size.h)
                else:
                    lanes[one, index] = Point(x, y), Point(x + self._widths[index], y)
            x += self._widths[index] + between
        passed = {
            pair: [lanes[pair, index] for index in range(self._column_of[pair[0]] + 1, self._column_of[pair[1]])]
            for pair in self._pairs
        }
        return Placed(rects, passed, [[str(one) for one, _ in order if isinstance(one, str)] for order in orders])


Station = str | Pair
"""In a column: a thing, or the lane of a pair that passes."""


def _ordered(
    columns: Columns, pairs: Sequence[Pair], sizes: Mapping[str, Sized], gap: float
) -> list[list[tuple[Station, float]]]:
    """What stands in each column from top to bottom, and at which height it would best stand (grandalf)."""
    from grandalf.graphs import Edge, Vertex, graph_core
    from grandalf.layouts import Layer, SugiyamaLayout, VertexViewer

    rank_of = {one: index + 1 for index, column in enumerate(columns) for one in column}
    vertices = {one: Vertex(one) for one in rank_of}
    root = Vertex(None)  # holds parts together that no claim connects
    for one, vertex in vertices.items():
        vertex.view = VertexViewer(w=sizes[one].h, h=sizes[one].w)
    root.view = VertexViewer(w=1, h=1)
    edges = {
        pair: Edge(vertices[pair[0]], vertices[pair[1]]) for pair in pairs if rank_of[pair[0]] != rank_of[pair[1]]
    }
    held = [Edge(root, vertices[one]) for one in _one_of_each_part(rank_of, list(edges))]

    class Ranked(SugiyamaLayout):  # type: ignore[misc] # grandalf has no types
        """The library's layout with the ranks that we chose."""

        def rank_all(self, roots: Any, optimize: bool = False) -> None:
            self.layers = [Layer() for _ in range(len(columns) + 1)]
            for vertex in [root, *vertices.values()]:
                rank = rank_of.get(vertex.data, 0)
                self.grx[vertex].rank = rank
                self.layers[rank].append(vertex)

    graph = graph_core([root, *vertices.values()], [*edges.values(), *held])  # its Graph goes by sets
    layout = Ranked(graph)
    layout.xspace, layout.dw, layout.dh = gap, LANE, LANE
    layout.init_all(roots=[root], inverted_edges=[])
    layout.draw(_ROUNDS)
    pair_of = {id(layout.ctrls[edge]): pair for pair, edge in edges.items() if edge in layout.ctrls}
    orders: list[list[tuple[Station, float]]] = []
    for layer in layout.layers[1:]:
        order: list[tuple[Station, float]] = []
        for vertex in layer:
            station = vertex.data if isinstance(vertex, Vertex) else pair_of.get(id(vertex.ctrl))
            if station is not None:
                order.append((station, float(vertex.view.xy[0])))
        orders.append(order)
    return orders


def _one_of_each_part(rank_of: Mapping[str, int], pairs: Sequence[Pair]) -> list[str]:
    neighbours: dict[str, set[str]] = {one: set() for one in rank_of}
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    return [min(part, key=lambda one: rank_of[one]) for part in _parts(list(rank_of), neighbours)]


def _shelved(blocks: Sequence[_Block], w: float, h: float, between: float, gap: float) -> list[Rect] | None:
    """Places for blocks side by side on shelves, the highest first; None where they do not fit."""
    order = sorted(range(len(blocks)), key=lambda i: (-blocks[i].h, -blocks[i].w, i))
    shelves: list[list[int]] = [[]]
    used = 0.0
    for index in order:
        if shelves[-1] and used + between * 0.6 + blocks[index].w > w:
            shelves.append([])
            used = 0.0
        used += blocks[index].w + (between * 0.6 if shelves[-1] else 0)
        shelves[-1].append(index)
    heights = [max(blocks[i].h for i in shelf) for shelf in shelves]
    if sum(heights) + gap * (len(shelves) - 1) > h or max(block.w for block in blocks) > w:
        return None
    extra = min(40.0, (h - sum(heights) - gap * (len(shelves) - 1)) / (len(shelves) + 1))
    y = (h - sum(heights) - (gap + extra) * (len(shelves) - 1)) / 2
    corners: dict[int, Rect] = {}
    for shelf, height in zip(shelves, heights, strict=True):
        free = (w - sum(blocks[i].w for i in shelf)) / (len(shelf) + 1)
        x = free
        for index in shelf:
            corners[index] = Rect(x, y + (height - blocks[index].h) / 2, blocks[index].w, blocks[index].h)
            x += blocks[index].w + free
        y += height + gap + extra
    return [corners[index] for index in range(len(blocks))]


def _joined(blocks: Sequence[_Block], corners: Sequence[Rect]) -> Placed:
    rects: dict[str, Rect] = {}
    lanes: dict[Pair, list[tuple[Point, Point]]] = {}
    columns: Columns = []
    for block, corner in zip(blocks, corners, strict=True):
        placed = block.placed(corner.w, corner.h)
        rects |= {one: Rect(r.x + corner.x, r.y + corner.y, r.w, r.h) for one, r in placed.rects.items()}
        lanes |= {
            pair: [
                (Point(a.x + corner.x, a.y + corner.y), Point(b.x + corner.x, b.y + corner.y)) for a, b in stations
            ]
            for pair, stations in placed.lanes.items()
        }
        columns += placed.columns
    return Placed(rects, lanes, columns)
