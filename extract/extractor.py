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

    A paper that breaks it is told of and left out, so that nothing is taken for what it says; it stays pending.

    Args:
        jobs: processes that read papers at the same time.
        on_error: told of a paper that could not be read.

    """

    name = EXTRACTOR

    def __init__(self, jobs: int = 1, on_error: "OnError | None" = None) -> None:
        self._jobs, self._on_error = jobs, on_error
        self.failed: dict[str, Exception] = {}
        """Papers that could not be read, by id."""

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """One extraction a paper that can be read, in order."""
        from extract.pipeline import extract

        for extraction in extract(papers, jobs=self._jobs, on_error=self._fail):
            if extraction.paper.id not in self.failed:
                yield extraction

    def _fail(self, paper: Paper, error: Exception) -> None:
        self.failed[paper.id] = error
        if self._on_error:
            self._on_error(paper, error)
