"""Measures drawings: overlaps and crossings on 40 subgraphs of the seeds, colours, and how long formats take.

Run it from the repository's root: ``python bench/looks.py``.
"""

import contextlib
import io
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

import networkx
from coloraide import Color

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]
sys.path.append(str(ROOT / "tests"))  # behind the root: both have a folder "graph"

from drawn import invented
from looking import faults

from cli.main import exit_code
from graph.export import FORMATS, Options, render
from graph.export.layout.composing import SMALLEST, compose
from graph.export.layout.figure import Figure, Point
from graph.export.layout.paths import crossings
from graph.export.theme import THEMES, contrast
from graph.opening import open_store
from graph.store import Store
from graph.subgraph import Subgraph
from queries.drawing import draw_around, draw_paper, draw_query

WANTED = 40


def real_subgraphs(store: Store) -> list[Subgraph]:
    """Answers, lineages, papers and neighbourhoods of 2 to 60 nodes, sizes as mixed as the seeds have them."""
    names = store.run(
        "MATCH (n:Method|Problem|Task) RETURN n.name, labels(n) AS type, n.papers AS papers", {}
    ).rows
    by_papers = sorted(names, key=lambda row: (-row[2], row[0]))
    papers = [row[0] for row in store.run("MATCH (p:Paper) RETURN p.id ORDER BY p.id", {}).rows]
    found: dict[tuple[object, ...], Subgraph] = {}

    def add(subgraph: object) -> None:
        if isinstance(subgraph, Subgraph) and 2 <= len(subgraph.things) <= 60:
            found.setdefault(tuple(sorted(thing.id for thing in subgraph.things)), subgraph)

    for name, label, _ in by_papers[:60]:
        kind = label[0] if isinstance(label, list) else label
        query = {"Method": "lineage_of_method", "Problem": "methods_for_problem", "Task": "methods_for_task"}[kind]
        add(draw_query(store, query, {kind.lower(): name}))
    for paper in papers[::4]:
        add(draw_paper(store, paper))
    for name, _, _ in by_papers[:30]:
        for hops in (1, 2):
            add(draw_around(store, name, hops))
    by_size = sorted(found.values(), key=lambda subgraph: (len(subgraph.things), subgraph.title))
    return [by_size[round(i * (len(by_size) - 1) / (WANTED - 1))] for i in range(WANTED)]


def crossed(figure: Figure) -> int:
    """Crossings of the lines as they are drawn, straight in the force layout."""
    return crossings([line.points() for line in figure.lines if line.subject != line.object])


def crossed_by_library(subgraph: Subgraph) -> int:
    """Crossings in the layout library's own layout of the same things."""
    pairs = [(arrow.subject, arrow.object) for arrow in subgraph.arrows if arrow.subject != arrow.object]
    if subgraph.shape == "force":
        graph = networkx.Graph(pairs)
        points = {one: Point(*xy) for one, xy in networkx.spring_layout(graph, seed=0).items()}
        return crossings([(points[a], points[b]) for a, b in pairs])
    from grandalf.graphs import Edge, Graph, Vertex
    from grandalf.layouts import SugiyamaLayout, VertexViewer

    vertices = {thing.id: Vertex(thing.id) for thing in subgraph.things}
    for vertex in vertices.values():
        vertex.view = VertexViewer(w=100, h=30)
    whole = Graph(list(vertices.values()), [Edge(vertices[a], vertices[b]) for a, b in dict.fromkeys(pairs)])
    total = 0
    for part in whole.C:
        layout = SugiyamaLayout(part)
        layout.init_all(roots=[v for v in part.sV if not v.e_in()] or [part.sV[0]])
        layout.draw()
        inside = {v.data: Point(*v.view.xy) for v in part.sV}
        total += crossings([(inside[a], inside[b]) for a, b in pairs if a in inside])
    return total


def looks(store: Store) -> None:
    """Print a line a subgraph, and the sums."""
    wrong, ours, theirs, sizes = 0, 0, 0, []
    for subgraph in real_subgraphs(store):
        figure = compose(subgraph)
        shown = subgraph.only({box.id for box in figure.boxes})
        found = list(faults(figure))
        a, b = crossed(figure), crossed_by_library(shown)
        wrong, ours, theirs = wrong + len(found), ours + a, theirs + b
        sizes.append(figure.font_size)
        size = f"{len(subgraph.things):3} nodes, {len(figure.boxes):3} shown, {figure.font_size:4.0f} pt"
        print(
            f"{size}, {len(found)} faults, crossings {a:3} (library {b:3})  {subgraph.shape} {subgraph.title[:36]}"
        )
        for one in found:
            print("    ", one)
    print(f"{len(sizes)} subgraphs: {wrong} faults; text from {min(sizes):.0f} pt (least allowed {SMALLEST:.0f})")
    print(f"{ours} crossings, in the libraries' own layouts {theirs}")


def colours() -> None:
    """Print the least contrast and the least difference of colours, to normal eyes and with deuteranopia."""
    for theme in THEMES.values():
        text = min(contrast(theme.text_on(label), theme.fill(label)) for label in theme.fills)
        line = min(contrast(colour, theme.page) for colour, _ in theme.lines.values())
        print(
            f"{theme.name}: contrast of text {text:.1f}, of arrows {line:.1f}; least difference (CIEDE2000)",
            end="",
        )
        fills = list(dict.fromkeys(theme.fills.values()))
        lines = list(dict.fromkeys(colour for colour, _ in theme.lines.values()))
        for kind, values in (("fills", fills), ("arrows", lines)):
            plain, seen = [Color(one) for one in values], [Color(one).filter("deutan") for one in values]
            least = [min(a.delta_e(b, method="2000") for a, b in combinations(of, 2)) for of in (plain, seen)]
            print(f"; {kind} {least[0]:.0f}, deuteranopia {least[1]:.0f}", end="")
        print()


def times() -> None:
    """Print the seconds that each format takes for 10, 100 and 1,000 nodes, drawings trimmed as by default."""
    graphs = {n: invented(1, n) for n in (10, 100, 1000)}
    print(f"{'seconds':10}" + "".join(f"{n:>8}" for n in graphs))
    for name in FORMATS:
        taken = []
        for subgraph in graphs.values():
            start = time.perf_counter()
            render(subgraph, name, Options())
            taken.append(time.perf_counter() - start)
        print(f"{name:10}" + "".join(f"{one:8.2f}" for one in taken))


def main() -> None:
    """Build the seeds' graph and measure."""
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.redirect_stderr(io.StringIO()):
            exit_code(["build", str(ROOT / "seeds"), "--store", f"{folder}/store", "--progress", "none"])
        store = open_store(f"{folder}/store")
        looks(store)
        store.close()
    colours()
    times()


if __name__ == "__main__":
    main()
