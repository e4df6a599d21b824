"""What can go wrong in this room; the command line turns these into exit codes."""


class ExtractError(Exception):
    """Root of this room's errors; its text says where, what, and what would have worked."""


class UnreadableError(ExtractError):
    """An input, or a part of it, cannot be read (wrong input).

    Attributes:
        where: the input as the user named it, with ``:line`` where one line is meant.
        what: what is wrong, and what would have worked.

    """

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what = where, what


class ServiceError(ExtractError):
    """A service on the net cannot be asked, or does not answer (the surroundings)."""
