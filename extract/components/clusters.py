"""Joins the mentions of one thing: spellings, plurals, abbreviations, kind words, and what the model holds for one.

A last word that only says of what kind a thing is ("the oversmoothing problem") may be left away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import MENTIONS, Cluster, Place
from extract.components.abbreviations import definitions
from extract.model.decoding import Name, Thing, chance, entity_row, join, things
from extract.model.features import TYPES, Mentions, pairs_worth_asking
from extract.model.heads import Calibration, Heads, load_calibration, load_heads
from extract.model.reading import within
from extract.terms import word_lists
from graph.folding import fold_name


@Language.factory("claimgraph_clusters")
def create_clusters(nlp: Language, name: str) -> "Clusterer":
    """Make the part, with the weights that ship with the package."""
    return Clusterer(load_heads(), load_calibration())


class Clusterer:
    """Writes ``doc._.clusters``, in order of first mention; the unlikely ones are still among them."""

    def __init__(self, heads: Heads, calibration: Calibration) -> None:
        self.heads = heads
        self.chance = chance(calibration.entity)

    def __call__(self, doc: Doc) -> Doc:
        """Join the mentions of one text."""
        text = doc._.reading.text
        abbreviations = find_abbreviations(doc)
        found, counts = self.find(doc, abbreviations)
        short = {key for _, key in abbreviations}
        title_end = next((token.i for token in doc if token.is_sent_start and token.i), len(doc))
        clusters = []
        for thing, counting in zip(found, counts, strict=True):
            places = tuple(Place(text.tokens[i], text.tokens[j - 1] + 1) for i, j in thing.spans)
            score = self.chance(entity_row(thing, counting))
            clusters.append(Cluster(TYPES[thing.type], _clearest(doc, places, short, title_end), places, score))
        doc._.clusters = tuple(clusters)
        return doc

    def find(self, doc: Doc, abbreviations: Sequence[tuple[str, str]]) -> tuple[list[Thing], list[float]]:
        """The things of a text, and the heads' score that each counts."""
        names = _names(doc)
        pairs = [*self._pairs_of_model(doc, names), *_pairs_of_rules(doc, names, abbreviations)]
        found = things(names, join(len(names), pairs))
        return found, self._counts(doc, found)

    def _pairs_of_model(self, doc: Doc, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
        """Pairs of names that some piece of the text makes look like one thing."""
        for piece in doc._.reading.pieces():
            numbers, here = within(piece, [Mentions(name.type, name.spans) for name in names])
            pairs = pairs_worth_asking(here, piece.states.words)
            if not pairs:
                continue
            for (a, b), score in zip(pairs, self.heads.same_scores(piece.states, here, pairs), strict=True):
                if score > 0:
                    yield numbers[a], numbers[b]

    def _counts(self, doc: Doc, found: Sequence[Thing]) -> list[float]:
        """The heads' score that each counts, the highest over the pieces."""
        counts = [-np.inf] * len(found)
        for numbers, _, _, scores in doc._.reading.see([Mentions(t.type, list(t.spans)) for t in found]):
            for number, score in zip(numbers, scores[:, 0], strict=True):
                counts[number] = max(counts[number], float(score))
        return counts


def _names(doc: Doc) -> list[Name]:
    """The mentions by their folded text, the likeliest first."""
    group = doc.spans[MENTIONS]
    word_of = {token: word for word, token in enumerate(doc._.reading.text.tokens)}
    rows: dict[str, list[int]] = defaultdict(list)
    for i, span in enumerate(group):
        rows[fold_name(span.text)].append(i)
    scores, kinds = np.array(group.attrs["scores"]), np.array(group.attrs["types"], dtype=np.float32)
    spans = [(word_of[span.start], word_of[span.end - 1] + 1) for span in group]
    names = [
        Name(
            key,
            kinds[own].sum(axis=0),
            tuple(spans[i] for i in own),
            float(scores[own].max()),
            float(scores[own].mean()),
        )
        for key, own in rows.items()
    ]
    return sorted(names, key=lambda name: (-name.best, name.key))


def find_abbreviations(doc: Doc) -> list[tuple[str, str]]:
    """Folded long and short forms that the text defines."""
    text = doc._.reading.text
    return [
        (
            fold_name(doc[text.tokens[long.start] : text.tokens[long.end - 1] + 1].text),
            fold_name(doc[text.tokens[short.start] : text.tokens[short.end - 1] + 1].text),
        )
        for long, short in definitions(text.words)
    ]


def _pairs_of_rules(
    doc: Doc, names: Sequence[Name], abbreviations: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Names that one defines as the other's abbreviation, or that a kind word alone tells apart."""
    number = {name.key: i for i, name in enumerate(names)}
    for pair in abbreviations:
        if all(key in number for key in pair):
            yield number[pair[0]], number[pair[1]]
    text, tails = doc._.reading.text, word_lists()
    for i, name in enumerate(names):
        start, end = name.spans[0]
        if end - start > 1 and text.words[end - 1].lower() in tails.get(f"tail {TYPES[name.type]}", ()):
            bare = number.get(fold_name(doc[text.tokens[start] : text.tokens[end - 2] + 1].text))
            if bare is not None and names[bare].type == name.type:
                yield i, bare


def _clearest(doc: Doc, places: Sequence[Place], abbreviations: set[str], title_end: int) -> str:
    """The clearest form: no abbreviation, not in the title's capitals, singular, commonest."""
    forms = Counter(doc[place.start : place.end].text for place in places)
    if len(forms) == 1:
        return next(iter(forms))
    body = {doc[place.start : place.end].text for place in places if place.start >= title_end}
    return max(
        forms,
        key=lambda form: (
            fold_name(form) not in abbreviations,
            form in body,
            not form.endswith("s"),
            forms[form],
            -len(form),
            form,
        ),
    )
