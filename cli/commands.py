"""The commands by name, each with its one line of help: known without importing any of them."""

COMMANDS: dict[str, str] = {
    "fetch": "Get papers on a subject from arXiv or OpenAlex.",
    "build": "Read papers, extract their claims, and add them to the store.",
    "extract": "Print what is found in papers, without a store.",
    "load": "Add extracted papers from a file to the store.",
    "remove": "Take papers out of the store.",
    "papers": "List the papers in the store.",
    "ask": "Answer a question in plain English.",
    "query": "Run a query of the catalogue, or list them.",
    "show": "Show what is known under a name.",
    "path": "Show how two things are connected.",
    "export": "Make a slide, figure or graph file of a part of the graph.",
    "stats": "Count what is in the graph.",
    "completion": "Print a script that makes a shell complete commands.",
    "evaluate": "Score extraction against annotated papers.",
    "neo4j-browser": "Write a style, favourites and a guide for Neo4j Browser.",
}
"""In the order of a first day with the program. ``cli/<name>.py`` holds the command, as ``command``."""
