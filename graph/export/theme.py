"""Colours and strokes: one set for light pages, one for dark ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]
Stroke = Literal["solid", "dashed"]


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of a drawing, as ``#rrggbb``.

    The fills and the lines were searched for the largest smallest difference (CIEDE2000) between any two, to
    normal eyes and with deuteranopia, at a contrast of 4.5 to their text or to the page; ``bench/looks.py``
    computes both.
    """

    name: ThemeName
    page: str
    ink: str
    muted: str
    panel: str
    fills: dict[str, str]
    lines: dict[str, tuple[str, Stroke]]

    def fill(self, label: str) -> str:
        """The colour of a kind of node."""
        return self.fills.get(label, self.panel)

    def text_on(self, label: str) -> str:
        """The colour of its name: what contrasts more with the fill."""
        return text_on(self.fill(label))

    def line(self, predicate: str) -> tuple[str, Stroke]:
        """Colour and stroke of a predicate's arrows."""
        return self.lines.get(predicate, (self.muted, "solid"))


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.1)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(fill: str) -> str:
    """White or near black, whichever contrasts more."""
    return max(("#ffffff", "#14171c"), key=lambda ink: contrast(ink, fill))


def _fills(
    method: str, dataset: str, task: str, problem: str, metric: str, concept: str, paper: str
) -> dict[str, str]:
    return {
        "Method": method,
        "Dataset": dataset,
        "Task": task,
        "Problem": problem,
        "Metric": metric,
        "Concept": concept,
        "Paper": paper,
        "Result": paper,
    }


def _lines(blue: str, orange: str, teal: str, purple: str, grey: str) -> dict[str, tuple[str, Stroke]]:
    return {
        "ADDRESSES": (blue, "solid"),
        "SUFFERS_FROM": (orange, "solid"),
        "APPLIED_TO": (teal, "solid"),
        "EVALUATED_ON": (purple, "solid"),
        "TRAINED_ON": (purple, "dashed"),
        "BASED_ON": (grey, "solid"),
        "IS_A": (grey, "dashed"),
        "OUTPERFORMS": (teal, "dashed"),
        "COMPARED_WITH": (blue, "dashed"),
        "PROPOSES": (orange, "dashed"),
    }


LIGHT = Theme(
    "light",
    page="#ffffff",
    ink="#14171c",
    muted="#545b66",
    panel="#eef0f3",
    fills=_fills("#5b8fff", "#5e0780", "#003822", "#bd4100", "#fed300", "#ddd9e0", "#ffffff"),
    lines=_lines("#4a67df", "#c15000", "#007c69", "#360059", "#13120e"),
)
DARK = Theme(
    "dark",
    page="#171b21",
    ink="#f2f4f7",
    muted="#b3bac4",
    panel="#2a3038",
    fills=_fills("#3597ea", "#551774", "#003f27", "#bc4f00", "#fadf0f", "#dad5db", "#171b21"),
    lines=_lines("#5087fc", "#de6b00", "#abffc3", "#ead8ff", "#848484"),
)
THEMES: dict[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK)}
