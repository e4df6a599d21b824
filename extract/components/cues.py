"""The words that state a predicate, and where they stand in a text."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extract.terms import read_lines


class Cue(NamedTuple):
    """Words that state a predicate; ``forward`` where the subject stands before them."""

    predicate: str
    forward: bool
    words: str


class CueAt(NamedTuple):
    """A cue that stands at tokens ``start`` to ``end``."""

    cue: Cue
    start: int
    end: int


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    by_word = defaultdict(list)
    for line in read_lines("cues.tsv"):
        predicate, order, words = line.split("\t")
        parts = tuple(words.split())
        by_word[parts[0]].append((parts, Cue(predicate, order == ">", words)))
    return dict(by_word)


def find_cues(low: Sequence[str]) -> list[CueAt]:
    """All cues in a text of lower-case tokens, in text order."""
    found, by_word = [], _by_first_word()
    for at, word in enumerate(low):
        for parts, cue in by_word.get(word, ()):
            if tuple(low[at : at + len(parts)]) == parts:
                found.append(CueAt(cue, at, at + len(parts)))
    return found
