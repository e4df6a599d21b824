"""The record log: an append-only file of JSON lines, each on disk before anyone is told that it is done."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from graph.collection import ExtractionHandle
from graph.errors import InvalidRecordError, StoreError
from graph.records import ExtractionRecord, Record, dump_record, load_record

_EXTRACTION_HEAD = re.compile(
    rb'\{"kind":"extraction","text":"([0-9a-f]+)","extractor":"([^"\\]*)",.*\}', re.DOTALL
)


class Entry(NamedTuple):
    """One record with the byte after it. An extraction is only looked at, and read when needed."""

    record: Record | ExtractionHandle
    end: int


def read_log(path: Path) -> Iterator[Record]:
    """Every whole record, oldest first; a torn last line is passed over."""
    for entry in scan_log(path):
        yield entry.record.load() if isinstance(entry.record, ExtractionHandle) else entry.record


def scan_log(path: Path) -> Iterator[Entry]:
    """The whole records, oldest first; StoreError where one before the last is damaged."""
    with path.open("rb") as file:
        offset = 0
        for number, line in enumerate(file, start=1):
            record = _parse(path, offset, line) if line.endswith(b"\n") else None
            offset += len(line)
            if record is not None:
                yield Entry(record, offset)
            elif _is_torn_tail(path, offset):
                return
            else:
                raise StoreError(
                    f"{path}:{number}: damaged record; restore the file from a copy, "
                    "or delete this line to go on without what it says"
                )


def _parse(path: Path, offset: int, line: bytes) -> Record | ExtractionHandle | None:
    head = _EXTRACTION_HEAD.fullmatch(line, 0, len(line) - 1)
    if head:
        load = partial(_load_extraction, path, offset, len(line))
        return ExtractionHandle(head[1].decode(), head[2].decode(), load)
    try:
        return load_record(line)
    except InvalidRecordError:
        return None


def _load_extraction(path: Path, offset: int, length: int) -> ExtractionRecord:
    with path.open("rb") as file:
        file.seek(offset)
        line = file.read(length)
    try:
        record = load_record(line)
    except InvalidRecordError as error:
        raise StoreError(f"{path}: damaged record at byte {offset}; restore the file from a copy") from error
    if not isinstance(record, ExtractionRecord):
        raise StoreError(f"{path}: byte {offset} no longer holds the extraction that it held; is it being edited?")
    return record


def _is_torn_tail(path: Path, end: int) -> bool:
    """Whether nothing whole follows: a write that was cut off, which said nothing to anyone yet."""
    with path.open("rb") as file:
        file.seek(end)
        return not any(line.endswith(b"\n") and _parse(path, 0, line) for line in file)


class LogWriter:
    """Appends records after ``length`` whole bytes; what stands behind them is cut off.

    The caller holds the store's lock.
    """

    def __init__(self, path: Path, length: int) -> None:
        self._path = path
        self.length = length
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        os.ftruncate(self._descriptor, length)

    def append(self, records: Iterable[Record]) -> list[Record | ExtractionHandle]:
        """Write records and wait until they are on disk; on failure the log is as it was before.

        Gives what was written in the form of ``scan_log``.
        """
        written: list[Record | ExtractionHandle] = []
        offset, lines = self.length, []
        for record in records:
            line = dump_record(record) + b"\n"
            if isinstance(record, ExtractionRecord):
                load = partial(_load_extraction, self._path, offset, len(line))
                written.append(ExtractionHandle(record.text, record.extractor, load))
            else:
                written.append(record)
            lines.append(line)
            offset += len(line)
        try:
            self._write(b"".join(lines))
            os.fsync(self._descriptor)
        except OSError as error:
            os.ftruncate(self._descriptor, self.length)
            raise StoreError(
                f"{self._path}: cannot write: {error.strerror}; what was reported done is safe: "
                "make room and run the same line again"
            ) from error
        self.length = offset
        return written

    def _write(self, data: bytes) -> None:
        remaining = memoryview(data)
        while remaining:
            remaining = remaining[os.write(self._descriptor, remaining) :]

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)
