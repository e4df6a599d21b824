"""``claimgraph export``: every source, every format, and what it refuses."""

import json
from xml.etree import ElementTree

import pytest

from graph.export import FORMATS

QUESTION = "which methods address oversmoothing"


@pytest.mark.parametrize("name", FORMATS)
def test_a_question_goes_into_every_format(run, store, tmp_path, name):
    target = tmp_path / f"talk.{name}"
    assert run("export", "--ask", QUESTION, "--to", target, "--store", store) == (
        0,
        "",
        f"{target}: out of 3 nodes and 2 claims from 2 papers\n",
    )
    assert target.stat().st_size > 0


@pytest.mark.parametrize(
    ("source", "names", "predicates"),
    [
        (["--ask", QUESTION], {"Calm Layers", "NodeSieve", "over-smoothing"}, {"ADDRESSES"}),
        (
            ["--query", "lineage_of_method", "-p", "method=WalkFast"],
            {"WalkFast", "NodeSieve"},
            {"BASED_ON"},
        ),
        (
            ["--around", "NodeSieve"],
            {"NodeSieve", "over-smoothing", "Tinygraph", "WalkFast"},
            {"ADDRESSES", "EVALUATED_ON", "BASED_ON"},
        ),
        (
            ["--path", "WalkFast", "over-smoothing"],
            {"WalkFast", "NodeSieve", "over-smoothing"},
            {"BASED_ON", "ADDRESSES"},
        ),
        (
            ["--paper", "arxiv:2101.00001"],
            {
                "NodeSieve: Thinning Graphs by a Third",
                "NodeSieve",
                "deep graph networks",
                "over-smoothing",
                "Tinygraph",
            },
            {"ADDRESSES", "SUFFERS_FROM", "EVALUATED_ON"},
        ),
    ],
)
def test_each_source_draws_its_claims(run, store, source, names, predicates):
    code, out, _ = run("export", *source, "--to", "-", "--format", "json", "--store", store)
    graph = json.loads(out)
    assert code == 0
    assert {node["name"] for node in graph["nodes"]} == names
    assert {edge["predicate"] for edge in graph["edges"]} == predicates


def test_an_answer_in_a_file_is_drawn_without_a_store(run, store, tmp_path):
    for kind in ("json", "csv"):
        (tmp_path / f"answer.{kind}").write_text(run("ask", QUESTION, "--store", store, "--format", kind).out)
        code, _, err = run("export", "--from", tmp_path / f"answer.{kind}", "--to", tmp_path / f"{kind}.svg")
        assert (code, err) == (0, f"{tmp_path}/{kind}.svg: out of 3 nodes and 2 claims from 2 papers\n")


def test_the_title_is_the_question_or_what_one_wants(run, store):
    for wanted, title in ((None, "Which methods address oversmoothing"), ("My own", "My own")):
        words = ["--title", wanted] if wanted else []
        out = run("export", "--ask", QUESTION, *words, "--to", "-", "--format", "svg", "--store", store).out
        assert ElementTree.fromstring(out).find("{http://www.w3.org/2000/svg}title").text == title


def test_max_nodes_keeps_the_best_and_says_so(run, store):
    out = run("export", "--ask", QUESTION, "--max-nodes", 2, "--to", "-", "--format", "json", "--store", store).out
    graph = json.loads(out)
    assert [node["name"] for node in graph["nodes"]] == ["over-smoothing", "NodeSieve"]
    assert graph["graph"]["notes"] == ["1 of 2 methods shown"]


def test_nothing_found_is_one_and_writes_no_file(run, store, tmp_path):
    words = ("export", "--query", "lineage_of_method", "-p", "method=NodeSieve", "--to", tmp_path / "a.svg")
    assert run(*words, "--store", store) == (1, "", "nothing found: no paper here says so; no file was written\n")
    assert list(tmp_path.iterdir()) == []


def test_an_unclear_name_is_one_with_what_may_be_meant(run, store, tmp_path):
    code, out, err = run("export", "--around", "Nodesive", "--to", tmp_path / "a.svg", "--store", store)
    assert (code, out, list(tmp_path.iterdir())) in ((0, "", [tmp_path / "a.svg"]), (1, "", []))
    code, out, err = run("export", "--around", "quark", "--to", tmp_path / "b.svg", "--store", store)
    assert (code, out, err.splitlines()[0].startswith('nothing here is called "quark".')) == (1, "", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name one of --ask, --query, --around, --path, --paper, --from: what is to be exported"),
        (["--ask", "a", "--paper", "b"], "name one of --ask, --query, --around"),
        (["--ask", "a", "--hops", "2"], "--hops does not go with --ask"),
        (["--from", "a.json", "--since", "2020"], "--since does not go with --from"),
        (["--paper", "a", "-p", "x=1"], "--param does not go with --paper"),
    ],
)
def test_wrong_use_is_two(run, store, tmp_path, words, said):
    code, out, err = run("export", *words, "--to", tmp_path / "a.svg", "--store", store)
    assert (code, out, said in err) == (2, "", True)


def test_an_unknown_ending_is_two(run, store, tmp_path):
    code, _, err = run("export", "--ask", QUESTION, "--to", tmp_path / "a.odp", "--store", store)
    assert (code, err) == (
        2,
        f"Error: {tmp_path}/a.odp: no format of that name; there are {', '.join(FORMATS)}\n",
    )


def test_a_file_that_is_there_is_refused_before_any_work(run, tmp_path):
    (tmp_path / "a.svg").write_text("mine")
    words = ("export", "--ask", QUESTION, "--to", tmp_path / "a.svg", "--store", tmp_path / "no.store")
    assert run(*words) == (2, "", f"Error: {tmp_path}/a.svg: is there already; --force writes over it\n")


def test_force_writes_over_it(run, store, tmp_path):
    (tmp_path / "a.svg").write_text("mine")
    assert run("export", "--ask", QUESTION, "--to", tmp_path / "a.svg", "--force", "--store", store).code == 0
    assert (tmp_path / "a.svg").read_text().startswith("<svg ")


def test_a_place_that_cannot_be_written_to_is_three(run, store, tmp_path):
    code, _, err = run("export", "--ask", QUESTION, "--to", tmp_path / "none" / "a.svg", "--store", store)
    assert (code, err) == (
        3,
        f"Error: {tmp_path}/none/a.svg: No such file or directory; name a place that can be written to\n",
    )


def test_a_file_that_is_no_graph_is_two(run, tmp_path):
    (tmp_path / "a.json").write_text("[1, 2")
    code, _, err = run("export", "--from", tmp_path / "a.json", "--to", tmp_path / "a.svg")
    assert (code, err.startswith(f"Error: {tmp_path}/a.json: is no graph of this kind (")) == (2, True)


def test_a_misspelt_name_is_drawn_and_said(run, store, tmp_path):
    target = tmp_path / "talk.mmd"
    assert run("export", "--ask", "which methods address oversmothing", "--to", target, "--store", store) == (
        0,
        "",
        f'note: "oversmothing" was read as "over-smoothing"\n{target}: out of 3 nodes and 2 claims from 2 papers\n',
    )
