"""``python -m claimgraph`` is the command ``claimgraph``."""

from claimgraph.shadows import refuse_shadows

refuse_shadows("graph", "extract", "queries", "cli")

from cli.main import run  # noqa: E402 -- what would shadow it must be found first

if __name__ == "__main__":
    run()
