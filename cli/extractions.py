"""Reads extraction lines, as ``claimgraph extract`` writes them, one by one and checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError

    from cli.intake import Intake
    from graph.extraction import Extraction


def read_extractions(source: str, intake: Intake) -> Iterator[Extraction]:
    """The good lines of a file (gzip or not) or of ``-``; the others are refused with their line's number."""
    import zlib

    from pydantic import ValidationError

    from extract.errors import UnreadableError
    from extract.readers.found import Refusal
    from extract.readers.lines import TextSource
    from graph.extraction import Extraction

    name = "standard input" if source == "-" else source
    try:
        with _opened(source) as stream:
            for line in TextSource(stream, name).lines():
                if line.flaw:
                    intake.refuse(Refusal(name, line.number, line.flaw))
                elif line.text.strip():
                    try:
                        extraction = Extraction.model_validate_json(line.text)
                    except ValidationError as error:
                        intake.refuse(Refusal(name, line.number, _first_fault(error)))
                    else:
                        intake.read += 1
                        yield extraction
    except UnreadableError as error:
        intake.refuse(Refusal(name, None, error.what))
    except (OSError, EOFError, zlib.error) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else f"breaks off: {error}"
        intake.refuse(Refusal(name, None, what))


def _opened(source: str) -> BinaryIO:
    return sys.stdin.buffer if source == "-" else Path(source).open("rb")


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    where = ".".join(map(str, fault["loc"]))
    what = fault["msg"].removeprefix("Value error, ")
    place = f"{where}: " if where else ""
    return f"no extraction line: {place}{what}; expected a line as `claimgraph extract` writes it"
