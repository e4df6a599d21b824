"""The GraSS style sheet: a colour a label that colour-blind people can tell apart, captions that are names."""

from typing import NamedTuple

from graph.vocabulary import CLAIM_PREDICATES, MENTIONS, NODE_KINDS, PREDICATES, REPORTS


class Look(NamedTuple):
    """How nodes of a label look: fill, border and text colour, diameter in pixels, caption."""

    colour: str
    border: str
    text: str
    diameter: int
    caption: str


# The colours of Okabe and Ito, "Color Universal Design" (2008), whose pairs differ to every kind of colour vision.
LOOKS: dict[str, Look] = {
    "Paper": Look("#F4F4F4", "#C9C9C9", "#777777", 28, "{year}"),
    "Method": Look("#0072B2", "#005A8D", "#FFFFFF", 74, "{name}"),
    "Dataset": Look("#F0E442", "#C9BE2C", "#222222", 64, "{name}"),
    "Task": Look("#009E73", "#007A59", "#FFFFFF", 74, "{name}"),
    "Problem": Look("#D55E00", "#A84A00", "#FFFFFF", 86, "{name}"),
    "Metric": Look("#CC79A7", "#A85C86", "#222222", 48, "{name}"),
    "Concept": Look("#56B4E9", "#3390C4", "#222222", 48, "{name}"),
    "Result": Look("#E69F00", "#B87F00", "#222222", 44, "{value}"),
}

_QUIET = (MENTIONS, REPORTS)
_DARK, _PALE = "#5F6B73", "#CFD5D9"


def style_sheet() -> str:
    """The text of a .grass file."""
    general = _rule("node", Look("#DDDDDD", "#BBBBBB", "#222222", 40, "{name}"))
    nodes = [_rule(f"node.{label}", LOOKS[label]) for label in NODE_KINDS]
    edges = [_edge("relationship", _PALE, 1, "<type>")]
    for name in PREDICATES:
        words = name.replace("_", " ").lower()
        if name in CLAIM_PREDICATES:
            edges.append(_edge(f"relationship.{name}", _DARK, 2, f"{words} ({{papers}})"))
        else:
            edges.append(_edge(f"relationship.{name}", _PALE, 1, words))
    return "\n".join([general, *nodes, *edges])


def _rule(selector: str, look: Look) -> str:
    return _block(
        selector,
        {
            "color": look.colour,
            "border-color": look.border,
            "border-width": "2px",
            "text-color-internal": look.text,
            "diameter": f"{look.diameter}px",
            "font-size": "10px",
            "caption": f"'{look.caption}'",
        },
    )


def _edge(selector: str, colour: str, width: int, caption: str) -> str:
    return _block(
        selector,
        {
            "color": colour,
            "border-color": colour,
            "text-color-internal": "#FFFFFF",
            "text-color-external": "#33393D",
            "shaft-width": f"{width}px",
            "font-size": "9px",
            "padding": "3px",
            "caption": f"'{caption}'",
        },
    )


def _block(selector: str, properties: dict[str, str]) -> str:
    return "\n".join([f"{selector} {{", *(f"  {name}: {value};" for name, value in properties.items()), "}"])
