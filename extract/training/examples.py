"""Annotated papers as the network is trained on them: words, subwords, candidate spans and what each is."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.components.sentences import starts
from extract.components.words import split
from extract.model.encoder import END, START, Subwords
from extract.model.features import TYPES, Span
from extract.model.text import WINDOW, Text, candidates, text_of
from graph.folding import fold_name
from graph.paper import Paper

ARXIV = Path(__file__).with_name("arxiv.jsonl.gz")
"""Annotations of arXiv abstracts in the form of the gold files, each under its arXiv id."""

UNKNOWN = -1
"""Label of a span that counts neither way: it only stands within longer mentions of what has others."""

Edges = tuple[frozenset[str], frozenset[str]]
"""Lower-case words that no entity starts with, and words that none ends with."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A paper with its annotation.

    Attributes:
        paper: the paper.
        source: where it was taken from; "arxiv:…" or a conference.
        gold: its line of the annotation file.
        text: its words.
        offsets: where each word starts and ends in the paper's text.
        found: every place of an annotated mention, and the id of its entity.

    """

    paper: Paper
    source: str
    gold: dict[str, Any]
    text: Text
    offsets: list[Span]
    found: dict[Span, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A paper to train on.

    Attributes:
        words, sentences: as in ``Text``.
        ids: the subwords with the encoder's marks.
        first, last: the first and the last subword of each word.
        spans: the candidates.
        keys: the folded name of each.
        labels: for each its type's number, 6 where it is no mention, UNKNOWN where it counts neither way.
        entities: for each annotated entity that has a candidate its type's number and its spans.
        triples: annotated triples, (subject id or "paper", predicate, object id).

    """

    words: list[str]
    sentences: list[int]
    ids: list[int]
    first: list[int]
    last: list[int]
    spans: list[Span]
    keys: list[str]
    labels: list[int]
    entities: dict[str, tuple[int, list[Span]]]
    triples: list[tuple[str, str, str]]


