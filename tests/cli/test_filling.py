"""What the writing commands do to a store, and what they say."""

import gzip
import json
import re

import pytest
from invented import PAPERS, extraction_line, lines
from reading_back import read_graph

from graph.opening import open_store


def graph_of(folder):
    store = open_store(str(folder))
    try:
        return read_graph(store)
    finally:
        store.close()


def test_a_build_says_what_it_did(run, tmp_path, papers_file):
    store = tmp_path / "a.store"
    code, out, err = run("build", papers_file, papers_file, "--store", store)
    assert (code, out) == (0, "")
    assert re.sub(r"[\d.]+ s\)", "1 s)", err) == (
        f"6 papers read, 3 of them new; 3 extracted; {store} holds 3 papers (1 s)\n"
    )
    again = run("build", papers_file, "--store", store)
    assert re.sub(r"[\d.]+ s\)", "1 s)", again.err) == (
        f"3 papers read, 0 of them new; 0 extracted; {store} holds 3 papers, as before (1 s)\n"
    )


def test_papers_come_from_standard_input_as_well(run, tmp_path):
    store = tmp_path / "a.store"
    assert run("build", "-", "--store", store, stdin=lines(PAPERS)).code == 0
    assert len(run("papers", "--store", store, "--format", "csv").out.splitlines()) == 4


def test_progress_as_json_tells_every_paper_and_at_last_the_counts(run, tmp_path, papers_file):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"title": 7}\n')
    store = tmp_path / "a.store"
    code, out, err = run("build", papers_file, bad, "--store", store, "--progress", "jsonl")
    said = [json.loads(line) for line in err.splitlines()]
    assert (code, out) == (2, "")
    assert [*said[0]] == ["refused"]
    assert sorted(line["done"] for line in said[1:-1]) == [
        "arxiv:2101.00001",
        "doi:10.5555/calm",
        "title:cf16d81503",
    ]
    assert {**said[-1], "seconds": 0} == {
        "read": 3,
        "added": 3,
        "extracted": 3,
        "papers": 3,
        "changed": True,
        "refused": 1,
        "failed": 0,
        "seconds": 0,
    }


def test_the_good_part_of_bad_input_is_done(run, tmp_path):
    store = tmp_path / "a.store"
    file = tmp_path / "some.jsonl"
    file.write_text(json.dumps(PAPERS[0]) + "\nnot JSON\n" + json.dumps(PAPERS[1]) + "\n")
    code, _, err = run("build", file, tmp_path / "missing.jsonl", "--store", store)
    assert code == 2
    refused = [line for line in err.splitlines() if line.startswith("refused: ")]
    assert [line.split(" ")[1] for line in refused] == [f"{file}:2:", f"{tmp_path / 'missing.jsonl'}:"]
    assert len(run("papers", "--store", store, "--format", "csv").out.splitlines()) == 3


def test_input_without_a_paper_makes_no_store(run, tmp_path):
    store = tmp_path / "a.store"
    assert run("build", tmp_path / "missing.jsonl", "--store", store).code == 2
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "README").write_text("Nothing to see.")
    assert run("build", tmp_path / "folder", "--store", store).code == 2
    assert not store.exists()


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(run, tmp_path, papers_file, claims_file):
    store = tmp_path / "a.store"
    assert run("build", papers_file, "--dry-run", "--store", store) == (
        0,
        f"3 papers read, 3 of them new; 3 would be extracted; {store} would hold 3 papers (nothing was written)\n",
        "",
    )
    assert not store.exists()
    run("load", claims_file, "--store", store)
    before = graph_of(store), {path: path.read_bytes() for path in store.iterdir()}
    more = lines([*PAPERS, {"title": "One more"}])
    assert run("build", "-", "--dry-run", "--store", store, stdin=more).out == (
        f"4 papers read, 1 of them new; 1 would be extracted; {store} would hold 4 papers (nothing was written)\n"
    )
    assert (graph_of(store), {path: path.read_bytes() for path in store.iterdir()}) == before


