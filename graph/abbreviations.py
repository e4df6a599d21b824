"""Abbreviations with their long forms: what a short form looks like, and where a text defines one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.folding import fold_name

_SHORT = re.compile(r"(?=[^A-Z]*[A-Z][^A-Z]*[A-Z])[A-Za-z][A-Za-z0-9&+-]{1,9}")
_LONGEST = 10
_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
_BRACKETED = re.compile(r"\s\((?P<short>[A-Za-z][A-Za-z0-9&+-]{1,9})(?=[),;:])")
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.;:,()\[\]?!“”\"\n](?!\w)")
_REACH = 120
"""Characters before a bracket in which its long form may begin."""


class Definition(NamedTuple):
    """``text[start:end]`` is "graph convolutional network (GCN": the long form and its abbreviation behind it."""

    short: str
    long: str
    start: int
    end: int


def is_short_form(text: str) -> bool:
    """Whether a surface form looks like an abbreviation: one word, at least two capitals."""
    return len(text) <= _LONGEST and _SHORT.fullmatch(text) is not None


def abbreviates(short: str, long: str) -> bool:
    """Whether the letters of ``short`` stand in ``long`` in order, the first at its start, most at word starts.

    After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions" (PSB 2003), with
    the stricter demand on word starts, as no parenthesis vouches for the pair here.
    """
    letters = [c for c in short.lower().removesuffix("s") if c.isalnum()]
    plain = _PARENTHESIS.sub("", long)
    words = _WORD.findall(plain.lower())
    if len(words) < 2 or not letters or words[0][0] != letters[0] or len(words) > len(letters) + 2:
        return False
    if fold_name(short) in map(fold_name, (*words, *plain.split())):
        return False  # "GCN model" is no long form of GCN, nor "CIFAR-10 datasets" of CIFAR-10
    text = " ".join(words)
    position, at_starts = 0, 0
    for letter in letters:
        start = re.search(rf"(?<![^\W_]){re.escape(letter)}", text[position:])
        found = position + start.start() if start else text.find(letter, position)
        if found < 0:
            return False
        at_starts += start is not None
        position = found + 1
    return at_starts >= 2 and at_starts >= len(letters) - 2


def definitions_in(text: str) -> Iterator[Definition]:
    """The abbreviations that a text defines in brackets behind the long form, the shortest that fits."""
    for found in _BRACKETED.finditer(text):
        short = found["short"]
        if not is_short_form(short):
            continue
        furthest = max(0, found.start() - _REACH)
        before = text[furthest : found.start()]
        breaks = [m.end() for m in _BREAK.finditer(before)]
        words = [m.start() for m in _WORD.finditer(before, breaks[-1] if breaks else 0)]
        for start in reversed(words[-len(short) - 2 :]):
            if start and before[start - 1] in "-‐‑–'’":
                continue
            if abbreviates(short, before[start:]):
                yield Definition(short, before[start:], furthest + start, found.end("short"))
                break
