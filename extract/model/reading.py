"""A text as the model reads it: its words, and piece by piece what the heads need of them."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.model.encoder import Encoder
from extract.model.features import Mentions, Span
from extract.model.heads import Heads, States
from extract.model.text import Text, pieces

_KEPT = 4
"""Pieces whose states are kept; a text of more of them is encoded anew by each part, so that memory stays flat."""


class Piece(NamedTuple):
    """A run of words that the encoder reads at once; ``words`` are their numbers in the text."""

    words: list[int]
    states: States


class Reading:
    """A text between the parts of the pipeline."""

    def __init__(self, text: Text, encoder: Encoder, heads: Heads) -> None:
        self.text = text
        self._encoder = encoder
        self._heads = heads
        self._subwords = encoder.subwords(text.words)
        self._pieces = pieces([len(numbers) for numbers in self._subwords], text.sentences)
        self._states: OrderedDict[int, States] = OrderedDict()

    def pieces(self) -> Iterator[Piece]:
        """The pieces in order; most texts are one."""
        for number, words in enumerate(self._pieces):
            if words:
                yield Piece(words, self._read(number, words))

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


def within(piece: Piece, entities: Sequence[tuple[int, Sequence[Span]]]) -> tuple[list[int], list[Mentions]]:
    """Those of the entities (type and spans) that the piece mentions: their numbers, and their mentions there."""
    numbers, found = [], []
    own = {word: place for place, word in enumerate(piece.words)}
    for number, (kind, spans) in enumerate(entities):
        here = [(own[i], own[j - 1] + 1) for i, j in spans if i in own and j - 1 in own]
        if here:
            numbers.append(number)
            found.append(Mentions(kind, here))
    return numbers, found
