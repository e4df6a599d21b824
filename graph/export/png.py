"""PNG: the SVG drawing, rendered by resvg with the fonts that it was measured in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.export import svg
from graph.export.layout.fonts import FAMILY, MATH_FAMILY, font_file

if TYPE_CHECKING:
    from graph.export.options import Options
    from graph.subgraph.model import Subgraph

CSS_PIXELS_AN_INCH = 96.0
POINTS_AN_INCH = 72


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The picture, ``options.width`` pixels wide or as ``options.dpi`` gives."""
    import resvg_py

    figure = options.figure(subgraph)
    text = svg.draw(figure, subgraph, options.theme, transparent=options.transparent)
    fonts = (font_file(FAMILY), font_file(FAMILY, bold=True), font_file(MATH_FAMILY))
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            dpi=CSS_PIXELS_AN_INCH,
            width=options.width or round(figure.width * options.dpi / POINTS_AN_INCH),
            font_files=[str(path) for path in fonts],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
