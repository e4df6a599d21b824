"""The formats: what they hold, what they refuse, and that no name is taken for markup."""

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import networkx
import pytest
from drawn import AWKWARD, SMALL, hostile, invented

from graph.export import FORMATS, Options, render, write
from graph.export.wording import plain
from graph.export.writing import ExportError, WritingError
from graph.subgraph import Subgraph, Thing
from graph.subgraph.exchange import from_networkx
from graph.subgraph.files import read_subgraph
from graph.subgraph.trimming import trim

ALL = list(FORMATS)


@pytest.mark.parametrize("name", ALL)
def test_every_format_gives_the_same_bytes_twice(name):
    options = Options(dpi=30)
    assert render(hostile(), name, options) == render(hostile(), name, options)


@pytest.mark.parametrize("name", ALL)
def test_an_empty_subgraph_makes_no_file(name, tmp_path):
    with pytest.raises(ExportError, match=r"^there is nothing to draw$"):
        write(Subgraph("Nothing", (), ()), tmp_path / f"a.{name}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ALL)
def test_one_thing_without_a_claim_is_enough(name):
    assert (
        render(Subgraph("One", (Thing("method:a", "Method", "A"),), ()), name, Options(dpi=30)) != b""
        or name == "bib"
    )


def test_a_file_that_is_there_stays(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text("mine")
    with pytest.raises(ExportError, match=r"is there already; --force writes over it$"):
        write(SMALL, path)
    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(WritingError, match=r"No such file or directory; name a place that can be written to$"):
        write(SMALL, tmp_path / "none" / "a.svg")


def test_an_unknown_ending_lists_what_there_is(tmp_path):
    with pytest.raises(ExportError, match=r"a.xyz: no format of that name; there are pptx, svg"):
        write(SMALL, tmp_path / "a.xyz")


@pytest.mark.parametrize("name", ["json", "graphml"])
def test_what_is_read_again_is_what_was_written(name, tmp_path):
    path = tmp_path / f"a.{name}"
    write(SMALL, path)
    assert read_subgraph(path) == SMALL


def test_gexf_read_again_has_the_same_things_and_claims(tmp_path):
    path = tmp_path / "a.gexf"
    write(SMALL, path)
    again = read_subgraph(path)
    assert (again.things, again.claims) == (SMALL.things, SMALL.claims)


def test_csv_read_again_has_the_same_things_and_claims(tmp_path):
    path = tmp_path / "a.csv"
    write(SMALL, path)
    again = read_subgraph(path)
    assert (set(again.things), again.claims) == (
        set(SMALL.things),
        tuple(
            type(claim)(**{**{f: getattr(claim, f) for f in claim.__slots__}, "evidence": _joined(claim.evidence)})
            for claim in SMALL.claims
        ),
    )


def _joined(evidence):
    return ("\n".join(evidence),) if evidence else ()


def test_networkx_and_back_is_the_same():
    assert from_networkx(SMALL.to_networkx()) == SMALL


def test_json_is_what_networkx_reads():
    graph = networkx.node_link_graph(json.loads(render(SMALL, "json")), edges="edges")
    assert (len(graph), graph.number_of_edges(), graph.is_multigraph(), graph.is_directed()) == (4, 5, True, True)


def test_no_cell_of_the_table_is_a_formula():
    rows = list(csv.reader(io.StringIO(render(hostile(), "csv").decode("utf-8-sig"))))
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_a_covered_cell_is_read_as_it_was(tmp_path):
    path = tmp_path / "a.csv"
    write(Subgraph("T", (Thing("method:a", "Method", "=1+1"),), ()), path)
    assert [thing.name for thing in read_subgraph(path).things] == ["=1+1"]


def test_xml_formats_are_well_formed_whatever_the_names():
    for name in ("svg", "graphml", "gexf"):
        ElementTree.fromstring(render(hostile(), name))


def test_svg_text_is_text():
    root = ElementTree.fromstring(render(SMALL, "svg"))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert [
        text for text in ("Which methods address boredom", "boredom", "WalkFast", "2 papers") if text not in texts
    ] == []


def test_the_page_has_no_way_out_of_its_script():
    page = render(hostile(), "html").decode()
    assert page.count("<script>alert") == 0
    assert page.count("</script>") == 3
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page.split('id="data"')[0].split("<script>")[0]) == []


def test_tex_has_only_its_own_commands():
    text = render(hostile(), "tex").decode("ascii")
    assert "/etc/passwd" in text
    assert (
        re.findall(r"\\(?:input|include|write|openout)\b(?! THIS)", text.replace(r"\input{THIS FILE}", "")) == []
    )


def test_mermaid_labels_hold_no_markup():
    lines = render(hostile(), "mmd").decode().splitlines()
    labels = [line.split('"')[1] for line in lines if ":::" in line]
    assert (len(labels), [label for label in labels if set(label) & set("<>[]{}|`$\\")]) == (22, [])


def test_cypher_is_a_statement_a_line():
    lines = render(hostile(), "cypher").decode().splitlines()
    assert {line[:5] for line in lines[1:]} == {"MERGE", "MATCH"}
    assert {line[-1] for line in lines[1:]} == {";"}


def test_bib_has_an_entry_a_paper_and_no_key_twice():
    text = render(SMALL, "bib").decode()
    assert re.findall(r"@(\w+)\{(.*),", text) == [
        ("misc", "ash2020walkfast"),
        ("article", "2022walks"),
        ("misc", "calm"),
    ]
    assert r"title = {{Walks \& Talks}}" in text


def test_gexf_has_types_colours_and_years():
    space = {"g": "http://gexf.net/1.3", "v": "http://gexf.net/1.3/viz"}
    root = ElementTree.fromstring(render(SMALL, "gexf"))
    node = root.find(".//g:node[@id='method:walkfast']", space)
    assert (node.get("start"), node.find("v:color", space).attrib) == ("2019", {"r": "91", "g": "143", "b": "255"})
    types = {a.get("title"): a.get("type") for a in root.findall(".//g:attribute", space)}
    assert (types["papers"], types["confidence"], types["sentence"]) == ("integer", "double", "string")


def test_a_slide_is_connected_noted_and_dated_as_ever():
    from pptx import Presentation

    data = render(SMALL, "pptx")
    slide = Presentation(io.BytesIO(data)).slides[0]
    glued = [one for one in slide.shapes if one._element.tag.endswith("}cxnSp")]
    ends = [one._element.xpath(".//a:stCxn | .//a:endCxn") for one in glued]
    assert (slide.shapes.title.text, [len(two) for two in ends]) == ("Which methods address boredom", [2, 2, 2, 2])
    notes = slide.notes_slide.notes_text_frame.text
    assert (
        "“WalkFast ends boredom.” Ada Ash, Bo Birk (2020). WalkFast: Never Stop. https://arxiv.org/abs/2001.00001"
        in (notes.splitlines())
    )
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("options", "slides"), [({"slides": 3}, 3), ({"build_up": "year"}, 4), ({"build_up": "hop"}, 3)]
)
def test_slides_are_as_many_as_asked_for(options, slides):
    from pptx import Presentation

    subgraph = SMALL if "build_up" in options else invented(2, 90)
    assert len(Presentation(io.BytesIO(render(subgraph, "pptx", Options(**options)))).slides) == slides


