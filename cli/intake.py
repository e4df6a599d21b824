"""Input as commands take it: the good part, one by one, while what is refused is said and counted."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cli.progress import Teller
    from extract.readers import Note, Refusal
    from graph.extraction import Extraction
    from graph.paper import Paper

T = TypeVar("T")


class Intake:
    """Reads and counts.

    Attributes:
        read: papers or lines, copies included.
        refused: records and whole sources that could not be read.

    """

    def __init__(self, tell: Teller) -> None:
        self._tell = tell
        self.read = 0
        self.refused = 0

    def papers(self, sources: Sequence[str], columns: Mapping[str, str] | None = None) -> Iterator[Paper]:
        """The papers of files, folders and ``-``; ``columns`` are tables' own names for fields."""
        from extract.readers import read_papers

        return self._good(read_papers(sources, columns))

    def extractions(self, source: str) -> Iterator[Extraction]:
        """The extraction lines of a file or of ``-``."""
        from extract.extraction_lines import read_extractions

        return self._good(read_extractions(source))

    def _good(self, items: Iterator[T | Refusal | Note]) -> Iterator[T]:
        from extract.readers import Note, Refusal

        for item in items:
            if isinstance(item, Refusal):
                self.refused += 1
                self._tell.note(str(item), "refused")
            elif isinstance(item, Note):
                self._tell.note(str(item))
            else:
                self.read += 1
                yield item


def unless_empty(items: Iterable[T]) -> Iterator[T] | None:
    """The same items, or None where there are none: nothing is to be begun for them."""
    iterator = iter(items)
    for first in iterator:
        return chain((first,), iterator)
    return None
