"""A Cypher script that recreates the subgraph; running it twice changes nothing.

Each statement stands on its own, in the dialect that Neo4j and LadybugDB share (the latter with the store's tables
made first).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.export.wording import characters
from graph.vocabulary import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.export.options import Options
    from graph.subgraph.model import Subgraph, Thing


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The script, in UTF-8; a statement a line."""
    shown = subgraph.trimmed(options.max_nodes) if options.max_nodes else subgraph
    title = " ".join(characters(shown.title).split())
    return (f"// {title}\n" + "".join(f"{statement};\n" for statement in statements(shown))).encode(
        errors="backslashreplace"
    )


def statements(subgraph: Subgraph) -> Iterator[str]:
    """One statement a node and a claim."""
    for source in subgraph.sources.values():
        facts: dict[str, object] = {
            "title": source.title,
            "year": source.year,
            "authors": list(source.authors),
            "venue": source.venue,
            "doi": source.doi,
            "arxiv_id": source.arxiv_id,
            "url": source.url,
        }
        yield _node(PAPER, source.id, facts)
    for thing in subgraph.things:
        if thing.label != PAPER or thing.id not in subgraph.sources:
            yield _node(thing.label, thing.id, _facts(thing))
    for claim in subgraph.claims:
        a, b = subgraph.by_id[claim.subject], subgraph.by_id[claim.object]
        facts = {
            "paper_title": subgraph.sources[claim.paper].title if claim.paper in subgraph.sources else None,
            "year": claim.year,
            "sentence": claim.sentence,
            "evidence": list(claim.evidence),
            "confidence": claim.confidence,
        }
        ends = f"MATCH {_pattern('a', a.label, a.id)} MATCH {_pattern('b', b.label, b.id)}"
        edge = f"[r:{_name(claim.predicate)} {{paper_id: {_literal(claim.paper)}}}]"
        yield f"{ends} MERGE (a)-{edge}->(b){_set('r', facts)}"


def _facts(thing: Thing) -> dict[str, object]:
    if thing.label == PAPER:
        return {"title": thing.name, "year": thing.first_year}
    return {"name": thing.name, "papers": thing.papers, "first_year": thing.first_year}


def _node(label: str, one: str, facts: Mapping[str, object]) -> str:
    return f"MERGE {_pattern('n', label, one)}{_set('n', facts)}"


def _pattern(variable: str, label: str, one: str) -> str:
    return f"({variable}:{_name(label)} {{id: {_literal(one)}}})"


def _set(variable: str, facts: Mapping[str, object]) -> str:
    known = {name: value for name, value in facts.items() if value not in (None, [])}
    if not known:
        return ""
    values = ", ".join(f"{variable}.{name} = {_literal(value)}" for name, value in known.items())
    return f" ON CREATE SET {values} ON MATCH SET {values}"


def _name(name: str) -> str:
    """A label or type; in backticks where it is not a plain word."""
    return name if name.isidentifier() and name.isascii() else f"`{characters(name).replace('`', '``')}`"


def _literal(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, str):
        escaped = characters(value).replace("\\", "\\\\").replace("'", "\\'")
        return "'" + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "'"
    return repr(value)
