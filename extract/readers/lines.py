"""Text out of a stream of bytes, by lines or by chunks, with every flaw told where it is."""

import codecs
import re
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import BinaryIO

from extract.errors import UnreadableError
from extract.readers.found import Line
from extract.readers.unpacking import unpacked

HEAD_SIZE = 1 << 16
"""Bytes that a format is told by."""
LONGEST_LINE = 1 << 26
"""Bytes; a longer line is no paper, and would fill the memory."""

BREAKAGES = (OSError, EOFError, zlib.error, LZMAError)
"""What a stream may raise in the middle, packed or not."""

NOT_UTF8 = re.compile("[\udc80-\udcff]")
"""What Python makes of bytes that are no UTF-8, one by one (PEP 383)."""
NOT_UTF8_ADVICE = "save the file as UTF-8"

_CHUNK_SIZE = 1 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FOREIGN_MARKS = {b"\xff\xfe": "UTF-16 text", b"\xfe\xff": "UTF-16 text", b"%PDF-": "a PDF"}


class TextSource:
    """A stream of bytes, packed or not, as UTF-8 text; ``head`` is its beginning, which can be looked at first.

    Raises:
        UnreadableError: the bytes are no UTF-8 text at all.
        OSError, EOFError, zlib.error, LZMAError: (``BREAKAGES``) the stream breaks off, here or later.

    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = unpacked(stream, name)
        self._breakage: Exception | None = None
        head = self._take_head()
        for mark, kind in _FOREIGN_MARKS.items():
            if head.startswith(mark):
                raise UnreadableError(name, f"{kind}; expected UTF-8 text")
        if b"\0" in head:
            raise UnreadableError(name, "a binary file; expected UTF-8 text")
        self._head = head.removeprefix(_BYTE_ORDER_MARK)
        self.head = self._head.decode("utf-8", "replace")
        self._is_of_old_mac = b"\r" in self._head and b"\n" not in self._head
        if self._is_of_old_mac:
            self.head = self.head.replace("\r", "\n")

    def _take_head(self) -> bytes:
        """What there is, up to the size of a head; where the stream breaks off in it, its good lines are read."""
        head = b""
        try:
            while len(head) < HEAD_SIZE and (chunk := self._stream.read1(HEAD_SIZE - len(head))):
                head += chunk
        except BREAKAGES as error:
            if not head:
                raise
            self._breakage = error
        return head

    def lines(self) -> Iterator[Line]:
        """All lines, from the first one on, without their line breaks."""
        lines = self._byte_lines()
        if self._is_of_old_mac:
            lines = (piece for line in lines for piece in line.split(b"\r"))
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_LINE:
                yield Line(number, "", f"a line of more than {LONGEST_LINE >> 20} MiB; expected one record a line")
                continue
            try:
                yield Line(number, line.decode("utf-8").rstrip("\r\n"))
            except UnicodeDecodeError as error:
                flaw = f"not UTF-8 at byte {error.start + 1} of the line; {NOT_UTF8_ADVICE}"
                yield Line(number, line.decode("utf-8", "replace").rstrip("\r\n"), flaw)

    def chunks(self) -> Iterator[str]:
        """The whole text in pieces of about a megabyte; bytes that are no UTF-8 stand in it as ``NOT_UTF8``."""
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        yield decoder.decode(self._head)
        if self._breakage:
            raise self._breakage
        while chunk := self._stream.read1(_CHUNK_SIZE):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def _byte_lines(self) -> Iterator[bytes]:
        *whole, torn = self._head.split(b"\n")
        for line in whole:
            yield line
        if self._breakage:
            raise self._breakage
        while line := self._stream.readline(LONGEST_LINE + 1):
            line, torn = torn + line, b""
            rest = line
            while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
                rest = self._stream.readline(LONGEST_LINE + 1)
            yield line
        if torn:
            yield torn
