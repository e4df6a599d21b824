"""Reads whole JSON documents: an array of records, an API's answer around one, or one record over several lines.

Records are decoded one at a time while the text comes in, so that a document of any size needs the memory of its
largest record.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from extract.readers.found import Found, Loss, Place
from extract.readers.json_records import Records
from extract.readers.lines import LONGEST_LINE, NOT_UTF8, NOT_UTF8_ADVICE

_LISTS = ("results", "data", "items", "notes", "papers", "works")
"""Where the records are in the answers of OpenAlex, Semantic Scholar, Crossref and Zotero, OpenReview."""
_WRAPPER = "message"
"""Where Crossref puts the whole answer."""

_ARRAY = re.compile(r"\s*\[\s*(?:[{\]]|$)")
_ANSWER = re.compile(rf'(?<!\\)"(?:(?:{"|".join(_LISTS)})"\s*:\s*\[\s*[{{\]]|{_WRAPPER}"\s*:\s*\{{)')
_OWN = re.compile(r'\{\s*"paper"\s*:')
"""An extraction has ``results`` too, which are none of an answer."""
_WHITESPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(strict=False)


def recognises(head: str) -> bool:
    """Whether an array begins here, or an object that is not alone on its line or holds the records in a list."""
    if _ARRAY.match(head):
        return True
    text = head.lstrip()
    if not text.startswith("{"):
        return False
    first_line, newline, _ = text.partition("\n")
    if _OWN.match(text):
        return False
    if not newline:
        return _ANSWER.search(text) is not None
    try:
        record = json.loads(first_line, strict=False)
    except (ValueError, RecursionError):
        return first_line.rstrip().endswith(("{", "[", ",")) or _ANSWER.search(first_line) is not None
    return any(isinstance(record.get(name), list) for name in _LISTS) or isinstance(record.get(_WRAPPER), dict)


def read(chunks: Iterator[str]) -> Iterator[Found]:
    """Papers, record by record, as far as the document is sound, and at the end what was passed over."""
    records, text = Records(), _Text(chunks)
    try:
        line = 0
        for number, (begins, record) in enumerate(_records(text), 1):
            place: Place = begins if begins != line else f"record {number:,}"  # a line may hold many
            line = begins
            if isinstance(record, Loss):
                yield record._replace(line=place)
            elif isinstance(record, dict):
                yield from records.papers(record, place)
            else:
                yield Loss(place, "a record that is no object; expected {…}")
    except _BrokenError as error:
        yield Loss(error.line, error.what)
    yield from records.asides()


class _BrokenError(Exception):
    """Nothing behind this place can be read."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


def _records(text: "_Text") -> Iterator[tuple[int, Any]]:
    """What stands at the top: arrays' items, answers' items, objects; a loss where its bytes are at fault."""
    while sign := text.sign():
        if sign == "[":
            yield from _items(text)
        elif sign == "{":
            yield from _object(text)
        else:
            yield text.value()


def _items(text: "_Text") -> Iterator[tuple[int, Any]]:
    text.take("[")
    if text.sign() == "]":
        text.take("]")
        return
    while True:
        yield text.value()
        if text.sign() != ",":
            break
        text.take(",")
    text.take("]")


def _object(text: "_Text", *, wrapped: bool = False) -> Iterator[tuple[int, Any]]:
    """The items of an answer, or else the object itself."""
    place, fruitful = text.line, False
    own: dict[str, Any] = {}
    flaw: Loss | None = None
    text.take("{")
    while text.sign() == '"':
        _, key = text.value()
        if isinstance(key, Loss):
            flaw, key = key, ""
        text.take(":")
        sign = text.sign()
        if sign == "[" and key in _LISTS and "paper" not in own:
            fruitful = True
            yield from _items(text)
        elif sign == "{" and key == _WRAPPER and not wrapped:
            fruitful = True
            yield from _object(text, wrapped=True)
        else:
            _, own[key] = text.value()
            if isinstance(own[key], Loss):
                flaw = own[key]
        if text.sign() != ",":
            break
        text.take(",")
    text.take("}")
    if not fruitful:
        yield place, flaw or own


class _Text:
    """A text that comes in chunks, of which only what is being decoded is held."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self._chunks = chunks
        self._buffer = ""
        self._position = 0
        self._counted = 0
        self._lines = 1

    @property
    def line(self) -> int:
        """The line of the next sign, counted from 1."""
        self._lines += self._buffer.count("\n", self._counted, self._position)
        self._counted = self._position
        return self._lines

    def sign(self) -> str:
        """The next character that is no whitespace, which is not taken; empty at the end."""
        while True:
            found = _WHITESPACE.match(self._buffer, self._position)
            self._position = found.end() if found else self._position
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if not self._more():
                return ""

    def take(self, expected: str) -> None:
        """Step over a sign."""
        if self.sign() != expected:
            self._break(f'expected "{expected}"')
        self._position += 1

    def value(self) -> tuple[int, Any]:
        """The line on which the next value begins, and the value; a loss where its bytes are no UTF-8."""
        self.sign()
        place = self.line
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._position)
            except RecursionError:
                raise _BrokenError(place, "JSON nested too deep; nothing behind it is read") from None
            except json.JSONDecodeError as error:
                if len(self._buffer) - self._position <= LONGEST_LINE and self._more():
                    continue
                self._break(error.msg[:1].lower() + error.msg[1:], error.pos)
            except ValueError as error:  # a number of more digits than Python converts
                raise _BrokenError(place, f"{error}; nothing behind it is read") from None
            if end == len(self._buffer) and self._more():
                continue  # a number may go on
            flawed = NOT_UTF8.search(self._buffer, self._position, end)
            self._position = end
            return place, Loss(place, f"not UTF-8; {NOT_UTF8_ADVICE}") if flawed else value

    def _more(self) -> bool:
        """Take in at least as much as is being decoded already, so that a long record costs linear time."""
        line = self.line
        wanted, pieces, size = max(len(self._buffer) - self._position, 1), [self._buffer[self._position :]], 0
        for chunk in self._chunks:
            pieces.append(chunk)
            size += len(chunk)
            if size >= wanted:
                break
        self._buffer, self._position, self._counted, self._lines = "".join(pieces), 0, 0, line
        return size > 0

    def _break(self, what: str, position: int | None = None) -> NoReturn:
        if position is not None:
            self._position = position
        line = self.line
        if self._position >= len(self._buffer) or what.startswith("unterminated string"):
            raise _BrokenError(line, f"the JSON breaks off in the middle ({what}); the file is not complete")
        raise _BrokenError(line, f"broken JSON ({what}); nothing behind it is read")
