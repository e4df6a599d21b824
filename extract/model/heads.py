"""The heads over the encoder, in numpy: scores of spans, of entities and of pairs, for one piece of a text.

All are small: a span is the sum of three views of its words, an entity the soft maximum of its mentions with what
attention reads about it in the whole piece, a pair the two with what both attend to, after W. Zhou et al.,
"Document-Level Relation Extraction with Adaptive Thresholding and Localized Context Pooling" (2021).
``extract.training.network`` holds the same computation as it is trained.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.arrays import Array, Indices, sigmoid, softmax
from extract.model.encoder import Encoded
from extract.model.features import Mentions, Span, bucket, ordered_pairs, pair_features
from extract.model.text import MAX_WORDS, shape_number

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PAIRS_AT_ONCE = 512
"""Pairs whose scores are computed together, so that memory stays flat however many there are."""

_MOST_COUNTED = 40


class States(NamedTuple):
    """What the heads read of a piece.

    Attributes:
        words: the words of the piece.
        sentences: the sentence number of each.
        start, end, mean: one vector a word, its first subword's, its last one's and the mean, each with its shape.
        weight: of each word within a span that holds it.
        keys, values: of each word, shapes (heads, width, words) and (heads, words, width).
        encoded: the piece as the encoder read it.

    """

    words: Sequence[str]
    sentences: Sequence[int]
    start: Array
    end: Array
    mean: Array
    weight: Array
    keys: Array
    values: Array
    encoded: Encoded


class Entities(NamedTuple):
    """Entities of a piece as the heads see them: one vector each, and where each attends, by head of attention."""

    mentions: Sequence[Mentions]
    vectors: Array
    attention: Array


class Heads:
    """The heads with their weights, by the names that they have in training."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._weights = {name: np.asarray(values, dtype=np.float32) for name, values in weights.items()}
        self._heads = 8
        self._width = self._weights["key.weight"].shape[0] // self._heads

    def states(self, words: Sequence[str], sentences: Sequence[int], encoded: Encoded) -> States:
        """Views of each word."""
        vectors, first, last = encoded.vectors, encoded.first, encoded.last
        sizes = (last - first + 1)[:, None].astype(np.float32)
        shapes = self._weights["shape.weight"][[shape_number(word) for word in words]]
        sums: Array = np.add.reduceat(vectors[: last[-1] + 1], first)
        plain = sums / sizes
        mean = np.concatenate([plain, shapes], axis=1)
        start = np.concatenate([vectors[first], shapes], axis=1)
        end = np.concatenate([vectors[last], shapes], axis=1)
        weight = np.exp(6 * np.tanh(self._linear("wa", mean) / 6))
        heads = (len(words), self._heads, self._width)
        return States(
            words,
            sentences,
            start,
            end,
            mean,
            weight,
            self._linear("key", plain).reshape(heads).transpose(1, 2, 0),
            self._linear("val", plain).reshape(heads).transpose(1, 0, 2),
            encoded,
        )

    def span_scores(self, states: States, spans: Sequence[Span]) -> Array:
        """Scores of each span, shape (spans, 7): the six types and "none"."""
        starts, ends = _columns(spans)
        first, first_of = np.unique(starts, return_inverse=True)
        last, last_of = np.unique(ends - 1, return_inverse=True)
        hidden = (
            self._linear("ws", states.start[first])[first_of]
            + self._linear("we", states.end[last])[last_of]
            + _pooled(states.weight, self._linear("wp", states.mean), starts, ends)
            + self._weights["width.weight"][np.minimum(ends - starts, MAX_WORDS)]
        )
        return self._linear("sp2", _relu(self._linear("sp1", _relu(hidden))))

    def entities(self, states: States, mentions: Sequence[Mentions]) -> Entities:
        """The vectors of entities, at least one, each with at least one span."""
        starts, ends = _columns([span for entity in mentions for span in entity.spans])
        owner = np.repeat(np.arange(len(mentions)), [len(entity.spans) for entity in mentions])
        pooled = self._linear("mp", _pooled(states.weight, states.mean, starts, ends))
        raw = self._linear("ms", states.start[starts]) + self._linear("me", states.end[ends - 1]) + pooled
        whose = np.equal.outer(np.arange(len(mentions)), owner).astype(np.float32)
        soft = np.log(whose @ np.exp(3 * np.tanh(raw)))
        places = [[states.sentences[i] for i, _ in entity.spans] for entity in mentions]
        first_after_title = [min((s for s in at if s > 0), default=0) for at in places]
        table = self._weights
        vectors = np.concatenate(
            [
                soft,
                table["etype.weight"][[entity.type for entity in mentions]],
                table["nfeat.weight"][[bucket(min(len(entity.spans), _MOST_COUNTED)) for entity in mentions]],
                table["zone.weight"][[bucket(min(sentence, _MOST_COUNTED)) for sentence in first_after_title]],
                table["intitle.weight"][[int(min(at) == 0) for at in places]],
            ],
            axis=1,
        )
        attention = states.encoded.attention[:, states.encoded.first[starts]]
        return Entities(mentions, vectors, whose / whose.sum(axis=1, keepdims=True) @ attention)

    def entity_scores(self, states: States, entities: Entities) -> Array:
        """Scores of each entity, shape (entities, 2): that it counts, and that the paper proposes it."""
        context = self._read(self._ask("qu", states, entities.vectors), states)
        hidden = _relu(self._linear("u1", np.concatenate([entities.vectors, context], axis=1)))
        return self._linear("u2", hidden)

    def same_scores(self, states: States, mentions: Sequence[Mentions], pairs: Sequence[tuple[int, int]]) -> Array:
        """The score of each unordered pair, at least one, of being one thing; only what is in a pair is viewed."""
        asked, which = _asked(pairs)
        entities = self.entities(states, [mentions[i] for i in asked])
        nothing = np.zeros((len(asked), 4), dtype=np.float32)
        return self._pair_scores(states, entities, [(a, b) for a, b in which.tolist()], nothing)[:, -1]

    def relation_scores(
        self, states: States, entities: Entities, scores: Array, among: Sequence[bool]
    ) -> tuple[list[tuple[int, int]], Array]:
        """Ordered pairs that some predicate allows, and their scores by RELATIONS.

        Args:
            states: the piece.
            entities: all entities there; how one stands out among them plays a part.
            scores: as of ``entity_scores``.
            among: whether pairs with an entity are asked for.

        """
        pairs = [(a, b) for a, b in ordered_pairs(entities.mentions) if among[a] and among[b]]
        return pairs, self._pair_scores(states, entities, pairs, _roles(entities.mentions, scores))[:, :-1]

    def _pair_scores(
        self, states: States, entities: Entities, pairs: Sequence[tuple[int, int]], roles: Array
    ) -> Array:
        asked, which = _asked(pairs)
        vectors, attention = entities.vectors[asked], entities.attention[:, asked]
        views = {name: self._linear(name, vectors) for name in ("pa", "pb", "ga", "gb")}
        subject_asks = self._ask("qs", states, vectors)
        object_asks = self._ask("qo", states, vectors)
        scores = [np.zeros((0, self._weights["p3.bias"].shape[0]), dtype=np.float32)]
        for at in range(0, len(pairs), _PAIRS_AT_ONCE):
            batch = pairs[at : at + _PAIRS_AT_ONCE]
            a, b = which[at : at + _PAIRS_AT_ONCE].T
            apart, between, alike, order = np.array(
                pair_features(entities.mentions, states.words, states.sentences, batch)
            ).T
            context = self._read(subject_asks[:, a] + object_asks[:, b], states)
            shared = np.einsum("hpl,hpl->pl", attention[:, a], attention[:, b])
            shared /= shared.sum(axis=1, keepdims=True) + 1e-9
            added = (
                views["pa"][a]
                + views["pb"][b]
                + self._linear("pc", context)
                + self._linear("pl", shared @ states.encoded.vectors)
                + self._weights["f_sd.weight"][apart]
                + self._weights["f_td.weight"][between]
                + self._weights["f_name.weight"][alike]
                + self._weights["f_order.weight"][order]
                + self._linear("pp", roles[batch].reshape(len(batch), -1))
            )
            multiplied = views["ga"][a] * views["gb"][b]
            hidden = _relu(self._linear("p2", np.concatenate([_relu(added), multiplied / 4], axis=1)))
            scores.append(self._linear("p3", hidden))
        return np.concatenate(scores)

    def _linear(self, name: str, x: Array) -> Array:
        y: Array = x @ self._weights[f"{name}.weight"].T
        bias = self._weights.get(f"{name}.bias")
        return y if bias is None else y + bias

    def _ask(self, name: str, states: States, vectors: Array) -> Array:
        """Where each entity looks for words about it, shape (heads, entities, words)."""
        asked = self._linear(name, vectors).reshape(-1, self._heads, self._width).transpose(1, 0, 2)
        found: Array = asked @ states.keys / np.sqrt(np.float32(self._width))
        return found

    def _read(self, asks: Array, states: States) -> Array:
        """What is found there, shape (asks, heads × width)."""
        return (softmax(asks) @ states.values).transpose(1, 0, 2).reshape(asks.shape[1], -1)


