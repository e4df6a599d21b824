"""The Neo4j store: a graph in a server, updated in place by the difference to what the records say."""
