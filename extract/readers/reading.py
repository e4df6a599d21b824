"""Reads papers out of files, folders and streams, one by one, and tells what could not be read."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from extract.errors import UnreadableError
from extract.readers import json_lines, listing_page
from extract.readers.found import Aside, Found, Line, Loss, Note, Omission, Refusal
from extract.readers.lines import BREAKAGES, TextSource
from graph.paper import Paper

STANDARD_INPUT = "-"


class Reader(NamedTuple):
    """A format: whether the beginning of a text is written in it, and how its lines are read."""

    recognises: Callable[[str], bool]
    read: Callable[[Iterator[Line]], Iterator[Found]]


READERS: dict[str, Reader] = {
    'JSON lines ({"title": …, "abstract": …} on each line)': Reader(json_lines.recognises, json_lines.read),
    "saved pages of a paper listing": Reader(listing_page.recognises, listing_page.read),
}
"""Formats by what they are called in messages; the first one that recognises a text reads it."""

_FORMATS = " or ".join(READERS)


def read_papers(sources: Iterable[str | Path]) -> Iterator[Paper | Refusal | Note]:
    """Papers as they are read, with refusals and notes between them; nothing that is wrong with a source raises.

    A source is a file (gzip or not), a folder (read through recursively, in order of names, hidden ones left
    out) or ``-`` for standard input. What a source is written in is told by its content, not by its name. A
    file that holds no papers is refused where it was named, and only noted where it lay in a folder. Notes come
    at the end of their source, one for each field however many papers were read without it.
    """
    for source in sources:
        name = str(source)
        if name == STANDARD_INPUT:
            yield from _read_file("standard input", None, named=True)
        elif Path(name).is_dir():
            yield from _read_folder(name)
        else:
            yield from _read_file(name, Path(name), named=True)


def _read_folder(folder: str) -> Iterator[Paper | Refusal | Note]:
    unreadable: list[OSError] = []
    fruitless = True
    for parent, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(parent, name) for name in sorted(files) if not name.startswith(".")):
            if path.is_file():
                for item in _read_file(str(path), path, named=False):
                    fruitless = fruitless and isinstance(item, Note)
                    yield item
    for error in unreadable:
        yield Refusal(str(error.filename), None, _describe(error))
    if fruitless and not unreadable:
        yield Refusal(folder, None, f"no papers in this folder; expected {_FORMATS}")


def _read_file(name: str, path: Path | None, *, named: bool) -> Iterator[Paper | Refusal | Note]:
    try:
        with path.open("rb") if path else nullcontext(sys.stdin.buffer) as stream:
            text = TextSource(stream, name)
            reader = next((r for r in READERS.values() if r.recognises(text.head)), None)
            if reader is None:
                what = "no papers in it" if text.head.strip() else "empty"
                raise UnreadableError(name, f"{what}; expected {_FORMATS}")
            yield from _report(name, reader.read(text.lines()))
    except UnreadableError as error:
        yield (Refusal if named else Note)(name, None, error.what)
    except BREAKAGES as error:
        yield Refusal(name, None, _describe(error))


def _report(name: str, found: Iterator[Found]) -> Iterator[Paper | Refusal | Note]:
    """Put the source's name to what a reader found, and sum omissions up."""
    first: dict[str, Omission] = {}
    count: dict[str, int] = {}
    asides: list[Aside] = []
    for item in found:
        if isinstance(item, Paper):
            yield item
        elif isinstance(item, Loss):
            yield Refusal(name, item.line, item.what)
        elif isinstance(item, Omission):
            first.setdefault(item.field, item)
            count[item.field] = count.get(item.field, 0) + 1
        else:
            asides.append(item)
    for field, omission in first.items():
        others = count[field] - 1
        papers = "the paper is" if not others else f"this and {others:,} more paper{'s'[: others > 1]} are"
        yield Note(name, omission.line, f"{omission.what}; {papers} read without it")
    for aside in asides:
        yield Note(name, None, aside.what)


def _describe(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"breaks off: {error}"
