"""The embedded store: a folder with the log, a lock, and an immutable LadybugDB snapshot of the graph."""
