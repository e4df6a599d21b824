"""Everything known of one name: the nodes that it means, their other names, and what is claimed of them."""

from collections.abc import Sequence
from typing import Any

from graph.store import Reader
from graph.vocabulary import ENTITY_TYPES, NODE_KINDS, PAPER, RESULT
from queries.answering import Answer
from queries.errors import ParameterError
from queries.linking import Linked, Linker
from queries.rows import records
from queries.support import support_text

SHOW_COLUMNS = ("id", "type", "name", "aliases", "papers", "first_year", "claims")
CLAIMS_SHOWN = 20

_SHOWN_TYPES = tuple(label for label in NODE_KINDS if label != RESULT)


def show(reader: Reader, name: str, label: str | None = None, limit: int = CLAIMS_SHOWN) -> Answer:
    """The nodes that a name means, one a row: ``id, type, name, aliases, papers, first_year, claims``.

    ``papers`` counts the papers that mention the node (a paper itself counts one). ``claims`` are the ``limit``
    claims that most papers make of it: ``subject``, ``predicate`` and ``object`` by name, number of ``papers``,
    highest ``confidence``. Where no concept has the name, a paper is looked for. An answer with ``did_you_mean``
    where nothing has it; ParameterError for an unknown type.
    """
    if label is not None and label not in _SHOWN_TYPES:
        raise ParameterError(f"type {label}: there are {', '.join(_SHOWN_TYPES)}")
    linker = Linker(reader)
    kinds: list[Sequence[str]] = [ENTITY_TYPES, (PAPER,)] if label is None else [(label,)]
    ways = (linker.exact, linker.misspelled)
    linked = next((link for way in ways for types in kinds if (link := way(name, types))), None)
    if linked is None:
        suggestions = [s for types in kinds for s in linker.unclear(name, types).did_you_mean]
        return Answer(unclear=name, did_you_mean=tuple(dict.fromkeys(suggestions)))
    return Answer(
        query="show",
        parameters={"name": name, "type": label},
        columns=SHOW_COLUMNS,
        rows=tuple(_paper_rows(reader, linked, limit) if linked.label == PAPER else _rows(reader, linked, limit)),
        linked={"name": linked},
    )


def _rows(reader: Reader, linked: Linked, limit: int) -> list[dict[str, Any]]:
    nodes = records(reader.run(support_text("nodes"), {"ids": list(linked.ids)}))
    return [{**node, "claims": _claims(reader, node["id"], node["name"], limit)} for node in nodes]


def _paper_rows(reader: Reader, linked: Linked, limit: int) -> list[dict[str, Any]]:
    papers = records(reader.run(support_text("papers_by_id"), {"ids": list(linked.ids)}))
    return [
        {
            "id": paper["id"],
            "type": PAPER,
            "name": paper["title"],
            "aliases": paper["aliases"],
            "papers": 1,
            "first_year": paper["year"],
            "claims": _claims(reader, paper["id"], paper["title"], limit),
        }
        for paper in papers
        if paper["id"] in linked.ids
    ]


def _claims(reader: Reader, node: str, name: str, limit: int) -> list[dict[str, Any]]:
    """Claims from and to the node, the ones that most papers make first."""
    claims = [
        {
            "subject": name if outward else row["name"],
            "predicate": row["predicate"],
            "object": row["name"] if outward else name,
            "papers": row["papers"],
            "confidence": row["best"],
        }
        for text, outward in (("claims_from", True), ("claims_to", False))
        for row in records(reader.run(support_text(text), {"ids": [node]}))
    ]
    return sorted(claims, key=lambda claim: (-claim["papers"], -claim["confidence"]))[:limit]
