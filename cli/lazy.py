"""A group of commands that imports a command only when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from cli.outcome import INTERRUPTED, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """Finds the command ``name`` as ``cli.<name>.command``, with _ for each hyphen.

    Args:
        commands_at: the commands' names, in the order of the help, with their short help.
        settings: as for ``click.Group``.

    """

    def __init__(self, *, commands_at: Mapping[str, str], **settings: Any) -> None:
        super().__init__(**settings)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they were given."""
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None for a name that is none."""
        if cmd_name not in self._commands_at:
            return None
        command = import_module(f"cli.{cmd_name.replace('-', '_')}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"cli/{cmd_name}.py: command is no click command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would put an empty line before what an interrupted one says."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Outcome(INTERRUPTED, "interrupted") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._commands_at.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a guess at what a wrong name was meant to be."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self._commands_at, n=1)
            if near and near[0] not in error.message:
                raise click.UsageError(f"{error.message} Did you mean {near[0]!r}?", ctx) from None
            raise
