"""The connection to a Neo4j server: reading, writing with retries, and every failure as one clear line."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import StoreError, WrongUseError
from graph.neo4j.address import PASSWORD_VARIABLE, USER_VARIABLE, password_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import neo4j

    from graph.neo4j.address import Address

T = TypeVar("T")

RETRY_SECONDS = 60.0
"""How long a transaction is tried again: a server needs about 10 s to start, and may need a while to recover."""

_CONNECT_SECONDS = 10.0

_OUT_OF_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError")


class OutOfMemoryError(StoreError):
    """The server has not the memory for a transaction of this size; a smaller one may pass."""


class Connection:
    """Connects when it is first used. One object may serve several threads.

    All reading and writing of one object is causally chained by bookmarks: in a cluster, whatever member answers
    has seen what this object wrote.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._driver: neo4j.Driver | None = None

    @property
    def address(self) -> Address:
        """Where it leads."""
        return self._address

    def rows(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
        """Column names and rows of a statement that only reads, from a member that serves readers."""

        def work(transaction: neo4j.ManagedTransaction) -> tuple[list[str], list[list[Any]]]:
            result = transaction.run(cypher, dict(parameters))
            return list(result.keys()), [list(record.values()) for record in result]

        with self._session(read=True) as session:
            return _run_to_the_end(session.execute_read, work)

    def pages(self, cypher: str, first: Any, size: int) -> Iterator[list[Any]]:
        """All rows of a statement that reads ``$size`` rows whose first value is above ``$after``, in its order.

        Read page by page, each tried again where the server was away: the answer may be larger than the memory.
        """
        after = first
        while True:
            _, rows = self.rows(cypher, {"after": after, "size": size})
            yield from rows
            if len(rows) < size:
                return
            after = rows[-1][0]

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run a transaction, again where the server was away or another transaction stood in the way.

        ``work`` may run several times, also after a run whose commit went through unnoticed: doing it twice must
        be doing it once. OutOfMemoryError at once where the server has too little memory for it.
        """

        def guarded(transaction: neo4j.ManagedTransaction) -> T:
            from neo4j.exceptions import TransientError

            try:
                return work(transaction)
            except TransientError as error:
                if _is_out_of_memory(error):  # trying the same again would only take its time
                    raise OutOfMemoryError(f"{self._address.url}: {_first_line(error)}") from error
                raise

        with self._session() as session:
            return _run_to_the_end(session.execute_write, guarded)

    def run_alone(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        """Run a statement in a transaction of its own, as changes of the schema demand."""
        given = dict(parameters or {})
        return self.write(lambda transaction: [list(r.values()) for r in transaction.run(cypher, given)])

    def run_once(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
        """Column names and rows of a statement that may write, which is not tried again if the server is away."""
        with self._session() as session:
            result = session.run(cypher, dict(parameters))
            return list(result.keys()), [list(record.values()) for record in result]

    @contextmanager
    def _session(self, *, read: bool = False) -> Iterator[neo4j.Session]:
        import neo4j

        with self._explained():
            driver = self._connected()
            with driver.session(
                database=self._address.database,
                default_access_mode=neo4j.READ_ACCESS if read else neo4j.WRITE_ACCESS,
                bookmark_manager=driver.execute_query_bookmark_manager,
            ) as session:
                yield session

    def _connected(self) -> neo4j.Driver:
        if self._driver is None:
            import neo4j

            _quieten()
            driver = neo4j.GraphDatabase.driver(
                self._address.uri,
                auth=(self._address.user, password_of(self._address)),
                user_agent=_user_agent(),
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=2 * _CONNECT_SECONDS,  # the server's greeting included
                max_transaction_retry_time=RETRY_SECONDS,
                notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            )
            try:
                # Tried once, without retries: who mistyped the host or the password wants to know at once, and a
                # server locks an account after a few wrong passwords.
                with driver.session(
                    database=self._address.database, default_access_mode=neo4j.READ_ACCESS
                ) as session:
                    session.run("RETURN 1").consume()
            except BaseException:
                driver.close()
                raise
            self._driver = driver
        return self._driver

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            yield
        except Exception as error:
            if _was_interrupted(error):
                raise KeyboardInterrupt from error
            if isinstance(error, Neo4jError | DriverError):
                raise _explain(error, self._address, connected=self._driver is not None) from error
            if isinstance(error, ValueError | OSError):  # what the driver and the system say of odd addresses
                raise StoreError(f"{self._address.url}: {_first_line(error)}") from error
            raise

    def close(self) -> None:
        """Close all connections."""
        if self._driver is not None:
            driver, self._driver = self._driver, None
            with self._explained():
                driver.close()


def _run_to_the_end(
    execute: Callable[[Callable[[neo4j.ManagedTransaction], T]], T],
    work: Callable[[neo4j.ManagedTransaction], T],
) -> T:
    """Run a managed transaction, again too where the answer to its commit got lost.

    The driver does not, as it cannot know whether running it twice does harm. Ours does none.
    """
    from neo4j.exceptions import IncompleteCommit

    end = None
    while True:
        try:
            return execute(work)
        except IncompleteCommit:
            end = end or time.monotonic() + RETRY_SECONDS
            if time.monotonic() > end:
                raise


def _quieten() -> None:
    """Leave the driver's warnings to those who ask for them: what matters of them is in our own errors."""
    logger = logging.getLogger("neo4j")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _user_agent() -> str:
    """Who we are, for those who watch the server."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"claimgraph/{version('claimgraph')}"
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "claimgraph"


def _explain(error: Exception, address: Address, *, connected: bool) -> StoreError:
    """What happened and what to do, in one line."""
    from neo4j.exceptions import AuthError, ServiceUnavailable, SessionExpired

    code = getattr(error, "code", None) or ""
    where, said = address.url, _first_line(error)
    plain = address.uri.partition("://")[0].partition("+")[0]
    if code.endswith("AuthenticationRateLimit"):
        return StoreError(f"{where}: locked for a few seconds after wrong passwords; wait, then try the right one")
    if isinstance(error, AuthError):
        return StoreError(
            f"{where}: the server refused user {address.user} with this password; "
            f"check {USER_VARIABLE} and {PASSWORD_VARIABLE}"
        )
    if _is_about_certificates(error):
        return StoreError(
            f"{where}: no encrypted connection ({_reason(error)}); write {plain}+ssc:// where the certificate is the "
            f"server's own and you trust it, {plain}:// where it has none"
        )
    if isinstance(error, ServiceUnavailable | SessionExpired):
        if connected:
            return StoreError(
                f"{where}: the server went away and did not come back; what was reported done is safe: "
                "run the same line again when it answers"
            )
        if any("looks like HTTP" in str(cause) for cause in _causes(error)):
            return StoreError(f"{where}: a web server answers there; the Bolt port is another one, usually 7687")
        return StoreError(
            f"{where}: nobody answers there ({_reason(error)}); is the server running, is the port the Bolt port?"
        )
    if "DatabaseNotFound" in code:
        return StoreError(
            f"{where}: this server has no database {address.database!r}; leave it out for the usual one"
        )
    if "ReadOnly" in code or "read-only" in said or "read only" in said:
        return StoreError(f"{where}: this database is read-only; nothing was written")
    if code.endswith("AccessMode"):
        return WrongUseError("this statement writes, and was to read only; --write allows it")
    if any(code.endswith(name) for name in _OUT_OF_MEMORY):
        return OutOfMemoryError(f"{where}: the server has too little memory for this ({said})")
    if code.startswith("Neo.ClientError.Statement."):
        return WrongUseError(f"the database refused the query: {said}")
    return StoreError(f"{where}: {said}")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that led to it; asking a cluster's members fails with the error of each."""
    while error is not None:
        yield error
        for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from _causes(one)
        error = error.__cause__ or error.__context__


def _was_interrupted(error: BaseException) -> bool:
    """Whether it came of Ctrl-C: the driver, stopped in the middle of a message, fails at tidying up."""
    return any(isinstance(cause, KeyboardInterrupt) for cause in _causes(error))


def _is_about_certificates(error: BaseException) -> bool:
    import ssl

    return any(isinstance(cause, ssl.SSLError) for cause in _causes(error))


def _is_out_of_memory(error: Exception) -> bool:
    return any(str(getattr(error, "code", "")).endswith(name) for name in _OUT_OF_MEMORY)


def _reason(error: BaseException) -> str:
    """What the system says is the matter, where it does: the driver says where it tried, in several lines."""
    for cause in _causes(error):
        if isinstance(cause, OSError):
            said = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or cause.strerror or cause
            if str(said):
                return str(said).replace("_", " ").lower()
    return _first_line(error)


def _first_line(error: BaseException) -> str:
    text = str(getattr(error, "message", None) or error).strip()
    return text.splitlines()[0] if text else type(error).__name__
