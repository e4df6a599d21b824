"""Reads JSON lines: a paper's fields a line, or what ``claimgraph extract`` wrote, whose papers are taken."""

import json
import re
from collections.abc import Iterator
from typing import Any

from extract.readers.fields import make_paper
from extract.readers.found import Aside, Found, Line, Loss
from graph.extraction import Extraction
from graph.paper import Paper

_BEGINNING = re.compile(r'\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[{\]]|$))')
_SHOWN_NAMES = 12
_ONE_A_LINE = 'expected one object a line, like {"title": "…", "abstract": "…"}'


def recognises(head: str) -> bool:
    """Whether JSON begins here, or most lines are objects."""
    lines = [line.lstrip() for line in head.splitlines() if line.strip()]
    objects = sum(line.startswith('{"') for line in lines)
    return _BEGINNING.match(head) is not None or 0 < len(lines) <= 2 * objects


def read(lines: Iterator[Line]) -> Iterator[Found]:
    """Papers, line by line, and at the end the names of the fields that no paper has."""
    unknown: dict[str, None] = {}
    first = True
    for line in lines:
        if line.flaw:
            yield Loss(line.number, line.flaw)
            continue
        if not line.text.strip():
            continue
        if first and line.text.strip() in ("{", "[", "[{"):
            yield Loss(None, f"JSON spread over several lines; {_ONE_A_LINE}")
            return
        first = False
        record = parse_object(line.text)
        if isinstance(record, str):
            yield Loss(line.number, record)
            continue
        fields, known = record, Paper.model_fields.keys()
        if isinstance(record.get("paper"), dict):
            fields = record["paper"]
            unknown.update(dict.fromkeys(record.keys() - Extraction.model_fields.keys()))
        unknown.update(dict.fromkeys(name for name in fields if name not in known))
        yield from make_paper({name: value for name, value in fields.items() if name in known}, line.number)
    if unknown:
        names = [f'"{name}"' for name in unknown]
        more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
        yield Aside(f"fields that no paper has are passed over: {', '.join(names[:_SHOWN_NAMES])}{more}")


def parse_object(text: str) -> dict[str, Any] | str:
    """The object on this line, or what is wrong with it."""
    try:
        record = json.loads(text)
    except RecursionError:
        return f"JSON nested too deep; {_ONE_A_LINE}"
    except ValueError as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return f"broken JSON{column}; {_ONE_A_LINE}"
    if isinstance(record, dict):
        return record
    kind = "an array" if isinstance(record, list) else "a single value"
    return f"{kind}; {_ONE_A_LINE}"
