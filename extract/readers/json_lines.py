"""Reads JSON lines: one record a line, of this project's own or of any service's."""

import json
import re
from collections.abc import Iterator
from typing import Any

from extract.readers.found import Found, Line, Loss
from extract.readers.json_records import Records

_BEGINNING = re.compile(r'\s*\{\s*(?:["}]|$)')
_DECODER = json.JSONDecoder(strict=False)  # a control character in a text is odd, not unclear
_ONE_A_LINE = 'expected one object a line, like {"title": "…", "abstract": "…"}'


def recognises(head: str) -> bool:
    """Whether an object begins here, or most lines are objects."""
    lines = [line.lstrip() for line in head.splitlines() if line.strip()]
    objects = sum(line.startswith('{"') for line in lines)
    return _BEGINNING.match(head) is not None or 0 < len(lines) <= 2 * objects


def read(lines: Iterator[Line]) -> Iterator[Found]:
    """Papers, line by line, and at the end what was passed over."""
    records = Records()
    for line in lines:
        if line.flaw:
            yield Loss(line.number, line.flaw)
        elif line.text.strip():
            record = parse_object(line.text)
            if isinstance(record, str):
                yield Loss(line.number, record)
            else:
                yield from records.papers(record, line.number)
    yield from records.asides()


def parse_object(text: str) -> dict[str, Any] | str:
    """The object on this line, or what is wrong with it."""
    try:
        record = _DECODER.decode(text)
    except RecursionError:
        return f"JSON nested too deep; {_ONE_A_LINE}"
    except ValueError as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return f"broken JSON{column}; {_ONE_A_LINE}"
    if isinstance(record, dict):
        return record
    kind = "an array" if isinstance(record, list) else "a single value"
    return f"{kind}; {_ONE_A_LINE}"
