"""Node-link JSON, as networkx and D3 read it; ``--from`` reads it again with nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.export.options import Options
    from graph.subgraph.model import Subgraph


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The JSON text, in UTF-8."""
    import networkx

    shown = subgraph.trimmed(options.max_nodes) if options.max_nodes else subgraph
    data = networkx.node_link_data(shown.to_networkx(), edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")
