"""Reads annotated papers for the scripts that derive tables."""

import json
from pathlib import Path
from typing import Any, NamedTuple


class AnnotatedPaper(NamedTuple):
    """One annotated paper: its title, its abstract and its annotation line."""

    title: str
    abstract: str
    gold: dict[str, Any]


def read_gold(folder: Path, name: str) -> list[AnnotatedPaper]:
    """Read ``NAME.jsonl`` and ``NAME_papers.jsonl``."""
    with (folder / f"{name}_papers.jsonl").open(encoding="utf-8") as lines:
        papers = {paper["id"]: paper for paper in map(json.loads, lines)}
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        gold_lines = list(map(json.loads, lines))
    return [AnnotatedPaper(papers[g["id"]]["title"], papers[g["id"]]["abstract"], g) for g in gold_lines]
