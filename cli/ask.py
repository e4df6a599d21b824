"""``claimgraph ask``: a question in plain English, answered with papers and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import claim_options, format_option, given, links_option, store_option, type_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.answering import Answer


@click.command()
@click.argument("words", metavar="[QUESTION]...", nargs=-1)
@click.option("--explain", "explained", is_flag=True, help="Also say how the question was read, and what was run.")
@links_option
@store_option
@format_option
@type_option
@claim_options
def command(
    words: tuple[str, ...],
    explained: bool,
    links: bool,
    store: str,
    output_format: str,
    label: str | None,
    limit: int | None,
    since: int | None,
    min_confidence: float | None,
) -> None:
    """Answer a question in plain English.

    Names are found under any spelling that the papers use. Where a name is not clear, names that may have been
    meant are listed; where the question is not, what can be asked. Without a question it prompts for questions
    (Tab completes names); lines from a pipe are answered one by one. A question may follow on the one before:
    "why 2", "what about forgetting", "since 2020", "more".

    \b
    Examples:
      claimgraph ask "which methods address oversmoothing"
      claimgraph ask "what is Mamba based on" --format json
      claimgraph ask "problems of transformers since 2022" --explain
      claimgraph ask
    """
    from cli.answers import print_answer
    from queries.explaining import explain

    options = given(limit=limit, since=since, min_confidence=min_confidence, type=label)

    def show(answer: Answer) -> None:
        if explained and answer.is_understood:
            click.echo(explain(answer) + "\n", err=True)
        print_answer(answer, output_format, links=links)

    if words:
        show(answer_question(" ".join(words), store, options))
        return
    from cli.outcome import DONE, Outcome
    from cli.prompt import converse, questions
    from cli.reading import opened
    from queries.conversation import Conversation

    with opened(store) as reader:
        code = converse(questions(reader), Conversation(reader, options).ask, show)
    if code != DONE:
        raise Outcome(code)


def answer_question(question: str, store_url: str, options: Mapping[str, object]) -> Answer:
    """The answer of a store; ``options`` are parameters such as ``limit``."""
    from cli.reading import opened
    from queries.answering import ask

    with opened(store_url) as store:
        return ask(store, question, options)
