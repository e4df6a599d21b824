"""What can go wrong in this room; the command line turns these into exit codes."""


class GraphError(Exception):
    """Root of this room's errors; its text says where, what, and what would have worked."""


class InvalidRecordError(GraphError):
    """A paper, an extraction line or a log record breaks the format (wrong input)."""


class StoreError(GraphError):
    """The surroundings failed: a lock that is held, a full disk, a foreign folder, a damaged log."""


class WrongUseError(StoreError):
    """What was asked for cannot be had anywhere: an address that is none, a text that the database refuses."""


class StoreMissingError(StoreError):
    """Nothing has been built at this place yet."""
