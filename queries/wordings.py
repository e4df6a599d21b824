"""Question shapes: what a header's ``questions`` may hold, and which words of a question fill their slots.

A shape is a line of words. ``{problem}`` is a slot for one or more words, ``(for|against)`` one of several
phrases, ``[there]`` the same but may be left out, ``<address>`` any phrase of a class in ``wordings.toml``, which
may also stand inside brackets. Brackets do not nest.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from graph.folding import fold_name
from queries.errors import CatalogueError

Phrase = tuple[str, ...]
"""Folded words, in order."""

_PART = re.compile(
    r"\{(?P<slot>\w+)\}|\[(?P<optional>[^\[\](){}]*)\]|\((?P<choice>[^\[\](){}]*)\)|(?P<word>[^\s\[\](){}]+)"
)
_MARKS = '?!.,;:"“”„«»'
_WHAT_IS = re.compile(r"\b(what|who|where|how|which)['’]s\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")


class Slot(NamedTuple):
    """A place for a name."""

    name: str


class Choice(NamedTuple):
    """Phrases of which one stands here, by their first words; whether there may also be none."""

    phrases: dict[str, list[Phrase]]
    optional: bool


Shape = tuple[Slot | Choice, ...]


class Match(NamedTuple):
    """A way to read a question as a shape: the words of each slot (start, end), and the number of other words."""

    slots: dict[str, tuple[int, int]]
    literal: int


class _Wordings(NamedTuple):
    classes: dict[str, list[str]]
    polite: list[Phrase]
    prepositions: frozenset[str]
    idioms: dict[Phrase, tuple[str, ...]]


@cache
def _wordings() -> _Wordings:
    data = tomllib.loads((files("queries") / "wordings.toml").read_text(encoding="utf-8"))
    polite = sorted((fold_words(phrase.split()) for phrase in data["polite"]), key=len, reverse=True)
    idioms = {
        fold_words(phrase.split()): tuple(idiom["means"]) for idiom in data["idiom"] for phrase in idiom["said"]
    }
    return _Wordings(data["words"], polite, frozenset(data["prepositions"]), idioms)


def prepositions() -> frozenset[str]:
    """Words before which the context of a name may be cut off."""
    return _wordings().prepositions


def split_words(question: str) -> list[str]:
    """The words of a question as written, without the marks around them and a possessive s."""
    words = (word.strip(_MARKS) for word in _WHAT_IS.sub(r"\1 is", question).split())
    return [word for word in (_POSSESSIVE.sub("", word) for word in words) if word]


@cache
def known_words() -> frozenset[str]:
    """Folded words that word classes and prepositions hold: what questions are made of beside names."""
    phrases = [fold_words(phrase.split()) for phrases in _wordings().classes.values() for phrase in phrases]
    return frozenset(word for phrase in phrases for word in phrase) | fold_set(_wordings().prepositions)


def fold_set(words: Iterable[str]) -> frozenset[str]:
    """Words as they are compared, in no order."""
    return frozenset(map(fold_name, words))


def idiom_names(text: str) -> tuple[str, ...]:
    """Names of what a phrase stands for that is no name itself ("scales badly")."""
    return _wordings().idioms.get(fold_words(text.split()), ())


def fold_words(words: Sequence[str]) -> Phrase:
    """Words as they are compared."""
    return tuple(map(fold_name, words))


def without_politeness(words: list[str]) -> list[str]:
    """The question without "please", "can you tell me" and the like in front."""
    folded = fold_words(words)
    for phrase in _wordings().polite:
        if folded[: len(phrase)] == phrase and len(words) > len(phrase):
            return without_politeness(words[len(phrase) :])
    return words


@cache
def parse_shape(shape: str) -> Shape:
    """The parts of a shape; CatalogueError where it breaks the grammar."""
    parts: list[Slot | Choice] = []
    end = 0
    for found in _PART.finditer(shape):
        if shape[end : found.start()].strip():
            raise CatalogueError(f"question {shape!r}: cannot read {shape[end : found.start()].strip()!r}")
        end = found.end()
        if found["slot"]:
            parts.append(Slot(found["slot"]))
        else:
            texts = (found["word"] or found["optional"] or found["choice"] or "").split("|")
            phrases = [phrase for text in texts for phrase in _phrases(shape, text)]
            parts.append(Choice(_by_first_word(phrases), found["optional"] is not None or () in phrases))
    if shape[end:].strip():
        raise CatalogueError(f"question {shape!r}: cannot read {shape[end:].strip()!r}")
    return tuple(parts)


def _phrases(shape: str, text: str) -> list[Phrase]:
    """All phrases that one alternative stands for."""
    classes = _wordings().classes
    options = []
    for word in text.split():
        if word.startswith("<"):
            if word.strip("<>") not in classes:
                raise CatalogueError(f"question {shape!r}: no word class {word}; there are {', '.join(classes)}")
            options.append([fold_words(phrase.split()) for phrase in classes[word.strip("<>")]])
        else:
            options.append([fold_words([word])])
    return [tuple(word for part in parts for word in part) for parts in product(*options)]


def _by_first_word(phrases: list[Phrase]) -> dict[str, list[Phrase]]:
    grouped: dict[str, list[Phrase]] = {}
    for phrase in dict.fromkeys(phrases):
        if phrase:
            grouped.setdefault(phrase[0], []).append(phrase)
    return grouped


def matches(shape: Shape, words: Phrase) -> Iterator[Match]:
    """Every way to read folded words as the shape, from first to last."""
    return _matches(shape, 0, words, 0, {}, 0)


def _matches(
    shape: Shape, part: int, words: Phrase, at: int, slots: dict[str, tuple[int, int]], literal: int
) -> Iterator[Match]:
    if part == len(shape):
        if at == len(words):
            yield Match(slots, literal)
        return
    here = shape[part]
    if isinstance(here, Slot):
        for end in range(at + 1, len(words) + 1):
            yield from _matches(shape, part + 1, words, end, {**slots, here.name: (at, end)}, literal)
        return
    for phrase in here.phrases.get(words[at], ()) if at < len(words) else ():
        end = at + len(phrase)
        if words[at:end] == phrase:
            yield from _matches(shape, part + 1, words, end, slots, literal + len(phrase))
    if here.optional:
        yield from _matches(shape, part + 1, words, at, slots, literal)


def plainest(shape: str) -> str:
    """The shape as a person would write it: the first of each choice, nothing optional, slots in braces."""
    classes = _wordings().classes
    text = re.sub(r"\[[^\]]*\]", "", shape)
    text = re.sub(r"\(([^|)]*)[^)]*\)", r"\1", text)
    return " ".join(re.sub(r"<(\w+)>", lambda found: classes[found[1]][0], text).split())
