"""The vocabulary, declared once as data: node kinds, predicates and what may stand at their ends.

Labels, constraints, loader statements, documentation and checks are all derived from here.
What each kind means, with rulings on hard cases, is told in CONTRIBUTING ("The vocabulary").
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node: its label in Cypher, a plural for people, and one sentence of meaning."""

    label: str
    plural: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A kind of edge.

    Attributes:
        name: the edge's type in Cypher.
        ends: the allowed (from label, to label) pairs.
        says: what it claims, in words that fit between subject and object.
        symmetric: stored once, with the smaller id as the subject.

    """

    name: str
    ends: tuple[tuple[str, str], ...]
    says: str
    symmetric: bool = False


PAPER = "Paper"
RESULT = "Result"

_ENTITY_KINDS = (
    NodeKind("Method", "methods", "a model, algorithm, loss, architecture, component or tool"),
    NodeKind("Dataset", "datasets", "a named dataset, benchmark, corpus or environment"),
    NodeKind("Task", "tasks", "something a system is asked to do"),
    NodeKind("Problem", "problems", "an obstacle, limitation, failure mode or undesirable effect"),
    NodeKind("Metric", "metrics", "an evaluation measure"),
    NodeKind("Concept", "concepts", "another technical term central to an abstract"),
)
NODE_KINDS: dict[str, NodeKind] = {
    kind.label: kind
    for kind in (
        NodeKind(PAPER, "papers", "a paper, joined from all its copies"),
        *_ENTITY_KINDS,
        NodeKind(RESULT, "results", "a stated figure: value and unit as written, parsed number beside it"),
    )
}
ENTITY_TYPES: tuple[str, ...] = tuple(kind.label for kind in _ENTITY_KINDS)

MENTIONS = "MENTIONS"
REPORTS = "REPORTS"
PROPOSES = "PROPOSES"


def _same_type(*labels: str) -> tuple[tuple[str, str], ...]:
    return tuple((label, label) for label in labels)


PREDICATES: dict[str, Predicate] = {
    predicate.name: predicate
    for predicate in (
        Predicate(
            PROPOSES,
            tuple((PAPER, label) for label in ("Method", "Dataset", "Metric", "Concept", "Task")),
            "introduces as new",
        ),
        Predicate(MENTIONS, tuple((PAPER, label) for label in ENTITY_TYPES), "mentions"),
        Predicate("ADDRESSES", (("Method", "Problem"),), "solves, mitigates, avoids, reduces or resists"),
        Predicate("SUFFERS_FROM", (("Method", "Problem"), ("Task", "Problem")), "has or causes"),
        Predicate("APPLIED_TO", (("Method", "Task"),), "performs, is designed or evaluated for"),
        Predicate("EVALUATED_ON", (("Method", "Dataset"),), "is evaluated on"),
        Predicate("TRAINED_ON", (("Method", "Dataset"),), "is trained on"),
        Predicate("BASED_ON", _same_type("Method"), "extends, builds on, contains or derives from"),
        Predicate("IS_A", _same_type("Method", "Dataset", "Task", "Problem"), "is a subtype or instance of"),
        Predicate("OUTPERFORMS", _same_type("Method"), "is better than"),
        Predicate("COMPARED_WITH", _same_type("Method"), "is compared with", symmetric=True),
        Predicate(
            REPORTS,
            ((PAPER, RESULT), *((RESULT, label) for label in ("Method", "Dataset", "Metric", "Task"))),
            "reports",
        ),
    )
}

CLAIM_PREDICATES: tuple[str, ...] = tuple(name for name in PREDICATES if name not in (MENTIONS, REPORTS))
"""The predicates that an extraction's triples may carry; each such edge is one claim of one paper."""

OPPOSITES = {"ADDRESSES": "SUFFERS_FROM", "SUFFERS_FROM": "ADDRESSES"}
"""Predicates that contradict each other: of a thing and a problem a paper says the one or the other."""


def allows(subject: str, predicate: str, obj: str) -> bool:
    """Whether the vocabulary has the edge (subject label, predicate, object label)."""
    declared = PREDICATES.get(predicate)
    return declared is not None and (subject, obj) in declared.ends
