"""PDF: the figure as vectors, its text selectable, in fonts that travel with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.export.layout.fonts import FAMILY, MATH_FAMILY, advances, font_file
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
    pdf.add_font(MATH_FAMILY, fname=font_file(MATH_FAMILY))
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
    """One line of text with its baseline at ``y``; characters that no font of ours has come out as a box."""
    pdf.set_text_color(ink)
    runs = _runs(text, bold=bold)
    if middle:
        for family, run in runs:
            _set_font(pdf, family, size, bold=bold)
            x -= pdf.get_string_width(run, normalized=False) / 2
    for family, run in runs:
        _set_font(pdf, family, size, bold=bold)
        pdf.text(x, y, run)
        x += pdf.get_string_width(run, normalized=False)


def _set_font(pdf: FPDF, family: str, size: float, *, bold: bool) -> None:
    pdf.set_font(family, style="B" if bold and family == FAMILY else "", size=size)


def _runs(text: str, *, bold: bool) -> list[tuple[str, str]]:
    """The text in pieces, each with the font that has its characters."""
    ours, math = advances(FAMILY, bold=bold), advances(MATH_FAMILY)
    runs: list[tuple[str, str]] = []
    for char in text:
        family = MATH_FAMILY if ord(char) in math and ord(char) not in ours else FAMILY
        shown = char if ord(char) in ours or ord(char) in math else _NO_GLYPH
        if runs and runs[-1][0] == family:
            runs[-1] = (family, runs[-1][1] + shown)
        else:
            runs.append((family, shown))
    return runs


_NO_GLYPH = "▯"
