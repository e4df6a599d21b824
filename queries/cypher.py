"""A user's own Cypher: checked, then run."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from graph.store import FreelyWritable, Reader, Rows
from queries.answering import Answer
from queries.errors import ParameterError
from queries.rows import records
from queries.rules import check_text
from queries.tokens import parameters_of

Dialect = Literal["embedded", "neo4j"]


def run_cypher(
    reader: Reader, text: str, parameters: Mapping[str, Any] | None = None, dialect: Dialect = "embedded"
) -> Answer:
    """Run one statement that reads.

    For the embedded store the text must keep all rules, as it would answer some shapes wrongly; for Neo4j it only
    must be one statement that reads. RuleError names the rule that is broken, ParameterError a parameter that is
    missing, unknown or null.
    """
    check_text(text, portable=dialect == "embedded")
    return _answer(text, dict(parameters or {}), reader.run)


def write_cypher(store: FreelyWritable, text: str, parameters: Mapping[str, Any] | None = None) -> Answer:
    """Run one statement that may write, as it is; ParameterError as ``run_cypher``."""
    return _answer(text, dict(parameters or {}), store.write)


def _answer(text: str, given: dict[str, Any], run: Callable[[str, Mapping[str, Any]], Rows]) -> Answer:
    used = parameters_of(text)
    for name in sorted(used - given.keys()):
        raise ParameterError(f"the query uses ${name}: give {name}=VALUE")  # one that is missing counts as null
    for name in sorted(given.keys() - used):
        raise ParameterError(
            f"the query does not use ${name}; it uses {', '.join(sorted(used)) or 'no parameter'}"
        )
    for name, value in given.items():
        if value is None:
            raise ParameterError(f"${name} is null: give a value, like 0 or an empty text")
    rows = run(text, given)
    return Answer(parameters=given, columns=rows.columns, rows=tuple(records(rows)))
