"""From papers back to files that the readers read: nothing that a paper states is lost on the way."""
