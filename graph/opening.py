"""From what the user names as the store to the store."""

from pathlib import Path

from graph.errors import WrongUseError
from graph.store import Store

DEFAULT_STORE = "claimgraph.store"


def open_store(url: str) -> Store:
    """The embedded store in a folder or the Neo4j store at an address; WrongUseError for another kind of address."""
    scheme, separator, _ = url.partition("://")
    if not separator:
        from graph.embedded.store import EmbeddedStore

        return EmbeddedStore(Path(url))
    from graph.neo4j.address import SCHEMES

    if scheme in SCHEMES:
        from graph.neo4j.store import Neo4jStore

        return Neo4jStore(url)
    raise WrongUseError(f"{url}: no store of this kind; name a folder, or a server like neo4j://localhost:7687")
