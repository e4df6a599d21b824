"""``claimgraph show``: what is known under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import format_option, store_option
from graph.vocabulary import NODE_KINDS, RESULT

if TYPE_CHECKING:
    from queries.answering import Answer

_TYPES = [label for label in NODE_KINDS if label != RESULT]


@click.command()
@click.argument("name")
@click.option("--type", "label", type=click.Choice(_TYPES, case_sensitive=False), help="Only things of this type.")
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=20,
    show_default=True,
    metavar="N",
    help="At most this many claims of each thing.",
)
@click.option("--why", is_flag=True, help="Explain each of its names: why it is one with the others.")
@store_option
@format_option
def command(name: str, label: str | None, limit: int, why: bool, store: str, output_format: str) -> None:
    """Show what is known under a name.

    NAME is a method, dataset, task, problem, metric or concept in any spelling, or a paper's title or id. Things
    of different types that share the name are shown one after the other, each with its other names and the
    claims that most papers make of it. With --why each name is explained: spelling, plural, a word that may be
    left out, an abbreviation with the paper and sentence that define it, or the paper that uses both names for
    one thing.

    \b
    Examples:
      claimgraph show "graph convolutional network"
      claimgraph show accuracy --type Metric --format json
      claimgraph show GCN --why
    """
    from cli.answers import print_answer

    answer = explain_name(name, store, label) if why else show_name(name, store, label, limit)
    print_answer(answer, output_format)


def show_name(name: str, store_url: str, label: str | None = None, limit: int = 20) -> Answer:
    """What a store knows under a name, one row a node; ``limit`` claims of each."""
    from cli.reading import opened
    from queries.showing import show

    with opened(store_url) as store:
        return show(store, name, label, limit)


def explain_name(name: str, store_url: str, label: str | None = None) -> Answer:
    """Why the names of what a name means are one, a row an alias."""
    from cli.reading import opened
    from queries.aliases import explain_aliases

    with opened(store_url) as store:
        return explain_aliases(store, name, label)
