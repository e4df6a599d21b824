"""Reads extraction lines, as ``claimgraph extract`` or another program wrote them, one by one and checked."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from pydantic import ValidationError

from extract.errors import UnreadableError
from extract.readers.found import Refusal
from extract.readers.lines import BREAKAGES, TextSource
from extract.readers.reading import STANDARD_INPUT
from graph.extraction import Extraction


def read_extractions(source: str | Path) -> Iterator[Extraction | Refusal]:
    """The good lines of a file (packed or not) or of ``-``, and a refusal for each of the others; nothing raises.

    A line is refused where it contradicts its paper's text or the vocabulary.
    """
    name = str(source)
    path = None if name == STANDARD_INPUT else Path(name)
    where = name if path else "standard input"
    try:
        with path.open("rb") if path else nullcontext(sys.stdin.buffer) as stream:
            for line in TextSource(stream, where).lines():
                if line.flaw:
                    yield Refusal(where, line.number, line.flaw)
                elif line.text.strip():
                    try:
                        yield Extraction.model_validate_json(line.text)
                    except ValidationError as error:
                        yield Refusal(where, line.number, _first_fault(error))
    except UnreadableError as error:
        yield Refusal(where, None, error.what)
    except BREAKAGES as error:
        yield Refusal(where, None, getattr(error, "strerror", None) or f"breaks off: {error}")


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    parts = [".".join(map(str, fault["loc"])), fault["msg"].removeprefix("Value error, ")]
    return f"{': '.join(filter(None, parts))}; expected a line as `claimgraph extract` writes it"
