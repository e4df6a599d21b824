"""Reads annotated papers for the scripts that derive tables: tokens, and the spans that the annotations mean."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from extract.components.sentences import starts
from extract.components.words import split


class AnnotatedPaper(NamedTuple):
    """One annotated paper: its text in tokens, its annotation, and the spans of each entity.

    Attributes:
        title: the paper's title.
        abstract: the paper's abstract.
        words: tokens of title, line break, abstract.
        breaks: for each token whether a sentence starts there.
        gold: the annotation line.
        spans: (start, end) in tokens to (entity id, whether it lies inside a longer annotated span).

    """

    title: str
    abstract: str
    words: list[str]
    breaks: list[bool]
    gold: dict[str, Any]
    spans: dict[tuple[int, int], tuple[str, bool]]


def read_gold(folder: Path, name: str) -> list[AnnotatedPaper]:
    """Read ``NAME.jsonl`` and ``NAME_papers.jsonl``."""
    with (folder / f"{name}_papers.jsonl").open(encoding="utf-8") as lines:
        papers = {paper["id"]: paper for paper in map(json.loads, lines)}
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [_align(papers[gold["id"]], gold) for gold in map(json.loads, lines)]


def _align(paper: dict[str, Any], gold: dict[str, Any]) -> AnnotatedPaper:
    text = f"{paper['title']}\n{paper['abstract']}"
    words, spaces = split(text)
    begins, ends, at = {}, {}, 0
    for i, (word, space) in enumerate(zip(words, spaces, strict=True)):
        begins[at], ends[at + len(word)] = i, i + 1
        at += len(word) + space
    found: dict[tuple[int, int], str] = {}
    for entity in gold["entities"]:
        for mention in {*entity["mentions"], entity["name"]}:
            for match in re.finditer(re.escape(mention), text):
                if match.start() in begins and match.end() in ends:
                    found.setdefault((begins[match.start()], ends[match.end()]), entity["id"])
    spans = {
        (i, j): (entity, any(a <= i and j <= b and (a, b) != (i, j) for a, b in found))
        for (i, j), entity in found.items()
    }
    return AnnotatedPaper(paper["title"], paper["abstract"], words, starts(words), gold, spans)
