"""Rows for people: claims as blocks with their evidence, anything else as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.aliases import are_aliases, print_aliases
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
_OURS = frozenset({"id", "paper_id"})
_TELLING = ("name", "title", "sentence")
"""The property that says what a node or an edge is; the first that it has."""


def print_table(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], *, limit: int | None = None, is_own: bool = False
) -> None:
    """Print rows to standard output, and say so where ``limit`` may have cut them off.

    ``is_own``: they answer a text of the user's own, who knows what the columns are, and wants to see each.
    """
    with output() as console:
        if are_claims(rows):
            print_claims(console, rows)
        elif is_own:
            print_plain(console, rows, columns)
        elif "aliases" in columns:
            print_things(console, rows)
        elif are_aliases(columns):
            print_aliases(console, rows)
        else:
            print_plain(console, rows, shown_columns(columns, rows))
            if are_figures(rows):
                print_sources(console, rows)
            if "paper" in columns:
                print_share_of_summaries(console, rows)
        answers = len({row["path"] for row in rows}) if "hop" in columns else len(rows)
        if isinstance(limit, int) and answers >= limit:
            console.print(f"\nCut off at {answers}; a higher --limit may give more.", style="dim")


def print_plain(console: Console, rows: Sequence[Mapping[str, Any]], shown: Sequence[str]) -> None:
    """Print these columns as a table, or one below the other where the terminal is narrow."""
    if console.width < _WIDTH_FOR_TABLES and len(shown) > _COLUMNS_THAT_ALWAYS_FIT:
        print_records(console, rows, shown)
    else:
        console.print(table_of(rows, shown, whole=console.width >= _WIDTH_FOR_WHOLE_IDS))


def table_of(rows: Sequence[Mapping[str, Any]], shown: Sequence[str], *, whole: bool = True) -> Table:
    """A table of these columns; ``whole``: ids and links of papers are never broken."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
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
    """The columns in which some row has something, without what is only for programs.

    A url hides under the id that it belongs to, ids of things under their names.
    """
    hidden = {"url", *(c for c in columns if c.endswith("_id"))}
    if are_figures(rows):
        hidden |= TOLD_BELOW
    if "id" in columns and {"name", "problem"} & set(columns) and "aliases" not in columns:
        hidden.add("id")
    return [c for c in columns if c not in hidden and any(row.get(c) not in (None, "", []) for row in rows)]


def print_records(console: Console, rows: Sequence[Mapping[str, Any]], shown: Sequence[str]) -> None:
    """Rows as blocks of "column: value", for terminals in which a table would break every word."""
    first, *rest = shown
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
        shown = ", ".join(map(_item, value[:_SHOWN_OF_A_LIST]))
        return harmless(f"{shown} … and {more} more" if more > 0 else shown)
    if isinstance(value, float):
        return f"{value:.2f}"
    return harmless(_item(value))


def _item(value: Any) -> str:
    """A node of ours by its name, an edge by its sentence, as they would fill the screen; anything else whole."""
    if isinstance(value, dict):
        telling = next((name for name in _TELLING if name in value), None) if _OURS & value.keys() else None
        return plain_cell(value[telling] if telling else value)
    return value if isinstance(value, str) else plain_cell(value)
