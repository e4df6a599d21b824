"""SVG: real text, every part with the id of what it shows, names and sentences as tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from graph.export.layout.fonts import FALLBACKS
from graph.export.layout.measuring import LINE_HEIGHT
from graph.export.layout.tips import tip
from graph.export.wording import plain, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.export.layout.figure import Box, Figure, Line, Words
    from graph.export.options import Options
    from graph.export.theme import Theme
    from graph.subgraph.model import Subgraph

DASHES = "7 4"
BASELINE = 0.95
"""From the upper side of a line of text to its baseline, in font sizes."""


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The SVG document, in UTF-8."""
    figure = options.figure(subgraph)
    return draw(figure, subgraph, options.theme, transparent=options.transparent).encode()


def draw(figure: Figure, subgraph: Subgraph, theme: Theme, *, transparent: bool = False) -> str:
    """The figure as an SVG text."""
    return "\n".join(_parts(figure, subgraph, theme, transparent)) + "\n"


def _parts(figure: Figure, subgraph: Subgraph, theme: Theme, transparent: bool) -> Iterator[str]:
    w, h = _n(figure.width), _n(figure.height)
    fonts = ", ".join(f"'{name}'" if " " in name else name for name in FALLBACKS)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}" role="img" '
        f'font-family="{fonts}" text-rendering="geometricPrecision">'
    )
    yield f"<title>{escape(figure.title)}</title>"
    if not transparent:
        yield f'<rect class="page" width="{w}" height="{h}" fill="{theme.page}"/>'
    yield '<g class="lines" fill="none">'
    for line in figure.lines:
        yield _line(line, subgraph, theme)
    yield "</g>"
    yield '<g class="counts">'
    for line in figure.lines:
        if line.count_at:
            r = line.count_at
            yield (
                f'<rect x="{_n(r.x)}" y="{_n(r.y)}" width="{_n(r.w)}" height="{_n(r.h)}" rx="5" '
                f'fill="{theme.page}" stroke="{theme.line(line.predicate)[0]}" stroke-width="1"/>'
                + _text(line.count, r.centre.x, r.y + 1 + 12 * BASELINE, 12, theme.ink, anchor="middle")
            )
    yield "</g>"
    yield '<g class="things">'
    for box in figure.boxes:
        yield _box(box, theme)
    yield "</g>"
    yield '<g class="words">'
    for words in figure.words:
        yield _words(words, theme)
    for key in figure.keys:
        r = key.sample
        if key.is_predicate:
            colour, stroke = theme.line(key.name)
            dash = f' stroke-dasharray="{DASHES}"' if stroke == "dashed" else ""
            y = _n(r.centre.y)
            yield (
                f'<path d="M{_n(r.x)} {y}H{_n(r.right - 6)}" stroke="{colour}" stroke-width="2"{dash}/>'
                f'<path d="M{_n(r.right)} {y}l-8 -4v8z" fill="{colour}"/>'
            )
        else:
            yield (
                f'<rect x="{_n(r.x)}" y="{_n(r.y)}" width="{_n(r.w)}" height="{_n(r.h)}" rx="3" '
                f'fill="{theme.fill(key.name)}" stroke="{theme.ink}" stroke-width="0.8"/>'
            )
        yield _words(key.words, theme)
    yield "</g>"
    yield "</svg>"


def _line(line: Line, subgraph: Subgraph, theme: Theme) -> str:
    colour, stroke = theme.line(line.predicate)
    dash = f' stroke-dasharray="{DASHES}"' if stroke == "dashed" else ""
    head = tip(line)
    curves = "".join(
        f"C{_n(c.one.x)} {_n(c.one.y)} {_n(c.two.x)} {_n(c.two.y)} {_n(c.end.x)} {_n(c.end.y)}"
        for c in head.curves
    )
    corners = " ".join(f"{_n(p.x)},{_n(p.y)}" for p in head.triangle)
    return (
        f"<g><title>{escape(told(subgraph, line.index))}</title>"
        f'<path d="M{_n(line.start.x)} {_n(line.start.y)}{curves}" stroke="{colour}" '
        f'stroke-width="{_n(line.width)}"{dash}/><polygon points="{corners}" fill="{colour}"/></g>'
    )


def told(subgraph: Subgraph, index: int) -> str:
    """What an arrow claims, and the sentences that say so, a paper a line."""
    arrow = subgraph.arrows[index]
    a, b = subgraph.by_id[arrow.subject].name, subgraph.by_id[arrow.object].name
    lines = [f"{plain(a)} {worded(arrow.predicate)} {plain(b)}"]
    for claim in arrow.claims:
        source = subgraph.sources.get(claim.paper)
        where = f"{source.short_title if source else claim.paper}{f' ({claim.year})' if claim.year else ''}"
        lines.append(f"{plain(where)}: {plain(claim.sentence)}" if claim.sentence else plain(where))
    return "\n".join(lines)


def _box(box: Box, theme: Theme) -> str:
    r, ink = box.rect, theme.text_on(box.label)
    border = (theme.ink, 2.5) if box.is_focus else (theme.ink, 0.8)
    text = "".join(
        _text(line, r.centre.x, top + box.size * BASELINE, box.size, ink, anchor="middle")
        for line, top in zip(box.lines, line_tops(box), strict=True)
    )
    return (
        f"<g id={quoteattr(plain(box.id))}><title>{escape(f'{box.name} ({box.label})')}</title>"
        f'<rect x="{_n(r.x)}" y="{_n(r.y)}" width="{_n(r.w)}" height="{_n(r.h)}" rx="{_n(corner(box))}" '
        f'fill="{theme.fill(box.label)}" stroke="{border[0]}" stroke-width="{_n(border[1])}"/>{text}</g>'
    )


def corner(box: Box) -> float:
    """The radius of a box's corners: methods are round, papers are not."""
    return {"Method": 9.0, "Paper": 0.0, "Result": 0.0}.get(box.label, 4.0)


def line_tops(box: Box) -> list[float]:
    """The upper side of each line of a box's text."""
    step = box.size * LINE_HEIGHT
    first = box.rect.centre.y - step * len(box.lines) / 2
    return [first + i * step for i in range(len(box.lines))]


def _words(words: Words, theme: Theme) -> str:
    ink = theme.ink if words.role in ("title", "legend", "axis") else theme.muted
    return _text(words.text, words.rect.x, words.rect.y + words.size * BASELINE, words.size, ink, bold=words.bold)


def _text(
    text: str, x: float, y: float, size: float, ink: str, *, anchor: str = "start", bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{ink}"{where}{weight}>{escape(text)}</text>'
    )


def _n(value: float) -> str:
    """A number with two digits at most: the same text on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
