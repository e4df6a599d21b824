"""Stated figures for people: a table, and under it the sentences that state them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from cli.claims import SUMMARY
from cli.terminal import harmless, link_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

TOLD_BELOW = frozenset({"title", "sentence", "source", "number", "unit", "result", "link"})
"""Columns that the table leaves to what follows it, or to programs."""


def are_figures(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each row is a figure with the sentence that states it."""
    return bool(rows) and all(row.keys() >= {"value", "metric", "sentence", "paper"} for row in rows)


def print_sources(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print paper and sentence of each figure, in the order of the table."""
    for row in rows:
        link = link_of(str(row["paper"]), row.get("url"))
        text = Text(style="dim").append(harmless(str(row["title"])), f"link {link}" if link else "")
        if row.get("source") == SUMMARY:
            text.append(f"  ({SUMMARY})", "not dim italic")
        text.append(f"  {row['paper']}")
        if row.get("link"):
            text.append(f"  {row['link']}")
        console.print()
        console.print(text)
        console.print(Padding(Text(harmless(row["sentence"])), (0, 0, 0, 2)))
