"""Mermaid: a flowchart that GitHub draws inside a README."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from graph.export.options import MAX_NODES
from graph.export.wording import plain, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.export.options import Options
    from graph.subgraph.model import Subgraph

_MARKUP = re.compile(r"[^\w \-.,:()]")


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The flowchart, in UTF-8."""
    trimmed = subgraph.trimmed(options.max_nodes or MAX_NODES)
    return ("\n".join(_lines(trimmed, options)) + "\n").encode()


def _lines(subgraph: Subgraph, options: Options) -> Iterator[str]:
    theme = options.theme
    title = "; ".join((plain(subgraph.title), *subgraph.notes))
    yield from ("---", f"title: {json.dumps(title, ensure_ascii=False)}", "---", "flowchart LR")
    numbers = {thing.id: f"n{number}" for number, thing in enumerate(subgraph.things)}
    for thing in subgraph.things:
        left, right = {"Method": ("(", ")"), "Problem": ("{{", "}}"), "Dataset": ("[(", ")]")}.get(
            thing.label, ("[", "]")
        )
        kind = re.sub(r"\W", "", thing.label) or "Thing"
        yield f'    {numbers[thing.id]}{left}"{_escaped(thing.name or thing.id)}"{right}:::{kind}'
    for arrow in subgraph.arrows:
        papers = f" ({arrow.papers} papers)" if arrow.papers > 1 else ""
        said = _escaped(f"{worded(arrow.predicate)}{papers}")
        shaft = "-.->" if theme.line(arrow.predicate)[1] == "dashed" else "-->"
        yield f'    {numbers[arrow.subject]} {shaft}|"{said}"| {numbers[arrow.object]}'
    for label in dict.fromkeys(thing.label for thing in subgraph.things):
        kind = re.sub(r"\W", "", label) or "Thing"
        yield f"    classDef {kind} fill:{theme.fill(label)},color:{theme.text_on(label)},stroke:{theme.ink}"
    for number, arrow in enumerate(subgraph.arrows):
        width = min(1.5 + 0.6 * (arrow.papers - 1), 4.0)
        yield f"    linkStyle {number} stroke:{theme.line(arrow.predicate)[0]},stroke-width:{width:.3g}px"


def _escaped(text: str) -> str:
    """Everything that could be markup, as the character codes that Mermaid knows."""
    return _MARKUP.sub(lambda found: f"#{ord(found[0])};", plain(text))
