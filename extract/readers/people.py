"""Names of people as papers print them, given name first, out of the ways in which exports write them."""

import re
from collections.abc import Callable
from typing import Any

_SIGNS = re.compile(r"[;|\n]")
_AND = re.compile(r"(?:^|\s)and(?:\s|$)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")


def natural(name: str) -> str:
    """``Ada Lovelace`` for ``Lovelace, Ada``, ``Martin King Jr.`` for ``King, Jr., Martin``."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 2:
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3:
        return f"{parts[2]} {parts[0]} {parts[1]}"
    return name.strip().strip(",").strip()


def joined(*parts: Any) -> str:
    """The parts of a name that are texts, with spaces between them."""
    return " ".join(part.strip() for part in parts if isinstance(part, str) and part.strip())


def split(text: str) -> list[str]:
    """The people in one text, whichever sign stands between them.

    Semicolons, bars, line breaks and ``and`` are told from the comma of ``Lovelace, Ada``. Commas alone part
    whole names; where every second part is initials, they part names that are written family name first.
    """
    if _SIGNS.search(text):
        return [natural(part) for part in _SIGNS.split(text) if part.strip(" ,")]
    parts = [part.strip(" ,") for part in _AND.split(text) if part.strip(" ,")]
    if len(parts) > 1:
        whole = [name.strip() for name in parts[0].split(",")]
        if all(" " in name for name in whole):  # "Ada Lovelace, Alan Turing and Kurt Gödel"
            parts[:1] = whole
        return [natural(part) for part in parts]
    names = [name.strip() for name in text.split(",") if name.strip()]
    if len(names) > 1 and len(names) % 2 == 0 and all(_INITIALS.fullmatch(name) for name in names[1::2]):
        return [f"{given} {family}" for family, given in zip(names[::2], names[1::2], strict=True)]
    if all(" " in name for name in names):
        return names
    return [natural(text)]


def people(value: Any, name: Callable[[Any], Any]) -> Any:
    """The names of a list of people; what is no list, or names somebody without a name, stays as it is."""
    if not isinstance(value, list):
        return value
    names = [name(person) for person in value]
    return value if any(not text for text in names) else names
