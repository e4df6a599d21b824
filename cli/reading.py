"""Opening a store to read it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """The store at ``url``, closed afterwards; says so where papers are in it that the graph does not show yet."""
    from graph.opening import open_store

    store = open_store(url)
    try:
        if store.unpublished():
            click.echo(
                "note: this store holds papers that the answer does not know yet: a build is running, or was "
                "interrupted; the same `claimgraph build` line completes it",
                err=True,
            )
        yield store
    finally:
        store.close()
