"""HTML: one page to explore, with all that it needs inside; it works from a file and asks no network."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from graph.export.layout.composing import Page, compose
from graph.export.wording import plain, worded

if TYPE_CHECKING:
    from graph.export.layout.figure import Box
    from graph.export.options import Options
    from graph.export.theme import Theme
    from graph.subgraph.model import Arrow, Subgraph

MAX_NODES = 150
"""Things on a page where nobody says another number: more are too many for the eye, and slow to lay out."""


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The page, in UTF-8."""
    shown = subgraph.trimmed(options.max_nodes or MAX_NODES)
    theme = options.theme
    colours = {"page": theme.page, "ink": theme.ink, "muted": theme.muted, "panel": theme.panel}
    text = Template(_part("page.html")).substitute(
        title=escape(plain(shown.title) or "claimgraph", {'"': "&quot;"}),
        note=escape("; ".join(shown.notes)),
        style=Template(_part("page.css")).substitute(colours),
        library=_part("cytoscape.min.js"),
        data=_inside_script(_data(shown, options)),
        script=_part("page.js"),
    )
    return text.encode(errors="backslashreplace")


def _part(name: str) -> str:
    return (files("graph.export.page") / name).read_text(encoding="utf-8")


def _inside_script(value: object) -> str:
    """JSON that cannot end the element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _data(subgraph: Subgraph, options: Options) -> dict[str, Any]:
    theme = options.theme
    page = Page(options.page.width, options.page.height, grows=True)
    boxes = {box.id: box for box in compose(subgraph, page, options.shape).boxes}
    labels = dict.fromkeys(thing.label for thing in subgraph.things)
    predicates = dict.fromkeys(claim.predicate for claim in subgraph.claims)
    return {
        "page": theme.page,
        "ink": theme.ink,
        "things": [
            {"papers": thing.papers, "year": thing.first_year, **_thing(boxes[thing.id], theme)}
            for thing in subgraph.things
        ],
        "arrows": [_arrow(subgraph, arrow, theme) for arrow in subgraph.arrows],
        "papers": {
            one: {"citation": plain(source.citation), "link": source.link}
            for one, source in subgraph.sources.items()
        },
        "types": [{"name": label, "fill": theme.fill(label)} for label in labels],
        "predicates": [
            dict(zip(("name", "said", "colour", "stroke"), (one, worded(one), *theme.line(one)), strict=True))
            for one in predicates
        ],
    }


def _thing(box: Box, theme: Theme) -> dict[str, Any]:
    r = box.rect
    return {
        "id": box.id,
        "type": box.label,
        "name": box.name,
        "lines": "\n".join(box.lines),
        "focus": box.is_focus,
        "x": round(r.centre.x, 1),
        "y": round(r.centre.y, 1),
        "w": round(r.w, 1),
        "h": round(r.h, 1),
        "size": box.size,
        "shape": "round-rectangle" if box.label == "Method" else "rectangle",
        "fill": theme.fill(box.label),
        "ink": theme.text_on(box.label),
        "border": 2.5 if box.is_focus else 0.8,
    }


def _arrow(subgraph: Subgraph, arrow: Arrow, theme: Theme) -> dict[str, Any]:
    a, b = subgraph.by_id[arrow.subject].name, subgraph.by_id[arrow.object].name
    colour, stroke = theme.line(arrow.predicate)
    return {
        "subject": arrow.subject,
        "object": arrow.object,
        "predicate": arrow.predicate,
        "said": f"{plain(a)} {worded(arrow.predicate)} {plain(b)}",
        "colour": colour,
        "stroke": stroke,
        "width": min(1.5 + 0.6 * (arrow.papers - 1), 4.0),
        "claims": [
            {
                "paper": claim.paper,
                "year": claim.year,
                "sentence": plain(claim.sentence),
                "confidence": claim.confidence,
            }
            for claim in arrow.claims
        ],
    }
