import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UnreadableError
from extract.evaluation import AnnotatedPaper, Claims, Difference, Score, evaluate, read_gold, read_predicted
from extract.evaluation.matching import fold_mention
from graph.extraction import Extraction
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES


def entity(entity_id: str, label: str, *mentions: str) -> dict[str, Any]:
    return {"id": entity_id, "type": label, "name": mentions[0], "mentions": list(mentions)}


GOLD: dict[str, Any] = {
    "id": "moss",
    "title": "Sorting Moss",
    "entities": [
        entity("e1", "Method", "Moss Sorting Network", "MSN"),
        entity("e2", "Method", "bubble sort"),
        entity("e3", "Problem", "slow sorting"),
        entity("e4", "Metric", "accuracy"),
        entity("e5", "Dataset", "Moss-1k"),
    ],
    "triples": [
        ["paper", "PROPOSES", "e1"],
        ["e1", "ADDRESSES", "e3"],
        ["e2", "SUFFERS_FROM", "e3"],
        ["e1", "COMPARED_WITH", "e2"],
    ],
    "results": [{"method": "e1", "metric": "e4", "value": "87.5\\%", "dataset": "e5", "task": None}],
}


def scores(predicted: dict[str, Any], *, lenient: bool = False) -> dict[str, tuple[int, int, float]]:
    """Label to how many gold has, how many were predicted, and F1; only labels with a prediction."""
    evaluation = evaluate([AnnotatedPaper.from_line(GOLD)], [AnnotatedPaper.from_line(predicted)])
    table = evaluation.lenient if lenient else evaluation.strict
    return {label: (s.gold, s.predicted, s.f1) for label, s in table.items() if s.predicted}


