"""The entry point: runs a command, and is the one place that turns what went wrong into an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from cli.commands import COMMANDS
from cli.lazy import LazyGroup
from cli.outcome import BUG, DEBUG_VARIABLE, DONE, HOW_TO_REPORT, INTERRUPTED, SURROUNDINGS, WRONG_USE, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"claimgraph {version('claimgraph')}")
        except PackageNotFoundError:
            click.echo("claimgraph, not installed")
        context.exit()


@click.group(cls=LazyGroup, commands_at=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
def claimgraph() -> None:
    """Turn paper abstracts into a graph of claims, and ask it questions.

    Every answer names the papers it rests on and quotes the sentences that say so.

    \b
    Examples:
      claimgraph build papers.jsonl
      claimgraph ask "which methods address oversmoothing"

    Exit codes: 0 done; 1 ran and found nothing; 2 wrong use, or some input unreadable (the good part is done);
    3 the surroundings failed (lock, disk, server); 70 a bug of ours; 130 interrupted.
    """


def run() -> None:
    """Be the ``claimgraph`` command, and end the process with its exit code."""
    sys.exit(exit_code(sys.argv[1:]))


def exit_code(arguments: Sequence[str]) -> int:
    """Run one command line; whatever goes wrong is said in one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has all that it wanted. What is still buffered must not fail at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:  # a full disk under standard output, for one
        return _fail(_describe_os_error(error), SURROUNDINGS)
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        claimgraph.main(list(arguments), prog_name="claimgraph", standalone_mode=False)
    except Outcome as outcome:
        if outcome.message:
            click.echo(outcome.message, err=True)
        return outcome.exit_code
    except click.exceptions.Exit as end:
        return end.exit_code
    except SystemExit as end:  # click's answer to a shell that wants completions (0), or to a closed pipe
        if not end.code:
            return DONE
        raise BrokenPipeError from None
    except click.Abort:
        return _fail("interrupted", INTERRUPTED, prefix="")
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED, prefix="")
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 -- this is the place where every error ends
        return _explain(error)
    return DONE


def _explain(error: Exception) -> int:
    """Say what happened; the rooms' own errors say it themselves."""
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        traceback.print_exception(error)
    from extract.errors import ExtractError, ServiceError
    from graph.errors import GraphError, InvalidRecordError, StoreError, StoreMissingError, WrongUseError
    from queries.errors import QueryError

    kinds: dict[type[Exception], int] = {  # the first that fits counts
        StoreMissingError: WRONG_USE,
        WrongUseError: WRONG_USE,
        InvalidRecordError: WRONG_USE,
        StoreError: SURROUNDINGS,
        GraphError: WRONG_USE,
        ServiceError: SURROUNDINGS,
        ExtractError: WRONG_USE,
        QueryError: WRONG_USE,
    }
    for kind, code in kinds.items():
        if isinstance(error, kind):
            return _fail(str(error), code)
    if isinstance(error, OSError):
        return _fail(_describe_os_error(error), SURROUNDINGS)
    if isinstance(error, MemoryError):
        return _fail("there is not enough memory; give it fewer papers at once", SURROUNDINGS)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return _fail(f"a bug in claimgraph ({what}). {HOW_TO_REPORT}", BUG)


def _describe_os_error(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or type(error).__name__}"


def _fail(message: str, code: int, prefix: str = "Error: ") -> int:
    click.echo(prefix + message, err=True)
    return code


if __name__ == "__main__":
    run()
