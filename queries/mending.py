"""Typing errors in the words around the names of a question."""

from collections.abc import Sequence
from functools import cache

from queries.aligning import weight_of_words
from queries.wordings import Phrase

ONE_EDIT_FROM = 4
"""Letters that a word needs before one of them may be wrong."""
TWO_EDITS_FROM = 8
"""Letters that a word needs before two of them may be wrong."""


def mended(words: Sequence[str]) -> Phrase:
    """The words, each that no shape has replaced by one of the shapes' own that it was probably meant to be."""
    return tuple(map(_mend, words))


@cache
def _mend(word: str) -> str:
    known = weight_of_words()
    allowed = (len(word) >= ONE_EDIT_FROM) + (len(word) >= TWO_EDITS_FROM)
    if word in known or not allowed or not word.isalpha():
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(
        word,
        [other for other in known if other[:1] == word[:1] and len(other) >= ONE_EDIT_FROM],
        scorer=OSA.distance,
        score_cutoff=allowed,
        limit=None,
    )
    return min(near, key=lambda found: (found[1], known[found[0]], found[0]))[0] if near else word