def _roles(mentions: Sequence[Mentions], scores: Array) -> Array:
    """For each entity: proposed, kept, the likeliest proposed Method, and how many Methods are proposed."""
    chances = sigmoid(scores)
    methods = np.array([entity.type == 0 for entity in mentions], dtype=np.float32)
    proposed = chances[:, 1] * methods
    top = (proposed >= proposed.max()) * methods
    many = np.full(len(mentions), min(float(proposed.sum()), 3.0) / 3, dtype=np.float32)
    return np.stack([chances[:, 1], chances[:, 0], top, many], axis=1).astype(np.float32)


def _asked(pairs: Sequence[tuple[int, int]]) -> tuple[Indices, Indices]:
    """The numbers that some pair holds, ascending, and for each pair which two of them, shape (pairs, 2)."""
    asked, which = np.unique(np.array(pairs, dtype=np.int64).reshape(-1, 2), return_inverse=True)
    return asked, which.reshape(-1, 2)


def _columns(pairs: Sequence[Span]) -> tuple[Indices, Indices]:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _pooled(weight: Array, rows: Array, starts: Indices, ends: Indices) -> Array:
    """The mean of each span's rows by their weights; spans have at least one row."""
    at = np.arange(len(rows))
    inside = (starts[:, None] <= at) & (at < ends[:, None])
    shares = inside * weight.T
    mean: Array = shares / shares.sum(axis=1, keepdims=True) @ rows
    return mean


def _relu(x: Array) -> Array:
    return np.maximum(x, 0)


@cache
def load_heads() -> Heads:
    """The heads that ship with the package."""
    return open_heads(resources.files("extract.model").joinpath("weights"))


def open_heads(weights: "Traversable") -> Heads:
    """The heads of a folder of weights."""
    with weights.joinpath("heads.npz").open("rb") as file:
        return Heads(dict(np.load(file)))


class Calibration(NamedTuple):
    """Logistic regressions that turn scores into shares of right ones, as measured on held-out papers.

    Attributes:
        entity: the weights of ``entity_chances``, the last of them the constant.
        claim: the weights of ``claim_chances``, the last of them the constant.
        least_entity: entities less likely than this are left out.
        least_claim: claims less likely than this are left out.

    """

    entity: Array
    claim: Array
    least_entity: float
    least_claim: float


@cache
def load_calibration() -> Calibration:
    """The calibration that ships with the package."""
    found = json.loads(resources.files("extract.model").joinpath("weights/calibration.json").read_text("utf-8"))
    return Calibration(
        np.array(found["entity"], dtype=np.float32),
        np.array(found["claim"], dtype=np.float32),
        found["least_entity"],
        found["least_claim"],
    )
