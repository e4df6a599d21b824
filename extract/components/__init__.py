"""The parts of the pipeline, one module a spaCy factory; importing this registers them all."""

from extract.annotations import register
from extract.components import claims, clusters, encoder, mentions, relations, results, sentences, words

__all__ = ["claims", "clusters", "encoder", "mentions", "relations", "results", "sentences", "words"]

register()
