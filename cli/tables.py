"""Rows for people: claims as blocks with their evidence, anything else as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from cli.claims import are_claims, print_claims
from cli.formats import plain_cell
from cli.terminal import harmless, link_of, output
from cli.things import print_things

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NARROW = frozenset({"type", "status", "source", "year"})
_SHOWN_OF_A_LIST = 6


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], *, limit: int | None = None) -> None:
    """Print rows to standard output, and say so where ``limit`` may have cut them off."""
    with output() as console:
        if are_claims(rows):
            print_claims(console, rows)
        elif "claims" in columns:
            print_things(console, rows)
        else:
            console.print(table_of(columns, rows))
        answers = len({row["path"] for row in rows}) if "path" in columns else len(rows)
        if limit is not None and answers >= limit:
            console.print(f"\nCut off at {answers}; a higher --limit may give more.", style="dim")


def table_of(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Table:
    """All columns in which some row has something; a link hides under the id that it belongs to."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    shown = [c for c in columns if c != "url" and any(row.get(c) not in (None, "", []) for row in rows)]
    for column in shown:
        numeric = all(isinstance(row.get(column), (int, float, type(None))) for row in rows)
        table.add_column(
            column.replace("_", " "),
            justify="right" if numeric else "left",
            no_wrap=numeric or column in _NARROW,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_linked(row, column) for column in shown))
    return table


def _linked(row: Mapping[str, Any], column: str) -> Text:
    link = link_of(str(row[column]), row.get("url")) if column in ("id", "paper") else None
    return Text(_cell(row.get(column)), f"link {link}" if link else "")


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        more = len(value) - _SHOWN_OF_A_LIST
        shown = ", ".join(map(str, value[:_SHOWN_OF_A_LIST]))
        return harmless(f"{shown} … and {more} more" if more > 0 else shown)
    if isinstance(value, float):
        return f"{value:.2f}"
    return harmless(plain_cell(value))
