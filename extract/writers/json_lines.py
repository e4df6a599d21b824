"""Writes papers as JSON lines, this project's own format."""

import json
from collections.abc import Iterable, Iterator

from graph.paper import Paper


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """One line a paper, without its line break. A number that only tells papers apart is no part of an id."""
    for paper in papers:
        yield json.dumps(paper.with_changes().dump(), ensure_ascii=False)
