"""Favourites: questions as Cypher for Neo4j Browser, each with one edge a pair and the number of papers on it."""

from typing import NamedTuple

_BEST = "WITH a, b, r ORDER BY r.confidence DESC, r.year DESC, r.paper_id\nWITH a, b, collect(r)[0] AS best"


_NAMED = """\
WITH "{example}" AS name // any spelling that the papers use
MATCH ({anchor}:{label})
WHERE toLower(name) IN [alias IN {anchor}.aliases | toLower(alias)] OR name IN {anchor}.keys
WITH {anchor}, replace(replace(toLower(name), "-", ""), " ", "") AS key
ORDER BY {anchor}.id ENDS WITH ":" + key DESC, {anchor}.papers DESC LIMIT 1"""
"""The thing of a name: the one that has it as its own, else the commonest that is also called so."""


class Favourite(NamedTuple):
    """A favourite: the name of its file, and its text, whose first line is the name that Browser shows."""

    name: str
    text: str


def _claims(name: str, question: str, pattern: str, anchor: str, label: str, example: str) -> Favourite:
    """Claims of one kind about one thing: of each pair the most confident edge."""
    text = f"""\
// {question}
{_NAMED.format(example=example, anchor=anchor, label=label)}
MATCH {pattern}
{_BEST}
RETURN a, best, b
ORDER BY best.papers DESC, best.confidence DESC, a.id, b.id
LIMIT 10 // more of them get crowded
"""
    return Favourite(name, text)


FAVOURITES: tuple[Favourite, ...] = (
    _claims(
        "1-methods-for-a-problem", "Which methods address a problem?", "(a:Method)-[r:ADDRESSES]->(b)",
        "b", "Problem", "oversmoothing",
    ),
    _claims(
        "2-who-suffers-from-a-problem", "What suffers from a problem?", "(a:Method|Task)-[r:SUFFERS_FROM]->(b)",
        "b", "Problem", "oversmoothing",
    ),
    _claims(
        "3-problems-of-a-method", "Which problems does a method have?", "(a)-[r:SUFFERS_FROM]->(b:Problem)",
        "a", "Method", "GCN",
    ),
    _claims(
        "4-methods-for-a-task", "Which methods are applied to a task?", "(a:Method)-[r:APPLIED_TO]->(b)",
        "b", "Task", "node classification",
    ),
    _claims(
        "5-datasets-of-a-method", "On which datasets is a method evaluated?",
        "(a)-[r:EVALUATED_ON|TRAINED_ON]->(b:Dataset)", "a", "Method", "GCN",
    ),
    _claims(
        "6-what-beats-a-method", "Which methods outperform a method?", "(a:Method)-[r:OUTPERFORMS]->(b)",
        "b", "Method", "GCN",
    ),
    Favourite(
        "7-what-a-method-builds-on",
        f"""\
// What does a method build on, and who builds on it?
{_NAMED.format(example="GCN", anchor="m", label="Method")}
MATCH (m)-[:BASED_ON|IS_A*0..2]-(a:Method)-[r:BASED_ON|IS_A]->(b:Method)
WITH DISTINCT a, r, b
{_BEST}
RETURN a, best, b
ORDER BY best.papers DESC, best.confidence DESC, a.id, b.id
LIMIT 10 // more of them get crowded
""",
    ),
    Favourite(
        "8-problems-with-most-methods",
        f"""\
// The problems that most methods address, each with its most confident methods
MATCH (b:Problem)<-[r:ADDRESSES]-(a:Method)
{_BEST}
ORDER BY best.papers DESC, best.confidence DESC, a.id
WITH b, count(a) AS methods, collect([a, best])[..6] AS shown
ORDER BY methods DESC, b.id LIMIT 8
UNWIND shown AS pair
RETURN pair[0] AS a, pair[1] AS best, b, methods
""",
    ),
    Favourite(
        "9-a-paper",
        """\
// What does a paper propose and mention?
WITH "PairNorm" AS title // how the title begins
MATCH (p:Paper) WHERE p.title STARTS WITH title
WITH p ORDER BY p.year DESC, p.id LIMIT 1
MATCH (p)-[r:PROPOSES|MENTIONS|REPORTS]->(x)
WITH p, x, collect(r) AS edges
RETURN p, head([r IN edges WHERE type(r) = "PROPOSES"] + edges) AS edge, x
LIMIT 60
""",
    ),
)  # fmt: skip
