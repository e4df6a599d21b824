"""Finds abbreviations with their long forms, "graph neural network (GNN)", by matching letters.

After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
text", PSB 2003: read from the right, each letter of the short form stands in the long one, the first of them
at the start of a word.
"""

from collections.abc import Sequence

from extract.annotations import Place

_MAX_LETTERS = 12


def definitions(words: Sequence[str]) -> list[tuple[Place, Place]]:
    """Each (long form, short form) that the tokens define.

    Either the short form stands in brackets behind the long one, or the long one follows a short one and a
    bracket, a colon or a comma: "GAT (graph attention network)", "GAT: Graph Attention Networks".
    """
    found = []
    for at, word in enumerate(words[:-2]):
        if word == "(" and at and words[at + 2] in _AFTER_SHORT and _is_short(words[at + 1]):
            begin = _long_start(words, at, words[at + 1])
            if begin is not None:
                found.append((Place(begin, at), Place(at + 1, at + 2)))
        elif words[at + 1] in _BEFORE_LONG and _is_short(word) and len(word) > 2:
            begin = at + 2 + (words[at + 2].lower() in _ARTICLES)
            end = _long_end(words, begin, word)
            if end is not None:
                found.append((Place(begin, end), Place(at, at + 1)))
    return found


_AFTER_SHORT = frozenset(")],;")
_BEFORE_LONG = frozenset("(:,")
_ARTICLES = frozenset(["a", "an", "the"])


def _long_end(words: Sequence[str], begin: int, short: str) -> int | None:
    """The end of the long form that starts at ``begin``, or None.

    One word more than the letters ask for is taken where it closes the phrase: "GAT (graph attention network)".
    """
    last = min(len(words), begin + sum(c.isalnum() for c in short) + 5)
    stop = next((k for k in range(begin, last) if words[k] in _ENDS_LONG), last)
    fitting = (end for end in range(begin + 2, stop + 1) if _long_start(words, end, short) == begin)
    end = next(fitting, None)
    return stop if end == stop - 1 and stop < last else end


_ENDS_LONG = frozenset(".;:(),")


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
            if word in _ENDS_LONG:
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
