"""Rows for people: claims as blocks with their evidence, anything else as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.claims import are_claims, print_claims, print_share_of_summaries
from cli.figures import TOLD_BELOW, are_figures, print_sources
from cli.formats import plain_cell
from cli.terminal import harmless, link_of, output
from cli.things import print_things
from cli.words import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

_NARROW = frozenset({"type", "status", "source", "year"})
_IDS = frozenset({"paper", "link"})
_WIDTH_FOR_WHOLE_IDS = 80
_WIDTH_FOR_TABLES = 72
_COLUMNS_THAT_ALWAYS_FIT = 3
_SHOWN_OF_A_LIST = 6


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], *, limit: int | None = None) -> None:
    """Print rows to standard output, and say so where ``limit`` may have cut them off."""
    with output() as console:
        if are_claims(rows):
            print_claims(console, rows)
        elif "aliases" in columns:
            print_things(console, rows)
        else:
            if console.width < _WIDTH_FOR_TABLES and len(shown_columns(columns, rows)) > _COLUMNS_THAT_ALWAYS_FIT:
                print_records(console, columns, rows)
            else:
                console.print(table_of(columns, rows, whole=console.width >= _WIDTH_FOR_WHOLE_IDS))
            if are_figures(rows):
                print_sources(console, rows)
            if "paper" in columns:
                print_share_of_summaries(console, rows)
        answers = len({row["path"] for row in rows}) if "path" in columns else len(rows)
        if limit is not None and answers >= limit:
            console.print(f"\nCut off at {answers}; a higher --limit may give more.", style="dim")


def table_of(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], *, whole: bool = True) -> Table:
    """The columns in which some row has something, without what is only for programs.

    A url hides under the id that it belongs to, ids of things under their names. ``whole``: ids and links of
    papers are never broken.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    shown = shown_columns(columns, rows)
    for column in shown:
        numeric = all(isinstance(row.get(column), (int, float, type(None))) for row in rows)
        table.add_column(
            column.replace("_", " "),
            justify="right" if numeric else "left",
            no_wrap=numeric or column in _NARROW or (whole and column in _IDS),
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_linked(row, column) for column in shown))
    return table


def shown_columns(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns in which some row has something, without what is only for programs."""
    hidden = {"url", *(c for c in columns if c.endswith("_id"))}
    if are_figures(rows):
        hidden |= TOLD_BELOW
    if "id" in columns and {"name", "problem"} & set(columns) and "claims" not in columns:
        hidden.add("id")
    return [c for c in columns if c not in hidden and any(row.get(c) not in (None, "", []) for row in rows)]


def print_records(console: Console, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows as blocks of "column: value", for terminals in which a table would break every word."""
    first, *rest = shown_columns(columns, rows)
    for row in rows:
        console.print(Text.assemble(_linked(row, first), style="bold"))
        for column in rest:
            if row.get(column) not in (None, "", []):
                console.print(
                    Padding(Text(f"{column.replace('_', ' ')}: ").append(_linked(row, column)), (0, 0, 0, 2))
                )


def _linked(row: Mapping[str, Any], column: str) -> Text:
    link = link_of(str(row[column]), row.get("url")) if column in ("id", "paper") else None
    value = in_words(str(row[column])) if column == "predicate" and row[column] else row.get(column)
    return Text(_cell(value), f"link {link}" if link else "")


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        more = len(value) - _SHOWN_OF_A_LIST
        shown = ", ".join(map(str, value[:_SHOWN_OF_A_LIST]))
        return harmless(f"{shown} … and {more} more" if more > 0 else shown)
    if isinstance(value, float):
        return f"{value:.2f}"
    return harmless(plain_cell(value))
