"""Papers of any kind go in, and what does not is said, counted and costs nothing else."""

import gzip
import json
import zipfile

import pytest

from cli.main import exit_code

ADVICE = 'say which one holds them: --columns title=NAME ("Titel", "Text", "Jahr")'
GERMAN = "Titel;Text;Jahr\nMoos;Es wächst.;2001\nFarn;Er auch.;2002\n"


def papers_of(run, store):
    rows = json.loads(run("papers", "--store", store, "--format", "json").out)["rows"]
    return sorted((row["title"], row["year"]) for row in rows)


def test_columns_are_named_on_the_command_line(run, tmp_path):
    table, store = tmp_path / "moos.csv", tmp_path / "a.store"
    table.write_text(GERMAN, encoding="utf-8")
    arguments = (table, "--columns", "title=Titel", "--columns", "abstract = Text", "--columns", "year=Jahr")
    assert run("build", *arguments, "--store", store).code == 0
    assert papers_of(run, store) == [("Farn", 2002), ("Moos", 2001)]
    code, out, _ = run("extract", *arguments)
    assert (code, [json.loads(line)["paper"]["abstract"] for line in out.splitlines()]) == (
        0,
        ["Es wächst.", "Er auch."],
    )


def test_a_table_whose_columns_are_not_known_says_how_to_name_them(run, tmp_path):
    table = tmp_path / "moos.csv"
    table.write_text(GERMAN, encoding="utf-8")
    assert run("build", table, "--store", tmp_path / "a.store") == (
        2,
        "",
        f"refused: {table}: a table without a column of titles; {ADVICE}\n",
    )


@pytest.mark.parametrize("said", ["Titel", "title=", "=Titel", "colour=Titel"])
def test_columns_that_name_no_field_are_wrong_use(run, tmp_path, said):
    code, out, err = run("build", tmp_path, "--columns", said)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == (
        f"Error: Invalid value for '--columns': expected FIELD=NAME, found \"{said}\"; the fields are title, "
        "abstract, authors, published, year, venue, doi, url, arxiv_id, n_authors, updated, version, source, id"
    )


def test_files_folders_archives_and_standard_input_go_in_together(run, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "README.md").write_text("# More\n\nPapers about moss.\n")
    (folder / "fern.ris").write_text("TY  - JOUR\nTI  - Fern\nPY  - 2002\nER  - \n")
    (tmp_path / "moss.bib.gz").write_bytes(gzip.compress(b"@misc{m, title={Moss}, year={2001}}\n"))
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("deep/alga.json", '[{"title": "Alga", "year": 2003}]')
    store = tmp_path / "a.store"
    sources = (tmp_path / "moss.bib.gz", folder, tmp_path / "some.zip", "-")
    code, _, err = run("build", *sources, "--store", store, stdin="title\tyear\nLichen\t2004\n")
    assert (code, err.partition(";")[0]) == (0, "4 papers read, 4 of them new")
    assert papers_of(run, store) == [("Alga", 2003), ("Fern", 2002), ("Lichen", 2004), ("Moss", 2001)]


@pytest.mark.parametrize("output_format", ["bib", "jsonl"])
def test_papers_are_written_as_they_were_and_build_the_same_store(run, tmp_path, papers_file, output_format):
    store, again = tmp_path / "a.store", tmp_path / "b.store"
    run("build", papers_file, "--store", store)
    code, out, err = run("papers", "--format", output_format, "--store", store)
    assert (code, err, len(out.strip().split("\n@" if output_format == "bib" else "\n"))) == (0, "", 3)
    assert run("build", "-", "--store", again, stdin=out).code == 0
    assert run("papers", "--format", output_format, "--store", again) == (0, out, "")
    assert run("papers", "--store", again).out == run("papers", "--store", store).out


