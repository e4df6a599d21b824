"""Subgraphs: a small part of the graph with the claims, papers and sentences behind it, fit to be drawn."""

from graph.subgraph.model import Arrow, Claim, Source, Subgraph, Thing

__all__ = ["Arrow", "Claim", "Source", "Subgraph", "Thing"]
