"""The layout room that all drawn formats share: from a subgraph to a figure, every box, line and word placed."""
