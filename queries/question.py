"""From a question in plain English to a canned query with its parameters.

The question shapes of the catalogue find the query, the store's names fill the slots. Nothing of the question
becomes query text: names are looked up, and what the query gets is the ids that were found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graph.vocabulary import NODE_KINDS, PAPER
from queries.catalogue import catalogue
from queries.errors import ParameterError
from queries.filters import take_filters
from queries.header import Query
from queries.kinds import NAMED_KINDS, parse_value
from queries.linking import AUTHOR, SUGGESTIONS, Linked, Linker, Unclear
from queries.wordings import (
    Phrase,
    fold_words,
    idiom_names,
    matches,
    parse_shape,
    plainest,
    prepositions,
    split_words,
    without_politeness,
)

EXAMPLES_SHOWN = 8
_ON_AT_MOST = 5
"""Words of a dataset's name after "on"."""


class Understood(NamedTuple):
    """A question read as a query.

    Attributes:
        parameters: the values of its parameters that the question gives.
        linked: what each named parameter was taken for.
        unused: words of the question that played no part, as written.
        is_guess: whether no shape fits, and the nearest one was taken.

    """

    query: Query
    parameters: dict[str, Any]
    linked: dict[str, Linked]
    unused: tuple[str, ...]
    is_guess: bool = False


class NotUnderstood(NamedTuple):
    """A question that no shape fits, with questions that could be asked."""

    can_be_asked: tuple[str, ...]


class _Reading(NamedTuple):
    """A way to read a question: words for each named parameter, values for the others, and what else is given."""

    query: Query
    names: dict[str, str]
    given: dict[str, Any]
    literal: int


class _Cut(NamedTuple):
    linked: Linked
    unused: str


_Step = Callable[[Linker, str, tuple[str, ...]], _Cut | None]
_Tried = dict[tuple[str, tuple[str, ...], int], _Cut | None]


def understand(question: str, linker: Linker) -> Understood | Unclear | NotUnderstood:
    """Read a question; Unclear where a name in it is, NotUnderstood where its shape is unknown.

    First as the shapes have it, then with typing errors in the words around the names corrected, at last as the
    shape that it is nearest to.
    """
    rest, given = take_filters(question)
    words = without_politeness(split_words(rest))
    tried: _Tried = {}
    readings = _all_readings(words, fold_words(words), given, linker)
    found = _first_linked(readings, linker, tried)
    readings = [reading for reading in readings if reading.literal]
    if found is None:
        from queries.mending import mended

        folded = fold_words(words)
        if (corrected := mended(folded)) != folded:
            found = _first_linked(_all_readings(words, corrected, given, linker), linker, tried)
        found = found or _nearest(words, corrected, given, linker, is_strict=bool(readings))
    if found is not None:
        return found
    if not readings:
        return NotUnderstood(examples(question))
    return _unclear(readings, linker, tried)


def _all_readings(words: list[str], folded: Phrase, given: dict[str, Any], linker: Linker) -> list[_Reading]:
    """The readings of a question, and of the same without "on ImageNet"; those with more literal words first."""
    found = [reading._replace(given={**given, **reading.given}) for reading in _readings(words, folded)]
    for start, end, dataset in _datasets_after_on(words, linker):
        rest, rest_folded = words[:start] + words[end:], folded[:start] + folded[end:]
        found += [
            reading._replace(given={**given, **reading.given, "on": dataset.ids})
            for reading in _readings(rest, rest_folded)
            if "on" in reading.query.parameters
        ]
    return sorted(found, key=_rank)


def _datasets_after_on(words: Sequence[str], linker: Linker) -> Iterator[tuple[int, int, Linked]]:
    for start, word in enumerate(words):
        if word.lower() == "on" and start:
            for end in range(min(len(words), start + 1 + _ON_AT_MOST), start + 1, -1):
                linked = linker.exact(" ".join(words[start + 1 : end]), ("Dataset",))
                if linked:
                    yield start, end, linked
                    break


def _first_linked(readings: Sequence[_Reading], linker: Linker, tried: _Tried) -> Understood | None:
    """The first reading all of whose names are known, by the surest way of recognising them.

    Of readings with equally many literal words (a name may be that of a method and of a dataset) the one whose
    names more papers mention.
    """
    for steps in range(1, len(_STEPS) + 1):
        fitting: list[tuple[_Reading, dict[str, _Cut]]] = []
        for reading in readings:
            if fitting and _rank(reading) != _rank(fitting[0][0]):
                break
            if steps > 1 and not reading.literal:
                continue  # a name alone must be one
            found = {
                name: _first_link(linker, text, link_types(reading.query, name), steps, tried)
                for name, text in reading.names.items()
            }
            links = {name: cut for name, cut in found.items() if cut is not None}
            if len(links) == len(found):
                fitting.append((reading, links))
        if fitting:
            reading, links = max(fitting, key=lambda fit: sum(cut.linked.papers for cut in fit[1].values()))
            return _understood(reading.query, links, reading.given)
    return None


def _rank(reading: _Reading) -> tuple[bool, int]:
    """What readings are sorted by: first those without "on" a dataset, of these those with more literal words."""
    return "on" in reading.given, -reading.literal


