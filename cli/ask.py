"""``claimgraph ask``: a question in plain English, answered with papers and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import claim_options, format_option, given, store_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.answering import Answer


@click.command()
@click.argument("words", metavar="QUESTION...", nargs=-1, required=True)
@store_option
@format_option
@claim_options
def command(
    words: tuple[str, ...],
    store: str,
    output_format: str,
    limit: int | None,
    since: int | None,
    min_confidence: float | None,
) -> None:
    """Answer a question in plain English.

    Names are found under any spelling that the papers use. Where a name is not clear, names that may have been
    meant are listed; where the question is not, what can be asked.

    \b
    Examples:
      claimgraph ask "which methods address oversmoothing"
      claimgraph ask "what is Mamba based on" --format json
      claimgraph ask "problems of transformers since 2022" --min-confidence 0.7
    """
    from cli.answers import print_answer

    answer = answer_question(
        " ".join(words), store, given(limit=limit, since=since, min_confidence=min_confidence)
    )
    print_answer(answer, output_format)


def answer_question(question: str, store_url: str, options: Mapping[str, object]) -> Answer:
    """The answer of a store; ``options`` are parameters such as ``limit``."""
    from cli.reading import opened
    from queries.answering import ask

    with opened(store_url) as store:
        return ask(store, question, options)
