"""Looking into values of unknown shape: what is not there, or is something else, is None."""

from collections.abc import Iterator
from typing import Any


def get(value: Any, *path: str | int) -> Any:
    """What stands at a path of keys and positions; None where the path leads nowhere."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def first(*values: Any) -> Any:
    """The first value that states something."""
    return next((value for value in values if value is not None and value not in ("", [], {})), None)


def each(value: Any) -> Iterator[Any]:
    """The items of a list; none where it is no list."""
    if isinstance(value, list):
        yield from value


def text_of(value: Any) -> str | None:
    """The text, if it is one."""
    return value if isinstance(value, str) else None
