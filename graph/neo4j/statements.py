"""The Cypher texts that write rows: made from the vocabulary and the row types, a fixed set of them."""

from graph.neo4j.schema import NAMES_INDEX, PENDING
from graph.tables import EDGE_ROWS, NODE_ROWS, Ends, Graph
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, MENTIONS, PAPER, PROPOSES, REPORTS, RESULT

DIGEST = "_digest"
"""Property that tells what a node was written from; a node without it is not ours to change."""
RECORDS = "_records"
"""Property of a paper with its records, one line of JSON each: its copies, and what was extracted from them."""

PAPERS = "papers"
"""Property of a claim with the number of papers that make it: Neo4j Browser draws edges, and only edges that are
there, so that a picture of one edge a pair needs the number on each of them."""

_BETWEEN_ENTITIES = "|".join(name for name in CLAIM_PREDICATES if name != PROPOSES)

# A claim's subject is always mentioned by its paper, so that its edges are found without an index over edges.
CLEAR_CLAIMS = (
    f"UNWIND $rows AS id MATCH (p:{PAPER} {{id: id}})-[:{MENTIONS}]->(a)-[r:{_BETWEEN_ENTITIES}]->() "
    "WHERE r.paper_id = id DELETE r"
)
CLEAR_RESULTS = f"UNWIND $rows AS id MATCH (:{PAPER} {{id: id}})-[:{REPORTS}]->(x:{RESULT}) DETACH DELETE x"
CLEAR_EDGES = f"UNWIND $rows AS id MATCH (:{PAPER} {{id: id}})-[r:{MENTIONS}|{PROPOSES}]->() DELETE r"
DELETE_PAPERS = f"UNWIND $rows AS id MATCH (p:{PAPER} {{id: id}}) DETACH DELETE p"

ADD_PENDING = f"UNWIND $rows AS row MERGE (r:{PENDING} {{number: row[0]}}) SET r.json = row[1]"
READ_PENDING = f"MATCH (r:{PENDING}) WHERE r.number > $after RETURN r.number, r.json ORDER BY r.number LIMIT $size"
LAST_PENDING = f"MATCH (r:{PENDING}) RETURN max(r.number)"
DROP_PENDING = f"MATCH (r:{PENDING}) WITH r ORDER BY r.number LIMIT $limit DELETE r RETURN count(*)"
"""Oldest first: a removal must never go before the adding that it undoes."""

READ_RECORDS = (
    f"MATCH (p:{PAPER}) WHERE p.id > $after AND p.{RECORDS} IS NOT NULL "
    f"RETURN p.id, p.{RECORDS} ORDER BY p.id LIMIT $size"
)

READ_RECORDS_OF = (
    f"UNWIND $ids AS id MATCH (p:{PAPER} {{id: id}}) WHERE p.{RECORDS} IS NOT NULL RETURN id, p.{RECORDS}"
)
SET_DIGESTS = f"UNWIND $rows AS row MATCH (p:{PAPER} {{id: row[0]}}) SET p.{DIGEST} = row[1]"

FIND_BY_KEYS = f"CALL db.index.fulltext.queryNodes('{NAMES_INDEX}', $words) YIELD node RETURN node.id"


def merge_nodes(label: str) -> str:
    """Write nodes by id; properties that are not ours stay."""
    return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row"


def delete_nodes(label: str) -> str:
    """Delete nodes by id."""
    return f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n"


def read_digests(label: str) -> str:
    """What is there of a label: id and digest."""
    return (
        f"MATCH (n:{label}) WHERE n.id > $after AND n.{DIGEST} IS NOT NULL "
        f"RETURN n.id, n.{DIGEST} ORDER BY n.id LIMIT $size"
    )


def create_edges(ends: Ends) -> str:
    """Write edges of papers whose former edges are gone; a row is the list of its values, in the fields' order."""
    predicate, subject, obj = ends
    names = [*EDGE_ROWS[predicate]._fields, *([PAPERS] if predicate in CLAIM_PREDICATES else [])]
    columns = ", ".join(f"{name}: row[{at}]" for at, name in enumerate(names) if at > 1)
    return (
        f"UNWIND $rows AS row MATCH (a:{subject} {{id: row[0]}}) MATCH (b:{obj} {{id: row[1]}}) "
        f"CREATE (a)-[:{predicate} {{{columns}}}]->(b)"
    )


def recount_claims(ends: Ends) -> str:
    """Write the number of papers that make a claim on the edges of all of them."""
    predicate, subject, obj = ends
    return (
        f"UNWIND $rows AS row MATCH (:{subject} {{id: row[0]}})-[r:{predicate}]->(:{obj} {{id: row[1]}}) "
        f"SET r.{PAPERS} = row[2]"
    )


PHASES: tuple[str, ...] = (
    CLEAR_CLAIMS,
    CLEAR_RESULTS,
    CLEAR_EDGES,
    DELETE_PAPERS,
    *(merge_nodes(label) for label in ENTITY_TYPES),
    merge_nodes(PAPER),
    merge_nodes(RESULT),
    *(create_edges(ends) for ends in Graph().edges),
    *(recount_claims(ends) for ends in Graph().edges if ends[0] in CLAIM_PREDICATES),
    SET_DIGESTS,
    *(delete_nodes(label) for label in ENTITY_TYPES),
)
"""The order of the statements within a transaction."""

assert set(NODE_ROWS) == {PAPER, RESULT, *ENTITY_TYPES}  # noqa: S101 -- the phases name every label; read at import
