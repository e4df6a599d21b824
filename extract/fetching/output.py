"""Where fetched papers go: a file that knows how far it is, or a stream."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from extract.errors import UnreadableError
from extract.readers import Refusal, read_papers
from extract.writers import json_lines
from graph.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable


class Question(NamedTuple):
    """What is asked of which service, since which ISO date."""

    service: str
    query: str
    since: str | None


class Output(Protocol):
    """Takes papers in."""

    @property
    def place(self) -> str | None:
        """Where to go on; None at the beginning."""
        ...

    @property
    def n_papers(self) -> int:
        """How many are in it."""
        ...

    def add(self, papers: Iterable[Paper], most: int) -> list[Paper]:
        """Write those that are not in yet, up to ``most`` in all; these are given back."""
        ...

    def has(self, paper: Paper) -> bool:
        """Whether the paper is in."""
        ...

    def reached(self, place: str | None) -> None:
        """All before this place is in; None: the whole answer is."""
        ...


class Stream:
    """An open file, such as standard output: nothing is known of what went there before."""

    place: str | None = None

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._known: set[str] = set()
        self.n_papers = 0

    def add(self, papers: Iterable[Paper], most: int) -> list[Paper]:
        """Write those that were not written yet, up to ``most`` in all; these are given back."""
        new = []
        for paper in papers:
            if self.n_papers < most and not self.has(paper):
                self.knows(paper)
                new.append(paper)
        self._file.writelines(f"{line}\n" for line in json_lines.write(new))
        self._file.flush()
        return new

    def has(self, paper: Paper) -> bool:
        """Whether the paper was written, or known before."""
        return not self._known.isdisjoint(_names(paper))

    def reached(self, place: str | None) -> None:
        """A stream does not remember."""

    def knows(self, paper: Paper) -> None:
        """The paper is in already."""
        self._known.update(_names(paper))
        self.n_papers += 1


class JsonLinesFile(Stream):
    """A file of JSON lines, with a file ``.state`` beside it that says how far it is.

    Lines are on the disk before the state says so: after a crash a page is asked for again, and its papers are
    known. An answer that was read to its end is asked for from the beginning again, for new papers.

    Raises:
        UnreadableError: the file holds something else, or the answer to another question.

    """

    def __init__(self, path: Path, question: Question) -> None:
        self._path, self._state_path = path, path.with_name(f"{path.name}.state")
        self._question = question
        self.place = self._read_state()
        if self._state_path.exists():
            _cut_torn_line(path)
        super().__init__(path.open("a", encoding="utf-8", newline="\n"))
        if path.stat().st_size:
            self._read_papers()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if not self.n_papers and not self._state_path.exists():
            self._path.unlink()  # nothing was answered at all

    def _read_state(self) -> str | None:
        if not self._state_path.exists():
            return None
        try:
            state = _State.model_validate_json(self._state_path.read_bytes())
        except ValidationError as error:
            raise UnreadableError(str(self._state_path), "not written by claimgraph fetch; remove it") from error
        if state.question != self._question:
            other = f"{state.question.service} {json.dumps(state.question.query, ensure_ascii=False)}"
            since = f" --since {state.question.since}" if state.question.since else ""
            raise UnreadableError(str(self._path), f"holds the answer to {other}{since}; give -o another file")
        return state.place

    def _read_papers(self) -> None:
        for item in read_papers([self._path]):
            if isinstance(item, Paper):
                self.knows(item)
            elif isinstance(item, Refusal):
                self._file.close()
                raise UnreadableError(item.where, "not written by claimgraph fetch; give -o another file")

    def add(self, papers: Iterable[Paper], most: int) -> list[Paper]:
        """As for a stream; when this returns they are safe on disk."""
        new = super().add(papers, most)
        os.fsync(self._file.fileno())
        return new

    def reached(self, place: str | None) -> None:
        """Note it in the state, in one step."""
        unfinished = self._state_path.with_name(f".{self._state_path.name}.{os.getpid()}")
        unfinished.write_text(_State(question=self._question, place=place).model_dump_json(), encoding="utf-8")
        unfinished.replace(self._state_path)


class _State(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Question
    place: str | None


def _names(paper: Paper) -> set[str]:
    """All that the paper is known by: it may get a DOI between two runs."""
    arxiv, doi = paper.arxiv_id and f"arxiv:{paper.arxiv_id}", paper.doi and f"doi:{paper.doi}"
    return {name for name in (paper.id, arxiv, doi) if name}


def _cut_torn_line(path: Path) -> None:
    """Take off what a crash left of a line."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        content = file.read()
        if not content.endswith(b"\n"):
            file.truncate(content.rfind(b"\n") + 1)