def test_the_good_papers_are_kept_and_what_is_refused_is_counted(run, tmp_path):
    bad = tmp_path / "bad.bib"
    bad.write_text("@misc{a, title={Moss}}\n@misc{b, title={Fern\n@misc{c, title={Alga}}\n")
    store = tmp_path / "a.store"
    refused = f"refused: {bad}:2: a broken entry: "
    code, out, err = run("build", bad, tmp_path / "gone.ris", "--store", store)
    first, second, counts = err.splitlines()
    assert (code, out) == (2, "")
    assert first.startswith(refused)
    assert second == f"refused: {tmp_path / 'gone.ris'}: no such file or folder"
    assert counts.startswith(f"2 papers read, 2 of them new; 2 refused; 2 extracted; {store} holds 2 papers (")
    assert papers_of(run, store) == [("Alga", None), ("Moss", None)]
    code, out, err = run("build", bad, "--dry-run", "--store", tmp_path / "b.store")
    assert (code, out.partition("; 2 would")[0]) == (2, "2 papers read, 2 of them new; 1 refused")
    code, out, err = run("extract", bad)
    assert (code, len(out.splitlines()), err.splitlines()[1:]) == (2, 2, ["2 papers read, 1 refused, 2 extracted"])


def test_ten_thousand_copies_of_one_paper_are_one_paper(run, tmp_path):
    store = tmp_path / "a.store"
    copies = '{"title": "Moss", "abstract": "It grows."}\n' * 10_000
    code, _, err = run("build", "-", "--store", store, stdin=copies)
    assert (code, err.partition(" (")[0]) == (
        0,
        f"10,000 papers read, 1 of them new; 1 extracted; {store} holds 1 paper",
    )


ODD = {
    "Cypher": "MATCH (n) DETACH DELETE n; // $title '}) RETURN 1",
    "markup": "Moss <b>grows</b> [red]here[/red] | there",
    "a formula": "On $K_{2}$-free graphs where $x < y$",
    "Arabic": "تعلم الرسوم البيانية",
    "Chinese": "图神经网络的过平滑问题",
    "combining marks": "Vie\u0302\u0323t moss",
    "control characters": "Moss \x1b[31mred\x07 moss",
    "an emoji": "Moss 🌿 👩🏽‍🔬",
}


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    lines = [
        json.dumps({"title": title, "abstract": f"{title} suffers from drought. We propose Shade."})
        for title in ODD.values()
    ]
    (folder / "odd.jsonl").write_text("\r\n".join(lines))
    assert exit_code(["build", str(folder / "odd.jsonl"), "--store", str(folder / "a.store")]) == 0
    return folder / "a.store"


@pytest.mark.parametrize("name", ODD)
def test_a_title_of_any_kind_goes_in_and_comes_out(run, odd_store, name):
    title = {"combining marks": "Việt moss", "control characters": "Moss [31mred moss"}.get(name, ODD[name])
    assert title in [shown for shown, _ in papers_of(run, odd_store)]
    for output_format in ("table", "csv", "md", "bib"):
        code, out, err = run("papers", "--store", odd_store, "--format", output_format)
        assert (code, err) == (0, "")
        assert "\x1b" not in out
    [paper] = [paper for paper in map(json.loads, whole(run, odd_store)) if paper["title"] == title]
    assert run("query", "proposals_of_paper", "-p", f"paper={paper['id']}", "--store", odd_store).code in (0, 1)
    assert len(papers_of(run, odd_store)) == len(ODD)


def whole(run, store):
    return run("papers", "--format", "jsonl", "--store", store).out.splitlines()


def test_an_abstract_as_long_as_a_paper_is_built(run, tmp_path):
    abstract = "Moss suffers from drought. We propose Shade, which keeps moss green in July. " * 1000
    line = json.dumps({"title": "Moss", "abstract": abstract})
    code, _, err = run("build", "-", "--store", tmp_path / "a.store", stdin=line)
    assert (code, err.partition("; ")[0]) == (0, "1 paper read, 1 of them new")
