"""Bytes as they were before a program packed them: gzip, bzip2 and xz, told by their first bytes."""

import bz2
import gzip
import io
import lzma
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from extract.errors import UnreadableError

LARGEST_FREE = 1 << 24
"""Bytes that anything may unpack to; beyond them the ratio counts."""
GREATEST_RATIO = 200
"""Unpacked to packed, of what goes beyond ``LARGEST_FREE``: texts pack 3 to 20 times, bombs 1,000 times."""

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_LONGEST_MARK = 6


class SwollenError(UnreadableError):
    """A packed file unpacks to more than any text would."""


_Opener = Callable[[BinaryIO], BinaryIO]
_PACKINGS: dict[bytes, _Opener] = {
    b"\x1f\x8b": lambda packed: cast("BinaryIO", gzip.GzipFile(fileobj=packed)),
    b"BZh": lambda packed: cast("BinaryIO", bz2.BZ2File(packed)),
    b"\xfd7zXZ\0": lambda packed: cast("BinaryIO", lzma.LZMAFile(packed)),  # noqa: SIM115 -- its reader closes it
}


class _Counted(io.RawIOBase):
    """A stream that counts the bytes read from it, and calls ``check`` after each piece."""

    def __init__(self, stream: BinaryIO, check: Callable[[], None] = lambda: None) -> None:
        self._stream = stream
        self._check = check
        self.n_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self.n_bytes += len(piece)
        self._check()
        return len(piece)


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """The same stream, which can be peeked into."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))


def is_zip(stream: io.BufferedReader) -> bool:
    """Whether a zip archive begins here."""
    return stream.peek(_LONGEST_MARK).startswith(_ZIP_MARKS)


def seekable(stream: io.BufferedReader) -> AbstractContextManager[BinaryIO]:
    """The same bytes in a file that can be sought in; what comes through a pipe is kept on the disk."""
    if stream.seekable():
        return nullcontext(cast("BinaryIO", stream))
    file = TemporaryFile()  # noqa: SIM115 -- the caller closes it
    try:
        shutil.copyfileobj(stream, file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return cast("AbstractContextManager[BinaryIO]", file)


def unpacked(stream: BinaryIO, name: str) -> io.BufferedReader:
    """The stream itself, or what it was packed from.

    Raises:
        SwollenError: while reading, where it unpacks to more than any text would.

    """
    outer = buffered(stream)
    mark = outer.peek(_LONGEST_MARK)
    opener = next((opener for prefix, opener in _PACKINGS.items() if mark.startswith(prefix)), None)
    if opener is None:
        return outer
    packed = _Counted(cast("BinaryIO", outer))
    return watched(opener(cast("BinaryIO", io.BufferedReader(packed))), name, lambda: packed.n_bytes)


def watched(stream: BinaryIO, name: str, packed_bytes: Callable[[], int]) -> io.BufferedReader:
    """An unpacked stream that is given up where it grows out of all proportion to ``packed_bytes()``."""

    def check() -> None:
        if inner.n_bytes > LARGEST_FREE and inner.n_bytes > GREATEST_RATIO * max(packed_bytes(), 1):
            size = f"more than {LARGEST_FREE >> 20} MiB, and {GREATEST_RATIO} times its size"
            raise SwollenError(name, f"unpacks to {size}; unpack it first")

    inner = _Counted(stream, check)
    return io.BufferedReader(inner, buffer_size=1 << 16)
