"""From files to papers: one module a format, told apart by content."""

from extract.readers.found import Note, Refusal
from extract.readers.reading import read_papers

__all__ = ["Note", "Refusal", "read_papers"]
