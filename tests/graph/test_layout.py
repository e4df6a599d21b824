"""The layout room: nothing overlaps, nothing is cut, all can be read, and the same comes out every time."""

from itertools import combinations

import networkx
import pytest
from coloraide import Color
from drawn import SMALL, hostile, invented
from looking import faults

from graph.export import Options, render
from graph.export.layout.composing import FOUR_TO_THREE, WIDE, Page, compose
from graph.export.layout.figure import Point, Rect
from graph.export.layout.overlaps import push_apart, spread
from graph.export.layout.paths import crossings
from graph.export.theme import THEMES, contrast
from graph.subgraph import Subgraph, Thing

SIZES = (2, 5, 9, 14, 22, 30, 45, 60)


@pytest.mark.parametrize("shape", ["layered", "force", "timeline"])
@pytest.mark.parametrize("n", SIZES)
def test_nothing_overlaps_nor_is_cut(n, shape):
    assert list(faults(compose(invented(n, n, shape), WIDE))) == []


def test_on_a_square_page_nothing_overlaps_either():
    assert [fault for n in SIZES for fault in faults(compose(invented(n, n), FOUR_TO_THREE))] == []


def test_awkward_names_keep_to_their_places():
    assert list(faults(compose(hostile(), WIDE))) == []


def test_a_page_that_grows_shows_all():
    figure = compose(invented(1, 120, "force"), Page(grows=True))
    assert (len(figure.boxes), list(faults(figure))) == (120, [])


def test_a_page_that_does_not_grow_says_what_it_leaves_out():
    figure = compose(invented(1, 120), WIDE)
    notes = [words.text for words in figure.words if words.role == "note"]
    assert len(figure.boxes) < 120
    assert [note.endswith(" shown") for note in notes] == [True]


def test_one_thing_alone_is_a_figure():
    figure = compose(Subgraph("Alone", (Thing("method:a", "Method", "A"),), ()), WIDE)
    assert ([box.lines for box in figure.boxes], list(faults(figure))) == ([("A",)], [])


def test_the_same_subgraph_gives_the_same_figure():
    assert compose(invented(3, 25, "force")) == compose(invented(3, 25, "force"))


def test_parallel_claims_are_one_arrow_with_a_count():
    figure = compose(SMALL)
    assert [(line.predicate, line.count) for line in figure.lines] == [
        ("ADDRESSES", "2 papers"),
        ("ADDRESSES", ""),
        ("EVALUATED_ON", ""),
        ("BASED_ON", ""),
    ]


def test_neighbourhoods_cross_no_more_lines_than_in_the_library_s_own_layout():
    ours, theirs = 0, 0
    for n in range(6, 24, 3):
        subgraph = invented(n, n, "force")
        places = {box.id: box.rect.centre for box in compose(subgraph).boxes}
        pairs = list(dict.fromkeys((arrow.subject, arrow.object) for arrow in subgraph.arrows))
        points = networkx.spring_layout(networkx.Graph(pairs), seed=0)
        ours += crossings([(places[a], places[b]) for a, b in pairs])
        theirs += crossings([(Point(*points[a]), Point(*points[b])) for a, b in pairs])
    assert ours <= theirs


def test_what_overlaps_is_spread_in_order_and_in_the_room():
    assert spread([0, 0, 100], [10, 10, 10], 2, 100) == [5, 17, 95]


def test_what_cannot_be_pushed_apart_is_said_to_be_so():
    assert push_apart([Rect(0, 0, 8, 8), Rect(1, 1, 8, 8)], 1, 10, 10) is None


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_text_and_arrows_have_a_contrast_of_four_and_a_half(theme):
    text = [contrast(theme.text_on(label), theme.fill(label)) for label in theme.fills]
    text += [contrast(theme.ink, theme.page), contrast(theme.muted, theme.page)]
    lines = [contrast(colour, theme.page) for colour, _ in theme.lines.values()]
    assert min(text + lines) >= 4.5


@pytest.mark.parametrize("kind", ["fills", "lines"])
@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_colours_differ_to_eyes_without_green_cones(theme, kind):
    fills = [fill for label, fill in theme.fills.items() if label != "Result"]
    lines = {colour for colour, _ in theme.lines.values()}
    seen = [Color(colour).filter("deutan") for colour in (fills if kind == "fills" else sorted(lines))]
    assert min(a.delta_e(b, method="2000") for a, b in combinations(seen, 2)) >= 8


def test_strokes_tell_predicates_of_one_colour_apart():
    for theme in THEMES.values():
        assert len(set(theme.lines.values())) == len(theme.lines)


@pytest.mark.parametrize("name", ["svg", "png", "pdf", "pptx"])
def test_drawings_are_the_same_bytes_every_time(name):
    options = Options(dpi=40)
    assert render(SMALL, name, options) == render(SMALL, name, options)
