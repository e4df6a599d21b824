"""The words of a text as the model counts them, the pieces of it that fit the encoder, and the spans worth scoring."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from extract.terms import read_lines

MAX_WORDS = 12
"""Longest span looked at: 98 % of the annotated mentions of the train papers have at most this many words."""

CUT = frozenset('.!?;:,()[]{}"“”')
"""Signs that no span holds."""

MAX_SUBWORDS = 12
"""Subwords of one word that the encoder reads; more come from no word of a language."""

WINDOW = 510
"""Subwords of a piece: what the encoder reads at once (512) without its two marks."""

_TITLE = 80
"""Longest title, in subwords, that is read again at the head of each further piece."""

_OVERLAP = 120
"""Subwords that a piece reads again of the one before it, in whole sentences: what is said across two stays whole."""

SHAPES = ("low-", "low", "math", "num", "sign", "A", "AA", "AAs", "Aa-A", "Aa-", "AaA", "aA", "Aa9", "Aa")
"""Outer forms of words, in the order in which the model's table has them; one row more is for any other."""


class Text(NamedTuple):
    """A text's words without the white space between them.

    Attributes:
        words: the words.
        tokens: the number of each among the tokens of the Doc.
        sentences: the number of the sentence that each stands in, from 0, the title.

    """

    words: list[str]
    tokens: list[int]
    sentences: list[int]


def text_of(tokens: Sequence[str], begins: Sequence[bool]) -> Text:
    """The words among the tokens; ``begins`` says for each token whether a sentence starts there."""
    words, places, sentences = [], [], []
    number, due = -1, True
    for i, (token, begin) in enumerate(zip(tokens, begins, strict=True)):
        due = due or begin
        if token.isspace():
            continue
        number += due
        due = False
        words.append(token)
        places.append(i)
        sentences.append(number)
    return Text(words, places, sentences)


def pieces(sizes: Sequence[int], sentences: Sequence[int]) -> list[list[int]]:
    """Cut a text into runs of words of at most WINDOW subwords; most texts are one.

    Pieces end where sentences do, unless one sentence alone is too long. Each further one opens with the title, if
    that is short, and with what was last read.

    Args:
        sizes: subwords of each word.
        sentences: the sentence number of each word.

    Returns:
        The words of each piece, by number, ascending.

    """
    total = [0, *accumulate(sizes)]
    n = len(sizes)
    if total[n] <= WINDOW:
        return [list(range(n))]
    ends = [*(i for i in range(1, n) if sentences[i] != sentences[i - 1]), n]
    title = list(range(ends[0])) if total[ends[0]] <= _TITLE else []
    head = total[ends[0]] if title else 0
    found: list[list[int]] = []
    start, fresh = 0, 0
    while fresh < n:
        room = WINDOW - (head if found else 0)
        limit = bisect_left(total, total[start] + room + 1) - 1
        whole = [end for end in ends[bisect_left(ends, fresh + 1) :] if end <= limit]
        stop = whole[-1] if whole else max(limit, fresh + 1)
        found.append([*title, *range(start, stop)] if found else list(range(stop)))
        fresh = stop
        reach = bisect_left(total, total[stop] - _OVERLAP)
        start = next((end for end in ends if reach <= end < stop), stop)
        start = max(start, len(title))
    return found


def shape(word: str) -> str:
    """A word's outer form, in few classes."""
    if word.islower():
        return "low-" if "-" in word else "low"
    if word[0] == "$":
        return "math"
    if word[0].isdigit():
        return "num"
    if not word[0].isalpha():
        return "sign"
    if word.isupper():
        return "A" if len(word) == 1 else "AA"
    if word[-1] == "s" and word[:-1].isupper() and len(word) > 2:
        return "AAs"
    inner_capital = any(c.isupper() for c in word[1:])
    if "-" in word:
        return "Aa-A" if inner_capital else "Aa-"
    if inner_capital:
        return "AaA" if word[0].isupper() else "aA"
    return "Aa9" if any(c.isdigit() for c in word) else "Aa"


def shape_number(word: str) -> int:
    """The row of the model's table for the word's outer form."""
    found = shape(word)
    return SHAPES.index(found) if found in SHAPES else len(SHAPES)


@cache
def edge_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that no entity starts with, and words that none ends with."""
    no_start, no_end = set(), set()
    for line in read_lines("edges.tsv"):
        word, start, end = line.split("\t")
        if start == "1":
            no_start.add(word)
        if end == "1":
            no_end.add(word)
    return frozenset(no_start), frozenset(no_end)


def candidates(
    words: Sequence[str], sentences: Sequence[int], no_start: frozenset[str], no_end: frozenset[str]
) -> list[tuple[int, int]]:
    """All spans of up to MAX_WORDS words within a sentence that may start and end where they do.

    Args:
        words: the words.
        sentences: the sentence number of each.
        no_start: lower-case words that no entity starts with.
        no_end: lower-case words that no entity ends with.

    """
    found = []
    n = len(words)
    low = [word.lower() for word in words]
    wall = [word in CUT for word in words]
    for i in range(n):
        if wall[i] or low[i] in no_start:
            continue
        for j in range(i, min(n, i + MAX_WORDS)):
            if wall[j] or sentences[j] != sentences[i]:
                break
            if low[j] not in no_end:
                found.append((i, j + 1))
    return found
