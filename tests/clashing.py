"""Invented papers whose names clash: abbreviations of several senses, wordings of one name, copies that join."""

from typing import Any

from hypothesis import strategies as st

from graph.collection import Collection
from graph.extraction import Entity, Extraction, Mention, Span, Triple
from graph.paper import Paper
from graph.records import ExtractionRecord, PaperRecord, Record

_LONGS = (
    "graph convolutional network",
    "gated continuous network",
    "global context network",
    "graph convolutional nets",
    "GAN control network",
    "generative adversarial network",
    "group activity network",
)
_SHORTS = ("GCN", "GAN", "GCNs", "GC-GAN")
_PLAIN = (
    "over-smoothing",
    "oversmoothing",
    "Over-Smoothing problem",
    "GAN collapse",
    "GCN training",
    "bias of GCN",
)
_FILLING = ("Nodes are smoothed.", "Images are generated from noise.", "Actors are seen in videos.", "")


@st.composite
def clashing_papers(draw: st.DrawFn) -> tuple[Paper, Extraction]:
    """A paper that defines abbreviations or uses them, with claims that other papers make too."""
    title = draw(
        st.sampled_from(["On graphs", "On Graphs!", "Of images", "Who acts", "漢字", "Again", "Once more"])
    )
    defined = st.tuples(st.sampled_from(_LONGS), st.sampled_from(_SHORTS[:2]))
    parts = [f"A {long} ({short}) is made." for long, short in draw(st.lists(defined, max_size=2))]
    names = draw(st.lists(st.sampled_from(_LONGS + _SHORTS), max_size=3, unique=True))
    problems = draw(st.lists(st.sampled_from(_PLAIN), max_size=2, unique=True))
    parts += [f"We use {name} here." for name in names] + [f"We see {name} there." for name in problems]
    parts.append(draw(st.sampled_from(_FILLING)))
    paper = Paper(
        title=title,
        abstract=" ".join(parts),
        year=draw(st.sampled_from([None, 2019, 2020, 2024])),
        doi=draw(st.sampled_from([None, None, "10.1000/a", "10.1000/b"])),
        version=draw(st.sampled_from([None, 1, 2])),
    )
    return paper, read(paper, [("Method", n) for n in names] + [("Problem", n) for n in problems], "other 1")


def read(paper: Paper, named: list[tuple[str, str]], extractor: str) -> Extraction:
    entities = [
        Entity(id=f"e{at}", type=kind, name=name, mentions=[_mention(paper, name)])
        for at, (kind, name) in enumerate(named)
    ]
    first = Span(start=0, end=len(paper.title))
    triples = [
        Triple(subject=a.id, predicate="ADDRESSES", object=b.id, confidence=0.5, sentence=paper.title,
               start=0, end=first.end, evidence=(first,))
        for a in entities for b in entities if (a.type, b.type) == ("Method", "Problem")
    ]  # fmt: skip
    return Extraction(paper=paper, entities=entities, triples=triples, extractor=extractor)


def _mention(paper: Paper, name: str) -> Mention:
    at = paper.text.index(name)
    return Mention(text=name, start=at, end=at + len(name))


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(clashing_papers(), min_size=1, max_size=4)),
        st.tuples(st.just("remove"), st.integers(0, 5)),
        st.tuples(st.just("reread"), st.integers(0, 5)),
    ),
    min_size=2,
    max_size=7,
)


def records_of_step(what: str, value: Any, everything: Collection) -> list[Record]:
    """The records by which a step changes a collection."""
    if what == "add":
        return [
            record
            for paper, extraction in value
            for record in (PaperRecord(paper=paper), ExtractionRecord.of(extraction))
        ]
    if not everything.papers():
        return []
    paper = list(everything.papers().values())[value % len(everything.papers())]
    if what == "remove":
        return [everything.removal_of([paper.id])]
    return [ExtractionRecord.of(read(paper, [("Method", paper.title)], f"other {value}"))]


def only_kept(everything: Collection) -> Collection:
    """What a Neo4j store keeps: nothing that no paper has."""
    return Collection(record for _, records in everything.kept() for record in records)
