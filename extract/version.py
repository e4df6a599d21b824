"""Who says what an extraction says: the extractor's name and version, readable without loading spaCy."""

EXTRACTOR = "claimgraph 0.1.0 / rules 2026.11.3"
"""Written on every extraction; raise it whenever the pipeline would say something else of the same text."""
