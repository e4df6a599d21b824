"""From files to triples: readers, and the spaCy pipeline that finds entities, relations and results."""
