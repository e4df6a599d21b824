"""What makes the graph explain itself in Neo4j Browser: style, favourites and guide, made from the vocabulary."""

import io
import zipfile
from pathlib import Path

from graph.errors import StoreError
from graph.neo4j.browser.favourites import FAVOURITES
from graph.neo4j.browser.guide import guide_page
from graph.neo4j.browser.style import style_sheet

STYLE, PACKED, GUIDE, FOLDER = "claimgraph.grass", "favourites.zip", "guide.html", "favourites"


def write_browser_files(root: Path) -> list[Path]:
    """Write style, favourites (each by itself, and all packed for one import) and guide.

    Files of these names are replaced. StoreError where the folder cannot be written to.
    """
    files = {
        STYLE: style_sheet().encode(),
        **{f"{FOLDER}/{favourite.name}.cypher": favourite.text.encode() for favourite in FAVOURITES},
        PACKED: _packed(),
        GUIDE: guide_page().encode(),
    }
    try:
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (root / name).write_bytes(data)
    except OSError as error:
        raise StoreError(f"{root}: cannot write here: {error.strerror}") from error
    return [root / name for name in files]


def _packed() -> bytes:
    """The favourites as Browser imports them at once; their folder there is called as in the archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for favourite in FAVOURITES:
            # A fixed date: the same favourites make the same file.
            archive.writestr(zipfile.ZipInfo(f"claimgraph/{favourite.name}.cypher"), favourite.text)
    return packed.getvalue()