def said(*triples: list[str], entities: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    entities = GOLD["entities"] if entities is None else entities
    return {"title": "sorting moss", "entities": entities, "triples": list(triples), "results": [], **more}


def test_gold_is_all_right_by_itself() -> None:
    evaluation = evaluate([AnnotatedPaper.from_line(GOLD)], [AnnotatedPaper.from_line(GOLD)])
    assert {(s.p, s.r, s.f1) for table in (evaluation.strict, evaluation.lenient) for s in table.values()} == {
        (1, 1, 1)
    }
    assert evaluation.strict["ENTITIES"] == Score(gold=5, predicted=5, p=1, r=1, f1=1)
    assert list(evaluation.strict) == [
        *("Method", "Dataset", "Problem", "Metric", "ENTITIES", "PROPOSES", "ADDRESSES", "SUFFERS_FROM"),
        *("COMPARED_WITH", "TRIPLES", "RESULT VALUES", "RESULTS"),
    ]
    assert (evaluation.papers, evaluation.joined, evaluation.differences) == (1, 1, ())


def test_a_paper_that_is_not_predicted_is_missed_and_one_without_gold_is_passed_over() -> None:
    other = {**GOLD, "title": "Another"}
    evaluation = evaluate([AnnotatedPaper.from_line(GOLD)], [AnnotatedPaper.from_line(other)])
    assert (evaluation.papers, evaluation.joined) == (1, 0)
    assert evaluation.strict["TRIPLES"] == Score(gold=4, predicted=0, p=0, r=0, f1=0)


SPELLINGS = [
    ("Moss-Sorting Networks", "Moss Sorting Network", True),
    ("losses", "Loss", True),
    ("approaches", "approach", True),
    ("bias", "bia", True),
    ("analysis", "analysi", False),
    ("class", "clas", False),
    ("GAS", "GA", False),
    ("sorting", "sorted", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SPELLINGS)
def test_spellings_meet_without_case_hyphens_and_a_final_plural(one: str, other: str, same: bool) -> None:
    assert (fold_mention(one) == fold_mention(other)) is same


def test_an_entity_is_found_by_one_shared_spelling_of_its_type() -> None:
    predicted = said(entities=[entity("x", "Method", "our network", "MSNs"), entity("y", "Task", "slow sorting")])
    assert scores(predicted) == {"Method": (2, 1, 0.6667), "Task": (0, 1, 0.0), "ENTITIES": (5, 2, 0.2857)}


def test_an_abbreviation_left_apart_is_one_too_many() -> None:
    predicted = said(entities=[entity("x", "Method", "Moss Sorting Network"), entity("y", "Method", "MSN")])
    assert scores(predicted) == {"Method": (2, 2, 0.5), "ENTITIES": (5, 2, 0.2857)}


@pytest.mark.parametrize(
    ("mention", "found"), [("sorting", True), ("very slow sorting", True), ("slow", True), ("moss", False)]
)
def test_leniently_an_entity_is_found_by_half_of_the_words(mention: str, found: bool) -> None:
    predicted = said(entities=[entity("x", "Problem", mention)])
    assert scores(predicted, lenient=True)["Problem"] == (1, 1, float(found))
    assert scores(predicted)["Problem"] == (1, 1, 0.0)


def test_a_triple_needs_its_predicate_and_both_ends() -> None:
    predicted = said(["paper", "PROPOSES", "e1"], ["e1", "ADDRESSES", "e4"], ["e1", "BASED_ON", "e2"])
    found = {label: score for label, score in scores(predicted).items() if label in (*CLAIM_PREDICATES, "TRIPLES")}
    assert found == {
        "PROPOSES": (1, 1, 1.0),
        "ADDRESSES": (1, 1, 0.0),
        "BASED_ON": (0, 1, 0.0),
        "TRIPLES": (4, 3, 0.2857),
    }


def test_a_symmetric_triple_is_right_either_way_round_and_others_are_not() -> None:
    assert scores(said(["e2", "COMPARED_WITH", "e1"]))["COMPARED_WITH"] == (1, 1, 1.0)
    assert scores(said(["e3", "SUFFERS_FROM", "e2"]))["SUFFERS_FROM"] == (1, 1, 0.0)


def test_a_triple_between_things_that_are_not_there_is_left_out() -> None:
    assert "TRIPLES" not in scores(said(["e1", "ADDRESSES", "e99"], ["e99", "BASED_ON", "e1"]))


def test_a_triple_by_the_papers_own_id_is_the_papers() -> None:
    line = {
        **said(["arxiv:2101.00001", "PROPOSES", "e1"]),
        "paper": {"id": "arxiv:2101.00001", "title": "Sorting moss"},
    }
    del line["title"]
    assert scores(line)["PROPOSES"] == (1, 1, 1.0)


def test_a_result_is_right_by_value_method_and_metric() -> None:
    result = {"method": "e1", "metric": "e4", "value": "$87.5 %$"}
    for change, found in (({}, 1.0), ({"metric": None}, 0.0), ({"method": "e2"}, 0.0)):
        table = scores(said(results=[{**result, **change}]))
        assert (table["RESULT VALUES"], table["RESULTS"]) == ((1, 1, 1.0), (1, 1, found))
    assert scores(said(results=[{**result, "value": "88%"}]))["RESULT VALUES"] == (1, 1, 0.0)


def claim(subject: str, predicate: str, obj: str, confidence: float | None) -> dict[str, Any]:
    return {"subject": subject, "predicate": predicate, "object": obj, "confidence": confidence}


def claims_of(*triples: dict[str, Any]) -> Claims:
    line = AnnotatedPaper.from_line({**GOLD, "triples": list(triples)})
    return evaluate([AnnotatedPaper.from_line(GOLD)], [line]).claims["strict"]


def test_polarity_is_swapped_where_gold_has_the_opposite() -> None:
    found = claims_of(claim("e1", "SUFFERS_FROM", "e3", None), claim("e2", "SUFFERS_FROM", "e3", None))
    assert found == Claims(claims_of_both=2, swapped=1, calibration_error=None)


def test_calibration_is_how_far_confidences_are_from_what_is_right() -> None:
    right, wrong = claim("e1", "ADDRESSES", "e3", 0.95), claim("e1", "BASED_ON", "e2", 0.15)
    assert claims_of(right).calibration_error == 0.05
    assert claims_of(right, wrong).calibration_error == 0.1
    assert claims_of({**wrong, "confidence": 1.0}).calibration_error == 1.0
    assert claims_of({**right, "confidence": 1.0}).calibration_error == 0.0


def test_differences_name_what_only_one_side_has() -> None:
    predicted = AnnotatedPaper.from_line(
        said(["x", "BASED_ON", "e2"], entities=[*GOLD["entities"][1:], entity("x", "Method", "quick sort")])
    )
    triples = [["paper", "PROPOSES", "e1"], ["e2", "SUFFERS_FROM", "e3"]]
    gold = AnnotatedPaper.from_line({**GOLD, "triples": triples})
    assert evaluate([gold], [predicted]).differences == tuple(
        Difference(kind=kind, label=label, what=what, title="Sorting Moss")
        for kind, label, what in (
            ("extra entity", "Method", "quick sort"),
            ("missed entity", "Method", "Moss Sorting Network"),
            ("extra triple", "BASED_ON", "quick sort -> bubble sort"),
            ("missed triple", "SUFFERS_FROM", "bubble sort -> slow sorting"),
            ("missed triple", "PROPOSES", "paper -> Moss Sorting Network"),
            ("missed result", "RESULTS", "87.5\\% by Moss Sorting Network in accuracy"),
        )
    )


def test_an_extraction_is_compared_by_its_mentions() -> None:
    mention = {"text": "MSN", "start": 13, "end": 16}
    extraction = Extraction.model_validate(
        {
            "paper": {"title": "Sorting Moss", "abstract": "MSN sorts."},
            "entities": [{"id": "x", "type": "Method", "name": "a network", "mentions": [mention]}],
            "extractor": "x",
        }
    )
    paper = AnnotatedPaper.of(extraction)
    assert evaluate([AnnotatedPaper.from_line(GOLD)], [paper]).strict["Method"].p == 1.0


def test_the_dump_has_the_numbers_alone() -> None:
    dump = evaluate([AnnotatedPaper.from_line(GOLD)], []).dump()
    assert list(dump) == ["papers", "joined", "strict", "lenient", "claims"]
    assert dump["strict"]["Metric"] == {"gold": 1, "predicted": 0, "p": 0.0, "r": 0.0, "f1": 0.0}
    assert json.loads(json.dumps(dump)) == dump


def change(**fields: Any) -> dict[str, Any]:
    return {**GOLD, **fields}


FAULTY = {
    "no title": (change(title=None), '"title": input should be a valid string'),
    "no entities": ({"title": "Moss", "triples": []}, '"entities": field required'),
    "a mention that is a number": (
        change(entities=[{**entity("e1", "Method", "moss"), "mentions": [3]}]),
        '"entities.0.mentions.0": input should be a valid string',
    ),
    "an unknown type": (
        change(entities=[entity("e1", "Moss", "moss")]),
        f'entity e1: expected a type out of {", ".join(ENTITY_TYPES)}, found "Moss"',
    ),
    "an id that stands twice": (
        change(entities=[entity("e1", "Method", "moss"), entity("e1", "Task", "sorting")]),
        "entity e1: the id stands twice",
    ),
    "an end that is not there": (
        change(triples=[["e1", "ADDRESSES", "e9"]]),
        'triple e1 ADDRESSES e9: no entity "e9" in this line',
    ),
    "a triple outside the vocabulary": (
        change(triples=[["e3", "ADDRESSES", "e1"]]),
        "triple e3 ADDRESSES e1: Problem ADDRESSES Method is not in the vocabulary",
    ),
    "a triple of two": (change(triples=[["e1", "ADDRESSES"]]), '"triples.0": input should be a valid dictionary'),
    "a result of nothing": (
        change(results=[{"method": "e7", "value": "3"}]),
        'result 3: no entity "e7" in this line',
    ),
    "no object": ([1], "an array; "),
    "no JSON": ("{", "broken JSON at column 2; "),
}


@pytest.mark.parametrize(("line", "what"), FAULTY.values(), ids=FAULTY.keys())
def test_a_faulty_annotation_is_told_with_its_line(tmp_path: Path, line: Any, what: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{json.dumps(GOLD)}\n\n{line if isinstance(line, str) else json.dumps(line)}\n")
    with pytest.raises(UnreadableError) as caught:
        list(read_gold(file))
    assert caught.value.where == f"{file}:3"
    assert caught.value.what.startswith(what)


def test_a_prediction_may_have_what_the_vocabulary_has_not(tmp_path: Path) -> None:
    file = tmp_path / "predicted.jsonl"
    line = change(entities=[entity("e1", "Moss", "moss")], triples=[["e1", "GROWS_ON", "e1"]], results=None)
    file.write_text(json.dumps(line))
    [paper] = read_predicted(file)
    evaluation = evaluate([AnnotatedPaper.from_line(GOLD)], [paper])
    assert list(evaluation.strict)[-2:] == ["GROWS_ON", "Moss"]


def test_a_confidence_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "predicted.jsonl"
    file.write_text(json.dumps(change(triples=[claim("e1", "ADDRESSES", "e3", 1.5)])))
    with pytest.raises(
        UnreadableError, match=r':1: "triples.0.confidence": input should be less than or equal to 1'
    ):
        list(read_predicted(file))


@pytest.mark.parametrize("reader", [read_gold, read_predicted])
def test_annotations_that_are_not_there_are_told(tmp_path: Path, reader: Any) -> None:
    with pytest.raises(UnreadableError, match=r"x\.jsonl: "):
        list(reader(tmp_path / "x.jsonl"))


# --- against the scorer of the shared data folder -------------------------------------------------------------


def score(shared: Path, gold: Path, predicted: Path) -> Any:
    command = [sys.executable, shared / "gold" / "score.py", gold, predicted, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)


def disturbed(rng: random.Random, line: dict[str, Any]) -> dict[str, Any]:
    """An extraction line that is right in parts: things are left out, cut, retyped, split and turned round."""
    ids, entities = {"paper": "own"}, []
    for annotated in line["entities"]:
        if rng.random() < 0.15:
            continue
        mentions = [m if rng.random() < 0.7 else " ".join(m.split()[-2:]) for m in annotated["mentions"]]
        kept = mentions[: rng.randint(1, len(mentions))]
        label = annotated["type"] if rng.random() < 0.9 else rng.choice([*ENTITY_TYPES, "Moss"])
        ids[annotated["id"]] = rng.choice("xyz") + annotated["id"]
        spelt = [{"text": m, "start": 0, "end": 1} if rng.random() < 0.5 else m for m in kept]
        entities.append({"id": ids[annotated["id"]], "type": label, "name": kept[0], "mentions": spelt})
    if entities:
        entities.append({**rng.choice(entities), "id": "again"})
    triples = []
    for subject, predicate, obj in line["triples"]:
        if subject in ids and obj in ids and rng.random() < 0.8:
            ends = [ids[subject], ids[obj]]
            if subject != "paper" and rng.random() < 0.2:
                ends.reverse()
            opposite = {"ADDRESSES": "SUFFERS_FROM", "SUFFERS_FROM": "ADDRESSES"}.get(predicate, "MOSSES")
            said_so = rng.choices([predicate, opposite], [9, 1])[0]
            triples.append(claim(ends[0], said_so, ends[1], rng.choice([None, 0.0, 1.0, rng.random()])))
    results = [
        {
            **x,
            "method": ids.get(x["method"]),
            "metric": ids.get(x["metric"]),
            "value": rng.choice([x["value"], " 3$"]),
        }
        for x in line["results"]
    ]
    title = line["title"] if rng.random() < 0.9 else line["title"].upper()
    return {"paper": {"id": "own", "title": title}, "entities": entities, "triples": triples, "results": results}


@pytest.mark.parametrize(("part", "seed", "lines"), [("dev", 1, None), ("dev", 2, None), ("train", 3, 300)])
def test_the_numbers_equal_the_scorers_on_disturbed_annotations(
    shared: Path, tmp_path: Path, part: str, seed: int, lines: int | None
) -> None:
    rng = random.Random(seed)
    annotated = (shared / "gold" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()[:lines]
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text("\n".join(annotated), encoding="utf-8")
    kept = [json.dumps(disturbed(rng, json.loads(line))) for line in annotated if rng.random() < 0.95]
    predicted.write_text("\n".join(kept), encoding="utf-8")
    evaluation = evaluate(read_gold(gold), read_predicted(predicted))
    assert evaluation.dump() == score(shared, gold, predicted)
    assert 0.1 < evaluation.strict["TRIPLES"].f1 < 0.9
    assert evaluation.claims["strict"].swapped > 0


_words = st.sampled_from(
    ["moss", "Moss", "sorting", "sorts", "s", "MSN", "-", "graph nets", "nets", "é", "class", "$"]
)
_phrases = st.lists(_words, min_size=1, max_size=3).map(" ".join)
_ids = st.sampled_from(["e1", "e2", "e10", "e3"])


def _line(shape: str) -> st.SearchStrategy[dict[str, Any]]:
    types = st.sampled_from(["Method", "Problem", "Task"])
    entities = st.builds(
        lambda entity_id, label, name, mentions: {
            "id": entity_id,
            "type": label,
            "name": name,
            "mentions": mentions,
        },
        *(_ids, types, _phrases, st.lists(_phrases, max_size=3)),
    )
    predicates = st.sampled_from(["ADDRESSES", "SUFFERS_FROM", "COMPARED_WITH", "PROPOSES"])
    subjects = st.one_of(_ids, st.just("paper"))
    confidences = st.one_of(st.none(), st.floats(0, 1))
    triples = st.tuples(subjects, predicates, _ids).map(list)
    if shape == "predicted":
        triples = st.one_of(triples, st.builds(claim, subjects, predicates, _ids, confidences))
    return st.fixed_dictionaries(
        {
            "title": st.sampled_from(["Moss", "moss!", "Fern", "A B"]),
            "entities": st.lists(entities, max_size=4, unique_by=lambda e: e["id"]),
            "triples": st.lists(triples, max_size=5),
            "results": st.lists(
                st.fixed_dictionaries(
                    {
                        "method": _ids,
                        "metric": st.one_of(st.none(), _ids),
                        "value": st.sampled_from(["3%", "3 %", "4"]),
                    }
                ),
                max_size=2,
            ),
        }
    )


def test_the_numbers_equal_the_scorers_on_invented_lines(shared: Path, tmp_path: Path) -> None:
    """One file of many papers, because each run of the scorer costs a start of Python."""
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    golds: list[str] = []
    guesses: list[str] = []

    @given(_line("gold"), _line("predicted"))
    def collect(one: dict[str, Any], other: dict[str, Any]) -> None:
        number = len(golds)
        golds.append(json.dumps({**one, "title": f"{one['title']} {number}"}))
        guesses.append(json.dumps({**other, "title": f"{other['title']} {number}"}))

    collect()
    gold.write_text("\n".join(golds))
    predicted.write_text("\n".join(guesses))
    assert evaluate(read_predicted(gold), read_predicted(predicted)).dump() == score(shared, gold, predicted)


def test_the_annotations_are_all_in_the_vocabulary(shared: Path) -> None:
    papers = [*read_gold(shared / "gold" / "dev.jsonl"), *read_gold(shared / "gold" / "train.jsonl")]
    counts = (len(papers), sum(len(p.entities) for p in papers), sum(len(p.results) for p in papers))
    assert counts == (1664, 1221 + 32485, 27 + 932)
