"""Why the names of a thing are one, for people: a block a thing, in it the names by reason, with their evidence."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.terminal import harmless, link_of, shows_colour

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    Row = Mapping[str, Any]

_OWN, _MARKED, _QUIET = "bold", "bold cyan", "dim"


def are_aliases(columns: Sequence[str]) -> bool:
    """Whether each row is an alias with the reason why it is one."""
    return {"alias", "reason", "meaning"} <= set(columns)


def print_aliases(console: Console, rows: Sequence[Row]) -> None:
    """Print one block a thing; names with one reason and one sentence behind it stand together."""
    for number, (node_id, found) in enumerate(groupby(rows, key=lambda row: row["id"])):
        aliases = list(found)
        if number:
            console.print()
        head = (harmless(aliases[0]["name"]), _OWN), f"  {aliases[0]['type']}", (f"  {node_id}", _QUIET)
        console.print(Text.assemble(*head))
        console.print(_reasons(console, aliases))


def _reasons(console: Console, aliases: Sequence[Row]) -> Table:
    together: dict[tuple[str, str | None, str | None], list[Row]] = {}
    for row in aliases:
        together.setdefault((row["reason"], row["paper"], row["sentence"]), []).append(row)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style=_QUIET)
    grid.add_column(overflow="fold")
    for (reason, paper, _), rows in sorted(together.items(), key=lambda item: _rank(*item[0])):
        names = Text(", ").join(Text(harmless(row["alias"])) for row in rows)
        if reason != "name":
            names.append(f"  ({rows[0]['meaning']})", _QUIET)
        grid.add_row(f"  {reason}", names)
        if paper is not None:
            grid.add_row("", _paper(rows[0]))
            grid.add_row("", Padding(_sentence(rows, colour=shows_colour(console)), (0, 0, 0, 2)))
    return grid


def _rank(reason: str, paper: str | None, _: str | None) -> tuple[bool, bool]:
    """The node's own name first, what a paper has to vouch for last."""
    return (reason != "name", paper is not None)


def _paper(row: Row) -> Text:
    link = link_of(row["paper"], row["url"])
    text = Text(harmless(row["title"]), f"{_QUIET} link {link}" if link else _QUIET)
    return text.append(f"  {row['paper']}", _QUIET).append(f"  {row['year'] or ''}", _QUIET)


def _sentence(rows: Sequence[Row], *, colour: bool) -> Text:
    """The sentence, the first of the names in it marked: by colour, or by brackets where there is none."""
    sentence = str(rows[0]["sentence"])
    names = "|".join(re.escape(row["alias"]) for row in sorted(rows, key=lambda row: -len(row["alias"])))
    place = re.search(rf"(?<!\w)(?:{names})(?!\w)", sentence) or re.search(names, sentence)
    if place is None:
        return Text(harmless(sentence))
    before, name, after = sentence[: place.start()], harmless(place[0]), sentence[place.end() :]
    marked = (name, _MARKED) if colour else f"[{name}]"
    return Text.assemble(harmless(before), marked, harmless(after))
