"""Finds mentions: every span of whole words is scored by type or none, and the best that do not clash stay."""

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extract.annotations import MENTIONS
from extract.arrays import Array, softmax
from extract.model import features
from extract.model.decoding import choose_names
from extract.model.heads import Heads, load_heads
from extract.model.text import candidates, edge_words
from graph.folding import fold_name


@Language.factory("claimgraph_mentions")
def create_mentions(nlp: Language, name: str) -> "MentionFinder":
    """Make the part, with the weights that ship with the package."""
    return MentionFinder(load_heads(), edge_words())


class MentionFinder:
    """Writes ``doc.spans["mentions"]``, with one score and the chances of the types a span."""

    def __init__(self, heads: Heads, edges: tuple[frozenset[str], frozenset[str]]) -> None:
        self.heads = heads
        self.edges = edges

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of one text."""
        tokens = doc._.reading.text.tokens
        spans, chances = self._score(doc)
        text, starts = doc.text, [doc[token].idx for token in tokens]
        ends = [start + len(doc[token]) for start, token in zip(starts, tokens, strict=True)]
        keys = [fold_name(text[starts[i] : ends[j - 1]]) for i, j in spans]
        names = choose_names(spans, keys, chances)
        row = {span: i for i, span in enumerate(spans)}
        found = sorted((span, name.type) for name in names for span in name.spans)
        rows = [row[span] for span, _ in found]
        doc.spans[MENTIONS] = SpanGroup(
            doc,
            name=MENTIONS,
            spans=[Span(doc, tokens[i], tokens[j - 1] + 1, label=features.TYPES[kind]) for (i, j), kind in found],
            attrs={"scores": [float(1 - chances[i, -1]) for i in rows], "types": chances[rows, :-1].tolist()},
        )
        return doc

    def _score(self, doc: Doc) -> tuple[list[features.Span], Array]:
        """All candidates in text order, with their chances, shape (spans, 7); the likelier of two readings."""
        best: dict[features.Span, Array] = {}
        for piece in doc._.reading.pieces():
            states = piece.states
            spans = candidates(states.words, states.sentences, *self.edges)
            if not spans:
                continue
            for (i, j), row in zip(spans, softmax(self.heads.span_scores(states, spans)), strict=True):
                span = (piece.words[i], piece.words[j - 1] + 1)
                if span not in best or row[-1] < best[span][-1]:
                    best[span] = row
        found = sorted(best)
        none = np.zeros((0, len(features.TYPES) + 1), dtype=np.float32)
        return found, np.stack([best[span] for span in found]) if found else none
