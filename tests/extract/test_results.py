"""Result figures: what a measure that is hardly an entity becomes by a figure that is given in it."""

import pytest
import spacy
from spacy.tokens import Doc

from extract.annotations import Cluster, Figure, Place, Relation, register
from extract.components.linear import load_table
from extract.components.results import LEAST_SCORE, FigureFinder
from extract.components.sentences import mark_sentences
from extract.components.words import WordTokenizer

TEXT = (
    "Walking fast\nWe propose WalkFast. On Cora, WalkFast achieves an accuracy of 81.3%. It keeps the latency low."
)


def read(doubtful: tuple[str, ...]) -> Doc:
    register()
    doc = mark_sentences(WordTokenizer(spacy.blank("en").vocab)(TEXT))
    at = {token.text: Place(token.i, token.i + 1) for token in doc}
    doc._.clusters = (Cluster("Method", "WalkFast", (at["WalkFast"],), 0.9),)
    doc._.relations = (Relation(None, "PROPOSES", 0, 0.9),)
    doc._.doubtful = tuple(Cluster("Metric", name, (at[name],), 0.2) for name in doubtful)
    return FigureFinder(load_table("figures.tsv"), load_table("figure_ends.tsv"), LEAST_SCORE)(doc)


@pytest.mark.parametrize(
    ("doubtful", "kept"),
    [((), []), (("latency",), []), (("accuracy",), ["accuracy"]), (("latency", "accuracy"), ["accuracy"])],
)
def test_a_doubtful_measure_stays_where_a_figure_is_given_in_it(
    doubtful: tuple[str, ...], kept: list[str]
) -> None:
    doc = read(doubtful)
    figure: Figure
    (figure,) = doc._.figures
    assert [cluster.name for cluster in doc._.clusters] == ["WalkFast", *kept]
    assert doc[figure.at.start : figure.at.end].text == "81.3%"
    assert (figure.method, figure.metric) == (0, 1 if kept else None)
