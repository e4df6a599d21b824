"""Prints answers, and lists of rows that no question asked for, in the format that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli.outcome import NOTHING_FOUND, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from queries.answering import Answer

_FOR_PROGRAMS = ("_id", "_span", "_spans")
"""Endings of columns that say nothing in a document."""


def print_answer(answer: Answer, output_format: str, *, links: bool = False) -> None:
    """Print an answer, and on standard error how it was understood where that is in doubt.

    With ``links`` there is a further column ``link``, the address of the row's paper.
    The command ends with exit code 1 where nothing was found, or where a name or the question is not clear.
    """
    if not answer.is_understood:
        if output_format == "json":
            print_json(answer.dump())
        raise Outcome(NOTHING_FOUND, what_is_unclear(answer))
    print_doubts(answer)
    envelope = answer.dump()
    if links:
        from cli.terminal import link_of

        envelope["columns"] = [*envelope["columns"], "link"]
        for row in envelope["rows"]:
            row["link"] = link_of(str(row.get("paper", "")), row.get("url"))
    print_envelope(envelope, output_format)
    if answer.rows and answer.summaries and output_format == "table":
        from cli.words import counted

        known = "is known by its summary, not by its abstract"
        if answer.summaries > 1:
            known = "are known by summaries, not by their abstracts"
        click.echo(f"\n{counted(answer.summaries, 'paper')} here {known}.")
    if not answer.rows:
        about = ", ".join(f"{name}: {link.name}" for name, link in answer.linked.items())
        raise Outcome(NOTHING_FOUND, f"nothing found: no paper here says so ({about})" if about else "no rows")


def print_doubts(answer: Answer) -> None:
    """Say on standard error how a question was understood where that is in doubt."""
    if answer.read_as:
        click.echo(f'note: read as "{answer.read_as}"', err=True)
    for link in answer.linked.values():
        if link.how == "spelling":
            click.echo(f'note: "{link.said}" was read as "{link.name}"', err=True)
    for words in answer.unused:
        click.echo(f'note: "{words}" plays no part in the answer', err=True)


def what_is_unclear(answer: Answer) -> str:
    """What a person is told where a name or the question is not clear."""
    offered = "".join(f"\n  {text}" for text in answer.did_you_mean or ())
    if answer.unclear is None:
        return f"this question is not understood. What can be asked (claimgraph query lists all):{offered}"
    return f'nothing here is called "{answer.unclear}".' + (f" Did you mean:{offered}" if offered else "")


def print_rows(query: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], output_format: str) -> None:
    """Print rows in the envelope of an answer."""
    envelope: dict[str, Any] = {
        "question": None,
        "query": query,
        "parameters": {},
        "columns": list(columns),
        "rows": list(rows),
    }
    print_envelope(envelope, output_format)


def print_envelope(envelope: Mapping[str, Any], output_format: str) -> None:
    """Print question, query, parameters, columns and rows; only in JSON the first three are seen."""
    columns, rows = envelope["columns"], envelope["rows"]
    if output_format == "json":
        print_json(envelope)
    elif output_format == "csv":
        from cli.formats import to_csv

        click.echo(to_csv(columns, rows))
    elif output_format == "md":
        from cli.formats import to_markdown

        click.echo(to_markdown([c for c in columns if not c.endswith(_FOR_PROGRAMS)], rows))
    elif rows:
        from cli.tables import print_table

        is_own = "query" in envelope and envelope["query"] is None
        print_table(columns, rows, limit=envelope.get("parameters", {}).get("limit"), is_own=is_own)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    from cli.formats import to_json

    click.echo(to_json(value))
