"""DOT: for Graphviz, which does the layout itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.export.layout.sizes import sized
from graph.export.svg import told
from graph.export.wording import plain, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.export.options import Options
    from graph.subgraph.model import Subgraph


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The graph in the DOT language, in UTF-8."""
    shown = subgraph.trimmed(options.max_nodes) if options.max_nodes else subgraph
    return ("\n".join(_lines(shown, options)) + "\n").encode()


def _lines(subgraph: Subgraph, options: Options) -> Iterator[str]:
    theme = options.theme
    title = "; ".join((plain(subgraph.title), *subgraph.notes))
    background = "transparent" if options.transparent else theme.page
    yield f"digraph {_quoted(title)} {{"
    whole = {"label": title, "labelloc": "t", "rankdir": "LR", "bgcolor": background}
    yield f"  graph [{_attributes(**whole, **_font(theme.ink, 24))}]"
    yield f"  node [{_attributes(shape='box', style='filled', color=theme.ink, margin='0.15,0.08')}]"
    yield f"  edge [{_attributes(**_font(theme.ink, 12))}]"
    for thing in subgraph.things:
        name = plain(thing.name) or thing.id
        style = "rounded,filled" if thing.label == "Method" else "filled"
        facts = _attributes(
            style=style,
            label="\n".join(sized(name, 14).lines),
            tooltip=f"{name} ({thing.label})",
            fillcolor=theme.fill(thing.label),
            penwidth="2.5" if thing.id in subgraph.focus else "0.8",
            **_font(theme.text_on(thing.label), 14),
        )
        yield f"  {_quoted(plain(thing.id))} [{facts}]"
    for index, arrow in enumerate(subgraph.arrows):
        colour, stroke = theme.line(arrow.predicate)
        papers = f"\n{arrow.papers} papers" if arrow.papers > 1 else ""
        facts = _attributes(
            label=worded(arrow.predicate) + papers,
            color=colour,
            style=stroke,
            penwidth=f"{min(1.5 + 0.6 * (arrow.papers - 1), 4.0):.3g}",
            tooltip=told(subgraph, index),
        )
        yield f"  {_quoted(plain(arrow.subject))} -> {_quoted(plain(arrow.object))} [{facts}]"
    yield "}"


def _font(colour: str, size: int) -> dict[str, str]:
    return {"fontname": "Helvetica", "fontsize": str(size), "fontcolor": colour}


def _attributes(**values: str) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in values.items())


def _quoted(text: str) -> str:
    """A quoted string in which Graphviz sees no escapes but the line breaks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return '"' + escaped.replace("\n", "\\n") + '"'