def test_what_extract_writes_loads_as_the_graph_that_build_makes(run, tmp_path, papers_file):
    code, out, err = run("extract", papers_file, papers_file)
    assert (code, err) == (0, "6 papers read, 3 extracted\n")
    assert [json.loads(line)["paper"]["id"] for line in out.splitlines()] == [
        *("arxiv:2101.00001", "doi:10.5555/calm", "title:cf16d81503")
    ]
    file = tmp_path / "out.jsonl"
    assert run("extract", papers_file, "-o", file).out == ""
    assert file.read_text() == out
    assert run("load", file, "--store", tmp_path / "loaded").code == 0
    assert run("load", "-", "--store", tmp_path / "piped", stdin=out).code == 0
    assert run("build", papers_file, "--store", tmp_path / "built").code == 0
    assert graph_of(tmp_path / "loaded") == graph_of(tmp_path / "built") == graph_of(tmp_path / "piped")


def test_an_unfinished_output_file_is_not_left_behind(run, tmp_path, papers_file, monkeypatch):
    out = tmp_path / "out" / "claims.jsonl"
    out.parent.mkdir()
    out.write_text("as it was")

    def stopped(papers, jobs, on_error):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("extract.pipeline.extract", stopped)
    assert run("extract", papers_file, "-o", out) == (
        130,
        "",
        "interrupted: 0 of 3 papers done; run the same line again to go on\n",
    )
    assert [path.name for path in out.parent.iterdir()] == ["claims.jsonl"]
    assert out.read_text() == "as it was"


def test_an_output_file_in_no_folder_is_wrong_use(run, tmp_path, papers_file):
    place = tmp_path / "nowhere"
    code, out, err = run("extract", papers_file, "-o", place / "claims.jsonl")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == f"Error: {place / 'claims.jsonl'}: there is no folder {place}"


def test_packed_lines_are_loaded(run, tmp_path, claims_file):
    packed = tmp_path / "claims.jsonl.gz"
    packed.write_bytes(gzip.compress(claims_file.read_bytes()))
    assert run("load", packed, "--store", tmp_path / "packed").code == 0
    assert run("load", claims_file, "--store", tmp_path / "plain").code == 0
    assert graph_of(tmp_path / "packed") == graph_of(tmp_path / "plain")


def test_a_torn_or_missing_file_is_refused_and_its_good_lines_loaded(run, tmp_path, claims_file):
    torn = tmp_path / "torn.jsonl"
    torn.write_bytes(claims_file.read_bytes()[:-100])
    code, _, err = run("load", torn, "--store", tmp_path / "torn")
    assert (code, err.startswith(f"refused: {torn}:3: ")) == (2, True)
    assert len(graph_of(tmp_path / "torn").nodes["Paper"]) == 2
    assert run("load", tmp_path / "missing", "--store", tmp_path / "none").code == 2
    assert not (tmp_path / "none").exists()


def test_loading_twice_changes_nothing(run, tmp_path, claims_file):
    store = tmp_path / "a.store"
    run("load", claims_file, "--store", store)
    before = graph_of(store), (store / "log.jsonl").read_bytes()
    assert run("load", claims_file, "--store", store).code == 0
    assert (graph_of(store), (store / "log.jsonl").read_bytes()) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: {**line, "triples": [{**line["triples"][0], "predicate": "LIKES"}]}, "the predicates are"),
        (lambda line: {**line, "entities": [{**line["entities"][0], "type": "Person"}]}, "entities.0.type"),
        (lambda line: {**line, "triples": [{**line["triples"][0], "sentence": "Invented."}]}, "not 'Invented.'"),
        (lambda line: {**line, "triples": [{**line["triples"][0], "object": "e99"}]}, "no entity 'e99'"),
        (lambda line: [], "Input should be"),
    ],
)
def test_a_line_that_contradicts_its_text_or_the_vocabulary_is_refused(run, tmp_path, change, message):
    file = tmp_path / "claims.jsonl"
    file.write_text(lines([extraction_line(0), change(extraction_line(1))]))
    store = tmp_path / "a.store"
    code, out, err = run("load", file, "--store", store)
    assert (code, out) == (2, "")
    first, *_ = err.splitlines()
    assert first.startswith(f"refused: {file}:2: ")
    assert message in first
    assert [paper.id for paper in graph_of(store).nodes["Paper"]] == ["arxiv:2101.00001"]


def test_a_removed_paper_leaves_no_trace_and_comes_back_when_added_again(run, tmp_path, claims_file):
    whole, part = tmp_path / "whole", tmp_path / "part"
    run("load", claims_file, "--store", whole)
    run("load", "-", "--store", part, stdin=lines([extraction_line(0), extraction_line(2)]))
    before = graph_of(whole)
    assert run("remove", "doi:10.5555/calm", "--store", whole) == (
        0,
        "",
        f"removed doi:10.5555/calm  Calm Layers\n{whole} holds 2 papers\n",
    )
    assert graph_of(whole) == graph_of(part)
    run("load", claims_file, "--store", whole)
    assert graph_of(whole) == before


