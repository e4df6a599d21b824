"""How a command ends when it does not simply end: an exit code, and a line on standard error."""

DONE = 0
NOTHING_FOUND = 1
WRONG_USE = 2
"""Also: some input was unreadable, and the good part is done."""
SURROUNDINGS = 3
BUG = 70
"""EX_SOFTWARE of sysexits.h."""
INTERRUPTED = 130
"""What shells report for a program that SIGINT (2) ended: 128 + 2."""

DEBUG_VARIABLE = "CLAIMGRAPH_DEBUG"
"""Set to anything, a bug shows where it is."""

HOW_TO_REPORT = f"Please report it with the command and what it prints when {DEBUG_VARIABLE}=1 is set"


class Outcome(Exception):  # noqa: N818 -- an end that is no error: found nothing, was interrupted
    """Raised to end a command with this exit code; ``message`` is printed on standard error as it is."""

    def __init__(self, exit_code: int, message: str = "") -> None:
        super().__init__(message)
        self.exit_code, self.message = exit_code, message
