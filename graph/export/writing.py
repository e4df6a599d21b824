"""From a subgraph to a file: the format by the file's ending, written in one piece or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from graph.errors import GraphError, StoreError

if TYPE_CHECKING:
    from graph.export.options import Options
    from graph.subgraph.model import Subgraph


class ExportError(GraphError):
    """Wrong use of an export: an unknown format, a file that exists, nothing to draw."""


class WritingError(StoreError):
    """The surroundings failed: a folder that is not there or not writable, a full disk."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module in this package, its ending, and for what it is."""

    module: str
    ending: str
    meaning: str


FORMATS: dict[str, Format] = {
    fmt.ending.removeprefix("."): fmt
    for fmt in (
        Format("pptx", ".pptx", "slides of native shapes, for PowerPoint and LibreOffice"),
        Format("svg", ".svg", "vector drawing with real text"),
        Format("png", ".png", "picture"),
        Format("pdf", ".pdf", "vector page with selectable text"),
        Format("tikz", ".tex", "TikZ picture, compiles alone and as an input file"),
        Format("mermaid", ".mmd", "Mermaid flowchart, for a README"),
        Format("dot", ".dot", "Graphviz"),
        Format("graphml", ".graphml", "for yEd, Cytoscape, igraph, networkx"),
        Format("gexf", ".gexf", "for Gephi, with colours, places and years"),
        Format("html", ".html", "one page to explore, works without network"),
        Format("node_link", ".json", "node-link JSON, which --from reads again"),
        Format("table", ".csv", "rows of nodes and claims, for spreadsheets"),
        Format("cypher", ".cypher", "script that recreates the subgraph"),
        Format("bibliography", ".bib", "BibTeX of the papers that make the claims"),
    )
}
"""All formats by name; each module has ``export(subgraph, options) -> bytes``."""


def format_of(path: str | Path, name: str | None = None) -> str:
    """The format of this name, or of the file's ending; ExportError lists what there is."""
    wanted = (name or Path(path).suffix).lower().removeprefix(".")
    if wanted not in FORMATS:
        said = f"--format {name}" if name else str(path)
        raise ExportError(f"{said}: no format of that name; there are {', '.join(FORMATS)}")
    return wanted


def render(subgraph: Subgraph, name: str, options: Options | None = None) -> bytes:
    """The subgraph in a format of ``FORMATS``, the same bytes from run to run; ExportError where it is empty."""
    from graph.export.options import Options as Defaults

    if not subgraph:
        raise ExportError("there is nothing to draw")
    module = import_module(f"graph.export.{FORMATS[format_of('', name)].module}")
    data: bytes = module.export(subgraph, options or Defaults())
    return data


def write(
    subgraph: Subgraph,
    path: str | Path,
    options: Options | None = None,
    *,
    name: str | None = None,
    force: bool = False,
) -> None:
    """Write a subgraph to a file, in the format of its ending or of ``name``.

    ExportError for an unknown format, an empty subgraph, or a file that exists (unless ``force``); WritingError
    where the surroundings fail. Until all is written, what was there stays.
    """
    path = Path(path)
    wanted = format_of(path, name)
    refuse_existing(path, force=force)
    data = render(subgraph, wanted, options)
    temporary: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise WritingError(f"{path}: {error.strerror}; name a place that can be written to") from None


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise ExportError where a file is there that nobody said may go."""
    if path.is_dir():
        raise ExportError(f"{path}: is a folder; name a file in it")
    if path.exists() and not force:
        raise ExportError(f"{path}: is there already; --force writes over it")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
