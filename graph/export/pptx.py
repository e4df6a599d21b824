"""Slides of native shapes: boxes, connectors glued to them, a legend, and what the papers say in the notes."""

from __future__ import annotations

import math
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

from graph.errors import GraphError
from graph.export.layout.composing import FOUR_TO_THREE, WIDE, Page, compose
from graph.export.layout.figure import Point
from graph.export.packing import repacked
from graph.export.slides import parts, steps
from graph.export.svg import corner
from graph.export.theme import text_on
from graph.export.wording import plain, worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.export.layout.figure import Box, Figure, Line, Rect, Words
    from graph.export.options import Options
    from graph.export.theme import Theme
    from graph.subgraph.model import Subgraph

EMU = 12_700
"""English Metric Units a point."""

FONT = "Arial"
"""There in every PowerPoint; LibreOffice has a face of the same widths. Narrower than what was measured."""

_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)  # connection sites of a rectangle, in PowerPoint's order
_TITLE_ONLY = "Title Only"


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The presentation: one slide, or as many as ``options`` ask for."""
    presentation = _presentation(options)
    page = Page(presentation.slide_width / EMU, presentation.slide_height / EMU, splits=False)
    for part in parts(subgraph, options, page):
        figure = compose(part, page, options.shape)
        for shown in steps(part, figure, options.build_up):
            _add_slide(presentation, shown, part, options)
    return repacked(presentation)


def _presentation(options: Options) -> Any:
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError
    from pptx.util import Emu

    if options.template is None:
        presentation = Presentation()
        page = FOUR_TO_THREE if options.aspect == "4:3" else WIDE
        presentation.slide_width, presentation.slide_height = (
            Emu(round(page.width * EMU)),
            Emu(round(page.height * EMU)),
        )
        return presentation
    try:
        presentation = Presentation(str(options.template))
    except (PackageNotFoundError, KeyError, ValueError, OSError) as error:
        what = " ".join(str(error).split()) or type(error).__name__
        raise GraphError(f"{options.template}: no PowerPoint file ({what}); name a .pptx or .potx file") from None
    for slide in list(presentation.slides._sldIdLst):  # the user's sample slides are not part of the talk
        presentation.part.drop_rel(slide.rId)
        presentation.slides._sldIdLst.remove(slide)
    return presentation


def _add_slide(presentation: Any, figure: Figure, subgraph: Subgraph, options: Options) -> None:
    theme = options.theme
    layouts = presentation.slide_layouts
    named = next((one for one in layouts if one.name == _TITLE_ONLY), None)
    slide = presentation.slides.add_slide(named or next((one for one in layouts if _has_title(one)), layouts[-1]))
    if options.template is None:
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = _rgb(theme.page)
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type is None or shape != slide.shapes.title:
            shape._element.getparent().remove(shape._element)
    own = options.template is None
    _title(slide, figure, theme, own_fonts=own)
    shapes = {box.id: _box(slide, box, theme, own_fonts=own) for box in figure.boxes}
    behind = slide.shapes._spTree.index(next(iter(shapes.values()))._element) if shapes else 2
    used: Counter[frozenset[str]] = Counter()
    for line in figure.lines:
        pair = frozenset((line.subject, line.object))
        connector = _connector(slide, line, shapes, figure, used[pair], theme)
        used[pair] += 1
        arrow = subgraph.arrows[line.index]
        _describe(connector, _said(subgraph, line), f"{arrow.predicate} ({line.index + 1})")
        element = connector._element
        slide.shapes._spTree.remove(element)
        slide.shapes._spTree.insert(behind, element)
        behind += 1
    for line in figure.lines:
        if line.count_at:
            _count(slide, line, theme, own_fonts=own)
    _legend(slide, figure, theme, own_fonts=own)
    for role in ("note", "axis", "footer"):
        _text_boxes(slide, [words for words in figure.words if words.role == role], theme, own_fonts=own)
    slide.notes_slide.notes_text_frame.text = speaker_notes(subgraph, figure)


def _has_title(layout: Any) -> bool:
    return any(shape.placeholder_format.type in (1, 3) for shape in layout.placeholders)  # title, centred title


def _title(slide: Any, figure: Figure, theme: Theme, *, own_fonts: bool) -> None:
    lines = [words for words in figure.words if words.role == "title"]
    if not lines:
        return
    shape = slide.shapes.title
    if shape is None:
        shape = slide.shapes.add_textbox(0, 0, 0, 0)
    first, last = lines[0].rect, lines[-1].rect
    _place(shape, first.x, first.y, figure.width - 2 * first.x, last.bottom - first.y)
    frame = shape.text_frame
    frame.word_wrap = True
    _no_margins(frame)
    _anchor(frame, "top")
    frame.text = figure.title
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1
        paragraph.line_spacing = 1.0
        _style(paragraph.runs, lines[0].size, theme.ink, bold=True, own_fonts=own_fonts)


def _box(slide: Any, box: Box, theme: Theme, *, own_fonts: bool) -> Any:
    from pptx.enum.shapes import MSO_SHAPE

    radius = corner(box)
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE if radius else MSO_SHAPE.RECTANGLE, 0, 0, 0, 0)
    r = box.rect
    _place(shape, r.x, r.y, r.w, r.h)
    if radius:
        shape.adjustments[0] = radius / min(r.w, r.h)
    _flat(shape)
    fill = theme.fill(box.label)
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(fill)
    shape.line.color.rgb = _rgb(theme.ink)
    shape.line.width = round((2.5 if box.is_focus else 0.8) * EMU)
    frame = shape.text_frame
    frame.word_wrap = True
    _no_margins(frame)
    _anchor(frame, "middle")
    frame.text = _unbroken(box)
    for paragraph in frame.paragraphs:
        paragraph.alignment = 2
        _style(paragraph.runs, box.size, text_on(fill), own_fonts=own_fonts)
    _describe(shape, f"{box.name} ({box.label})", box.name)
    return shape


def _unbroken(box: Box) -> str:
    """The name as one paragraph that the program wraps; with breaks of ours only where they are within a word."""
    joined = " ".join(box.lines)
    return joined if joined == box.name else "\v".join(box.lines)


def _connector(slide: Any, line: Line, shapes: dict[str, Any], figure: Figure, parallel: int, theme: Theme) -> Any:
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_CONNECTOR

    a, b = shapes[line.subject], shapes[line.object]
    rects = {box.id: box.rect for box in figure.boxes}
    begin, end, adjustments = _sites(line, rects[line.subject], rects[line.object], parallel)
    kind = MSO_CONNECTOR.CURVE if adjustments else MSO_CONNECTOR.STRAIGHT
    connector = slide.shapes.add_connector(kind, 0, 0, 0, 0)
    connector.begin_connect(a, begin)
    connector.end_connect(b, end)
    if len(adjustments) == 3 and abs(connector.end_y - connector.begin_y) < EMU:
        connector.end_y = connector.begin_y + EMU  # the turn in the middle counts in heights: there must be one
    _adjust(connector, adjustments)
    colour, stroke = theme.line(line.predicate)
    connector.line.color.rgb = _rgb(colour)
    connector.line.width = round(line.width * EMU)
    if stroke == "dashed":
        connector.line.dash_style = MSO_LINE.DASH
    _arrow_head(connector)
    _flat(connector)
    return connector


def _sites(line: Line, a: Rect, b: Rect, parallel: int) -> tuple[int, int, tuple[float, ...]]:
    """At which sites a connector begins and ends; and where a curved one turns, as shares of its way.

    One turn: how far across it climbs. Three: how far across it climbs to the height of a lane between boxes, that
    height, and how far across it leaves the lane.
    """
    if line.subject == line.object:
        return _TOP, _RIGHT, (0.5,)
    rightwards = a.right < b.x
    first = line.curves[0]
    flows = first.one.y == line.start.y and any(abs(c.end.y - line.start.y) > 1 for c in line.curves)
    if (rightwards or b.right < a.x) and flows:
        start, end = (a.right, b.x) if rightwards else (a.x, b.right)
        sites = (_RIGHT, _LEFT) if rightwards else (_LEFT, _RIGHT)
        if len(line.curves) > 1:
            return *sites, _through_lane(line, Point(start, a.centre.y), Point(end, b.centre.y))
        return *sites, (min(0.5 + 0.12 * parallel, 0.95),)
    ranked = sorted(product(range(4), range(4)), key=lambda pair: (_way(a, b, *pair), pair))
    begin, end_site = ranked[min(parallel * 2, len(ranked) - 1)]
    return begin, end_site, ()


def _through_lane(line: Line, start: Point, end: Point) -> tuple[float, float, float]:
    """The turns of a connector that passes columns: by the lane in which the line goes furthest."""
    ends = [line.start, *(curve.end for curve in line.curves)]
    far = max(range(1, len(line.curves) - 1), key=lambda i: abs(ends[i + 1].x - ends[i].x), default=1)
    into, out = (ends[0].x + ends[1].x) / 2, (ends[-2].x + ends[-1].x) / 2
    width, height = end.x - start.x, end.y - start.y
    if abs(height) < 1:
        height = 1.0
    return (into - start.x) / width, (ends[far].y - start.y) / height, (out - start.x) / width


def _way(a: Rect, b: Rect, begin: int, end: int) -> float:
    p, q = _site(a, begin), _site(b, end)
    return math.hypot(p.x - q.x, p.y - q.y)


def _site(rect: Rect, site: int) -> Point:
    c = rect.centre
    return {
        _TOP: c._replace(y=rect.y),
        _LEFT: c._replace(x=rect.x),
        _BOTTOM: c._replace(y=rect.bottom),
        _RIGHT: c._replace(x=rect.right),
    }[site]


def _adjust(connector: Any, shares: tuple[float, ...]) -> None:
    """Say where a curved connector turns."""
    from pptx.oxml.ns import qn

    geometry = connector._element.spPr.find(qn("a:prstGeom"))
    guides = geometry.find(qn("a:avLst"))
    if guides is None:
        guides = geometry.makeelement(qn("a:avLst"), {})
        geometry.append(guides)
    if len(shares) == 3:
        geometry.set("prst", "curvedConnector5")
    for number, share in enumerate(shares, start=1):
        name_and_formula = {"name": f"adj{number}", "fmla": f"val {round(share * 100_000)}"}
        guides.append(guides.makeelement(qn("a:gd"), name_and_formula))


def _flat(shape: Any) -> None:
    """No shadow, whatever the presentation's theme gives to shapes."""
    from pptx.oxml.ns import qn

    for effect in shape._element.iter(qn("a:effectRef")):
        effect.set("idx", "0")


