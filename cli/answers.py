"""Prints rows in the format that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN_IN_A_CELL = 6


def print_rows(query: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], output_format: str) -> None:
    """Print rows that no question asked for, in the envelope that all rows come in."""
    envelope: dict[str, Any] = {
        "question": None,
        "query": query,
        "parameters": {},
        "columns": list(columns),
        "rows": list(rows),
    }
    print_envelope(envelope, output_format)


def print_envelope(envelope: Mapping[str, Any], output_format: str, *, limit: int | None = None) -> None:
    """Print an answer: question, query, parameters, columns, rows.

    A table says whether ``limit`` may have cut it off.
    """
    columns, rows = envelope["columns"], envelope["rows"]
    if output_format == "json":
        from cli.formats import to_json

        click.echo(to_json(envelope))
    elif output_format == "csv":
        from cli.formats import to_csv

        click.echo(to_csv(columns, rows))
    elif output_format == "md":
        from cli.formats import to_markdown

        click.echo(to_markdown(columns, rows))
    elif rows:
        print_table(columns, rows)
        if limit is not None and len(rows) >= limit:
            from cli.terminal import output

            output().print(f"The best {len(rows)} rows; --limit gives more.", style="dim")


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows for people: claims as blocks with their evidence, anything else as a table."""
    from cli.claims import are_claims, print_claims
    from cli.terminal import output

    console = output()
    if are_claims(rows):
        print_claims(console, rows)
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    shown = [c for c in columns if any(row.get(c) not in (None, "", []) for row in rows)]
    for column in shown:
        numeric = all(isinstance(row.get(column), (int, float, type(None))) for row in rows)
        table.add_column(
            column.replace("_", " "),
            justify="right" if numeric else "left",
            no_wrap=numeric or column in _SHORT,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_cell(row.get(column)) for column in shown))
    console.print(table)


_SHORT = frozenset({"type", "status", "source", "year"})


def _cell(value: Any) -> str:
    from cli.formats import plain_cell
    from cli.terminal import harmless

    if isinstance(value, (list, tuple)):
        shown = ", ".join(map(str, value[:_SHOWN_IN_A_CELL]))
        return harmless(shown + (f" … ({len(value)} in all)" if len(value) > _SHOWN_IN_A_CELL else ""))
    if isinstance(value, float):
        return f"{value:.2f}"
    return harmless(plain_cell(value))
