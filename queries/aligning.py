"""Reads a question that no shape fits as the shape that it is nearest to.

The words of a question are aligned with the parts of a shape in order, the names in it with the slots. Words left
over on either side cost the more, the fewer queries use them: "the" costs little, "surpassed" much.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from math import log
from typing import NamedTuple

from queries.catalogue import catalogue
from queries.header import Query
from queries.spotting import Name
from queries.wordings import Choice, Phrase, Shape, Slot, parse_shape

UNKNOWN = 0.35
"""Cost of a word that no shape has."""
LIKE_A_NAME = 1.2
"""The same where it is written like a name: with a capital or a digit inside of the question."""
LEFT_OUT = 0.5
"""Share of its cost that a word of the shape has where the question leaves it out."""
AT_MOST = 1.5
"""Greatest cost at which a question still counts as read."""
AT_MOST_WITHOUT_NAMES = 0.7
"""The same where the query takes no name, so that the words alone must say what is asked."""
PASSED_NAME = 4.0
"""Cost of a name that no slot takes."""


class Aligned(NamedTuple):
    """A question as a shape: the name or the words of each slot, what it costs, and the weight of equal words."""

    query: Query
    slots: dict[str, Name | Phrase]
    cost: float
    equal: float


Token = str | Name
Fits = Callable[[Query, str, Token], bool]
"""Whether a token of the question may fill a slot of a query."""


@cache
def weight_of_words() -> dict[str, float]:
    """What each word of the shapes says about the query: 0 in all of them, 1 in one alone."""
    queries = list(catalogue().values())
    counted: Counter[str] = Counter()
    for query in queries:
        counted.update({word for shape in query.questions for word in _words_of(parse_shape(shape))})
    return {word: log(len(queries) / n) / log(len(queries)) for word, n in counted.items()}


def _words_of(shape: Shape) -> Iterator[str]:
    for part in shape:
        if isinstance(part, Choice):
            for phrases in part.phrases.values():
                for phrase in phrases:
                    yield from phrase


def weight(word: str) -> float:
    """What leaving a word out costs."""
    return weight_of_words().get(word, UNKNOWN)


def cost_of(word: str, written: str, *, is_first: bool) -> float:
    """What passing over a word of the question costs, by the word and the way in which it is written."""
    if word in weight_of_words():
        return weight(word)
    inside = written if not is_first else written[1:]
    return LIKE_A_NAME if any(c.isupper() or c.isdigit() for c in inside) and not written.isupper() else UNKNOWN


def align(tokens: Sequence[Token], costs: Sequence[float], fits: Fits) -> list[Aligned]:
    """The readings of a question, the nearest first; ``costs`` are for passing over each token."""
    found = []
    for query in catalogue().values():
        best: Aligned | None = None
        for text in query.questions:
            aligned = _Alignment(query, parse_shape(text), tokens, costs, fits).best()
            if aligned and (best is None or (aligned.cost, -aligned.equal) < (best.cost, -best.equal)):
                best = aligned
        most = AT_MOST if best and any(isinstance(t, Name) for t in best.slots.values()) else AT_MOST_WITHOUT_NAMES
        if best and best.cost <= most and best.equal > 0:
            found.append(best)
    return sorted(found, key=lambda aligned: (aligned.cost, -aligned.equal))


class _Alignment:
    """The cheapest way to lay one shape on one question."""

    def __init__(
        self, query: Query, shape: Shape, tokens: Sequence[Token], costs: Sequence[float], fits: Fits
    ) -> None:
        self._query, self._shape, self._tokens, self._costs, self._fits = query, shape, tokens, costs, fits
        self._known: dict[tuple[int, int], tuple[float, float, tuple[tuple[str, Token], ...]] | None] = {}

    def best(self) -> Aligned | None:
        names = sum(isinstance(token, Name) for token in self._tokens)
        slots = sum(isinstance(part, Slot) for part in self._shape)
        if names > slots or slots > len(self._tokens):
            return None
        found = self._from(0, 0)
        if found is None:
            return None
        cost, equal, filled = found
        return Aligned(self._query, {n: (t,) if isinstance(t, str) else t for n, t in filled}, cost, equal)

    def _from(self, part: int, at: int) -> tuple[float, float, tuple[tuple[str, Token], ...]] | None:
        key = (part, at)
        if key not in self._known:
            ways = list(self._ways(part, at))
            self._known[key] = min(ways, key=lambda way: (way[0], -way[1])) if ways else None
        return self._known[key]

    def _ways(self, part: int, at: int) -> Iterator[tuple[float, float, tuple[tuple[str, Token], ...]]]:
        shape, tokens = self._shape, self._tokens
        if part == len(shape) and at == len(tokens):
            yield 0.0, 0.0, ()
            return
        if at < len(tokens):  # pass over a word of the question
            rest = self._from(part, at + 1)
            if rest:
                yield rest[0] + self._costs[at], rest[1], rest[2]
        if part == len(shape):
            return
        here = shape[part]
        if isinstance(here, Slot):
            if at < len(tokens) and self._fits(self._query, here.name, tokens[at]):
                rest = self._from(part + 1, at + 1)
                if rest:
                    yield rest[0], rest[1], ((here.name, tokens[at]), *rest[2])
            return
        word = tokens[at] if at < len(tokens) else ""
        for phrase in here.phrases.get(word, ()) if isinstance(word, str) else ():
            end = at + len(phrase)
            if tuple(tokens[at:end]) == phrase and (rest := self._from(part + 1, end)):
                yield rest[0], rest[1] + sum(map(weight, phrase)), rest[2]
        rest = self._from(part + 1, at)  # leave a part of the shape out
        if rest:
            yield rest[0] + (0.0 if here.optional else LEFT_OUT * _least(here)), rest[1], rest[2]


def _least(choice: Choice) -> float:
    """The cost of the cheapest phrase of a choice."""
    return min(sum(map(weight, phrase)) for phrases in choice.phrases.values() for phrase in phrases)
