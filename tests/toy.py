"""Invented papers and an extractor small enough to see through, for tests of what the store does with them."""

import re
from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

from graph.extraction import Entity, Extraction, Mention, ResultFigure, Span, Triple
from graph.paper import Paper
from graph.records import ExtractionRecord, PaperRecord, Record

EXTRACTOR = "claimgraph 0 / toy 1"
_NAMES = {
    "Method": ("DropNode", "dropnode", "graph convolutional network", "GCN", "PairNorm"),
    "Problem": ("over-smoothing", "oversmoothing", "Over-Smoothing problem", "forgetting"),
    "Dataset": ("Cora", "Cora dataset"),
}
_SENTENCES = (
    "We propose DropNode.",
    "DropNode addresses over-smoothing.",
    "PairNorm addresses oversmoothing.",
    "A graph convolutional network (GCN) suffers from the Over-Smoothing problem.",
    "GCN suffers from forgetting.",
    "DropNode reaches 81% on the Cora dataset.",
    "dropnode is compared with PairNorm.",
    "“GCN” is, on Cora, no match; 漢字 and é stay.",
)
_CUES = {
    "addresses": ("ADDRESSES", "Method", "Problem"),
    "suffers from": ("SUFFERS_FROM", "Method", "Problem"),
    "compared with": ("COMPARED_WITH", "Method", "Method"),
    "propose": ("PROPOSES", "Paper", "Method"),
}

_dates = st.sampled_from([None, "2019", "2020-05", "2020-05-17", "2021-01-02", "2024-03-01"])

papers = st.builds(
    lambda title, abstract, doi, arxiv_id, published, version, url, authors: Paper(
        title=title,
        abstract=" ".join(abstract),
        doi=doi,
        arxiv_id=arxiv_id,
        published=published,
        version=version,
        url=url,
        authors=authors,
        source="toy" if url else None,
    ),
    st.sampled_from(["Drop the nodes", "Drop the Nodes!", "On forgetting", "Ein Überblick", "漢字"]),
    st.lists(st.sampled_from(_SENTENCES), max_size=5, unique=True),
    st.sampled_from([None, None, "10.1000/a", "10.1000/b"]),
    st.sampled_from([None, None, "2101.00001", "2101.00001v2", "2202.00002"]),
    _dates,
    st.sampled_from([None, None, 1, 2]),
    st.sampled_from([None, "https://example.org/1", "https://example.org/22"]),
    st.sampled_from([(), ("A. Author",), ("A. Author", "B. Author")]),
)
collections = st.lists(papers, max_size=8)


def extract(paper: Paper, extractor: str = EXTRACTOR) -> Extraction:
    """Entities by exact name, one triple a cue and sentence; a pure function of the text."""
    text = paper.text
    found: dict[tuple[str, str], list[Mention]] = {}
    for label, names in _NAMES.items():
        for name in names:
            spans = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
            if spans:
                found[label, name] = [Mention(text=name, start=s, end=e) for s, e in spans]
    ids = {key: f"e{number}" for number, key in enumerate(found, start=1)}
    entities = [
        Entity(id=ids[label, name], type=label, name=name, mentions=mentions)
        for (label, name), mentions in found.items()
    ]
    triples, results = [], []
    for sentence in re.finditer(r"[^.\n]+\.", text):
        start, end = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip()), sentence.end()
        inside = [
            (mention.start, mention.end, label, ids[label, name])
            for (label, name), mentions in found.items()
            for mention in mentions
            if start <= mention.start and mention.end <= end
        ]
        for cue, (predicate, subject_type, object_type) in _CUES.items():
            at = text.find(cue, start, end)
            subjects = [m for m in sorted(inside) if m[2] == subject_type and m[0] < at]
            objects = [m for m in sorted(inside) if m[2] == object_type and m[0] > at]
            if at < 0 or not objects or not (subjects or subject_type == "Paper"):
                continue
            subject = subjects[-1] if subjects else None
            triples.append(
                Triple(
                    subject=subject[3] if subject else paper.id,
                    predicate=predicate,
                    object=objects[0][3],
                    confidence=0.5 + 0.1 * (len(sentence[0]) % 5),
                    sentence=text[start:end],
                    start=start,
                    end=end,
                    evidence=(Span(start=start, end=end),),
                    subject_span=subject[:2] if subject else None,
                    object_span=objects[0][:2],
                )
            )
        for figure in re.finditer(r"(\d+)%", text[start:end]):
            methods = [m for m in inside if m[2] == "Method"]
            if methods:
                results.append(
                    ResultFigure(
                        method=methods[0][3],
                        value=figure[0],
                        number=float(figure[1]),
                        unit="%",
                        dataset=next((m[3] for m in inside if m[2] == "Dataset"), None),
                        start=start + figure.start(),
                        end=start + figure.end(),
                        confidence=0.7,
                    )
                )
    return Extraction(paper=paper, entities=entities, triples=triples, results=results, extractor=extractor)


class ToyExtractor:
    """The extractor as the builder takes it; counts what it was asked."""

    name = EXTRACTOR

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        for paper in papers:
            self.read.append(paper.id)
            yield extract(paper)


class Silent:
    """Progress that nobody watches; remembers what was reported done."""

    def __init__(self) -> None:
        self.total = 0
        self.finished: list[str] = []

    def start(self, total: int) -> None:
        self.total = total

    def done(self, paper_id: str) -> None:
        self.finished.append(paper_id)


def paper_records(papers: Iterable[Paper]) -> list[Record]:
    """The records of papers as read."""
    return [PaperRecord(paper=paper) for paper in papers]


def extraction_records(papers: Iterable[Paper]) -> list[Record]:
    """What the toy extractor says of each of these texts."""
    return [ExtractionRecord.of(extract(paper)) for paper in papers]
