"""What a Neo4j database must have before rows go in: constraints, indexes, and the mark that it is ours."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.errors import StoreError, StoreMissingError
from graph.neo4j.connection import RETRY_SECONDS
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, NODE_KINDS, PAPER, PREDICATES

if TYPE_CHECKING:
    from graph.neo4j.connection import Connection

FORMAT = 1
"""How records and digests are kept on the nodes; raised when that changes."""

MARK, MARK_ID = "ClaimgraphStore", "claimgraph"
"""Label and id of the one node that says whose graph this is, of which version, and who writes to it."""
PENDING = "ClaimgraphPending"
"""Label of the records that readers do not see yet."""
NAMES_INDEX = "claimgraph_names"
"""The full-text index on names, aliases and keys."""

IMPORTED = "imported"
"""Property of the mark while what a bulk import cannot do is still to be done."""

STATE = "state"
"""Property of the mark that tells what was published last. Whoever changes the graph takes it away first."""
FORGET_STATE = f"MATCH (s:{MARK} {{id: '{MARK_ID}'}}) REMOVE s.{STATE}"

_PAPERS, _CLAIMS = f"(x:{PAPER})", f"()-[x:{'|'.join(CLAIM_PREDICATES)}]->()"
_ENTITIES = f"(x:{'|'.join(ENTITY_TYPES)})"
_LEFT_OUT: tuple[tuple[str, str, str], ...] = (
    (_PAPERS, "authors", "[]"),
    (_PAPERS, "aliases", "[]"),
    (_CLAIMS, "subject_span", "[]"),
    (_CLAIMS, "object_span", "[]"),
    (_ENTITIES, "alias_spans", "[]"),
    # As many as there are reasons: in a file a list of one empty text is an empty list.
    (_ENTITIES, "alias_papers", "[reason IN coalesce(x.alias_reasons, []) | '']"),
    (_ENTITIES, "alias_reasons", "[]"),
)
"""The lists that a bulk import leaves out where they are empty: whose, name, and what is to be there."""

_MARK_CONSTRAINT = "claimgraph_mark_id"
_AWAIT_SECONDS = 600
_LOOK_AGAIN_SECONDS = 0.2
_PRESENT = (
    "SHOW INDEXES YIELD name, type, owningConstraint AS owner "
    "WHERE type = 'FULLTEXT' OR owner IS NOT NULL RETURN name"
)
_NAME_IS_TAKEN = "Neo.ClientError.Schema.IndexWithNameAlreadyExists"


class Mark(NamedTuple):
    """The version node.

    Attributes:
        made_by: what made the graph that readers see; None while there is none.
        imported: whether the graph came in bulk and lacks what ``after_import`` does.
        identity: names this store among others, once something was published in it.
        state: names what was published last; None where that is unknown, as in the middle of publishing.

    """

    made_by: str | None
    imported: bool
    identity: str | None
    state: str | None


def statements() -> dict[str, str]:
    """The constraints and indexes by name; running the statements again changes nothing."""
    made = {}
    for label in (MARK, *NODE_KINDS):
        name = _MARK_CONSTRAINT if label == MARK else f"claimgraph_{label.lower()}_id"
        made[name] = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    name = "claimgraph_pending_number"
    made[name] = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{PENDING}) REQUIRE n.number IS UNIQUE"
    labels = "|".join(ENTITY_TYPES)
    made[NAMES_INDEX] = (
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:{labels}) ON EACH [n.name, n.aliases, n.keys]"
    )
    return made


def has_keys_index(connection: Connection) -> bool:
    """Whether the full-text index is there and holds all keys; that of an older store does not."""
    cypher = "SHOW INDEXES YIELD name, state, properties WHERE name = $name RETURN state, properties"
    _, rows = connection.rows(cypher, {"name": NAMES_INDEX})
    return any(state == "ONLINE" and "keys" in properties for state, properties in rows)


def read_mark(connection: Connection) -> Mark:
    """The mark of our graph; StoreMissingError where there is none, StoreError for one of a later format."""
    where = connection.address.url
    _, rows = connection.rows(
        f"MATCH (s:{MARK} {{id: $id}}) RETURN s.format, s.made_by, s.{IMPORTED} IS NOT NULL, s.identity, s.{STATE}",
        {"id": MARK_ID},
    )
    if not rows:
        raise StoreMissingError(f"{where}: no claimgraph store here yet; `claimgraph build PAPERS` makes one")
    found, *rest = rows[0]
    if found != FORMAT:
        raise StoreError(f"{where}: store format {found}, this claimgraph knows {FORMAT}; update claimgraph")
    return Mark(*rest)


def census(connection: Connection) -> str:
    """How many nodes there are of each label, and edges of each kind: the server keeps these numbers at hand."""
    nodes = [f"MATCH (n:{label}) RETURN '{label}' AS what, count(n) AS n" for label in NODE_KINDS]
    edges = [f"MATCH ()-[r:{name}]->() RETURN '{name}' AS what, count(r) AS n" for name in PREDICATES]
    rows = connection.rows(" UNION ALL ".join([*nodes, *edges]), {})[1]
    return " ".join(f"{what} {n}" for what, n in rows)


def after_import() -> list[str]:
    """Statements for after a bulk import, which leaves out every empty list; running them again does no harm."""
    return [
        *(
            f"MATCH {whose} WHERE x.{name} IS NULL "
            f"CALL {{ WITH x SET x.{name} = {value} }} IN TRANSACTIONS OF 10000 ROWS"
            for whose, name, value in _LEFT_OUT
        ),
        f"MATCH (s:{MARK}) REMOVE s.{IMPORTED}",
    ]


def prepare(connection: Connection) -> None:
    """Make a database ours, or complete what ours lacks; StoreError where our labels are taken by others."""
    try:
        if read_mark(connection).imported:
            for statement in after_import():
                connection.run_once(statement, {})
    except StoreMissingError:
        if taken := _labels_in_use(connection):
            try:
                read_mark(connection)  # another of us came between
            except StoreMissingError:
                raise StoreError(
                    f"{connection.address.url}: holds {', '.join(taken)} nodes that are not claimgraph's; "
                    "nothing was changed: name another database or server"
                ) from None
        _make(connection, _MARK_CONSTRAINT)
        connection.run_alone(f"MERGE (s:{MARK} {{id: $id}}) ON CREATE SET s.format = $format", mark_row())
    present = {name for (name,) in connection.rows(_PRESENT, {})[1]}
    for name in statements():
        if name not in present:
            _make(connection, name)
    connection.run_alone(f"CALL db.awaitIndexes({_AWAIT_SECONDS})")


def _make(connection: Connection, name: str) -> None:
    """Make a constraint or an index, in place of what is left of one whose making was broken off.

    A constraint's index is made first. It stays behind, without owner, for good where the server was killed, else
    until the server has undone the rest.
    """
    end = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            connection.run_alone(statements()[name])
            return
        except StoreError as error:
            if getattr(error.__cause__, "code", "") != _NAME_IS_TAKEN or time.monotonic() > end:
                raise
        with suppress(StoreError):  # by now it may be whole, made by another writer
            connection.run_alone(f"DROP INDEX {name} IF EXISTS")
        time.sleep(_LOOK_AGAIN_SECONDS)


def mark_row() -> dict[str, Any]:
    """What the mark says at first."""
    return {"id": MARK_ID, "format": FORMAT}


def _labels_in_use(connection: Connection) -> list[str]:
    labels = "|".join(NODE_KINDS)
    cypher = f"MATCH (n:{labels}) UNWIND labels(n) AS label RETURN DISTINCT label"
    return sorted({label for (label,) in connection.rows(cypher, {})[1]} & set(NODE_KINDS))
