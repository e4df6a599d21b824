"""Text for TeX: every special character escaped, letters of other scripts in ASCII where TeX has a way."""

from __future__ import annotations

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
    return f"{{{coded}}}" if coded.startswith("\\") and char.isalpha() else coded


def _by_number(char: str) -> str:
    return f"\\claimgraphchar{{{ord(char):X}}}"
