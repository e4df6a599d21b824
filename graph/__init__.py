"""The bottom room: the vocabulary, papers and their claims, the record log, the stores."""
