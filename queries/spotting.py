"""Finds the names in a question of whatever shape: the longest runs of words that something is called."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.vocabulary import PAPER
from queries.linking import AUTHOR, Linked, Linker
from queries.wordings import fold_words, known_words

MAX_WORDS = 8
"""Words that the name of a thing has at most; titles may have more."""


class Name(NamedTuple):
    """A run of words, and what it means as each kind of thing that it can be."""

    start: int
    end: int
    links: dict[str, Linked]


def spot_names(words: Sequence[str], linker: Linker) -> list[Name]:
    """The names in order, longest first where they overlap.

    A single word that questions are made of (method, problem, use) is no name here, nor is a part of a person's
    name without a capital.
    """
    folded = fold_words(words)
    plain = known_words()
    texts = {
        (start, end): " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + MAX_WORDS) + 1)
        if not all(word in plain for word in folded[start:end])
    }
    entities = linker.exact_all(texts.values())
    found: dict[tuple[int, int], dict[str, Linked]] = {
        span: entities[text] for span, text in texts.items() if entities.get(text)
    }
    for span, link in _papers(words, linker):
        found.setdefault(span, {})[PAPER] = link
    taken: list[Name] = []
    for (start, end), links in sorted(found.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if all(end <= name.start or name.end <= start for name in taken):
            taken.append(Name(start, end, links))
    taken += _authors(words, linker, taken)
    return sorted(taken)


def _papers(words: Sequence[str], linker: Linker) -> list[tuple[tuple[int, int], Linked]]:
    """Papers by an id among the words, or by their whole title."""
    found = []
    for at, word in enumerate(words):
        if any(character.isdigit() for character in word) and (link := linker.exact(word, (PAPER,))):
            found.append(((at, at + 1), link))
    if len(words) > 3:
        found += linker.titles_in(words)
    return found


def _authors(words: Sequence[str], linker: Linker, taken: Sequence[Name]) -> list[Name]:
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            span = words[start : start + size]
            free = all(start + size <= name.start or name.end <= start for name in taken)
            person = free and all(word[:1].isupper() or not word[:1].islower() for word in (span[0], span[-1]))
            if person and (link := linker.exact(" ".join(span), (AUTHOR,))):
                return [Name(start, start + size, {AUTHOR: link})]
    return []
