"""What the reading commands print."""

import csv
import io
import json

import pytest

from cli.tables import print_table

QUESTION = "which methods address oversmoothing"
STATED = "To counter this, we propose NodeSieve, which drops every third node before each layer."
COMPLAINED = "Deep graph networks suffer from over-smoothing."


def test_a_claim_is_a_block_that_marks_its_words_where_they_stand(run, store):
    assert run("ask", QUESTION, "--store", store) == (
        0,
        """\
                                                                                    confidence  year
1. NodeSieve  addresses  over-smoothing                                                   0.91  2021
   NodeSieve: Thinning Graphs by a Third  arxiv:2101.00001
     Deep graph networks suffer from [over-smoothing].
   > To counter this, we propose [NodeSieve], which drops every third node before each layer.

2. Calm Layers  addresses  over-smoothing                                                 0.60  2019
   Calm Layers  (summary)  doi:10.5555/calm
     They are built on deep graph networks, and [calm layers] reduce [oversmoothing].

1 of 2 rows rest on summaries, not on the papers' abstracts.
""",
        "",
    )


def test_a_narrow_output_wraps_at_words(run, store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "48")
    assert run("ask", QUESTION, "--store", store, "--limit", 1).out == (
        """\
                                confidence  year
1. NodeSieve  addresses               0.91  2021
   over-smoothing
   NodeSieve: Thinning Graphs by a Third
   arxiv:2101.00001
     Deep graph networks suffer from
     [over-smoothing].
   > To counter this, we propose [NodeSieve],
     which drops every third node before each
     layer.

Cut off at 1; a higher --limit may give more.
"""
    )


def test_json_is_one_envelope(run, store):
    code, out, err = run("ask", QUESTION, "--store", store, "--format", "json", "--since", 2020)
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "question": QUESTION,
        "query": "methods_for_problem",
        "parameters": {
            "problem": ["problem:oversmoothing"],
            "since": 2020,
            "min_confidence": 0.0,
            "on": ["*"],
            "min_papers": 1,
            "limit": 20,
        },
        "columns": [
            *("method", "problem", "paper", "title", "year", "url", "source", "sentence", "evidence"),
            *(
                "evidence_spans",
                "subject_span",
                "object_span",
                "confidence",
                "subject_id",
                "predicate",
                "object_id",
            ),
        ],
        "rows": [
            {
                "method": "NodeSieve",
                "problem": "over-smoothing",
                "paper": "arxiv:2101.00001",
                "title": "NodeSieve: Thinning Graphs by a Third",
                "year": 2021,
                "url": "https://example.org/nodesieve",
                "source": None,
                "sentence": STATED,
                "evidence": [COMPLAINED, STATED],
                "evidence_spans": [38, 85, 86, 172],
                "subject_span": [114, 123],
                "object_span": [70, 84],
                "confidence": 0.91,
                "subject_id": "method:nodesieve",
                "predicate": "ADDRESSES",
                "object_id": "problem:oversmoothing",
            }
        ],
    }


def test_csv_reads_back_as_what_json_says(run, store):
    rows = json.loads(run("ask", QUESTION, "--store", store, "--format", "json").out)["rows"]
    read = list(csv.DictReader(io.StringIO(run("ask", QUESTION, "--store", store, "--format", "csv").out)))
    assert [row["method"] for row in read] == [row["method"] for row in rows]
    assert [row["evidence"].splitlines() for row in read] == [row["evidence"] for row in rows]
    assert [float(row["confidence"]) for row in read] == [row["confidence"] for row in rows]


def test_markdown_is_a_table_for_documents(run, store):
    assert run("ask", QUESTION, "--store", store, "--format", "md", "--min-confidence", 0.9).out == (
        "| method | problem | paper | title | year | url | source | sentence | evidence | confidence "
        "| predicate |\n"
        "| --- | --- | --- | --- | ---: | --- | --- | --- | --- | ---: | --- |\n"
        "| NodeSieve | over-smoothing | arxiv:2101.00001 | NodeSieve: Thinning Graphs by a Third | 2021 "
        "| <https://example.org/nodesieve> |  "
        f"| {STATED} | {COMPLAINED}<br>{STATED} "
        "| 0.91 | ADDRESSES |\n"
    )


