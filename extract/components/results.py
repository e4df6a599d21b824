"""Finds stated result figures, "87.8% accuracy on ImageNet", and what they are figures of.

A figure is kept only where its sentence speaks of performance and a method can be named for it; shares of data,
confidence levels and sizes are no results.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Figure, Place
from extract.components.discourse import At, Discourse
from extract.terms import read_lines
from graph.vocabulary import PROPOSES

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = (
    r"\s?\\?%|\s?\$?\\times\$?|\s?[xX×](?![\w-])|[ -]fold\b|"
    r"\s(?:percentage\s|absolute\s|percent\s)?points?\b|\spp\b|\s?dB\b"
    r"|\spercent\b|\stimes\b|\s?ms\b|\smilliseconds\b|\sBLEU\b"
)
_VALUE = re.compile(
    rf"""
    (?<![\w.$^_-]) (?P<math>\$\s?)? [+~]?
    (?P<number>{_NUMBER})
    (?: (?P<unit>{_UNIT}) (?:\s?\$(?!\w))?
      | (?(math)\s?\$) (?!\w|[.,]\d|-\w) )
    """,
    re.VERBOSE,
)
_PERFORMANCE = re.compile(
    r"accura|achiev|improv|outperform|surpass|reduc|increas|faster|better|gain|higher|lower|speed|up to|precision|"
    r"recall|F1|AUC|score|error|performance|reach|attain|obtain|drop|exceed|yield|save|saving|decreas|boost|rate|cut"
)
_NO_RESULT_AFTER = re.compile(
    r"\s*(?:confidence|-?dimensional|(?:labeled|labelled|sparsity|missing|noise|training data)|"
    r"of (?:the )?(?:data|labels|labeled|labelled|samples|nodes|edges|training|parameters|all|users|people|cases|"
    r"patients))"
)
_BARE = re.compile(r"0\.\d+|\d{1,2}\.\d+")
_UNIT_NAMES = {
    "\\%": "%",
    "percent": "%",
    "\\times": "x",
    "×": "x",
    "X": "x",
    "times": "x",
    "fold": "x",
    "-fold": "x",
}


class _Value(NamedTuple):
    place: Place
    number: float
    unit: str | None


@Language.factory("claimgraph_results")
def create_results(nlp: Language, name: str) -> "FigureFinder":
    """Make the part."""
    return FigureFinder(*(float(line) for line in read_lines("figures.tsv")))


class FigureFinder:
    """Writes ``doc._.figures``; ``with_unit`` and ``bare`` are the measured shares of right figures."""

    def __init__(self, with_unit: float, bare: float) -> None:
        self.with_unit = with_unit
        self.bare = bare

    def __call__(self, doc: Doc) -> Doc:
        """Find the figures of one text."""
        values = list(_values(doc))
        doc._.figures = tuple(self._attach(doc, values)) if values and doc._.clusters else ()
        return doc

    def _attach(self, doc: Doc, values: list[_Value]) -> Iterator[Figure]:
        text = Discourse(doc)
        proposed = text.add_stand_ins({r.object: r.score for r in doc._.relations if r.predicate == PROPOSES})
        here: dict[int, list[tuple[int, At]]] = {}
        for index, places in enumerate(text.at):
            for at in places:
                here.setdefault(at.sentence, []).append((index, at))
        for value in values:
            sentence = text.sentence_of(value.place.start)
            if sentence == 0:
                continue
            start, end = text.bounds[sentence]
            said = doc[start:end].text
            if not _PERFORMANCE.search(said):
                continue
            near = here.get(sentence, [])
            metric = _nearest(text, near, value.place, "Metric")
            if value.unit is None and not _measures(text, metric, sentence, value.place):
                continue
            method = next((index for index, _ in near if index == proposed), None)
            if method is None:
                method = _nearest(text, near, value.place, "Method", before=True)
            if method is None:
                method = _nearest(text, near, value.place, "Method")
            if method is None:
                continue
            yield Figure(
                value.place,
                value.number,
                value.unit,
                method,
                metric,
                _nearest(text, near, value.place, "Dataset"),
                _nearest(text, near, value.place, "Task"),
                self.bare if value.unit is None else self.with_unit,
            )


def _values(doc: Doc) -> Iterator[_Value]:
    for match in _VALUE.finditer(doc.text):
        unit = (match["unit"] or "").strip().strip("$").strip() or None
        if unit is None and not _BARE.fullmatch(match["number"]):
            continue
        span = doc.char_span(*match.span())
        if span is None or _NO_RESULT_AFTER.match(doc.text, match.end()):
            continue
        yield _Value(
            Place(span.start, span.end), float(match["number"].replace(",", "")), _UNIT_NAMES.get(unit or "", unit)
        )


def _nearest(
    text: Discourse, near: list[tuple[int, At]], value: Place, kind: str, before: bool = False
) -> int | None:
    """The cluster of a type whose mention is nearest to the value in its sentence."""
    found = [
        (value.start - at.place.end if at.place.end <= value.start else at.place.start - value.end, index)
        for index, at in near
        if text.clusters[index].type == kind and (not before or at.place.end <= value.start)
    ]
    return min(found)[1] if found else None


_REACH = 5


def _measures(text: Discourse, metric: int | None, sentence: int, value: Place) -> bool:
    """Whether the metric's name stands close enough to a bare number to be what it measures."""
    if metric is None:
        return False
    return any(
        (at.sentence == sentence and -_REACH <= at.place.start - value.end <= _REACH)
        or (at.sentence == sentence and 0 <= value.start - at.place.end <= _REACH)
        for at in text.at[metric]
    )
