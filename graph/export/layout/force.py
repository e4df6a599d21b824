"""The force layout, for neighbourhoods: networkx's spring layout, then boxes are pushed apart.

Several starts are tried, and the drawing is kept in which the fewest lines cross or pass behind a box.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from graph.export.layout.figure import Rect
from graph.export.layout.overlaps import push_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph.export.layout.columns import Pair
    from graph.export.layout.figure import Point
    from graph.export.layout.sizes import Sized

_STARTS = 10
_CLEARINGS = 24
_SWAPPINGS = 3
_FEW = 30  # up to so many things changing places is quick to try
_MANY = 60  # beyond so many things one start is enough to wait for


def force(
    ids: Sequence[str],
    pairs: Sequence[Pair],
    sizes: Mapping[str, Sized],
    w: float,
    h: float,
    gap: float,
    density: float,
) -> dict[str, Rect] | None:
    """Where each thing stands within (w, h), none nearer than ``gap`` to another; None where that does not fit.

    ``density`` is the share of the room that boxes with their gaps may take, 0 to 1.
    """
    if sum((sizes[one].w + gap) * (sizes[one].h + gap) for one in ids) > density * w * h:
        return None
    place = {one: index for index, one in enumerate(ids)}
    best: tuple[int, dict[str, Rect]] | None = None
    if len(ids) > _MANY:
        return _one(ids, pairs, sizes, w, h, gap, 0)
    for seed in range(_STARTS):
        rects = _one(ids, pairs, sizes, w, h, gap, seed)
        if rects is None:
            continue
        faults = _count([(place[a], place[b]) for a, b in pairs if a != b], [rects[one] for one in ids])
        if best is None or faults < best[0]:
            best = faults, rects
    if best is None or len(ids) > _FEW:
        return best[1] if best else None
    return _untangled(ids, pairs, best[1], w, h, gap)


def _one(
    ids: Sequence[str],
    pairs: Sequence[Pair],
    sizes: Mapping[str, Sized],
    w: float,
    h: float,
    gap: float,
    seed: int,
) -> dict[str, Rect] | None:
    points = spring(ids, pairs, seed)
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    rects = []
    for one in ids:
        size, (x, y) = sizes[one], points[one]
        across = (x - min(xs)) / ((max(xs) - min(xs)) or 1) if len(ids) > 1 else 0.5
        down = (y - min(ys)) / ((max(ys) - min(ys)) or 1) if len(ids) > 1 else 0.5
        rects.append(Rect(across * (w - size.w), down * (h - size.h), size.w, size.h))
    apart = push_apart(rects, gap, w, h)
    if apart is None:
        return None
    return _cleared(ids, pairs, apart, w, h, gap) if len(ids) <= _MANY else dict(zip(ids, apart, strict=True))


def _cleared(
    ids: Sequence[str], pairs: Sequence[Pair], rects: list[Rect], w: float, h: float, gap: float
) -> dict[str, Rect]:
    """The same with boxes moved out of the way of lines that pass behind them, as far as that is possible."""
    place = {one: index for index, one in enumerate(ids)}
    ends = [(place[a], place[b]) for a, b in pairs if a != b]
    best, fewest = rects, None
    for _ in range(_CLEARINGS):
        behind = _behind(ends, rects)
        if fewest is None or len(behind) < fewest:
            best, fewest = rects, len(behind)
        if not behind:
            break
        moves: dict[int, list[tuple[float, float]]] = {}
        for line, k in behind:
            i, j = ends[line]
            p, q, rect = rects[i].centre, rects[j].centre, rects[k]
            length = ((q.x - p.x) ** 2 + (q.y - p.y) ** 2) ** 0.5 or 1.0
            nx, ny = -(q.y - p.y) / length, (q.x - p.x) / length
            aside = (rect.centre.x - p.x) * nx + (rect.centre.y - p.y) * ny
            reach = abs(nx) * rect.w / 2 + abs(ny) * rect.h / 2 + 4.0
            way = (reach - abs(aside)) * (1 if aside >= 0 else -1)
            moves.setdefault(k, []).append((nx * way, ny * way))
        moved = list(rects)
        for k, ways in moves.items():
            dx, dy = (sum(way[axis] for way in ways) / len(ways) for axis in (0, 1))
            moved[k] = rects[k]._replace(x=rects[k].x + 0.7 * dx, y=rects[k].y + 0.7 * dy)
        apart = push_apart(moved, gap, w, h)
        if apart is None:
            break
        rects = apart
    return dict(zip(ids, best, strict=True))


def _behind(ends: Sequence[tuple[int, int]], rects: Sequence[Rect]) -> list[tuple[int, int]]:
    """Which lines (by number) pass behind which boxes, their own ends apart; clips lines at the boxes."""
    import numpy as np

    if not ends:
        return []
    boxes = np.array(rects)
    low, high = boxes[:, :2], boxes[:, :2] + boxes[:, 2:]
    a, b = (np.array([rects[pair[side]].centre for pair in ends]) for side in (0, 1))
    way = (b - a)[:, None, :]
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    enter, leave = (low[None] - a[:, None]) / way, (high[None] - a[:, None]) / way
    enter, leave = np.minimum(enter, leave).max(axis=2), np.maximum(enter, leave).min(axis=2)
    meets = (np.maximum(enter, 0.0) <= np.minimum(leave, 1.0)) & np.isfinite(enter)
    for number, (i, j) in enumerate(ends):
        meets[number, [i, j]] = False
    return [(int(line), int(box)) for line, box in np.argwhere(meets)]


def spring(ids: Sequence[str], pairs: Sequence[Pair], seed: int) -> dict[str, tuple[float, float]]:
    """Points by springs along the claims (Fruchterman and Reingold 1991); parts not connected are kept near."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(ids)
    graph.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    hub = object()
    for part in list(networkx.connected_components(graph))[1:]:
        graph.add_edge(hub, min(part), weight=0.3)
    if hub in graph:
        graph.add_edge(hub, ids[0], weight=0.3)
    few = len(ids) <= 400
    if few:
        far = (1.0, 1.6)[seed % 2] / max(1.0, len(ids) ** 0.5)  # the library's own, and a looser one
        found = networkx.spring_layout(graph, seed=seed // 2, iterations=(50, 150)[seed % 2], k=far)
    else:
        found = networkx.forceatlas2_layout(graph, seed=seed, max_iter=30)
    return {one: (float(found[one][0]), float(found[one][1])) for one in ids}


def _untangled(
    ids: Sequence[str], pairs: Sequence[Pair], rects: Mapping[str, Rect], w: float, h: float, gap: float
) -> dict[str, Rect]:
    """The same with boxes changed for each other wherever that takes crossings away."""
    place = {one: index for index, one in enumerate(ids)}
    ends = [(place[a], place[b]) for a, b in pairs if a != b]
    boxes = [rects[one] for one in ids]
    fewest = _count(ends, boxes)
    for _ in range(_SWAPPINGS):
        before = fewest
        for i, j in combinations(range(len(boxes)), 2):
            changed = list(boxes)
            changed[i], changed[j] = _around(boxes[i], boxes[j].centre), _around(boxes[j], boxes[i].centre)
            if not all(_is_free(changed, k, w, h, gap) for k in (i, j)):
                continue
            count = _count(ends, changed)
            if count < fewest:
                boxes, fewest = changed, count
        if fewest in (0, before):
            break
    return dict(zip(ids, boxes, strict=True))


def _around(rect: Rect, centre: Point) -> Rect:
    return rect._replace(x=centre.x - rect.w / 2, y=centre.y - rect.h / 2)


def _is_free(rects: Sequence[Rect], k: int, w: float, h: float, gap: float) -> bool:
    r = rects[k]
    if r.x < 0 or r.y < 0 or r.right > w or r.bottom > h:
        return False
    return not any(r.overlaps(other, 0.95 * gap) for number, other in enumerate(rects) if number != k)


def _count(ends: Sequence[tuple[int, int]], rects: Sequence[Rect]) -> int:
    """Lines that cross, and three times those that pass behind a box."""
    import numpy as np

    if not ends:
        return 0
    a, b = (np.array([rects[pair[side]].centre for pair in ends]) for side in (0, 1))
    way = b - a

    def sides(points: NDArray[Any]) -> NDArray[Any]:
        """On which side of each line (rows) each point (columns) lies."""
        to = points[None] - a[:, None]
        return np.asarray(np.sign(np.round(way[:, None, 0] * to[..., 1] - way[:, None, 1] * to[..., 0], 6)))

    apart = sides(a) * sides(b) < 0
    return int((apart & apart.T).sum()) // 2 + 3 * len(_behind(ends, rects))
