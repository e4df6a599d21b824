"""What is known of a thing, for people: its names, and the claims that most papers make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.terminal import harmless
from cli.words import counted, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

_SHOWN_ALIASES = 12
_OWN, _OTHER, _QUIET = "bold", "cyan", "dim"


def print_things(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print one block a thing."""
    for number, row in enumerate(rows):
        if number:
            console.print()
        name = row["name"]
        console.print(Text.assemble((harmless(name), _OWN), f"  {row['type']}", (f"  {row['id']}", _QUIET)))
        since = f", the first of {row['first_year']}" if row["first_year"] and row["type"] != "Paper" else ""
        known = f"in {counted(row['papers'], 'paper')}{since}"
        if row["type"] == "Paper":
            known = str(row["first_year"] or "year not stated")
        console.print(Text(known))
        others = [alias for alias in row["aliases"] if alias != name]
        if others:
            more = len(others) - _SHOWN_ALIASES
            text = ", ".join(others[:_SHOWN_ALIASES]) + (f" and {more} more" if more > 0 else "")
            console.print(Text.assemble(("also: ", _QUIET), harmless(text)))
        if row["claims"]:
            console.print(Padding(_claims(name, row["claims"]), (1, 0, 0, 2)))


def _claims(name: str, claims: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style=_QUIET, show_edge=False)
    table.add_column("claim", overflow="fold")
    table.add_column("papers", justify="right", no_wrap=True)
    table.add_column("confidence", justify="right", no_wrap=True)
    for claim in claims:
        text = Text()
        for end in ("subject", "object"):
            text.append(harmless(claim[end]), "" if claim[end] == name else _OTHER)
            if end == "subject":
                text.append(f"  {in_words(claim['predicate'])}  ", _QUIET)
        table.add_row(text, str(claim["papers"]), f"{claim['confidence']:.2f}")
    return table
