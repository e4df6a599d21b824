"""Questions one after the other, in a pipe and at the prompt; what shells and pipes need."""

import json
import re
import subprocess

import pytest

from cli.completion import SHELLS, script
from cli.prompt import HISTORY_VARIABLE, history_file, names
from graph.opening import open_store

QUESTION = "which methods address oversmoothing"


def asked(run, store, *lines):
    """The envelopes of the answers to lines from a pipe."""
    typed = "".join(f"{line}\n" for line in lines)
    out = run("ask", "--store", store, "--format", "json", stdin=typed).out
    decoder, found = json.JSONDecoder(), []
    while out := out.lstrip():
        value, end = decoder.raw_decode(out)
        found.append(value)
        out = out[end:]
    return found


def test_lines_of_a_pipe_are_answered_one_by_one(run, store):
    first, second = asked(run, store, QUESTION, "what is WalkFast based on")
    assert [row["method"] for row in first["rows"]] == ["NodeSieve", "Calm Layers"]
    assert [row["ancestor"] for row in second["rows"]] == ["NodeSieve"]


@pytest.mark.parametrize("why", ["why 2", "Why?", "evidence for 2", "show me the evidence for 2", "says who"])
def test_why_gives_the_evidence_for_a_row_over_all_papers(run, store, why):
    answer = asked(run, store, QUESTION, why)[1]
    number = 2 if "2" in why else 1
    subject = ["NodeSieve", "Calm Layers"][number - 1]
    assert (answer["query"], answer["question"]) == ("evidence_for_claim", why)
    assert [row["subject"] for row in answer["rows"]] == [subject]


def test_the_rows_that_why_counts_stay_those_of_the_question(run, store):
    answers = asked(run, store, QUESTION, "why 1", "why 2")
    assert [row["subject"] for answer in answers[1:] for row in answer["rows"]] == ["NodeSieve", "Calm Layers"]


def test_a_filter_alone_asks_again(run, store):
    answer = asked(run, store, QUESTION, "only since 2020")[1]
    assert (answer["query"], [row["year"] for row in answer["rows"]]) == ("methods_for_problem", [2021])


def test_what_about_puts_another_name_into_the_question(run, store):
    answer = asked(run, store, "problems of endless walkers", "what about deep graph networks")[1]
    assert [row["problem"] for row in answer["rows"]] == ["over-smoothing"]


def test_the_exit_code_is_that_of_the_last_line(run, store):
    assert run("ask", "--store", store, stdin=f"{QUESTION}\nhow is the weather\n").code == 1
    assert run("ask", "--store", store, stdin=f"how is the weather\n{QUESTION}\n").code == 0
    assert run("ask", "--store", store, stdin="").code == 0


def test_explain_says_what_was_asked_of_what(run, store):
    code, out, err = run("ask", QUESTION, "--store", store, "--format", "csv", "--explain")
    assert (code, out.splitlines()[0].split(",")[0]) == (0, "method")
    assert err.splitlines()[:3] == [
        "query: methods_for_problem (Methods that are said to solve, mitigate, avoid or resist a problem)",
        'problem: "oversmoothing" is the Problem over-smoothing, found by its name: problem:oversmoothing',
        "Cypher:",
    ]


def test_a_guess_is_told(run, store):
    code, _, err = run("ask", "by what could oversmoothing be mitigated", "--store", store)
    assert (code, err) == (0, 'note: read as "which methods address over-smoothing"\n')


def test_a_filter_that_the_query_does_not_have_is_told(run, store):
    code, _, err = run("ask", "what is rising since 2020", "--store", store, "--format", "csv")
    assert (code, err) == (0, 'note: "since 2020" plays no part in the answer\n')


def test_links_are_a_column(run, store):
    rows = json.loads(run("ask", QUESTION, "--store", store, "--format", "json", "--links").out)["rows"]
    assert [row["link"] for row in rows] == ["https://example.org/nodesieve", "https://doi.org/10.5555/calm"]
    assert "https://doi.org/10.5555/calm" in run("ask", QUESTION, "--store", store, "--links").out


def test_a_type_restricts_what_is_ranked(run, store):
    out = run("query", "most_connected", "--store", store, "--type", "problem", "--format", "json").out
    assert {row["type"] for row in json.loads(out)["rows"]} == {"Problem"}


def test_a_narrow_terminal_gets_blocks_in_place_of_a_table(run, store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "44")
    out = run("ask", "papers about over-smoothing", "--store", store, "--limit", 1).out
    assert out.splitlines()[1:4:2] == ["  title: NodeSieve: Thinning Graphs by a", "  year: 2021"]
    assert max(map(len, out.splitlines())) <= 44


def test_no_color_is_respected(start, store):
    variables = {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLAIMGRAPH_STORE": str(store)}
    out, _ = start("ask", QUESTION, env=variables).communicate()
    assert re.search(r"\x1b\[[0-9;]*3[0-7]m", out) is None  # no colour; bold and dim may stay


@pytest.mark.parametrize("shell", SHELLS)
def test_a_completion_script_calls_the_program(run, shell):
    code, out, err = run("completion", shell)
    assert (code, out, err) == (0, script(shell) + "\n", "")
    assert "_CLAIMGRAPH_COMPLETE" in out


def test_a_shell_completes_commands_and_names_of_queries(start):
    def completed(line, word):
        words = {"_CLAIMGRAPH_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(word)}
        process = start(env=words)
        out, _ = process.communicate()
        assert process.returncode == 0
        return out.split()

    assert completed("claimgraph st", 1) == ["plain,stats"]
    assert completed("claimgraph query path", 2) == ["plain,path_between"]


def test_the_bash_script_is_bash():
    subprocess.run(["bash", "-n"], input=script("bash"), text=True, check=True)


def test_names_are_offered_commonest_first(store):
    opened = open_store(str(store))
    assert set(names(opened)[:3]) == {"NodeSieve", "deep graph networks", "over-smoothing"}  # in two papers each
    opened.close()


def test_the_history_is_kept_where_it_is_wanted(monkeypatch, tmp_path):
    monkeypatch.setenv(HISTORY_VARIABLE, str(tmp_path / "a" / "history"))
    assert history_file() == tmp_path / "a" / "history"
    monkeypatch.setenv(HISTORY_VARIABLE, "")
    assert history_file() is None
    monkeypatch.delenv(HISTORY_VARIABLE)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert history_file() == tmp_path / "claimgraph" / "history"


def test_the_prompt_completes_and_answers(monkeypatch, tmp_path, run, store):
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    monkeypatch.setenv(HISTORY_VARIABLE, str(tmp_path / "history"))
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text("what is WalkFast based on\rquit\r")
        from cli.prompt import _typed

        opened = open_store(str(store))
        assert list(_typed(opened)) == ["what is WalkFast based on"]
        opened.close()
    assert "what is WalkFast based on" in (tmp_path / "history").read_text()