def read_annotated(folder: Path, part: str) -> list[Annotated]:
    """The papers of ``<part>.jsonl`` with the texts of ``<part>_papers.jsonl``, in order."""
    lines = (folder / f"{part}_papers.jsonl").read_text(encoding="utf-8").splitlines()
    sources = {row["id"]: row for row in map(json.loads, lines)}
    annotated = []
    for gold in map(json.loads, (folder / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()):
        source = sources[gold["id"]]
        paper = Paper(title=source["title"], abstract=source["abstract"])
        annotated.append(_annotated(paper, source.get("source", ""), gold))
    return annotated


def read_arxiv(texts: Path, *, held_out: bool) -> list[Annotated]:
    """The papers of ``arxiv.jsonl.gz`` with their texts out of a file of arXiv abstracts (gzipped JSON lines).

    Annotated for claimgraph; the abstracts themselves are not ours, and are not shipped. ValueError where one of
    them is missing. ``held_out`` asks for those that are not trained on.
    """
    with gzip.open(ARXIV, "rt", encoding="utf-8") as file:
        rows = map(json.loads, file)
        golds = {row["id"]: row for row in rows if row.get("held_out", False) == held_out}
    annotated = {}
    with gzip.open(texts, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if gold := golds.get(row["arxiv_id"]):
                paper = Paper(title=" ".join(row["title"].split()), abstract=" ".join(row["abstract"].split()))
                annotated[gold["id"]] = _annotated(paper, f"arxiv:{gold['id']}", gold)
    if missing := golds.keys() - annotated.keys():
        raise ValueError(f"{texts}: {len(missing)} of the annotated papers are not there, as {min(missing)}")
    return [annotated[name] for name in golds]


def _annotated(paper: Paper, source: str, gold: dict[str, Any]) -> Annotated:
    tokens, spaces = split(paper.text)
    places, at = [], 0
    for token, space in zip(tokens, spaces, strict=True):
        places.append((at, at + len(token)))
        at += len(token) + space
    text = text_of(tokens, starts(tokens))
    offsets = [places[i] for i in text.tokens]
    return Annotated(paper, source, gold, text, offsets, _locate(paper.text, offsets, gold["entities"]))


def _locate(text: str, offsets: Sequence[Span], entities: Iterable[dict[str, Any]]) -> dict[Span, str]:
    start = {place[0]: i for i, place in enumerate(offsets)}
    end = {place[1]: i + 1 for i, place in enumerate(offsets)}
    found: dict[Span, str] = {}
    for entity in entities:
        for form in sorted({*entity["mentions"], entity["name"]}):
            for match in re.finditer(re.escape(form), text):
                if match.start() in start and match.end() in end:
                    found.setdefault((start[match.start()], end[match.end()]), entity["id"])
    return found


def derive_edges(papers: Iterable[Annotated], least: int = 20, rare: float = 0.002) -> Edges:
    """Words standing at least ``least`` times that start, or end, mentions in less than a share of ``rare``."""
    seen, start, end = Counter[str](), Counter[str](), Counter[str]()
    for paper in papers:
        low = [word.lower() for word in paper.text.words]
        seen.update(low)
        start.update(low[i] for i, _ in paper.found)
        end.update(low[j - 1] for _, j in paper.found)
    often = [word for word, n in seen.items() if n >= least]
    return (
        frozenset(word for word in often if start[word] / seen[word] < rare),
        frozenset(word for word in often if end[word] / seen[word] < rare),
    )


def write_edges(path: Path, edges: Edges) -> None:
    """Write ``edges.tsv``: a word, and 1 where nothing starts, or ends, with it."""
    rows = (f"{word}\t{int(word in edges[0])}\t{int(word in edges[1])}" for word in sorted(edges[0] | edges[1]))
    path.write_text(
        "\n".join(
            ["# Words that no entity starts with (1 in the second column) or ends with (1 in the third).", *rows]
        )
        + "\n",
        "utf-8",
    )


def example(annotated: Annotated, edges: Edges, subwords_of: Subwords) -> Example | None:
    """The paper as an example; None where it does not fit the encoder, as none of the train papers."""
    words, _, sentences = annotated.text
    subwords = subwords_of(words)
    if sum(map(len, subwords)) > WINDOW:
        return None
    ids, first, last = [START], [], []
    for numbers in subwords:
        first.append(len(ids))
        ids += numbers
        last.append(len(ids) - 1)
    spans = candidates(words, sentences, *edges)
    kinds = {entity["id"]: TYPES.index(entity["type"]) for entity in annotated.gold["entities"]}
    inside = {
        (i, j): any(a <= i and j <= b and (a, b) != (i, j) for a, b in annotated.found) for i, j in annotated.found
    }
    outside = {owner for span, owner in annotated.found.items() if not inside[span]}
    labels = {
        span: UNKNOWN if inside[span] and owner in outside else kinds[owner]
        for span, owner in annotated.found.items()
    }
    possible = set(spans)
    places: dict[str, list[Span]] = defaultdict(list)
    for span, owner in sorted(annotated.found.items()):
        if span in possible:
            places[owner].append(span)
    text, offsets = annotated.paper.text, annotated.offsets
    return Example(
        words,
        sentences,
        [*ids, END],
        first,
        last,
        spans,
        [fold_name(text[offsets[i][0] : offsets[j - 1][1]]) for i, j in spans],
        [labels.get(span, len(TYPES)) for span in spans],
        {owner: (kinds[owner], own) for owner, own in places.items()},
        [tuple(triple) for triple in annotated.gold["triples"]],
    )


def hold_out(papers: Sequence[Annotated]) -> frozenset[int]:
    """Numbers of the papers that are not trained on but calibrated on.

    One in eight of the conference papers, which are most like what is asked of us, and one in 21 of the arXiv ones.
    """
    held = []
    seen: Counter[bool] = Counter()
    for number, annotated in enumerate(papers):
        arxiv = annotated.source.startswith("arxiv:")
        if seen[arxiv] % (_OF_ARXIV if arxiv else _OF_CONFERENCES) == _AT:
            held.append(number)
        seen[arxiv] += 1
    return frozenset(held)


_OF_CONFERENCES, _OF_ARXIV, _AT = 8, 21, 3
