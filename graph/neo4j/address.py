"""Which server, which database and which user a store's address names; the password never stands in it."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from graph.errors import StoreError, WrongUseError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
"""``neo4j`` asks the server for its cluster, ``bolt`` takes the one server; ``+s`` encrypts, ``+ssc`` also trusts
a certificate that the server signed itself."""

USER_VARIABLE, PASSWORD_VARIABLE, DATABASE_VARIABLE = "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"
_DEFAULT_USER = "neo4j"


class Address(NamedTuple):
    """A database on a server.

    Attributes:
        url: as the user wrote it.
        uri: what the driver connects to, without user and database.
        user: who logs in.
        database: None for the user's home database.

    """

    url: str
    uri: str
    user: str
    database: str | None


def parse_address(url: str) -> Address:
    """Read ``neo4j://[USER@]HOST[:PORT][/DATABASE]``; what it leaves out comes from the environment.

    WrongUseError for one that names no host, or a password: those end up in histories and process lists.
    """
    parts = urlsplit(url)
    if parts.password is not None:
        raise WrongUseError(
            f"{parts.scheme}://…: a password does not belong in an address, where others can read it; "
            f"set {PASSWORD_VARIABLE}, or leave it out and be asked for it"
        )
    try:
        port = parts.port
    except ValueError:
        raise WrongUseError(
            f"{url}: the port is no number; an address looks like neo4j://localhost:7687"
        ) from None
    if not parts.hostname or parts.query or parts.fragment:
        raise WrongUseError(
            f"{url}: an address looks like neo4j://localhost:7687 or neo4j://user@host:7687/database"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(
        url=url,
        uri=f"{parts.scheme}://{host}" + (f":{port}" if port else ""),
        user=unquote(parts.username or "") or os.environ.get(USER_VARIABLE) or _DEFAULT_USER,
        database=unquote(parts.path.strip("/")) or os.environ.get(DATABASE_VARIABLE) or None,
    )


def with_login(url: str, user: str | None, database: str | None) -> str:
    """The address with another user and database in it, where they are given; WrongUseError as ``parse_address``."""
    parse_address(url)
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    name = quote(user, safe="") if user else parts.username
    path = f"/{quote(database, safe='')}" if database else parts.path
    return parts._replace(netloc=f"{name}@{place}" if name else place, path=path).geturl()


def password_of(address: Address) -> str:
    """The password from the environment, else from whoever sits at the terminal; StoreError where nobody does."""
    password = os.environ.get(PASSWORD_VARIABLE)
    if password:
        return password
    if not sys.stdin.isatty():
        raise StoreError(f"{address.url}: no password for {address.user}; set {PASSWORD_VARIABLE}")
    from getpass import getpass

    return getpass(f"Password of {address.user} at {address.uri}: ")
