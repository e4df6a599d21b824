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
