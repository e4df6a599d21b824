"""What can go wrong in this room; the command line turns these into exit codes."""


class QueryError(Exception):
    """Root of this room's errors; its text says where, what, and what would have worked."""


class UnknownQueryError(QueryError):
    """No canned query has this name."""


class ParameterError(QueryError):
    """A parameter is missing, unknown, or not of its kind."""


class RuleError(QueryError):
    """A query text breaks a rule: it writes, or a store could answer it wrongly."""


class CatalogueError(QueryError):
    """A file of the catalogue breaks the format (a fault of the catalogue, not of who asks)."""