def test_papers_are_removed_by_title_or_former_id(run, tmp_path, claims_file):
    store = tmp_path / "a.store"
    run("load", claims_file, "--store", store)
    former = next(iter(graph_of(store).nodes["Paper"][0].aliases))
    assert former.startswith("title:")
    assert run("remove", former, "On walks that never end", former, "--store", store).code == 0
    assert [paper.id for paper in graph_of(store).nodes["Paper"]] == ["doi:10.5555/calm"]


def test_nothing_is_removed_unless_all_are_found(run, tmp_path, claims_file):
    store = tmp_path / "a.store"
    run("load", claims_file, "--store", store)
    before = graph_of(store)
    assert run("remove", "doi:10.5555/calm", "Calm Layerz", "--store", store) == (
        1,
        "",
        'Error: no paper "Calm Layerz" here (did you mean doi:10.5555/calm?); nothing was removed\n',
    )
    assert run("remove", "doi:10.5555/calm", "Wholly different", "--store", store).err == (
        'Error: no paper "Wholly different" here (`claimgraph papers` lists them); nothing was removed\n'
    )
    assert graph_of(store) == before


def test_a_title_that_two_papers_have_is_not_removed(run, tmp_path):
    store = tmp_path / "a.store"
    twins = [{"title": "Twins", "doi": f"10.1000/{name}"} for name in "ab"]
    run("build", "-", "--store", store, stdin=lines(twins))
    assert run("remove", "Twins", "--store", store) == (
        2,
        "",
        'Error: "Twins" may be any of doi:10.1000/a, doi:10.1000/b; name one by its id; nothing was removed\n',
    )


def test_a_paper_is_pending_until_it_is_extracted(run, tmp_path, claims_file, monkeypatch):
    store = tmp_path / "a.store"
    run("load", claims_file, "--store", store)

    def broken(papers, jobs, on_error):
        for paper in papers:
            on_error(paper, ValueError("no such thing"))
            yield from ()

    monkeypatch.setattr("extract.pipeline.extract", broken)
    code, out, err = run("build", "-", "--store", store, stdin=lines([{"title": "One more"}]))
    assert (code, out) == (70, "")
    noted, counts, told = err.splitlines()
    assert re.fullmatch(r"note: title:\w+: could not be extracted \(ValueError: no such thing\)", noted)
    assert counts.startswith("1 paper read, 1 of them new; 0 extracted; ")
    assert told.startswith("Error: a bug in claimgraph: 1 paper could not be extracted. Please report it")
    rows = json.loads(run("papers", "--store", store, "--format", "json").out)["rows"]
    assert {row["title"]: row["status"] for row in rows}["One more"] == "pending"
    monkeypatch.undo()
    assert run("build", "-", "--store", store, stdin=lines([{"title": "One more"}])).code == 0
    assert "pending" not in run("papers", "--store", store).out


def test_a_bug_is_one_line_and_a_traceback_only_on_demand(run, store, monkeypatch):
    def broken(*_):
        raise KeyError("a\nb")

    monkeypatch.setattr("queries.stats.stats", broken)
    code, out, err = run("stats", "--store", store)
    assert (code, out) == (70, "")
    assert err == (
        "Error: a bug in claimgraph (KeyError: 'a\\nb'). Please report it with the command and what it prints "
        "when CLAIMGRAPH_DEBUG=1 is set\n"
    )
    monkeypatch.setenv("CLAIMGRAPH_DEBUG", "1")
    assert "Traceback" in run("stats", "--store", store).err


def test_reading_an_unfinished_build_says_so(run, tmp_path, claims_file):
    store = tmp_path / "a.store"
    run("load", claims_file, "--store", store)
    with (store / "log.jsonl").open("ab") as log:
        log.write((store / "log.jsonl").read_bytes().splitlines(keepends=True)[0])
    code, out, err = run("stats", "--store", store)
    assert (code, out != "") == (0, True)
    assert err == (
        "note: this store holds papers that the answer does not know yet: a build is running, or was interrupted; "
        "the same `claimgraph build` line completes it\n"
    )
