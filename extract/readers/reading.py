"""Reads papers out of files, folders and streams, one by one, and tells what could not be read."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from io import BufferedReader
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO

from extract.errors import UnreadableError
from extract.readers import parquet
from extract.readers.archive import members
from extract.readers.formats import ENDINGS, EXPECTED, Reader, readers
from extract.readers.found import Aside, Found, Loss, Note, Omission, Refusal
from extract.readers.lines import BREAKAGES, TextSource
from extract.readers.unpacking import SwollenError, is_zip, seekable, unpacked
from graph.paper import Paper

STANDARD_INPUT = "-"

_TRIED = 1000
"""Records at the beginning of a file by which it is given up where it need not hold papers."""

Item = Paper | Refusal | Note


def read_papers(sources: Iterable[str | Path], columns: Mapping[str, str] | None = None) -> Iterator[Item]:
    """Papers as they are read, with refusals and notes between them; nothing that is wrong with a source raises.

    Args:
        sources: files (packed by gzip, bzip2, xz or zip, or not), folders (read through recursively, in order of
            names, hidden ones left out), ``-`` for standard input. What a source is written in is told by its
            content, not by its name.
        columns: names of columns by fields of a paper, for tables that have others than the common ones.

    A file that holds no papers is refused where it was named. Where it lay in a folder or an archive it is noted
    if its ending is a format's, and else passed over: it was never meant. Notes come at the end of their source,
    one for each field however many papers were read without it.

    """
    reading = _Reading(columns or {})
    for source in sources:
        name = str(source)
        if name == STANDARD_INPUT:
            yield from reading.file("standard input", None, named=True)
        elif os.path.isdir(name):  # noqa: PTH112 -- Path.is_dir raises for a name that is too long
            yield from reading.folder(name)
        else:
            yield from reading.file(name, Path(name), named=True)


class _Reading:
    """Reads sources of every kind by the same formats."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._readers: tuple[Reader, ...] = readers(columns)

    def folder(self, folder: str) -> Iterator[Item]:
        unreadable: list[OSError] = []
        fruitless = True
        for parent, folders, files in os.walk(folder, onerror=unreadable.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for path in (Path(parent, name) for name in sorted(files) if not name.startswith(".")):
                if path.is_file() or path.is_symlink():  # a link that leads nowhere is told of
                    for item in self.file(str(path), path, named=False):
                        fruitless = fruitless and isinstance(item, Note)
                        yield item
        for error in unreadable:
            yield Refusal(str(error.filename), None, _describe(error))
        if fruitless and not unreadable:
            yield Refusal(folder, None, f"no papers in this folder; expected {EXPECTED}")

    def file(self, name: str, path: Path | None, *, named: bool) -> Iterator[Item]:
        try:
            opened = path.open("rb") if path else nullcontext(sys.stdin.buffer)
        except OSError as error:
            yield Refusal(name, None, _describe(error))
            return
        with opened as stream:
            yield from self._stream(name, stream, named=named)

    def _stream(self, name: str, packed: BinaryIO, *, named: bool, in_archive: bool = False) -> Iterator[Item]:
        meant = named or PurePath(name).suffix.lower() in ENDINGS
        try:
            stream = unpacked(packed, name)
            if is_zip(stream):
                if in_archive:  # archives that hold themselves are known, and so are office documents in archives
                    kind = SwollenError if meant else UnreadableError
                    raise kind(name, "an archive in an archive; unpack the outer one first")
                yield from self._archive(name, stream)
            elif stream.peek(len(parquet.MARK)).startswith(parquet.MARK):
                with seekable(stream) as file:
                    yield from _report(name, parquet.read(file, self._columns))
            else:
                items = _report(name, self._text(TextSource(stream, name), name))
                yield from items if meant else _if_any_paper(items)
        except SwollenError as error:
            yield Refusal(name, None, error.what)
        except UnreadableError as error:
            if meant:
                yield (Refusal if named else Note)(name, None, error.what)
        except BREAKAGES as error:
            yield Refusal(name, None, _describe(error))

    def _archive(self, name: str, stream: BufferedReader) -> Iterator[Item]:
        fruitless = True
        with seekable(stream) as file:
            for member in members(file, name):
                where = f"{name}/{member.name}"
                if member.fault:
                    fruitless = False
                    yield Refusal(where, None, member.fault)
                    continue
                with member.open() as content:
                    for item in self._stream(where, content, named=False, in_archive=True):
                        fruitless = fruitless and isinstance(item, Note)
                        yield item
        if fruitless:
            raise UnreadableError(name, f"no papers in this archive; expected {EXPECTED}")

    def _text(self, text: TextSource, name: str) -> Iterator[Found]:
        reader = next((reader for reader in self._readers if reader.recognises(text.head)), None)
        if reader is None:
            what = "no papers in it" if text.head.strip() else "empty"
            raise UnreadableError(name, f"{what}; expected {EXPECTED}")
        return reader.read(text)


def _if_any_paper(items: Iterator[Item]) -> Iterator[Item]:
    """The same items; nothing where none of the first is a paper, as in files that never held any."""
    held = []
    for item in islice(items, _TRIED):
        held.append(item)
        if isinstance(item, Paper):
            yield from held
            yield from items
            return


def _report(name: str, found: Iterator[Found]) -> Iterator[Item]:
    """Put the source's name to what a reader found, and sum omissions up."""
    first: dict[str, Omission] = {}
    count: dict[str, int] = {}
    asides: list[Aside] = []
    fruitless = True
    for item in found:
        fruitless = fruitless and isinstance(item, Aside)
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
    if fruitless:
        yield Refusal(name, None, "no records in it")


def _describe(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"breaks off: {error}"
