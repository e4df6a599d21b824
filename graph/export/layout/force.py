"""The force layout, for neighbourhoods: networkx's spring layout, then boxes are pushed apart.

Several starts are tried, and the drawing is kept in which the fewest lines cross or pass behind a box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.export.layout.figure import Rect
from graph.export.layout.overlaps import push_apart
from graph.export.layout.paths import crossings, meets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.export.layout.columns import Pair
    from graph.export.layout.sizes import Sized

_STARTS = 6
_CLEARINGS = 24
_MANY = 60  # from so many things on, one start is enough to wait for


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
    best: tuple[int, dict[str, Rect]] | None = None
    for seed in range(_STARTS if len(ids) <= _MANY else 1):
        rects = _one(ids, pairs, sizes, w, h, gap, seed)
        if rects is None:
            continue
        faults = _faults(pairs, rects)
        if best is None or faults < best[0]:
            best = faults, rects
    return best[1] if best else None


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
    return _cleared(ids, pairs, apart, w, h, gap) if apart else None


def _cleared(
    ids: Sequence[str], pairs: Sequence[Pair], rects: list[Rect], w: float, h: float, gap: float
) -> dict[str, Rect]:
    """The same with boxes moved out of the way of lines that pass behind them, as far as that is possible."""
    place = {one: index for index, one in enumerate(ids)}
    ends = [(place[a], place[b]) for a, b in pairs if a != b]
    best, fewest = rects, None
    for _ in range(_CLEARINGS):
        moves: dict[int, list[tuple[float, float]]] = {}
        for i, j in ends:
            p, q = rects[i].centre, rects[j].centre
            length = ((q.x - p.x) ** 2 + (q.y - p.y) ** 2) ** 0.5 or 1.0
            nx, ny = -(q.y - p.y) / length, (q.x - p.x) / length
            for k, rect in enumerate(rects):
                if k in (i, j) or not meets(p, q, rect):
                    continue
                aside = (rect.centre.x - p.x) * nx + (rect.centre.y - p.y) * ny
                reach = abs(nx) * rect.w / 2 + abs(ny) * rect.h / 2 + 4.0
                way = (reach - abs(aside)) * (1 if aside >= 0 else -1)
                moves.setdefault(k, []).append((nx * way, ny * way))
        count = sum(map(len, moves.values()))
        if fewest is None or count < fewest:
            best, fewest = rects, count
        if not moves:
            break
        moved = list(rects)
        for k, ways in moves.items():
            dx, dy = (sum(way[axis] for way in ways) / len(ways) for axis in (0, 1))
            moved[k] = rects[k]._replace(x=rects[k].x + 0.7 * dx, y=rects[k].y + 0.7 * dy)
        apart = push_apart(moved, gap, w, h)
        if apart is None:
            break
        rects = apart
    return dict(zip(ids, best, strict=True))


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
        found = networkx.spring_layout(graph, seed=seed, iterations=150, k=1.6 / max(1.0, len(ids) ** 0.5))
    else:
        found = networkx.forceatlas2_layout(graph, seed=seed, max_iter=30)
    return {one: (float(found[one][0]), float(found[one][1])) for one in ids}


def _faults(pairs: Sequence[Pair], rects: Mapping[str, Rect]) -> int:
    lines = [(rects[a].centre, rects[b].centre, a, b) for a, b in pairs if a != b]
    behind = sum(meets(p, q, rect) for p, q, a, b in lines for one, rect in rects.items() if one not in (a, b))
    return crossings([(p, q) for p, q, _, _ in lines]) + 3 * behind
