"""How an export is made: page, theme, what is left out."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph.export.layout.composing import FOUR_TO_THREE, WIDE, Page, compose
from graph.export.theme import THEMES, Theme, ThemeName
from graph.subgraph.model import Shape

if TYPE_CHECKING:
    from graph.export.layout.figure import Figure
    from graph.subgraph.model import Subgraph

MAX_NODES = 30
"""Things on a drawing where nobody says another number."""


class Options(BaseModel):
    """How a subgraph is written; each format uses what concerns it.

    Attributes:
        max_nodes: things at most; None is 30 for drawings, and all of them for formats that other tools read.
        shape: how it is drawn; None is as the subgraph itself says.
        theme_name: light or dark.
        aspect: of the page and the slide.
        transparent: no background (svg, png).
        width: pixels of a png; None is what ``dpi`` gives.
        dpi: pixels an inch of a png.
        slides: pptx: at most so many slides where all does not fit on one.
        build_up: pptx: one slide a year or a hop, each with a little more.
        template: pptx: the user's own file, whose master the slides take.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_nodes: Annotated[int, Field(ge=1)] | None = None
    shape: Shape | None = None
    theme_name: ThemeName = "light"
    aspect: Literal["16:9", "4:3"] = "16:9"
    transparent: bool = False
    width: Annotated[int, Field(ge=16, le=30_000)] | None = None
    dpi: Annotated[int, Field(ge=20, le=1200)] = 192
    slides: Annotated[int, Field(ge=1, le=100)] = 1
    build_up: Literal["year", "hop"] | None = None
    template: Path | None = None

    @property
    def theme(self) -> Theme:
        """The colours."""
        return THEMES[self.theme_name]

    @cached_property
    def page(self) -> Page:
        """The page; it grows with what is drawn where so many nodes were asked for that they need it."""
        page = FOUR_TO_THREE if self.aspect == "4:3" else WIDE
        return page if self.max_nodes is None else Page(page.width, page.height, grows=True)

    def figure(self, subgraph: Subgraph) -> Figure:
        """The drawing of a subgraph, trimmed as these options say."""
        return compose(subgraph.trimmed(self.max_nodes or MAX_NODES), self.page, self.shape)
