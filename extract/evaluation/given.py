"""Reads papers with the annotated entities given, so that relations and results are judged for themselves."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extract.annotations import Cluster, Place
from extract.cleaning import clean
from extract.evaluation.annotated import AnnotatedEntity, AnnotatedPaper
from extract.evaluation.matching import title_key
from graph.extraction import Extraction
from graph.paper import Paper

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FINDING_ENTITIES = frozenset({"mentions", "clusters"})
"""Parts of the pipeline that the annotated entities stand in for."""

_SCORE = 0.9
"""How sure a given entity is: about what a found one that is right has."""


def with_cleaned_mentions(paper: AnnotatedPaper) -> AnnotatedPaper:
    """The paper with each mention also as it is spelt after cleaning, as texts out of files are."""
    entities = (
        entity.model_copy(
            update={"mentions": tuple(dict.fromkeys((*entity.mentions, *map(clean, entity.mentions))))}
        )
        for entity in paper.entities
    )
    return paper.model_copy(update={"entities": tuple(entities)})


def extract_given(papers: Iterable[Paper], annotated: Iterable[AnnotatedPaper]) -> Iterator[Extraction]:
    """Read the papers whose title is annotated, with the annotated entities in place of found ones, in order."""
    from extract.pipeline import load_pipeline, to_extraction

    entities = {title_key(paper.title): paper.entities for paper in annotated}
    nlp = load_pipeline()
    for paper in papers:
        given = entities.get(title_key(paper.title))
        if given is not None:
            yield to_extraction(read_given(nlp, paper.text, given), paper)


def read_given(nlp: "Language", text: str, entities: Iterable[AnnotatedEntity]) -> "Doc":
    """Run the pipeline's other parts on a text with the clusters of given entities."""
    doc = nlp.make_doc(text)
    doc._.clusters = tuple(cluster for _, cluster in locate(doc, entities))
    for name, part in nlp.pipeline:
        if name not in FINDING_ENTITIES:
            doc = part(doc)
    return doc


def locate(doc: "Doc", entities: Iterable[AnnotatedEntity]) -> list[tuple[str, Cluster]]:
    """The entities' ids and clusters, each with all places of its mentions, in order of the first ones.

    A place inside a longer one of another entity counts only where an entity has no other.
    One whose mentions are nowhere in the text is left out.
    """
    entities = list(entities)
    owners: dict[Place, int] = {}
    for index, entity in enumerate(entities):
        for place in _places(doc, {*entity.mentions, entity.name}):
            owners.setdefault(place, index)
    free: dict[int, list[Place]] = {index: [] for index in range(len(entities))}
    inside: dict[int, list[Place]] = {index: [] for index in range(len(entities))}
    reach = 0
    for place in sorted(owners, key=lambda place: (place.start, -place.end)):
        (inside if place.end <= reach else free)[owners[place]].append(place)
        reach = max(reach, place.end)
    clusters = [
        (entity.id, Cluster(entity.type, entity.name, tuple(places), _SCORE))
        for index, entity in enumerate(entities)
        if (places := free[index] or inside[index])
    ]
    return sorted(clusters, key=lambda located: located[1].mentions[0])


def _places(doc: "Doc", mentions: set[str]) -> Iterator[Place]:
    """Where the mentions stand as whole words; else, where one stands within a word, that word."""
    for mode in ("strict", "expand"):
        found = False
        for mention in sorted(filter(None, mentions)):
            at = doc.text.find(mention)
            while at >= 0:
                span = doc.char_span(at, at + len(mention), alignment_mode=mode)
                if span is not None:
                    found = True
                    yield Place(span.start, span.end)
                at = doc.text.find(mention, at + 1)
        if found:
            return
