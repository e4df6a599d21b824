"""Finds mentions: every span of whole words is scored by type or none, and the best that do not clash stay."""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extract.annotations import MENTIONS
from extract.components.linear import load_table, read_lines, softmax, word_lists
from extract.components.span_features import Candidates, candidates, span_features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.components.linear import Array, LinearTable

NONE = "none"


@cache
def edge_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that no entity starts with, and words that none ends with."""
    no_start, no_end = set(), set()
    for line in read_lines("edges.tsv"):
        word, start, end = line.split("\t")
        if start == "1":
            no_start.add(word)
        if end == "1":
            no_end.add(word)
    return frozenset(no_start), frozenset(no_end)


def score_spans(
    words: "Sequence[str]", breaks: "Sequence[bool]", table: "LinearTable"
) -> "tuple[Candidates, Array]":
    """All candidate spans of a text and their probabilities, shape (spans, classes)."""
    spans = candidates(words, breaks, *edge_words())
    if not spans.starts:
        return spans, np.zeros((0, len(table.classes)), dtype=np.float32)
    features = span_features(words, breaks, spans)
    first, last, within = table.sums(features.first), table.sums(features.last), table.sums(features.within)
    running = np.concatenate([np.zeros((1, within.shape[1]), np.float32), within.cumsum(axis=0, dtype=np.float64)])
    starts, ends = np.asarray(spans.starts), np.asarray(spans.ends)
    scores = first[starts] + last[ends - 1] + (running[ends] - running[starts]) + table.sums(features.whole)
    return spans, softmax(scores)


THRESHOLDS = {"Method": 0.35, "Dataset": 0.25, "Task": 0.25, "Problem": 0.2, "Metric": 0.3, "Concept": 0.3}
"""For each type the least probability of being an entity at all: near half its F1 on held-out train papers."""


@Language.factory("claimgraph_mentions", default_config={"thresholds": THRESHOLDS})
def create_mentions(nlp: Language, name: str, thresholds: dict[str, float]) -> "MentionFinder":
    """Make the part; ``thresholds`` holds for each type the least probability of being any entity."""
    return MentionFinder(thresholds, load_table("mentions.tsv"))


class MentionFinder:
    """Writes ``doc.spans["mentions"]`` with one score a span."""

    def __init__(self, thresholds: dict[str, float], table: "LinearTable") -> None:
        self.thresholds = np.array([thresholds.get(c, 1.1) for c in table.classes], dtype=np.float32)
        self.table = table

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of one text."""
        words = [token.text for token in doc]
        breaks = [bool(token.is_sent_start) for token in doc]
        chosen, scores = [], []
        for start, end in _pieces(breaks):
            for i, j, label, score in self._find(words[start:end], breaks[start:end]):
                chosen.append(Span(doc, start + i, start + j, label=label))
                scores.append(score)
        doc.spans[MENTIONS] = SpanGroup(doc, name=MENTIONS, spans=chosen, attrs={"scores": scores})
        return doc

    def _find(self, words: list[str], breaks: list[bool]) -> "Iterator[tuple[int, int, str, float]]":
        """Start, end, type and score of each mention, in text order."""
        spans, probabilities = score_spans(words, breaks, self.table)
        if not spans.starts:
            return
        none = self.table.classes.index(NONE)
        any_type = 1 - probabilities[:, none]
        probabilities[:, none] = -1
        best = probabilities.argmax(axis=1)
        for at in keep(spans, any_type, self.thresholds[best]):
            start, end, label = spans.starts[at], spans.ends[at], self.table.classes[best[at]]
            if label == "Problem" and end - start > 1 and words[start].lower() in word_lists()["remedy"]:
                start += 1  # "alleviating oversmoothing" is said of a problem, it is none
            yield start, end, label, float(any_type[at])


_PIECE = 3000
"""Words read at a time: far more than an abstract has, and little enough to keep memory flat."""


def _pieces(breaks: "Sequence[bool]") -> "Iterator[tuple[int, int]]":
    """Cut a text where sentences start, into pieces of about _PIECE words."""
    start = 0
    for at, begins in enumerate(breaks):
        if begins and at - start >= _PIECE:
            yield start, at
            start = at
    yield start, len(breaks)


def keep(spans: Candidates, scores: "Array", thresholds: "Array") -> list[int]:
    """Indices of the spans that reach their thresholds, the best where they clash, in text order."""
    taken: set[int] = set()
    kept = []
    reaching = np.flatnonzero(scores >= thresholds)
    for at in reaching[np.argsort(-scores[reaching], kind="stable")]:
        tokens = range(spans.starts[at], spans.ends[at])
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(int(at))
    return sorted(kept, key=spans.starts.__getitem__)
