"""Labelled pairs of names, and whether the names that a collection gives make one node of them."""

import csv
import gzip
import hashlib
import json
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from graph.extraction import Entity, Mention
from graph.ledger import Ledger
from graph.name_claims import name_claims
from graph.naming import Names
from graph.paper import Paper
from graph.settling import settle_anew

HALVES = ("development", "held out")
ARXIV_READ = 20_000


class Pair(NamedTuple):
    type: str
    name: str
    context: str
    other: str
    other_context: str
    same: bool


def read_pairs() -> list[Pair]:
    with (Path(__file__).parent / "graph" / "name_pairs.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(same=row.pop("verdict") == "same", **row) for row in rows]


def half_of(pair: Pair) -> str:
    """By a digest of the names: decided before anything was tuned."""
    text = f"{pair.type}\t{pair.name}\t{pair.other}"
    return HALVES[hashlib.blake2b(text.encode(), digest_size=1).digest()[0] % 2]


def learned_names(shared: Path) -> Names:
    """The names of the annotated train papers, of the pairs, and the abbreviations of many other abstracts."""
    gold, every = {}, []
    for line in (shared / "gold" / "train_papers.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        gold[record["id"]] = Paper(title=record["title"], abstract=record["abstract"])
    for line in (shared / "gold" / "train.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        paper = gold[record["id"]]
        every.append((paper, [entity for e in record["entities"] if (entity := _entity(paper, e))]))
    for file, most in (("conferences-sample", None), ("arxiv-cc0", ARXIV_READ)):
        with gzip.open(shared / "corpora" / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in islice(lines, most):
                record = json.loads(line)
                every.append((Paper(title=record["title"], abstract=record["abstract"]), []))
    every += [(paper, [entity]) for pair in read_pairs() for paper, entity in _told(pair)]
    ledger = Ledger()
    settle_anew(ledger, ((paper, name_claims(paper, entities)) for paper, entities in every))
    return Names(ledger)


def _entity(paper: Paper, annotated: dict) -> Entity | None:
    found = [(text, paper.text.find(text)) for text in annotated["mentions"]]
    mentions = [Mention(text=text, start=at, end=at + len(text)) for text, at in found if at >= 0]
    if not mentions:
        return None
    return Entity(id=annotated["id"], type=annotated["type"], name=annotated["name"], mentions=mentions)


def _told(pair: Pair) -> list[tuple[Paper, Entity]]:
    """Each name in a paper that has the words of its context."""
    return [
        (
            Paper(title=name, abstract=context),
            Entity(id="e", type=pair.type, name=name, mentions=[Mention(text=name, start=0, end=len(name))]),
        )
        for name, context in ((pair.name, pair.context), (pair.other, pair.other_context))
    ]


def meet(names: Names, pair: Pair) -> bool:
    """Whether both names are one node."""
    one, other = (names.within(paper, [entity]).resolve(entity).node for paper, entity in _told(pair))
    return one == other
