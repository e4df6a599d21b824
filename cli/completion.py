"""``claimgraph completion``: what a shell needs to complete commands, options and query names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_CLAIMGRAPH_COMPLETE"
"""What the shell's function sets when it asks the program for completions; click's own name for it."""


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print a script that makes a shell complete commands.

    SHELL is bash (4.4 or later), zsh or fish. Put the line for yours into its start-up file.

    \b
    Examples:
      eval "$(claimgraph completion bash)"    # in ~/.bashrc
      eval "$(claimgraph completion zsh)"     # in ~/.zshrc
      claimgraph completion fish | source     # in ~/.config/fish/config.fish
    """
    click.echo(script(shell))


def script(shell: str) -> str:
    """The text that a shell runs at its start."""
    from cli.main import claimgraph

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"{shell}: there are {', '.join(SHELLS)}")
    complete = found(claimgraph, {}, "claimgraph", VARIABLE)
    return complete.source_template % complete.source_vars()
