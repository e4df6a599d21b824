"""GEXF 1.3, for Gephi: an edge a claim, with colours, sizes, places, and the years as dynamics."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from graph.export.flat import Value, claim_facts, thing_facts
from graph.export.layout.force import spring
from graph.export.layout.timeline import year_of
from graph.export.wording import characters, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.export.options import Options
    from graph.subgraph.model import Subgraph

_SPACE = "http://gexf.net/1.3"
_TYPES = {str: "string", int: "integer", float: "double"}
_PLACED = 400
"""Up to so many things get places; more are a matter for the tool's own layouts."""

_EXTENT = 1000.0


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The GEXF document, in UTF-8."""
    shown = subgraph.trimmed(options.max_nodes) if options.max_nodes else subgraph
    root = Element("gexf", {"xmlns": _SPACE, "xmlns:viz": f"{_SPACE}/viz", "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "claimgraph"
    SubElement(meta, "description").text = plain("; ".join((shown.title, *shown.notes)))
    timing = {"mode": "dynamic", "timeformat": "integer"} if _has_years(shown) else {"mode": "static"}
    graph = SubElement(root, "graph", {"defaultedgetype": "directed", **timing})
    things = [thing_facts(thing) for thing in shown.things]
    claims = [claim_facts(shown, claim, rank) for rank, claim in enumerate(shown.claims)]
    node_keys = _declare(graph, "node", things)
    edge_keys = _declare(graph, "edge", claims)
    _add_nodes(graph, shown, things, node_keys, options)
    _add_edges(graph, shown, claims, edge_keys, options)
    indent(root)
    text: bytes = tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"


def _has_years(subgraph: Subgraph) -> bool:
    return any(claim.year is not None for claim in subgraph.claims) or any(year_of(subgraph).values())


def _declare(graph: Element, kind: str, rows: Iterable[dict[str, Value]]) -> dict[str, str]:
    """Declare the attributes that occur, and say under which id."""
    types: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if name not in ("label", "weight"):
                types.setdefault(name, _TYPES[type(value)])
    if types:
        declared = SubElement(graph, "attributes", {"class": kind})
        for name, of_type in types.items():
            SubElement(declared, "attribute", {"id": name, "title": name, "type": of_type})
    return {name: name for name in types}


def _add_nodes(
    graph: Element, subgraph: Subgraph, rows: list[dict[str, Value]], keys: dict[str, str], options: Options
) -> None:
    ids = [thing.id for thing in subgraph.things]
    pairs = [(arrow.subject, arrow.object) for arrow in subgraph.arrows]
    places = spring(ids, pairs, 0) if len(ids) <= _PLACED else {}
    years = year_of(subgraph)
    cited: dict[str, set[str]] = {one: set() for one in ids}
    for claim in subgraph.claims:
        cited[claim.subject].add(claim.paper)
        cited[claim.object].add(claim.paper)
    nodes = SubElement(graph, "nodes", {"count": str(len(ids))})
    for thing, row in zip(subgraph.things, rows, strict=True):
        node = SubElement(nodes, "node", {"id": characters(thing.id), "label": plain(thing.name)})
        _start(node, years[thing.id])
        _values(node, row, keys)
        _colour(node, options.theme.fill(thing.label))
        if thing.id in places:
            x, y = places[thing.id]
            SubElement(node, "viz:position", {"x": f"{x * _EXTENT:.1f}", "y": f"{y * _EXTENT:.1f}", "z": "0.0"})
        SubElement(node, "viz:size", {"value": f"{10 + 4 * min(len(cited[thing.id]), 10):.1f}"})


def _add_edges(
    graph: Element, subgraph: Subgraph, rows: list[dict[str, Value]], keys: dict[str, str], options: Options
) -> None:
    edges = SubElement(graph, "edges", {"count": str(len(rows))})
    for number, (claim, row) in enumerate(zip(subgraph.claims, rows, strict=True)):
        ends = {"source": characters(claim.subject), "target": characters(claim.object)}
        facts = {"id": f"c{number}", **ends, "label": claim.predicate, "kind": claim.predicate}
        edge = SubElement(edges, "edge", {**facts, "weight": f"{claim.confidence:g}"})
        _start(edge, claim.year)
        _values(edge, row, keys)
        _colour(edge, options.theme.line(claim.predicate)[0])


def _start(element: Element, year: int | None) -> None:
    """From its year on it is there; what has no year is there always."""
    if year is not None:
        element.set("start", str(year))


def _values(element: Element, row: dict[str, Value], keys: dict[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in row.items():
        if name in keys:
            SubElement(values, "attvalue", {"for": keys[name], "value": str(value)})


def _colour(element: Element, colour: str) -> None:
    r, g, b = bytes.fromhex(colour.removeprefix("#"))
    SubElement(element, "viz:color", {"r": str(r), "g": str(g), "b": str(b)})
