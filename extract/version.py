"""Who says what an extraction says: the extractor's name and version, readable without loading spaCy."""

EXTRACTOR = "claimgraph 0.1.0 / model 2026.11.22.4"
"""Written on every extraction; raise it whenever the pipeline would say something else of the same text."""
