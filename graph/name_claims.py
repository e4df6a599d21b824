"""What one paper says of names: what it calls things, and the abbreviations that it defines."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from graph.abbreviations import abbreviates, definitions_in, is_short_form
from graph.extraction import Entity
from graph.folding import fold_name
from graph.paper import Paper

PART = re.compile(r"[^\s/()-]+")
"""Part of a word that may be an abbreviation in it."""

_TWO_CAPITALS = re.compile(r"[A-Z].*[A-Z]", re.DOTALL)


class Definition(NamedTuple):
    """An abbreviation's long form, where the paper says so, and the type of what it abbreviates, if it is one."""

    long: str
    start: int
    end: int
    entity_type: str | None


class NameClaims(NamedTuple):
    """Definitions by folded abbreviation, and how many entities have each type and name."""

    definitions: dict[str, Definition]
    counts: Counter[tuple[str, str]]


def name_claims(paper: Paper, entities: Iterable[Entity]) -> NameClaims:
    """What a paper and its entities say; of an abbreviation that is defined twice the first definition counts."""
    entities = tuple(entities)
    types: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for form in {entity.name, *(mention.text for mention in entity.mentions)}:
            if may_abbreviate(form) and is_short_form(form):
                types[fold_name(form)].add(entity.type)
    defined: dict[str, Definition] = {}
    for short, long, start, end in (*definitions_in(paper.text), *_definitions_by(entities)):
        key = fold_name(short)
        if key not in defined:
            of_type = min(types[key]) if len(types[key]) == 1 else None
            defined[key] = Definition(long, start, end, of_type)
    return NameClaims(defined, Counter((entity.type, entity.name) for entity in entities))


def may_abbreviate(name: str) -> bool:
    """Whether there may be an abbreviation in a name."""
    return _TWO_CAPITALS.search(name) is not None


@lru_cache(maxsize=1 << 16)
def shorts_in(name: str) -> frozenset[str]:
    """The folded abbreviations that a name may be made of."""
    if not may_abbreviate(name):
        return frozenset()
    parts = (*name.split(" "), *PART.findall(name))
    return frozenset(fold_name(part) for part in parts if is_short_form(part))


def _definitions_by(entities: Iterable[Entity]) -> Iterator[tuple[str, str, int, int]]:
    """Abbreviations with the long form that the same entity has in this paper, and where the short one stands."""
    for entity in entities:
        forms = {entity.name, *(mention.text for mention in entity.mentions)}
        for mention in entity.mentions if len(forms) > 1 else ():
            if is_short_form(mention.text):
                longs = sorted(long for long in forms if " " in long and abbreviates(mention.text, long))
                if longs:
                    yield mention.text, longs[0], mention.start, mention.end