def test_a_slide_takes_the_users_template(tmp_path):
    from pptx import Presentation
    from pptx.util import Inches

    mine = Presentation()
    mine.slide_width, mine.slide_height = Inches(10), Inches(5.625)
    mine.slides.add_slide(mine.slide_layouts[0])
    mine.save(tmp_path / "mine.pptx")
    made = Presentation(io.BytesIO(render(SMALL, "pptx", Options(template=tmp_path / "mine.pptx"))))
    assert (len(made.slides), made.slide_width, made.slides[0].shapes.title.text) == (1, Inches(10), SMALL.title)


def test_a_template_that_is_none_is_named(tmp_path):
    (tmp_path / "mine.pptx").write_text("no slides")
    with pytest.raises(Exception, match=r"mine.pptx: no PowerPoint file .*; name a .pptx or .potx file$"):
        render(SMALL, "pptx", Options(template=tmp_path / "mine.pptx"))


def test_a_trimmed_drawing_keeps_the_best_supported_and_what_was_asked_about():
    trimmed = trim(SMALL, 2)
    assert ([thing.name for thing in trimmed.things], trimmed.notes) == (
        ["boredom", "WalkFast"],
        ("1 of 2 methods, 0 of 1 datasets shown",),
    )


def test_five_thousand_things_go_into_graphml_whole_and_onto_a_slide_in_part():
    from pptx import Presentation

    many = invented(5, 5000)
    assert len(networkx.parse_graphml(render(many, "graphml").decode())) == 5000
    slide = Presentation(io.BytesIO(render(many, "pptx"))).slides[0]
    notes = [shape.text_frame.text for shape in slide.shapes if shape.name == "Note"]
    assert [re.fullmatch(r"\d+ of \d+ methods, .* shown", note) is not None for note in notes] == [True]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        (r"$\alpha$-GNN", "α-GNN"),
        (r"$O(n^2)$", "O(n²)"),
        (r"$x_1$", "x₁"),
        ("a\x00b\nc", "a b c"),
        ("\u202eevil\u202c", "evil"),
        ("50% of $5", "50% of $5"),
        ("from $5 to $6 and ${title} $x", "from $5 to $6 and ${title} $x"),
        ("C:\\new", "C:\\new"),
    ],
)
def test_names_are_drawn_in_plain_characters(text, drawn):
    assert plain(text) == drawn


def test_a_notebook_shows_the_drawing():
    assert SMALL._repr_svg_() == render(SMALL, "svg").decode()
    assert SMALL._repr_html_().startswith('<div style="max-width:960px"><svg ')


def test_every_awkward_name_is_in_the_page_data():
    data = json.loads(re.search(r'id="data">(.*?)</script>', render(hostile(), "html").decode(), re.DOTALL)[1])
    assert [thing["name"] for thing in data["things"][:-1]] == [
        plain(name) or f"method:{number}" for number, name in enumerate(AWKWARD)
    ]
