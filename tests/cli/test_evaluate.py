"""``claimgraph evaluate`` on annotations of the invented papers."""

import json

import pytest
from invented import PAPERS, extraction_line, lines


@pytest.fixture
def gold(tmp_path):
    """The known claims as annotations."""
    rows = []
    for number in range(len(PAPERS)):
        line = extraction_line(number)
        rows.append(
            {
                "id": f"g{number}",
                "title": line["paper"]["title"],
                "entities": [
                    {**e, "mentions": sorted({m["text"] for m in e["mentions"]})} for e in line["entities"]
                ],
                "triples": [[t["subject"], t["predicate"], t["object"]] for t in line["triples"]],
                "results": [],
            }
        )
    path = tmp_path / "known.jsonl"
    path.write_text(lines(rows))
    return path


def test_what_was_annotated_scores_full_marks(run, gold, claims_file):
    code, out, err = run("evaluate", gold, "--predicted", claims_file, "--format", "json")
    scores = json.loads(out)
    assert (code, err) == (0, "")
    full = {"p": 1.0, "r": 1.0, "f1": 1.0}
    for way in ("strict", "lenient"):
        assert scores[way]["TRIPLES"] == {"gold": 7, "predicted": 7, **full}
        assert scores[way]["ADDRESSES"] == {"gold": 2, "predicted": 2, **full}


