import json
from typing import Any

import pytest
import toy
from hypothesis import given
from pydantic import ValidationError

from graph.extraction import Extraction
from graph.paper import Paper

PAPER = {"title": "MossNet", "abstract": "We propose MossNet. It resists rot, and reaches 81%."}
TEXT = f"{PAPER['title']}\n{PAPER['abstract']}"


def span(text: str, after: int = 0) -> dict[str, int]:
    start = TEXT.index(text, after)
    return {"start": start, "end": start + len(text)}


def mention(text: str, after: int = 0) -> dict[str, Any]:
    return {"text": text, **span(text, after)}


FIRST, SECOND = "We propose MossNet.", "It resists rot, and reaches 81%."
PAPER_ID = Paper.model_validate(PAPER).id
ENTITIES: list[dict[str, Any]] = [
    {"id": "e1", "type": "Method", "name": "MossNet", "mentions": [mention("MossNet"), mention("MossNet", 5)]},
    {"id": "e2", "type": "Problem", "name": "rot", "mentions": [mention("rot")]},
]
TRIPLE: dict[str, Any] = {
    "subject": "e1",
    "predicate": "ADDRESSES",
    "object": "e2",
    "confidence": 0.9,
    "sentence": SECOND,
    **span(SECOND),
    "evidence": [span(FIRST), span(SECOND)],
    "subject_span": list(span("MossNet", 5).values()),
    "object_span": list(span("rot").values()),
}
RESULT: dict[str, Any] = {
    "method": "e1",
    "value": "81%",
    "number": 81.0,
    "unit": "%",
    **span("81%"),
    "confidence": 0.8,
}
LINE: dict[str, Any] = {
    "paper": PAPER,
    "entities": ENTITIES,
    "triples": [TRIPLE],
    "results": [RESULT],
    "extractor": "claimgraph 0.1 / model x",
}


def test_a_line_that_fits_its_text_is_read_and_written_back() -> None:
    extraction = Extraction.model_validate(LINE)
    assert extraction.triples[0].evidence[1].end == len(TEXT)
    assert Extraction.model_validate(json.loads(json.dumps(extraction.dump()))) == extraction


def triple(**changes: Any) -> dict[str, Any]:
    return {"triples": [{**TRIPLE, **changes}]}


def result(**changes: Any) -> dict[str, Any]:
    return {"results": [{**RESULT, **changes}]}


def entity(**changes: Any) -> dict[str, Any]:
    return {"entities": [ENTITIES[0], {**ENTITIES[1], **changes}], "triples": [], "results": []}


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a mention that is not there": (
        entity(mentions=[{**mention("rot"), "text": "Rot"}]),
        "mention of e2: characters 39 to 42 of the text are 'rot', not 'Rot'",
    ),
    "a mention of nothing": (
        entity(mentions=[{"text": "", "start": 3, "end": 3}]),
        "mention of e2: characters 3 to 3 of the text are '', not ''",
    ),
    "a mention behind the end": (
        entity(mentions=[{"text": "rot", "start": 900, "end": 903}]),
        "mention of e2: characters 900 to 903 of the text are '', not 'rot'",
    ),
    "an id that stands twice": (entity(id="e1"), "entity id 'e1' stands twice"),
    "an entity with the paper's id": (entity(id=PAPER_ID), f"entity id '{PAPER_ID}' stands twice"),
    "an end that is not there": (triple(object="e9"), "triple e1 ADDRESSES e9: no entity 'e9' in this paper"),
    "a predicate that is none": (triple(predicate="EATS"), "triple e1 EATS e2: the predicates are PROPOSES, "),
    "a predicate that is no claim": (triple(predicate="MENTIONS"), "triple e1 MENTIONS e2: the predicates are "),
    "ends that do not fit": (
        triple(predicate="BASED_ON"),
        "triple e1 BASED_ON e2: Method to Problem is not in the vocabulary",
    ),
    "a claim the wrong way round": (
        triple(subject="e2", object="e1"),
        "triple e2 ADDRESSES e1: Problem to Method is not in the vocabulary",
    ),
    "a sentence that is not there": (triple(sentence="It rots."), "triple e1 ADDRESSES e2: sentence: characters "),
    "a sentence outside the evidence": (
        triple(evidence=[span(FIRST)]),
        "triple e1 ADDRESSES e2: the sentence is not among the evidence",
    ),
    "evidence behind the end": (
        triple(evidence=[span(SECOND), {"start": 5, "end": 900}]),
        "triple e1 ADDRESSES e2: span 5 to 900 is outside the text",
    ),
    "a place that ends before it starts": (
        triple(object_span=[9, 5]),
        "triple e1 ADDRESSES e2: span 9 to 5 is outside the text",
    ),
    "a value that is not there": (
        result(value="82%"),
        "result value: characters 56 to 59 of the text are '81%', ",
    ),
    "a result of a problem": (result(method="e2"), "result '81%': method 'e2' is no Method of this paper"),
    "a metric that is not there": (result(metric="e7"), "result '81%': metric 'e7' is no Metric of this paper"),
}


@pytest.mark.parametrize(("changes", "says"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_what_contradicts_the_text_or_the_vocabulary_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Extraction.model_validate({**LINE, **changes})
    [error] = caught.value.errors()
    assert error["msg"].removeprefix("Value error, ").startswith(says)


BROKEN: list[tuple[dict[str, Any], tuple[int | str, ...]]] = [
    (entity(type="Moss"), ("entities", 1, "type")),
    (entity(mentions=[]), ("entities", 1, "mentions")),
    (entity(name=""), ("entities", 1, "name")),
    (triple(confidence=1.5), ("triples", 0, "confidence")),
    (triple(confidence=float("nan")), ("triples", 0, "confidence")),
    (triple(evidence=[]), ("triples", 0, "evidence")),
    (triple(evidence=[span(SECOND)] * 4), ("triples", 0, "evidence")),
    (triple(start=-1), ("triples", 0, "start")),
    (triple(colour="green"), ("triples", 0, "colour")),
    ({"extractor": ""}, ("extractor",)),
]


@pytest.mark.parametrize(
    ("changes", "place"), BROKEN, ids=lambda x: ".".join(map(str, x)) if type(x) is tuple else ""
)
def test_a_field_that_is_none_of_its_kind_is_refused(
    changes: dict[str, Any], place: tuple[int | str, ...]
) -> None:
    with pytest.raises(ValidationError) as caught:
        Extraction.model_validate({**LINE, **changes})
    assert [error["loc"] for error in caught.value.errors()] == [place]


def test_what_the_paper_proposes_follows_the_papers_own_id() -> None:
    proposes = {**TRIPLE, "subject": "moss-1", "predicate": "PROPOSES", "object": "e1", "subject_span": None}
    line = {**LINE, "paper": {**PAPER, "id": "moss-1", "arxiv_id": "2106.01345"}, "triples": [proposes, TRIPLE]}
    extraction = Extraction.model_validate(line)
    assert [t.subject for t in extraction.triples] == ["arxiv:2106.01345", "e1"]
    assert extraction.paper.aliases == ("moss-1",)


@given(toy.papers)
def test_a_written_line_is_read_back(paper: Paper) -> None:
    extraction = toy.extract(paper)
    assert Extraction.model_validate(json.loads(json.dumps(extraction.dump()))) == extraction
