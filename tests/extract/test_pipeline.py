import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.pipeline import extract, load_pipeline
from extract.version import EXTRACTOR
from graph.extraction import Extraction
from graph.paper import Paper
from graph.vocabulary import PREDICATES, allows

OVERSMOOTHING = Paper(
    title="DampNet: Keeping Deep Message Passing Apart",
    abstract=(
        "Graph neural networks (GNNs) are popular for node classification. However, deep GNNs suffer from "
        "oversmoothing. To address this issue, we propose DampNet, a new architecture with damped residuals. "
        "DampNet outperforms GCN on Cora by 3.1% accuracy."
    ),
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def claims(extraction: Extraction) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in extraction.entities} | {extraction.paper.id: "paper"}
    return {(names[t.subject], t.predicate, names[t.object]) for t in extraction.triples}


def read(nlp: Language, title: str, abstract: str = "") -> Extraction:
    [extraction] = extract([Paper(title=title, abstract=abstract)], nlp)
    return extraction


def test_a_complaint_and_its_answer_give_both_polarities_with_both_sentences(nlp: Language) -> None:
    [extraction] = extract([OVERSMOOTHING], nlp)
    names = {e.id: e.name for e in extraction.entities}
    said = {(names.get(t.subject), t.predicate, names[t.object]): t for t in extraction.triples}
    text = OVERSMOOTHING.text
    addresses = said["DampNet", "ADDRESSES", "oversmoothing"]
    assert [text[e.start : e.end] for e in addresses.evidence] == [
        "However, deep GNNs suffer from oversmoothing.",
        "To address this issue, we propose DampNet, a new architecture with damped residuals.",
    ]
    assert addresses.sentence == text[addresses.evidence[1].start : addresses.evidence[1].end]
    assert not any(p == "SUFFERS_FROM" for s, p, _ in said if s == "DampNet")


def test_a_proposal_has_the_paper_as_its_subject(nlp: Language) -> None:
    [extraction] = extract([OVERSMOOTHING], nlp)
    assert ("paper", "PROPOSES", "DampNet") in claims(extraction)
    [proposal] = [t for t in extraction.triples if t.predicate == "PROPOSES"]
    assert (proposal.subject, proposal.subject_span) == (OVERSMOOTHING.id, None)


def test_a_result_keeps_its_value_as_written(nlp: Language) -> None:
    [extraction] = extract([OVERSMOOTHING], nlp)
    names = {e.id: e.name for e in extraction.entities}
    assert [
        (r.value, r.number, r.unit, names[r.method], names.get(r.metric or "")) for r in extraction.results
    ] == [("3.1%", 3.1, "%", "DampNet", "accuracy")]


def test_ends_lie_within_the_evidence(nlp: Language) -> None:
    [extraction] = extract([OVERSMOOTHING], nlp)
    assert extraction.triples
    for triple in extraction.triples:
        for span in filter(None, (triple.subject_span, triple.object_span)):
            assert any(e.start <= span[0] and span[1] <= e.end for e in triple.evidence)


def test_an_abbreviation_and_its_long_form_are_one_entity_with_every_occurrence(nlp: Language) -> None:
    [extraction] = extract([OVERSMOOTHING], nlp)
    [entity] = [e for e in extraction.entities if any(m.text == "GNNs" for m in e.mentions)]
    assert (entity.type, entity.name) == ("Method", "Graph neural networks")
    assert [m.text for m in entity.mentions][:2] == ["Graph neural networks", "GNNs"]


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("Unlike others, RingNet does not suffer from oversmoothing.", ("RingNet", "SUFFERS_FROM")),
        ("RingNet fails to address oversmoothing.", ("RingNet", "ADDRESSES")),
        ("RingNet deepens the network without alleviating oversmoothing.", ("RingNet", "ADDRESSES")),
        ("RingNet cannot mitigate oversmoothing.", ("RingNet", "ADDRESSES")),
    ],
)
def test_a_negation_never_states_what_it_denies(nlp: Language, sentence: str, never: tuple[str, str]) -> None:
    extraction = read(nlp, "A study of depth in graph networks", f"We study RingNet. {sentence}")
    assert never not in {(s, p) for s, p, _ in claims(extraction)}


