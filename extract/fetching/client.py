"""A polite client: it says who it is, keeps its pauses, waits as long as it is told to, and tries again."""

from __future__ import annotations

import logging
import time
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Self, TypeVar

import httpx
import stamina

from extract.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

_ATTEMPTS = 6
_LONGEST_WAIT = 600.0
"""Seconds; a service that asks for more is asked again on another day."""
_TIMEOUT = 60.0
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_SHOWN = 160

for _library in ("stamina", "httpx", "httpcore"):
    logging.getLogger(_library).addHandler(logging.NullHandler())  # what they have to say is said by us


class TemporaryError(Exception):
    """An answer that may be another one when it is asked for again; ``wait`` are the seconds to wait, if told."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class Client:
    """Asks one service.

    Args:
        name: the service's, as users know it.
        pause: seconds between an answer and the next question.
        note: is told of every answer that has to be asked for again.

    """

    def __init__(self, name: str, pause: float, note: Callable[[str], None]) -> None:
        self._name, self._pause, self._note = name, pause, note
        self._answered: float | None = None
        self._http = httpx.Client(headers={"User-Agent": _who()}, timeout=_TIMEOUT, follow_redirects=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, url: str, parameters: Mapping[str, str], read: Callable[[bytes], T]) -> T:
        """What ``read`` makes of the answer; it may raise TemporaryError for one that is not whole.

        Raises:
            ServiceError: it answers that this cannot be answered, or not at all.

        """
        try:
            for attempt in stamina.retry_context(
                on=_retry, attempts=_ATTEMPTS, timeout=None, wait_initial=1, wait_max=60
            ):
                with attempt:
                    try:
                        return read(self._ask(url, parameters))
                    except (httpx.RequestError, TemporaryError) as error:
                        if attempt.num < _ATTEMPTS and _retry(error):
                            self._note(f"{self._name}: {_what(error)}; trying again")
                        raise
        except (httpx.RequestError, TemporaryError) as error:
            raise ServiceError(
                f"{self._name} ({url}): {_what(error)}; the same line again goes on later"
            ) from error
        except httpx.InvalidURL as error:
            raise ServiceError(f"{self._name} ({url}): {error}") from error
        raise AssertionError("a last attempt returns or raises")

    def _ask(self, url: str, parameters: Mapping[str, str]) -> bytes:
        if self._answered is not None and (left := self._answered + self._pause - time.monotonic()) > 0:
            time.sleep(left)
        try:
            response = self._http.get(url, params=parameters)
        finally:
            self._answered = time.monotonic()
        if response.status_code in _TEMPORARY:
            what = f"it answers {response.status_code} {response.reason_phrase}"
            raise TemporaryError(what, _seconds(response.headers.get("Retry-After")))
        if response.is_error:
            said = " ".join(response.text.split())[:_LONGEST_SHOWN]
            raise ServiceError(f"{self._name} ({url}): it answers {response.status_code}: {said}")
        return response.content


def _who() -> str:
    try:
        return f"claimgraph/{version('claimgraph')} python-httpx/{httpx.__version__}"
    except PackageNotFoundError:
        return f"claimgraph python-httpx/{httpx.__version__}"


def _retry(error: Exception) -> bool | float:
    """Whether to ask again, or after how many seconds the service wants to be asked again."""
    if isinstance(error, TemporaryError):
        return True if error.wait is None else error.wait <= _LONGEST_WAIT and max(error.wait, 1.0)
    return isinstance(error, httpx.RequestError) and not isinstance(error, httpx.UnsupportedProtocol)


def _what(error: Exception) -> str:
    return " ".join(str(error).split())[:_LONGEST_SHOWN] or type(error).__name__


def _seconds(retry_after: str | None) -> float | None:
    """Seconds out of the header, which may also be a date; None where it says nothing."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
