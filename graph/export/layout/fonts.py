"""The fonts that text is measured in, and that png and pdf carry within them."""

from __future__ import annotations

import io
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILY = "FiraGO"
MATH_FAMILY = "Noto Sans Math"
FALLBACKS = (
    FAMILY,
    "Fira Sans",
    "Arial",
    "Liberation Sans",
    "Helvetica",
    MATH_FAMILY,
    "DejaVu Sans",
    "sans-serif",
)
"""What a page that has no font inside it asks for, in this order."""

_MODULES = {
    (FAMILY, False): "FiraGO_Regular",
    (FAMILY, True): "FiraGO_Bold",
    (MATH_FAMILY, False): "NotoSansMath_Regular",
}


@cache
def font_bytes(family: str, *, bold: bool = False) -> bytes:
    """The font file of a family of ours, as it lies in the package pymupdf-fonts (SIL Open Font License)."""
    data: bytes = import_module(f"pymupdf_fonts.{_MODULES[family, bold]}").fontbuffer
    return data


@cache
def font_file(family: str, *, bold: bool = False) -> Path:
    """The same as a file, for renderers that want one; it lasts as long as the process."""
    path = Path(_folder().name) / f"{_MODULES[family, bold]}.ttf"
    path.write_bytes(font_bytes(family, bold=bold))
    return path


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="claimgraph-fonts-")


@cache
def advances(family: str, *, bold: bool = False) -> Mapping[int, float]:
    """How wide each character is, by code point, in ems."""
    from fontTools.ttLib import TTFont

    font: Any = TTFont(io.BytesIO(font_bytes(family, bold=bold)), lazy=True)
    widths, em = font["hmtx"], font["head"].unitsPerEm
    return {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}
