"""Rules on the expressions of a query."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from queries.rules.rule import AGGREGATES, OPERATOR_WORDS, Found, Statement, aggregates, is_call, names_in, rule
from queries.statement import Item, items, sort_keys
from queries.tokens import Token

FUNCTIONS = AGGREGATES | {
    "abs",
    "coalesce",
    "labels",
    "length",
    "size",
    "tolower",
    "toupper",
    "type",
}
"""Functions that both databases have and that mean the same there, in small letters."""

_EXPRESSION_SIGNS = frozenset(
    ("=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".")
)


def _bare(tokens: Sequence[Token], names: set[str]) -> Iterator[Token]:
    """Where a node, relation or path stands itself, not a property, its labels, its type or its length."""
    for at, token in names_in(tokens):
        inside = tokens[at - 2].text.lower() if at >= 2 and tokens[at - 1].text == "(" else ""
        is_property = at + 1 < len(tokens) and tokens[at + 1].text == "."
        is_alias = at > 0 and tokens[at - 1].upper == "AS"
        if token.text in names and not is_property and not is_alias and inside not in ("labels", "type", "length"):
            yield token


@rule(
    "scalars", "sorting, grouping and counting are right on values, not on whole nodes; name a property, like m.id"
)
def _scalars(statement: Statement) -> Found:
    for clause in statement.clauses:
        tokens = clause.tokens
        if clause.keyword == "ORDER BY" or (
            clause.keyword in ("WITH", "RETURN")
            and (aggregates(tokens) or (tokens and tokens[0].upper == "DISTINCT"))
        ):
            for token in _bare(tokens, statement.entities):
                yield token, f"{token.text} is a whole node, relation or path here"


@rule("plain-labels", "several labels are written :A|B in a pattern; other forms mean something else, or nothing")
def _plain_labels(statement: Statement) -> Found:
    for clause in statement.expressions:
        for before, token in pairwise(clause.tokens):
            if token.text in (":", "::") and before.text in statement.nodes:
                yield token, "a label outside of a pattern"


@rule("raw-labels", "labels(n) is a text in one store and a list in the other; return it as it is, with a name")
def _raw_labels(statement: Statement) -> Found:
    aliases: set[str] = set()
    for clause in statement.every:
        tokens = clause.tokens
        columns = items(clause) if clause.keyword in ("WITH", "RETURN") else []
        keys = sort_keys(clause) if clause.keyword == "ORDER BY" else []
        whole = {part[0].start: len(part) for part in (*(item.tokens for item in columns), *keys) if part}
        for at, token in enumerate(tokens):
            if token.text.lower() == "labels" and is_call(tokens, at) and whole.get(token.start) != 4:
                yield token, "labels(…) inside of something else"
        for at, token in names_in(tokens):
            defined = at > 0 and tokens[at - 1].upper == "AS"
            if token.text in aliases and whole.get(token.start) != 1 and not defined:
                yield token, f"{token.text}, which holds labels, inside of something else"
        aliases |= {item.alias for item in columns if item.alias and _holds_labels(item, aliases)}


def _holds_labels(item: Item, aliases: set[str]) -> bool:
    first = item.tokens[0].text
    return first.lower() == "labels" if len(item.tokens) == 4 else len(item.tokens) == 1 and first in aliases


@rule(
    "plain-expressions",
    "comprehensions, slices, indexes and maps are not alike in the stores; nested output is built from the rows",
)
def _plain_expressions(statement: Statement) -> Found:
    for clause in statement.expressions:
        tokens = clause.tokens
        for at, token in enumerate(tokens):
            if token.kind == "quoted":
                yield token, f"the quoted name {token.text}"
            if token.kind != "sign":
                continue
            before = tokens[at - 1] if at else None
            ends_value = before is not None and (
                before.text in (")", "]")
                or before.kind in ("parameter", "string", "number")
                or (before.kind == "word" and before.upper not in OPERATOR_WORDS)
            )
            if token.text == "[" and ends_value:
                yield token, "an index or a slice"
            elif token.text == "[" and at + 2 < len(tokens) and tokens[at + 2].upper == "IN":
                yield token, "a list comprehension"
            elif token.text in ("{", "}"):
                yield token, "a map"
            elif token.text == "*" and not ends_value and not (before is not None and before.text == "("):
                yield token, "a star for all columns"
            elif token.text not in _EXPRESSION_SIGNS and token.text not in ("->", "<-"):
                yield token, f"the sign {token.text}"


@rule("known-functions", "only functions that mean the same in both stores")
def _known_functions(statement: Statement) -> Found:
    for clause in statement.expressions:
        for at, token in enumerate(clause.tokens):
            if is_call(clause.tokens, at) and (
                token.text.lower() not in FUNCTIONS | {"exists"} or (at and clause.tokens[at - 1].text == ".")
            ):
                yield token, f"the function {token.text}; there are {', '.join(sorted(FUNCTIONS))}"


@rule("coalesced-sum", "the sum of nothing is 0 in one store and null in the other; write coalesce(sum(x), 0)")
def _coalesced_sum(statement: Statement) -> Found:
    for clause in statement.expressions:
        for at, token in enumerate(clause.tokens):
            before = [t.text.lower() for t in clause.tokens[max(0, at - 2) : at]]
            if token.text.lower() == "sum" and is_call(clause.tokens, at) and before != ["coalesce", "("]:
                yield token, "a sum outside of coalesce(…, 0)"


@rule("sentinels", "an optional filter is switched off by a value ($since = 0), as null compares differently")
def _sentinels(statement: Statement) -> Found:
    for clause in statement.expressions:
        tokens = clause.tokens
        for at, token in enumerate(tokens):
            before = [t.text.lower() for t in tokens[max(0, at - 2) : at]]
            is_null = at + 1 < len(tokens) and tokens[at + 1].upper == "IS"
            if token.kind == "parameter" and (is_null or before == ["coalesce", "("]):
                yield token, f"${token.text} as something that may be null"


@rule("case-twins", "the embedded database does not tell names apart by capitals")
def _case_twins(statement: Statement) -> Found:
    first: dict[str, str] = {}
    for clause in statement.every:
        words = (
            [(0, token) for token in clause.tokens if token.text in statement.entities]
            if clause.is_match
            else names_in(clause.tokens)
        )
        for _, token in words:
            known = first.setdefault(token.text.lower(), token.text)
            if known != token.text:
                yield token, f"{token.text} beside {known}"


@rule("known-names", "a word that names nothing may be a clause that only one of the stores has")
def _known_names(statement: Statement) -> Found:
    for clause in statement.expressions:
        for _, token in names_in(clause.tokens):
            if token.text not in statement.bound:
                yield token, f"{token.text} names nothing here"
