"""How wide text is, and where it breaks into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from graph.export.layout.fonts import FAMILY, MATH_FAMILY, advances

LINE_HEIGHT = 1.22
"""Height of a line in font sizes."""

ROOM_FOR_OTHER_FONTS = 1.08
"""Where our font is missing another one is shown: Arial is 4 per cent narrower than ours, DejaVu Sans 10 wider.
Boxes have a margin beside, so this much keeps the text of all of them inside."""

ELLIPSIS = "…"

_BREAKABLE = re.compile(r"[^\s/\-–—_:]+[/\-–—_:]*|[/\-–—_:]+|\s+")


@lru_cache(maxsize=65536)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in the unit of ``size``."""
    ours, math = advances(FAMILY, bold=bold), advances(MATH_FAMILY)
    ems = sum(ours.get(ord(char)) or math.get(ord(char)) or _elsewhere(char) for char in text)
    return ems * size * ROOM_FOR_OTHER_FONTS


def _elsewhere(char: str) -> float:
    """Width of a character that no font of ours has, in ems: full-width ones and emoji are about square."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Cf"):
        return 0.0
    return 1.3 if unicodedata.east_asian_width(char) in "WF" or ord(char) > 0x1F000 else 0.8


def wrap(
    text: str, size: float, room: float, max_lines: int, *, bold: bool = False, balanced: bool = True
) -> tuple[str, ...]:
    """The text in at most so many lines of at most ``room``, about equally long where they are to be ``balanced``.

    It breaks at blanks, then after hyphens, slashes and colons, and within a word only where nothing else helps.
    What does not fit ends in an ellipsis.
    """
    pieces = [piece for word in _BREAKABLE.findall(text) for piece in _fitting(word, size, room, bold)]
    lines = _filled(pieces, size, room, bold)
    if len(lines) > max_lines:
        rest = " ".join(lines[max_lines - 1 :])
        return (*lines[: max_lines - 1], cut(rest, size, room, bold=bold))
    if balanced and len(lines) > 1:
        lines = _balanced(pieces, lines, size, room, bold)
    return tuple(lines) or ("",)


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text as far as there is room, with an ellipsis where that is not all."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text.rstrip() + ELLIPSIS, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _fitting(word: str, size: float, room: float, bold: bool) -> list[str]:
    """The word, or pieces of it where it is wider than a line."""
    if width(word, size, bold=bold) <= room:
        return [word]
    pieces, piece = [], ""
    for char in word:
        if piece and width(piece + char, size, bold=bold) > room:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _filled(pieces: list[str], size: float, room: float, bold: bool) -> list[str]:
    lines, line = [], ""
    for piece in pieces:
        if line and not piece.isspace() and width((line + piece).rstrip(), size, bold=bold) > room:
            lines.append(line.rstrip())
            line = ""
        if line or not piece.isspace():
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _balanced(pieces: list[str], lines: list[str], size: float, room: float, bold: bool) -> list[str]:
    """As few lines, as narrow as they can be: bisects the room."""
    low, high = max((width(piece.strip(), size, bold=bold) for piece in pieces), default=0.0), room
    best = lines
    for _ in range(8):
        middle = (low + high) / 2
        tried = _filled(pieces, size, middle, bold)
        if len(tried) <= len(lines):
            best, high = tried, middle
        else:
            low = middle
    return best
