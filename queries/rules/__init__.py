"""The rules that a query text keeps so that every store answers it, and answers it alike.

The embedded database answers some query shapes wrongly without a word, and the two databases disagree on others. A
text that keeps these rules was found right on both; one that a rule is not sure of is refused. Most of them were
measured with generated queries against plain-Python oracles; the tests do the same for the catalogue.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from queries.errors import RuleError
from queries.rules import clauses, patterns, values  # noqa: F401 -- importing them registers their rules
from queries.rules.rule import CHECKS, Rule, Statement
from queries.statement import UnreadableError, all_clauses, read_clauses, read_pattern, split
from queries.tokens import Token, tokenize


class Violation(NamedTuple):
    """A rule that a text breaks, where (a character offset), and what was met there."""

    rule: Rule
    start: int
    what: str


_BEGINNINGS = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN")
_NEO4J_BEGINNINGS = (*_BEGINNINGS, "CALL", "SHOW", "EXPLAIN", "PROFILE")
_WRITING_WORDS = frozenset(
    ("CREATE", "INSERT", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "ALTER", "COPY", "LOAD"),
).union(("IMPORT", "EXPORT", "INSTALL", "ATTACH", "CALL"))
"""Words that begin something that writes, reaches outside of the store or calls a procedure."""

_HARMLESS_CALLS = ("{", "(", "db")
"""What follows CALL where Neo4j itself refuses what writes: an inner query, a procedure of one database."""

_READABLE = Rule("readable", "a text that cannot be taken apart cannot be checked")
_ONE_STATEMENT = Rule("one-statement", "a store runs one statement at a time")
_READS_ONLY = Rule("reads-only", "a query reads; papers come in and go out by build, load and remove")


def rules() -> list[Rule]:
    """All rules, in the order in which they are checked."""
    return [_READABLE, _ONE_STATEMENT, _READS_ONLY, *(rule for rule, _ in CHECKS)]


def violations(text: str, *, portable: bool = True) -> list[Violation]:
    """What a text breaks; with ``portable`` false only whether it is one statement that reads."""
    tokens = tokenize(text)
    while tokens and tokens[-1].text == ";":
        tokens.pop()
    found = list(_unsafe(tokens, _BEGINNINGS if portable else _NEO4J_BEGINNINGS))
    if found or not portable:
        return found
    try:
        top = read_clauses(tokens)
        matches = [clause for clause in all_clauses(top) if clause.is_match]
        statement = Statement(top, {m.token.start: read_pattern(split(m.tokens)[0], m.token) for m in matches})
    except UnreadableError as error:
        return [Violation(_READABLE, error.token.start, error.what)]
    return [
        Violation(rule, token.start, what)
        for rule, check in CHECKS
        for token, what in dict.fromkeys(check(statement))
    ]


def check_text(text: str, *, portable: bool = True) -> None:
    """RuleError, with the first rule that a text breaks, where, why, and what to do."""
    broken = violations(text, portable=portable)
    if broken:
        first = broken[0]
        line = text.count("\n", 0, first.start) + 1
        column = first.start - (text.rfind("\n", 0, first.start) + 1) + 1
        advice = "; a Neo4j store answers it as it is" if first.rule not in (_ONE_STATEMENT, _READS_ONLY) else ""
        if first.rule == _READS_ONLY and not portable:
            advice = "; --write allows it"
        raise RuleError(
            f"line {line}, column {column}: {first.what} (rule {first.rule.name}: {first.rule.reason}){advice}"
        )


def _unsafe(tokens: Sequence[Token], beginnings: Sequence[str]) -> Iterator[Violation]:
    if not tokens:
        yield Violation(_READABLE, 0, "there is no query")
    for at, token in enumerate(tokens):
        before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "unreadable":
            yield Violation(_READABLE, token.start, f"{token.text!r} begins nothing that a query has")
        elif token.kind in ("string", "quoted") and "\\u" in token.text:
            # Neo4j replaces these before it looks where strings end.
            yield Violation(_READABLE, token.start, "write the character itself instead of \\u and its number")
        elif token.kind == "sign" and token.text == ";":
            yield Violation(_ONE_STATEMENT, token.start, "something follows the semicolon")
        elif "CALL" in beginnings and token.upper == "CALL" and after and after.text in _HARMLESS_CALLS:
            continue
        elif token.upper in _WRITING_WORDS and not _is_plain_name(before):
            yield Violation(_READS_ONLY, token.start, f"{token.text} does more than read")
        elif before is None and token.upper not in beginnings:
            yield Violation(
                _READS_ONLY, token.start, f"{token.text!r} begins no query; MATCH, UNWIND, WITH and RETURN do"
            )


def _is_plain_name(before: Token | None) -> bool:
    """Whether a word is a property, a label or an alias, going by what stands before it."""
    return before is not None and (before.text in (".", ":", "|") or before.upper == "AS")
