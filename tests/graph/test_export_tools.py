"""The formats in the hands of the programs that people open them with."""

import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from drawn import AWKWARD, SMALL, hostile, invented

from graph.export import Options, render
from graph.export.cypher import statements
from graph.export.wording import plain
from graph.subgraph.files import read_subgraph

MERMAID = Path(os.environ.get("CLAIMGRAPH_MERMAID", "/usr/local/lib/node_modules/mermaid/dist/mermaid.min.js"))
GEPHI = "0.10.1"
CASES = {"small": SMALL, "hostile": hostile(), "many": invented(7, 25, "force")}


def tool(*names):
    """The first of these programs that is here."""
    found = next((path for path in map(shutil.which, names) if path), None)
    return found or pytest.skip(f"{' or '.join(names)} is not installed")


def run(*words, cwd=None):
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def browser():
    """A Chromium without a window."""
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser):
    """A page, and after the test the proof that it complained of nothing and asked nobody."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    yield opened
    opened.close()
    assert (said, set(asked) - {"file", "data", "blob"}) == ([], set())


@pytest.fixture(scope="module")
def slides(tmp_path_factory):
    """All cases as slides, and what LibreOffice makes of them: PDF, and pptx once more."""
    office, folder = tool("soffice", "libreoffice"), tmp_path_factory.mktemp("slides")
    for name, subgraph in CASES.items():
        (folder / f"{name}.pptx").write_bytes(render(subgraph, "pptx"))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    names = [folder / f"{name}.pptx" for name in CASES]
    run(office, home, "--headless", "--convert-to", "pdf", "--outdir", folder, *names)
    run(office, home, "--headless", "--convert-to", "pptx", "--outdir", folder / "again", *names)
    return folder


def test_libreoffice_shows_the_names_of_a_slide(slides):
    text = " ".join(run(tool("pdftotext"), slides / "small.pdf", "-").split())
    names = ("Which methods address boredom", "WalkFast", "Tinygraph", "2 papers", "evaluated on")
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("name", CASES)
def test_connectors_stay_glued_when_libreoffice_has_saved_the_slide(slides, name):
    from pptx import Presentation

    slide = Presentation(slides / "again" / f"{name}.pptx").slides[0]
    connectors = [one._element for one in slide.shapes if one._element.tag.endswith("}cxnSp")]
    ends = [len(one.xpath(".//a:stCxn | .//a:endCxn")) for one in connectors]
    drawn = Presentation(slides / f"{name}.pptx").slides[0]
    wanted = [one for one in drawn.shapes if one._element.tag.endswith("}cxnSp")]
    assert ends == [2] * len(wanted)


@pytest.mark.parametrize("name", CASES)
def test_rsvg_draws_the_svg(name, tmp_path):
    (tmp_path / "a.svg").write_bytes(render(CASES[name], "svg"))
    run(tool("rsvg-convert"), tmp_path / "a.svg", "-o", tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", CASES)
def test_in_chromium_every_name_is_inside_its_box_whatever_the_font(page, name, tmp_path):
    (tmp_path / "a.svg").write_bytes(render(CASES[name], "svg"))
    page.goto((tmp_path / "a.svg").as_uri())
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.things > g')].flatMap(group => {
            const box = group.querySelector('rect').getBBox();
            return [...group.querySelectorAll('text')].filter(text => {
              const t = text.getBBox();
              return t.x < box.x - 1 || t.x + t.width > box.x + box.width + 1 || t.y < box.y - 3
                || t.y + t.height > box.y + box.height + 3;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []


def test_pdftotext_finds_the_names(tmp_path):
    (tmp_path / "a.pdf").write_bytes(render(SMALL, "pdf"))
    text = " ".join(run(tool("pdftotext"), tmp_path / "a.pdf", "-").split())
    names = ("Which methods address boredom", "WalkFast", "Tinygraph", "2 papers", "Walks & Talks (2022)")
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_tex_compiles_alone_and_inside_a_document(engine, tmp_path):
    engine = tool(engine)
    (tmp_path / "alone.tex").write_bytes(render(hostile(), "tex"))
    (tmp_path / "small.tex").write_bytes(render(SMALL, "tex"))
    (tmp_path / "paper.tex").write_text(
        "\\documentclass{article}\\usepackage{tikz,amssymb,graphicx}\\begin{document}Before.\n\n"
        "\\resizebox{\\linewidth}{!}{\\input{small.tex}}\n\nAfter.\\end{document}\n"
    )
    for name in ("alone", "paper"):
        run(engine, "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex", cwd=tmp_path)
    text = run(tool("pdftotext"), tmp_path / "paper.pdf", "-")
    assert [word for word in ("Before.", "WalkFast", "Tinygraph", "After.") if word not in text] == []


@pytest.mark.parametrize("name", CASES)
def test_graphviz_draws_every_node_and_edge(name, tmp_path):
    (tmp_path / "a.dot").write_bytes(render(CASES[name], "dot"))
    drawn = json.loads(run(tool("dot"), "-Tjson", tmp_path / "a.dot"))
    assert (len(drawn["objects"]), len(drawn["edges"])) == (len(CASES[name].things), len(CASES[name].arrows))


@pytest.mark.parametrize("name", CASES)
def test_mermaid_draws_every_node(page, name):
    if not MERMAID.is_file():
        pytest.skip("mermaid is not installed (CLAIMGRAPH_MERMAID names its mermaid.min.js)")
    page.goto("about:blank")
    page.add_script_tag(path=MERMAID)
    source = render(CASES[name], "mmd").decode()
    drawn = page.evaluate(
        "async (source) => { mermaid.initialize({startOnLoad: false, securityLevel: 'strict'});"
        " await mermaid.parse(source); return (await mermaid.render('a', source)).svg; }",
        source,
    )
    assert len(re.findall(r'class="node ', drawn)) == len(CASES[name].things)


def test_igraph_reads_graphml_with_types_intact(tmp_path):
    igraph = pytest.importorskip("igraph")
    (tmp_path / "a.graphml").write_bytes(render(SMALL, "graphml"))
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert graph.vs["type"] == ["Problem", "Method", "Method", "Dataset"]
    assert sorted(graph.es["confidence"]) == [0.25, 0.5, 0.9, 1.0, 1.0]
    assert graph.es["year"][0] == 2020


def test_networkx_reads_gexf_with_types_intact():
    graph = networkx.read_gexf(io.BytesIO(render(SMALL, "gexf")), version="1.3")
    node = graph.nodes["method:walkfast"]
    assert (node["label"], node["type"], node["papers"], node["start"]) == ("WalkFast", "Method", 3, 2019)
    assert sorted(facts["confidence"] for _, _, facts in graph.edges(data=True)) == [0.25, 0.5, 0.9, 1.0, 1.0]


@pytest.fixture(scope="module")
def gephi():
    """What Gephi holds after opening a file: for each kind of fact its rows."""
    java, folder = tool("java"), Path.home() / f".cache/claimgraph-tests/gephi-{GEPHI}"
    jar = folder / f"gephi-toolkit-{GEPHI}-all.jar"
    if not jar.exists():
        artifact = f"-Dartifact=org.gephi:gephi-toolkit:{GEPHI}:jar:all"
        run(tool("mvn"), "-q", "-B", "dependency:copy", artifact, f"-DoutputDirectory={folder}")

    def opened(file):
        program = Path(__file__).with_name("OpenInGephi.java")
        said = run(java, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", jar, program, file)
        facts = {}
        for kind, *rest in (line.split("\t") for line in said.splitlines()):
            facts.setdefault(kind, []).append(tuple(rest))
        return facts

    return opened


@pytest.mark.parametrize("name", CASES)
def test_gephi_opens_gexf_with_types_and_colours(gephi, name, tmp_path):
    subgraph, options = CASES[name], Options()
    (tmp_path / "x.gexf").write_bytes(render(subgraph, "gexf", options))
    facts = gephi(tmp_path / "x.gexf")
    nodes = [(one.id, plain(one.name), one.label, options.theme.fill(one.label)) for one in subgraph.things]
    edges = [(claim.subject, claim.predicate, claim.object) for claim in subgraph.claims]
    assert "issue" not in facts
    assert sorted(facts["node"]) == sorted(nodes)
    assert sorted(facts["edge"]) == sorted(edges)
    assert {("name", "String"), ("type", "String")} <= set(facts["node column"])
    assert {("confidence", "Double"), ("sentence", "String"), ("year", "Integer")} <= set(facts["edge column"])


def test_gephi_opens_graphml_with_types(gephi, tmp_path):
    subgraph = CASES["many"]
    (tmp_path / "x.graphml").write_bytes(render(subgraph, "graphml", Options()))
    facts = gephi(tmp_path / "x.graphml")
    edges = [(claim.subject, claim.predicate, claim.object) for claim in subgraph.claims]
    assert sorted(facts["edge"]) == sorted(edges)
    assert {("papers", "Long"), ("type", "String")} <= set(facts["node column"])
    assert {("confidence", "Double"), ("sentence", "String"), ("year", "Long")} <= set(facts["edge column"])


def test_the_keys_of_graphml_are_told_apart():
    root = ElementTree.fromstring(render(CASES["many"], "graphml", Options()))
    keys = [key.get("id") for key in root.iter("{http://graphml.graphdrawing.org/xmlns}key")]
    assert len(set(keys)) == len(keys)


def test_gexf_is_made_of_what_its_schema_allows():
    """The rules of the GEXF 1.3 schema for the elements and attributes that are written here."""
    allowed = {
        "gexf": {"version"},
        "meta": set(),
        "creator": set(),
        "description": set(),
        "graph": {"defaultedgetype", "mode", "timeformat"},
        "attributes": {"class"},
        "attribute": {"id", "title", "type"},
        "nodes": {"count"},
        "node": {"id", "label", "start"},
        "edges": {"count"},
        "edge": {"id", "source", "target", "label", "kind", "weight", "start"},
        "attvalues": set(),
        "attvalue": {"for", "value"},
        "color": {"r", "g", "b"},
        "position": {"x", "y", "z"},
        "size": {"value"},
    }
    root = ElementTree.fromstring(render(hostile(), "gexf"))
    strays = [(e.tag, a) for e in root.iter() for a in e.attrib if a not in allowed[e.tag.partition("}")[2]]]
    assert strays == []


def test_the_cypher_script_makes_the_same_graph_in_the_embedded_database(tmp_path):
    import ladybug

    from graph.embedded.snapshot import schema

    (tmp_path / "a.cypher").write_bytes(render(SMALL, "cypher"))
    lines = (tmp_path / "a.cypher").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.removesuffix(";") for line in lines] == list(statements(SMALL))
    with (
        ladybug.Database(str(tmp_path / "db"), max_db_size=1 << 30) as database,
        ladybug.Connection(database) as run_on,
    ):
        for statement in schema():
            run_on.execute(statement)
        for statement in [*statements(SMALL), *statements(SMALL)]:
            run_on.execute(statement)
        rows = run_on.execute(
            "MATCH (a)-[r]->(b) RETURN a.id, label(r), b.id, r.paper_id, r.year, r.sentence, r.evidence, "
            "r.confidence"
        ).get_all()
        names = run_on.execute("MATCH (n:Method|Problem|Dataset) RETURN n.id, n.name").get_all()
        papers = run_on.execute("MATCH (n:Paper) RETURN n.id, n.title, n.authors").get_all()
    fields = ("subject", "predicate", "object", "paper", "year", "sentence")
    assert sorted(map(str, rows)) == sorted(
        str([*(getattr(c, f) for f in fields), list(c.evidence) or None, c.confidence]) for c in SMALL.claims
    )
    assert sorted(map(tuple, names)) == sorted((thing.id, thing.name) for thing in SMALL.things)
    assert len(papers) == 3


def test_awkward_names_come_out_of_the_embedded_database_as_they_went_in(tmp_path):
    import ladybug

    from graph.embedded.snapshot import schema
    from graph.export.wording import characters

    with (
        ladybug.Database(str(tmp_path / "db"), max_db_size=1 << 30) as database,
        ladybug.Connection(database) as run_on,
    ):
        for statement in [*schema(), *statements(hostile())]:
            run_on.execute(statement)
        names = dict(map(tuple, run_on.execute("MATCH (n:Method) RETURN n.id, n.name").get_all()))
    assert [names[f"method:{number}"] for number in range(len(AWKWARD))] == list(map(characters, AWKWARD))


@pytest.mark.parametrize("subgraph", [SMALL, hostile()], ids=["small", "hostile"])
def test_the_cypher_script_makes_the_same_graph_on_neo4j_however_often_it_runs(neo4j_server, subgraph):
    from graph.export.wording import characters

    neo4j_server.clear()
    lines = render(subgraph, "cypher").decode().split(";\n")[:-1]
    for statement in [*lines, *lines]:
        neo4j_server.query(statement)
    facts = ("paper_id", "paper_title", "year", "sentence", "evidence", "confidence")
    columns = ", ".join(f"r.{name}" for name in facts)
    edges = neo4j_server.query(f"MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, {columns}")
    expected = [
        (
            *map(characters, (claim.subject, claim.predicate, claim.object, claim.paper)),
            characters(subgraph.sources[claim.paper].title),
            claim.year,
            characters(claim.sentence),
            [characters(sentence) for sentence in claim.evidence] or None,
            claim.confidence,
        )
        for claim in subgraph.claims
    ]
    assert sorted(map(str, (tuple(edge.values()) for edge in edges))) == sorted(map(str, expected))
    names = neo4j_server.query("MATCH (n) WHERE NOT n:Paper RETURN labels(n) AS of, n.id, n.name")
    things = [{"of": [t.label], "n.id": characters(t.id), "n.name": characters(t.name)} for t in subgraph.things]
    assert sorted(names, key=lambda n: n["n.id"]) == sorted(things, key=lambda n: n["n.id"])
    papers = neo4j_server.query("MATCH (n:Paper) RETURN n.id, n.title ORDER BY n.id")
    sources = [{"n.id": s.id, "n.title": characters(s.title)} for s in subgraph.sources.values()]
    assert papers == sorted(sources, key=lambda s: s["n.id"])


def opened(page, subgraph, tmp_path, **options):
    (tmp_path / "a.html").write_bytes(render(subgraph, "html", Options(**options)))
    page.goto((tmp_path / "a.html").as_uri())
    return page


def test_the_page_finds_a_name_and_links_to_it(page, tmp_path):
    opened(page, SMALL, tmp_path).fill("#search", "walkfast")
    assert page.inner_text("#details h2") == "WalkFast"
    assert page.url.endswith("#method%3Awalkfast")
    page.goto("about:blank")
    page.goto((tmp_path / "a.html").as_uri() + "#dataset%3Atinygraph")
    assert page.inner_text("#details h2") == "Tinygraph"


def test_the_page_filters_by_type_confidence_and_year(page, tmp_path):
    from playwright.sync_api import expect

    opened(page, SMALL, tmp_path)
    assert page.inner_text("#count") == "4 of 4 nodes"
    page.uncheck("#types input[value=Dataset]")
    assert page.inner_text("#count") == "3 of 4 nodes"
    page.fill("#since", "2022")
    page.eval_on_selector("#sure", "e => { e.value = 0.8; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    assert page.inner_text("#count") == "2 of 4 nodes"
    page.click("#reset")
    expect(page.locator("#count")).to_have_text("4 of 4 nodes")


def test_a_click_on_an_edge_shows_its_sentences(page, tmp_path):
    opened(page, SMALL, tmp_path)
    box = page.locator("#graph").bounding_box()
    place = page.evaluate("(() => { const p = cy.getElementById('e0').renderedMidpoint(); return [p.x, p.y]; })()")
    page.mouse.click(box["x"] + place[0], box["y"] + place[1])
    assert page.inner_text("#details h2") == "WalkFast addresses boredom"
    assert page.locator("#details blockquote").count() == 2
    assert "WalkFast ends boredom." in page.inner_text("#details")


def test_the_page_is_used_by_keyboard_alone(page, tmp_path):
    opened(page, SMALL, tmp_path).focus("#graph")
    before = page.evaluate("[cy.zoom(), cy.pan().x]")
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    after = page.evaluate("[cy.zoom(), cy.pan().x]")
    assert after[0] > before[0]
    page.keyboard.press("n")
    assert page.inner_text("#details h2") == "boredom"
    page.keyboard.press("n")
    assert page.inner_text("#details h2") == "WalkFast"
    page.keyboard.press("Escape")
    assert page.inner_text("#details h2") == "What is shown"
    page.locator("#details li button").first.focus()
    page.keyboard.press("Enter")
    assert page.inner_text("#details h2") == "boredom"


def test_awkward_names_are_no_markup_on_the_page(page, tmp_path):
    opened(page, hostile(), tmp_path)
    assert page.title() == plain(hostile().title)
    assert page.locator("#details li button").count() == len(hostile().things)
    assert page.locator("#claims script, #details script").count() == 0


def test_the_printed_page_holds_the_evidence(page, tmp_path):
    opened(page, SMALL, tmp_path)
    page.pdf(path=tmp_path / "a.pdf")
    text = " ".join(run(tool("pdftotext"), tmp_path / "a.pdf", "-").split())
    assert ("WalkFast ends boredom." in text, "Back to the list" in text) == (True, False)


def test_every_graph_file_is_read_again_by_the_command_that_wrote_it(tmp_path):
    for name in ("json", "csv", "graphml", "gexf"):
        (tmp_path / f"a.{name}").write_bytes(render(CASES["many"], name))
        again = read_subgraph(tmp_path / f"a.{name}")
        assert len(again.claims) == len(CASES["many"].claims), name
