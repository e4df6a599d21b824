"""The trained parts on whole texts: long ones, foreign ones, and the same one beside others."""

import pytest

from extract.pipeline import extract, load_pipeline
from graph.paper import Paper

OPENING = "Graph convolutional networks suffer from oversmoothing. To address oversmoothing we propose CalmNet."
FILLER = "The weather was calm on most of the days and nothing else was seen by anybody in the valley. " * 60


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


def said(paper: Paper, nlp) -> set[tuple[str, str, str]]:
    extraction = next(extract([paper], nlp))
    names = {entity.id: entity.name for entity in extraction.entities}
    return {(names.get(t.subject, "paper"), t.predicate, names[t.object]) for t in extraction.triples}


def test_what_is_said_behind_the_encoders_window_is_found(nlp) -> None:
    found = said(Paper(title="A walk", abstract=FILLER + OPENING), nlp)
    assert ("CalmNet", "ADDRESSES", "oversmoothing") in found


def test_a_problem_that_is_addressed_is_not_suffered_from(nlp) -> None:
    found = said(Paper(title="CalmNet: Deep Graph Networks without Oversmoothing", abstract=OPENING), nlp)
    assert ("CalmNet", "ADDRESSES", "oversmoothing") in found
    assert ("CalmNet", "SUFFERS_FROM", "oversmoothing") not in found


def test_a_paper_says_the_same_whatever_is_read_beside_it(nlp) -> None:
    paper = Paper(title="CalmNet", abstract=OPENING)
    others = [Paper(title=f"Other {n}", abstract="Nothing. " * n) for n in range(1, 5)]
    alone = next(extract([paper], nlp))
    assert [e for e in extract([*others, paper], nlp) if e.paper.id == paper.id] == [alone]


@pytest.mark.parametrize(
    "abstract", ["", "Über die Liebe zu den Bäumen wird hier nichts behauptet.", "。。。 水 和 火"]
)
def test_where_nothing_is_claimed_nothing_is_found(nlp, abstract: str) -> None:
    extraction = next(extract([Paper(title="Über Bäume", abstract=abstract)], nlp))
    assert [t for t in extraction.triples if t.confidence > 0.5] == []
