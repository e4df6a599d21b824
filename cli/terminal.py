"""Standard output and standard error as rich sees them: how wide, and whether there is colour."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

WIDTH_WITHOUT_TERMINAL = 100
"""Columns of a table that goes into a file or a pipe, where COLUMNS does not say another number."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WEB = re.compile(r"https?://[!-~]+")


@contextmanager
def output() -> Iterator[Console]:
    """Where the answer goes; what is printed comes out at the end, without blanks that only fill lines up."""
    console = _console(sys.stdout)
    with console.capture() as captured:
        yield console
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().split("\n")[:-1]))


def talk(**settings: Any) -> Console:
    """Where progress goes."""
    return _console(sys.stderr, **settings)


def _console(file: Any, **settings: Any) -> Console:
    from rich.console import Console

    in_terminal = file.isatty() and os.environ.get("TERM") != "dumb"
    if not in_terminal and not os.environ.get("COLUMNS", "").isdigit():
        settings["width"] = WIDTH_WITHOUT_TERMINAL
    return Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=False, **settings)


def shows_colour(console: Console) -> bool:
    """Whether words can be told apart by colour there; NO_COLOR is respected."""
    return console.color_system is not None and not console.no_color


def harmless(text: str) -> str:
    """The text, as long as before, without characters that would steer the terminal."""
    return _CONTROL.sub("\ufffd", text)


def link_of(paper_id: str, url: str | None) -> str | None:
    """Where a paper is to be had: what it states, else what follows from its id."""
    if isinstance(url, str) and _WEB.fullmatch(url):
        return url
    kind, _, rest = paper_id.partition(":")
    return {"arxiv": f"https://arxiv.org/abs/{rest}", "doi": f"https://doi.org/{rest}"}.get(kind)
