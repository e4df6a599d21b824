"""Extractions made up from the words of real abstracts: as many things and claims a paper as people annotate.

What a paper speaks of here are runs of words without a stop word, typed by their last word; what it claims is
drawn. So names meet over papers, are abbreviated and are mostly met once, as in real extractions, for a
hundredth of the time. Nothing of it is true.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from graph.extraction import Entity, Extraction, Mention, ResultFigure, Span, Triple
from graph.paper import Paper
from graph.records import ExtractionRecord, PaperRecord, Record
from graph.vocabulary import CLAIM_PREDICATES, PAPER, PREDICATES

ENTITIES, TRIPLES = 20, 17
"""A paper's, as in the annotated papers (20.3 and 17.0; 30.9 mentions)."""
EXTRACTOR = "generated"

_WORD = re.compile(r"[^\W_][\w+-]*")
_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|$)", re.MULTILINE)
_FIGURE = re.compile(r"\d+(?:\.\d+)?%")
_STOP_WORDS = """
    a about above across after all also although among an and another any apply approach are as at based be
    been being between both but by can case consider demonstrate different do does each effective either existing
    experimental experiments extensive find first focus for found from further furthermore given has have here how
    however if important in including into introduce investigate is it its itself large least less many may method
    methods more moreover most much multiple new no not novel number obtain of often on one only or other our
    over paper papers perform performance present problem propose proposed provide recent recently require result
    results same several show shown shows significantly since small so some state-of-the-art still study such than
    that the their them then there these they this those three through thus to towards two under use used using
    various very via was we well were what when where whether which while who will with within without work would
    yet you
"""
_STOP = frozenset(_STOP_WORDS.split())
_TYPES = {
    "Method": """network networks model models attention transformer transformers algorithm algorithms encoder
    decoder autoencoder descent regression boosting machine machines bandit bandits policy loss kernel kernels gan
    gans regularization normalization distillation augmentation embedding embeddings sampling""",
    "Task": """classification detection segmentation recognition prediction generation translation learning
    clustering estimation retrieval summarization forecasting planning optimization inference answering
    reconstruction""",
    "Problem": """overfitting noise bias shift complexity collapse forgetting attacks attack uncertainty variance
    sparsity imbalance drift hallucination hallucinations cost costs heterogeneity over-smoothing interference""",
    "Dataset": "dataset datasets benchmark benchmarks corpus imagenet mnist cifar-10 cora coco squad glue",
    "Metric": "accuracy precision recall auc bleu rouge perplexity f1 error rate regret latency",
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}


def generated_extraction(paper: Paper) -> Extraction:
    """The same for the same paper, whatever else is generated."""
    text, chance = paper.text, random.Random(paper.id)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _runs(text):
        places[text[start:end].lower()].append((start, end))
    typed = sorted(places, key=lambda name: (_type_of(name) is None, chance.random()))[:ENTITIES]
    numbers = count(1)
    entities = [
        Entity(
            id=f"e{next(numbers)}",
            type=_type_of(name) or chance.choice(("Method", "Method", "Concept", "Concept", "Task")),
            name=text[slice(*places[name][0])],
            mentions=tuple(Mention(text=text[start:end], start=start, end=end) for start, end in places[name]),
        )
        for name in typed
    ]
    sentences = [m.span() for m in _SENTENCE.finditer(text, len(paper.title) + 1)] or [(0, len(paper.title))]
    return Extraction(
        paper=paper,
        entities=tuple(entities),
        triples=tuple(_triples(chance, paper, entities, sentences)),
        results=tuple(_results(chance, text, entities)),
        extractor=EXTRACTOR,
    )


def extractions_of(source: Path, n_papers: int) -> Iterator[Extraction]:
    """Generated extractions of the first papers of a file."""
    from extract.readers import read_papers

    papers = (item for item in read_papers([source]) if isinstance(item, Paper))
    return map(generated_extraction, islice(papers, n_papers))


def records_of(extraction: Extraction) -> list[Record]:
    """A paper and what is said of it, as a store takes them."""
    return [PaperRecord(paper=extraction.paper), ExtractionRecord.of(extraction)]


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of one to four words with nothing but a space between them, none of them a stop word."""
    start = end = n_words = 0
    for word in _WORD.finditer(text):
        fits = word[0].lower() not in _STOP and not word[0].isdigit()
        if n_words and not (fits and text[end : word.start()] == " " and n_words < 4):
            yield start, end
            n_words = 0
        if fits:
            start, end, n_words = word.start() if n_words == 0 else start, word.end(), n_words + 1
    if n_words:
        yield start, end


def _type_of(name: str) -> str | None:
    return _TYPE_OF.get(name.rsplit(" ", 1)[-1])


def _triples(
    chance: random.Random, paper: Paper, entities: list[Entity], sentences: list[tuple[int, int]]
) -> Iterator[Triple]:
    by_type = defaultdict(list, {PAPER: [paper.id]})
    for entity in entities:
        by_type[entity.type].append(entity.id)
    claims = [
        (subject, name, obj)
        for name in CLAIM_PREDICATES
        for ends in PREDICATES[name].ends
        for subject in by_type[ends[0]]
        for obj in by_type[ends[1]]
        if subject != obj
    ]
    for subject, name, obj in chance.sample(claims, min(TRIPLES, len(claims))):
        first = chance.randrange(len(sentences))
        evidence = sentences[first : first + chance.choice((1, 1, 2))]
        start, end = evidence[0]
        yield Triple(
            subject=subject,
            predicate=name,
            object=obj,
            confidence=round(chance.uniform(0.3, 1), 2),
            sentence=paper.text[start:end],
            start=start,
            end=end,
            evidence=tuple(Span(start=start, end=end) for start, end in evidence),
            subject_span=None if subject == paper.id else (start, end),
            object_span=(start, end),
        )


def _results(chance: random.Random, text: str, entities: list[Entity]) -> Iterator[ResultFigure]:
    methods = [entity.id for entity in entities if entity.type == "Method"]
    metrics = [entity.id for entity in entities if entity.type == "Metric"] or [None]
    for figure in _FIGURE.finditer(text) if methods else ():
        yield ResultFigure(
            method=chance.choice(methods),
            metric=chance.choice(metrics),
            value=figure[0],
            number=float(figure[0][:-1]),
            unit="%",
            start=figure.start(),
            end=figure.end(),
            confidence=0.5,
        )
