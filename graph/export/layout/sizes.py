"""How large a box its name needs."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from graph.export.layout.measuring import ELLIPSIS, LINE_HEIGHT, width, wrap

_ROOMS = (9.0, 11.0, 13.0, 16.0)
"""Widths tried for a name, in font sizes; the first in which three lines are enough."""

_MOST_LINES = 6
_BESIDE, _ABOVE = 0.72, 0.42  # margins inside a box, in font sizes


class Sized(NamedTuple):
    """A name in lines, and the width and height of its box."""

    lines: tuple[str, ...]
    w: float
    h: float


@lru_cache(maxsize=16384)
def sized(name: str, size: float, wide: float = 1.0) -> Sized:
    """The box of a name at this font size; ``wide`` below 1 makes it narrower and higher, above 1 flatter."""
    lines: tuple[str, ...] = ()
    for room in _ROOMS:
        lines = wrap(name, size, room * size * wide, _MOST_LINES)
        if len(lines) <= 3 and not lines[-1].endswith(ELLIPSIS):
            break
    w = max(width(line, size) for line in lines) + 2 * _BESIDE * size
    h = len(lines) * size * LINE_HEIGHT + 2 * _ABOVE * size
    return Sized(lines, max(w, 3.2 * size), h)
