"""Reading with the entities given, on an invented paper."""

from extract.evaluation.annotated import AnnotatedEntity, AnnotatedPaper
from extract.evaluation.given import extract_given, locate, with_cleaned_mentions
from extract.pipeline import load_pipeline
from graph.paper import Paper

PAPER = Paper(
    title="FernNet: Finding Ferns",
    abstract=(
        "Finding ferns in photographs is slow. We propose FernNet, a fern network for fern detection. "
        "FernNet reaches 91.2% accuracy on Fern-9k. It runs faster than a plain network."
    ),
)
ENTITIES = (
    AnnotatedEntity(id="m1", type="Method", name="FernNet", mentions=("FernNet",)),
    AnnotatedEntity(id="m2", type="Method", name="network", mentions=("network",)),
    AnnotatedEntity(id="m3", type="Method", name="plain network", mentions=("plain network",)),
    AnnotatedEntity(id="t1", type="Task", name="fern detection", mentions=("fern detection",)),
    AnnotatedEntity(id="k1", type="Metric", name="accuracy", mentions=("accuracy",)),
    AnnotatedEntity(id="d1", type="Dataset", name="Fern-9k", mentions=("Fern-9k",)),
    AnnotatedEntity(id="d2", type="Dataset", name="Moss-1k", mentions=("Moss-1k",)),
    AnnotatedEntity(id="c1", type="Concept", name="photograph", mentions=("photograph",)),
)


def test_given_entities_stand_wherever_they_are_mentioned_and_nowhere_else() -> None:
    doc = load_pipeline().make_doc(PAPER.text)
    located = [(i, [doc[p.start : p.end].text for p in c.mentions]) for i, c in locate(doc, ENTITIES)]
    assert located == [
        ("m1", ["FernNet", "FernNet", "FernNet"]),
        ("c1", ["photographs"]),
        ("m2", ["network"]),
        ("t1", ["fern detection"]),
        ("k1", ["accuracy"]),
        ("d1", ["Fern-9k"]),
        ("m3", ["plain network"]),
    ]


def test_relations_and_results_are_read_between_the_given_entities() -> None:
    annotated = AnnotatedPaper(title=PAPER.title, entities=ENTITIES, triples=frozenset())
    [extraction] = extract_given([PAPER, Paper(title="Another", abstract="It is not annotated.")], [annotated])
    names = {entity.id: entity.name for entity in extraction.entities}
    said = {(names.get(t.subject, "paper"), t.predicate, names[t.object]) for t in extraction.triples}
    assert said >= {("paper", "PROPOSES", "FernNet"), ("FernNet", "APPLIED_TO", "fern detection")}
    assert [(r.value, names[r.method], names.get(r.metric or "")) for r in extraction.results] == [
        ("91.2%", "FernNet", "accuracy"),
    ]


def test_a_mention_is_also_known_as_cleaning_spells_it() -> None:
    entity = AnnotatedEntity(id="m1", type="Method", name="fern", mentions=(r"Poincar\'e fern", "fern"))
    paper = AnnotatedPaper(title="Ferns", entities=(entity,), triples=frozenset())
    [both] = with_cleaned_mentions(paper).entities
    assert both.mentions == (r"Poincar\'e fern", "fern", "Poincaré fern")