@pytest.mark.parametrize(
    "abstract",
    [
        "",
        " ",
        "Ce travail présente une méthode pour la classification des nœuds d'un graphe.",
        "本文提出了一种新的图神经网络方法。它缓解了过平滑问题。",
        "\u202eright to left\u202c, zero\u200bwidth, e\u0301, \U0001f600; NBSP\u00a0and\u2028a line separator.",
        "((((((((((" * 2000,
        "$\\alpha$ and $x_{i}$ of 3.5% \\% & _ ~ $",
        "No full stop at the end",
        "...",
        "\n\n\n",
    ],
)
def test_odd_texts_give_an_extraction_that_passes_its_own_checks(nlp: Language, abstract: str) -> None:
    extraction = read(nlp, "A title", abstract)
    assert Extraction.model_validate(extraction.dump()) == extraction


def test_nothing_is_invented_from_a_foreign_language(nlp: Language) -> None:
    assert read(nlp, "Über die Frage", "Wir zeigen, dass die Sätze auch für den Fall gelten.").triples == ()


@given(st.text(min_size=1).filter(str.strip), st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_an_error(title: str, abstract: str) -> None:
    def fail(paper: Paper, error: Exception) -> None:
        raise error

    nlp = test_any_text_is_read_without_an_error.nlp  # type: ignore[attr-defined]
    [extraction] = extract([Paper(title=title, abstract=abstract)], nlp, on_error=fail)
    assert extraction.extractor == EXTRACTOR


test_any_text_is_read_without_an_error.nlp = load_pipeline()  # type: ignore[attr-defined]


def test_claims_are_of_the_vocabulary(nlp: Language) -> None:
    text = OVERSMOOTHING.abstract * 8
    extraction = read(nlp, "Many clusters", text)
    types = {e.id: e.type for e in extraction.entities} | {extraction.paper.id: "Paper"}
    assert all(allows(types[t.subject], t.predicate, types[t.object]) for t in extraction.triples)
    assert {t.predicate for t in extraction.triples} <= PREDICATES.keys()


def test_papers_come_out_in_order_whatever_the_number_of_processes(nlp: Language) -> None:
    papers = [Paper(title=f"Paper {n}", abstract=OVERSMOOTHING.abstract) for n in range(40)]
    alone = list(extract(papers, nlp))
    assert [e.paper for e in alone] == papers
    assert list(extract(papers, jobs=2)) == alone


def test_papers_are_read_only_as_far_ahead_as_the_work_needs(nlp: Language) -> None:
    taken = 0

    def endless():  # type: ignore[no-untyped-def]
        nonlocal taken
        while True:
            taken += 1
            yield Paper(title=f"Paper {taken}")

    next(extract(endless(), nlp))
    assert taken <= 64


def test_one_papers_failure_leaves_the_others_alone() -> None:
    nlp = load_pipeline()

    @Language.component("test_breaker")
    def break_on_request(doc):  # type: ignore[no-untyped-def]
        if doc.text.startswith("Break"):
            raise ValueError("asked to")
        return doc

    nlp.add_pipe("test_breaker", last=True)
    papers = [OVERSMOOTHING, Paper(title="Break here", abstract="We propose X."), OVERSMOOTHING]
    told = []
    found = list(extract(papers, nlp, on_error=lambda paper, error: told.append((paper.title, str(error)))))
    assert told == [("Break here", "asked to")]
    assert [e.paper for e in found] == papers
    assert found[1] == Extraction(paper=papers[1], extractor=EXTRACTOR)
    assert found[0] == found[2] != found[1]


def test_the_version_is_known_without_spacy() -> None:
    code = "import sys, extract.version, extract.pipeline; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def _shared() -> Path:
    folder = Path(os.environ.get("CLAIMGRAPH_SHARED", Path(__file__).parents[3] / "shared"))
    if not (folder / "gold" / "dev_papers.jsonl").exists():
        pytest.skip("the shared data folder is not here")
    return folder


def test_the_dev_papers_pass_their_own_checks(nlp: Language) -> None:
    lines = (_shared() / "gold" / "dev_papers.jsonl").read_text(encoding="utf-8").splitlines()
    papers = [Paper(title=p["title"], abstract=p["abstract"]) for p in map(json.loads, lines)]
    found = list(extract(papers, nlp, on_error=pytest.fail))
    assert [e.paper for e in found] == papers
    assert all(e.entities for e in found)
