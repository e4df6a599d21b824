"""What a rule is, the list of them all, and the view of a query text that they look at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from queries.statement import Clause, Pattern, all_clauses, items
from queries.tokens import Token


class Rule(NamedTuple):
    """A rule's name and the reason for it in a line."""

    name: str
    reason: str


OPERATOR_WORDS = frozenset(
    ("AND", "OR", "XOR", "NOT", "IN", "IS", "NULL", "TRUE", "FALSE", "CASE", "WHEN", "THEN", "ELSE", "END"),
).union(("STARTS", "ENDS", "WITH", "CONTAINS", "AS", "DISTINCT", "ASC", "DESC", "ASCENDING", "DESCENDING"))
"""Words that are no names of values."""
AGGREGATES = frozenset(("count", "sum", "avg", "min", "max", "collect"))


@dataclass
class Statement:
    """A text taken apart. ``patterns`` are by the place of their MATCH."""

    clauses: list[Clause]
    patterns: dict[int, Pattern]

    @cached_property
    def every(self) -> list[Clause]:
        """Every clause, those of inner queries too."""
        return list(all_clauses(self.clauses))

    @cached_property
    def nodes(self) -> set[str]:
        """Names of nodes."""
        return self._carried({node.name for p in self.patterns.values() for node in p.nodes if node.name})

    @cached_property
    def relations(self) -> set[str]:
        """Names of relations."""
        return self._carried({rel.name for p in self.patterns.values() for rel in p.relations if rel.name})

    @cached_property
    def paths(self) -> set[str]:
        """Names of paths."""
        return self._carried({p.path for p in self.patterns.values() if p.path})

    @property
    def entities(self) -> set[str]:
        """Names of whole nodes, relations and paths."""
        return self.nodes | self.relations | self.paths

    def _carried(self, names: set[str]) -> set[str]:
        """The names and those that a WITH gives them."""
        for clause in self.clauses:
            if clause.keyword == "WITH":
                names |= {i.alias for i in items(clause) if len(i.tokens) == 1 and i.tokens[0].text in names}
        return names

    @cached_property
    def bound(self) -> set[str]:
        """Every name that stands for a value."""
        projected = {
            item.alias
            for clause in self.clauses
            if clause.keyword in ("WITH", "RETURN", "UNWIND")
            for item in items(clause)
            if item.alias
        }
        return self.entities | projected

    @property
    def expressions(self) -> Iterator[Clause]:
        """Clauses that hold expressions alone."""
        return (clause for clause in self.every if not clause.is_match)


Found = Iterator[tuple[Token, str]]
"""Where a rule is broken, and what was met there."""
Check = Callable[[Statement], Found]

CHECKS: list[tuple[Rule, Check]] = []
"""Every rule with the function that looks for what breaks it; filled as the modules of rules are imported."""


def rule(name: str, reason: str) -> Callable[[Check], Check]:
    """Register a function as the check of a rule."""

    def register(check: Check) -> Check:
        CHECKS.append((Rule(name, reason), check))
        return check

    return register


def names_in(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Names of values among the tokens: words that are no property, no function and no operator."""
    for at, token in enumerate(tokens):
        if (
            token.kind == "word"
            and token.upper not in OPERATOR_WORDS
            and not (at and tokens[at - 1].text == "." and tokens[at - 1].kind == "sign")
            and not is_call(tokens, at)
        ):
            yield at, token


def is_call(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at ``at`` is the name of a function that is called."""
    return (
        tokens[at].kind == "word"
        and tokens[at].upper not in OPERATOR_WORDS
        and at + 1 < len(tokens)
        and tokens[at + 1].text == "("
    )


def aggregates(tokens: Sequence[Token]) -> bool:
    """Whether an aggregate function is called among the tokens."""
    return any(is_call(tokens, at) and token.text.lower() in AGGREGATES for at, token in enumerate(tokens))
