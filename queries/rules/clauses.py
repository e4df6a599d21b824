"""Rules on the clauses of a query and on its columns."""

from collections.abc import Sequence

from queries.rules.rule import Found, Statement, aggregates, rule
from queries.statement import Item, items, sort_keys
from queries.tokens import Token


@rule("known-clauses", "the stores were compared on the clauses of one reading statement alone")
def _known_clauses(statement: Statement) -> Found:
    keywords = [clause.keyword for clause in statement.clauses]
    if "RETURN" not in keywords:
        yield statement.clauses[-1].token, "a query ends with RETURN"
    for clause in statement.clauses[keywords.index("RETURN") + 1 if "RETURN" in keywords else len(keywords) :]:
        if clause.keyword not in ("ORDER BY", "SKIP", "LIMIT"):
            yield clause.token, f"{clause.keyword} after RETURN"
    for before, clause in zip(["", *keywords], statement.clauses, strict=False):
        if clause.keyword == "WHERE" and not before.endswith(("MATCH", "WITH")):
            yield clause.token, "WHERE follows MATCH or WITH"
        if clause.keyword == "OPTIONAL MATCH":
            yield clause.token, "OPTIONAL MATCH"


@rule("sort-last", "the embedded database ignores an ORDER BY or LIMIT before the final RETURN")
def _sort_last(statement: Statement) -> Found:
    seen_return = False
    for clause in statement.every:
        seen_return |= clause.keyword == "RETURN"
        if clause.keyword in ("ORDER BY", "SKIP", "LIMIT") and not seen_return:
            yield clause.token, f"{clause.keyword} before the final RETURN"


@rule(
    "tie-breaker",
    "rows that compare equal come in any order, and LIMIT then cuts any of them; end ORDER BY on an id",
)
def _tie_breaker(statement: Statement) -> Found:
    final = {clause.keyword: clause for clause in statement.clauses}
    if "ORDER BY" not in final:
        for keyword in ("LIMIT", "SKIP"):
            if keyword in final:
                yield final[keyword].token, f"{keyword} without ORDER BY"
        return
    keys = sort_keys(final["ORDER BY"])
    if len(keys) > 1 or "RETURN" not in final:
        return
    columns = items(final["RETURN"])
    groups = [item for item in columns if not aggregates(item.tokens)]
    distinct = final["RETURN"].tokens[:1] and final["RETURN"].tokens[0].upper == "DISTINCT"
    is_grouped = distinct or len(groups) < len(columns)
    # Rows are told apart by the key where it is all that a row has, all that it is grouped by, or an id.
    if is_grouped or len(columns) == 1:
        decisive = groups if len(groups) == 1 else []
    else:
        decisive = [item for item in columns if _is_id(item.tokens)]
    if not _is_id(keys[0]) and not any(_is_column(keys[0], item) for item in decisive):
        yield final["ORDER BY"].token, "one key that may be equal in two rows"


def _is_column(key: Sequence[Token], item: Item) -> bool:
    texts = [token.text for token in key]
    return texts in ([item.alias], [token.text for token in item.tokens])


def _is_id(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 3 and [token.text for token in tokens[1:]] == [".", "id"]


@rule("named-columns", "each store has its own name for a column without one; write … AS name")
def _named_columns(statement: Statement) -> Found:
    for clause in statement.clauses:
        if clause.keyword in ("WITH", "RETURN"):
            for item in items(clause):
                is_property = len(item.tokens) == 3 and item.tokens[1].text == "." and clause.keyword == "RETURN"
                if not item.alias and not is_property and [token.text for token in item.tokens] != ["*"]:
                    yield item.tokens[0] if item.tokens else clause.token, "a column without a name"


@rule(
    "fresh-names",
    "where a column takes the name of another value, the embedded database sorts and filters by the old one",
)
def _fresh_names(statement: Statement) -> Found:
    scope: set[str] = set()
    for clause in statement.clauses:
        if clause.is_match:
            pattern = statement.patterns[clause.token.start]
            scope |= {pattern.path, *(n.name for n in pattern.nodes), *(r.name for r in pattern.relations)}
        elif clause.keyword in ("WITH", "RETURN", "UNWIND"):
            columns = items(clause)
            for item in columns:
                if item.alias and item.alias in scope and [token.text for token in item.tokens] != [item.alias]:
                    yield item.tokens[0], f"{item.alias} was something else before"
            aliases = {item.alias for item in columns}
            scope = scope | aliases if clause.keyword == "UNWIND" else aliases
