"""The extractor that ``build`` and ``load`` are given: our pipeline, imported when the first paper comes."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extract.version import EXTRACTOR
from graph.extraction import Extraction
from graph.paper import Paper

if TYPE_CHECKING:
    from extract.pipeline import OnError


class PipelineExtractor:
    """Our own extractor (see ``extract.building.Extractor``).

    Args:
        jobs: processes that read papers at the same time.
        on_error: told of a paper that could not be read; logged where nothing is given.

    """

    name = EXTRACTOR

    def __init__(self, jobs: int = 1, on_error: "OnError | None" = None) -> None:
        self._jobs, self._on_error = jobs, on_error

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """One extraction a paper, in order."""
        from extract.pipeline import extract

        return extract(papers, jobs=self._jobs, on_error=self._on_error)
