r"""TikZ: the figure with every place fixed; the file compiles alone, and inside a document by ``\input``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.export.svg import corner, line_tops
from graph.export.tex import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.export.layout.figure import Box, Figure, Line, Point, Words
    from graph.export.options import Options
    from graph.export.theme import Theme
    from graph.subgraph.model import Subgraph

_HEAD = r"""% Compiles alone with pdfLaTeX, XeLaTeX or LuaLaTeX. In a document of your own:
%   \usepackage{tikz,amssymb} in the preamble, \resizebox{\linewidth}{!}{\input{THIS FILE}} where it belongs.
\expandafter\ifx\csname @nodocument\endcsname\relax
  \let\claimgraphend\relax
\else
  \documentclass{article}
  \usepackage[paperwidth=%(w)sbp,paperheight=%(h)sbp,margin=0bp]{geometry}
  \usepackage[T1]{fontenc}\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \usepackage{tikz,amssymb}
  \pagestyle{empty}
  \setlength{\parindent}{0pt}\setlength{\topskip}{0pt}
  \def\claimgraphend{\end{document}}
  \begin{document}%%
\fi
%% A character that TeX has no macro for, by its number: itself where engine and font know it, else a box.
\providecommand{\claimgraphbox}{\rule{0.6em}{0.6em}}%%
\providecommand{\claimgraphchar}[1]{%%
  \ifdefined\Umathchar\iffontchar\font"#1 \char"#1\relax\else\claimgraphbox\fi\else\claimgraphbox\fi}%%"""


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The TeX file, in ASCII."""
    figure = options.figure(subgraph)
    return ("\n".join(_parts(figure, options.theme, transparent=options.transparent)) + "\n").encode("ascii")


def _parts(figure: Figure, theme: Theme, *, transparent: bool) -> Iterator[str]:
    yield _HEAD.replace("%(w)s", _n(figure.width)).replace("%(h)s", _n(figure.height)).replace("%%", "%")
    yield r"\begin{tikzpicture}[x=1bp, y=-1bp, inner sep=0pt, outer sep=0pt, font=\sffamily]"
    yield f"  \\useasboundingbox (0,0) rectangle ({_n(figure.width)},{_n(figure.height)});"
    for name, colour in _colours(figure, theme).items():
        yield f"  \\definecolor{{{name}}}{{HTML}}{{{colour.removeprefix('#').upper()}}}"
    if not transparent:
        yield f"  \\fill[cgpage] (0,0) rectangle ({_n(figure.width)},{_n(figure.height)});"
    for line in figure.lines:
        yield _line(line, theme)
    for line in figure.lines:
        if line.count_at:
            r = line.count_at
            yield (
                f"  \\draw[fill=cgpage, draw={_edge(line.predicate)}, line width=1bp, rounded corners=5bp] "
                f"({_n(r.x)},{_n(r.y)}) rectangle ({_n(r.right)},{_n(r.bottom)});"
            )
            yield _text(line.count, r.centre.x, r.centre.y, 12, "cgink")
    for box in figure.boxes:
        yield from _box(box)
    for words in figure.words:
        yield _words(words, "cgink" if words.role in ("title", "axis") else "cgmuted")
    for key in figure.keys:
        r = key.sample
        if key.is_predicate:
            dash = _dash(theme.line(key.name)[1])
            y = _n(r.centre.y)
            style = f"{_edge(key.name)}, line width=2bp, -latex{dash}"
            yield f"  \\draw[{style}] ({_n(r.x)},{y}) -- ({_n(r.right)},{y});"
        else:
            yield (
                f"  \\draw[fill={_kind(key.name)}, draw=cgink, line width=0.8bp, rounded corners=3bp] "
                f"({_n(r.x)},{_n(r.y)}) rectangle ({_n(r.right)},{_n(r.bottom)});"
            )
        yield _words(key.words, "cgink")
    yield r"\end{tikzpicture}%"
    yield r"\claimgraphend"


def _colours(figure: Figure, theme: Theme) -> dict[str, str]:
    """The names of all colours that the picture uses: changed here, they change everywhere."""
    found = {"cgpage": theme.page, "cgink": theme.ink, "cgmuted": theme.muted}
    for label in sorted({box.label for box in figure.boxes}):
        found[_kind(label)] = theme.fill(label)
        found[_kind(label) + "text"] = theme.text_on(label)
    for predicate in sorted({line.predicate for line in figure.lines}):
        found[_edge(predicate)] = theme.line(predicate)[0]
    return found


def _kind(label: str) -> str:
    return "cgnode" + _letters(label)


def _edge(predicate: str) -> str:
    return "cgedge" + _letters(predicate)


def _letters(name: str) -> str:
    """A name as it may be part of a colour's: its ASCII letters, anything else by number."""
    return "".join(c if c.isascii() and c.isalpha() else f"{ord(c):x}" for c in name.lower() if c != "_")


def _line(line: Line, theme: Theme) -> str:
    curves = "".join(f" .. controls {_at(c.one)} and {_at(c.two)} .. {_at(c.end)}" for c in line.curves)
    dash = _dash(theme.line(line.predicate)[1])
    style = f"{_edge(line.predicate)}, line width={_n(line.width)}bp, -latex{dash}"
    return f"  \\draw[{style}] {_at(line.start)}{curves};"


def _at(point: Point) -> str:
    return f"({_n(point.x)},{_n(point.y)})"


def _dash(stroke: str) -> str:
    return ", dash pattern=on 7bp off 4bp" if stroke == "dashed" else ""


def _box(box: Box) -> Iterator[str]:
    r, thick = box.rect, 2.5 if box.is_focus else 0.8
    style = f"fill={_kind(box.label)}, draw=cgink, line width={thick}bp, rounded corners={_n(corner(box))}bp"
    yield f"  \\draw[{style}] ({_n(r.x)},{_n(r.y)}) rectangle ({_n(r.right)},{_n(r.bottom)});"
    for text, top in zip(box.lines, line_tops(box), strict=True):
        yield _text(text, r.centre.x, top + 0.95 * box.size, box.size, _kind(box.label) + "text", anchor="base")


def _words(words: Words, colour: str) -> str:
    y = words.rect.y + 0.95 * words.size
    return _text(words.text, words.rect.x, y, words.size, colour, anchor="base west", bold=words.bold)


def _text(
    text: str, x: float, y: float, size: float, colour: str, *, anchor: str = "center", bold: bool = False
) -> str:
    weight = r"\bfseries" if bold else ""
    font = f"\\fontsize{{{_n(size)}bp}}{{{_n(1.22 * size)}bp}}\\selectfont{weight}"
    return f"  \\node[anchor={anchor}, text={colour}] at ({_n(x)},{_n(y)}) {{{font} {escape(text)}}};"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
