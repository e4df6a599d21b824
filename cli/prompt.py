"""The prompt of ``claimgraph ask``: questions one after the other, with history and completion of names."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.store import Store
    from queries.answering import Answer

HISTORY_VARIABLE = "CLAIMGRAPH_HISTORY"
"""Names the file that keeps the questions; set to nothing, none is kept."""
PROMPT = "ask> "
HELP = 'Ask in plain English; then "why 2", "what about X", "since 2020" or "more". Ctrl-D ends.'
_COMPLETED = 20_000
"""Names that are offered, those in most papers first."""


def questions(store: Store) -> Iterator[str]:
    """Lines of standard input: typed at a prompt in a terminal, else as they come."""
    if sys.stdin.isatty():
        yield from _typed(store)
    else:
        yield from (line.strip() for line in sys.stdin if line.strip())


def converse(lines: Iterator[str], ask: Callable[[str], Answer], show: Callable[[Answer], None]) -> int:
    """Answer line by line until there are no more; the exit code of the last one."""
    from cli.outcome import DONE, Outcome
    from queries.errors import QueryError

    code = DONE
    for line in lines:
        try:
            show(ask(line))
            code = DONE
        except Outcome as outcome:
            click.echo(outcome.message, err=True)
            code = outcome.exit_code
        except QueryError as error:
            click.echo(f"Error: {error}", err=True)
            code = 2
    return code


def _typed(store: Store) -> Iterator[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
    from prompt_toolkit.completion import FuzzyWordCompleter
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    path = history_file()
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(path)) if path else InMemoryHistory(),
        auto_suggest=AutoSuggestFromHistory(),
        completer=FuzzyWordCompleter(lambda: names(store)),
        complete_while_typing=False,
    )
    click.echo(HELP, err=True)
    while True:
        try:
            line = session.prompt(PROMPT).strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if line.lower() in ("exit", "quit"):
            return
        if line:
            yield line


def history_file() -> Path | None:
    """Where questions are kept; None where they are not to be, or cannot."""
    named = os.environ.get(HISTORY_VARIABLE)
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    path = state / "claimgraph" / "history" if named is None else Path(named)
    if named == "":
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return path


def names(store: Store) -> list[str]:
    """The names of things, those in most papers first."""
    from queries.rows import records
    from queries.support import support_text

    rows = records(store.run(support_text("names"), {}))[:_COMPLETED]
    return list(dict.fromkeys(row["name"] for row in rows))
