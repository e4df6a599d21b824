"""``claimgraph query``: the canned queries by name, and Cypher of one's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from cli.options import claim_options, format_option, given, links_option, store_option, type_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.store import FreelyWritable
    from queries.answering import Answer


def _names() -> list[str]:
    from queries.catalogue import catalogue

    return list(catalogue())


COLUMNS = ("query", "answers", "parameters", "question")


@click.command()
@click.argument(
    "name",
    required=False,
    shell_complete=lambda _context, _parameter, begun: [n for n in _names() if n.startswith(begun)],
)
@click.option(
    "-p", "--parameter", "parameters", metavar="NAME=VALUE", multiple=True, help="A parameter; may be repeated."
)
@click.option("--cypher", metavar="FILE", help="Run this Cypher text instead (- is standard input).")
@links_option
@click.option("--write", is_flag=True, help="Let the text of --cypher write (on a Neo4j server only).")
@store_option
@format_option
@type_option
@claim_options
def command(
    name: str | None,
    parameters: tuple[str, ...],
    cypher: str | None,
    links: bool,
    write: bool,
    store: str,
    output_format: str,
    label: str | None,
    limit: int | None,
    since: int | None,
    min_confidence: float | None,
) -> None:
    """Run a query of the catalogue, or list them.

    Without NAME the catalogue is listed, each query with its parameters. Names of things are found under any
    spelling that the papers use. With --cypher a text of one's own is run; it may only read. On a Neo4j server it
    may be any Cypher, and with --write it may write.

    \b
    Examples:
      claimgraph query
      claimgraph query methods_for_problem -p problem=oversmoothing --since 2020
      claimgraph query --cypher mine.cypher -p problem=oversmoothing --format csv
    """
    from cli.answers import print_answer

    options = given(limit=limit, since=since, min_confidence=min_confidence, type=label)
    if name and cypher:
        raise click.UsageError("NAME and --cypher: give one of them")
    if write and not cypher:
        raise click.UsageError("--write needs --cypher FILE")
    if cypher:
        answer = run_own(cypher, parameters, store, options, write=write)
        if answer.columns:
            print_answer(answer, output_format, links=links)
    elif name:
        print_answer(run_canned(name, parameters, store, options), output_format, links=links)
    else:
        if parameters:
            raise click.UsageError("-p needs the NAME of a query")
        print_catalogue(output_format)


def run_canned(name: str, assignments: Sequence[str], store_url: str, options: Mapping[str, object]) -> Answer:
    """The answer of a canned query; ``assignments`` are ``name=value`` texts, which go before ``options``."""
    from cli.reading import opened
    from queries.answering import run_query
    from queries.binding import parse_assignments

    parameters = {**options, **parse_assignments(assignments)}
    with opened(store_url) as store:
        return run_query(store, name, parameters)


def run_own(
    source: str,
    assignments: Sequence[str],
    store_url: str,
    options: Mapping[str, object],
    *,
    write: bool = False,
) -> Answer:
    """The answer of a Cypher text in a file or on standard input. Values that are JSON are taken as such."""
    from cli.reading import opened
    from queries.binding import parse_assignments
    from queries.cypher import Dialect, run_cypher, write_cypher

    if write and "://" not in store_url:
        raise click.UsageError("--write: only a Neo4j server can be written to: --store neo4j://HOST")

    text = _read(source)
    parameters = {name: _value(value) for name, value in parse_assignments(assignments).items()}
    with opened(store_url) as store:
        if write:
            return write_cypher(cast("FreelyWritable", store), text, {**options, **parameters})
        dialect: Dialect = "neo4j" if "://" in store.url else "embedded"
        return run_cypher(store, text, {**options, **parameters}, dialect)


def _read(source: str) -> str:
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise click.UsageError(f"{source}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise click.UsageError(f"{source}: not UTF-8 text") from None


def _value(text: str) -> Any:
    """``2020`` as a number, ``["a", "b"]`` as a list, ``over-smoothing`` as the text that it is."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def list_catalogue() -> list[dict[str, Any]]:
    """One row a query: its name, what it answers, its own parameters, and a question that asks it."""
    from queries.catalogue import catalogue
    from queries.header import COMMON
    from queries.question import example_question

    return [
        {
            "query": query.name,
            "answers": query.summary,
            "parameters": [name for name in query.parameters if name not in COMMON],
            "question": example_question(query) if query.questions else None,
        }
        for query in catalogue().values()
    ]


def print_catalogue(output_format: str) -> None:
    """Print every query with what it answers, its parameters, and a question that asks it."""
    from cli.answers import print_rows

    rows = list_catalogue()
    if output_format != "table":
        print_rows("query", COLUMNS, rows, output_format)
        return
    from rich.padding import Padding
    from rich.text import Text

    from cli.terminal import output

    with output() as console:
        for row in rows:
            parameters = "".join(f" -p {name}=…" for name in row["parameters"])
            console.print(Text.assemble((row["query"], "bold"), parameters))
            question = Text.assemble(f"{row['answers']}\n", (f"ask: {row['question']}", "dim"))
            console.print(Padding(question if row["question"] else Text(row["answers"]), (0, 0, 0, 4)))
