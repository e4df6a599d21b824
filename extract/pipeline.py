"""From papers to extractions: builds the spaCy pipeline from its one configuration and runs papers through it."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING

from extract.threads import one_thread
from extract.version import EXTRACTOR
from graph.extraction import Entity, Extraction, Mention, ResultFigure, Span, Triple
from graph.paper import Paper

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extract.annotations import Place

logger = logging.getLogger("claimgraph")

MAX_CHARACTERS = 100_000_000
"""spaCy's own limit of a million guards parsers that we do not have."""

_BATCH = 32
_CHUNKS_AHEAD = 3

OnError = Callable[[Paper, Exception], None]
"""Told of a paper that could not be read; its extraction is empty."""


def load_pipeline() -> "Language":
    """Build the pipeline that ``config.cfg`` describes. Nothing is downloaded."""
    from confection import Config
    from spacy.util import load_model_from_config

    import extract.components  # noqa: F401 -- registers the parts

    text = resources.files("extract").joinpath("config.cfg").read_text(encoding="utf-8")
    nlp = load_model_from_config(Config().from_str(text), auto_fill=True)
    nlp.max_length = MAX_CHARACTERS
    return nlp


def extract(
    papers: Iterable[Paper], nlp: "Language | None" = None, jobs: int = 1, on_error: OnError | None = None
) -> Iterator[Extraction]:
    """Read papers, one extraction each, in their order, as they come.

    Args:
        papers: read only as far ahead as the work needs.
        nlp: a pipeline from ``load_pipeline``; built where none is given. Each further process builds its own.
        jobs: processes; 1 works in this one.
        on_error: called for a paper that broke a part of the pipeline (logged where nothing is given).
            That paper's extraction is empty, and the others are read all the same.

    """
    report = on_error or _log
    if jobs > 1:
        yield from _extract_in_processes(papers, jobs, report)
        return
    nlp = nlp or load_pipeline()
    papers = iter(papers)
    while batch := list(islice(papers, _BATCH)):
        yield from _extract_batch(batch, nlp, report)


def _log(paper: Paper, error: Exception) -> None:
    logger.warning(
        "%s: could not be read (%s: %s); it stays without claims", paper.id, type(error).__name__, error
    )


def _extract_batch(batch: list[Paper], nlp: "Language", report: OnError) -> list[Extraction]:
    """One extraction a paper; where the batch as a whole fails, each paper on its own."""
    try:
        with one_thread():
            docs = nlp.pipe(((paper.text, paper) for paper in batch), as_tuples=True)
            return [to_extraction(doc, paper) for doc, paper in docs]
    except Exception as error:  # noqa: BLE001 -- whatever a part raises must not stop the other papers
        if len(batch) == 1:
            report(batch[0], error)
            return [Extraction(paper=batch[0], extractor=EXTRACTOR)]
        return [extraction for paper in batch for extraction in _extract_batch([paper], nlp, report)]


def _extract_in_processes(papers: Iterable[Paper], jobs: int, report: OnError) -> Iterator[Extraction]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    papers = iter(papers)
    waiting: deque[Future[tuple[list[Extraction], list[tuple[Paper, str]]]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        while True:
            while len(waiting) < jobs * _CHUNKS_AHEAD and (batch := list(islice(papers, _BATCH))):
                waiting.append(pool.submit(_work, batch))
            if not waiting:
                return
            extractions, errors = waiting.popleft().result()
            for paper, message in errors:
                report(paper, RuntimeError(message))
            yield from extractions


_worker_pipeline: "Language | None" = None


def _work(batch: list[Paper]) -> tuple[list[Extraction], list[tuple[Paper, str]]]:
    """What a further process does with a batch."""
    global _worker_pipeline
    if _worker_pipeline is None:
        _worker_pipeline = load_pipeline()
    errors: list[tuple[Paper, str]] = []
    extractions = _extract_batch(
        batch, _worker_pipeline, lambda paper, error: errors.append((paper, f"{type(error).__name__}: {error}"))
    )
    return extractions, errors


def to_extraction(doc: "Doc", paper: Paper) -> Extraction:
    """What the parts wrote on ``doc``, as the checked output; ``doc.text`` is ``paper.text``."""
    from extract.annotations import sentences

    text = paper.text
    bounds = [(s.start_char, s.end_char) for s in sentences(doc)]

    def characters(place: "Place | None") -> tuple[int, int] | None:
        if place is None:
            return None
        last = doc[place.end - 1]
        return doc[place.start].idx, last.idx + len(last)

    def mention(place: "Place") -> Mention:
        start, end = characters(place) or (0, 0)
        return Mention(text=text[start:end], start=start, end=end)

    def entity_id(index: int | None) -> str | None:
        return None if index is None else f"e{index + 1}"

    entities = tuple(
        Entity(id=f"e{i + 1}", type=c.type, name=c.name, mentions=tuple(map(mention, c.mentions)))
        for i, c in enumerate(doc._.clusters)
    )
    triples = []
    for claim in doc._.claims:
        relation = claim.relation
        start, end = bounds[claim.sentence]
        triples.append(
            Triple(
                subject=entity_id(relation.subject) or paper.id,
                predicate=relation.predicate,
                object=f"e{relation.object + 1}",
                confidence=round(relation.score, 4),
                sentence=text[start:end],
                start=start,
                end=end,
                evidence=tuple(Span(start=bounds[i][0], end=bounds[i][1]) for i in claim.evidence),
                subject_span=characters(claim.subject_at),
                object_span=characters(claim.object_at),
            )
        )
    results = []
    for figure in doc._.figures:
        start, end = characters(figure.at) or (0, 0)
        results.append(
            ResultFigure(
                method=f"e{figure.method + 1}",
                metric=entity_id(figure.metric),
                value=text[start:end],
                number=figure.number,
                unit=figure.unit,
                dataset=entity_id(figure.dataset),
                task=entity_id(figure.task),
                start=start,
                end=end,
                confidence=round(figure.confidence, 4),
            )
        )
    return Extraction(
        paper=paper, entities=entities, triples=tuple(triples), results=tuple(results), extractor=EXTRACTOR
    )
