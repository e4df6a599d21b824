"""``claimgraph neo4j-browser``: what it writes, and that Neo4j Browser draws what it is meant to draw."""

import os
import re
import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import browser_driver
import pytest
from browser_driver import BrowserPage
from neo4j_graphs import copy_records
from neo4j_server import Server

from graph.embedded.store import EmbeddedStore
from graph.neo4j.browser.favourites import FAVOURITES, Favourite
from graph.neo4j.browser.style import LOOKS
from graph.vocabulary import NODE_KINDS, PREDICATES

# Viénot, Brettel and Mollon, "Digital video colourmaps for checking the legibility of displays by dichromats"
# (1999), on linear RGB: what people without long (protan) or medium (deutan) wave cones see.
SEEN = {
    "everybody": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


@pytest.fixture
def folder(run, tmp_path: Path) -> Path:
    assert run("neo4j-browser", tmp_path / "b").code == 0
    return tmp_path / "b"


def test_the_files_are_listed_and_the_same_each_time(run, tmp_path):
    first = run("neo4j-browser", tmp_path / "b")
    written = {path: path.read_bytes() for path in sorted((tmp_path / "b").rglob("*")) if path.is_file()}
    assert sorted(map(Path, first.out.splitlines())) == list(written)
    assert first.err == f"Open {tmp_path / 'b' / 'guide.html'} to begin.\n"
    run("neo4j-browser", tmp_path / "b")
    assert {path: path.read_bytes() for path in written} == written


def test_the_style_names_every_label_and_predicate(folder):
    text = (folder / "claimgraph.grass").read_text()
    assert re.findall(r"^node\.(\w+)", text, re.MULTILINE) == list(NODE_KINDS)
    assert re.findall(r"^relationship\.(\w+)", text, re.MULTILINE) == list(PREDICATES)


def test_papers_are_the_smallest_and_palest():
    paper = LOOKS["Paper"]
    assert paper.diameter == min(look.diameter for look in LOOKS.values())
    assert sum(rgb(paper.colour)) == max(sum(rgb(look.colour)) for look in LOOKS.values())


def rgb(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


@pytest.mark.parametrize("eyes", SEEN)
def test_no_two_colours_look_alike_to_any_eyes(eyes):
    linear = {label: [c**2.2 for c in rgb(look.colour)] for label, look in LOOKS.items()}
    seen = {
        label: [max(0, sum(w * c for w, c in zip(row, rgb_, strict=True))) ** (1 / 2.2) for row in SEEN[eyes]]
        for label, rgb_ in linear.items()
    }
    near = [
        pair
        for pair in combinations(seen, 2)
        if sum((a - b) ** 2 for a, b in zip(seen[pair[0]], seen[pair[1]], strict=True)) ** 0.5 < 0.12
    ]
    assert near == []


def test_the_packed_favourites_are_the_single_ones(folder):
    with zipfile.ZipFile(folder / "favourites.zip") as packed:
        texts = {Path(name).name: packed.read(name) for name in packed.namelist()}
    assert texts == {path.name: path.read_bytes() for path in (folder / "favourites").iterdir()}


def test_the_guide_tells_every_favourite_and_label_and_needs_no_network(folder):
    text = (folder / "guide.html").read_text()
    assert [f.name for f in FAVOURITES if f"{f.name}.cypher" not in text] == []
    assert [kind.meaning for kind in NODE_KINDS.values() if kind.meaning not in text] == []
    assert re.findall(r'(?:src|href)="[^"]*"', text) == []


@pytest.fixture(scope="module")
def seeds_on_server(neo4j_server: Server, sample_store: Path) -> Server:
    copy_records(EmbeddedStore(sample_store), neo4j_server)
    return neo4j_server


def run_favourite(server: Server, favourite: Favourite) -> list:
    return server.driver().execute_query(favourite.text, routing_="r").records


@pytest.mark.parametrize("favourite", FAVOURITES, ids=lambda f: f.name)
def test_a_favourite_returns_one_edge_a_pair_with_the_number_of_papers_on_it(seeds_on_server, favourite):
    import neo4j

    edges = [
        v
        for r in run_favourite(seeds_on_server, favourite)
        for v in r.values()
        if isinstance(v, neo4j.graph.Relationship)
    ]
    assert edges
    pairs = [(edge.start_node.element_id, edge.end_node.element_id, edge.type) for edge in edges]
    assert len(set(pairs)) == len(pairs)
    claims = [edge for edge in edges if edge.type not in ("MENTIONS", "REPORTS")]
    counted = seeds_on_server.query(
        "UNWIND $pairs AS pair MATCH (a)-[r]->(b) "
        "WHERE elementId(a) = pair[0] AND elementId(b) = pair[1] AND type(r) = pair[2] "
        "RETURN pair, count(r) AS edges, count(DISTINCT r.paper_id) AS papers",
        pairs=[[edge.start_node.element_id, edge.end_node.element_id, edge.type] for edge in claims],
    )
    found = {tuple(row["pair"]): (row["edges"], row["papers"]) for row in counted}
    assert found == {
        (edge.start_node.element_id, edge.end_node.element_id, edge.type): (edge["papers"],) * 2 for edge in claims
    }
    assert [e for e in claims if not {"sentence", "confidence", "paper_title", "year"} <= e.keys()] == []


def test_a_favourite_is_about_the_thing_of_that_name_not_about_one_that_is_also_called_so(seeds_on_server):
    ends = {record["b"]["name"] for record in run_favourite(seeds_on_server, FAVOURITES[0])}
    assert ends == {"over-smoothing"}


@pytest.fixture(scope="module")
def page(seeds_on_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserPage]:
    """A logged-in Neo4j Browser; its pictures go where CLAIMGRAPH_SHOTS says."""
    if reason := browser_driver.missing():
        pytest.skip(reason)
    shots = Path(os.environ.get("CLAIMGRAPH_SHOTS") or tmp_path_factory.mktemp("shots"))
    page = BrowserPage(seeds_on_server, shots)
    yield page
    page.close()


def colour_as_drawn(label: str) -> str:
    return "rgb({}, {}, {})".format(*(round(255 * c) for c in rgb(LOOKS[label].colour)))


def test_browser_draws_the_favourites_in_the_style(page, folder, seeds_on_server):
    page.run(":config autoComplete: false")
    page.drop(folder / "claimgraph.grass")
    page.wait(lambda: "node.Method" in page.driver.page_source)
    page.shoot("style")
    page.run(":clear")
    chosen = [FAVOURITES[0], FAVOURITES[3], FAVOURITES[7]]
    labels = [{"Method", "Problem"}, {"Method", "Task"}, {"Method", "Problem"}]
    for favourite, expected in zip(chosen, labels, strict=True):
        records = run_favourite(seeds_on_server, favourite)
        names = {record[end]["name"] for record in records for end in ("a", "b")}
        captions = {f"{r['best'].type.replace('_', ' ').lower()} ({r['best']['papers']})" for r in records}
        page.run(favourite.text)
        sizes = len(records), len(names)
        page.wait(lambda n=sizes: (len(page.drawn_edges()), len(page.drawn_nodes())) == n)
        nodes = page.drawn_nodes()
        assert {colour for colour, _ in nodes} == {colour_as_drawn(label) for label in expected}
        for _, caption in nodes:  # of a long name as much as fits in
            beginning = "".join(caption.rstrip("…").split())
            assert [name for name in names if "".join(name.split()).startswith(beginning)], (caption, names)
        for caption in page.drawn_edges():  # short arrows have no room for all of it
            assert [full for full in captions if full.startswith(caption.rstrip("…"))], caption
        assert captions & set(page.drawn_edges())
        page.click_edge()
        edge = page.wait(page.properties)
        page.shoot(f"{favourite.name}-edge")
        page.click_edge()
        assert [r for r in records if edge["sentence"].startswith(r["best"]["sentence"][:60])], edge
        assert {"confidence", "paper_title", "papers", "year"} <= edge.keys()
        page.fill_window()
        page.shoot(favourite.name)
        page.leave_full_window()
        page.run(":clear")
