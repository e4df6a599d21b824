"""Rules on the patterns of a query."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from queries.rules.rule import Found, Statement, is_call, names_in, rule
from queries.statement import Clause, NodePattern, Pattern, RelationPattern, split
from queries.tokens import Token

MAX_LENGTH = 5
"""Longest variable-length pattern, in relations."""


@rule(
    "one-pattern",
    "patterns joined by a comma are a cross product in the embedded database; write a MATCH for each",
)
def _one_pattern(statement: Statement) -> Found:
    for clause in statement.every:
        if clause.is_match and len(split(clause.tokens)) > 1:
            yield clause.token, "a comma in MATCH"


@rule("node-labels", "a node without a label is looked for among all kinds, in which the stores differ")
def _node_labels(statement: Statement) -> Found:
    labelled: set[str] = set()
    for clause in statement.every:
        if clause.is_match:
            for node in statement.patterns[clause.token.start].nodes:
                if not node.labels and node.name not in labelled:
                    yield node.token, f"the node ({node.name}) has no label"
                if node.labels and node.name:
                    labelled.add(node.name)


@rule(
    "relation-filter",
    "a condition on a relation beside other relations or MATCHes gives wrong rows in the embedded database; "
    "write WITH …, r.confidence AS confidence WHERE confidence >= …",
)
def _relation_filter(statement: Statement) -> Found:
    matches = [clause for clause in statement.every if clause.is_match]
    relations = sum(len(pattern.relations) for pattern in statement.patterns.values())
    if len(matches) < 2 and relations < 2:
        return
    for clause in statement.every:
        if clause.keyword == "WHERE":
            for _, token in names_in(clause.tokens):
                if token.text in statement.relations:
                    yield token, f"a condition on the relation {token.text}"
    for pattern in statement.patterns.values():
        for relation in pattern.relations:
            if relation.has_properties:
                yield relation.token, "a condition on a relation inside its pattern"


@rule(
    "distinct-ends",
    "a pattern may use one relation twice in the embedded database, never in Neo4j; say a.id <> b.id and the like",
)
def _distinct_ends(statement: Statement) -> Found:
    labels: dict[str, tuple[str, ...]] = {}
    for at, clause in enumerate(statement.every):
        if not clause.is_match:
            continue
        pattern = statement.patterns[clause.token.start]
        labels |= {node.name: node.labels for node in pattern.nodes if node.name and node.labels}
        following = statement.every[at + 1 : at + 2]
        stated = _stated_distinct(following[0]) if following and following[0].keyword == "WHERE" else set()
        for equal in _ways_to_use_one_twice(pattern):
            if not any(_differ(a, b, stated, labels) for same in _joined(equal) for a, b in combinations(same, 2)):
                names = ", ".join(f"({a.name}) and ({b.name})" for a, b in equal if a is not b)
                yield clause.token, f"nothing says that {names} differ"


def _ways_to_use_one_twice(pattern: Pattern) -> Iterator[list[tuple[NodePattern, NodePattern]]]:
    """For each two relations of a pattern that may be one: the nodes that would then be the same."""
    nodes, relations = pattern.nodes, pattern.relations
    for relation in relations:
        if relation.length is not None:
            yield [(nodes[0], nodes[-1])]
    for i, j in combinations(range(len(relations)), 2):
        one, other = relations[i], relations[j]
        if one.types and other.types and not set(one.types) & set(other.types):
            continue
        directed = "-" not in (one.direction, other.direction)
        if not directed or one.direction == other.direction:
            yield [(nodes[i], nodes[j]), (nodes[i + 1], nodes[j + 1])]
        if not directed or one.direction != other.direction:
            yield [(nodes[i], nodes[j + 1]), (nodes[i + 1], nodes[j])]


def _joined(pairs: list[tuple[NodePattern, NodePattern]]) -> list[list[NodePattern]]:
    """Pairs that share a node as one group."""
    groups: list[list[NodePattern]] = []
    for pair in pairs:
        group = list(pair)
        for other in [g for g in groups if any(node is known for node in pair for known in g)]:
            groups.remove(other)
            group += [node for node in other if all(node is not known for known in group)]
        groups.append(group)
    return groups


def _differ(
    a: NodePattern, b: NodePattern, stated: set[frozenset[str]], labels: dict[str, tuple[str, ...]]
) -> bool:
    if a is b:
        return False
    label_a, label_b = labels.get(a.name, a.labels), labels.get(b.name, b.labels)
    apart = bool(label_a and label_b) and not set(label_a) & set(label_b)
    return apart or frozenset((a.name, b.name)) in stated


def _stated_distinct(where: Clause) -> set[frozenset[str]]:
    """The pairs of nodes for which the condition as a whole demands ``a.id <> b.id``."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in where.tokens:
        depth += (token.text == "(") - (token.text == ")")
        if not depth and token.upper in ("OR", "XOR"):
            return set()
        if not depth and token.upper == "AND":
            parts.append([])
        else:
            parts[-1].append(token)
    found = set()
    for part in parts:
        texts = [token.text for token in part]
        if len(texts) == 7 and texts[1:4] == [".", "id", "<>"] and texts[5:] == [".", "id"]:
            found.add(frozenset((texts[0], texts[4])))
    return found


