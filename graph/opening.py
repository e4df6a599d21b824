"""From what the user names as the store to the store."""

from pathlib import Path

from graph.errors import StoreError
from graph.store import Store

DEFAULT_STORE = "claimgraph.store"
_NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(url: str) -> Store:
    """The embedded store in a folder; StoreError for a kind of address that no store answers to."""
    scheme, separator, _ = url.partition("://")
    if not separator:
        from graph.embedded.store import EmbeddedStore

        return EmbeddedStore(Path(url))
    if scheme in _NEO4J_SCHEMES:
        raise StoreError(f"{url}: this version has no Neo4j store yet; name a folder")
    raise StoreError(f"{url}: no store of this kind; name a folder")
