"""PDF: the figure as vectors, its text selectable, in fonts that travel with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.export.layout.fonts import FAMILY, MATH_FAMILY, font_file
from graph.export.layout.tips import tip
from graph.export.svg import BASELINE, corner, line_tops

if TYPE_CHECKING:
    from fpdf import FPDF

    from graph.export.layout.figure import Figure, Line
    from graph.export.options import Options
    from graph.export.theme import Theme
    from graph.subgraph.model import Subgraph

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in every file, so that the same figure gives the same bytes."""


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The page as a PDF document."""
    from fpdf import FPDF

    figure = options.figure(subgraph)
    pdf = FPDF(unit="pt", format=(figure.width, figure.height))
    pdf.set_creation_date(LONG_AGO)
    pdf.set_title(figure.title)
    pdf.set_creator("claimgraph")
    pdf.set_producer("claimgraph")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.add_font(FAMILY, fname=font_file(FAMILY))
    pdf.add_font(FAMILY, style="B", fname=font_file(FAMILY, bold=True))
    pdf.add_font("math", fname=font_file(MATH_FAMILY))
    pdf.set_fallback_fonts(["math"])
    pdf.add_page()
    _draw(pdf, figure, subgraph, options.theme, transparent=options.transparent)
    return bytes(pdf.output())


def _draw(pdf: FPDF, figure: Figure, subgraph: Subgraph, theme: Theme, *, transparent: bool) -> None:
    if not transparent:
        pdf.set_fill_color(theme.page)
        pdf.rect(0, 0, figure.width, figure.height, style="F")
    for line in figure.lines:
        _line(pdf, line, theme)
    for line in figure.lines:
        if line.count_at:
            r = line.count_at
            pdf.set_fill_color(theme.page)
            pdf.set_draw_color(theme.line(line.predicate)[0])
            pdf.set_line_width(1)
            pdf.rect(r.x, r.y, r.w, r.h, style="DF", round_corners=True, corner_radius=5)
            _text(pdf, line.count, r.centre.x, r.y + 1 + 12 * BASELINE, 12, theme.ink, middle=True)
    for box in figure.boxes:
        r = box.rect
        pdf.set_fill_color(theme.fill(box.label))
        pdf.set_draw_color(theme.ink)
        pdf.set_line_width(2.5 if box.is_focus else 0.8)
        radius = corner(box)
        pdf.rect(r.x, r.y, r.w, r.h, style="DF", round_corners=bool(radius), corner_radius=radius)
        for text, top in zip(box.lines, line_tops(box), strict=True):
            ink = theme.text_on(box.label)
            _text(pdf, text, r.centre.x, top + box.size * BASELINE, box.size, ink, middle=True)
    for words in figure.words:
        ink = theme.ink if words.role in ("title", "axis") else theme.muted
        _text(
            pdf, words.text, words.rect.x, words.rect.y + words.size * BASELINE, words.size, ink, bold=words.bold
        )
    for key in figure.keys:
        r = key.sample
        if key.is_predicate:
            colour, stroke = theme.line(key.name)
            pdf.set_draw_color(colour)
            pdf.set_fill_color(colour)
            pdf.set_line_width(2)
            _dash(pdf, stroke)
            pdf.line(r.x, r.centre.y, r.right - 6, r.centre.y)
            _dash(pdf, "solid")
            y = r.centre.y
            pdf.polygon([(r.right, y), (r.right - 8, y - 4), (r.right - 8, y + 4)], style="F")
        else:
            pdf.set_fill_color(theme.fill(key.name))
            pdf.set_draw_color(theme.ink)
            pdf.set_line_width(0.8)
            pdf.rect(r.x, r.y, r.w, r.h, style="DF", round_corners=True, corner_radius=3)
        w = key.words
        _text(pdf, w.text, w.rect.x, w.rect.y + w.size * BASELINE, w.size, theme.ink)


def _line(pdf: FPDF, line: Line, theme: Theme) -> None:
    colour, stroke = theme.line(line.predicate)
    head = tip(line)
    pdf.set_draw_color(colour)
    pdf.set_fill_color(colour)
    pdf.set_line_width(line.width)
    _dash(pdf, stroke)
    here = line.start
    for curve in head.curves:
        pdf.bezier([here, curve.one, curve.two, curve.end])
        here = curve.end
    _dash(pdf, "solid")
    pdf.polygon([(p.x, p.y) for p in head.triangle], style="F")


def _dash(pdf: FPDF, stroke: str) -> None:
    if stroke == "dashed":
        pdf.set_dash_pattern(7, 4)
    else:
        pdf.set_dash_pattern()


def _text(
    pdf: FPDF, text: str, x: float, y: float, size: float, ink: str, *, middle: bool = False, bold: bool = False
) -> None:
    """One line of text with its baseline at ``y``; characters that no font has come out as a box."""
    pdf.set_text_color(ink)
    pdf.set_font(FAMILY, style="B" if bold else "", size=size)
    wide = pdf.get_string_width(text, normalized=False) if middle else 0.0
    pdf.text(x - wide / 2, y, text)
