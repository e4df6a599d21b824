"""Lessons from papers that nobody annotated: what an earlier network holds for likely, the new one learns to say.

Soft answers (G. Hinton et al., "Distilling the knowledge in a neural network", 2015) for a student that sees the text
with words masked and its own parts dropped (Q. Xie et al., "Self-training with noisy student", 2020).
"""

import random
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 -- its usual name

from extract.model.decoding import Name, choose_names, join, things
from extract.model.features import Mentions, ordered_pairs, pairs_of_one_type
from extract.readers import read_papers
from extract.training.losses import ALLOWED, PROBLEM, SCALES, binary
from extract.training.network import EncoderNetwork, HeadNetwork, TrainedStates, roles
from graph.folding import fold_name
from graph.paper import Paper


class Teacher(NamedTuple):
    """A trained network that answers what its student is asked; the encoder computes in bfloat16."""

    encoder: EncoderNetwork
    heads: HeadNetwork

    @classmethod
    def of(cls, encoder: EncoderNetwork, heads: HeadNetwork) -> "Teacher":
        """A teacher of its own; the networks given stay as they are."""
        return cls(deepcopy(encoder).bfloat16().eval(), deepcopy(heads).eval())


def draw(source: Path, number: int, known: Iterable[Paper], seed: int) -> list[Paper]:
    """So many papers of a file, drawn at random; none of the ``known`` ones, and none with hardly a text."""
    titles = {fold_name(paper.title) for paper in known}
    found = [
        item
        for item in read_papers([source])
        if isinstance(item, Paper) and len(item.abstract) >= _LEAST_TEXT and fold_name(item.title) not in titles
    ]
    return random.Random(seed).sample(found, min(number, len(found)))  # noqa: S311 -- no secret


_LEAST_TEXT = 300
"""Characters of an abstract worth a lesson."""


def lessons(student: TrainedStates, teacher: TrainedStates) -> dict[str, Tensor]:
    """The losses of one paper as ``losses`` names and scales them, the teacher's probabilities in gold's place."""
    with torch.no_grad():
        chances = teacher.span_scores().softmax(-1)
    found = {"spans": F.cross_entropy(student.span_scores(), chances, reduction="sum") / SCALES["spans"]}
    example = student.example
    names = choose_names(example.spans, example.keys, chances.numpy())
    if not names:
        return found
    forms = [Mentions(name.type, list(name.spans)) for name in names]
    pairs, same = pairs_of_one_type(forms), torch.zeros(0)
    if pairs:
        unread = torch.zeros(len(forms), 4)
        with torch.no_grad():
            same = teacher.entities(forms).pair_scores(pairs, unread)[:, -1]
        given = student.entities(forms).pair_scores(pairs, unread)[:, -1]
        found["same"] = binary(given, same.sigmoid()) / SCALES["same"]
    shown = _joined(names, [pair for pair, score in zip(pairs, same.tolist(), strict=True) if score > 0])
    asked, answered = student.entities(shown), teacher.entities(shown)
    scores = asked.scores()
    with torch.no_grad():
        told = answered.scores()
    proposable = asked.types != PROBLEM
    found["counts"] = binary(scores[:, 0], told[:, 0].sigmoid()) / SCALES["counts"]
    found["proposals"] = binary(scores[proposable, 1], told[proposable, 1].sigmoid()) / SCALES["proposals"]
    pairs = ordered_pairs(shown)
    if pairs:
        a, b = torch.tensor(pairs).T
        allowed = ALLOWED[asked.types[a], asked.types[b]]
        given = asked.pair_scores(pairs, roles(scores, asked.types))
        with torch.no_grad():
            wanted = answered.pair_scores(pairs, roles(told, answered.types)).sigmoid()
        found["relations"] = binary(given[allowed], wanted[allowed]) / SCALES["relations"]
    return found


def _joined(names: list[Name], pairs: list[tuple[int, int]]) -> list[Mentions]:
    return [Mentions(thing.type, list(thing.spans)) for thing in things(names, join(len(names), pairs))]
