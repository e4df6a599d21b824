"""Options that mean the same in every command that has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from cli.formats import FORMATS
from graph.opening import DEFAULT_STORE
from graph.vocabulary import ENTITY_TYPES

Decorated = Callable[..., Any]

STORE_VARIABLE = "CLAIMGRAPH_STORE"


def store_option(function: Decorated) -> Decorated:
    """``--store``, ``--user`` and ``--database``: which store is meant. The command gets one address."""
    for option in (
        click.option(
            "--database",
            metavar="NAME",
            is_eager=True,
            expose_value=False,
            callback=_remember,
            help="On a server: the database, where it is not the user's usual one (or NEO4J_DATABASE).",
        ),
        click.option(
            "--user",
            metavar="NAME",
            is_eager=True,
            expose_value=False,
            callback=_remember,
            help="On a server: who logs in (or NEO4J_USERNAME). The password is asked for, or in NEO4J_PASSWORD.",
        ),
        click.option(
            "--store",
            metavar="PLACE",
            envvar=STORE_VARIABLE,
            default=DEFAULT_STORE,
            show_default=True,
            show_envvar=True,
            callback=_address,
            help="What holds the graph: a folder, or a server like neo4j://localhost:7687.",
        ),
    ):
        function = option(function)
    return function


def _remember(context: click.Context, option: click.Parameter, value: str | None) -> None:
    context.meta[f"claimgraph.{option.name}"] = value


def _address(context: click.Context, _: click.Parameter, url: str) -> str:
    """The store's address with user and database in it."""
    user, database = (context.meta.get(f"claimgraph.{name}") for name in ("user", "database"))
    if not (user or database):
        return url
    if "://" not in url:
        raise click.UsageError("--user and --database belong to a server: --store neo4j://HOST")
    from graph.neo4j.address import with_login

    return with_login(url, user, database)


def format_option(function: Decorated) -> Decorated:
    """``--format``: how the answer is written."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(FORMATS),
        default=FORMATS[0],
        show_default=True,
        help="How to print it: for people, for programs, for spreadsheets, for documents.",
    )(function)


def claim_options(function: Decorated) -> Decorated:
    """``--limit``, ``--since``, ``--min-confidence``: which claims count. None where nothing is said."""
    for option in (
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            metavar="NUMBER",
            help="Only claims of at least this confidence, 0 to 1.",
        ),
        click.option(
            "--since", type=click.IntRange(0, 9999), metavar="YEAR", help="Only papers of this year and later."
        ),
        click.option(
            "--limit",
            type=click.IntRange(1, 1_000_000),
            metavar="N",
            help="At most this many rows, the best ones (20 where nothing is said).",
        ),
    ):
        function = option(function)
    return function


def type_option(function: Decorated) -> Decorated:
    """``--type``: things of one type. None where nothing is said."""
    return click.option(
        "--type",
        "label",
        type=click.Choice(ENTITY_TYPES, case_sensitive=False),
        help="Only things of this type, where the query has several.",
    )(function)


def links_option(function: Decorated) -> Decorated:
    """``--links``: the address of every paper in the answer."""
    return click.option("--links", is_flag=True, help="Add the address of every paper.")(function)


def given(**options: object) -> dict[str, object]:
    """The options that the user gave: what was not said must not overrule what a question says."""
    return {name: value for name, value in options.items() if value is not None}


def columns_option(function: Decorated) -> Decorated:
    """``--columns``: what tables of papers call the fields."""
    return click.option(
        "--columns",
        metavar="FIELD=NAME",
        multiple=True,
        callback=_named_columns,
        help="What a table calls a field, where that is no common name, like title=Titel; may be repeated.",
    )(function)


def _named_columns(_: click.Context, __: click.Parameter, said: tuple[str, ...]) -> dict[str, str]:
    """The names by fields; wrong use where that is not what was said."""
    if not said:
        return {}
    from extract.readers.columns import FIELDS

    named = {}
    for text in said:
        field, sign, name = (part.strip() for part in text.partition("="))
        if field not in FIELDS or not sign or not name:
            raise click.BadParameter(f'expected FIELD=NAME, found "{text}"; the fields are {", ".join(FIELDS)}')
        named[field] = name
    return named


def progress_option(function: Decorated) -> Decorated:
    """``--progress``: how a long run tells how far it is."""
    return click.option(
        "--progress",
        "progress_style",
        type=click.Choice(("auto", "bar", "jsonl", "none")),
        default="auto",
        show_default=True,
        help="On standard error: a bar (auto: in a terminal only), or a line of JSON for each paper that is safe.",
    )(function)


def jobs_option(function: Decorated) -> Decorated:
    """``--jobs``: processes that extract."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes that read papers at the same time.",
    )(function)
