"""Text fit to be drawn: LaTeX in names as Unicode, no control characters, one line."""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import lru_cache

_MATH = re.compile(r"\$(?=\S)([^$]*[^$\s])\$(?!\d)")  # as Pandoc tells formulas from prices
_COMMAND = re.compile(r"\\[A-Za-z]+(?:\s*\{[^{}]*\})?|\\['`^\"~=.]\{?[A-Za-z]\}?|\\[%&_#{}]")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(.))")
_SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_BIDI = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text on one line, LaTeX as Unicode where there is any, without characters that steer programs."""
    text = text.translate(_BIDI)
    if "$" in text or "\\" in text:
        text = _COMMAND.sub(lambda found: _unicode(found[0]), _MATH.sub(lambda found: _math(found[1]), text))
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if _is_character(c))
    return " ".join("".join(kept).split())


def worded(predicate: str) -> str:
    """``SUFFERS_FROM`` as it is read between two names."""
    return plain(predicate.replace("_", " ").lower())


def characters(text: str) -> str:
    """The text without what XML and databases refuse: control characters but line breaks and tabs, surrogates."""
    return "".join(c for c in text if (unicodedata.category(c) != "Cc" or c in "\n\t") and _is_character(c))


def _is_character(char: str) -> bool:
    """Not half of a surrogate pair, nor one of the code points that are no characters."""
    return unicodedata.category(char) != "Cs" and ord(char) & 0xFFFE != 0xFFFE


def _math(latex: str) -> str:
    return _SCRIPT.sub(_script, _unicode(latex))


def _script(found: re.Match[str]) -> str:
    inner = found[2] if found[2] is not None else found[3]
    table = _SUBSCRIPTS if found[1] == "_" else _SUPERSCRIPTS
    if all(ord(char) in table for char in inner):
        return inner.translate(table)
    return found[1] + inner


def _unicode(latex: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # what is no LaTeX is no news here
    try:
        text = LatexNodes2Text(math_mode="text", keep_comments=True).latex_to_text(latex, tolerant_parsing=True)
        return str(text) if text.strip() else latex  # an unknown command vanishes; a name must not
    except Exception:  # noqa: BLE001 -- a name that is no LaTeX stays as it is, whatever the parser says to it
        return latex