def test_a_year_in_the_question_counts_unless_an_option_says_another(run, store):
    def years(*options):
        out = run("ask", f"{QUESTION} since 2020", "--store", store, "--format", "json", *options).out
        return [row["year"] for row in json.loads(out)["rows"]]

    assert years() == [2021]
    assert years("--since", 2000) == [2021, 2019]


def test_a_path_is_told_as_a_chain_and_then_claim_by_claim(run, store):
    assert run("path", "over-smoothing", "WalkFast", "--store", store).out == (
        """\
                                                                                    confidence  year
1. over-smoothing ← addresses ─ NodeSieve ← based on ─ WalkFast
   NodeSieve  addresses  over-smoothing                                                   0.91  2021
   NodeSieve: Thinning Graphs by a Third  arxiv:2101.00001
     Deep graph networks suffer from [over-smoothing].
   > To counter this, we propose [NodeSieve], which drops every third node before each layer.

   WalkFast  based on  NodeSieve                                                          0.75
   On walks that never end  title:cf16d81503
     Our [WalkFast] extends [NodeSieve].
"""
    )


def test_show_tells_names_and_claims(run, store):
    assert run("show", "oversmoothing", "--store", store) == (
        0,
        """\
over-smoothing  Problem  problem:oversmoothing
in 2 papers, the first of 2019
also: oversmoothing

  claim                                               papers   confidence
  ───────────────────────────────────────────────────────────────────────
  NodeSieve  addresses  over-smoothing                     1         0.91
  deep graph networks  suffers from  over-smoothing        1         0.85
  Calm Layers  addresses  over-smoothing                   1         0.60
""",
        "",
    )


def test_show_why_puts_names_with_one_reason_together(capsys):
    definition = {
        "paper": "arxiv:1",
        "title": "One",
        "year": 2019,
        "url": None,
        "sentence": "Calm nets (CNs) rest.",
    }
    unsaid = dict.fromkeys(definition)
    thing = {"id": "method:calmnet", "type": "Method", "name": "calm net"}
    rows = [
        {**thing, "alias": "CN", "reason": "abbreviation", "meaning": "as this paper defines it", **definition},
        {**thing, "alias": "calm nets", "reason": "plural", "meaning": "singular and plural", **unsaid},
        {**thing, "alias": "CNs", "reason": "abbreviation", "meaning": "as this paper defines it", **definition},
        {**thing, "alias": "calm net", "reason": "name", "meaning": "the node's own name", **unsaid},
    ]
    print_table(tuple(rows[0]), rows)
    assert (
        capsys.readouterr().out
        == """\
calm net  Method  method:calmnet
  name          calm net
  plural        calm nets  (singular and plural)
  abbreviation  CN, CNs  (as this paper defines it)
                One  arxiv:1  2019
                  Calm nets ([CNs]) rest.
"""
    )


def test_in_a_table_a_node_is_its_name_and_an_edge_its_sentence(capsys):
    node = {"id": "method:calmnet", "name": "calm net", "keys": ["calmnet"], "papers": 2}
    edge = {"paper_id": "arxiv:1", "sentence": "Calm nets rest.", "confidence": 0.5}
    print_table(
        ("x", "said", "path", "theirs"),
        [{"x": node, "said": edge, "path": [node, edge], "theirs": {"a": 1}}],
        is_own=True,
    )
    assert (
        capsys.readouterr().out
        == """\
x          said              path                        theirs
─────────────────────────────────────────────────────────────────
calm net   Calm nets rest.   calm net, Calm nets rest.   {"a": 1}
"""
    )


