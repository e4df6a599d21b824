"""What reading comes upon: lines, papers, and problems told as values rather than raised."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from graph.paper import Paper

Place = int | str
"""Where in a source: the number of a line, or what else names a record ("record 41"), counted from 1."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class _Problem:
    """One line of talk: where (the source as the user named it, and a place in it) and what."""

    source: str
    line: Place | None
    what: str

    @property
    def where(self) -> str:
        """``papers.jsonl:41``, ``papers.parquet, row 41``, or ``papers.jsonl`` where it is the whole source."""
        if self.line is None:
            return self.source
        return f"{self.source}:{self.line}" if isinstance(self.line, int) else f"{self.source}, {self.line}"

    def __str__(self) -> str:
        return _CONTROL.sub("\ufffd", f"{self.where}: {self.what}")  # names of files and columns may hold anything


class Refusal(_Problem):
    """A record that no paper could be made of, or with ``line`` None a whole source. Its good rest was read."""


class Note(_Problem):
    """No paper was lost, but something was left aside: fields of papers, a file that holds none."""


class Line(NamedTuple):
    """A line of a source, counted from 1. ``flaw`` says why ``text`` is not quite what the source holds."""

    number: int
    text: str
    flaw: str | None = None


class Loss(NamedTuple):
    """What a reader yields instead of a paper; ``line`` is None where the whole source is unreadable."""

    line: Place | None
    what: str


class Omission(NamedTuple):
    """What a reader yields before a paper that is read without one of its fields."""

    line: Place
    field: str
    what: str


class Aside(NamedTuple):
    """What a reader yields once for a source that holds more than papers."""

    what: str


Found = Paper | Loss | Omission | Aside
