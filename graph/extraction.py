"""What extraction says of one paper: entities with their mentions, triples with their evidence, results.

These models are the file format of ``claimgraph extract`` and ``load``. They refuse whatever contradicts
the text: every mention and every piece of evidence is an exact span, every triple fits the vocabulary.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.paper import Paper
from graph.vocabulary import CLAIM_PREDICATES, PAPER, allows

EntityType = Literal["Method", "Dataset", "Task", "Problem", "Metric", "Concept"]
Offset = Annotated[int, Field(ge=0)]
Confidence = Annotated[float, Field(ge=0, le=1)]

MAX_EVIDENCE = 3
"""Sentences that a claim may rest on."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Value):
    """Characters ``start`` to ``end`` (exclusive) of the paper's text."""

    start: Offset
    end: Offset


class Mention(Span):
    """One occurrence of an entity, copied exactly."""

    text: str


class Entity(_Value):
    """One thing that the paper speaks of. The name may be reconstructed, a mention may not."""

    id: Annotated[str, Field(min_length=1)]
    type: EntityType
    name: Annotated[str, Field(min_length=1)]
    mentions: Annotated[tuple[Mention, ...], Field(min_length=1)]


class Triple(Span):
    """One claim: subject, predicate, object, and the sentence (``start`` to ``end``) that states it.

    Attributes:
        subject: an entity id; the paper's own id for PROPOSES.
        sentence: the first sentence that states the predicate, copied exactly.
        evidence: one to three sentences in text order, ``sentence`` among them.
        subject_span: where the subject stands in the evidence; None where it is the paper.
        object_span: where the object stands in the evidence.

    """

    subject: str
    predicate: str
    object: str
    confidence: Confidence
    sentence: str
    evidence: Annotated[tuple[Span, ...], Field(min_length=1, max_length=MAX_EVIDENCE)]
    subject_span: tuple[Offset, Offset] | None = None
    object_span: tuple[Offset, Offset] | None = None


class ResultFigure(Span):
    """One stated figure: ``value`` as written, at ``start`` to ``end``, and its parsed number and unit."""

    method: str
    metric: str | None = None
    value: str
    number: float | None = None
    unit: str | None = None
    dataset: str | None = None
    task: str | None = None
    confidence: Confidence


class Extraction(_Value):
    """Everything said of one paper by one extractor; consistent with the text and the vocabulary."""

    paper: Paper
    entities: tuple[Entity, ...] = ()
    triples: tuple[Triple, ...] = ()
    results: tuple[ResultFigure, ...] = ()
    extractor: Annotated[str, Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _own_paper_id(cls, data: Any) -> Any:
        """Let triples whose subject is the id that the input gave to its paper follow that paper's own id."""
        if isinstance(data, dict) and isinstance(data.get("paper"), dict) and data.get("triples"):
            given = data["paper"].get("id")
            paper = Paper.model_validate(data["paper"])
            if given and given != paper.id:
                triples = [
                    {**t, "subject": paper.id} if isinstance(t, dict) and t.get("subject") == given else t
                    for t in data["triples"]
                ]
                data = {**data, "paper": paper, "triples": triples}
        return data

    @model_validator(mode="after")
    def _check(self) -> Self:
        text, types = self.paper.text, {self.paper.id: PAPER}
        for entity in self.entities:
            if entity.id in types:
                raise ValueError(f"entity id {entity.id!r} stands twice")
            types[entity.id] = entity.type
            for mention in entity.mentions:
                _check_span(text, mention, mention.text, f"mention of {entity.id}")
        for triple in self.triples:
            _check_triple(text, triple, types)
        for result in self.results:
            _check_span(text, result, result.value, "result value")
            expected = {"method": "Method", "metric": "Metric", "dataset": "Dataset", "task": "Task"}
            for role, label in expected.items():
                entity_id = getattr(result, role)
                if entity_id is not None and types.get(entity_id) != label:
                    raise ValueError(f"result {result.value!r}: {role} {entity_id!r} is no {label} of this paper")
        return self

    def dump(self) -> dict[str, Any]:
        """The line as ``claimgraph extract`` writes it."""
        return {"paper": self.paper.dump(), **self.model_dump(mode="json", exclude={"paper"})}


def _check_span(text: str, span: Span, expected: str, what: str) -> None:
    if text[span.start : span.end] != expected or span.start >= span.end:
        raise ValueError(
            f"{what}: characters {span.start} to {span.end} of the text are "
            f"{text[span.start : span.end]!r}, not {expected!r}"
        )


def _check_triple(text: str, triple: Triple, types: dict[str, str]) -> None:
    where = f"triple {triple.subject} {triple.predicate} {triple.object}"
    for end in (triple.subject, triple.object):
        if end not in types:
            raise ValueError(f"{where}: no entity {end!r} in this paper")
    if triple.predicate not in CLAIM_PREDICATES:
        raise ValueError(f"{where}: the predicates are {', '.join(CLAIM_PREDICATES)}")
    if not allows(types[triple.subject], triple.predicate, types[triple.object]):
        raise ValueError(f"{where}: {types[triple.subject]} to {types[triple.object]} is not in the vocabulary")
    _check_span(text, triple, triple.sentence, f"{where}: sentence")
    if not any((e.start, e.end) == (triple.start, triple.end) for e in triple.evidence):
        raise ValueError(f"{where}: the sentence is not among the evidence")
    ends = [Span(start=s, end=e) for s, e in filter(None, (triple.subject_span, triple.object_span))]
    for span in (*triple.evidence, *ends):
        if not span.start < span.end <= len(text):
            raise ValueError(f"{where}: span {span.start} to {span.end} is outside the text")
