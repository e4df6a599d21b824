"""What the network is punished for, on one paper: spans, entities that do not count, proposals, relations, sameness."""

import random
from collections import defaultdict

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 -- its usual name

from extract.model.features import RELATIONS, TYPES, Mentions, ordered_pairs, pairs_of_one_type
from extract.training.examples import UNKNOWN, Example
from extract.training.network import TrainedStates, roles
from graph.vocabulary import PREDICATES, PROPOSES, allows

WEIGHTS = {"spans": 1.0, "counts": 0.5, "proposals": 0.5, "relations": 1.0, "same": 0.4}
"""How much each loss weighs in the sum."""

_PROBLEM = TYPES.index("Problem")
_SYMMETRIC = [name for name in RELATIONS if PREDICATES[name].symmetric]
_ALLOWED = torch.tensor(
    [[[allows(a, relation, b) for relation in RELATIONS] + [False] for b in TYPES] for a in TYPES]
)

_MISTAKABLE = 0.02
"""Spans this likely to be entities are shown as such, so that the later heads learn to tell them."""

_LOSING = 0.2
"""Share of the entities of several mentions that are shown with one less, as at run time some are not found."""


def losses(states: TrainedStates, chance: random.Random) -> dict[str, Tensor]:
    """The losses of one paper by the names of WEIGHTS, each scaled to about one at the start."""
    example = states.example
    spans = states.span_scores()
    labels = torch.tensor(example.labels)
    known = labels != UNKNOWN
    found = {"spans": F.cross_entropy(spans[known], labels[known], reduction="sum") / 30}
    names = list(example.entities)
    annotated = [Mentions(*example.entities[name]) for name in names]
    wrong = _mistakes(example, spans.detach().softmax(-1), len(annotated), chance)
    shown = [_some(entity, chance) for entity in (*annotated, *wrong)]
    if not shown:
        return found
    entities = states.entities(shown)
    scores = entities.scores()
    real = [1.0] * len(annotated) + [0.0] * len(wrong)
    found["counts"] = _binary(scores[:, 0], torch.tensor(real)) / 25
    proposed = {object_ for _, predicate, object_ in example.triples if predicate == PROPOSES}
    wanted = torch.tensor([float(name in proposed) for name in names] + [0.0] * len(wrong))
    proposable = entities.types != _PROBLEM
    found["proposals"] = _binary(scores[proposable, 1], wanted[proposable]) / 4
    pairs = ordered_pairs(shown)
    if pairs:
        given = entities.pair_scores(pairs, roles(scores, entities.types))
        a, b = torch.tensor(pairs).T
        allowed = _ALLOWED[entities.types[a], entities.types[b]]
        found["relations"] = _binary(given[allowed], _relations(example, names, pairs)[allowed]) / 14
    forms, owners = _forms(example, names, wrong)
    pairs = pairs_of_one_type(forms)
    if pairs:
        given = states.entities(forms).pair_scores(pairs, torch.zeros(len(forms), 4))[:, -1]
        found["same"] = _binary(given, torch.tensor([float(owners[a] == owners[b]) for a, b in pairs])) / 8
    return found


def _binary(scores: Tensor, wanted: Tensor) -> Tensor:
    return F.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")


def _mistakes(example: Example, chances: Tensor, real: int, chance: random.Random) -> list[Mentions]:
    """Names that might be taken for entities now, the likelier the more often, as many as 60 % of the real ones."""
    likely = 1 - chances[:, -1]
    key_of = dict(zip(example.spans, example.keys, strict=True))
    annotated = {key_of[span] for _, spans in example.entities.values() for span in spans}
    places: dict[str, list[int]] = defaultdict(list)
    for i in (likely > _MISTAKABLE).nonzero().flatten().tolist():
        if example.keys[i] not in annotated:
            places[example.keys[i]].append(i)
    keys = sorted(places)
    drawn = {key: float(likely[places[key]].max()) * chance.random() ** 0.5 for key in keys}
    chosen = sorted(keys, key=lambda key: -drawn[key])[: int(0.6 * real) + 2]
    return [
        Mentions(int(chances[places[key], :-1].sum(0).argmax()), [example.spans[i] for i in places[key]])
        for key in chosen
    ]


def _some(entity: Mentions, chance: random.Random) -> Mentions:
    few = len(entity.spans) - 1
    if few < 1 or chance.random() >= _LOSING:
        return entity
    return Mentions(entity.type, sorted(chance.sample(list(entity.spans), few)))


def _relations(example: Example, names: list[str], pairs: list[tuple[int, int]]) -> Tensor:
    said = {(subject, object_): set[str]() for subject, _, object_ in example.triples}
    for subject, predicate, object_ in example.triples:
        said[subject, object_].add(predicate)
        if predicate in _SYMMETRIC:
            said.setdefault((object_, subject), set()).add(predicate)
    wanted = torch.zeros(len(pairs), len(RELATIONS) + 1)
    for row, (a, b) in enumerate(pairs):
        if max(a, b) < len(names):
            for predicate in said.get((names[a], names[b]), ()):
                wanted[row, RELATIONS.index(predicate)] = 1
    return wanted


def _forms(example: Example, names: list[str], wrong: list[Mentions]) -> tuple[list[Mentions], list[str]]:
    """Each spelling of each entity by itself, and whose it is."""
    key_of = dict(zip(example.spans, example.keys, strict=True))
    forms, owners = [], []
    for name in names:
        kind, spans = example.entities[name]
        spellings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for span in spans:
            spellings[key_of[span]].append(span)
        forms += [Mentions(kind, own) for own in spellings.values()]
        owners += [name] * len(spellings)
    return [*forms, *wrong], [*owners, *(f"wrong {i}" for i in range(len(wrong)))]