def test_an_answer_to_ones_own_cypher_is_a_table_of_what_was_asked_for(run, store):
    text = (
        "MATCH (m:Method) RETURN m.name AS name, m.id AS id, m.aliases AS aliases, '' AS url ORDER BY id LIMIT 2"
    )
    assert run("query", "--cypher", "-", "--store", store, stdin=text) == (
        0,
        """\
name                  id                        aliases                                    url
──────────────────────────────────────────────────────────────────────────────────────────────
Calm Layers           method:calmlayer          Calm Layers, calm layers
deep graph networks   method:deepgraphnetwork   Deep graph networks, deep graph networks
""",
        "",
    )


def test_a_row_of_show_carries_id_type_name_aliases_and_papers(run, store):
    (row,) = json.loads(run("show", "tinygraph", "--store", store, "--format", "json").out)["rows"]
    assert {key: row[key] for key in ("id", "type", "name", "aliases", "papers")} == {
        "id": "dataset:tinygraph",
        "type": "Dataset",
        "name": "Tinygraph",
        "aliases": ["Tinygraph"],
        "papers": 1,
    }


def test_stats_counts_every_label_and_predicate(run, store):
    assert json.loads(run("stats", "--store", store, "--format", "json").out) == {
        "papers": 3,
        "nodes": {
            "Paper": 3,
            "Method": 5,
            "Dataset": 1,
            "Task": 0,
            "Problem": 2,
            "Metric": 0,
            "Concept": 0,
            "Result": 0,
        },
        "edges": {
            "PROPOSES": 0,
            "MENTIONS": 11,
            "ADDRESSES": 2,
            "SUFFERS_FROM": 2,
            "APPLIED_TO": 0,
            "EVALUATED_ON": 1,
            "TRAINED_ON": 0,
            "BASED_ON": 2,
            "IS_A": 0,
            "OUTPERFORMS": 0,
            "COMPARED_WITH": 0,
            "REPORTS": 0,
        },
    }


def test_papers_are_listed_with_their_status(run, store):
    assert run("papers", "--store", store) == (
        0,
        """\
id                 title                                   year   status      source
─────────────────────────────────────────────────────────────────────────────────────
arxiv:2101.00001   NodeSieve: Thinning Graphs by a Third   2021   extracted
doi:10.5555/calm   Calm Layers                             2019   extracted   summary
title:cf16d81503   On walks that never end                        extracted
""",
        "",
    )


def test_a_misspelled_name_is_understood_and_said_so(run, store):
    code, out, err = run("ask", "which methods address oversmothing", "--store", store, "--format", "csv")
    assert (code, len(out.splitlines()) > 1) == (0, True)
    assert err == 'note: "oversmothing" was read as "over-smoothing"\n'


@pytest.mark.parametrize("output_format", ["table", "csv", "md"])
def test_an_unclear_name_gets_suggestions_and_exit_code_1(run, store, output_format):
    assert run("ask", "problems of deep mesh networks", "--store", store, "--format", output_format) == (
        1,
        "",
        'nothing here is called "deep mesh networks". Did you mean:\n  deep graph networks\n',
    )


def test_an_unclear_name_in_json_is_an_envelope_without_a_query(run, store):
    code, out, _ = run("ask", "problems of deep mesh networks", "--store", store, "--format", "json")
    assert code == 1
    assert json.loads(out) == {
        "question": "problems of deep mesh networks",
        "query": None,
        "did_you_mean": ["deep graph networks"],
    }


def test_an_unknown_question_gets_what_can_be_asked(run, store):
    code, out, err = run("ask", "how is the weather", "--store", store)
    first, *offered = err.splitlines()
    assert (code, out, len(offered)) == (1, "", 8)
    assert first == "this question is not understood. What can be asked (claimgraph query lists all):"


def test_a_claim_that_no_paper_makes_is_nothing_found(run, store):
    assert run("ask", "which methods address boredom", "--store", store) == (
        1,
        "",
        "nothing found: no paper here says so (problem: boredom)\n",
    )


def test_the_catalogue_is_listed_without_a_name(run):
    code, out, err = run("query", "--format", "json")
    rows = {row["query"]: row for row in json.loads(out)["rows"]}
    assert (code, err) == (0, "")
    assert rows["methods_for_problem"] == {
        "query": "methods_for_problem",
        "answers": "Methods that are said to solve, mitigate, avoid or resist a problem",
        "parameters": ["problem"],
        "question": "which methods address oversmoothing",
    }
    assert run("query").out.startswith(
        "claims_of_paper -p paper=…\n    Everything that a paper is read to claim\n"
    )


