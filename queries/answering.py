"""Answers: a question, a canned query or a user's own Cypher, asked of a store."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from graph.store import Reader
from queries.binding import bind
from queries.catalogue import find_query
from queries.converting import to_networkx, to_pandas, to_polars
from queries.header import Query
from queries.linking import Linked, Linker, Unclear
from queries.question import NotUnderstood, plain_question, understand
from queries.running import run_statements
from queries.support import support_text

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars


class Answer(BaseModel):
    """What a question or a query gave.

    Attributes:
        question: as asked, in plain English; None where a query was named.
        query: the name of the canned query; None where there is no answer because a name or the question is
            unclear, and for a user's own Cypher.
        parameters: what it ran with; names as the ids of the nodes that they were linked to.
        rows: one dictionary a row, its keys the columns in order.
        linked: what each name was taken for.
        summaries: where rows are counted over papers that they do not name, how many papers of the store are
            somebody's summaries.
        read_as: the plain wording of what a question of unknown shape was taken for.
        unused: words of the question that played no part.
        unclear: the name that means nothing in this store.
        did_you_mean: names that it may have been meant to be; for a question of unknown shape, what can be asked.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str | None = None
    query: str | None = None
    parameters: dict[str, Any] = {}
    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    linked: dict[str, Linked] = {}
    summaries: int = 0
    read_as: str | None = None
    unused: tuple[str, ...] = ()
    unclear: str | None = None
    did_you_mean: tuple[str, ...] | None = None

    @property
    def is_understood(self) -> bool:
        """Whether there was a query to run; its rows may still be none."""
        return self.did_you_mean is None

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas DataFrame (pandas is an extra)."""
        return to_pandas(self)

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a polars DataFrame (polars is an extra)."""
        return to_polars(self)

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """Claims as a directed graph; see ``queries.converting``."""
        return to_networkx(self)

    def dump(self) -> dict[str, Any]:
        """The envelope: question, query, parameters, columns, rows; where unclear, what may have been meant."""
        if self.did_you_mean is not None:
            return {"question": self.question, "query": None, "did_you_mean": list(self.did_you_mean)}
        return self.model_dump(mode="json", include={"question", "query", "parameters", "columns", "rows"})


def ask(reader: Reader, question: str, options: Mapping[str, object] | None = None) -> Answer:
    """Answer a question in plain English; ``options`` are parameters such as ``limit``, before the question's own.

    An answer with ``did_you_mean`` where a name or the question is unclear; ParameterError for unfit options.
    """
    linker = Linker(reader)
    found = understand(question, linker)
    if isinstance(found, NotUnderstood):
        return Answer(question=question, did_you_mean=found.can_be_asked)
    if isinstance(found, Unclear):
        return Answer(question=question, unclear=found.said, did_you_mean=found.did_you_mean)
    bound = bind(found.query, {**found.parameters, **(options or {})}, linker)
    assert not isinstance(bound, Unclear)  # noqa: S101 -- its names are linked already
    answer = _answer(reader, found.query, bound.parameters)
    read_as = plain_question(found) if found.is_guess else None
    return answer.model_copy(
        update={"question": question, "linked": found.linked, "unused": found.unused, "read_as": read_as}
    )


def run_query(reader: Reader, name: str, given: Mapping[str, object]) -> Answer:
    """Run a canned query. ``given`` are its parameters; names of entities and papers are linked.

    An answer with ``did_you_mean`` where a name means nothing in this store; UnknownQueryError and ParameterError
    for wrong use.
    """
    query = find_query(name)
    bound = bind(query, given, Linker(reader))
    if isinstance(bound, Unclear):
        return Answer(unclear=bound.said, did_you_mean=bound.did_you_mean)
    return _answer(reader, query, bound.parameters).model_copy(update={"linked": bound.linked})


def _answer(reader: Reader, query: Query, parameters: Mapping[str, Any]) -> Answer:
    rows = run_statements(reader, query, parameters)
    summaries = 0
    if rows and "source" not in query.columns:
        summaries = reader.run(support_text("summaries"), {}).rows[0][0]
    return Answer(
        query=query.name,
        summaries=summaries,
        parameters=dict(parameters),
        columns=query.columns,
        rows=tuple({column: row[column] for column in query.columns} for row in rows),
    )