def _arrow_head(connector: Any) -> None:
    from pptx.oxml.ns import qn

    line = connector.line._get_or_add_ln()
    line.append(line.makeelement(qn("a:tailEnd"), {"type": "triangle", "w": "med", "len": "med"}))


def _count(slide: Any, line: Line, theme: Theme, *, own_fonts: bool) -> None:
    from pptx.enum.shapes import MSO_SHAPE

    r = line.count_at
    assert r is not None  # noqa: S101 -- the caller asks for those that have one
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, 0, 0, 0, 0)
    _place(shape, r.x, r.y, r.w, r.h)
    _flat(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(theme.page)
    shape.line.color.rgb = _rgb(theme.line(line.predicate)[0])
    shape.line.width = EMU
    frame = shape.text_frame
    frame.word_wrap = False
    _no_margins(frame)
    _anchor(frame, "middle")
    frame.text = line.count
    frame.paragraphs[0].alignment = 2
    _style(frame.paragraphs[0].runs, 12, theme.ink, own_fonts=own_fonts)
    shape.name = f"Count ({line.index + 1})"


def _legend(slide: Any, figure: Figure, theme: Theme, *, own_fonts: bool) -> None:
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE

    if not figure.keys:
        return
    group = slide.shapes.add_group_shape()
    group.name = "Legend"
    for key in figure.keys:
        r = key.sample
        if key.is_predicate:
            y = round(r.centre.y * EMU)
            sample = group.shapes.add_connector(
                MSO_CONNECTOR.STRAIGHT, round(r.x * EMU), y, round(r.right * EMU), y
            )
            colour, stroke = theme.line(key.name)
            sample.line.color.rgb = _rgb(colour)
            sample.line.width = 2 * EMU
            if stroke == "dashed":
                sample.line.dash_style = MSO_LINE.DASH
            _arrow_head(sample)
            _flat(sample)
        else:
            sample = group.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, 0, 0, 0, 0)
            _place(sample, r.x, r.y, r.w, r.h)
            _flat(sample)
            sample.fill.solid()
            sample.fill.fore_color.rgb = _rgb(theme.fill(key.name))
            sample.line.color.rgb = _rgb(theme.ink)
            sample.line.width = round(0.8 * EMU)
        text = group.shapes.add_textbox(0, 0, 0, 0)
        _fill_text_box(text, [key.words], theme.ink, own_fonts=own_fonts)