def test_scores_are_a_table_for_people(run, gold, tmp_path):
    predicted = tmp_path / "one.jsonl"
    predicted.write_text(lines([extraction_line(1)]))
    code, out, err = run("evaluate", gold, "--predicted", predicted)
    table = [line.split() for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert table[0] == [
        "label",
        "gold",
        "predicted",
        "p",
        "r",
        "f1",
        *["lenient", "p", "lenient", "r", "lenient", "f1"],
    ]
    assert ["TRIPLES", "7", "2", "1.00", "0.29", "0.44", "1.00", "0.29", "0.44"] in table
    assert "1 of 3 annotated papers were predicted." in out.splitlines()


def test_the_texts_lie_beside_the_annotations_or_are_named(run, gold, tmp_path, papers_file):
    code, out, err = run("evaluate", gold)
    beside = tmp_path / "known_papers.jsonl"
    assert (code, out, err.splitlines()[-1]) == (
        2,
        "",
        f"Error: {beside}: no such file; name the papers' texts with --papers",
    )
    named = run("evaluate", gold, "--papers", papers_file, "--format", "csv")
    papers_file.rename(beside)
    assert named.code == 0
    assert run("evaluate", gold, "--format", "csv") == named


def test_one_of_papers_and_predicted_is_given(run, gold, claims_file):
    code, _, err = run("evaluate", gold, "--papers", claims_file, "--predicted", claims_file)
    assert (code, err.splitlines()[-1]) == (2, "Error: --papers and --predicted: give one of them")


def test_other_papers_than_the_annotated_are_nothing_found(run, gold, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(lines([{"title": "Another", "entities": [], "triples": []}]))
    code, _, err = run("evaluate", gold, "--predicted", other)
    assert (code, err) == (1, "none of the annotated papers is among the predicted ones\n")


def test_a_broken_annotation_is_named(run, tmp_path, claims_file):
    bad = tmp_path / "bad.jsonl"
    person = {"id": "e1", "type": "Person", "name": "x", "mentions": []}
    bad.write_text(lines([{"title": "T", "entities": [person], "triples": []}]))
    code, out, err = run("evaluate", bad, "--predicted", claims_file)
    assert (code, out, err[: len(f"Error: {bad}:1: ")]) == (2, "", f"Error: {bad}:1: ")


def test_errors_are_listed_by_label_with_their_sentences(run, gold, tmp_path):
    line = extraction_line(1)
    del line["triples"][0]
    predicted = tmp_path / "one.jsonl"
    predicted.write_text(lines([extraction_line(0), line, extraction_line(2)]))
    code, out, err = run("evaluate", gold, "--predicted", predicted, "--errors", "--format", "json")
    [row] = json.loads(out)["rows"]
    whole = extraction_line(1)
    names = {e["id"]: e["name"] for e in whole["entities"]} | {whole["paper"]["id"]: "paper"}
    missed = whole["triples"][0]
    assert (code, err) == (0, "")
    assert row == {
        "label": missed["predicate"],
        "kind": "missed",
        "what": f"{names[missed['subject']]} -> {names[missed['object']]}",
        "sentence": row["sentence"],
        "title": whole["paper"]["title"],
    }
    assert row["sentence"] in f"{whole['paper']['title']}\n{whole['paper']['abstract']}"
    assert names[missed["object"]] in row["sentence"]
    for_people = run("evaluate", gold, "--predicted", predicted, "--errors")
    assert for_people.out.splitlines()[0] == f"{missed['predicate']}: 1 missed, 0 extra"


def test_only_the_labels_that_are_asked_for_are_printed(run, gold, claims_file):
    code, out, _ = run(
        "evaluate", gold, "--predicted", claims_file, "--label", "triples", "--label", "IS_A", "--format", "csv"
    )
    assert (code, [line.split(",")[0] for line in out.split()]) == (0, ["label", "TRIPLES"])
    code, _, err = run("evaluate", gold, "--predicted", claims_file, "--label", "MOSS")
    assert (code, err.splitlines()[-1].startswith("Error: --label MOSS: expected one of Method, ")) == (2, True)


def test_a_run_is_compared_with_another(run, gold, claims_file, tmp_path):
    one = tmp_path / "one.jsonl"
    one.write_text(lines([extraction_line(1)]))
    asked = ("evaluate", gold, "--predicted", claims_file, "--against", one, "--format", "json")
    code, out, err = run(*asked)
    change = json.loads(out)["strict"]["TRIPLES"]
    assert (code, err) == (0, "")
    assert (change["f1"], change["against"], change["change"]) == (1.0, 0.4444, 0.5556)
    assert 0 <= change["low"] <= 0.5556 <= change["high"] <= 1
    assert run(*asked).out == out


def test_a_run_is_no_better_than_itself(run, gold, claims_file):
    code, out, _ = run("evaluate", gold, "--predicted", claims_file, "--against", claims_file, "--format", "json")
    changes = {tuple(c.values())[2:] for table in json.loads(out).values() for c in table.values()}
    assert (code, changes) == (0, {(0.0, 0.0, 0.0)})


def test_intervals_hold_the_score(run, gold, tmp_path):
    one = tmp_path / "one.jsonl"
    one.write_text(lines([extraction_line(1)]))
    code, out, _ = run("evaluate", gold, "--predicted", one, "--intervals", "--format", "json")
    said = json.loads(out)
    low, high = said["intervals"]["strict"]["TRIPLES"]
    assert code == 0
    assert low <= said["strict"]["TRIPLES"]["f1"] <= high


def test_given_entities_are_all_found(run, gold, papers_file):
    code, out, _ = run(
        "evaluate", gold, "--papers", papers_file, "--given-entities", "--label", "entities", "--format", "csv"
    )
    header, row = (line.split(",") for line in out.split())
    scores = dict(zip(header, row, strict=True))
    assert (code, scores["gold"], float(scores["f1"])) == (0, scores["predicted"], 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("--given-entities",), ("--predicted", "x.jsonl")),
        (("--errors",), ("--against", "x.jsonl")),
        (("--errors",), ("--intervals",)),
        (("--against", "x.jsonl"), ("--intervals",)),
    ],
)
def test_options_that_do_not_go_together_are_told(run, gold, one, other):
    code, _, err = run("evaluate", gold, *one, *other)
    assert (code, err.splitlines()[-1]) == (2, f"Error: {one[0]} and {other[0]}: give one of them")
