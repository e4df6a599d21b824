"""From a question in plain English to a canned query with its parameters.

The question shapes of the catalogue find the query, the store's names fill the slots. Nothing of the question
becomes query text: names are looked up, and what the query gets is the ids that were found.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from graph.vocabulary import PAPER
from queries.catalogue import catalogue
from queries.header import Query
from queries.linking import AUTHOR, SUGGESTIONS, Linked, Linker, Unclear
from queries.wordings import (
    fold_words,
    matches,
    parse_shape,
    plainest,
    prepositions,
    split_words,
    without_politeness,
)

_SINCE = re.compile(
    r"[\s,]*\b(?:(?P<word>since|after)\s+(?P<year>(?:19|20)\d\d)|from\s+(?P<on>(?:19|20)\d\d)\s+on(?:wards?)?)\b",
    re.IGNORECASE,
)


class Understood(NamedTuple):
    """A question read as a query.

    Attributes:
        parameters: the values of its parameters that the question gives.
        linked: what each named parameter was taken for.
        unused: words of the question that played no part, as written.

    """

    query: Query
    parameters: dict[str, Any]
    linked: dict[str, Linked]
    unused: tuple[str, ...]


class NotUnderstood(NamedTuple):
    """A question that no shape fits, with questions that could be asked."""

    can_be_asked: tuple[str, ...]


class _Reading(NamedTuple):
    query: Query
    names: dict[str, str]  # parameter -> words of the question
    literal: int


class _Cut(NamedTuple):
    linked: Linked
    unused: str


_Step = Callable[[Linker, str, tuple[str, ...]], _Cut | None]


def understand(question: str, linker: Linker) -> Understood | Unclear | NotUnderstood:
    """Read a question; Unclear where a name in it is, NotUnderstood where its shape is unknown."""
    rest, given = _take_filters(question)
    words = without_politeness(split_words(rest))
    readings = sorted(_readings(words), key=lambda reading: -reading.literal)
    tried: dict[tuple[str, tuple[str, ...], int], _Cut | None] = {}
    for steps in range(1, len(_STEPS) + 1):
        for reading in readings:
            found = {
                name: _first_link(linker, text, link_types(reading.query, name), steps, tried)
                for name, text in reading.names.items()
            }
            links = {name: cut for name, cut in found.items() if cut is not None}
            if len(links) == len(found):
                return _understood(reading.query, links, given)
    if not readings:
        return NotUnderstood(examples())
    return _unclear(readings, linker, tried)


def link_types(query: Query, parameter: str) -> tuple[str, ...]:
    """The labels of the nodes that a parameter's name may be linked to."""
    declared = query.parameters[parameter]
    return {"paper": (PAPER,), "author": (AUTHOR,)}.get(declared.kind, declared.types)


def examples() -> tuple[str, ...]:
    """A question for each query that can be asked."""
    return tuple(example_question(query) for query in catalogue().values() if query.questions)


def example_question(query: Query) -> str:
    """The first wording of a query, with its parameters' examples as names."""
    named = {name: parameter.example for name, parameter in query.parameters.items()}
    return plainest(query.questions[0]).format(**named)


def _take_filters(question: str) -> tuple[str, dict[str, Any]]:
    """The question without "since 2020" and the like, and the parameters that this means."""
    found = _SINCE.search(question)
    if not found:
        return question, {}
    year = int(found["year"] or found["on"]) + (found["word"] is not None and found["word"].lower() == "after")
    return question[: found.start()] + question[found.end() :], {"since": year}


def _readings(words: list[str]) -> Iterator[_Reading]:
    """Every way to read the words as a shape of the catalogue."""
    folded = fold_words(words)
    for query in catalogue().values():
        for shape in query.questions:
            for match in matches(parse_shape(shape), folded):
                names = {name: " ".join(words[start:end]) for name, (start, end) in match.slots.items()}
                yield _Reading(query, names, match.literal)


def _prefixes(text: str) -> Iterator[tuple[str, str]]:
    """A phrase cut before each of its prepositions, longest first, and what was cut off."""
    words = text.split()
    for at in range(len(words) - 1, 0, -1):
        if words[at].lower() in prepositions():
            yield " ".join(words[:at]), " ".join(words[at:])


def _whole(linker: Linker, text: str, types: tuple[str, ...]) -> _Cut | None:
    linked = linker.exact(text, types)
    return _Cut(linked, "") if linked else None


def _whole_misspelled(linker: Linker, text: str, types: tuple[str, ...]) -> _Cut | None:
    linked = linker.misspelled(text, types)
    return _Cut(linked, "") if linked else None


def _without_context(linker: Linker, text: str, types: tuple[str, ...]) -> _Cut | None:
    found = ((linker.exact(name, types), context) for name, context in _prefixes(text))
    return next((_Cut(linked, context) for linked, context in found if linked), None)


def _misspelled_without_context(linker: Linker, text: str, types: tuple[str, ...]) -> _Cut | None:
    found = ((linker.misspelled(name, types), context) for name, context in _prefixes(text))
    return next((_Cut(linked, context) for linked, context in found if linked), None)


_STEPS: tuple[_Step, ...] = (_whole, _without_context, _whole_misspelled, _misspelled_without_context)
"""Ways to recognise a name, the surest first."""


def _first_link(
    linker: Linker,
    text: str,
    types: tuple[str, ...],
    steps: int,
    tried: dict[tuple[str, tuple[str, ...], int], _Cut | None],
) -> _Cut | None:
    """What the first of so many ways recognises."""
    for number in range(steps):
        key = (text, types, number)
        if key not in tried:
            tried[key] = _STEPS[number](linker, text, types)
        if found := tried[key]:
            return found
    return None


def _understood(query: Query, links: dict[str, _Cut], given: dict[str, Any]) -> Understood:
    linked = {name: cut.linked for name, cut in links.items()}
    usable: Mapping[str, Any] = {name: value for name, value in given.items() if name in query.parameters}
    parameters = {**{name: link.ids for name, link in linked.items()}, **usable}
    return Understood(query, parameters, linked, tuple(cut.unused for cut in links.values() if cut.unused))


def _unclear(
    readings: list[_Reading], linker: Linker, tried: dict[tuple[str, tuple[str, ...], int], _Cut | None]
) -> Unclear:
    """The first name that nothing was found for in the likeliest readings, with suggestions of all their types."""
    likeliest = [reading for reading in readings if reading.literal == readings[0].literal]
    open_names = [
        (text, link_types(reading.query, name))
        for reading in likeliest
        for name, text in reading.names.items()
        if _first_link(linker, text, link_types(reading.query, name), len(_STEPS), tried) is None
    ]
    text = min((text for text, _ in open_names), key=len)
    suggestions = [
        suggestion
        for said, types in dict.fromkeys(open_names)
        if said == text
        for suggestion in linker.unclear(text, types).did_you_mean
    ]
    return Unclear(text, tuple(dict.fromkeys(suggestions))[:SUGGESTIONS])
