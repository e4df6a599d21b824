"""Text for TeX: every special character escaped, letters of other scripts in ASCII where TeX has a way."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.export.wording import plain

if TYPE_CHECKING:
    from collections.abc import Callable


def escape(text: str) -> str:
    r"""The text in ASCII that means it; characters that no macro is known for by ``\claimgraphchar``."""
    found: str = _encoder()(unicodedata.normalize("NFC", plain(text)))
    return found


def escape_specials(text: str) -> str:
    """The text as it is but for the characters that TeX itself takes for markup."""
    return "".join(_SPECIAL.get(char, char) for char in plain(text))


_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: "\\" + char for char in "&%$#_{}"},
}


@cache
def _encoder() -> Callable[[str], str]:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    encoder: Any = UnicodeToLatexEncoder(unknown_char_policy=_by_number, unknown_char_warning=False)

    def encode(text: str) -> str:
        return "".join(_one(encoder, char) for char in text)

    return encode


def _one(encoder: Any, char: str) -> str:
    if unicodedata.combining(char):
        return ""  # without its letter TeX has no way to set it
    coded: str = encoder.unicode_to_latex(char)
    if char.isascii() or not coded.startswith("\\"):
        return coded
    macros = [macro for macro in re.findall(r"\\[A-Za-z]{2,}", coded) if macro != r"\ensuremath"]
    if macros and macros[0] in _MATH:
        coded = f"\\ensuremath{{{coded}}}"
    if not macros or coded.startswith(r"\claimgraphchar"):
        return f"{{{coded}}}"
    known = "".join(f"\\ifdefined{macro}" for macro in macros)
    unknown = f"\\else{_by_number(char)}\\fi" * len(macros)
    return f"{{{known} {coded}{unknown}}}"


_MATH = frozenset({r"\acute", r"\Upsilon", r"\flat", r"\natural", r"\sharp", r"\varepsilon"})
"""Macros of formulas that pylatexenc gives for text."""


def _by_number(char: str) -> str:
    return f"\\claimgraphchar{{{ord(char):X}}}"