def _text_boxes(slide: Any, words: Iterable[Words], theme: Theme, *, own_fonts: bool) -> None:
    """One text box for lines below each other, one each for those beside each other."""
    together: dict[float, list[Words]] = {}
    for one in words:
        together.setdefault(one.rect.x, []).append(one)
    for group in together.values():
        shape = slide.shapes.add_textbox(0, 0, 0, 0)
        ink = theme.ink if group[0].role == "axis" else theme.muted
        _fill_text_box(shape, group, ink, own_fonts=own_fonts)
        shape.name = group[0].role.capitalize()


def _fill_text_box(shape: Any, lines: list[Words], ink: str, *, own_fonts: bool) -> None:
    first, last = lines[0].rect, lines[-1].rect
    _place(shape, first.x, first.y, max(one.rect.w for one in lines), last.bottom - first.y)
    frame = shape.text_frame
    frame.word_wrap = False
    _no_margins(frame)
    _anchor(frame, "top")
    frame.text = "\v".join(one.text for one in lines)
    _style(frame.paragraphs[0].runs, lines[0].size, ink, bold=lines[0].bold, own_fonts=own_fonts)


def speaker_notes(subgraph: Subgraph, figure: Figure) -> str:
    """Each claim of the slide with its sentence and citation, and what the slide leaves out."""
    parts = [subgraph.title, *subgraph.notes]
    for line in figure.lines:
        arrow = subgraph.arrows[line.index]
        parts.append("\n" + _said(subgraph, line))
        for claim in arrow.claims:
            source = subgraph.sources.get(claim.paper)
            quoted = f"“{claim.sentence}” " if claim.sentence else ""
            parts.append(f"{quoted}{source.citation if source else claim.paper}")
    return "\n".join(part if part.startswith("\n") else plain(part) for part in parts)


def _said(subgraph: Subgraph, line: Line) -> str:
    a, b = subgraph.by_id[line.subject].name, subgraph.by_id[line.object].name
    return f"{plain(a)} {worded(line.predicate)} {plain(b)}"


def _describe(shape: Any, description: str, name: str) -> None:
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", plain(description))
    properties.set("name", plain(name)[:120])


def _place(shape: Any, x: float, y: float, w: float, h: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (round(value * EMU) for value in (x, y, w, h))


def _no_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = 3 * EMU
    frame.margin_top = frame.margin_bottom = 0


def _anchor(frame: Any, where: str) -> None:
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if where == "middle" else MSO_ANCHOR.TOP


def _style(runs: Iterable[Any], size: float, ink: str, *, bold: bool = False, own_fonts: bool) -> None:
    for run in runs:
        run.font.size = round(size * EMU)
        run.font.bold = bold
        run.font.color.rgb = _rgb(ink)
        if own_fonts:
            run.font.name = FONT


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))  # type: ignore[no-untyped-call] # it has no types
