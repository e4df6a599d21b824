"""The command as a process of its own: signals, pipes, and what it imports."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from invented import PAPERS, lines

HEAVY = {"spacy", "thinc", "networkx", "pyarrow", "neo4j", "pandas", "numpy"}


def many_papers(number):
    return lines([{**PAPERS[0], "title": f"Paper {i}", "arxiv_id": f"2101.{i:05}"} for i in range(number)])


def imported(start, *arguments):
    """The packages that a command line imports, by python's own account."""
    process = start(*arguments, env={"PYTHONPROFILEIMPORTTIME": "1"})
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    names = {line.rpartition("|")[2].strip() for line in err.splitlines() if line.startswith("import time:")}
    return {name.partition(".")[0] for name in names}, names


def test_help_imports_nothing_but_click(start):
    packages, modules = imported(start, "--help")
    assert not packages & {*HEAVY, "pydantic", "rich", "ladybug", "rapidfuzz", "graph", "extract", "queries"}
    assert {name for name in modules if name.partition(".")[0] == "cli"} == {
        *("cli", "cli.main", "cli.commands", "cli.lazy", "cli.outcome")
    }


@pytest.mark.parametrize("output_format", ["table", "json"])
def test_a_question_imports_nothing_heavy(start, store, output_format):
    packages, _ = imported(
        start, "ask", "which methods address oversmoothing", "--store", store, "--format", output_format
    )
    assert not packages & HEAVY
    assert ("rich" in packages) == (output_format == "table")


def test_a_second_build_imports_no_spacy(start, tmp_path, papers_file):
    arguments = ("build", papers_file, "--store", tmp_path / "a.store")
    assert "spacy" in imported(start, *arguments)[0]
    assert "spacy" not in imported(start, *arguments)[0]


@pytest.mark.parametrize("arguments", [["stats", "--format", "csv"], ["query"], ["--help"]])
def test_a_closed_pipe_is_no_error(start, store, arguments):
    read, write = os.pipe()
    os.close(read)
    process = start(*arguments, stdout=write, env={"CLAIMGRAPH_STORE": str(store)})
    os.close(write)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")


def test_an_interrupted_build_says_how_far_it_is_and_goes_on_later(start, run, tmp_path):
    papers, store = tmp_path / "many.jsonl", tmp_path / "a.store"
    papers.write_text(many_papers(500))
    process = start("build", papers, "--store", store, "--progress", "jsonl")
    done = []
    for line in process.stderr:
        done.append(json.loads(line)["done"])
        if len(done) == 1:
            process.send_signal(signal.SIGINT)
            break
    *more, last = process.stderr.read().splitlines()
    process.stderr.close()
    assert process.wait(timeout=60) == 130
    done += [json.loads(line)["done"] for line in more]
    assert last == f"interrupted: {len(done)} of 500 papers done; run the same line again to go on"
    code, _, err = run("build", papers, "--store", store)
    assert code == 0
    assert err.startswith("500 papers read, 0 of them new; ")
    extracted = int(err.split("; ")[1].split(" ")[0].replace(",", ""))
    assert extracted <= 500 - len(done)
    assert "pending" not in run("papers", "--store", store).out


def test_a_second_writer_gets_one_line(start, run, tmp_path, papers_file):
    papers, store = tmp_path / "many.jsonl", tmp_path / "a.store"
    papers.write_text(many_papers(500))
    first = start("build", papers, "--store", store, "--progress", "jsonl")
    first.stderr.readline()
    assert run("build", papers_file, "--store", store) == (
        3,
        "",
        f"Error: {store}: another claimgraph is writing to this store; wait until it has finished\n",
    )
    assert run("remove", "arxiv:2101.00000", "--store", store).code == 3
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=60)


def test_output_that_cannot_be_written_is_a_fault_of_the_surroundings(start, store):
    with Path("/dev/full").open("w") as full:
        process = start("stats", "--store", store, stdout=full)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (3, "Error: No space left on device\n")


def test_letters_that_the_output_cannot_hold_are_escaped(start, tmp_path):
    store = tmp_path / "a.store"
    build = start("build", "-", "--store", store, "--progress", "none", stdin=subprocess.PIPE)
    build.communicate(lines([{"title": "Überblick 漢字"}]), timeout=60)
    listing = start("papers", "--store", store, "--format", "json", env={"PYTHONIOENCODING": "ascii"})
    out, _ = listing.communicate(timeout=60)
    assert [row["title"] for row in json.loads(out)["rows"]] == ["Überblick 漢字"]
    table = start("papers", "--store", store, env={"PYTHONIOENCODING": "ascii"})
    out, err = table.communicate(timeout=60)
    assert (table.returncode, err) == (0, "")
    assert r"\xdcberblick" in out


def test_the_installed_command_is_this_one():
    from importlib.metadata import PackageNotFoundError, entry_points, packages_distributions

    try:
        (command,) = entry_points(group="console_scripts", name="claimgraph")
    except (PackageNotFoundError, ValueError):
        pytest.skip("claimgraph is not installed here")
    assert command.value == "cli.main:run"
    owners = packages_distributions()
    assert {name: set(owners.get(name, ["claimgraph"])) for name in ("graph", "extract", "queries", "cli")} == {
        name: {"claimgraph"} for name in ("graph", "extract", "queries", "cli")
    }
