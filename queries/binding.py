"""From what a person gave as parameters to the values that a query runs with."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from queries.errors import ParameterError
from queries.header import Query
from queries.kinds import NAMED_KINDS, parse_value
from queries.linking import Linked, Linker, Unclear
from queries.question import link_types


class Bound(NamedTuple):
    """The values of all parameters of a query, and what each name among them was taken for."""

    parameters: dict[str, Any]
    linked: dict[str, Linked]


def parse_assignments(texts: Iterable[str]) -> dict[str, str]:
    """``name=value`` texts as a dictionary; ParameterError for one without "=" or a name given twice."""
    given: dict[str, str] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator:
            raise ParameterError(f"{text}: expected NAME=VALUE, like problem=oversmoothing")
        if name.strip() in given:
            raise ParameterError(f"{name.strip()}: given twice; give it once")
        given[name.strip()] = value.strip()
    return given


def bind(query: Query, given: Mapping[str, object], linker: Linker) -> Bound | Unclear:
    """Values for all parameters of the query.

    A name of an entity or a paper is linked; a list or tuple is taken for the ids of nodes. Unclear where a name
    means nothing in this store; ParameterError for an unknown, a missing or an unfit one.
    """
    unknown = [name for name in given if name not in query.parameters]
    if unknown:
        raise ParameterError(
            f"{query.name} has no parameter {', '.join(unknown)}; it has {', '.join(query.parameters)}"
        )
    parameters: dict[str, Any] = {}
    linked: dict[str, Linked] = {}
    for name, declared in query.parameters.items():
        value = given.get(name, declared.default)
        if value is None:
            raise ParameterError(f"{query.name} needs {name} ({declared.help}), like {name}={declared.example}")
        if declared.kind in NAMED_KINDS and isinstance(value, str):
            link = linker.link(value, link_types(query, name))
            if isinstance(link, Unclear):
                return link
            linked[name], value = link, link.ids
        parameters[name] = parse_value(name, declared.kind, value)
    return Bound(parameters, linked)