def _nearest(
    words: list[str], folded: Phrase, given: dict[str, Any], linker: Linker, *, is_strict: bool
) -> Understood | None:
    """The question as the nearest shape that takes all names in it; if strict, one that takes some name."""
    from queries.aligning import PASSED_NAME, Token, align, cost_of
    from queries.spotting import Name, spot_names

    words_cost = [cost_of(a, b, is_first=not n) for n, (a, b) in enumerate(zip(folded, words, strict=True))]
    tokens: list[Token] = []
    costs: list[float] = []
    at = 0
    for name in (*spot_names(words, linker), None):
        until = name.start if name else len(words)
        tokens += folded[at:until]
        costs += words_cost[at:until]
        if name:
            tokens.append(name)
            costs.append(PASSED_NAME)
            at = name.end

    def fits(query: Query, slot: str, token: Token) -> bool:
        if query.parameters[slot].kind in NAMED_KINDS:
            return isinstance(token, Name) and any(label in token.links for label in link_types(query, slot))
        return isinstance(token, str) and _value(query, slot, token) is not None

    for aligned in align(tokens, costs, fits):
        if is_strict and not any(isinstance(token, Name) for token in aligned.slots.values()):
            continue
        links: dict[str, _Cut] = {}
        values = dict(given)
        for slot, token in aligned.slots.items():
            if isinstance(token, Name):
                types = [label for label in link_types(aligned.query, slot) if label in token.links]
                links[slot] = _Cut(token.links[types[0]], "")
            else:
                values[slot] = _value(aligned.query, slot, " ".join(token))
        return _understood(aligned.query, links, values)._replace(is_guess=True)
    return None


def _value(query: Query, parameter: str, text: str) -> Any:
    """What a parameter that is no name gets from words; None where they are none of its values."""
    try:
        return parse_value(parameter, query.parameters[parameter].kind, text)
    except ParameterError:
        return None


def link_types(query: Query, parameter: str) -> tuple[str, ...]:
    """The labels of the nodes that a parameter's name may be linked to."""
    declared = query.parameters[parameter]
    return {"paper": (PAPER,), "author": (AUTHOR,)}.get(declared.kind, declared.types)


def examples(question: str) -> tuple[str, ...]:
    """Questions that can be asked, one a query: those with words most like the question's."""
    from rapidfuzz import fuzz, process, utils

    every = [example_question(query) for query in catalogue().values() if query.questions]
    near = process.extract(
        question, every, scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=EXAMPLES_SHOWN
    )
    return tuple(text for text, _, _ in near)


def example_question(query: Query) -> str:
    """The first wording of a query, with its parameters' examples as names."""
    named = {name: parameter.example for name, parameter in query.parameters.items()}
    return plainest(query.questions[0]).format(**named)


def plain_question(found: Understood) -> str:
    """What a question was read as, in the plainest wording that has all its names."""
    given = {
        name: found.linked[name].name if name in found.linked else _as_word(value)
        for name, value in found.parameters.items()
    }
    wordings = [plainest(shape) for shape in found.query.questions]
    slots = [{name for name in given if f"{{{name}}}" in wording} for wording in wordings]
    fitting = [at for at, wording in enumerate(wordings) if wording.count("{") == len(slots[at])]
    best = max(fitting, key=lambda at: (len(slots[at]), -at))
    return wordings[best].format(**given)


def _as_word(value: Any) -> str:
    """A value as it is said; an id prefix as the plural of its type."""
    kinds = {f"{label.lower()}:": kind.plural for label, kind in NODE_KINDS.items()}
    return kinds.get(str(value), str(value))


def _readings(words: Sequence[str], folded: Phrase) -> Iterator[_Reading]:
    """Every way to read the words as a shape of the catalogue."""
    for query in catalogue().values():
        for shape in query.questions:
            for match in matches(parse_shape(shape), folded):
                texts = {name: " ".join(words[start:end]) for name, (start, end) in match.slots.items()}
                names = {n: text for n, text in texts.items() if query.parameters[n].kind in NAMED_KINDS}
                values = {n: _value(query, n, text) for n, text in texts.items() if n not in names}
                if None not in values.values():
                    yield _Reading(query, names, values, match.literal)


def _prefixes(text: str) -> Iterator[tuple[str, str]]:
    """A phrase cut before each of its prepositions, longest first, and what was cut off."""
    words = text.split()
    for at in range(len(words) - 1, 0, -1):
        if words[at].lower() in prepositions():
            yield " ".join(words[:at]), " ".join(words[at:])


def _whole(linker: Linker, text: str, types: tuple[str, ...]) -> _Cut | None:
    for name in (text, *idiom_names(text)):
        if linked := linker.exact(name, types):
            return _Cut(linked._replace(said=text), "")
    return None


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
    tried: _Tried,
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
    unused = [cut.unused for cut in links.values() if cut.unused]
    unused += [f"{name.replace('_', ' ')} {value}" for name, value in given.items() if name not in usable]
    return Understood(query, parameters, linked, tuple(unused))


def _unclear(readings: list[_Reading], linker: Linker, tried: _Tried) -> Unclear:
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
