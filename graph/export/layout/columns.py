"""Which column each thing stands in: subjects left of objects, no column higher than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx

Pair = tuple[str, str]
Columns = list[list[str]]


def layers(ids: Sequence[str], pairs: Iterable[Pair]) -> Columns:
    """The things in layers so that claims point rightwards, apart from those that would close a circle.

    Longest paths from the left; what only points to others moves up to just before the first of them.
    """
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(ids)
    graph.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    _open_circles(graph)
    ranks: dict[str, int] = {}
    for rank, generation in enumerate(networkx.topological_generations(graph)):
        ranks |= dict.fromkeys(generation, rank)
    for one in ids:
        if graph.out_degree(one) and not graph.in_degree(one):
            ranks[one] = min(ranks[other] for other in graph.successors(one)) - 1
    first = min(ranks.values(), default=0)
    found: Columns = [[] for _ in range(max(ranks.values(), default=-1) - first + 1)]
    for one in ids:
        found[ranks[one] - first].append(one)
    return found


def _open_circles(graph: networkx.DiGraph) -> None:
    """Take the last edge out of every circle that a depth-first walk closes."""
    import networkx

    while True:
        try:
            circle = networkx.find_cycle(graph)
        except networkx.NetworkXNoCycle:
            return
        graph.remove_edge(*circle[-1][:2])


def folded(base: Columns, neighbours: Mapping[str, set[str]], cap: int, *, split: bool) -> Columns | None:
    """The layers with at most ``cap`` things in a column.

    A layer that is too long and hangs on one other layer alone is laid around that one, half to each side. What
    is still too long is ``split`` into several columns; None where it may not be.
    """
    found = [list(layer) for layer in base]
    for index in range(len(found)):
        if len(found[index]) <= cap:
            continue
        for hub, other in ((index + 1, index + 2), (index - 1, index - 2)):
            if 0 <= hub < len(found):
                _share(found, index, hub, other, neighbours)
                break
    columns: Columns = []
    for layer in found:
        if not layer:
            continue
        n = -(-len(layer) // cap)
        if n > 1 and not split:
            return None
        columns += [layer[i::n] for i in range(n)]
    return columns


def _share(found: Columns, index: int, hub: int, other: int, neighbours: Mapping[str, set[str]]) -> None:
    """Move things that only know the hub's layer to its other side, until both sides are equally long."""
    around = set(found[hub])
    beyond = found[other] if 0 <= other < len(found) else []
    free = [one for one in found[index] if neighbours[one] <= around]
    n = min(len(free), max(0, (len(found[index]) - len(beyond)) // 2))
    moving = free[1::2][:n] or free[:n]
    if not moving:
        return
    leaving = set(moving)
    found[index] = [one for one in found[index] if one not in leaving]
    if 0 <= other < len(found):
        found[other] = found[other] + moving
    elif other < 0:
        found.insert(0, moving)
    else:
        found.append(moving)
