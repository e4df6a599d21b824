"""Running a canned query: its statements in turn, its walk step by step, its chains turned into claims."""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from graph.store import Reader
from queries.filtering import UNLIMITED, filtered, is_filtered
from queries.header import Query, Walk
from queries.kinds import ANY
from queries.rows import records
from queries.support import support_text
from queries.tokens import parameters_of

CHAIN_COLUMNS = ("nodes", "predicates", "strength")
"""Columns of a statement that finds chains of claims: the ids of the nodes along a chain, the predicates between
each two of them (read in either direction), and the confidence of its weakest claim."""

_Row = dict[str, Any]


def run_statements(reader: Reader, query: Query, parameters: Mapping[str, Any]) -> list[_Row]:
    """The rows of a canned query, best first, at most ``limit`` of them (of chains: at most so many chains)."""
    limit = parameters.get("limit", UNLIMITED)
    if is_filtered(parameters):
        every = run_statements(reader, query, {**parameters, "on": ANY, "min_papers": 1, "limit": UNLIMITED})
        return filtered(reader, query, every, parameters)[:limit]
    rows = _walk(reader, query, query.walk, parameters) if query.walk else _run_in_turn(reader, query, parameters)
    for row in rows:
        for column in query.sets:
            row[column] = sorted(row[column])
    return rows


def _run_in_turn(reader: Reader, query: Query, parameters: Mapping[str, Any]) -> list[_Row]:
    rows: list[_Row] = []
    for text in query.statements:
        found = _run(reader, text, parameters)
        rows += claims_along(reader, found, parameters) if found and tuple(found[0]) == CHAIN_COLUMNS else found
        if rows and query.run == "first":
            break
    for key in reversed(query.order):
        column, falling = key.removeprefix("-"), key.startswith("-")
        rows.sort(key=itemgetter(column), reverse=falling)
    return rows[: parameters["limit"]] if query.run == "all" and "limit" in parameters else rows


def _run(reader: Reader, text: str, parameters: Mapping[str, Any]) -> list[_Row]:
    used = parameters_of(text)
    return records(reader.run(text, {name: _plain(parameters[name]) for name in sorted(used)}))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _walk(reader: Reader, query: Query, walk: Walk, parameters: Mapping[str, Any]) -> list[_Row]:
    """The rows of all steps; a step begins at the nodes that the one before it newly reached."""
    rows: list[_Row] = []
    limit = parameters["limit"]
    begin = list(parameters[walk.start])
    seen = list(begin)
    for step in range(1, walk.steps + 1):
        given = {**parameters, walk.start: begin, "seen": seen, "step": step, "limit": limit - len(rows)}
        found = _run(reader, query.statements[0], given)
        rows += found
        begin = sorted({row[walk.to] for row in found} - set(seen))
        seen = sorted({*seen, *begin})
        if not begin or len(rows) >= limit:
            break
    return rows


def claims_along(reader: Reader, chains: list[_Row], parameters: Mapping[str, Any]) -> Iterator[_Row]:
    """For each chain its claims in order: of every hop the best one, and how many papers make it."""
    nodes = sorted({node for chain in chains for node in chain["nodes"]})
    claims = _run(reader, support_text("claims_between"), {**parameters, "nodes": nodes})
    by_hop: dict[tuple[frozenset[str], str], list[_Row]] = {}
    for claim in claims:
        ends = frozenset((claim["subject_id"], claim["object_id"]))
        by_hop.setdefault((ends, claim["predicate"]), []).append(claim)
    for number, chain in enumerate(chains, start=1):
        hops = zip(chain["nodes"], chain["nodes"][1:], chain["predicates"], strict=False)
        for hop, (one, other, predicate) in enumerate(hops, start=1):
            made = by_hop[frozenset((one, other)), predicate]
            papers = sum(claim["subject_id"] == made[0]["subject_id"] for claim in made)
            yield {"path": number, "hop": hop, **made[0], "papers": papers}
