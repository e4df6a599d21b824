"""What a stored graph depends on besides its records; a snapshot made under another version is built anew."""

SCHEMA_VERSION = 2
"""Raised whenever labels, properties or their types change."""

RESOLVER_VERSION = 3
"""Raised whenever the same records would give other names or edges."""

GRAPH_VERSION = f"schema {SCHEMA_VERSION}, resolver {RESOLVER_VERSION}"
