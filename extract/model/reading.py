"""A text as the model reads it: its words, and piece by piece what the heads need of them."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.arrays import Array
from extract.model.encoder import Encoder
from extract.model.features import Mentions
from extract.model.heads import Entities, Heads, States
from extract.model.text import Text, pieces

_KEPT = 4
"""Pieces whose states are kept; a text of more of them is encoded anew by each part, so that memory stays flat."""


class Piece(NamedTuple):
    """A run of words that the encoder reads at once; ``words`` are their numbers in the text."""

    words: list[int]
    states: States


class Seen(NamedTuple):
    """Entities that one piece of a text mentions.

    Attributes:
        numbers: which of those asked for.
        states: the piece.
        entities: how the heads see them there.
        scores: shape (entities, 2), that each counts and that the paper proposes it.

    """

    numbers: list[int]
    states: States
    entities: Entities
    scores: Array


class Reading:
    """A text between the parts of the pipeline."""

    def __init__(self, text: Text, encoder: Encoder, heads: Heads) -> None:
        self.text = text
        self._encoder = encoder
        self._heads = heads
        self._subwords = encoder.subwords(text.words)
        self._pieces = pieces([len(numbers) for numbers in self._subwords], text.sentences)
        self._states: OrderedDict[int, States] = OrderedDict()
        self._seen: tuple[Sequence[Mentions], list[Seen]] | None = None

    def pieces(self) -> Iterator[Piece]:
        """The pieces in order; most texts are one."""
        for number, words in enumerate(self._pieces):
            if words:
                yield Piece(words, self._read(number, words))

    def see(self, entities: Sequence[Mentions]) -> Iterator[Seen]:
        """The entities, piece by piece where any is mentioned; those asked for last are kept where pieces are."""
        if self._seen is not None and self._seen[0] == entities:
            yield from self._seen[1]
            return
        kept: list[Seen] = []
        for piece in self.pieces():
            numbers, here = within(piece, entities)
            if here:
                seen = self._heads.entities(piece.states, here)
                one = Seen(numbers, piece.states, seen, self._heads.entity_scores(piece.states, seen))
                yield one
                if len(self._pieces) <= _KEPT:
                    kept.append(one)
        self._seen = (entities, kept) if len(self._pieces) <= _KEPT else None

    def _read(self, number: int, words: Sequence[int]) -> States:
        states = self._states.get(number)
        if states is None:
            states = self._heads.states(
                [self.text.words[i] for i in words],
                [self.text.sentences[i] for i in words],
                self._encoder([self._subwords[i] for i in words]),
            )
            self._states[number] = states
            if len(self._states) > _KEPT:
                self._states.popitem(last=False)
        return states


def within(piece: Piece, entities: Sequence[Mentions]) -> tuple[list[int], list[Mentions]]:
    """Those of the entities that the piece mentions: their numbers, and their mentions there."""
    numbers, found = [], []
    own = {word: place for place, word in enumerate(piece.words)}
    for number, (kind, spans) in enumerate(entities):
        here = [(own[i], own[j - 1] + 1) for i, j in spans if i in own and j - 1 in own]
        if here:
            numbers.append(number)
            found.append(Mentions(kind, here))
    return numbers, found
