"""The files in a zip archive, with what keeps any of them from being read."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from extract.errors import UnreadableError
from extract.readers.unpacking import watched

_OFFICE_MARK = "[Content_Types].xml"
_ENCRYPTED = 0x1
_KNOWN_METHODS = {0: "stored", 8: "deflate", 12: "bzip2", 14: "lzma"}


class Member(NamedTuple):
    """A file in an archive; ``fault`` says why it cannot be opened."""

    name: str
    open: Callable[[], BinaryIO]
    fault: str | None = None


def members(file: BinaryIO, name: str) -> Iterator[Member]:
    """The files of the archive ``name`` in order of their names, hidden ones left out, archives in it refused.

    Raises:
        UnreadableError: it is no archive of papers, or a broken one.

    """
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnreadableError(name, f"a broken zip archive ({error})") from error
    with archive:
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
        if any(info.filename == _OFFICE_MARK for info in infos):
            raise UnreadableError(name, "an office document; save it as CSV")
        for info in infos:
            parts = info.filename.split("/")
            if not info.filename.endswith("/") and not any(part.startswith((".", "__MACOSX")) for part in parts):
                yield Member(info.filename, _opener(archive, info, name), _fault(info))


def _fault(info: ZipInfo) -> str | None:
    if not info.filename:
        return "a file without a name; unpack the archive first"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; unpack the archive first"
    if info.compress_type not in _KNOWN_METHODS:
        return f"packed by method {info.compress_type}; unpack the archive first"
    return None


def _opener(archive: ZipFile, info: ZipInfo, name: str) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        where = f"{name}/{info.filename}"
        try:
            content = archive.open(info)
        except (BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
            raise OSError(str(error)) from error
        return cast("BinaryIO", watched(cast("BinaryIO", _Sound(content)), where, lambda: info.compress_size))

    return open_member


class _Sound:
    """A member whose checksum is told to be wrong as a stream that breaks off is."""

    def __init__(self, content: object) -> None:
        self._content = cast("BinaryIO", content)

    def read(self, size: int = -1) -> bytes:
        try:
            return self._content.read(size)
        except (BadZipFile, NotImplementedError, RuntimeError) as error:
            raise OSError(str(error)) from error
