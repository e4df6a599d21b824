"""The parts of the HTML export: page, style, script, and Cytoscape.js 3.34.4 (MIT), which draws the graph."""
