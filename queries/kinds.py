"""The kinds of parameter: one list of types that say what a value may be and how a text becomes one."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints, TypeAdapter, ValidationError

from graph.folding import fold_name
from graph.vocabulary import ENTITY_TYPES, NODE_KINDS
from queries.errors import ParameterError

KindName = Literal["entity", "paper", "author", "text", "type", "count", "year", "fraction"]

NodeIds = Annotated[tuple[str, ...], Field(min_length=1)]
"""Ids of nodes; what the name of an entity or a paper is linked to."""

ANY = ("*",)
"""In place of nodes: whichever."""


def _id_prefix(value: object) -> object:
    """What the ids of a type begin with, from its label or plural; nothing for all types."""
    if not isinstance(value, str) or not value:
        return value
    for label in ENTITY_TYPES:
        if fold_name(value.rstrip(":")) in (fold_name(label), fold_name(NODE_KINDS[label].plural)):
            return f"{label.lower()}:"
    raise ValueError("no type of things")


KINDS: dict[KindName, tuple[Any, str]] = {
    "entity": (NodeIds, "a name"),
    "paper": (NodeIds, "a paper's title or id"),
    "author": (NodeIds, "an author's name"),
    "text": (Annotated[str, StringConstraints(min_length=1)], "a text"),
    "type": (Annotated[str, BeforeValidator(_id_prefix)], f"one of {', '.join(ENTITY_TYPES)}"),
    "count": (Annotated[int, Field(ge=1, le=1_000_000)], "a whole number of at least 1, like 20"),
    "year": (Annotated[int, Field(ge=0, le=9999)], "a year like 2020, or 0 for any"),
    "fraction": (Annotated[float, Field(ge=0, le=1)], "a number from 0 to 1, like 0.5"),
}
"""The type of each kind, and the same in words."""

NAMED_KINDS: tuple[KindName, ...] = ("entity", "paper", "author")
"""Kinds whose text is a name that must be linked to what the store holds."""

assert set(KINDS) == set(get_args(KindName))  # noqa: S101 -- the two lists are one; read at import


def parse_value(name: str, kind: KindName, value: object) -> Any:
    """The value that a parameter of a kind gets from a text or a plain value; ParameterError says what fits."""
    hint, words = KINDS[kind]
    try:
        return TypeAdapter(hint).validate_python(value)
    except ValidationError:
        raise ParameterError(f"{name}={value}: expected {words}") from None
