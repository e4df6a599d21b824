"""Finds abbreviations with their long forms, "graph neural network (GNN)", by matching letters.

After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
text", PSB 2003: read from the right, each letter of the short form stands in the long one, the first of them
at the start of a word.
"""

from collections.abc import Iterator, Sequence

from extract.annotations import Place

_MAX_LETTERS = 12


def definitions(words: Sequence[str]) -> Iterator[tuple[Place, Place]]:
    """Each (long form, short form) that the tokens define in brackets, either way round."""
    for at, word in enumerate(words):
        if word != "(" or at == 0 or at + 2 >= len(words) or words[at + 2] not in {")", ",", ";"}:
            continue
        short = words[at + 1]
        if _is_short(short):
            begin = _long_start(words, at, short)
            if begin is not None:
                yield Place(begin, at), Place(at + 1, at + 2)


def _is_short(word: str) -> bool:
    return (
        2 <= len(word) <= _MAX_LETTERS
        and word[0].isalnum()
        and sum(c.isupper() for c in word) >= 2 - word[0].isupper()
    )


def _long_start(words: Sequence[str], end: int, short: str) -> int | None:
    """The first token of the long form that ends before ``end``, or None."""
    letters = [c.lower() for c in short if c.isalnum()]
    if len(letters) > 2 and letters[-1] == "s" and short[-1] == "s":
        letters.pop()
    furthest = max(0, end - min(len(letters) + 5, 2 * len(letters)))
    at = len(letters) - 1
    for i in range(end - 1, furthest - 1, -1):
        word = words[i].lower()
        if not word[0].isalnum():
            if word in {".", ";", ":", "(", ")", ","}:
                return None
            continue
        k = len(word) - 1
        while k >= 0 and at >= 0:
            starts_part = k == 0 or not word[k - 1].isalnum()
            if word[k] == letters[at] and (at > 0 or starts_part):
                at -= 1
            k -= 1
        if at < 0:
            return i
    return None