def test_a_question_and_its_query_give_the_same_rows(run, store):
    asked = json.loads(run("ask", QUESTION, "--store", store, "--format", "json").out)
    named = run(
        "query", "methods_for_problem", "-p", "problem=over-smoothing", "--store", store, "--format", "json"
    )
    assert json.loads(named.out) == {**asked, "question": None}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "nonsense"], "Error: nonsense: no such query; there are "),
        (["query", "methods_for_problem"], "Error: methods_for_problem needs problem "),
        (["query", "methods_for_problem", "-p", "oversmoothing"], "Error: oversmoothing: expected NAME=VALUE"),
        (
            ["query", "methods_for_problem", "-p", "problem=x", "-p", "who=me"],
            "Error: methods_for_problem has no ",
        ),
        (["query", "-p", "problem=x"], "Usage: "),
        (["query", "methods_for_problem", "--cypher", "-"], "Usage: "),
        (["query", "--cypher", "/no/such/file"], "Usage: "),
        (["ask", QUESTION, "--min-confidence", "2"], "Usage: "),
        (["show", "x", "--type", "Person"], "Usage: "),
    ],
)
def test_wrong_use_is_exit_code_2(run, store, arguments, message):
    code, out, err = run(*arguments, "--store", store)
    assert (code, out, err[: len(message)]) == (2, "", message)


def test_reading_where_nothing_was_built_is_wrong_use(run, tmp_path):
    place = tmp_path / "nothing"
    for arguments in (
        ["ask", QUESTION],
        ["papers"],
        ["stats"],
        ["show", "x"],
        ["path", "a", "b"],
        ["remove", "x"],
    ):
        assert run(*arguments, "--store", place) == (
            2,
            "",
            f"Error: {place}: no claimgraph store here yet; `claimgraph build PAPERS` makes one\n",
        )
    assert not place.exists()


def test_a_folder_that_is_no_store_is_left_alone(run, tmp_path, papers_file):
    for arguments in (["stats"], ["build", papers_file], ["papers"]):
        code, out, err = run(*arguments, "--store", tmp_path)
        assert (code, out) == (3, "")
        assert err == f"Error: {tmp_path}: is no claimgraph store, and not empty; name a new or empty folder\n"


def test_the_store_may_be_named_by_the_environment(run, store, monkeypatch):
    monkeypatch.setenv("CLAIMGRAPH_STORE", str(store))
    assert run("stats") == run("stats", "--store", store)


def test_things_ranked_by_their_claims_are_a_table(run, store):
    assert run("query", "most_connected", "--limit", 2, "--store", store).out == (
        """\
name             type      neighbours   claims   papers
───────────────────────────────────────────────────────
NodeSieve        Method             3        3        2
over-smoothing   Problem            3        3        2

Cut off at 2; a higher --limit may give more.

1 paper here is known by its summary, not by its abstract.
"""
    )


def test_cypher_of_ones_own_is_run_with_parameters(run, store):
    text = "MATCH (p:Paper) WHERE coalesce(p.year, 0) >= $from RETURN p.id AS id, p.year AS year ORDER BY id"
    assert run("query", "--cypher", "-", "-p", "from=2000", "--store", store, "--format", "csv", stdin=text) == (
        0,
        "id,year\narxiv:2101.00001,2021\ndoi:10.5555/calm,2019\n",
        "",
    )
    assert run("query", "--cypher", "-", "-p", "from=2100", "--store", store, stdin=text) == (1, "", "no rows\n")


def test_cypher_that_writes_is_refused(run, store):
    code, out, err = run("query", "--cypher", "-", "--store", store, stdin="MATCH (p:Paper) DETACH DELETE p")
    assert (code, out, err[:7]) == (2, "", "Error: ")
    assert run("stats", "--store", store).code == 0
