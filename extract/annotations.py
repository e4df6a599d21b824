"""What the parts of the pipeline hand each other: the one place that says where on a ``Doc`` it lies.

| on the Doc | written by | read by |
|---|---|---|
| ``doc.sents`` | sentences | all that follow |
| ``doc._.reading`` | encoder | mentions, clusters, relations |
| ``doc.spans["mentions"]`` | mentions | clusters |
| ``doc._.clusters`` | clusters | relations, claims, results |
| ``doc._.relations`` | relations | claims |
| ``doc._.doubtful`` | relations | results |
| ``doc._.claims`` | claims | the output |
| ``doc._.figures`` | results | the output |

Mentions follow the convention of spaCy's own ``spancat``: a span group whose labels are entity types and
whose ``attrs["scores"]`` holds one probability a span; ours adds the chances of each type as ``attrs["types"]``.
All positions here count tokens; characters come in only at the output.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

MENTIONS = "mentions"
"""Key of the span group that holds the mentions; they may overlap."""


class Place(NamedTuple):
    """Tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


class Cluster(NamedTuple):
    """One thing that the paper speaks of: an entity with all its occurrences.

    Attributes:
        type: one of the vocabulary's entity types.
        name: the clearest of its forms; may be reconstructed.
        mentions: every occurrence, in text order, at least one.
        score: how sure it is that this is an entity of this type, 0 to 1.

    """

    type: str
    name: str
    mentions: tuple[Place, ...]
    score: float


class Relation(NamedTuple):
    """Something said of two clusters, before its evidence is looked for.

    Attributes:
        subject: index into ``doc._.clusters``; None where the subject is the paper itself.
        predicate: one of the vocabulary's claim predicates; the types at its ends fit it.
        object: index into ``doc._.clusters``.
        score: the share of such relations that are right, as measured on annotated papers; 0 to 1.
        cue: token that states the predicate where the part knows it ("suffers", "propose"), else None.

    """

    subject: int | None
    predicate: str
    object: int
    score: float
    cue: int | None = None


class Claim(NamedTuple):
    """A relation with its evidence.

    Attributes:
        relation: what is claimed.
        sentence: index of the first sentence that states the predicate.
        evidence: indices of one to three sentences in text order, ``sentence`` among them.
        subject_at: where the subject stands in the evidence; None where it is the paper or only a pronoun.
        object_at: where the object stands in the evidence, or None.

    """

    relation: Relation
    sentence: int
    evidence: tuple[int, ...]
    subject_at: Place | None
    object_at: Place | None


class Figure(NamedTuple):
    """A stated result figure; the ends are indices into ``doc._.clusters``.

    Attributes:
        at: the value as written.
        number: the value parsed; None where it is no plain number.
        unit: "%", "x", "points" and the like; None where there is none.

    """

    at: Place
    number: float | None
    unit: str | None
    method: int
    metric: int | None
    dataset: int | None
    task: int | None
    confidence: float


def register() -> None:
    """Declare the extensions on ``Doc``; harmless when done before."""
    from spacy.tokens import Doc

    for name in ("reading", "clusters", "relations", "doubtful", "claims", "figures"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())


def sentences(doc: "Doc") -> list["Span"]:
    """The sentences without the white space around them; the first one is the title."""
    trimmed = []
    for sentence in doc.sents:
        start, end = sentence.start, sentence.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            trimmed.append(doc[start:end])
    return trimmed