@rule(
    "bounded-length",
    "a variable length is written *1..3, alone in its pattern, and its result reduced by min(length(path))",
)
def _bounded_length(statement: Statement) -> Found:
    for clause in statement.every:
        if not clause.is_match:
            continue
        pattern = statement.patterns[clause.token.start]
        for relation in pattern.relations:
            if relation.length is not None:
                yield from _bad_length(statement, pattern, relation)
    for clause in statement.expressions:
        for at, token in names_in(clause.tokens):
            if token.text in statement.paths and not _is_reduced(clause.tokens, at):
                yield token, f"the path {token.text} outside of min(length({token.text}))"


def _bad_length(statement: Statement, pattern: Pattern, relation: RelationPattern) -> Found:
    texts = [token.text for token in relation.length or ()]
    numbers = [int(text) for text in texts if text.isdigit()]
    if len(texts) != 3 or texts[1] != ".." or len(numbers) != 2 or not 1 <= numbers[0] <= numbers[1] <= MAX_LENGTH:
        yield relation.token, f"a length of *{''.join(texts)}; the longest is *1..{MAX_LENGTH}"
    if len(pattern.relations) > 1 or relation.name or relation.has_properties:
        yield relation.token, "a variable length beside other relations, with a name or with properties"
    reduced = any(
        token.text == pattern.path and pattern.path and _is_reduced(clause.tokens, at)
        for clause in statement.expressions
        for at, token in names_in(clause.tokens)
    )
    if not reduced:
        yield relation.token, "a variable length without min(length(path))"


def _is_reduced(tokens: Sequence[Token], at: int) -> bool:
    return [token.text.lower() for token in tokens[max(0, at - 4) : at]] == ["min", "(", "length", "("]


@rule("subquery-match", "a pattern in a condition is written EXISTS { MATCH … } or COUNT { MATCH … }")
def _subquery_match(statement: Statement) -> Found:
    for clause in statement.every:
        for inner in clause.inner:
            keywords = [c.keyword for c in inner.clauses]
            if keywords not in (["MATCH"], ["MATCH", "WHERE"]):
                yield inner.token, f"{inner.keyword} {{ … }} holds more or other than MATCH and WHERE"
    for clause in statement.expressions:
        tokens = clause.tokens
        for at, token in enumerate(tokens):
            following = [t.text for t in tokens[at + 1 : at + 3]]
            opens_pattern = token.text == ")" and (following in (["-", "["], ["-", "-"], ["-", "->"]))
            if (
                token.text in ("->", "<-")
                or opens_pattern
                or (token.text.lower() == "exists" and is_call(tokens, at))
            ):
                yield token, "a pattern outside of MATCH"
